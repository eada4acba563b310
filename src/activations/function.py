"""What the book says of any function: its name, its formulas, its parameters, where it is from."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import Any

from activations.parameters import REQUIRED, Parameter


@dataclass(frozen=True, kw_only=True)
class Function:
    """What all objects of the book have in common.

    Attributes
    ----------
    name : str
        The name in this package.
    torch_name : str
        The name in PyTorch.
    value_latex, derivative_latex : str
        The two formulas.
    parameters : tuple of Parameter
        The parameters after the input, each with its default and with what is allowed.
    year : int
        The year of the reference.
    reference : str
        Where the function comes from.
    doc : str
        The docstring, that of the formula.
    """

    name: str
    torch_name: str
    value_latex: str
    derivative_latex: str
    parameters: tuple[Parameter, ...] = ()
    year: int
    reference: str
    doc: str = field(repr=False)

    def __post_init__(self) -> None:
        # help(act.sigmoid) reads both from the object; a class's own would describe every function.
        object.__setattr__(self, "__doc__", self.doc)
        object.__setattr__(self, "__signature__", self._signature())

    # No docstring on a call: editors would show it in place of the function's own.
    def __call__(self, *arguments: Any, **parameters: Any) -> Any:  # noqa: D102
        raise NotImplementedError

    @property
    def example(self) -> dict[str, Any]:
        """The parameters at which facts and pictures are made: defaults, or examples without one."""
        return {p.name: p.example if p.default is REQUIRED else p.default for p in self.parameters}

    def _signature(self) -> inspect.Signature:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        parts = [inspect.Parameter("x", kind)]
        parts += [inspect.Parameter(p.name, kind, default=p.default) for p in self.parameters]
        out = inspect.Parameter("out", inspect.Parameter.KEYWORD_ONLY, default=None)
        return inspect.Signature([*parts, out])

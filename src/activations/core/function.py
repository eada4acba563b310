"""What the book says of any function: its name, its formulas, its parameters, where it is from."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from activations.core import docstrings
from activations.core.parameters import REQUIRED, Parameter

Kernel = Callable[..., Any]

_DERIVATIVES = ("derivative", "vjp", "jacobian", "gradient")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Function:
    """What all objects of the book have in common.

    Attributes
    ----------
    name : str
        The name in this package.
    family : str
        The kind: smooth, piecewise, gated, vector, loss or normalization.
    torch_name : str or None
        The name in PyTorch, if PyTorch has the function.
    value_latex, derivative_latex : str
        The two formulas.
    parameters : tuple of Parameter
        The parameters after the input, each with its default and with what is allowed.
    year : int
        The year of the reference.
    reference : str
        Where the function comes from.
    doc : str
        The whole docstring.
    """

    inputs: ClassVar[tuple[str, ...]] = ("x",)
    of: ClassVar[str] = "of rows"

    name: str
    family: str
    torch_name: str | None = None
    value_latex: str
    derivative_latex: str
    parameters: tuple[Parameter, ...] = ()
    year: int
    reference: str
    doc: str
    value_kernel: Kernel

    @classmethod
    def define(cls, **facts: Any) -> Callable[[Kernel], Self]:
        """Make a function of the kernel of its value, which gives it its name and its docstring."""

        def made(kernel: Kernel) -> Any:
            engines = [base.__name__ for base in cls.__mro__]
            own = inspect.getdoc(kernel) or ""
            doc = docstrings.compose(engines, own, bool(facts.get("parameters")))
            return cls(name=kernel.__name__, doc=doc, value_kernel=kernel, **facts)

        return made

    def __post_init__(self) -> None:
        # What help, pickle and editors read from the object; a class's own would describe every function.
        package, _, _ = self.value_kernel.__module__.partition(".")
        shown = {
            "__doc__": self.doc,
            "__name__": self.name,
            "__qualname__": self.name,
            "__module__": package,
            "__signature__": self._signature(),
        }
        for attribute, value in shown.items():
            object.__setattr__(self, attribute, value)

    # No docstring on a call: editors would show it in place of the function's own.
    def __call__(self, *arguments: Any, **parameters: Any) -> Any:  # noqa: D102
        raise NotImplementedError

    if not TYPE_CHECKING:  # to a type checker any name would be there

        def __getattr__(self, name: str) -> Any:
            """Say which derivatives there are, where another kind is asked for."""
            words = f"{vars(self).get('name', type(self).__name__)} has no {name}"
            if name in _DERIVATIVES:
                has = " and ".join(d for d in _DERIVATIVES if hasattr(type(self), d))
                words += f": a function {self.of} has {has}"
            raise AttributeError(words, name=name, obj=self)

    def __reduce__(self) -> str:
        """Be pickled and copied as a function is: by name."""
        return self.name

    def __repr__(self) -> str:
        return f"<{self.__module__}.{self.name}>"

    @property
    def example(self) -> dict[str, Any]:
        """The parameters at which facts and pictures are made: defaults, or examples without one."""
        return {p.name: p.example if p.default is REQUIRED else p.default for p in self.parameters}

    def _signature(self) -> inspect.Signature:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        parts = [inspect.Parameter(name, kind) for name in self.inputs]
        parts += [inspect.Parameter(p.name, kind, default=p.default) for p in self.parameters]
        out = inspect.Parameter("out", inspect.Parameter.KEYWORD_ONLY, default=None)
        return inspect.Signature([*parts, out])


def needed(kernel: Kernel, bound: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the bound parameters that a kernel declares."""
    return {name: bound[name] for name in _declared(kernel) if name in bound}


@cache
def _declared(kernel: Kernel) -> tuple[str, ...]:
    return tuple(inspect.signature(kernel).parameters)


def draws(bound: Mapping[str, Any]) -> bool:
    """Tell whether a kernel with these parameters draws random numbers."""
    return any(isinstance(value, np.random.Generator) for value in bound.values())

"""Functions of one real variable: the object that holds kernels and facts.

`Elementwise.define` turns a kernel on a block of float64 numbers into such an object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from activations.core.arrays import Array, Block, real, result_for
from activations.core.binding import bind
from activations.core.blocks import in_blocks
from activations.core.function import Function, Kernel, draws, needed
from activations.core.parameters import REQUIRED


@dataclass(frozen=True)
class Kink:
    """A point where a function has no derivative, and the value that stands in for one."""

    x: float
    derivative: float
    convention: str


def smooth_everywhere() -> tuple[Kink, ...]:
    """Say that there is no kink, whatever the parameters."""
    return ()


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Elementwise(Function):
    """A function of one real variable, with its derivative and what the book says of both.

    Calling the object gives the value; `derivative` gives the derivative. Both take any array-like
    and ``out=``, and keep float16, float32 and float64. The facts hold for the default parameters,
    or for the example where a parameter has no default.

    Attributes
    ----------
    domain, range : tuple of float
        The ends of the intervals; nan comes back outside the domain.
    limits : tuple of float
        What the value tends to at both ends of the domain.
    lipschitz : float
        The smallest L with |f(x) - f(y)| <= L |x - y|; infinite where the function jumps.
    monotonic : bool
        Whether the value never falls as x grows.
    minimum : tuple of float or None
        Where the smallest value is taken, and that value, if it is taken at one point alone.
    kinks_at : callable
        From the parameters to where there is no derivative, and what is returned there.
    """

    of: ClassVar[str] = "of single numbers"

    domain: tuple[float, float] = (-np.inf, np.inf)
    range: tuple[float, float]
    limits: tuple[float, float]
    lipschitz: float
    monotonic: bool
    minimum: tuple[float, float] | None = None
    kinks_at: Callable[..., tuple[Kink, ...]] = smooth_everywhere
    derivative_kernel: Kernel

    def __call__(  # noqa: D102
        self, x: ArrayLike = REQUIRED, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        return self._apply(self.name, self.value_kernel, x, positional, out, parameters)

    def derivative(
        self, x: ArrayLike = REQUIRED, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        """Return the derivative at `x`."""
        name = f"{self.name}.derivative"
        return self._apply(name, self.derivative_kernel, x, positional, out, parameters)

    def kinks(self, *positional: Any, **parameters: Any) -> tuple[Kink, ...]:
        """Return the kinks at the parameters, by default those of `example`."""
        if not positional and not parameters:
            parameters = self.example
        bound = bind(f"{self.name}.kinks", self.parameters, positional, parameters)
        return self.kinks_at(**needed(self.kinks_at, bound))

    def _apply(
        self,
        name: str,
        kernel: Kernel,
        x: ArrayLike,
        positional: tuple[Any, ...],
        out: Array | None,
        parameters: dict[str, Any],
    ) -> Any:
        """Check everything, then let the kernel run over blocks of `x`."""
        bound = needed(kernel, bind(name, self.parameters, positional, parameters))
        source, dtype = real(name, "x", x)
        result = result_for(name, out, source.shape, dtype, like=source)
        weights = {key: value for key, value in bound.items() if isinstance(value, np.ndarray)}
        beside = [_beside(name, key, value, source.shape) for key, value in weights.items()]

        def on_block(block: Block, *others: Block) -> Block:
            for key, weight in zip(weights, others, strict=True):
                bound[key] = weight.reshape(-1)
            return kernel(block.reshape(-1), **bound)

        in_blocks(on_block, [source, *beside], result, source.ndim, draws(bound))
        return result if out is not None else result[()]


def _beside(name: str, key: str, weight: Array, shape: tuple[int, ...]) -> Array:
    """Return a weight for each element, without an array of all: one axis of weights is axis 1 of x."""
    try:
        if weight.ndim > 1:
            return np.broadcast_to(weight, shape)
        if shape[1] == weight.size:
            return np.broadcast_to(weight.reshape(-1, *(1 for _ in shape[2:])), shape)
    except (IndexError, ValueError):
        pass
    raise ValueError(
        f"{name}: {key} has shape {weight.shape} and x has shape {shape}; one number for each channel, "
        "which axis 1 of x counts, or a shape of two axes or more that broadcasts to that of x is needed"
    )

"""Functions of all numbers along one axis: the object that holds kernels and facts.

The engine turns the axis to the end and hands a kernel a block of rows, shape (rows, n).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from activations.core.arrays import Array, Block, in_blocks, real, result_for
from activations.core.function import Function, Kernel, needed
from activations.core.parameters import bind
from activations.core.rows import Rows, along


@dataclass(frozen=True)
class View:
    """An argument seen as rows along an axis.

    Attributes
    ----------
    view : ndarray
        The argument with the axis at the end.
    rows : Rows
        How any array of its shape is turned.
    dtype : dtype
        That of the result.
    axis : int
        Where the axis was, from the front.
    """

    view: Array
    rows: Rows
    dtype: np.dtype[Any]
    axis: int

    @classmethod
    def of(cls, name: str, argument: str, value: ArrayLike, axis: int) -> View:
        """Check an argument and its axis."""
        array, dtype = real(name, argument, value)
        rows = along(name, argument, array.shape, axis)
        return cls(rows.turn(array), rows, dtype, axis % array.ndim)

    @property
    def batch(self) -> tuple[int, ...]:
        """The shape without the axis."""
        return self.view.shape[:-1]

    @property
    def length(self) -> int:
        """How many numbers lie in a row."""
        return self.view.shape[-1]

    def with_row(self, *row: int) -> tuple[int, ...]:
        """Return the shape of an array that has `row` in the place of the axis."""
        return (*self.batch[: self.axis], *row, *self.batch[self.axis :])

    def turned(self, array: Array) -> Array:
        """Return a view of an array with the axis at the end; one that lost the axis as it is."""
        return array if array.ndim < self.view.ndim else self.rows.turn(array)

    def apply(self, kernel: Kernel, others: list[Array], result: Array) -> None:
        """Let a kernel run over blocks of rows; everything but x has its rows at the end."""

        def on_block(start: int, stop: int, *blocks: Block) -> Block:
            return kernel(*blocks)

        in_blocks(on_block, [self.view, *others], result, math.prod(self.batch))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class AlongAxis(Function):
    """A function from rows to rows, with its gradient and what the book says of both.

    Calling the object gives the value; `vjp` gives the gradient of a weighted sum of the values, the
    weights v times the Jacobian. Both take any array-like and ``out=``, and keep float16, float32 and
    float64.

    Attributes
    ----------
    range : tuple of float
        The ends of the interval in which each value lies.
    lipschitz : float or None
        The smallest L with |f(x) - f(y)| <= L |x - y| in the Euclidean norm; infinite if there is
        none, None if it depends on the length of the row.
    """

    range: tuple[float, float]
    lipschitz: float | None
    vjp_kernel: Kernel

    def __call__(  # noqa: D102
        self, x: ArrayLike, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        rows, bound = self._rows(self.name, x, positional, parameters)
        result = result_for(self.name, out, self._shape(rows, bound), rows.dtype)
        rows.apply(_with(self.value_kernel, bound), [], rows.turned(result))
        return result if out is not None else result[()]

    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        """Return the gradient of sum(v * f(x)); `v` has the shape of the value."""
        name = f"{self.name}.vjp"
        rows, bound = self._rows(name, x, positional, parameters)
        weights = real(name, "v", v)[0]
        shape = self._shape(rows, bound)
        if weights.shape != shape:
            raise ValueError(f"{name}: v has shape {weights.shape}, but the value has {shape}")
        result = result_for(name, out, rows.with_row(rows.length), rows.dtype)
        rows.apply(_with(self.vjp_kernel, bound), [rows.turned(weights)], rows.turned(result))
        return result

    def _rows(
        self, name: str, x: ArrayLike, positional: tuple[Any, ...], parameters: dict[str, Any]
    ) -> tuple[View, dict[str, Any]]:
        bound = bind(name, self.parameters, positional, parameters)
        return View.of(name, "x", x, bound["axis"]), bound

    def _shape(self, rows: View, bound: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the shape of the value."""
        return rows.with_row(rows.length)


def _with(kernel: Kernel, bound: Mapping[str, Any]) -> Kernel:
    return partial(kernel, **needed(kernel, bound))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class ShiftInvariant(AlongAxis):
    """A function from rows to rows of the same length, whose Jacobian is small enough to look at.

    The Jacobian's rows sum to 0, since a number added to all of x changes nothing. So each diagonal
    element is minus the sum of the others of its row, which are all of one sign: a form like
    p (1 - p) would lose its digits as p nears 1.
    """

    off_diagonal_kernel: Kernel

    def jacobian(
        self, x: ArrayLike, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        """Return the derivatives of each value by each input, shape batch + (n, n)."""
        name = f"{self.name}.jacobian"
        rows, bound = self._rows(name, x, positional, parameters)
        n = rows.length
        result = result_for(name, out, (*rows.batch, n, n), rows.dtype)
        off_diagonal = _with(self.off_diagonal_kernel, bound)

        def kernel(x: Block) -> Block:
            y: Block = off_diagonal(x)
            diagonal = np.arange(n)
            y[:, diagonal, diagonal] = 0
            y[:, diagonal, diagonal] = -y.sum(axis=-1)
            return y

        rows.apply(kernel, [], result)
        return result


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Reduction(AlongAxis):
    """A function from a row to one number."""

    def gradient(
        self, x: ArrayLike, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        """Return the derivatives of each row's value by its numbers, in the shape of `x`."""
        name = f"{self.name}.gradient"
        rows, bound = self._rows(name, x, positional, parameters)
        result = result_for(name, out, rows.with_row(rows.length), rows.dtype)
        vjp = _with(self.vjp_kernel, bound)
        rows.apply(lambda x: vjp(x, np.ones((len(x), 1))), [], rows.turned(result))
        return result

    def _shape(self, rows: View, bound: Mapping[str, Any]) -> tuple[int, ...]:
        return rows.with_row(1) if bound["keepdims"] else rows.batch


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Halving(AlongAxis):
    """A function that makes one row of two halves."""

    def _shape(self, rows: View, bound: Mapping[str, Any]) -> tuple[int, ...]:
        if rows.length % 2:
            raise ValueError(
                f"{self.name}: x has shape {rows.with_row(rows.length)}, whose axis {rows.axis} has "
                f"the odd length {rows.length}; an even length is needed"
            )
        return rows.with_row(rows.length // 2)

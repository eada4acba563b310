"""Functions of all numbers along one axis: the object that holds kernels and facts.

The engine turns the axis to the end and hands a kernel a block of rows, shape (rows, n).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from activations.core.array_parameters import Beside
from activations.core.arrays import Array, Block, real, result_for
from activations.core.binding import bind
from activations.core.blocks import in_blocks
from activations.core.function import Function, Kernel, draws, needed
from activations.core.parameters import REQUIRED
from activations.core.rows import Rows, along


@dataclass(frozen=True)
class View:
    """An argument seen as rows along an axis, or along several taken together.

    Attributes
    ----------
    view : ndarray
        The argument with the axes at the end.
    rows : Rows
        How any array of its shape is turned.
    dtype : dtype
        That of the result.
    axes : tuple of int
        Where the axes were, from the front.
    given : ndarray
        The argument as it was.
    """

    view: Array
    rows: Rows
    dtype: np.dtype[Any]
    axes: tuple[int, ...]
    given: Array

    @classmethod
    def of(cls, name: str, argument: str, value: ArrayLike, axis: int | tuple[int, ...]) -> View:
        """Check an argument and its axis or axes."""
        array, dtype = real(name, argument, value)
        axes, rows = along(name, argument, array.shape, axis)
        return cls(rows.turn(array), rows, dtype, axes, array)

    @property
    def shape(self) -> tuple[int, ...]:
        """The argument's shape."""
        return self.given.shape

    @property
    def batch(self) -> tuple[int, ...]:
        """The shape without the axes."""
        return self.view.shape[: self.rows.leading]

    @property
    def within(self) -> tuple[int, ...]:
        """The shape of a row: the lengths of the axes."""
        return self.view.shape[self.rows.leading :]

    @property
    def length(self) -> int:
        """How many numbers lie in a row."""
        return math.prod(self.within)

    def with_row(self, row: int) -> tuple[int, ...]:
        """Return the shape of an array that has `row` in the place of each axis."""
        return tuple(row if i in self.axes else n for i, n in enumerate(self.shape))

    def turned(self, array: Array) -> Array:
        """Return a view of an array with the axes at the end; one that lost them as it is."""
        return array if array.ndim < self.view.ndim else self.rows.turn(array)

    def beside(self, name: str, argument: str, array: Array) -> Array:
        """Return an array that broadcasts to the argument, turned like it, without a copy."""
        try:
            return self.rows.turn(np.broadcast_to(array, self.shape))
        except ValueError:
            raise ValueError(
                f"{name}: {argument} has shape {array.shape}, which does not broadcast to that of "
                f"x, {self.shape}"
            ) from None

    def apply(
        self, kernel: Kernel, others: list[Array], result: Array, in_order: bool = False
    ) -> None:
        """Let a kernel run over blocks of rows; everything but x has its rows at the end."""
        in_blocks(kernel, [self.view, *others], result, self.rows.leading, in_order)


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
    outside : float
        The value at a number that `where` leaves out.
    """

    range: tuple[float, float]
    lipschitz: float | None
    outside: float = 0.0
    vjp_kernel: Kernel

    def __call__(  # noqa: D102
        self,
        x: ArrayLike = REQUIRED,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        rows, bound = self._rows(self.name, x, positional, parameters)
        return self._value(rows, bound, out)

    def vjp(
        self,
        x: ArrayLike = REQUIRED,
        v: ArrayLike = REQUIRED,
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
        result = result_for(name, out, rows.shape, rows.dtype, rows.given)
        turned = [rows.turned(weights)]
        self._apply(name, self.vjp_kernel, rows, bound, turned, rows.turned(result))
        return result

    def _value(self, rows: View, bound: Mapping[str, Any], out: Array | None) -> Any:
        result = result_for(self.name, out, self._shape(rows, bound), rows.dtype, rows.given)
        target = rows.turned(result)
        self._apply(self.name, self.value_kernel, rows, bound, [], target, self.outside)
        return result if out is not None else result[()]

    def _rows(
        self, name: str, x: ArrayLike, positional: tuple[Any, ...], parameters: dict[str, Any]
    ) -> tuple[View, dict[str, Any]]:
        bound = bind(name, self.parameters, positional, parameters)
        return View.of(name, "x", x, bound["axis"]), bound

    def _shape(self, rows: View, bound: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the shape of the value."""
        return rows.shape

    def _apply(
        self,
        name: str,
        kernel: Kernel,
        rows: View,
        bound: Mapping[str, Any],
        others: list[Array],
        result: Array,
        outside: float = 0.0,
    ) -> None:
        """Let a kernel run over x, `others`, and the arrays among its parameters."""
        kernel = partial(kernel, **needed(kernel, bound))
        beside = {
            p.name: rows.beside(name, p.name, bound[p.name])
            for p in self.parameters
            if isinstance(p, Beside) and bound[p.name] is not None
        }
        own = 1 + len(others)

        def with_arrays(*blocks: Block) -> Block:
            parts = dict(zip(beside, blocks[own:], strict=True))
            where = parts.pop("where", None)
            if where is None:
                return kernel(*blocks[:own], **parts)
            return _leaving_out(partial(kernel, **parts), where == 0, blocks[:own], outside)

        run = with_arrays if beside else kernel
        rows.apply(run, [*others, *beside.values()], result, draws(bound))


def _leaving_out(
    kernel: Kernel, absent: NDArray[np.bool_], blocks: Sequence[Block], outside: float
) -> Block:
    """Call a kernel as if the absent numbers of x had never been there; give `outside` for them."""
    x, *others = blocks
    factors = [np.where(absent, 0.0, v) if v.shape == x.shape else v for v in others]
    y: Block = kernel(np.where(absent, -np.inf, x), *factors)
    if y.shape[:2] == absent.shape:  # not where a row has become one number
        y[absent] = outside
    return y


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class ShiftInvariant(AlongAxis):
    """A function from rows to rows of the same length, whose Jacobian is small enough to look at.

    The Jacobian's rows sum to 0, since a number added to all of x changes nothing. So each diagonal
    element is minus the sum of the others of its row, which are all of one sign: a form like
    p (1 - p) would lose its digits as p nears 1.
    """

    off_diagonal_kernel: Kernel

    def jacobian(
        self,
        x: ArrayLike = REQUIRED,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        """Return the derivatives of each value by each input, shape batch + (n, n)."""
        name = f"{self.name}.jacobian"
        rows, bound = self._rows(name, x, positional, parameters)
        result = result_for(name, out, (*rows.batch, *rows.within, *rows.within), rows.dtype)
        off_diagonal = partial(self.off_diagonal_kernel, **needed(self.off_diagonal_kernel, bound))

        def kernel(x: Block) -> Block:
            y: Block = off_diagonal(x)
            diagonal = np.arange(rows.length)
            y[:, diagonal, diagonal] = 0
            y[:, diagonal, diagonal] = -y.sum(axis=-1)
            return y

        self._apply(name, kernel, rows, bound, [], result)
        return result


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Reduction(AlongAxis):
    """A function from a row to one number, and to its sign where that is asked for."""

    sign_kernel: Kernel

    def __call__(  # noqa: D102
        self,
        x: ArrayLike = REQUIRED,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        rows, bound = self._rows(self.name, x, positional, parameters)
        if not bound["return_sign"]:
            return self._value(rows, bound, out)
        # Before the value, which may be written over x.
        sign = np.empty(self._shape(rows, bound), rows.dtype)
        self._apply(self.name, self.sign_kernel, rows, bound, [], rows.turned(sign))
        return self._value(rows, bound, out), sign[()]

    def gradient(
        self,
        x: ArrayLike = REQUIRED,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        """Return the derivatives of each row's value by its numbers, in the shape of `x`."""
        name = f"{self.name}.gradient"
        rows, bound = self._rows(name, x, positional, parameters)
        result = result_for(name, out, rows.shape, rows.dtype, rows.given)
        ones = np.broadcast_to(1.0, rows.batch)
        self._apply(name, self.vjp_kernel, rows, bound, [ones], rows.turned(result))
        return result

    def _shape(self, rows: View, bound: Mapping[str, Any]) -> tuple[int, ...]:
        return rows.with_row(1) if bound["keepdims"] else rows.batch


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Halving(AlongAxis):
    """A function that makes one row of two halves."""

    def _shape(self, rows: View, bound: Mapping[str, Any]) -> tuple[int, ...]:
        if rows.length % 2:
            raise ValueError(
                f"{self.name}: x has shape {rows.shape}, whose axis {rows.axes[0]} has "
                f"the odd length {rows.length}; an even length is needed"
            )
        return rows.with_row(rows.length // 2)

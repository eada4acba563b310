"""Functions of all numbers along one axis: the object that holds a formula, gradient and facts.

The engine moves the axis to the end and hands a formula a block of rows, shape (rows, n), with axis -1.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from activations.arrays import Array, Block, in_blocks, real, result_for
from activations.function import Function
from activations.parameters import Parameter, bind, with_defaults

RowFormula = Callable[..., Block]


@dataclass(frozen=True)
class Axis(Parameter):
    """The axis along which a function looks."""

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return "a whole number, an axis of x,"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> int:
        """Give the axis as an int; whether x has it is checked with x."""
        if not isinstance(value, int | np.integer) or isinstance(value, bool):
            raise TypeError(self.refusal(function, value))
        return int(value)


@dataclass(frozen=True)
class Rows:
    """An array seen as rows along one axis."""

    array: Array
    dtype: np.dtype[Any]
    axis: int

    @classmethod
    def of(cls, name: str, argument: str, value: ArrayLike, axis: int) -> Rows:
        """Check an argument and its axis."""
        array, dtype = real(name, argument, value)
        if not -array.ndim <= axis < array.ndim:
            raise ValueError(
                f"{name}: axis is {axis}, but {argument} has {array.ndim} dimensions; "
                + (f"an axis from {-array.ndim} to {array.ndim - 1} is needed" if array.ndim else
                   "an array of at least one dimension is needed")
            )  # fmt: skip
        if array.shape[axis] == 0:
            raise ValueError(
                f"{name}: {argument} has shape {array.shape}, whose axis {axis} is empty; "
                "at least one number along it is needed"
            )
        return cls(array, dtype, axis % array.ndim)

    @property
    def length(self) -> int:
        """How many numbers stand in a row."""
        return self.array.shape[self.axis]

    @property
    def batch(self) -> tuple[int, ...]:
        """The shape without the axis."""
        return self.array.shape[: self.axis] + self.array.shape[self.axis + 1 :]

    def with_length(self, length: int) -> tuple[int, ...]:
        """Give the shape of an array with rows of another length."""
        return (*self.array.shape[: self.axis], length, *self.array.shape[self.axis + 1 :])

    def moved(self, array: Array) -> Array:
        """Give a view of an array with the axis at the end; one that lost the axis as it is."""
        lost = array.ndim < self.array.ndim
        return array if lost else np.moveaxis(array, self.axis, -1)

    def apply(
        self, formula: RowFormula, others: list[Array], result: Array, bound: Mapping[str, Any]
    ) -> None:
        """Let a formula run over blocks of rows; everything but x has its rows at the end."""

        def on_block(start: int, stop: int, *blocks: Block) -> Block:
            return formula(*blocks, **bound)

        in_blocks(on_block, [self.moved(self.array), *others], result, math.prod(self.batch))


@dataclass(frozen=True, kw_only=True)
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
    value_formula: RowFormula = field(repr=False)
    vjp_formula: RowFormula = field(repr=False)

    @classmethod
    def define(cls, *, vjp: RowFormula, **facts: Any) -> Callable[[RowFormula], AlongAxis]:
        """Make a function of a formula, which gives it its name, its defaults and its docstring."""

        def made(value: RowFormula) -> AlongAxis:
            parameters = with_defaults(facts.pop("parameters"), inspect.signature(value))
            return cls(
                name=value.__name__,
                doc=inspect.getdoc(value) or "",
                parameters=parameters,
                value_formula=value,
                vjp_formula=vjp,
                **facts,
            )

        return made

    def __call__(  # noqa: D102
        self, x: ArrayLike, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        rows, bound = self._rows(self.name, x, positional, parameters)
        result = result_for(self.name, out, self._shape(rows, bound), rows.dtype)
        rows.apply(self.value_formula, [], rows.moved(result), bound)
        return result if out is not None else result[()]

    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        """Give the gradient of sum(v * f(x)); `v` has the shape of the value."""
        name = f"{self.name}.vjp"
        rows, bound = self._rows(name, x, positional, parameters)
        weights = real(name, "v", v)[0]
        shape = self._shape(rows, bound)
        if weights.shape != shape:
            raise ValueError(f"{name}: v has shape {weights.shape}, but the value has {shape}")
        result = result_for(name, out, rows.array.shape, rows.dtype)
        rows.apply(self.vjp_formula, [rows.moved(weights)], rows.moved(result), bound)
        return result

    def _rows(
        self, name: str, x: ArrayLike, positional: tuple[Any, ...], parameters: dict[str, Any]
    ) -> tuple[Rows, dict[str, Any]]:
        bound = bind(name, self.parameters, positional, parameters)
        return Rows.of(name, "x", x, bound.pop("axis")), bound

    def _shape(self, rows: Rows, bound: Mapping[str, Any]) -> tuple[int, ...]:
        """Give the shape of the value."""
        return rows.array.shape


@dataclass(frozen=True, kw_only=True)
class Normalized(AlongAxis):
    """A function from rows to rows of the same length, whose Jacobian is small enough to look at.

    The Jacobian's rows sum to 0, since a number added to all of x changes nothing. So each diagonal
    element is minus the sum of the others of its row, which are all of one sign: a form like
    p (1 - p) would lose its digits as p nears 1.
    """

    off_diagonal: RowFormula = field(repr=False)

    def jacobian(
        self, x: ArrayLike, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        """Give the derivatives of each value by each input, shape batch + (n, n)."""
        name = f"{self.name}.jacobian"
        rows, bound = self._rows(name, x, positional, parameters)
        n = rows.length
        result = result_for(name, out, (*rows.batch, n, n), rows.dtype)

        def formula(x: Block, **bound: Any) -> Block:
            y = self.off_diagonal(x, **bound)
            diagonal = np.arange(n)
            y[:, diagonal, diagonal] = 0
            y[:, diagonal, diagonal] = -y.sum(axis=-1)
            return y

        rows.apply(formula, [], result, bound)
        return result


@dataclass(frozen=True, kw_only=True)
class Reduction(AlongAxis):
    """A function from a row to one number."""

    def gradient(
        self, x: ArrayLike, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        """Give the derivatives of each row's value by its numbers, in the shape of `x`."""
        name = f"{self.name}.gradient"
        rows, bound = self._rows(name, x, positional, parameters)
        result = result_for(name, out, rows.array.shape, rows.dtype)

        def formula(x: Block, **bound: Any) -> Block:
            return self.vjp_formula(x, np.ones((len(x), 1)), **bound)

        rows.apply(formula, [], rows.moved(result), bound)
        return result

    def _shape(self, rows: Rows, bound: Mapping[str, Any]) -> tuple[int, ...]:
        return rows.with_length(1) if bound["keepdims"] else rows.batch

"""Normalisations: the object that holds a formula, its gradient and the facts.

A formula works on rows. An `Arrangement` says which numbers of an array make a row, and which row or
place each weight belongs to; the engine cuts the array accordingly and sums the weights' gradients.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from activations.arrays import BLOCK, Array, _overwrites, real, result_for
from activations.function import Function
from activations.parameters import Parameter, bind, with_defaults
from activations.pieces import Pieces, Tile, Total, rectangles


@dataclass(frozen=True)
class Arrangement:
    """How a function sees its input as rows.

    Attributes
    ----------
    turn : callable
        Gives a view of an array of x's shape: the first axes count the rows, the others lie in them.
    leading : int
        How many axes count the rows.
    learned : tuple of int
        The shape of weight, bias and running statistics.
    beside : tuple of int
        The same as seen beside the view: 1 on each axis along which they are repeated.
    whole : bool
        Whether the formula needs each row in one piece, however long.
    """

    turn: Callable[[Array], Array]
    leading: int
    learned: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    whole: bool = False

    def tiles(self, shape: tuple[int, ...]) -> Iterator[list[Tile]]:
        """Cut a view of a shape: give the pieces of a few short rows, or of one long row."""
        if 0 in shape:
            return
        counting, within = shape[: self.leading], shape[self.leading :]
        length = math.prod(within)
        entire = (slice(None),) * len(within)
        for rows in rectangles(counting, max(1, BLOCK // length)):
            if length <= BLOCK or self.whole:
                yield [rows + entire]
            else:
                yield [rows + part for part in rectangles(within, BLOCK)]

    def per_element(self, array: Array, shape: tuple[int, ...]) -> Array:
        """Repeat weight or bias to the shape of a view, without a copy."""
        return np.broadcast_to(array.reshape(self.beside), shape)

    def per_row(self, array: Array, shape: tuple[int, ...]) -> Array:
        """Repeat a running statistic to one number a row, without a copy."""
        return np.broadcast_to(array.reshape(self.beside[: self.leading]), shape[: self.leading])


def need_axes(name: str, shape: tuple[int, ...], axes: int) -> None:
    """Refuse an input without channels."""
    if len(shape) < axes:
        raise ValueError(
            f"{name}: x has shape {shape}, but at least {axes} axes are needed; axis 1 counts the "
            "channels"
        )


def refuse_empty(name: str, shape: tuple[int, ...], row: tuple[int, ...]) -> None:
    """Refuse an input whose rows, of the shape `row`, are empty."""
    if 0 in row:
        raise ValueError(
            f"{name}: x has shape {shape}, which leaves no number to normalise over; at least one "
            "is needed"
        )


@dataclass(frozen=True)
class Learned(Parameter):
    """An array of weights or of running statistics, or None; its shape follows from x."""

    per_row: bool = False
    negative: bool = True

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return f"an array of finite numbers{'' if self.negative else ' from 0 on'} or None"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Array | None:
        """Give the array as it is: it is converted piece by piece."""
        if value is None:
            return None
        array = real(function, self.name, value)[0]
        if not np.isfinite(array).all() or (not self.negative and (array < 0).any()):
            raise ValueError(self.refusal(function, value))
        return array


Formula = Callable[..., Pieces]
Gradient = Callable[..., tuple[Pieces, Pieces]]


@dataclass(frozen=True, kw_only=True)
class Normalisation(Function):
    """A function of the rows of an array, with its gradient and what the book says of both.

    Calling the object gives the value. It takes any array-like and ``out=``, and keeps float16,
    float32 and float64. `vjp` gives the gradients with respect to x, weight and bias.

    Attributes
    ----------
    arrange : callable
        From the function's name, the shape of x and the parameters to an `Arrangement`; raises
        ValueError where they do not fit.
    value_formula : callable
        From `Pieces` of x and the parameters to rows of the result. Weight and bias come as rows or
        None, running statistics as a column or None.
    vjp_formula : callable
        From rows of x and v and the parameters to rows of the gradient of x, and of what the
        weight was multiplied by.
    """

    arrange: Callable[..., Arrangement] = field(repr=False)
    value_formula: Formula = field(repr=False)
    vjp_formula: Gradient = field(repr=False)

    @classmethod
    def define(cls, *, vjp: Gradient, **facts: Any) -> Callable[[Formula], Normalisation]:
        """Make a function of a formula, which gives it its name, its defaults and its docstring."""

        def made(value: Formula) -> Normalisation:
            signature = inspect.signature(value)
            parameters = with_defaults(facts.pop("parameters"), signature)
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
    ) -> Array:
        source, dtype = real(self.name, "x", x)
        plan, bound = self._plan(self.name, source.shape, dtype, positional, parameters)
        result = result_for(self.name, out, source.shape, dtype)
        if _overwrites(result, source):
            source = source.copy()
        for key, value in bound.items():
            if isinstance(value, np.ndarray) and _overwrites(result, value):
                bound[key] = value.copy()
        view, target = plan.turn(source), plan.turn(result)
        with np.errstate(all="ignore"):
            for tiles in plan.tiles(view.shape):
                rows = Pieces.of(view, tiles, plan.leading)
                made = self.value_formula(rows, **self._beside(plan, bound, view, tiles))
                for tile, piece in zip(tiles, made, strict=True):
                    target[tile] = piece.reshape(target[tile].shape)
        return result

    def vjp(
        self, x: ArrayLike, v: ArrayLike, *positional: Any, **parameters: Any
    ) -> tuple[Array, Array | None, Array | None]:
        """Give the gradients of sum(v * value) with respect to x, weight and bias.

        Parameters
        ----------
        x : array_like
            Where.
        v : array_like
            One factor for each element of the value.
        *positional, **parameters
            As for the value.

        Returns
        -------
        tuple of ndarray or None
            The gradients, in the result's dtype; None where there is no weight or no bias.

        Raises
        ------
        TypeError, ValueError
            As for the value, and if `v` does not have the shape of `x`.
        """
        name = f"{self.name}.vjp"
        source, dtype = real(name, "x", x)
        factors = real(name, "v", v)[0]
        plan, bound = self._plan(name, source.shape, dtype, positional, parameters)
        if factors.shape != source.shape:
            raise ValueError(
                f"{name}: v has shape {factors.shape}, but that of the value, {source.shape}, is "
                "needed"
            )
        result = np.empty(source.shape, dtype)
        view, v_view, target = (plan.turn(array) for array in (source, factors, result))
        weight, bias = (
            None if bound.get(key) is None else Total(plan.beside) for key in ("weight", "bias")
        )
        with np.errstate(all="ignore"):
            for tiles in plan.tiles(view.shape):
                rows, v_rows = (Pieces.of(array, tiles, plan.leading) for array in (view, v_view))
                beside = self._beside(plan, bound, view, tiles)
                dx, weighed = self.vjp_formula(rows, v_rows, **beside)
                for tile, dx_piece, piece, v_piece in zip(tiles, dx, weighed, v_rows, strict=True):
                    shape = target[tile].shape
                    target[tile] = dx_piece.reshape(shape)
                    if weight is not None:
                        weight.add(tile, (v_piece * piece).reshape(shape))
                    if bias is not None:
                        bias.add(tile, v_piece.reshape(shape))
            dweight, dbias = (
                None if total is None else total.result(plan.learned, dtype)
                for total in (weight, bias)
            )
        return result, dweight, dbias

    def _plan(
        self,
        name: str,
        shape: tuple[int, ...],
        dtype: np.dtype[Any],
        positional: tuple[Any, ...],
        parameters: dict[str, Any],
    ) -> tuple[Arrangement, dict[str, Any]]:
        """Check everything that depends on the shape of x."""
        bound = bind(name, self.parameters, positional, parameters)
        if not shape:
            raise ValueError(f"{name}: x has no axis, but at least one is needed")
        plan = self.arrange(name, shape, **bound)
        for key, value in bound.items():
            if isinstance(value, np.ndarray) and value.shape != plan.learned:
                raise ValueError(
                    f"{name}: {key} has shape {value.shape}, but {plan.learned} is needed where x "
                    f"has shape {shape}"
                )
        if bound.get("eps", 0.0) is None:  # PyTorch's default of rms_norm follows the dtype
            bound["eps"] = float(np.finfo(dtype).eps)
        return plan, bound

    def _beside(
        self, plan: Arrangement, bound: dict[str, Any], view: Array, tiles: list[Tile]
    ) -> dict[str, Any]:
        """Give the parameters as they belong to the rows of some tiles."""
        beside = dict(bound)
        for p in self.parameters:
            if isinstance(p, Learned) and (array := bound[p.name]) is not None:
                if p.per_row:
                    column = plan.per_row(array, view.shape)[tiles[0][: plan.leading]]
                    beside[p.name] = column.astype(np.float64).reshape(-1, 1)
                else:
                    repeated = plan.per_element(array, view.shape)
                    beside[p.name] = Pieces.of(repeated, tiles, plan.leading)
        return beside

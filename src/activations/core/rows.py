"""Rows: which numbers of an array a function takes together.

Softmax takes those along one axis, layer normalization those of one sample, batch normalization those of
one channel. In each case a view of the array is turned so that its leading axes count the rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from activations.core.arrays import Array
from activations.core.blocks import BLOCK, Tile, rectangles


@dataclass(frozen=True)
class Rows:
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
        Whether the kernel needs each row in one piece, however long.
    """

    turn: Callable[[Array], Array]
    leading: int
    learned: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    whole: bool = False

    def tiles(self, shape: tuple[int, ...]) -> Iterator[list[Tile]]:
        """Cut a view of a shape: yield the pieces of a few short rows, or of one long row."""
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


def as_it_is(array: Array) -> Array:
    """Return the array: its last axes lie in a row."""
    return array


def along(
    name: str, argument: str, shape: tuple[int, ...], axis: int | tuple[int, ...]
) -> tuple[tuple[int, ...], Rows]:
    """Return the axes from the front and the rows along them, having checked that they are there."""
    ndim = len(shape)
    given = axis if isinstance(axis, tuple) else (axis,)
    for one in given:
        if not -ndim <= one < ndim:
            raise ValueError(
                f"{name}: axis is {axis}, but {argument} has {ndim} dimensions; "
                + (f"an axis from {-ndim} to {ndim - 1} is needed" if ndim else
                   "an array of at least one dimension is needed")
            )  # fmt: skip
        if shape[one] == 0:
            raise ValueError(
                f"{name}: {argument} has shape {shape}, whose axis {one} is empty; "
                "at least one number along it is needed"
            )
    axes = tuple(sorted({one % ndim for one in given}))
    if len(axes) < len(given):
        raise ValueError(f"{name}: axis is {axis}, but each axis is needed once at most")
    leading = ndim - len(axes)
    if axes[0] == leading:  # the usual case: the axes are the last ones
        return axes, Rows(as_it_is, leading)
    last = range(leading, ndim)
    return axes, Rows(lambda array: np.moveaxis(array, axes, last), leading)


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

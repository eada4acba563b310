"""Rows of any length in pieces of at most a block, and sums over all of them.

A normalization reads a row several times: for its mean, for its variance, for the result. Short rows
are taken many at once, as one piece that stays in the cache. A row longer than a block is cut into
pieces, and each piece is made again whenever it is asked for, so that the memory needed does not grow
with the row. A kernel sees neither: it maps `Pieces` to `Pieces`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from activations.core.arrays import Array, Block
from activations.core.blocks import Tile


class Pieces:
    """Pieces of equal length, as float64 pieces of shape (rows, a part of the length).

    Parameters
    ----------
    pieces : sequence of callable
        Each gives a piece. More than one means a single long row.
    length : int
        The length of each row.
    """

    def __init__(self, pieces: Sequence[Callable[[], Block]], length: int) -> None:
        self.pieces = pieces
        self.length = length

    @classmethod
    def of(cls, view: Array, tiles: Sequence[Tile], leading: int) -> Pieces:
        """Return the rows that some tiles cut out of a view, whose first axes count the rows."""
        rows = math.prod(view[tiles[0]].shape[:leading])
        pieces = [partial(_read, view, tile, rows) for tile in tiles]
        # Through map, so that a single piece is read once.
        return cls(pieces, math.prod(view.shape[leading:])).map(np.asarray)

    def __iter__(self) -> Iterator[Block]:
        return (piece() for piece in self.pieces)

    def map(self, kernel: Callable[..., Block], *others: Pieces) -> Pieces:
        """Return the rows that a kernel makes of these rows, and of others beside them."""
        sources = zip(self.pieces, *(rows.pieces for rows in others), strict=True)
        pieces = [partial(_apply, kernel, parts) for parts in sources]
        if len(pieces) > 1:
            return Pieces(pieces, self.length)
        block = pieces[0]()  # small enough to keep, so it is made once
        return Pieces([lambda: block], self.length)

    def sum(self) -> Block:
        """Return each row's sum, as a column; NumPy adds pairwise along a contiguous axis."""
        parts = [piece.sum(axis=1, keepdims=True) for piece in self]
        return np.concatenate(parts, axis=1).sum(axis=1, keepdims=True)

    def mean(self) -> Block:
        """Return each row's mean, as a column."""
        return self.sum() / self.length

    def extremes(self) -> tuple[Block, Block]:
        """Return each row's smallest and largest number, as columns; nan if there is one."""
        parts = [(p.min(axis=1, keepdims=True), p.max(axis=1, keepdims=True)) for p in self]
        low, high = (np.concatenate(part, axis=1) for part in zip(*parts, strict=True))
        return low.min(axis=1, keepdims=True), high.max(axis=1, keepdims=True)

    def largest(self) -> Block:
        """Return each row's largest magnitude, as a column."""
        low, high = self.extremes()
        return np.maximum(-low, high)


def _apply(kernel: Callable[..., Block], parts: Sequence[Callable[[], Block]]) -> Block:
    return kernel(*(part() for part in parts))


def _read(view: Array, tile: Tile, rows: int) -> Block:
    """Copy what does not lie together: sums must not depend on where the numbers lie."""
    return np.ascontiguousarray(view[tile], np.float64).reshape(rows, -1)


class Total:
    """A sum over many tiles that carries along what each addition rounds away."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.total, self.lost = np.zeros(shape), np.zeros(shape)

    def add(self, tile: Tile, terms: Block) -> None:
        """Add the terms of one tile of the view."""
        summed = [axis for axis, n in enumerate(self.shape) if n == 1]
        kept = [axis for axis, n in enumerate(self.shape) if n != 1]
        last = np.ascontiguousarray(terms.transpose(kept + summed))
        lengths = last.shape[: len(kept)]
        index = tuple(
            slice(None) if n == 1 else part for n, part in zip(self.shape, tile, strict=True)
        )
        before = self.total[index]
        part = last.reshape(*lengths, -1).sum(axis=-1).reshape(before.shape)
        after = before + part
        used = after - before
        self.lost[index] += (before - (after - used)) + (part - used)
        self.total[index] = after

    def result(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        """Return the sum; what an infinite one lost is nan and says nothing."""
        np.add(self.total, self.lost, out=self.total, where=np.isfinite(self.lost))
        return self.total.reshape(shape).astype(dtype, copy=False)

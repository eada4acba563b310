"""Cache blocking: a kernel walks an array in blocks that fit the processor's cache.

* The walk follows memory, whatever the order of the axes: what lies together is read together.
* Each block is contiguous: NumPy's vector loops round differently on strided memory, and a value must
  not depend on where it lies.
* A stable form may underflow on purpose. That is no news for the caller, so NumPy's floating-point
  warnings are off while a kernel runs, and only then.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from activations.core.arrays import Array, Block

# 32,768 doubles are 256 KiB: a block and its few temporaries stay in the outer caches, and what Python
# costs for a block is spread thin. Measured: fastest from 16,384 to 65,536.
BLOCK = 32_768

Tile = tuple[slice, ...]


def in_blocks(
    kernel: Callable[..., Block],
    sources: Sequence[Array],
    result: Array,
    leading: int,
    in_order: bool = False,
) -> None:
    """Apply a kernel to a few rows at a time.

    Parameters
    ----------
    kernel : callable
        Takes a float64 block of shape (rows, row length) for each source; returns one of the result's
        row length.
    sources : sequence of ndarray
        Any layout. The first axes are those of the result and count the rows.
    result : ndarray
        Where to write; it may be one of the sources or overlap it.
    leading : int
        How many axes count the rows; with all of them, the kernel is elementwise.
    in_order : bool
        Whether rows come in the order of their indices, as they must where each draws a number; else
        in the order of memory.
    """
    if 0 in result.shape[:leading]:
        return
    arrays = [s.copy("K") if overwrites(result, s) else s for s in sources] + [result]
    rows = math.prod(result.shape[:leading])
    widths = [array.size // rows for array in arrays]
    tiles: Iterable[Tile] = [()]
    if max(widths) * rows > BLOCK:
        if not (in_order or _contiguous(arrays)):
            arrays = _in_order_of_memory(arrays, leading)
        if _contiguous(arrays):
            arrays = [a.reshape(rows, n) for a, n in zip(arrays, widths, strict=True)]
            leading = 1
        tiles = rectangles(arrays[-1].shape[:leading], max(1, BLOCK // max(widths)))
    *inputs, output = arrays
    with np.errstate(all="ignore"):
        for tile in tiles:
            part = output[tile]
            blocks = [
                np.ascontiguousarray(a[tile], np.float64).reshape(-1, width)
                for a, width in zip(inputs, widths, strict=False)
            ]
            output[tile] = kernel(*blocks).reshape(part.shape)


def _contiguous(arrays: Sequence[Array]) -> bool:
    return all(array.flags.c_contiguous for array in arrays)


def _in_order_of_memory(arrays: Sequence[Array], leading: int) -> list[Array]:
    """Return the arrays with their leading axes in the order in which the first one lies."""
    strides = arrays[0].strides
    order = sorted(range(leading), key=lambda axis: -abs(strides[axis]))
    return [a.transpose(*order, *range(leading, a.ndim)) for a in arrays]


def rectangles(shape: tuple[int, ...], limit: int) -> Iterator[Tile]:
    """Cut an array into slices of at most `limit` elements, in C order of their elements."""
    axis, inner = len(shape), 1
    while axis > 0 and inner * shape[axis - 1] <= limit:
        axis -= 1
        inner *= shape[axis]
    after = (slice(None),) * (len(shape) - axis)
    if axis == 0:
        yield after
        return
    step = limit // inner
    for index in itertools.product(*map(range, shape[: axis - 1])):
        before = tuple(slice(i, i + 1) for i in index)
        for start in range(0, shape[axis - 1], step):
            yield (*before, slice(start, start + step), *after)


def overwrites(result: Array, source: Array) -> bool:
    """Tell whether writing one block could change a block that is still to be read."""
    if not np.may_share_memory(result, source):
        return False
    here, there = result.__array_interface__, source.__array_interface__
    return any(here[key] != there[key] for key in ("data", "strides", "shape", "typestr"))

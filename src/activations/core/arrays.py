"""Dtype promotion, cache blocking, errstate, `out` checks: what every kernel has around it.

A kernel works on float64 numbers. Everything around it is the same for all functions, so it stands
here once:

* float16, float32 and float64 come back as they went in; integers, booleans and Python numbers
  come back as float64. The narrow types are computed in float64 and rounded once, which is what
  brings float32 to half a unit in the last place.
* An array is walked in blocks that fit the processor's cache. Each block is contiguous: NumPy's
  vector loops round differently on strided memory, and a value must not depend on where it lies.
* A stable form may underflow on purpose. That is no news for the caller, so NumPy's
  floating-point warnings are off while a kernel runs, and only then.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Block = NDArray[np.float64]

# 32,768 doubles are 256 KiB: a block and its few temporaries stay in the outer caches, and what Python
# costs for a block is spread thin. Measured: fastest from 16,384 to 65,536.
BLOCK = 32_768


def plain(name: str, argument: str, value: Any) -> Array:
    """Return an argument as an array, unless something that belongs to it would be lost.

    Raises
    ------
    TypeError
        If it is missing, masked, sparse, has a unit or wants a gradient.
    ValueError
        If it is a list whose rows differ in length.
    """
    if value is inspect.Parameter.empty:
        raise TypeError(f"{name}: {argument} is missing, but an array or a number is needed")
    if type(value) is np.ndarray:
        return value
    parts = value if isinstance(value, list | tuple) else [value]
    for part in parts:
        for words, lost in _LOST.items():
            if not isinstance(part, _NUMBERS) and lost(part):
                raise TypeError(f"{name}: {argument} {words}")
    try:
        return np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name}: {argument} is no array ({error}); make its rows equal") from None
    except (TypeError, RuntimeError) as error:
        raise TypeError(
            f"{name}: {argument} is a {type(value).__name__}, which gives no array ({error})"
        ) from error


_NUMBERS = int | float | np.generic

# What np.asarray would drop in silence or wrap whole: what a message says of it, and how to tell.
_LOST: dict[str, Callable[[Any], bool]] = {
    "is a masked array, whose mask would be lost; fill it first with .filled(...), or where the "
    "function has where=, pass .data and where=~mask": lambda x: isinstance(x, np.ma.MaskedArray),
    "is sparse; make it dense first with .toarray()": lambda x: hasattr(x, "toarray"),
    "has a unit, which would be lost; pass its numbers, for example .magnitude or .value": (
        lambda x: hasattr(x, "magnitude") or (isinstance(x, np.ndarray) and hasattr(x, "unit"))
    ),
    "wants a gradient, which would be lost; pass .detach()": (
        lambda x: getattr(x, "requires_grad", False) is True
    ),
}


def real(name: str, argument: str, value: ArrayLike) -> tuple[Array, np.dtype[Any]]:
    """Return an argument as an array, and the dtype of a result that follows it.

    Parameters
    ----------
    name, argument : str
        The function and the argument, for messages.
    value : array_like
        float16, float32, float64, integers or booleans.

    Raises
    ------
    TypeError
        If it holds anything but real numbers of at most 64 bits, or `plain` refuses it.
    ValueError
        If it is a list whose rows differ in length.
    """
    array = plain(name, argument, value)
    dtype = array.dtype
    # On Windows a longdouble is 64 bits wide and still a type of its own, with the character g.
    if dtype.kind == "f" and dtype.itemsize <= 8 and dtype.char != "g":
        return array, dtype.newbyteorder("=")
    if dtype.kind in "biu":
        return array, np.dtype(np.float64)
    raise TypeError(
        f"{name}: {argument} has dtype {dtype}, but real numbers of at most 64 bits are needed; "
        "convert it first, for example with np.asarray(x, dtype=np.float64)"
    )


def result_for(
    name: str,
    out: Array | None,
    shape: tuple[int, ...],
    dtype: np.dtype[Any],
) -> Array:
    """Validate or allocate `out`.

    Raises
    ------
    TypeError
        If `out` is no NumPy array or has another dtype.
    ValueError
        If `out` has another shape or is read-only.
    """
    if out is None:
        return np.empty(shape, dtype)
    if not isinstance(out, np.ndarray):
        raise TypeError(f"{name}: out is a {type(out).__name__}, but a NumPy array is needed")
    if isinstance(out, np.ma.MaskedArray | np.matrix):
        raise TypeError(f"{name}: out is a {type(out).__name__}; pass np.asarray(out)")
    if out.dtype != dtype:
        raise TypeError(f"{name}: out has dtype {out.dtype}, but the result has {dtype}")
    if out.shape != shape:
        raise ValueError(f"{name}: out has shape {out.shape}, but the result has {shape}")
    if not out.flags.writeable:
        raise ValueError(f"{name}: out is read-only; pass an array that can be written")
    return out


def in_blocks(
    kernel: Callable[..., Block], sources: Sequence[Array], result: Array, rows: int
) -> None:
    """Apply a kernel to a few rows at a time, each source and the result cut into `rows` rows.

    Parameters
    ----------
    kernel : callable
        Takes the number of the block's first row and past its last, then a float64 block of shape
        (block rows, row length) for each source; returns such a block, of the result's row length.
    sources : sequence of ndarray
        Any layout. Read in the order of their indices, the last axis fastest.
    result : ndarray
        Where to write; it may be one of the sources or overlap it.
    rows : int
        How many rows there are; with one row an element, the kernel is elementwise.
    """
    if rows == 0:
        return
    sources = [source.copy() if overwrites(result, source) else source for source in sources]
    widths = [source.size // rows for source in sources]
    width = result.size // rows
    step = max(1, BLOCK // max(*widths, width, 1))
    flat_sources, flat_result = [_flat(source) for source in sources], _flat(result)
    with np.errstate(all="ignore"):
        for start in range(0, rows, step):
            stop = min(start + step, rows)
            blocks = [
                np.ascontiguousarray(flat[start * k : stop * k], np.float64).reshape(-1, k)
                for flat, k in zip(flat_sources, widths, strict=True)
            ]
            flat_result[start * width : stop * width] = kernel(start, stop, *blocks).reshape(-1)


def _flat(array: Array) -> Any:
    # Both can be sliced and assigned to; reshape would copy what is not contiguous.
    return array.reshape(-1) if array.flags.c_contiguous else array.flat


def overwrites(result: Array, source: Array) -> bool:
    """Tell whether writing one block could change a block that is still to be read."""
    if not np.may_share_memory(result, source):
        return False
    here, there = result.__array_interface__, source.__array_interface__
    return any(here[key] != there[key] for key in ("data", "strides", "shape", "typestr"))


def select(mask: NDArray[np.bool_], a: Block | float, b: Block | float) -> Block:
    """Return `a` where `mask` is true and `b` elsewhere, as `np.where` does, but without a branch.

    On a mask without a pattern the processor guesses wrong half of the time, and `np.where` takes
    twice as long as these operations on the bits of the numbers.
    """
    chosen = -mask.astype(np.int64)
    a_bits, b_bits = (np.asarray(value, np.float64).view(np.int64) for value in (a, b))
    return ((a_bits & chosen) | (b_bits & ~chosen)).view(np.float64)


def keep_zero(y: Block, x: Block) -> Block:
    """Return `y`, but where `x` is 0 give `x`: which zero `np.maximum(-0.0, 0.0)` is, is not defined."""
    return np.where(x == 0, x, y)


def step(inside: Any, x: Block) -> Block:
    """Return 1 where a condition holds, 0 where not, and nan where `x` is nan."""
    y: Block = inside.astype(np.float64)
    y[np.isnan(x)] = np.nan
    return y

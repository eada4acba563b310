"""Dtype promotion, refusals and `out`: what every function does with the arrays that it is given.

A kernel works on float64 numbers. float16, float32 and float64 come back as they went in; integers,
booleans and Python numbers come back as float64. The narrow types are computed in float64 and rounded
once, which is what brings float32 to half a unit in the last place.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Block = NDArray[np.float64]


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
    for part in value if isinstance(value, list | tuple) else (value,):
        if isinstance(part, _NUMBERS):
            continue
        for words, lost in _LOST.items():
            if lost(part):
                raise TypeError(f"{name}: {argument} {words}")
    try:
        return np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name}: {argument} is no array ({error}); make its rows equal") from None
    except (TypeError, RuntimeError) as error:
        raise TypeError(
            f"{name}: {argument} is a {type(value).__name__}, which gives no array ({error})"
        ) from error


_NUMBERS = (int, float, np.generic)

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
    like: Array | None = None,
) -> Array:
    """Validate or allocate `out`; what is allocated has the memory order of `like`.

    Raises
    ------
    TypeError
        If `out` is no NumPy array or has another dtype.
    ValueError
        If `out` has another shape or is read-only.
    """
    if out is None and like is not None and like.shape == shape:
        return np.empty_like(like, dtype, order="K", subok=False)
    if out is None:
        return np.empty(shape, dtype)
    if not isinstance(out, np.ndarray):
        raise TypeError(f"{name}: out is a {type(out).__name__}, but a NumPy array is needed")
    if isinstance(out, np.ma.MaskedArray | np.matrix):
        raise TypeError(f"{name}: out is a {type(out).__name__}; pass np.asarray(out)")
    if out.dtype.newbyteorder("=") != dtype:
        raise TypeError(f"{name}: out has dtype {out.dtype}, but the result has {dtype}")
    if out.shape != shape:
        raise ValueError(f"{name}: out has shape {out.shape}, but the result has {shape}")
    if not out.flags.writeable:
        raise ValueError(f"{name}: out is read-only; pass an array that can be written")
    return out


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

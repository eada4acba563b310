"""What every elementwise function shares: types in, blocks through, warnings kept inside.

A function of the book is a formula on a block of float64 numbers. Everything around the formula is
the same for all of them, so it stands here once:

* float16, float32 and float64 come back as they went in; integers, booleans and Python numbers
  come back as float64. The narrow types are computed in float64 and rounded once, which is what
  brings float32 to half a unit in the last place.
* The array is walked in blocks that fit the processor's cache. Each block is copied into contiguous
  memory first: NumPy's vector loops round differently on strided memory, and a value must not
  depend on where it lies.
* A stable form may underflow on purpose. That is no news for the caller, so NumPy's
  floating-point warnings are off while a formula runs, and only then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Formula = Callable[[NDArray[np.float64]], NDArray[np.float64]]

# 8,192 doubles are 64 KiB: a block and its few temporaries stay in the second-level cache.
BLOCK = 8192


@dataclass(frozen=True)
class Kink:
    """A point where a function has no derivative, and the value that stands in for one."""

    x: float
    derivative: float
    convention: str


@dataclass(frozen=True)
class Elementwise:
    """A function of one real variable, with its derivative and what the book says of both.

    Calling the object gives the value; `derivative` gives the derivative. Both take any array-like
    and ``out=``, and keep float16, float32 and float64.

    Attributes
    ----------
    name : str
        The name in this package.
    torch_name : str
        The name in PyTorch.
    value_latex, derivative_latex : str
        The two formulas.
    domain, range : tuple of float
        The ends of the intervals; nan comes back outside the domain.
    limits : tuple of float
        What the value tends to at both ends of the domain.
    lipschitz : float
        The largest absolute value of the derivative.
    monotonic : bool
        Whether the value never falls as x grows.
    kinks : tuple of Kink
        Where there is no derivative, and what is returned there.
    year : int
        The year of the reference.
    reference : str
        Where the function comes from.
    """

    name: str
    torch_name: str
    value_latex: str
    derivative_latex: str
    domain: tuple[float, float]
    range: tuple[float, float]
    limits: tuple[float, float]
    lipschitz: float
    monotonic: bool
    kinks: tuple[Kink, ...]
    year: int
    reference: str
    value_formula: Formula = field(repr=False)
    derivative_formula: Formula = field(repr=False)

    def __post_init__(self) -> None:
        # help(act.sigmoid) shows an object's own __doc__; the formula's docstring is the one to read.
        object.__setattr__(self, "__doc__", self.value_formula.__doc__)

    def __call__(self, x: ArrayLike, *, out: NDArray[Any] | None = None) -> Any:
        """Give the value at `x`."""
        return evaluate(self.name, self.value_formula, x, out)

    def derivative(self, x: ArrayLike, *, out: NDArray[Any] | None = None) -> Any:
        """Give the derivative at `x`."""
        return evaluate(f"{self.name}.derivative", self.derivative_formula, x, out)


def evaluate(name: str, formula: Formula, x: ArrayLike, out: NDArray[Any] | None = None) -> Any:
    """Apply `formula` to `x`, block by block.

    Parameters
    ----------
    name : str
        The function's name, for messages.
    formula : callable
        Takes and returns a one-dimensional contiguous float64 array.
    x : array_like
        Any shape; float16, float32, float64, integers or booleans.
    out : ndarray, optional
        Where to write. Exactly the result's shape and dtype; it may be `x` itself or overlap it.

    Returns
    -------
    ndarray or NumPy scalar
        `out` where it was given, a scalar for a 0-d `x`, otherwise a new array.

    Raises
    ------
    TypeError
        If `x` holds anything but real numbers of at most 64 bits, or `out` has another dtype.
    ValueError
        If `out` has another shape.
    """
    source = np.asarray(x)
    dtype = _result_dtype(name, source.dtype)
    if out is None:
        result = np.empty(source.shape, dtype)
    else:
        result = _checked_out(name, out, source.shape, dtype)
        if np.may_share_memory(source, result):
            source = source.copy()
    contiguous = result.flags.c_contiguous
    flat_source = source.reshape(-1)
    # reshape gives a view of contiguous memory and a copy of any other, whose values would be lost.
    flat_result = result.reshape(-1) if contiguous else np.empty(result.size, dtype)
    with np.errstate(all="ignore"):
        for start in range(0, flat_source.size, BLOCK):
            block = np.ascontiguousarray(flat_source[start : start + BLOCK], np.float64)
            flat_result[start : start + BLOCK] = formula(block)
        if not contiguous:
            result[...] = flat_result.reshape(result.shape)
    return result if out is not None else result[()]


def _result_dtype(name: str, dtype: np.dtype[Any]) -> np.dtype[Any]:
    # On Windows a longdouble is 64 bits wide and still a type of its own, with the character g.
    if dtype.kind == "f" and dtype.itemsize <= 8 and dtype.char != "g":
        return dtype.newbyteorder("=")
    if dtype.kind in "biu":
        return np.dtype(np.float64)
    raise TypeError(
        f"{name}: x has dtype {dtype}, but real numbers of at most 64 bits are needed; "
        "convert it first, for example with np.asarray(x, dtype=np.float64)"
    )


def _checked_out(
    name: str, out: NDArray[Any], shape: tuple[int, ...], dtype: np.dtype[Any]
) -> NDArray[Any]:
    if not isinstance(out, np.ndarray):
        raise TypeError(f"{name}: out is a {type(out).__name__}, but a NumPy array is needed")
    if out.dtype != dtype:
        raise TypeError(f"{name}: out has dtype {out.dtype}, but the result has {dtype}")
    if out.shape != shape:
        raise ValueError(f"{name}: out has shape {out.shape}, but the result has {shape}")
    if not out.flags.writeable:
        raise ValueError(f"{name}: out is read-only; pass an array that can be written")
    return out

"""The truth that values are compared with: definitions, in 60 digits and more, from mpmath.

Nothing here uses the forms of the implementation: the printed formula is enough when there are digits
to spare. The exponent range of float64 needs 340 digits next to 1, hence the precision.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import mpmath
import numpy as np

import activations as act

mpmath.mp.prec = 1200


@dataclass(frozen=True)
class Case:
    """A function, its two definitions, and where to look."""

    function: act.Elementwise
    value: Callable
    derivative: Callable
    points: Callable[[], np.ndarray]


def _everywhere() -> np.ndarray:
    """Every exponent, both signs, subnormals, the largest numbers, and a dense middle."""
    rng = np.random.default_rng(0)
    magnitudes = np.ldexp(rng.uniform(1, 2, (3, 2098)), np.arange(-1074, 1024)).ravel()
    extreme = [5e-324, np.finfo(float).tiny, np.finfo(float).max]
    middle = np.concatenate([rng.uniform(0, 750, 1500), rng.uniform(0, 5, 1500)])
    positive = np.concatenate([magnitudes, extreme, middle])
    return np.concatenate([positive, -positive, [0.0]])


def _probabilities() -> np.ndarray:
    """Every exponent below 1, and as close to 0, 1/2 and 1 as doubles come."""
    rng = np.random.default_rng(0)
    low = np.ldexp(rng.uniform(1, 2, (3, 1073)), np.arange(-1074, -1)).ravel()
    near = np.ldexp(rng.uniform(1, 2, (8, 50)), np.arange(-54, -4)).ravel()
    middle = rng.uniform(0, 1, 3000)
    p = np.concatenate([low, 1 - near, 0.5 - near, 0.5 + near, middle, [5e-324, 0.5]])
    return p[(p > 0) & (p < 1)]


CASES = [
    Case(
        act.sigmoid,
        lambda x: 1 / (1 + mpmath.exp(-x)),
        lambda x: mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2,
        _everywhere,
    ),
    Case(
        act.logit,
        lambda p: mpmath.log(p / (1 - p)),
        lambda p: 1 / (p * (1 - p)),
        _probabilities,
    ),
]


def largest_error(got: np.ndarray, points: np.ndarray, truth: Callable) -> tuple[float, float]:
    """Give the largest error in units of the last place, and the point where it occurs.

    The unit is the distance between neighbours at the true value rounded to the dtype of `got`; where
    that overflows, only the same infinity counts as right.
    """
    kind = got.dtype.type
    worst, where = 0.0, float("nan")
    for value, x in zip(got, points, strict=True):
        true = _truth(truth, x)
        with np.errstate(over="ignore", under="ignore"):
            nearest = kind(float(true))
        if np.isinf(nearest):
            error = 0.0 if value == nearest else float("inf")
        else:
            with np.errstate(under="ignore"):
                unit = float(np.spacing(abs(nearest)))
            error = float(abs(mpmath.mpf(float(value)) - true) / unit)
        if not error <= worst:
            worst, where = error, float(x)
    return worst, where


def _truth(truth: Callable, x: float) -> mpmath.mpf:
    # Far out exp(-x) has millions of digits before the point; there the limit is the truth to 300.
    if abs(float(x)) > 2000:
        x = 2000 if x > 0 else -2000
    return truth(mpmath.mpf(float(x)))

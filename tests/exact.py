"""What tests of rows measure with: probabilities in mpmath's digits, errors in units of the last place."""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np


def probabilities(x: np.ndarray) -> list[mpmath.mpf]:
    """Return softmax of a row in the digits that mpmath has now."""
    e = [mpmath.exp(mpmath.mpf(float(value))) for value in x]
    return [value / mpmath.fsum(e) for value in e]


def ulps(got: Any, true: mpmath.mpf) -> float:
    """Return the error of a NumPy scalar in units of its last place at the true value."""
    with np.errstate(under="ignore"):
        unit = float(np.spacing(abs(got.dtype.type(float(true)))))
    return float(abs(mpmath.mpf(float(got)) - true) / unit)

"""Values and derivatives against the high-precision truth, with the bars of the book."""

from __future__ import annotations

import numpy as np
import pytest
from truth import CASES, largest_error

BARS = {np.float16: 0.51, np.float32: 0.55, np.float64: 4.0}


@pytest.mark.parametrize("dtype", BARS, ids=lambda dtype: dtype.__name__)
@pytest.mark.parametrize("what", ["value", "derivative"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.function.name)
def test_within_the_bar(case, what, dtype):
    with np.errstate(over="ignore", under="ignore"):
        points = case.points().astype(dtype)
    points = points[np.isfinite(points)]
    if case.function.name == "logit":
        points = points[(points > 0) & (points < 1)]
    if dtype != np.float64:
        points = np.unique(points)
    function = case.function if what == "value" else case.function.derivative
    error, where = largest_error(function(points), points, getattr(case, what))
    assert error <= BARS[dtype], f"{error:.3f} ULP at {where!r}"


def test_the_measure_itself_can_fail():
    case = CASES[0]
    points = np.array([-1.0, 1.0])
    wrong = case.function(points) * (1 + 1e-14)
    error, _ = largest_error(wrong, points, case.value)
    assert error > 40

"""At the infinities, zeros, largest and smallest numbers and around kinks: what the definition gives.

The ends of `logit`, whose domain is [0, 1], have a test of their own.
"""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from cases import CASES
from definitions import Evaluation, definition, kinks

ON_THE_LINE = [case for case in CASES if case.domain == (-np.inf, np.inf)]


def limit(expression: Evaluation, sign: int) -> mpmath.mpf:
    """Return what the definition tends to; a tail that falls slowly is below all doubles by 1e400."""
    with mpmath.workprec(1400):
        before, now = (expression.function(sign * mpmath.mpf(10) ** power) for power in (200, 400))
        if abs(now) > abs(before) > mpmath.mpf("1e100"):
            return mpmath.inf * mpmath.sign(now)
        assert abs(now - before) < mpmath.mpf("1e-150")
        return now


def points(dtype: type, at: list[float]) -> np.ndarray:
    """Return the ends of a dtype with both signs, and each kink with its two neighbours."""
    info = np.finfo(dtype)
    ends = np.array([np.inf, info.max, info.tiny, info.smallest_subnormal, 0.0], dtype)
    near = np.array(at, dtype)
    beside = [np.nextafter(near, dtype(end)) for end in (-np.inf, np.inf)]
    return np.concatenate([ends, -ends, near, *beside])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("what", ["value", "derivative"])
@pytest.mark.parametrize("case", ON_THE_LINE, ids=str)
def test_the_ends_are_those_of_the_definition(case, what, dtype):
    both = definition(case.name, case.parameters)
    expression = Evaluation(both[what])
    x = points(dtype, kinks(both["value"]))
    bar = getattr(case, what) if dtype == np.float64 else 0.55
    for point, got in zip(x, case.compute(what, x), strict=True):
        true = (
            limit(expression, int(np.sign(point)))
            if np.isinf(point)
            else expression.exact(float(point))
        )
        with np.errstate(over="ignore", under="ignore"):
            nearest = dtype(float(true))
        if got != nearest:
            assert abs(mpmath.mpf(float(got)) - true) <= bar * float(np.spacing(abs(nearest))), (
                point
            )
        if got == 0 and true and np.isfinite(point):
            assert np.signbit(got) == (true < 0), point


@pytest.mark.parametrize("case", ON_THE_LINE, ids=str)
def test_a_zero_comes_back_with_its_sign(case):
    got = case.compute("value", np.array([-0.0, 0.0]))
    if not got.any() and case.name not in ("relu", "relu6", "relu_squared"):
        assert np.signbit(got).tolist() == [True, False]

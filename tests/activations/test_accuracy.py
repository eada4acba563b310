"""Values and derivatives against the recorded truth, with the bars of the book."""

from __future__ import annotations

import numpy as np
import pytest
from cases import CASES, Truth, recorded

import activations as act

WHAT = ["value", "derivative"]


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_float64_is_within_its_bar(case, what):
    truth = recorded(case, what)
    assert_within(getattr(case, what), case, what, truth, truth.points)


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_float32_is_within_its_bar(case, what):
    truth = recorded(case, what).singles()
    assert_within(0.55, case, what, truth, truth.points.astype(np.float32))


def assert_within(bar, case, what, truth, x):
    errors = case.errors(what, case.compute(what, x), truth)
    worst = errors.argmax()
    assert errors[worst] <= bar, f"{errors[worst]:.3f} ULP at {float(x[worst])!r}"


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_float16_is_float64_rounded_once(case, what):
    """All 65,536 of them.

    Rounding once is half a unit. What the float64 result is off by, at most 7 of its own units, is
    7 / 2^42 of a unit of float16: together that is far below the bar of 0.51.
    """
    x = np.arange(2**16).astype(np.uint16).view(np.float16)
    with np.errstate(over="ignore", under="ignore"):
        expected = case.compute(what, x.astype(np.float64)).astype(np.float16)
    got = case.compute(what, x)
    assert got.dtype == np.float16
    same = (got.view(np.uint16) == expected.view(np.uint16)) | (np.isnan(got) & np.isnan(expected))
    assert same.all(), f"at {x[~same][:5]!r}"


def test_every_function_has_a_case():
    functions = {name for name, f in act.CATALOG.items() if isinstance(f, act.Elementwise)}
    assert functions <= {case.name for case in CASES}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_measure_itself_can_fail(dtype):
    truth = recorded(next(case for case in CASES if case.name == "sigmoid"), "value")
    some = truth[(truth.points > -10) & (truth.points < 10)]
    right = some.nearest.astype(dtype)
    assert some.error(right).max() <= 0.51
    for wrong in (np.nextafter(right, dtype(1)), np.nextafter(right, dtype(0))):
        assert some.error(wrong).max() > 0.95
    assert np.isinf(some.error(np.full_like(right, np.nan))).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_where_the_truth_overflows_only_infinity_is_right(dtype):
    truth = Truth(np.zeros(3), np.array([np.inf, -np.inf, np.inf]), np.zeros(3))
    got = np.array([np.inf, np.inf, np.finfo(dtype).max], dtype)
    assert truth.error(got).tolist() == [0, np.inf, np.inf]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_number_has_a_unit(dtype):
    largest = np.finfo(dtype).max
    truth = Truth(np.zeros(2), np.full(2, largest, np.float64), np.zeros(2))
    assert truth.error(np.array([largest, np.nextafter(largest, dtype(0))])).tolist() == [0, 1]


def test_the_measure_counts_the_rest():
    truth = Truth(np.zeros(2), np.array([1.0, 5e-324]), np.array([0.25, -0.5]))
    assert truth.error(truth.nearest).tolist() == [0.25, 0.5]
    assert truth.error(np.array([1 - 2.0**-52, 0.0])).tolist() == [1.25, 0.5]

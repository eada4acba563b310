"""The recorded truth is what the definitions give."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from cases import CASES, RECORD, STEPS, recorded
from definitions import Evaluation, definition, kinks

EVALUATIONS = {
    (str(case), what): Evaluation(expression)
    for case in CASES
    for what, expression in definition(case.name, case.parameters).items()
}


@pytest.mark.parametrize("what", ["value", "derivative"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_record_is_what_the_definition_gives(case, what):
    truth = recorded(case, what)
    chosen = np.random.default_rng(7).choice(truth.points.size, 20, replace=False)
    for i in chosen:
        nearest, rest = EVALUATIONS[str(case), what](float(truth.points[i]))
        assert nearest == truth.nearest[i]
        assert rest == pytest.approx(truth.rest[i], abs=1 / STEPS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_points_are_everywhere(case):
    points = recorded(case, "value").points
    low, high = case.domain
    exponents = range(-1074, min(1024, int(np.log2(high))) if np.isfinite(high) else 1024)
    for sign in (-1, 1) if low < 0 else (1,):
        there = np.abs(points[np.sign(points) == sign])
        assert set(exponents) <= set((np.frexp(there)[1] - 1).tolist())
    assert set(kinks(definition(case.name, case.parameters)["value"])) <= set(points.tolist())


@pytest.mark.parametrize("name", ["gelu", "silu", "mish", "hardswish"])
def test_the_points_come_as_close_to_a_root_as_doubles_can(name):
    for case in CASES:
        if case.name == name:
            truth = recorded(case, "derivative")
            rises = (truth.nearest[:-1] < 0) & (truth.nearest[1:] >= 0) & (truth.points[1:] < -0.5)
            [below] = truth.points[:-1][rises]
            assert np.nextafter(below, 0) in truth.points
            assert np.isnan(case.root) or abs(below - case.root) < 1e-15


def test_the_record_is_small():
    assert RECORD.stat().st_size <= 2**20


def test_what_cancels_is_not_lost():
    tanhshrink = EVALUATIONS["tanhshrink()", "value"]
    assert tanhshrink(1e-100)[0] == pytest.approx(1e-300 / 3, rel=1e-15)
    assert tanhshrink(1e-150)[0] == 0
    mish = EVALUATIONS["mish()", "derivative"]
    at = -231.42488098144531
    assert mish(at)[0] == pytest.approx(float((1 + mpmath.mpf(at)) * mpmath.exp(at)), rel=1e-15)
    assert EVALUATIONS["gelu(approximate='tanh')", "derivative"](-1e308) == (0, 0)
    assert EVALUATIONS["gelu(approximate='tanh')", "derivative"](1e308) == (1, 0)

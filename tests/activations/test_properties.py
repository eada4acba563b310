"""Equations between functions, at inputs that Hypothesis looks for."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from cases import CASES
from definitions import definition, x
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import activations as act

EPS = np.finfo(float).eps
finite = st.floats(allow_nan=False, allow_infinity=False)
SMOOTH = [case for case in CASES if case.name != "logit"]


@given(finite)
def test_symmetry_of_the_sigmoid(x):
    assert abs(act.sigmoid(x) + act.sigmoid(-x) - 1) <= 4e-16
    assert act.sigmoid.derivative(x) == act.sigmoid.derivative(-x)


@given(st.floats(-700, 20))
def test_the_way_back_through_the_logit(x):
    bound = 8 * np.finfo(float).eps * (abs(x) + 1 + np.exp(min(x, 20)))
    assert abs(act.logit(act.sigmoid(x)) - x) <= bound


@given(st.floats(0, 1))
def test_the_logit_is_odd_about_one_half(p):
    q = 1 - p
    assume(1 - q == p)
    assert act.logit(p) == -act.logit(q)


@given(st.floats(-1e300, 1e300))
def test_tanh_is_a_stretched_sigmoid(x):
    assert abs(act.tanh(x) - (2 * act.sigmoid(2 * x) - 1)) <= 4 * EPS


@given(finite)
def test_gated_functions_differ_by_x_from_their_mirror_image(x):
    for f in (act.silu, act.gelu):
        # Two halves of the smallest number are 0 each.
        assert abs((f(x) - f(-x)) - x) <= 4 * EPS * abs(x) + 1e-323
        assert abs(f.derivative(x) + f.derivative(-x) - 1) <= 4 * EPS


@given(finite)
def test_softplus_and_logsigmoid_are_one_function(x):
    assert act.logsigmoid(x) == -act.softplus(-x)
    assert act.softplus.derivative(x) == pytest.approx(float(act.sigmoid(x)), rel=8 * EPS)


@given(finite)
def test_shrinking_and_clipping_make_a_whole(x):
    assert act.softshrink(x) + act.hardtanh(x, min_val=-0.5, max_val=0.5) == pytest.approx(x)
    assert act.relu(x) - act.relu(-x) == x


@given(st.floats(-1e4, 1e4), st.floats(0.01, 100))
def test_scaling_of_celu(x, alpha):
    assert act.celu(x, alpha=alpha) == pytest.approx(
        alpha * act.celu(x / alpha), rel=1e-12, abs=1e-300
    )


@pytest.mark.parametrize("case", SMOOTH, ids=str)
@settings(max_examples=12, deadline=None)
@given(point=st.floats(-30, 30))
def test_derivatives_are_differences_of_the_definition(case, point):
    """The printed value, differenced in 80 digits; no derivative is taken from SymPy or from us."""
    value = definition(case.name, case.parameters)["value"]
    h = mpmath.mpf(10) ** -30
    with mpmath.workdps(80):
        ends = [value.evalf(80, subs={x: sign * h + mpmath.mpf(point)}) for sign in (1, -1)]
        difference = float((ends[0] - ends[1]) / (2 * h))
    kinks = [kink.x for kink in getattr(act, case.name).kinks(**case.parameters)]
    if all(abs(point - kink) > 1e-20 for kink in kinks):
        got = float(case.compute("derivative", np.float64(point)))
        assert got == pytest.approx(difference, rel=1e-13, abs=1e-13)


def test_quick_gelu_is_near_gelu():
    at = np.linspace(-10, 10, 20_001)
    assert 0.0203 < np.abs(act.quick_gelu(at) - act.gelu(at)).max() < min(0.0204, 1 / 48)


def test_a_tail_that_is_normal_only_after_the_division_by_beta():
    with mpmath.workdps(400):
        true = mpmath.log1p(mpmath.exp(mpmath.mpf(-72000) * mpmath.mpf(0.01))) / mpmath.mpf(0.01)
    assert act.softplus(-72000.0, beta=0.01) == pytest.approx(float(true), rel=1e-13, abs=0)
    with mpmath.workdps(400):
        true = mpmath.mpf(1e10) * mpmath.exp(mpmath.mpf(-720))
    assert act.elu.derivative(-720.0, alpha=1e10) == pytest.approx(float(true), rel=1e-13, abs=0)

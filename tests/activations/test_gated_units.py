"""Gated linear units against mpmath: values and gradients, also where the gate alone is too small."""

from __future__ import annotations

import itertools

import mpmath
import numpy as np
import pytest
from exact import ulps

import activations as act

EPS = np.finfo(float).eps
GATES = {
    act.glu: lambda b: 1 / (1 + mpmath.exp(-b)),
    act.swiglu: lambda b: b / (1 + mpmath.exp(-b)),
    act.geglu: lambda b: b * mpmath.erfc(-b / mpmath.sqrt(2)) / 2,
    act.reglu: lambda b: max(b, mpmath.mpf(0)),
}
UNITS = pytest.mark.parametrize("f", GATES, ids=lambda f: f.name)
SIGNALS = [1e300, -1e300, 3.0, -2.5, 1e-9, 7e-310, 0.0]
POINTS = [
    -745.5,
    -742.0,
    -701.0,
    -300.0,
    -40.5,
    -38.0,
    -9.0,
    -1.3,
    -0.7,
    -1e-9,
    0.0,
    0.3,
    5.0,
    40.0,
    1e4,
]


@UNITS
def test_a_product_keeps_its_digits_where_the_gate_has_lost_its_own(f):
    for a, b in itertools.product(SIGNALS, POINTS):
        with mpmath.workprec(3000):
            true = mpmath.mpf(a) * GATES[f](mpmath.mpf(b))
            if abs(true) < np.finfo(float).max:
                assert ulps(f([a, b])[0], true) <= 5, (a, b)


@UNITS
def test_gradients_are_those_of_the_gate(f):
    for a, b, v in itertools.product([3.0, -2.5, 1e-9, 1e150], POINTS, [1.0, -7.0]):
        with mpmath.workprec(3000):
            gate, x = GATES[f], mpmath.mpf(b)
            h = mpmath.mpf(2) ** -400 * (1 if b else -1)  # from the left at reglu's kink
            slope = (gate(x + h) - gate(x - h if b else x)) / (2 * h if b else h)
            by_a, by_b = f.vjp([a, b], [v])
            assert abs(mpmath.mpf(float(by_a)) - v * gate(x)) <= 8 * EPS * abs(v * gate(x)) + 1e-322
            # Near its root the slope is right to the last bits of the two terms that cancel.
            allowed = (
                8
                * EPS
                * abs(v * a)
                * max(abs(slope), abs(slope) if abs(x) > 2 else mpmath.mpf(1) / 64)
            )
            assert (
                abs(mpmath.mpf(float(by_b)) - v * a * slope)
                <= allowed + abs(v * a) * 1e-322 + 1e-322
            ), (a, b)


@UNITS
def test_infinite_gates_and_signals_have_their_limits(f):
    inf = np.inf
    assert f([2.0, -inf])[0] == 0
    assert f([2.0, inf])[0] == (2 if f is act.glu else inf)
    assert not f.vjp([2.0, -inf], [1.0]).any()
    assert np.isnan(f([np.nan, 1.0])).all()
    assert np.isnan(f([1.0, np.nan])).all()
    assert act.reglu([inf, -1.0])[0] == 0
    assert not act.reglu.vjp([inf, -1.0], [1.0]).any()


@UNITS
def test_the_second_half_is_the_gate_along_any_axis(f):
    x = np.random.default_rng(0).normal(size=(5, 8))
    gate = {act.glu: act.sigmoid, act.swiglu: act.silu, act.geglu: act.gelu, act.reglu: act.relu}[f]
    assert np.allclose(f(x), x[:, :4] * gate(x[:, 4:]), rtol=8 * EPS)
    assert np.array_equal(f(x.T, axis=0), f(x).T)
    v, h = np.random.default_rng(3).normal(size=(5, 4)), 1e-6
    for index in np.ndindex(5, 8):
        step = np.zeros((5, 8))
        step[index] = h
        slope = ((f(x + step) - f(x - step)) * v).sum() / (2 * h)
        assert f.vjp(x, v)[index] == pytest.approx(slope, abs=1e-8)


@UNITS
def test_an_odd_length_and_factors_of_another_shape_are_refused(f):
    words = rf"^{f.name}: x has shape \(3,\), whose axis 0 has the odd length 3"
    with pytest.raises(ValueError, match=words):
        f(np.ones(3))
    words = rf"^{f.name}.vjp: v has shape \(4,\), but the value has \(2,\)"
    with pytest.raises(ValueError, match=words):
        f.vjp(np.ones(4), np.ones(4))

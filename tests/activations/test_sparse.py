"""Sparsemax and 1.5-entmax: exact projections, their derivatives, and what they do at the ends."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import activations as act

EPS = np.finfo(float).eps
BOTH = pytest.mark.parametrize("f", [act.sparsemax, act.entmax15], ids=lambda f: f.name)
row = arrays(float, st.integers(1, 9), elements=st.floats(-3, 3))


def sparsemax(x):
    """Try every number of scores that may be left, in fractions."""
    exact = sorted(map(Fraction, x), reverse=True)
    for k in range(len(x), 0, -1):
        threshold = (sum(exact[:k]) - 1) / k
        if exact[k - 1] > threshold:
            return [max(Fraction(value) - threshold, Fraction(0)) for value in x]
    raise AssertionError


def entmax15(x):
    """Find the threshold by halving, in 60 digits; nothing is sorted."""
    with mpmath.workdps(60):
        z = [mpmath.mpf(float(value)) / 2 for value in x]
        low, high = max(z) - 1, max(z)
        for _ in range(220):
            middle = (low + high) / 2
            total = mpmath.fsum(max(value - middle, 0) ** 2 for value in z)
            low, high = (middle, high) if total > 1 else (low, middle)
        return [max(value - low, 0) ** 2 for value in z]


@given(row)
def test_sparsemax_is_the_exact_projection(x):
    for got, true in zip(act.sparsemax(x), sparsemax(x.tolist()), strict=True):
        assert abs(Fraction(float(got)) - true) <= 4 * EPS


@given(row)
def test_entmax_is_what_halving_finds(x):
    for got, true in zip(act.entmax15(x), entmax15(x), strict=True):
        assert abs(got - float(true)) <= 16 * EPS


@BOTH
def test_long_rows_keep_the_bound(f):
    rng = np.random.default_rng(0)
    truth = {act.sparsemax: lambda x: sparsemax(x.tolist()), act.entmax15: entmax15}[f]
    for spread in (0.001, 0.1, 1.0, 30.0):
        x = rng.normal(size=100) * spread
        assert np.abs(f(x) - [float(value) for value in truth(x)]).max() <= 16 * EPS


@given(row, st.integers(-(2**40), 2**40))
def test_a_number_added_to_all_scores_changes_nothing(x, c):
    x = np.round(x * 1024) / 1024  # so that adding c rounds nothing
    for f in (act.sparsemax, act.entmax15):
        assert np.array_equal(f(x + c), f(x))
        assert abs(f(x).sum() - 1) <= 8 * EPS
        assert (f(x) >= 0).all()


@BOTH
def test_large_scores_and_infinities(f):
    inf, low = np.inf, np.finfo(np.float32).min
    assert f([2.0**58, 2.0**58]).tolist() == [0.5, 0.5]
    assert f(np.full(4, low, np.float32)).tolist() == [0.25] * 4
    assert f([1e308, -1e308]).tolist() == [1, 0]
    assert f([0.0, inf]).tolist() == [0, 1]
    assert f([-inf, 3.0, -inf]).tolist() == [0, 1, 0]
    for x in ([inf, inf], [-inf, -inf], [np.nan, 0.0]):
        assert np.isnan(f(x)).all()
        assert np.isnan(f.vjp(x, [1.0, 2.0])).all()
    assert f([7.0]).tolist() == [1]


@BOTH
def test_derivatives_are_differences_of_the_truth(f):
    x, v, h = np.array([0.5, 0.2, 0.11, -0.3, -4.0]), np.array([1.0, -2.0, 0.3, 5.0, 9.0]), 2.0**-20
    steps = np.eye(5) * h
    slopes = (f(x + steps) - f(x - steps)).T / (2 * h)
    assert np.allclose(f.jacobian(x), slopes, atol=1e-5)
    assert np.allclose(f.vjp(x, v), v @ f.jacobian(x), atol=1e-14)
    assert np.abs(f.jacobian(x).sum(-1)).max() <= 4 * EPS
    assert f.vjp(x, v)[-1] == 0
    many = np.random.default_rng(2).normal(size=(500, 5))
    assert np.linalg.norm(f.jacobian(many), 2, axis=(1, 2)).max() <= f.lipschitz + 4 * EPS
    assert np.linalg.norm(f.jacobian([0.0, 0.0, -9.0]), 2) == pytest.approx(f.lipschitz)
    largest = np.finfo(float).max
    assert np.isfinite(f.vjp(x, np.array([largest, -largest, 0, 0, largest]) / 2)).all()


def test_at_the_threshold_sparsemax_has_the_derivative_without_that_score():
    assert act.sparsemax([1.0, 0.0]).tolist() == [1, 0]
    assert not act.sparsemax.jacobian([1.0, 0.0]).any()

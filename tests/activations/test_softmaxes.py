"""Softmax, its relatives, gumbel-softmax: accuracy, properties, edges."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from exact import ulps
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import activations as act

EPS = np.finfo(float).eps
NORMALIZED = [act.softmax, act.softmin, act.log_softmax]


def weights(shape):
    return np.random.default_rng(3).normal(size=shape)


def test_rows_with_infinities():
    inf = np.inf
    assert act.softmax([0, inf]).tolist() == [0, 1]
    assert act.softmin([0, -inf]).tolist() == [0, 1]
    assert act.log_softmax([0, inf]).tolist() == [-inf, 0]
    assert act.softmax([-inf, 3, -inf]).tolist() == [0, 1, 0]
    assert act.log_softmax([-inf, -3]).tolist() == [-inf, 0]
    for f in (act.softmax, act.log_softmax):
        assert np.isnan(f([inf, inf])).all()
        assert np.isnan(f([-inf, -inf])).all()
    assert act.logsumexp([-inf, -inf]) == -inf
    assert act.logsumexp([0, inf]) == inf
    assert act.logsumexp([-inf, 0]) == 0
    assert act.softmax([1e308, -1e308]).tolist() == [1, 0]
    assert act.log_softmax([1e308, -1e308]).tolist() == [0, -inf]


# --- accuracy ---


def rows():
    rng = np.random.default_rng(5)
    ordinary = rng.normal(size=(12, 40)) * 3
    wide = rng.uniform(-740, 0, (12, 40))
    wide[:, 0] = rng.uniform(-0.5, 900, 12)
    yield from ordinary
    yield from wide
    yield from wide - rng.uniform(0, 1000, (12, 1))
    yield from ordinary + rng.uniform(-1e6, 1e6, (12, 1))
    dominated = rng.uniform(-60, -30, (12, 40)) + rng.uniform(-5, 5, (12, 1))
    dominated[:, 3] = rng.uniform(0.1, 3, 12)
    yield from dominated
    yield from np.sign(dominated) * 7.3
    yield rng.normal(size=1000)
    yield np.array([0.0, -40.0])
    yield np.array([-30.0, -31.0, -735.0])
    yield np.array([-690.5, -690.5, -1400.0])
    yield np.array([0.1, 599.9, -140.0])
    yield np.array([0.1, 600.1, -140.0])


def truth(row):
    """Softmax, its logarithm and log-sum-exp in 200 bits more than the exponentials differ by."""
    with mpmath.workprec(200 + int(1.5 * float(row.max() - row.min()))):
        x = [mpmath.mpf(float(v)) for v in row]
        e = [mpmath.exp(v) for v in x]
        total = sum(e)
        return [v / total for v in e], [v - mpmath.log(total) for v in x], mpmath.log(total)


def worst(got, true):
    return max(map(ulps, got, true))


@pytest.mark.parametrize(
    ("dtype", "bar"), [(np.float64, 4), (np.float32, 0.55), (np.float16, 0.51)]
)
def test_accuracy_of_rows(dtype, bar):
    for row in rows():
        with np.errstate(over="ignore"):
            row = row.astype(dtype)
        if not np.isfinite(row).all():
            continue
        p, log_p, total = truth(row)
        assert worst(act.softmax(row), p) <= bar
        assert worst(act.softmin(-row), p) <= bar
        assert worst(act.log_softmax(row), log_p) <= bar
        bound = 4 * np.finfo(dtype).eps * max(1, abs(float(row.max())), np.log(row.size))
        assert abs(mpmath.mpf(float(act.logsumexp(row))) - total) <= bound


def test_a_sure_prediction_keeps_its_digits():
    jacobian = act.softmax.jacobian([0.0, -40.0])
    assert jacobian[0, 0] == pytest.approx(np.exp(-40), rel=1e-15)


# --- properties ---

row = arrays(float, st.integers(1, 12), elements=st.floats(-300, 300))


@given(row)
def test_softmax_sums_to_one(x):
    assert abs(act.softmax(x).sum() - 1) <= 8 * EPS


@given(row, st.integers(-(2**20), 2**20))
def test_shift_invariance(x, c):
    x = np.round(x * 1024) / 1024  # so that adding c rounds nothing
    assert np.allclose(act.softmax(x + c), act.softmax(x), rtol=8 * EPS, atol=0)
    assert np.allclose(act.logsumexp(x + c) - c, act.logsumexp(x), atol=1e-9)


@given(row, st.integers(0, 2**32))
def test_jacobians(x, seed):
    v = np.random.default_rng(seed).normal(size=x.size)
    for f in (*NORMALIZED, act.gumbel_softmax):
        more = {"rng": seed} if f is act.gumbel_softmax else {}
        jacobian = f.jacobian(x, **more)
        assert np.abs(jacobian.sum(axis=-1)).max() <= 8 * EPS * max(1, x.size)
        vjp = f.vjp(x, v, **more)
        assert np.allclose(vjp, v @ jacobian, rtol=0, atol=40 * EPS * np.abs(v).sum())


@given(row)
def test_gradients_are_those_of_the_values(x):
    h = 1e-6
    steps = np.eye(x.size) * h
    slope = (act.logsumexp(x + steps) - act.logsumexp(x - steps)) / (2 * h)
    assert np.allclose(act.logsumexp.gradient(x), slope, atol=1e-5)
    assert np.array_equal(act.logsumexp.gradient(x), act.softmax(x))
    for f in NORMALIZED:
        slope = ((f(x + steps) - f(x - steps)) / (2 * h)).T
        assert np.allclose(f.jacobian(x), slope, atol=1e-5)


def test_two_classes_are_the_sigmoid():
    x = np.linspace(-40, 40, 401)
    p = act.softmax(np.stack([x, np.zeros_like(x)], axis=-1))[:, 0]
    assert np.allclose(p, act.sigmoid(x), rtol=8 * EPS, atol=0)


def test_lipschitz_constants():
    x = np.array([0.0, 0.0, -60.0])
    for f in (act.softmax, act.softmin):
        norm = np.linalg.norm(f.jacobian(x if f is act.softmax else -x), 2)
        assert norm == pytest.approx(f.lipschitz)
    many = np.random.default_rng(2).normal(size=(200, 5)) * 3
    assert np.linalg.norm(act.softmax.jacobian(many), 2, axis=(1, 2)).max() <= 0.5
    assert np.linalg.norm(act.logsumexp.gradient(many), axis=1).max() <= act.logsumexp.lipschitz


# --- the random one ---


def test_the_hard_sample_is_the_largest_of_the_soft_one():
    x = np.random.default_rng(0).normal(size=(4000, 5))
    soft, hard = act.gumbel_softmax(x, rng=1), act.gumbel_softmax(x, rng=1, hard=True)
    assert np.array_equal(hard.argmax(-1), soft.argmax(-1))
    assert np.array_equal(np.sort(hard)[:, -2:], np.tile([0.0, 1.0], (4000, 1)))
    v = weights(x.shape)
    gradients = [act.gumbel_softmax.vjp(x, v, rng=1, hard=hard) for hard in (False, True)]
    assert np.array_equal(*gradients)


def test_classes_are_drawn_with_the_probabilities_of_softmax():
    x = np.tile(np.log([0.5, 0.3, 0.2]), (40_000, 1))
    share = act.gumbel_softmax(x, hard=True, rng=0).mean(axis=0)
    assert np.abs(share - [0.5, 0.3, 0.2]).max() < 0.012  # five standard deviations


def test_low_temperatures_do_not_overflow():
    soft = act.gumbel_softmax([1.0, 2.0, 3.0], tau=1e-308, rng=0)
    assert sorted(soft) == [0, 0, 1]
    with pytest.raises(ValueError, match=r"^gumbel_softmax: tau is 0, but a finite number above 0"):
        act.gumbel_softmax([1.0], tau=0)
    with pytest.raises(TypeError, match=r"^gumbel_softmax: hard is 1, but True or False"):
        act.gumbel_softmax([1.0], hard=1)

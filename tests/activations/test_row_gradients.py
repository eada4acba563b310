"""Gradients of softmax and its logarithm where one score dominates, against 60 digits and more."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from exact import probabilities

import activations as act

EPS = np.finfo(float).eps


def scores():
    """Rows in which one score dominates by 0 to 800, or several share the lead."""
    rng = np.random.default_rng(11)
    for lead in (0, 2, 30, 36, 37, 40, 300, 700, 800):
        for n in (2, 3, 50):
            x = rng.normal(size=n) * rng.choice([0.1, 3.0])
            x[rng.integers(n)] += lead
            yield x
    yield np.array([0.0, -40.0])
    yield np.array([50.0, 50.0, 0.0, -700.0])
    yield rng.normal(size=1000)


def factors(n):
    rng = np.random.default_rng(n)
    yield rng.normal(size=n)
    yield np.eye(n)[0]
    yield np.eye(n)[-1] * -3.5
    yield np.full(n, 1.7)
    yield rng.normal(size=n) * 10.0 ** rng.uniform(-9, 9, n)


def softmax_vjp(p, v):
    """Return the gradient and the bound that the docstring of the vjp states."""
    lead = max(range(len(p)), key=p.__getitem__)
    w = [value - v[lead] for value in v]
    mean = mpmath.fsum(a * b for a, b in zip(p, w, strict=True))
    size = mpmath.fsum(a * abs(b) for a, b in zip(p, w, strict=True))
    gradient = [a * (b - mean) for a, b in zip(p, w, strict=True)]
    return gradient, [16 * EPS * a * (abs(b) + size) for a, b in zip(p, w, strict=True)]


def log_softmax_vjp(p, v):
    total, size = mpmath.fsum(v), mpmath.fsum(map(abs, v))
    gradient = [b - a * total for a, b in zip(p, v, strict=True)]
    bound = [16 * EPS * (abs(b) * (1 - a) + a * (size - abs(b))) for a, b in zip(p, v, strict=True)]
    return gradient, bound


@pytest.mark.parametrize(
    ("f", "sign", "truth"),
    [
        (act.softmax, 1, softmax_vjp),
        (act.softmin, -1, softmax_vjp),
        (act.log_softmax, 1, log_softmax_vjp),
    ],
    ids=lambda given: getattr(given, "name", ""),
)
def test_the_gradient_is_within_its_bound_however_far_one_score_leads(f, sign, truth):
    with mpmath.workdps(60 + 2 * 360):
        for x in scores():
            p = probabilities(x)
            for v in factors(len(x)):
                gradient, bound = truth(p, [mpmath.mpf(float(value)) for value in v])
                for got, true, allowed in zip(f.vjp(sign * x, v), gradient, bound, strict=True):
                    # A subnormal p has no more digits than its last place.
                    allowed += mpmath.mpf(5e-324) * (4 + 4 * np.abs(v).max())
                    assert abs(sign * mpmath.mpf(float(got)) - true) <= allowed, (x, v)


@pytest.mark.parametrize("f", [act.softmax, act.softmin, act.log_softmax], ids=lambda f: f.name)
def test_factors_near_the_end_of_the_range_do_not_overflow(f):
    x = np.array([0.3, -1.0, 0.9, 0.2])
    largest = np.finfo(float).max
    for v in ([1, 1, 1, 1], [1, -1, 1, -1], [0, -1, 1, 0.5], [1, 0, 0, 0]):
        v = np.array(v) * largest
        got, small = f.vjp(x, v), f.vjp(x, v * 2.0**-100)
        finite = np.abs(small) < largest * 2.0**-100
        assert np.array_equal(got[finite], small[finite] * 2.0**100)
        assert finite.any()


def test_one_infinite_score_leaves_the_limit():
    v = np.array([1.0, 2.0, -3.0])
    assert not act.softmax.vjp([0.0, np.inf, 1.0], v).any()
    assert not act.softmin.vjp([0.0, -np.inf, 1.0], v).any()
    assert act.log_softmax.vjp([0.0, np.inf, 1.0], v).tolist() == [1, 2 - v.sum(), -3]
    assert act.gumbel_softmax([0.0, np.inf, 1.0], rng=0).tolist() == [0, 1, 0]
    assert act.gumbel_softmax([0.0, np.inf, 1.0], rng=0, hard=True).tolist() == [0, 1, 0]
    assert not act.gumbel_softmax.vjp([0.0, np.inf, 1.0], v, rng=0).any()
    assert np.isnan(act.gumbel_softmax([np.inf, np.inf], rng=0)).all()
    assert np.isnan(act.gumbel_softmax([-np.inf, -np.inf], rng=0)).all()


# --- the noise of gumbel_softmax ---


@pytest.mark.parametrize("shift", [0.0, 2.0**30, 2.0**52, 2.0**58, -(2.0**58), -(2.0**1000)])
def test_scores_and_scores_plus_a_number_give_the_same_draw(shift):
    x = np.array([0.0, 2048.0, 1024.0, 2048.0]) if abs(shift) < 2**60 else np.zeros(4)
    for hard in (False, True):
        drawn = act.gumbel_softmax(np.tile(x, (9, 1)), rng=3, hard=hard)
        moved = act.gumbel_softmax(np.tile(x + shift, (9, 1)), rng=3, hard=hard)
        assert np.array_equal(drawn, moved)
    assert len(np.unique(drawn.argmax(-1))) > 1


def test_a_row_of_the_lowest_float32_is_a_fair_draw():
    x = np.full((40_000, 4), np.finfo(np.float32).min)
    share = act.gumbel_softmax(x.astype(np.float32), rng=0, hard=True).mean(axis=0)
    assert np.abs(share - 0.25).max() < 0.011  # five standard deviations

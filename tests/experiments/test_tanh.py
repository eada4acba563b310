"""The eigenvalues behind a sigmoid and a tanh layer, on seeds the page does not use."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act
from experiments.tanh import condition, eigenvalues

SEEDS = (3, 4, 5)


def double(z):
    return act.sigmoid(2 * z)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_trace_is_the_mean_square(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(500, 8))
    h = act.tanh(x @ rng.normal(0, np.sqrt(1 / 8), (8, 8)))
    found = eigenvalues(act.tanh, width=8, examples=500, seed=seed)
    assert np.all(np.diff(found) <= 0)
    assert found.sum() == pytest.approx((h**2).sum(axis=1).mean())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mean_of_one_half_makes_one_eigenvalue_of_a_quarter_of_the_width(seed):
    for width in (32, 64):
        first, second = eigenvalues(act.sigmoid, width=width, seed=seed)[:2]
        assert first == pytest.approx(width / 4, rel=0.05)
        assert second < 0.3
        assert eigenvalues(act.tanh, width=width, seed=seed)[0] < 2


@pytest.mark.parametrize("seed", SEEDS)
def test_sigmoid_is_far_worse_conditioned_than_tanh(seed):
    assert 1e4 < condition(act.sigmoid, seed=seed) < 1e5
    assert 30 < condition(act.tanh, seed=seed) < 120


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_curve_around_one_half_is_some_forty_times_worse(seed):
    assert 20 < condition(double, seed=seed) / condition(act.tanh, seed=seed) < 80
    assert 5 < condition(act.sigmoid, seed=seed) / condition(double, seed=seed) < 20


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_sigmoid_gets_worse_with_width(seed):
    wide, narrow = {"width": 256, "seed": seed}, {"width": 64, "seed": seed}
    assert 3 < condition(act.sigmoid, **wide) / condition(act.sigmoid, **narrow) < 5.5
    assert 0.5 < condition(act.tanh, **wide) / condition(act.tanh, **narrow) < 2

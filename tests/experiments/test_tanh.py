"""The eigenvalues behind a sigmoid and a tanh layer, on seeds the page does not use."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act
from experiments.network import scaled_normal
from experiments.tanh import eigenvalues, spread

SEEDS = (3, 4, 5)


@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_eigenvalues_add_up_to_the_mean_square(seed, center):
    rng = np.random.default_rng(seed)
    h = act.tanh(rng.normal(size=(500, 8)) @ scaled_normal(1.0)(rng, 8, 8))
    square = (h**2).sum(axis=1).mean() - center * (h.mean(axis=0) ** 2).sum()
    found = eigenvalues(act.tanh, center=center, width=8, examples=500, seed=seed)
    assert np.all(np.diff(found) >= 0)
    assert found.sum() == pytest.approx(square)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mean_of_one_half_makes_one_eigenvalue_of_a_quarter_of_the_width(seed):
    for width in (32, 64):
        found = eigenvalues(act.sigmoid, width=width, seed=seed)
        assert found[-1] == pytest.approx(width / 4, rel=0.05)
        assert found[-2] < 0.3
        assert eigenvalues(act.tanh, width=width, seed=seed)[-1] < 2


@pytest.mark.parametrize("seed", SEEDS)
def test_taking_off_the_mean_brings_down_the_first_eigenvalue_alone(seed):
    whole = eigenvalues(act.sigmoid, seed=seed)
    centered = eigenvalues(act.sigmoid, center=True, seed=seed)
    assert centered[-1] < whole[-1] / 50
    # A change of rank one: between two eigenvalues of the one lies one of the other.
    assert np.all(centered <= whole * (1 + 1e-9))
    assert np.all(whole[:-1] <= centered[1:] * (1 + 1e-9))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_makes_most_of_the_spread(seed):
    sigmoid, tanh = spread(act.sigmoid, seed=seed), spread(act.tanh, seed=seed)
    centered = spread(act.sigmoid, center=True, seed=seed)
    assert 1e4 < sigmoid < 1e5
    assert 30 < tanh < 120
    assert 2 < centered / tanh < 10 < 30 < sigmoid / centered


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_sigmoid_gets_worse_with_width(seed):
    wide, narrow = {"width": 256, "examples": 8000}, {"width": 64, "examples": 2000}
    assert 3 < spread(act.sigmoid, seed=seed, **wide) / spread(act.sigmoid, seed=seed, **narrow) < 6
    assert 0.5 < spread(act.tanh, seed=seed, **wide) / spread(act.tanh, seed=seed, **narrow) < 2

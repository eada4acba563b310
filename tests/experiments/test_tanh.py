"""What the mean of a hidden layer's outputs does, on seeds that the page does not use."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act
from experiments.tanh import eigenvalues, spread

SEEDS = [3, 4, 5]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_eigenvalues_sum_to_the_mean_square(seed):
    # Outputs of tanh are below 1, so the mean square of 64 of them is below 64.
    found = eigenvalues(act.tanh, seed=seed)
    assert (np.diff(found) >= 0).all()
    assert 0 < found.sum() < 64


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mean_of_one_half_makes_one_eigenvalue_of_a_quarter_of_the_width(seed):
    found = eigenvalues(act.sigmoid, seed=seed)
    assert found[-1] == pytest.approx(64 / 4, rel=0.1)
    assert found[-1] > 50 * found[-2]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sigmoid_is_worse_by_its_mean(seed):
    sigmoid, tanh = spread(act.sigmoid, seed=seed), spread(act.tanh, seed=seed)
    centred = spread(act.sigmoid, centre=True, seed=seed)
    # Of several seeds the smallest and the largest were within a factor of two.
    assert sigmoid > 100 * tanh
    assert centred < sigmoid / 20

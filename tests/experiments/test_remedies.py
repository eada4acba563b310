"""Each remedy where it works and where it does not, on seeds that the page does not use."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act
from experiments.gradients import ratio
from experiments.initialization import variance_for_gradient, variance_for_signal
from experiments.network import scaled_normal, xavier
from experiments.training import trained

SEEDS = [1, 2]
HE = scaled_normal(2.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_batch_normalization_mends_sigmoids_and_breaks_relu(seed):
    assert 1 / 3 < ratio(act.sigmoid, initializer=xavier, batch_norm=True, seed=seed) < 3
    grown = ratio(act.relu, initializer=HE, batch_norm=True, seed=seed) ** (1 / 49)
    # A finite width and 64 examples leave half a per cent.
    assert grown == pytest.approx(np.sqrt(np.pi / (np.pi - 1)), rel=0.01)


@pytest.mark.parametrize("seed", SEEDS)
def test_residual_connections_mend_sigmoids_and_break_relu(seed):
    assert 1 < ratio(act.sigmoid, initializer=xavier, residual=True, seed=seed) < 20
    assert ratio(act.relu, initializer=HE, residual=True, seed=seed) > 1e9
    assert trained(act.sigmoid, xavier, residual=True, seed=seed) > 0.8
    assert trained(act.relu, scaled_normal(0.02), residual=True, seed=seed) > 0.9


@pytest.mark.parametrize("seed", SEEDS)
def test_initialization_rescues_the_sigmoid_if_it_suits(seed):
    assert trained(act.sigmoid, xavier, as_tanh=True, rate=0.3, seed=seed) > 0.9
    assert trained(act.sigmoid, HE, seed=seed) < 0.2
    assert trained(act.sigmoid, xavier, batch_norm=True, seed=seed) > 0.9


def test_variances_that_are_known_in_closed_form():
    assert variance_for_signal(act.relu) == pytest.approx(2, abs=1e-5)
    assert variance_for_gradient(act.relu) == pytest.approx(2, abs=1e-5)
    assert variance_for_signal(act.selu) == pytest.approx(1, abs=1e-5)
    assert variance_for_signal(act.leaky_relu) == pytest.approx(2 / (1 + 0.01**2), abs=1e-5)

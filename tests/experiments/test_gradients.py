"""What the chapters on gradients say of deep networks, on seeds that the pages do not use."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act
from experiments.digits import digits
from experiments.gradients import norms, ratio
from experiments.network import Network, scaled_normal, xavier
from experiments.plateau import entropy_slope, squared_slope, steps_to_confidence
from experiments.training import sigmoid_as_tanh, trained

SEEDS = [1, 2, 3]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sigmoid_loses_thirty_places_in_fifty_layers(seed):
    assert 1e-32 < ratio(act.sigmoid, initializer=xavier, seed=seed) < 1e-30


@pytest.mark.parametrize("seed", SEEDS)
def test_tanh_vanishes_lasts_or_explodes_with_the_variance(seed):
    below, edge, above = (
        ratio(act.tanh, initializer=scaled_normal(v), seed=seed) for v in (0.8, 1.0, 4.0)
    )
    # Of several seeds the largest and smallest were 20 % apart.
    assert below < 3e-3
    assert 0.05 < edge < 0.3
    assert 500 < above < 5000


@pytest.mark.parametrize("seed", SEEDS)
def test_relu_follows_half_the_variance(seed):
    for variance in (1.0, 2.0, 3.0):
        predicted = (variance / 2) ** (49 / 2)
        found = ratio(act.relu, initializer=scaled_normal(variance), seed=seed)
        assert 1 / 3 < found / predicted < 3  # the fluctuation of a network of finite width


def test_norms_go_from_the_first_to_the_last_layer():
    found = norms(act.sigmoid, depth=6, width=32, initializer=xavier)
    assert found.shape == (6,)
    assert (np.diff(found) > 0).all()


def test_slopes_are_the_derivatives_of_the_losses():
    z, h = np.linspace(-6, 6, 25), 1e-5
    for slope, loss in (
        (squared_slope, lambda z: (act.sigmoid(z) - 1) ** 2),
        (entropy_slope, lambda z: act.softplus(-z)),
    ):
        numeric = (loss(z + h) - loss(z - h)) / (2 * h)
        # Rounding of a loss near 6 over a step of 2e-5 leaves 1e-10.
        assert np.abs(numeric - [slope(value) for value in z]).max() < 1e-9


def test_steps_on_the_plateau():
    assert steps_to_confidence(squared_slope) == 11068
    assert steps_to_confidence(entropy_slope) == 21


def test_a_sigmoid_network_can_start_as_a_tanh_network():
    x = digits().test
    tanh = Network([64, 16, 16, 10], act.tanh, xavier, 0)
    sigmoid = sigmoid_as_tanh(Network([64, 16, 16, 10], act.sigmoid, xavier, 0))
    assert np.allclose(tanh.forward(x), sigmoid.forward(x), rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_deep_sigmoids_do_not_learn_and_deep_tanh_does(seed):
    assert trained(act.sigmoid, xavier, seed=seed) < 0.2
    assert trained(act.sigmoid, xavier, hidden=1, seed=seed) > 0.8
    assert trained(act.tanh, xavier, seed=seed) > 0.9

"""The network of the experiments: its gradients against finite differences, its forward pass by hand."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act
from experiments.digits import digits
from experiments.losses import cross_entropy, squared_error
from experiments.network import Network, scaled_normal, train, xavier

SMOOTH = [act.tanh, act.sigmoid, act.gelu, act.silu, act.softplus]
X = np.random.default_rng(1).normal(size=(7, 3))


def numeric(network, array, loss, target):
    """Return the gradient of the loss by each entry of an array, by central differences."""
    found = np.empty_like(array)
    for index in np.ndindex(array.shape):
        kept, values = array[index], []
        for moved in (kept + 1e-6, kept - 1e-6):
            array[index] = moved
            values.append(loss(network.forward(X), target)[0])
        array[index] = kept
        found[index] = (values[0] - values[1]) / 2e-6
    return found


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("activation", SMOOTH, ids=lambda f: f.name)
@pytest.mark.parametrize("loss", [squared_error, cross_entropy])
def test_gradients_are_those_of_finite_differences(activation, batch_norm, residual, loss):
    network = Network(
        [3, 4, 4, 2], activation, scaled_normal(1.0), 0, batch_norm=batch_norm, residual=residual
    )
    for layer in network.layers:
        layer.bias += 0.1
    target = np.array([0, 1, 1, 0, 1, 0, 0]) if loss is cross_entropy else X[:, :2]
    network.backward(loss(network.forward(X), target)[1])
    for layer in network.layers:
        for array, gradient in zip((layer.weight, layer.bias), layer.gradients, strict=True):
            # Central differences of a loss near 1 with a step of 1e-6 are right to about 1e-9.
            assert np.abs(numeric(network, array, loss, target) - gradient).max() < 1e-7


def test_forward_is_the_printed_formula():
    network = Network([3, 4, 2], act.tanh, xavier, 0)
    first, last = network.layers
    expected = np.tanh(X @ first.weight + first.bias) @ last.weight + last.bias
    assert np.allclose(network.forward(X), expected, rtol=0, atol=1e-14)


def test_initializers_draw_the_variance_they_name():
    rng = np.random.default_rng(0)
    # The deviation of a variance from 40,000 draws is sqrt(2 / 40000), 0.7 %.
    assert scaled_normal(2.0)(rng, 400, 100).var() == pytest.approx(2 / 400, rel=0.04)
    assert xavier(rng, 400, 100).var() == pytest.approx(2 / 500, rel=0.04)


@pytest.mark.parametrize("widths", [[3], [3, 0]])
def test_impossible_widths_are_named(widths):
    with pytest.raises(ValueError, match="widths"):
        Network(widths, act.relu, xavier, 0)


def test_digits_are_whole_and_parted_once():
    data = digits()
    assert data.train.shape == (1400, 64)
    assert data.test.shape == (397, 64)
    assert set(data.train_labels) == set(data.test_labels) == set(range(10))
    assert abs(data.train.mean()) < 1e-12


def test_a_small_network_learns_the_digits():
    data = digits()
    network = Network([64, 32, 10], act.relu, scaled_normal(2.0), 0)
    train(
        network, data.train, data.train_labels, cross_entropy, rate=0.1, steps=400, batch=50, rng=0
    )
    right = (network.forward(data.test).argmax(axis=1) == data.test_labels).mean()
    assert right > 0.9

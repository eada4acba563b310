"""Deep networks on the digits: which of them learn, and what an initialisation changes."""

from __future__ import annotations

from typing import Any

import numpy as np

from activations import Elementwise
from experiments.digits import digits
from experiments.losses import cross_entropy
from experiments.network import Initializer, Network, train

HIDDEN = 8
WIDTH = 32


def sigmoid_as_tanh(network: Network) -> Network:
    r"""Change a sigmoid network's weights and biases so that it computes what a tanh network would.

    With :math:`\sigma(z) = (1 + \tanh(z / 2)) / 2`, hidden units s = (1 + h) / 2 stand for units h of
    a tanh network. Its layer W, b becomes 4 W and 2 b minus twice the column sums of W; the first layer
    becomes 2 W and 2 b, and the last one 2 W and b minus the column sums.

    Parameters
    ----------
    network : Network
        A network of sigmoids, whose weights are taken for those of a tanh network. Changed in place.

    Returns
    -------
    Network
        The same object.
    """
    for number, layer in enumerate(network.layers):
        first, last = number == 0, number == len(network.layers) - 1
        scale = 1 if last else 2
        sums = layer.weight.sum(axis=0)
        layer.bias = scale * (layer.bias - (0 if first else sums))
        layer.weight = layer.weight * scale * (1 if first else 2)
    return network


def accuracy(network: Network) -> float:
    """Return the share of the test digits that a network names rightly."""
    data = digits()
    return float((network.forward(data.test).argmax(axis=1) == data.test_labels).mean())


def trained(
    activation: Elementwise,
    initializer: Initializer,
    *,
    hidden: int = HIDDEN,
    as_tanh: bool = False,
    rate: float = 0.1,
    steps: int = 300,
    seed: int = 0,
    **remedies: Any,
) -> float:
    """Train a deep network on the digits; give its accuracy on those kept aside.

    Parameters
    ----------
    activation, initializer
        As for `Network`.
    hidden : int, default 8
        How many hidden layers, each 32 units wide.
    as_tanh : bool, default False
        Whether the sigmoid network starts as the equivalent tanh network; see `sigmoid_as_tanh`.
    rate : float, default 0.1
        The learning rate.
    steps : int, default 300
        Steps of stochastic gradient descent, 64 digits each.
    seed : int, default 0
        Of the weights and of the choice of digits.
    **remedies
        ``batch_norm`` and ``residual`` of `Network`.
    """
    rng = np.random.default_rng(seed)
    network = Network([64, *[WIDTH] * hidden, 10], activation, initializer, rng, **remedies)
    if as_tanh:
        sigmoid_as_tanh(network)
    data = digits()
    train(
        network, data.train, data.train_labels, cross_entropy,
        rate=rate, steps=steps, batch=64, rng=rng,
    )  # fmt: skip
    return accuracy(network)

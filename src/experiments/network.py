r"""A deep network that can be read in one sitting: forward, backward, initializers, two remedies, SGD.

A row of `x` is one example. Layer l computes

.. math:: z_l = h_{l-1} W_l + b_l, \qquad h_l = \varphi(z_l), \qquad h_0 = x

for l = 1 to L, and the last layer has no activation. With batch normalisation z_l is normalised over
the examples before it is activated; with residual connections h_l = h_{l-1} + phi(z_l) wherever both
have the same width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from activations import Elementwise

Array = NDArray[np.float64]
Initializer = Callable[[np.random.Generator, int, int], Array]
Loss = Callable[[Array, Any], tuple[float, Array]]

EPSILON = 1e-5  # keeps batch normalisation from dividing by 0, as in PyTorch


def scaled_normal(variance: float) -> Initializer:
    r"""Return an initializer that draws W from N(0, variance / fan_in).

    The variance 2 is He's initialisation, made for ReLU (K. He et al., 2015,
    https://arxiv.org/abs/1502.01852); 1 keeps the variance of a linear network.
    """

    def draw(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
        return rng.normal(0, np.sqrt(variance / fan_in), (fan_in, fan_out))

    return draw


def xavier(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Draw W from N(0, 2 / (fan_in + fan_out)) (X. Glorot, Y. Bengio, 2010, PMLR 9:249-256)."""
    return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))


@dataclass
class Layer:
    """The weights and biases of a layer, and what backpropagation needs of its last forward pass."""

    weight: Array
    bias: Array
    input: Array | None = None
    before: Array | None = None  # what the activation got: z, normalised or not
    deviation: Array | None = None
    delta: Array | None = None  # the gradient of the loss by z
    gradients: tuple[Array, Array] | None = None


class Network:
    """A fully connected network.

    Parameters
    ----------
    widths : sequence of int
        The width of the input, of each hidden layer and of the output; at least two.
    activation : Elementwise
        The activation of the hidden layers: any function of one variable in `activations`.
    initializer : callable
        From a generator, fan-in and fan-out to a weight matrix of shape (fan_in, fan_out).
    rng : numpy.random.Generator or int
        Where the weights come from.
    batch_norm : bool, default False
        Whether hidden layers normalise z over the examples (without a learned scale and shift).
    residual : bool, default False
        Whether hidden layers add their input to their output where the widths agree.

    Raises
    ------
    ValueError
        If there are fewer than two widths or one of them is below 1.
    """

    def __init__(
        self,
        widths: Sequence[int],
        activation: Elementwise,
        initializer: Initializer,
        rng: np.random.Generator | int,
        *,
        batch_norm: bool = False,
        residual: bool = False,
    ) -> None:
        if len(widths) < 2 or min(widths) < 1:
            raise ValueError(f"widths must be two or more numbers from 1 up, not {list(widths)}")
        rng = np.random.default_rng(rng)
        self.activation = activation
        self.batch_norm = batch_norm
        self.residual = residual
        self.layers = [
            Layer(initializer(rng, fan_in, fan_out), np.zeros(fan_out))
            for fan_in, fan_out in pairwise(widths)
        ]

    def forward(self, x: Array) -> Array:
        """Return the outputs, shape (examples, widths[-1]), and remember what backward needs."""
        h = x
        for layer in self.layers[:-1]:
            layer.input = h
            z = h @ layer.weight + layer.bias
            if self.batch_norm:
                layer.deviation = np.sqrt(z.var(axis=0) + EPSILON)
                z = (z - z.mean(axis=0)) / layer.deviation
            layer.before = z
            h = self.activation(z) + (h if self._skips(layer) else 0)
        last = self.layers[-1]
        last.input = h
        return h @ last.weight + last.bias

    def backward(self, gradient: Array) -> None:
        """Carry the gradient of the loss by the outputs back through all layers.

        Afterwards each layer has `delta`, the gradient by its z, and `gradients`, those by its weights
        and biases.
        """
        for layer in reversed(self.layers):
            passed: Array | int = 0
            if layer is not self.layers[-1]:
                if self._skips(layer):
                    passed = gradient
                assert layer.before is not None
                gradient = gradient * self.activation.derivative(layer.before)
                if self.batch_norm:
                    gradient = _through_normalization(gradient, layer)
            assert layer.input is not None
            layer.delta = gradient
            layer.gradients = layer.input.T @ gradient, gradient.sum(axis=0)
            gradient = gradient @ layer.weight.T + passed

    def step(self, rate: float) -> None:
        """Move every parameter against its gradient: one step of gradient descent."""
        for layer in self.layers:
            assert layer.gradients is not None
            layer.weight -= rate * layer.gradients[0]
            layer.bias -= rate * layer.gradients[1]

    def _skips(self, layer: Layer) -> bool:
        return self.residual and layer.weight.shape[0] == layer.weight.shape[1]


def _through_normalization(gradient: Array, layer: Layer) -> Array:
    """Take off what normalisation undoes: a common shift, and a common stretch, of the examples."""
    n = layer.before
    assert n is not None
    assert layer.deviation is not None
    centered = gradient - gradient.mean(axis=0) - n * (gradient * n).mean(axis=0)
    result: Array = centered / layer.deviation
    return result


def train(
    network: Network,
    x: Array,
    target: Any,
    loss: Loss,
    *,
    rate: float,
    steps: int,
    batch: int,
    rng: np.random.Generator | int,
) -> list[float]:
    """Train by stochastic gradient descent; give the loss of each batch before its step.

    Parameters
    ----------
    network : Network
        What is trained, in place.
    x : ndarray
        Examples, shape (n, widths[0]).
    target : ndarray
        What `loss` compares with, its first axis of length n.
    loss : callable
        From outputs and targets to the loss and its gradient by the outputs.
    rate : float
        The learning rate.
    steps, batch : int
        How many steps, and how many examples are drawn for each.
    rng : numpy.random.Generator or int
        Where the choice of examples comes from.
    """
    rng = np.random.default_rng(rng)
    losses = []
    for _ in range(steps):
        chosen = rng.integers(len(x), size=batch)
        value, gradient = loss(network.forward(x[chosen]), target[chosen])
        network.backward(gradient)
        network.step(rate)
        losses.append(value)
    return losses

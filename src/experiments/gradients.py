"""How gradients fare on their way back through a deep network, before any training."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from activations import Elementwise
from experiments.network import Initializer, Network, scaled_normal

Array = NDArray[np.float64]


def norms(
    activation: Elementwise,
    *,
    depth: int = 50,
    width: int = 256,
    examples: int = 64,
    initializer: Initializer | None = None,
    seed: int = 0,
    **remedies: Any,
) -> Array:
    r"""Return the norm of each hidden layer's gradient, from the first to the last.

    A standard normal gradient enters at the output of the last hidden layer and goes back by

    .. math:: \delta_{l-1} = (\delta_l W_l^{\mathsf T}) \odot \varphi'(z_{l-1})

    Parameters
    ----------
    activation : Elementwise
        The activation of every hidden layer.
    depth, width, examples : int
        How many hidden layers, how many units each, how many standard normal inputs.
    initializer : callable, optional
        Where the weights come from; by default N(0, 1 / fan_in).
    seed : int, default 0
        Of weights, inputs and gradient alike.
    **remedies
        ``batch_norm`` and ``residual`` of `Network`.

    Returns
    -------
    ndarray
        Frobenius norms of delta_1 to delta_depth.
    """
    rng = np.random.default_rng(seed)
    network = Network(
        [width] * (depth + 2), activation, initializer or scaled_normal(1.0), rng, **remedies
    )
    outputs = network.forward(rng.normal(size=(examples, width)))
    network.backward(rng.normal(size=outputs.shape))
    deltas = [layer.delta for layer in network.layers[:-1] if layer.delta is not None]
    return np.array([np.linalg.norm(delta) for delta in deltas])


def ratio(activation: Elementwise, **settings: Any) -> float:
    """Return the first hidden layer's gradient norm over the last one's; see `norms`."""
    found = norms(activation, **settings)
    return float(found[0] / found[-1])

"""How long a dead unit needs to wake, and what a stack of layers does to mean and variance."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from activations import Elementwise

Array = NDArray[np.float64]


def steps_to_wake(
    activation: Elementwise,
    *,
    bias: float = -5.0,
    points: int = 50,
    rate: float = 0.1,
    limit: int = 3000,
    **parameters: Any,
) -> int | None:
    r"""Count the steps of gradient descent until a dead unit is above 0 somewhere.

    The unit is phi(w x + b) with w = 2 at the beginning. It is fitted to 1 + 2 x on evenly
    spaced points of [0, 1], with half the mean of the squared error as loss:

    .. math:: L = \frac{1}{2n} \sum_i \bigl(\varphi(w x_i + b) - 1 - 2 x_i\bigr)^2

    Source of leaky ReLU: A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier Nonlinearities Improve Neural
    Network Acoustic Models", 2013.

    Parameters
    ----------
    activation : Elementwise
        The function.
    bias : float, default -5
        The bias at the beginning; below -2 the unit begins dead.
    points : int, default 50
        How many points.
    rate : float, default 0.1
        The learning rate.
    limit : int, default 3000
        After how many steps to give up.
    **parameters
        Of the function.

    Returns
    -------
    int or None
        The number of steps, or None if the unit is still dead after the last one.
    """
    x = np.linspace(0, 1, points)
    target = 1 + 2 * x
    w, b = 2.0, bias
    for step in range(limit + 1):
        z = w * x + b
        if z.max() > 0:
            return step
        error = activation(z, **parameters) - target
        slope = error * activation.derivative(z, **parameters)
        w -= rate * float((slope * x).mean())
        b -= rate * float(slope.mean())
    return None


def first_guess(slope: float, *, rate: float = 0.1) -> float:
    r"""Return the steps that a dead leaky ReLU needs if its own value is left out of the error.

    Then the error is :math:`-(1 + 2x)` throughout, and each step lifts w + b, the largest z, by

    .. math:: \eta\, a \int_0^1 (1 + 2x)(1 + x)\, dx = \frac{19}{6}\, \eta\, a

    from -3 to 0.

    Parameters
    ----------
    slope : float
        The slope a on the left of 0; above 0.
    rate : float, default 0.1
        The learning rate.

    Returns
    -------
    float
        18 / (19 rate slope).
    """
    return 18 / (19 * rate * slope)


def through_layers(
    activation: Elementwise,
    depth: int,
    *,
    mean: float = 1.0,
    deviation: float = 3.0,
    width: int = 200,
    examples: int = 500,
    seed: int = 0,
) -> tuple[float, float]:
    """Send normal inputs through layers whose weights have mean 0 and variance 1 / width.

    Source: G. Klambauer et al., "Self-Normalizing Neural Networks", 2017,
    https://arxiv.org/abs/1706.02515.

    Parameters
    ----------
    activation : Elementwise
        The function of every layer.
    depth : int
        How many layers; 0 gives the inputs themselves.
    mean, deviation : float
        Of the inputs.
    width, examples : int
        How many units a layer has, and how many inputs are drawn.
    seed : int, default 0
        Of weights and inputs.

    Returns
    -------
    mean, variance : float
        Over all units of the last layer and all inputs.
    """
    rng = np.random.default_rng(seed)
    h: Array = rng.normal(mean, deviation, (examples, width))
    for _ in range(depth):
        h = activation(h @ rng.normal(0, np.sqrt(1 / width), (width, width)))
    return float(h.mean()), float(h.var())

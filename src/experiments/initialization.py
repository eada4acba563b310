"""Which variance of the weights suits an activation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from activations import Elementwise

Array = NDArray[np.float64]


def mean_under_normal(function: Callable[[Array], Array]) -> float:
    """Return the mean of a function of a standard normal variable.

    The trapezoidal rule on a grid that has no point at 0, where kinks are: its error is below 1e-6 for
    the functions of the book, and below rounding where they are smooth.
    """
    z = np.linspace(-12, 12, 24000)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return float(np.trapezoid(function(z) * density, z))


def variance_for_signal(activation: Elementwise) -> float:
    r"""Return the variance, times n, that keeps the size of the signal from layer to layer.

    If z is standard normal, the next layer's z has variance

    .. math:: \sigma_w^2\; \mathbb{E}\bigl[\varphi(z)^2\bigr]

    which is 1 for the value returned here. For ReLU it is 2, He's initialisation.
    """
    return 1 / mean_under_normal(lambda z: activation(z) ** 2)


def variance_for_gradient(activation: Elementwise) -> float:
    r"""Return the variance, times n, that keeps the size of the gradient if z is standard normal.

    .. math:: \sigma_w^2 = 1 / \mathbb{E}\bigl[\varphi'(z)^2\bigr]
    """
    return 1 / mean_under_normal(lambda z: activation.derivative(z) ** 2)

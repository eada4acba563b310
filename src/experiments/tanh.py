r"""What the mean of a hidden layer's outputs does to the layer that learns from them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from activations import Elementwise
from experiments.network import scaled_normal

Array = NDArray[np.float64]


def eigenvalues(
    activation: Elementwise,
    *,
    center: bool = False,
    width: int = 64,
    examples: int = 2000,
    seed: int = 0,
) -> Array:
    r"""Return the eigenvalues of the second-moment matrix of a hidden layer's outputs.

    .. math:: M = \frac{1}{N} \sum_{n=1}^{N} h_n h_n^{\mathsf T}, \qquad h_n = \varphi(x_n W)

    Inputs are standard normal, and W is drawn from N(0, 1 / width). M is the matrix of second
    derivatives of half the mean squared error of a linear unit that reads h.

    Parameters
    ----------
    activation : Elementwise
        The activation of the hidden layer.
    center : bool, default False
        Whether the mean over the examples is taken off each output first.
    width, examples : int
        How many inputs and hidden units, and how many examples; more examples than units.
    seed : int, default 0
        Of inputs and weights alike.

    Returns
    -------
    ndarray
        `width` eigenvalues, from the smallest to the largest.

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998.
    https://doi.org/10.1007/3-540-49430-8_2
    """
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(examples, width))
    h = activation(x @ scaled_normal(1.0)(rng, width, width))
    if center:
        h = h - h.mean(axis=0)
    found: Array = np.linalg.eigvalsh(h.T @ h / examples)
    return found


def spread(
    activation: Elementwise,
    *,
    center: bool = False,
    width: int = 64,
    examples: int = 2000,
    seed: int = 0,
) -> float:
    r"""Return the largest of the `eigenvalues` over the smallest, with the same parameters.

    .. math:: \kappa = \frac{\lambda_{\max}}{\lambda_{\min}}

    Gradient descent with the rate 1 / lambda_max shrinks the error along the flattest direction by the
    factor 1 - 1 / kappa at each step.

    Parameters
    ----------
    activation, center, width, examples, seed
        As in `eigenvalues`.

    Returns
    -------
    float
        At least 1.

    References
    ----------
    Y. LeCun, I. Kanter, S. A. Solla, "Eigenvalues of covariance matrices: Application to
    neural-network learning", 1991. https://doi.org/10.1103/PhysRevLett.66.2396
    """
    found = eigenvalues(activation, center=center, width=width, examples=examples, seed=seed)
    return float(found[-1] / found[0])

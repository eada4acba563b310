"""What a mean other than 0 does to the layer behind: eigenvalues of a hidden layer's outputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def eigenvalues(
    activation: Callable[[Array], Array],
    *,
    width: int = 64,
    examples: int = 5000,
    seed: int = 0,
) -> Array:
    r"""Give the eigenvalues of the second moments of a hidden layer's outputs, largest first.

    .. math:: M = \frac{1}{N} \sum_{i=1}^{N} h_i h_i^{\mathsf T}, \qquad h_i = \varphi(x_i W)

    The inputs are standard normal, as many as the layer has units, and the weights N(0, 1 / width), so
    that each unit's z has a variance of about 1. For a linear unit on top and half the mean squared
    error, M is the Hessian of the loss.

    Source: Y. LeCun, I. Kanter, S. A. Solla, "Eigenvalues of Covariance Matrices: Application to
    Neural-Network Learning", 1991, https://doi.org/10.1103/PhysRevLett.66.2396.

    Parameters
    ----------
    activation : callable
        From z to the outputs, elementwise.
    width, examples : int
        How many units, and how many examples.
    seed : int, default 0
        Of inputs and weights.

    Returns
    -------
    ndarray
        As many eigenvalues as there are units.
    """
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(examples, width))
    h = activation(x @ rng.normal(0, np.sqrt(1 / width), (width, width)))
    values: Array = np.linalg.eigvalsh(h.T @ h / examples)
    return values[::-1]


def condition(activation: Callable[[Array], Array], **settings: Any) -> float:
    """Give the largest eigenvalue over the smallest; see `eigenvalues`."""
    found = eigenvalues(activation, **settings)
    return float(found[0] / found[-1])

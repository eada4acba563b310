"""Losses of a batch: each gives the mean over the examples and its gradient by the outputs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import activations as act

Array = NDArray[np.float64]


def squared_error(outputs: Array, targets: Array) -> tuple[float, Array]:
    r"""Half the squared distance, :math:`\frac{1}{2n}\sum_i \lVert y_i - t_i \rVert^2`."""
    difference = outputs - targets
    return float((difference**2).sum() / 2 / len(outputs)), difference / len(outputs)


def cross_entropy(scores: Array, labels: NDArray[np.int64]) -> tuple[float, Array]:
    """Cross-entropy of softmax of the scores; the gradient of a row is (p - y) / n."""
    value = float(act.cross_entropy(scores, labels))
    gradient: Array = act.cross_entropy.gradient(scores, labels)
    return value, gradient

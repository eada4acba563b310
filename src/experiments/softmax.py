"""What softmax's outputs say as probabilities, and what they do not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import activations as act

Array = NDArray[np.float64]


def confidence(scale: float, classes: int, *, examples: int = 20_000, seed: int = 0) -> float:
    """Return the mean of the largest probability for standard normal scores times a number.

    Parameters
    ----------
    scale : float
        What the scores are multiplied by; their order stays the same.
    classes : int
        How many scores each example has.
    examples, seed : int
        How many examples are drawn, and from which seed.
    """
    scores = np.random.default_rng(seed).normal(size=(examples, classes))
    return float(act.softmax(scale * scores).max(axis=1).mean())


def reliability(
    scale: float, *, classes: int = 5, examples: int = 50_000, bins: int = 10, seed: int = 0
) -> tuple[Array, Array]:
    """Compare what is claimed with what is right, for scores that are too large by a factor.

    Labels are drawn with the probabilities of the scores themselves. The model claims those of the scores
    times `scale`. Its answers are the same for any scale above 0; its claims are true only at 1.

    Source: C. Guo et al., "On Calibration of Modern Neural Networks", 2017,
    https://arxiv.org/abs/1706.04599.

    Parameters
    ----------
    scale : float
        By what the model overstates its scores.
    classes, examples, bins, seed : int
        The size of the draw, and into how many equal parts it is sorted by claim.

    Returns
    -------
    claimed, right : ndarray
        For each part the mean of the largest probability, and the share of right answers.
    """
    rng = np.random.default_rng(seed)
    scores = 2 * rng.normal(size=(examples, classes))
    # The largest of scores plus Gumbel noise is at i with probability softmax(scores)_i.
    labels = (scores + rng.gumbel(size=scores.shape)).argmax(axis=1)
    claims = act.softmax(scale * scores).max(axis=1)
    right = scores.argmax(axis=1) == labels
    order = np.argsort(claims)
    parts = np.array_split(order, bins)
    return (
        np.array([claims[part].mean() for part in parts]),
        np.array([right[part].mean() for part in parts]),
    )

"""Real data, small enough to come in a package: 1,797 handwritten digits of 8 by 8 pixels."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Split(NamedTuple):
    """Digits to learn from and digits to be tested on, each with its labels 0 to 9."""

    train: NDArray[np.float64]
    train_labels: NDArray[np.int64]
    test: NDArray[np.float64]
    test_labels: NDArray[np.int64]


@cache
def digits() -> Split:
    """Load scikit-learn's digits, shuffled once and cut into 1,400 to train and 397 to test.

    Each pixel is shifted and scaled by the mean and the deviation of all training pixels.

    Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", 1998,
    https://doi.org/10.24432/C50P49.
    """
    # Imported here: it takes a second, and only experiments on data need it.
    from sklearn.datasets import load_digits

    data: Any = load_digits()
    order = np.random.default_rng(0).permutation(len(data.data))
    x, y = data.data[order], data.target[order].astype(np.int64)
    train = x[:1400]
    x = (x - train.mean()) / train.std()
    return Split(x[:1400], y[:1400], x[1400:], y[1400:])

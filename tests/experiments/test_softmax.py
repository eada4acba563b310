"""What softmax claims and what is true."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.softmax import confidence, reliability


@pytest.mark.parametrize(
    ("classes", "expected"), [(2, (0.73, 0.92, 0.98)), (10, (0.32, 0.79, 0.95))]
)
def test_confidence_grows_with_the_scale_alone(classes, expected):
    # A mean of 20,000 values in [0, 1] has a deviation below 0.002.
    found = [confidence(scale, classes, seed=1) for scale in (1, 5, 20)]
    assert found == pytest.approx(expected, abs=0.012)


def test_plain_scores_are_calibrated():
    claimed, right = reliability(1.0, seed=1)
    # Groups of 5,000: the share of right answers has a deviation of at most 0.0071.
    assert np.abs(claimed - right).max() < 0.03


def test_inflated_scores_are_overconfident_and_no_better():
    claimed, right = reliability(3.0, seed=1)
    assert (claimed > right).all()
    assert claimed.mean() - right.mean() > 0.2
    assert right.mean() == pytest.approx(reliability(1.0, seed=1)[1].mean())

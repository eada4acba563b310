r"""One sigmoid that is wrong: how long two losses need to bring it round.

The score z is the only parameter, the right answer is 1, and p is the sigmoid of z.
"""

from __future__ import annotations

from collections.abc import Callable

import activations as act

Slope = Callable[[float], float]


def squared_slope(z: float) -> float:
    r"""Derivative of :math:`(\sigma(z) - 1)^2` by z: :math:`-2\,(1 - \sigma(z))\,\sigma'(z)`."""
    return float(-2 * act.sigmoid(-z) * act.sigmoid.derivative(z))


def entropy_slope(z: float) -> float:
    r"""Derivative of :math:`-\log\sigma(z)` by z: :math:`-(1 - \sigma(z))`."""
    return float(-act.sigmoid(-z))


def steps_to_confidence(
    slope: Slope, *, start: float = -10.0, rate: float = 1.0, wanted: float = 0.9
) -> int:
    """Count the steps of gradient descent on z until p is above a probability.

    Parameters
    ----------
    slope : callable
        The loss's derivative by z; negative everywhere, so that the end is reached.
    start : float, default -10
        The score at the beginning.
    rate : float, default 1
        The learning rate; above 0.
    wanted : float, default 0.9
        The probability to reach; below 1.
    """
    z, steps, end = start, 0, float(act.logit(wanted))
    while z <= end:
        z -= rate * slope(z)
        steps += 1
    return steps

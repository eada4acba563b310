"""Units that die, units that come back, and networks that are born dead."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import activations as act

Array = NDArray[np.float64]

INPUTS = np.linspace(0, 1, 11)
TARGETS = 1 + 2 * INPUTS


def fit_line(
    w: float, b: float, *, at_zero: float = 0.0, steps: int = 2000, rate: float = 0.1
) -> tuple[float, float]:
    r"""Fit one unit relu(w x + b) to the line 1 + 2 x on [0, 1] by gradient descent.

    The loss is half the mean of the squared error over eleven points.

    Parameters
    ----------
    w, b : float
        Weight and bias at the beginning.
    at_zero : float, default 0
        What the derivative of ReLU is at 0.
    steps : int, default 2000
        How many steps of gradient descent.
    rate : float, default 0.1
        The learning rate.

    Returns
    -------
    w, b : float
        Weight and bias at the end.
    """
    for _ in range(steps):
        z = w * INPUTS + b
        slope = np.where(z == 0, at_zero, act.relu.derivative(z))
        gradient = (act.relu(z) - TARGETS) * slope
        w -= rate * float((gradient * INPUTS).mean())
        b -= rate * float(gradient.mean())
    return w, b


def revive(*, learn_upstream: bool, steps: int = 2000, rate: float = 0.05) -> tuple[bool, bool]:
    r"""Train two units before a dead one; tell whether it is dead before and after.

    Two units h = relu(u x + c) feed two units relu(h V + d), whose sum is fitted to 1 + 2 x. The second
    of the latter begins dead: its z is below 0 for every x. Nothing that moves V or d reaches it.

    Parameters
    ----------
    learn_upstream : bool
        Whether u and c learn, too.
    steps : int, default 2000
        How many steps of gradient descent.
    rate : float, default 0.05
        The learning rate.

    Returns
    -------
    dead_before, dead_after : bool
        Whether the second unit's z is at most 0 on all the data.
    """
    u, c = np.array([0.3, 0.2]), np.array([0.1, 0.1])
    v, d = np.array([[0.5, 1.0], [0.5, 1.0]]), np.array([0.0, -1.0])
    x, target = INPUTS[:, None], TARGETS
    dead = []
    for step in range(steps + 1):
        before = x * u + c
        h = act.relu(before)
        z = h @ v + d
        dead.append(bool((z <= 0).all(axis=0)[1]))
        if step == steps:
            break
        outer = (act.relu(z).sum(axis=1) - target)[:, None] * act.relu.derivative(z) / len(x)
        inner = outer @ v.T * act.relu.derivative(before)
        v -= rate * h.T @ outer
        d -= rate * outer.sum(axis=0)
        if learn_upstream:
            u -= rate * (inner * x).sum(axis=0)
            c -= rate * inner.sum(axis=0)
    return dead[0], dead[-1]


def born_dead(depth: int, *, width: int = 2, networks: int = 2000, seed: int = 0) -> float:
    """Return the share of fresh ReLU networks of one input that give a constant, whatever the input.

    Weights are drawn as by He, biases are 0, and the inputs run from -1 to 1. A network counts as born
    dead if in one of its layers every unit is off for every input.

    Source: L. Lu et al., "Dying ReLU and Initialization", 2019, https://arxiv.org/abs/1903.06733.

    Parameters
    ----------
    depth, width : int
        How many hidden layers, and how many units each.
    networks : int, default 2000
        How many networks are drawn.
    seed : int, default 0
        Of the weights.
    """
    rng = np.random.default_rng(seed)
    h = np.broadcast_to(np.array([[-1.0], [1.0]]), (networks, 2, 1))
    for _ in range(depth):
        fan_in = h.shape[-1]
        weight = rng.normal(0, np.sqrt(2 / fan_in), (networks, fan_in, width))
        h = act.relu(h @ weight)
    return float((h == 0).all(axis=(1, 2)).mean())

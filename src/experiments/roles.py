"""What an activation function is for: a unit that learns, and a layer that approximates."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

import activations as act

Array = NDArray[np.float64]

OR_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
OR_ANSWERS = np.array([0.0, 1.0, 1.0, 1.0])


def step(z: Array) -> Array:
    """Return 1 where z is above 0 and 0 elsewhere: the unit of McCulloch and Pitts."""
    return np.where(z > 0, 1.0, 0.0)


def zero(z: Array) -> Array:
    """Return the derivative of the step: 0 wherever there is one."""
    return np.zeros_like(z)


def learn_or(
    slope: Callable[[Array], Array], *, steps: int = 500, rate: float = 0.5
) -> tuple[Array, float]:
    r"""Teach a step unit the logical OR by gradient descent on half the mean squared error.

    The unit computes :math:`y = H(w \cdot x + b)`. Where the chain rule asks for H', `slope` answers.

    Parameters
    ----------
    slope : callable
        What stands in for the derivative of the step, a function of z.
    steps : int, default 500
        How many steps of gradient descent, all four examples at each.
    rate : float, default 0.5
        The learning rate.

    Returns
    -------
    parameters : ndarray
        The two weights and the bias; they start at -1, -1 and 1/2.
    accuracy : float
        The share of the four answers that are right.
    """
    inputs = np.column_stack([OR_INPUTS, np.ones(4)])
    parameters = np.array([-1.0, -1.0, 0.5])
    for _ in range(steps):
        z = inputs @ parameters
        parameters -= rate * (step(z) - OR_ANSWERS) * slope(z) @ inputs / 4
    right = step(inputs @ parameters) == OR_ANSWERS
    return parameters, float(right.mean())


def approximate(
    activation: Callable[[Array], Array], width: int, seed: int = 0
) -> tuple[Array, Array, Array]:
    r"""Approximate sin(4 pi x) on [0, 1] by one hidden layer, as well as its output weights can.

    The hidden units are :math:`\varphi(w_k x + b_k)` with random signs w_k and kinks spread over the
    interval; the output weights and the bias are those of least squares.

    Parameters
    ----------
    activation : callable
        The function of the hidden units.
    width : int
        How many there are.
    seed : int, default 0
        Of the random signs and places.

    Returns
    -------
    x, target, found : ndarray
        400 places, what is wanted there, and what the network gives.
    """
    rng = np.random.default_rng(seed)
    sign, place = rng.choice([-1.0, 1.0], width), rng.uniform(0, 1, width)
    x = np.linspace(0, 1, 400)
    target = np.sin(4 * np.pi * x)
    hidden = activation(sign * (x[:, None] - place))
    design = np.column_stack([hidden, np.ones_like(x)])
    weights = np.linalg.lstsq(design, target, rcond=None)[0]
    return x, target, design @ weights


def error(activation: Callable[[Array], Array], width: int, seed: int = 0) -> float:
    """Return the root of the mean squared error of `approximate`."""
    _, target, found = approximate(activation, width, seed)
    return float(np.sqrt(np.mean((target - found) ** 2)))


def square(z: Array) -> Array:
    """Return z squared, a nonlinear function that is a polynomial."""
    return z**2


def surrogate(z: Array) -> Array:
    """Return the sigmoid's derivative, in the place of the step's."""
    slope: Array = act.sigmoid.derivative(z)
    return slope

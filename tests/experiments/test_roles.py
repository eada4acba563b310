"""The experiments of the chapter on what an activation function is."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act
from experiments.roles import OR_ANSWERS, OR_INPUTS, error, learn_or, square, step, surrogate, zero


def test_a_step_without_a_gradient_never_moves():
    parameters, accuracy = learn_or(zero)
    assert parameters.tolist() == [-1, -1, 0.5]
    assert accuracy == 0


def test_a_surrogate_teaches_the_step():
    parameters, accuracy = learn_or(surrogate)
    assert accuracy == 1
    assert (step(OR_INPUTS @ parameters[:2] + parameters[2]) == OR_ANSWERS).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_squares_stop_where_the_best_parabola_is(seed):
    x = np.linspace(0, 1, 400)
    target = np.sin(4 * np.pi * x)
    best = np.polynomial.Polynomial.fit(x, target, 2)(x) - target
    for width in (5, 50, 500):
        assert error(square, width, seed) == pytest.approx(np.sqrt(np.mean(best**2)), rel=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_relu_comes_closer_with_every_neuron(seed):
    small, middle, large = (error(act.relu, width, seed) for width in (5, 50, 500))
    assert small > 5 * middle > 25 * large

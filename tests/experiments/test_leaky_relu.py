"""How long dead units sleep, and where mean and variance go, partly on seeds the page does not use."""

from __future__ import annotations

import pytest

import activations as act
from experiments.leaky_relu import first_guess, steps_to_wake, through_layers

STEPS = {0.01: 934, 0.1: 85, 0.2: 38, 0.3: 23}


@pytest.mark.parametrize(("slope", "steps"), STEPS.items())
def test_a_dead_unit_wakes_the_sooner_the_steeper_its_slope(slope, steps):
    found = steps_to_wake(act.leaky_relu, negative_slope=slope)
    assert found is not None
    assert abs(found - steps) <= 1
    assert found < first_guess(slope) < found + 15


def test_without_a_slope_it_never_wakes():
    assert steps_to_wake(act.leaky_relu, negative_slope=0.0) is None
    assert steps_to_wake(act.relu) is None


def test_a_unit_that_is_awake_needs_no_step():
    assert steps_to_wake(act.relu, bias=-1.0) == 0


@pytest.mark.parametrize("points", [11, 101])
def test_the_number_of_points_matters_little(points):
    steps = steps_to_wake(act.leaky_relu, negative_slope=0.01, points=points)
    assert steps is not None
    assert abs(steps - 934) < 10


def test_what_saturates_wakes_from_nearby_only():
    for function in (act.elu, act.selu):
        near = steps_to_wake(function)
        assert near is not None
        assert near < 100
        assert steps_to_wake(function, bias=-10.0) is None
    assert steps_to_wake(act.leaky_relu, bias=-10.0, negative_slope=0.1) is not None


@pytest.mark.parametrize("seed", [1, 2])
def test_only_selu_returns_to_mean_0_and_variance_1(seed):
    mean, variance = through_layers(act.selu, 50, seed=seed)
    assert abs(mean) < 0.15
    assert 0.7 < variance < 1.4
    for function in (act.relu, act.leaky_relu, act.elu):
        assert through_layers(function, 50, seed=seed)[1] < 0.05


def test_no_layer_gives_the_inputs():
    mean, variance = through_layers(act.selu, 0)
    assert mean == pytest.approx(1, abs=0.05)
    assert variance == pytest.approx(9, abs=0.2)

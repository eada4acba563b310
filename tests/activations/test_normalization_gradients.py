"""Normalisations: gradients against differences, some values, refused parameters, memory at large sizes."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

import activations as act

EPS = np.finfo(float).eps
C = 6
WEIGHT, BIAS = np.linspace(0.5, 2, C), np.linspace(-1, 1, C)
CASES = {
    "layer_norm": (act.layer_norm, {"normalized_shape": (C, 4), "weight": np.ones((C, 4))}),
    "batch_norm": (act.batch_norm, {"running_mean": BIAS, "running_var": WEIGHT}),
    "batch_norm training": (
        act.batch_norm,
        {"running_mean": None, "running_var": None, "training": True, "weight": WEIGHT},
    ),
    "group_norm": (act.group_norm, {"num_groups": 3, "weight": WEIGHT, "bias": BIAS}),
    "instance_norm": (act.instance_norm, {"weight": WEIGHT, "bias": BIAS}),
    "local_response_norm": (act.local_response_norm, {"size": 3}),
    "rms_norm": (act.rms_norm, {"normalized_shape": (C, 4)}),
    "normalize": (act.normalize, {}),
    "normalize p 3": (act.normalize, {"p": 3.0, "axis": -1}),
}


@pytest.fixture(params=CASES)
def case(request):
    return CASES[request.param]


@pytest.fixture
def x():
    return np.random.default_rng(0).normal(size=(5, C, 4))


def test_the_gradient_is_that_of_the_value(case, x):
    f, given = case
    v = np.random.default_rng(1).normal(size=x.shape)
    dx, dweight, dbias = f.vjp(x, v, **given)
    h = 1e-6
    for index in [(0, 0, 0), (2, 3, 1), (4, 5, 3)]:
        step = np.zeros_like(x)
        step[index] = h
        slope = ((f(x + step, **given) - f(x - step, **given)) * v).sum() / (2 * h)
        assert dx[index] == pytest.approx(slope, abs=1e-7)
    assert (dweight is None) == (given.get("weight") is None)
    assert (dbias is None) == (given.get("bias") is None)
    for key, gradient in (("weight", dweight), ("bias", dbias)):
        if gradient is not None:
            assert gradient.shape == given[key].shape
            step = np.zeros_like(given[key])
            step.flat[1] = h
            ends = [f(x, **(given | {key: given[key] + s * step})) for s in (1, -1)]
            slope = ((ends[0] - ends[1]) * v).sum() / (2 * h)
            assert gradient.flat[1] == pytest.approx(slope, abs=1e-7)


def test_the_gradient_of_layer_norm_is_orthogonal_to_ones_and_to_x(x):
    v = np.random.default_rng(1).normal(size=x.shape)
    dx, _, _ = act.layer_norm.vjp(x, v, (C, 4), eps=0)
    y = act.layer_norm(x, (C, 4), eps=0)
    norm = np.linalg.norm(dx.reshape(5, -1), axis=1)
    assert (np.abs(dx.sum((1, 2))) <= 64 * EPS * norm).all()
    assert (np.abs((dx * y).sum((1, 2))) <= 64 * EPS * norm).all()


def test_running_statistics_are_read_and_never_written(x):
    mean, variance = BIAS.copy(), WEIGHT.copy()
    act.batch_norm(x, mean, variance, training=True, momentum=0.5)
    act.instance_norm(x, mean, variance)
    assert np.array_equal(mean, BIAS)
    assert np.array_equal(variance, WEIGHT)


def test_some_values():
    assert act.normalize([[3.0, 4.0]]).tolist() == [[0.6, 0.8]]
    assert act.normalize([[0.0, 0.0]]).tolist() == [[0, 0]]
    assert act.normalize.vjp([[0.0, 0.0]], [[1.0, 2.0]])[0].tolist() == [[1e12, 2e12]]
    assert act.normalize([[3.0, -4.0]], p=1).tolist() == [[3 / 7, -4 / 7]]
    assert act.normalize([[3.0, -4.0]], p=np.inf).tolist() == [[0.75, -1]]
    assert act.rms_norm([[1.0, 7.0]], 2, eps=0).tolist() == [[0.2, 1.4]]
    eps = np.finfo(np.float32).eps
    x = np.float32([[0.0, 1e-4]])
    assert np.array_equal(act.rms_norm(x, 2), act.rms_norm(x, 2, eps=eps))
    assert act.local_response_norm([[[2.0], [0.0]]], 1, alpha=1, beta=1, k=0).ravel()[0] == 0.5


WRONG = [
    (act.layer_norm, {}, TypeError, "normalized_shape is missing"),
    (
        act.layer_norm,
        {"normalized_shape": 3},
        ValueError,
        r"normalized_shape is \(3,\), but the last",
    ),
    (act.layer_norm, {"normalized_shape": 4.0}, TypeError, "normalized_shape is 4.0"),
    (act.layer_norm, {"normalized_shape": ()}, ValueError, r"normalized_shape is \(\)"),
    (act.layer_norm, {"normalized_shape": 4, "eps": -1}, ValueError, "eps is -1, .* at least 0"),
    (act.layer_norm, {"normalized_shape": 4, "eps": None}, TypeError, "eps is None"),
    (
        act.layer_norm,
        {"normalized_shape": 4, "weight": [1.0]},
        ValueError,
        r"weight has shape \(1,\)",
    ),
    (act.layer_norm, {"normalized_shape": 4, "bias": ["a"] * 4}, TypeError, "bias has dtype"),
    (
        act.layer_norm,
        {"normalized_shape": 4, "weight": [np.inf] * 4},
        ValueError,
        "weight is .*finite",
    ),
    (act.group_norm, {"num_groups": 4}, ValueError, "num_groups is 4, but a divisor .* which is 6"),
    (act.group_norm, {"num_groups": 0}, ValueError, "num_groups is 0, .* at least 1"),
    (act.group_norm, {"num_groups": 2.0}, TypeError, "num_groups is 2.0"),
    (
        act.batch_norm,
        {"running_mean": None, "running_var": None},
        ValueError,
        "running_mean is None",
    ),
    (act.batch_norm, {"running_mean": BIAS, "running_var": -WEIGHT}, ValueError, "running_var is "),
    (
        act.batch_norm,
        {"running_mean": BIAS[:2], "running_var": WEIGHT},
        ValueError,
        "running_mean has",
    ),
    (
        act.batch_norm,
        {"running_mean": BIAS, "running_var": WEIGHT, "training": 1},
        TypeError,
        "training",
    ),
    (act.instance_norm, {"use_input_stats": False}, ValueError, "running_mean is None"),
    (act.local_response_norm, {"size": 0}, ValueError, "size is 0, .* at least 1"),
    (act.local_response_norm, {"size": 2.5}, TypeError, "size is 2.5"),
    (act.rms_norm, {"normalized_shape": 4, "eps": np.nan}, ValueError, "eps is nan"),
    (
        act.rms_norm,
        {"normalized_shape": 4, "bias": [0.0] * 4},
        TypeError,
        "there is no parameter 'bias'",
    ),
    (act.normalize, {"p": 0}, ValueError, "p is 0, but a number above 0"),
    (act.normalize, {"p": "2"}, TypeError, "p is '2'"),
    (act.normalize, {"axis": 3}, ValueError, "axis is 3"),
    (act.normalize, {"axis": 1.0}, TypeError, "axis is 1.0"),
    (
        act.normalize,
        {"dim": 1},
        TypeError,
        "there is no parameter 'dim', .* here it is axis; its parameters: p, axis, eps",
    ),
]


@pytest.mark.parametrize(("f", "given", "error", "words"), WRONG)
def test_a_wrong_parameter_is_refused(f, given, error, words):
    x = np.ones((5, C, 4))
    with pytest.raises(error, match=f"^{f.name}: {words}"):
        f(x, **given)
    with pytest.raises(error, match=f"^{f.name}.vjp: {words}"):
        f.vjp(x, x, **given)


def test_too_few_values_for_statistics_and_a_wrong_v_are_refused(x):
    with pytest.raises(ValueError, match=r"^batch_norm: .* more than 1 value per channel"):
        act.batch_norm(np.ones((1, C)), None, None, training=True)
    with pytest.raises(ValueError, match=r"^instance_norm: .* more than 1 value per channel"):
        act.instance_norm(np.ones((2, C, 1)))
    with pytest.raises(ValueError, match=r"^layer_norm.vjp: v has shape \(4,\)"):
        act.layer_norm.vjp(x, np.ones(4), 4)


@pytest.mark.parametrize("shape", [(1000, C, 1000), (2, C, 500_000)])
def test_memory_stays_small(case, shape):
    f, given = case
    if f in (act.layer_norm, act.rms_norm):
        given = {"normalized_shape": shape[2:]}
    x = np.ones(shape, np.float32)
    tracemalloc.start()
    f(x, **given)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # At 1e7 elements the bar is 1.2 times the output; what a block takes does not grow with it.
    assert peak < x.nbytes + 0.2 * 4e7

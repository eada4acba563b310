"""The normalisations: contract, errors, accuracy of value and gradient, memory.

The truth is the definition, written below for lists of mpmath numbers; that of a gradient is a central
difference of the definition with 1,500 digits, and so knows no formula for gradients.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from mpmath import inf, mp, mpf

from activations import (
    batch_norm,
    group_norm,
    instance_norm,
    layer_norm,
    local_response_norm,
    normalize,
    rms_norm,
)

FUNCTIONS = (
    batch_norm,
    group_norm,
    instance_norm,
    layer_norm,
    local_response_norm,
    normalize,
    rms_norm,
)
EPS = np.finfo(np.float64).eps
BAR = 8  # eps, against the norms in the docstrings

# --- the definitions ------------------------------------------------------------------------------


def _standard(row, eps):
    mean = sum(row) / len(row)
    variance = sum((x - mean) ** 2 for x in row) / len(row)
    return [(x - mean) / mp.sqrt(variance + eps) for x in row]


def _each_row(x, keys, formula):
    """Apply a formula to the elements that share a key, in C order."""
    y = np.empty_like(x)
    rows = {}
    for index in np.ndindex(x.shape):
        rows.setdefault(keys(index), []).append(index)
    for indices in rows.values():
        for index, value in zip(indices, formula([x[i] for i in indices]), strict=True):
            y[index] = value
    return y


def _affine(y, weight, bias, of):
    for index in np.ndindex(y.shape):
        if weight is not None:
            y[index] *= weight[of(index)]
        if bias is not None:
            y[index] += bias[of(index)]
    return y


def _channel(index):
    return index[1]


def define_layer_norm(x, normalized_shape, weight=None, bias=None, eps=1e-5):
    lead = x.ndim - len(normalized_shape)
    y = _each_row(x, lambda i: i[:lead], lambda row: _standard(row, eps))
    return _affine(y, weight, bias, lambda i: i[lead:])


def define_rms_norm(x, normalized_shape, weight=None, eps=None):
    lead = x.ndim - len(normalized_shape)
    eps = 2.0**-52 if eps is None else eps

    def formula(row):
        return [x / mp.sqrt(sum(x * x for x in row) / len(row) + eps) for x in row]

    return _affine(_each_row(x, lambda i: i[:lead], formula), weight, None, lambda i: i[lead:])


def _with_running(x, mean, variance, weight, bias, eps):
    y = x.copy()
    for i in np.ndindex(x.shape):
        y[i] = (x[i] - mpf(mean[i[1]])) / mp.sqrt(mpf(variance[i[1]]) + mpf(eps))
    return _affine(y, weight, bias, _channel)


def define_batch_norm(
    x, running_mean, running_var, weight=None, bias=None, training=False, eps=1e-5
):
    if not training:
        return _with_running(x, running_mean, running_var, weight, bias, eps)
    y = _each_row(x, _channel, lambda row: _standard(row, eps))
    return _affine(y, weight, bias, _channel)


def define_instance_norm(
    x,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
    use_input_stats=True,
    eps=1e-5,
):
    if not use_input_stats:
        return _with_running(x, running_mean, running_var, weight, bias, eps)
    y = _each_row(x, lambda i: i[:2], lambda row: _standard(row, eps))
    return _affine(y, weight, bias, _channel)


def define_group_norm(x, num_groups, weight=None, bias=None, eps=1e-5):
    size = x.shape[1] // num_groups
    y = _each_row(x, lambda i: (i[0], i[1] // size), lambda row: _standard(row, eps))
    return _affine(y, weight, bias, _channel)


def define_local_response_norm(x, size, alpha=1e-4, beta=0.75, k=1.0):
    def formula(row):
        y = []
        for c, value in enumerate(row):
            window = row[max(0, c - size // 2) : c + (size - 1) // 2 + 1]
            u = k + mpf(alpha) / size * sum(x * x for x in window)
            y.append(value / u ** mpf(beta))
        return y

    return _each_row(x, lambda i: (i[0], *i[2:]), formula)


def define_normalize(x, p=2.0, axis=1, eps=1e-12):
    axis %= x.ndim

    def formula(row):
        sizes = [abs(x) for x in row]
        norm = max(sizes) if p == inf else sum(s ** mpf(p) for s in sizes) ** (1 / mpf(p))
        return [x / max(norm, mpf(eps)) for x in row]

    return _each_row(x, lambda i: i[:axis] + i[axis + 1 :], formula)


# --- the measure ----------------------------------------------------------------------------------


def exact(array):
    return None if array is None else np.vectorize(mpf, otypes=[object])(array)


def norms(y, keys):
    """Return, for each element, the 2-norm of its row."""
    return _each_row(y, keys, lambda row: [mp.sqrt(sum(x * x for x in row))] * len(row))


def worst(computed, truth, scale):
    """Return the largest error in eps of a scale; an error of two subnormal steps is none."""
    assert computed.shape == truth.shape
    largest = 0.0
    for index in np.ndindex(truth.shape):
        value, true = mpf(computed[index]), truth[index]
        if abs(true) > np.finfo(float).max:
            error = 0 if value == mp.sign(true) * inf else inf
        else:
            error = abs(value - true)
        if not error <= 2 * mpf(5e-324):
            bound = EPS * scale[index]
            largest = max(largest, float(error / bound) if bound and error < inf else math.inf)
    return largest


class Case:
    """A function with its rows, and everything that the measure needs."""

    def __init__(self, function, define, keys, of=None, **parameters):
        self.function, self.define, self.keys, self.of = function, define, keys, of
        self.parameters = parameters

    def value_error(self, x, **learned):
        given = self.parameters | learned
        with mp.workdps(60):
            big = {key: exact(v) if key in ("weight", "bias") else v for key, v in given.items()}
            truth = self.define(exact(x), **big)
            without = {key: v for key, v in big.items() if key != "bias"}
            scale = norms(self.define(exact(x), **without), self.keys)
            if learned.get("bias") is not None:
                zero = np.full(x.shape, mpf(0))
                scale = scale + norms(_affine(zero, None, big["bias"], self.of), self.keys)
            return worst(self.function(x, **given), truth, scale)

    def gradients(self, x, v, **learned):
        """Return the true gradients by differences, each with respect to its own array."""
        with mp.workdps(1500):
            arrays = {"x": exact(x)} | {key: exact(learned.get(key)) for key in ("weight", "bias")}
            v = exact(v)

            def loss():
                given = {k: a for k, a in arrays.items() if k != "x" and a is not None}
                return (v * self.define(arrays["x"], **self.parameters, **given)).sum()

            found = []
            for array in arrays.values():
                if array is None:
                    found.append(None)
                    continue
                slope = np.empty_like(array)
                step = mpf(10) ** -700
                for index in np.ndindex(array.shape):
                    middle = array[index]
                    array[index] = middle + step
                    above = loss()
                    array[index] = middle - step
                    slope[index] = (above - loss()) / (2 * step)
                    array[index] = middle
                found.append(slope)
            return found

    def scales(self, x, v, **learned):
        """Return the norms in the docstrings that bound the errors of the three gradients."""
        with mp.workdps(60):
            eps = self.parameters["eps"]
            big = exact(x)
            g = _affine(exact(v), exact(learned.get("weight")), None, self.of)
            value = norms(self.define(big, **self.parameters), self.keys)
            if self.parameters.get("running_mean") is not None:
                dx = _each_row(g, _same, lambda g: g)
                for i in np.ndindex(x.shape):
                    dx[i] /= mp.sqrt(mpf(self.parameters["running_var"][i[1]]) + mpf(eps))
                    dx[i] = abs(dx[i])
            else:
                centered = self.function is not rms_norm

                def root(row):
                    mean = sum(row) / len(row) if centered else 0
                    spread = mp.sqrt(sum((x - mean) ** 2 for x in row) / len(row) + eps)
                    return [1 / spread] * len(row)

                def without_mean(row):
                    mean = sum(row) / len(row) if centered else 0
                    return [x - mean for x in row]

                dx = norms(_each_row(g, self.keys, without_mean), self.keys)
                dx = dx * _each_row(big, self.keys, root)
            sums = {}
            for i in np.ndindex(x.shape):
                of_weight, of_bias = sums.get(self.of(i), (0, 0))
                size = abs(mpf(v[i]))
                sums[self.of(i)] = of_weight + size * value[i], of_bias + size
            weight, bias = (
                np.empty(
                    np.max([*sums], axis=0) + 1
                    if isinstance(next(iter(sums)), tuple)
                    else len(sums),
                    object,
                )
                for _ in range(2)
            )
            for key, (of_weight, of_bias) in sums.items():
                weight[key], bias[key] = of_weight, of_bias
            return dx, weight, bias


def _same(i):
    return i


def _same_sample(i):
    return i[:1]


STANDARD = {
    "layer_norm": Case(
        layer_norm,
        define_layer_norm,
        _same_sample,
        lambda i: i[1:],
        normalized_shape=(4, 3),
    ),
    "batch_norm": Case(
        batch_norm,
        define_batch_norm,
        _channel,
        _channel,
        running_mean=None,
        running_var=None,
        training=True,
    ),
    "group_norm": Case(
        group_norm,
        define_group_norm,
        lambda i: (i[0], i[1] // 2),
        _channel,
        num_groups=2,
    ),
    "instance_norm": Case(instance_norm, define_instance_norm, lambda i: i[:2], _channel),
}
RMS = Case(rms_norm, define_rms_norm, _same_sample, lambda i: i[1:], normalized_shape=(4, 3))
MEAN, VARIANCE = np.array([1e8, -3.0, 0.5, 1e-3]), np.array([2.0, 1e-9, 1e12, 0.3])
RUNNING = {
    f.name: Case(
        f,
        define,
        _channel,
        _channel,
        running_mean=MEAN,
        running_var=VARIANCE,
        **{flag: False},
    )
    for f, define, flag in (
        (batch_norm, define_batch_norm, "training"),
        (instance_norm, define_instance_norm, "use_input_stats"),
    )
}
WEIGHED = [*STANDARD.values(), RMS, *RUNNING.values()]
SHAPE = (3, 4, 3)


def _name(case):
    running = "running" if case in RUNNING.values() else ""
    return f"{case.function.name}{running}"


def _samples():
    rng = np.random.default_rng(5)
    ordinary = rng.normal(size=SHAPE)
    yield "ordinary", ordinary
    yield "offset", 1e8 + ordinary
    yield "far offset", -1e15 + 4 * ordinary
    yield "small", 1e-150 * ordinary
    yield "smallest", 1e-310 * ordinary
    yield "large", 1e150 * ordinary
    yield "largest", np.clip(ordinary, -1, 1) * np.finfo(float).max
    yield "wide", ordinary * 10.0 ** rng.integers(-200, 200, SHAPE)
    yield "constant", np.full(SHAPE, 0.1)
    yield "nearly constant", np.where(np.arange(36).reshape(SHAPE) % 2, 0.1, np.nextafter(0.1, 1))
    yield "one large", np.where(np.arange(36).reshape(SHAPE) % 12 == 0, 1e8, ordinary)
    yield "whole numbers", rng.integers(-3, 4, SHAPE).astype(float)


SAMPLES = dict(_samples())
V = np.random.default_rng(6).normal(size=SHAPE)


def _learned(case, with_weight, with_bias, shape=SHAPE):
    rng = np.random.default_rng(7)
    learned_shape = shape[1:] if case.function.name in ("layer_norm", "rms_norm") else shape[1]
    learned = {}
    if with_weight:
        learned["weight"] = rng.normal(size=learned_shape)
    if with_bias and case.function is not rms_norm:
        learned["bias"] = rng.normal(size=learned_shape)
    return learned


# --- accuracy -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("eps", [0.0, 1e-5, 1e3])
@pytest.mark.parametrize("case", WEIGHED, ids=_name)
def test_values_are_right(case, sample, eps):
    if eps == 0 and sample == "constant" and case in STANDARD.values():
        assert np.isnan(case.function(SAMPLES[sample], **case.parameters, eps=0.0)).all()
        return
    # A value that overflows before a small weight is multiplied stays infinite.
    overflows = sample == "largest" and case in RUNNING.values()
    for both in [(False, False)] if overflows else itertools.product([False, True], repeat=2):
        error = case.value_error(SAMPLES[sample], eps=eps, **_learned(case, *both))
        assert error <= BAR, f"{error:.2f} eps"


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("case", WEIGHED, ids=_name)
def test_gradients_are_right(case, sample):
    x, eps = SAMPLES[sample], 1e3 if sample == "whole numbers" else 1e-5
    # Sums over numbers near the largest overflow before they cancel.
    overflows = sample == "largest" and case in RUNNING.values()
    learned = {} if overflows else _learned(case, True, True)
    given = case.parameters | {"eps": eps}
    case = Case(case.function, case.define, case.keys, case.of, **given)
    computed = case.function.vjp(x, V, **given, **learned)
    truth, scales = case.gradients(x, V, **learned), case.scales(x, V, **learned)
    for name, ours, true, scale in zip(("dx", "dw", "db"), computed, truth, scales, strict=True):
        assert (ours is None) == (true is None)
        if ours is not None:
            error = worst(ours, true, scale)
            assert error <= BAR, f"{name}: {error:.2f} eps"

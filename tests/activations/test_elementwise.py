"""What functions of one number return at their special points, and which parameters they refuse."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from contract import ELEMENTWISE

import activations as act

# At 0 they are 0. relu makes it 0.0, and so does a square.
THROUGH_ZERO = [f for f in ELEMENTWISE if f is not act.logit and f(0.0, **f.example) == 0]


def test_most_functions_go_through_zero():
    assert len(THROUGH_ZERO) > len(ELEMENTWISE) / 2


@pytest.mark.parametrize("f", THROUGH_ZERO, ids=lambda f: f.name)
def test_zero_keeps_its_sign(f):
    places = np.full(1003, -0.0)
    signs = np.signbit(f(places, **f.example))
    assert signs.all() if f not in (act.relu, act.relu_squared) else not signs.any()
    assert not np.signbit(f(-places, **f.example)).any()


def test_special_values():
    assert act.sigmoid([-np.inf, 0, np.inf]).tolist() == [0, 0.5, 1]
    assert act.sigmoid.derivative([-np.inf, 0, np.inf]).tolist() == [0, 0.25, 0]
    assert act.logit([0, 0.5, 1]).tolist() == [-np.inf, 0, np.inf]
    assert not np.signbit(act.logit(0.5))
    assert act.logit.derivative([0, 0.5, 1]).tolist() == [np.inf, 4, np.inf]
    for zero in (np.float16(-0.0), np.float32(-0.0), -0.0):
        assert act.logit(zero) == -np.inf
        assert act.logit.derivative(zero) == np.inf
    for outside in (-np.inf, -1, -5e-324, 1 + 2e-16, 2, np.inf):
        assert np.isnan(act.logit(outside))
        assert np.isnan(act.logit.derivative(outside))


def test_a_zero_slope_gives_zero_at_minus_infinity():
    assert act.leaky_relu(-np.inf, negative_slope=0) == 0
    assert act.elu(-np.inf, alpha=0) == 0
    assert act.prelu(-np.inf, 0.0) == 0
    assert act.prelu([[-np.inf, -np.inf]], [0.0, 1.0]).tolist() == [[0, -np.inf]]
    assert act.rrelu(-np.inf, lower=0, upper=0) == 0


def test_zero_keeps_its_sign_at_negative_slopes_too():
    zeros = np.array([0.0, -0.0] * 500)
    for got in (act.prelu(zeros, -0.5), act.leaky_relu(zeros, negative_slope=-0.5)):
        assert np.array_equal(np.signbit(got), np.signbit(zeros))


def test_inside_and_outside_the_domain_of_shrinkage():
    assert act.softshrink([-1.0, 0.25, 1.0], lambd=0).tolist() == [-1, 0.25, 1]
    assert act.hardshrink.derivative([0.0, 1.0], lambd=0).tolist() == [0, 1]


def test_a_steep_slope():
    assert act.leaky_relu([-1.0, 1.0], negative_slope=2).tolist() == [-2, 1]
    assert act.leaky_relu([-1.0, 1.0], negative_slope=-2).tolist() == [2, 1]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("kind", [int, float, np.float16, np.float32, np.int8, np.array])
def test_a_parameter_s_type_is_of_no_consequence(dtype, kind):
    x = np.linspace(-3, 3, 7, dtype=dtype)
    for got, expected in [
        (act.elu(x, alpha=kind(2)), act.elu(x, alpha=2.0)),
        (act.softplus.derivative(x, beta=kind(2)), act.softplus.derivative(x, beta=2.0)),
        (act.prelu(x, kind(2)), act.prelu(x, 2.0)),
        (act.threshold(x, kind(1), kind(2)), act.threshold(x, 1.0, 2.0)),
    ]:
        assert got.dtype == dtype
        assert np.array_equal(got, expected)


def test_weights_of_channels():
    x = -np.ones((2, 3, 4, 5))
    weight = np.array([1.0, 2.0, 3.0])
    expected = -np.broadcast_to(weight[:, None, None], x.shape)
    assert np.array_equal(act.prelu(x, weight), expected)
    assert np.array_equal(act.prelu(x.swapaxes(2, 3), weight), expected.swapaxes(2, 3))
    assert np.array_equal(act.prelu.derivative(x, weight), -expected)
    assert np.array_equal(act.prelu.weight_derivative(x, weight), x)
    long = np.full((3, 2, 30_000), -1.0)
    assert np.array_equal(act.prelu(long, [1.0, 2.0])[:, 1], np.full((3, 30_000), -2.0))


def test_weights_that_broadcast():
    x = -np.arange(1.0, 25).reshape(2, 3, 4)
    for shape in [(3, 1), (1, 4), (2, 1, 1), (1, 3, 4), (2, 3, 4)]:
        weight = np.arange(1.0, 1 + np.prod(shape)).reshape(shape)
        assert np.array_equal(act.prelu(x, weight), x * weight), shape
        assert np.array_equal(act.prelu.derivative(x, weight), np.broadcast_to(weight, x.shape))


def test_the_logit_is_held_away_from_its_ends():
    p = np.array([-np.inf, -1.0, -0.0, 1e-7, 1e-6, 0.3, 1 - 1e-7, 1.0, 2.0, np.inf])
    end = float(mpmath.log(mpmath.mpf(1e-6) / (1 - mpmath.mpf(1e-6))))
    expected = [end] * 5 + [act.logit(0.3)] + [-end] * 4
    assert act.logit(p, eps=1e-6) == pytest.approx(expected, rel=4e-16, abs=0)
    inside = (p >= 1e-6) & (p <= 1 - 1e-6)
    expected = np.where(inside, act.logit.derivative(np.clip(p, 0, 1)), 0)
    assert np.array_equal(act.logit.derivative(p, eps=1e-6), expected)
    for call in (act.logit, act.logit.derivative):
        assert np.isnan(call(np.nan, eps=0.1))
    assert [kink.x for kink in act.logit.kinks(eps=0.25)] == [0.25, 0.75]
    for eps in (0.1, 0.2, 0.25, 0.3, 0.5):
        for kink in act.logit.kinks(eps=eps):
            assert act.logit.derivative(kink.x, eps=eps) == pytest.approx(kink.derivative)


def test_the_same_seed_gives_value_and_derivative_the_same_slopes():
    x = -np.ones((3, 40_000))
    slopes = act.rrelu.derivative(x, training=True, rng=7)
    assert np.array_equal(act.rrelu(x, training=True, rng=7), -slopes)
    assert slopes.min() >= 1 / 8
    assert slopes.max() <= 1 / 3
    assert np.unique(slopes).size > 100_000
    generator = np.random.default_rng(7)
    assert np.array_equal(act.rrelu(x, training=True, rng=generator), -slopes)
    assert not np.array_equal(act.rrelu(x, training=True, rng=generator), -slopes)
    assert not np.array_equal(act.rrelu(x, training=True), act.rrelu(x, training=True))


WRONG = [
    (act.elu, {"alpha": np.inf}, ValueError, "alpha is inf, but a finite number is needed"),
    (act.elu, {"alpha": "1"}, TypeError, "alpha is '1', but a finite number is needed"),
    (act.elu, {"alpha": None}, TypeError, "alpha is None"),
    (act.elu, {"alpha": True}, TypeError, "alpha is True"),
    (act.elu, {"alpha": 1j}, TypeError, "alpha is 1j"),
    (act.elu, {"alpha": [1.0]}, TypeError, r"alpha is \[1.0\]"),
    (act.elu, {"alpha": np.longdouble(1)}, TypeError, "alpha is "),
    (act.elu, {"beta": 1}, TypeError, "there is no parameter 'beta'; its parameters: alpha"),
    (act.relu, {"inplace": True}, TypeError, "there is no parameter 'inplace', .* out=x; .*: none"),
    (act.celu, {"alpha": 0}, ValueError, "alpha is 0, but a finite number above 0 is needed"),
    (act.celu, {"alpha": -1}, ValueError, "alpha is -1, but"),
    (act.softplus, {"beta": 0.0}, ValueError, "beta is 0.0, but a finite number above 0"),
    (act.softplus, {"threshold": np.nan}, ValueError, "threshold is nan, .* or None is needed"),
    (act.hardshrink, {"lambd": -0.5}, ValueError, "lambd is -0.5, .* at least 0 is needed"),
    (act.softshrink, {"lambd": -0.5}, ValueError, "lambd is -0.5, .* at least 0 is needed"),
    (act.hardtanh, {"min_val": 1.0}, ValueError, "max_val is 1.0, .* above min_val is needed"),
    (act.hardtanh, {"max_val": -2}, ValueError, "max_val is -2, .* above min_val is needed"),
    (act.rrelu, {"lower": -0.1}, ValueError, "lower is -0.1, .* at least 0 is needed"),
    (act.rrelu, {"lower": 0.5}, ValueError, "upper is 0.333.*, .* at least lower is needed"),
    (act.rrelu, {"training": 1}, TypeError, "training is 1, but True or False is needed"),
    (act.rrelu, {"rng": 0.5}, TypeError, "rng is 0.5, but a numpy.random.Generator, a seed"),
    (act.rrelu, {"rng": -1}, ValueError, "rng is -1, but a numpy.random.Generator, a seed"),
    (act.threshold, {"threshold": 1.0}, TypeError, "value is missing, but a finite number"),
    (act.prelu, {}, TypeError, "weight is missing"),
    (act.prelu, {"weight": [0.1, 0.2]}, ValueError, r"weight has shape \(2,\) .* axis 1 of x"),
    (act.prelu, {"weight": [[0.1, 1.0]]}, ValueError, r"weight has shape \(1, 2\) .* broadcasts"),
    (act.prelu, {"weight": None}, TypeError, "weight is None, but a finite number or a non-empty"),
    (act.logit, {"eps": 0.6}, ValueError, "eps is 0.6, .* at least 0 and at most 0.5 or None is"),
    (act.elu, {"alpha": 10**400}, ValueError, r"alpha is 1000\S*, but a finite number is needed"),
    (act.prelu, {"weight": []}, ValueError, "weight is "),
    (act.prelu, {"weight": np.nan}, ValueError, "weight is nan"),
    (act.prelu, {"weight": "a"}, TypeError, "weight has dtype"),
    (act.gelu, {"approximate": "erf"}, ValueError, "approximate is 'erf', but 'none' or 'tanh' is"),
    (act.gelu, {"approximate": True}, TypeError, "approximate is True, but 'none' or 'tanh' is"),
]


@pytest.mark.parametrize("derivative", [False, True])
@pytest.mark.parametrize(("f", "parameters", "error", "words"), WRONG)
def test_a_wrong_parameter_is_refused(f, parameters, error, words, derivative):
    name = f"{f.name}.derivative" if derivative else f.name
    with pytest.raises(error, match=f"^{name}: {words}"):
        (f.derivative if derivative else f)(np.zeros(3), **parameters)


def test_too_many_positions_and_names_given_twice():
    with pytest.raises(TypeError, match=r"^elu: 2 parameters were given; its parameters: alpha"):
        act.elu(0.0, 1.0, 2.0)
    with pytest.raises(TypeError, match=r"^elu: alpha was given twice"):
        act.elu(0.0, 1.0, alpha=1.0)

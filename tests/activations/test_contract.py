"""The contract of every elementwise function, value and derivative: types in, memory, warnings."""

from __future__ import annotations

import tracemalloc
from functools import partial

import numpy as np
import pytest

import activations as act

FUNCTIONS = [f for f in (*act.CATALOG.values(), act.logit) if isinstance(f, act.Elementwise)]
CALLS = {f.name: partial(f, **f.example) for f in FUNCTIONS}
CALLS |= {f"{f.name}.derivative": partial(f.derivative, **f.example) for f in FUNCTIONS}
CALLS["prelu.weight_derivative"] = partial(act.prelu.weight_derivative, weight=0.25)
CALLS["gelu tanh"] = partial(act.gelu, approximate="tanh")
CALLS["gelu.derivative tanh"] = partial(act.gelu.derivative, approximate="tanh")
CALLS["rrelu training"] = partial(act.rrelu, training=True, rng=0)
CALLS["rrelu.derivative training"] = partial(act.rrelu.derivative, training=True, rng=0)
CALLS["softplus beta"] = partial(act.softplus, beta=1.1, threshold=20)
CALLS["celu.derivative alpha"] = partial(act.celu.derivative, alpha=1.3)


@pytest.fixture(params=CALLS)
def name(request):
    return request.param


@pytest.fixture
def call(name):
    return CALLS[name]


@pytest.fixture
def x():
    """A length that is no multiple of a block; inside the domain of every function."""
    return np.random.default_rng(1).uniform(0, 1, 70_011)


def same(a, b):
    """Equal bit for bit, the sign of a zero included; any nan is as good as another."""
    bits = a.view(np.int64) == b.view(np.int64)
    return bool((bits | (np.isnan(a) & np.isnan(b))).all())


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_float_types_are_kept(call, dtype):
    assert call(np.array([0.25, 0.5], dtype)).dtype == dtype
    assert call(dtype(0.25)).dtype == dtype


@pytest.mark.parametrize("value", [1, True, [1, 0], (0.5,), np.int8(1), np.uint64(1), range(2), []])
def test_other_numbers_become_float64(call, value):
    assert call(value).dtype == np.float64


@pytest.mark.parametrize(
    "value",
    [1j, "0.5", [None], np.longdouble(0.5), object(), np.array(["a"]), np.datetime64(1, "s")],
)
def test_anything_else_is_refused_by_name(call, name, value):
    with pytest.raises(
        TypeError, match=rf"^{name.split()[0]}: x has dtype .*, but real numbers .* convert"
    ):
        call(value)


def test_a_scalar_comes_back_as_a_scalar(call):
    assert isinstance(call(0.5), np.float64)
    assert isinstance(call(np.array(0.5, np.float32)), np.float32)


@pytest.mark.parametrize("shape", [(0,), (3, 0), (2, 3, 4)])
def test_the_shape_is_kept(call, shape):
    assert call(np.full(shape, 0.5)).shape == shape


def test_a_value_does_not_depend_on_where_it_lies(call, name, x):
    if "training" in name:
        return  # each place draws its own slope
    x = np.concatenate([x, -x, [0.0, -0.0] * 20]) if "logit" not in name else x
    expected = call(x)
    spread = np.zeros((x.size, 3))
    spread[:, 1] = x
    readonly = x.copy()
    readonly.flags.writeable = False
    assert same(call(spread[:, 1]), expected)
    assert same(call(x[::-1])[::-1], expected)
    assert same(call(readonly), expected)
    assert same(call(x.astype(">f8")), expected)
    assert same(call(x[7:]), expected[7:])
    square = x[:70_000].reshape(350, 200)
    assert same(call(np.asfortranarray(square)), call(square))
    assert same(call(np.broadcast_to(x[:5], (4, 5))), np.tile(expected[:5], (4, 1)))
    assert [float(call(v)) for v in x[:50]] == list(expected[:50])


def test_the_input_is_not_changed(call, x):
    before = x.copy()
    call(x)
    assert np.array_equal(x, before)


def test_out_is_filled_and_returned(call, x):
    out = np.empty_like(x)
    assert call(x, out=out) is out
    assert np.array_equal(out, call(x))


def test_out_may_be_strided_and_fortran(call, x):
    wide = np.zeros((x.size, 2))
    call(x, out=wide[:, 0])
    assert np.array_equal(wide[:, 0], call(x))
    assert not wide[:, 1].any()
    square = x[:70_000].reshape(350, 200)
    out = np.empty((350, 200), order="F")
    assert same(call(square, out=out), call(square))


def test_out_may_be_x_or_overlap_it(call, x):
    expected = call(x)
    aliased = x.copy()
    assert same(call(aliased, out=aliased), expected)
    shifted = np.concatenate([x, [0.5]])
    call(shifted[:-1], out=shifted[1:])
    assert np.array_equal(shifted[1:], expected)
    turned = x.copy()
    assert same(call(turned, out=turned[::-1]), expected)


def test_out_may_be_a_scalar_array(call):
    out = np.empty(())
    assert call(0.5, out=out) is out
    assert out[()] == call(0.5)


@pytest.mark.parametrize(
    ("out", "error", "words"),
    [
        (np.empty(3, np.float32), TypeError, "dtype float32"),
        (np.empty(4), ValueError, r"shape \(4,\)"),
        (np.empty((3, 1)), ValueError, r"shape \(3, 1\)"),
        ([0.0, 0.0, 0.0], TypeError, "list"),
    ],
)
def test_a_wrong_out_is_refused_and_left_alone(call, name, out, error, words):
    before = np.array(out, copy=True)
    with pytest.raises(error, match=f"^{name.split()[0]}: out .*{words}"):
        call(np.full(3, 0.5), out=out)
    assert np.array_equal(np.asarray(out), before, equal_nan=True)


def test_a_readonly_out_is_refused(call):
    out = np.zeros(3)
    out.flags.writeable = False
    with pytest.raises(ValueError, match="out is read-only; pass"):
        call(np.full(3, 0.5), out=out)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_no_warning_reaches_the_caller(call, dtype):
    info = np.finfo(dtype)
    hard = [
        -np.inf,
        info.min,
        -2,
        -0.0,
        0,
        info.smallest_subnormal,
        0.5,
        1,
        2,
        info.max,
        np.inf,
        np.nan,
    ]
    with np.errstate(all="raise"):
        call(np.array(hard, dtype))
        assert np.geterr()["over"] == "raise"


def test_nan_goes_to_nan(call):
    assert np.isnan(call(np.nan))


@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.name)
def test_zero_keeps_its_sign(f):
    if f.name == "logit" or f(0.0, **f.example) != 0:
        return
    places = np.full(1003, -0.0)
    signs = np.signbit(f(places, **f.example))
    assert signs.all() if f.name != "relu" else not signs.any()
    assert not np.signbit(f(-places, **f.example)).any()


def test_special_values():
    assert act.sigmoid([-np.inf, 0, np.inf]).tolist() == [0, 0.5, 1]
    assert act.sigmoid.derivative([-np.inf, 0, np.inf]).tolist() == [0, 0.25, 0]
    assert act.logit([0, 0.5, 1]).tolist() == [-np.inf, 0, np.inf]
    assert not np.signbit(act.logit(0.5))
    assert act.logit.derivative([0, 0.5, 1]).tolist() == [np.inf, 4, np.inf]
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
    (act.relu, {"inplace": True}, TypeError, "there is no parameter 'inplace'; .*: none"),
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
    (act.prelu, {"weight": [0.1, 0.2]}, ValueError, "weight has 2 elements, .* axis 1 of x"),
    (act.prelu, {"weight": [[0.1]]}, ValueError, "weight is .*, but a finite number or a one-dim"),
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


def test_a_list_with_uneven_rows_is_refused():
    with pytest.raises(ValueError, match=r"^relu: x is no array .* rows equal"):
        act.relu([[1.0], [1.0, 2.0]])


def test_memory_stays_small(name, call):
    x = np.full(1_000_000, 0.5)
    call(x[:10])
    tracemalloc.start()
    call(x)
    contiguous = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    call(np.broadcast_to(0.5, 1_000_000))
    strided = tracemalloc.get_traced_memory()[1] - tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    # At 1e7 elements the bar is 1.2 times the output; a block's temporaries do not grow with it.
    assert max(contiguous, strided) < 8e6 + 0.2 * 8e7

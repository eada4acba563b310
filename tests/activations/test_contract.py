"""The contract of every elementwise function, value and derivative: types in, memory, warnings."""

from __future__ import annotations

import numpy as np
import pytest

import activations as act

FUNCTIONS = [act.sigmoid, act.logit]
CALLS = {f.name: f for f in FUNCTIONS} | {f"{f.name}.derivative": f.derivative for f in FUNCTIONS}


@pytest.fixture(params=CALLS)
def name(request):
    return request.param


@pytest.fixture
def call(name):
    return CALLS[name]


@pytest.fixture
def x():
    """A length that is no multiple of a block; inside the domain of every function."""
    return np.random.default_rng(1).uniform(0, 1, 20_011)


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
    with pytest.raises(TypeError, match=rf"^{name}: x has dtype .*, but real numbers .* convert"):
        call(value)


def test_a_scalar_comes_back_as_a_scalar(call):
    assert isinstance(call(0.5), np.float64)
    assert isinstance(call(np.array(0.5, np.float32)), np.float32)


@pytest.mark.parametrize("shape", [(0,), (3, 0), (2, 3, 4)])
def test_the_shape_is_kept(call, shape):
    assert call(np.full(shape, 0.5)).shape == shape


def test_a_value_does_not_depend_on_where_it_lies(call, x):
    expected = call(x)
    spread = np.zeros((x.size, 3))
    spread[:, 1] = x
    readonly = x.copy()
    readonly.flags.writeable = False
    assert np.array_equal(call(spread[:, 1]), expected)
    assert np.array_equal(call(x[::-1])[::-1], expected)
    assert np.array_equal(call(readonly), expected)
    assert np.array_equal(call(x.astype(">f8")), expected)
    assert np.array_equal(call(x[7:]), expected[7:])
    square = x[:20_000].reshape(100, 200)
    assert np.array_equal(call(np.asfortranarray(square)), call(square))
    assert np.array_equal(call(np.broadcast_to(x[:5], (4, 5))), np.tile(expected[:5], (4, 1)))
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
    square = x[:20_000].reshape(100, 200)
    out = np.empty((100, 200), order="F")
    assert np.array_equal(call(square, out=out), call(square))


def test_out_may_be_x_or_overlap_it(call, x):
    expected = call(x)
    same = x.copy()
    assert np.array_equal(call(same, out=same), expected)
    shifted = np.concatenate([x, [0.5]])
    call(shifted[:-1], out=shifted[1:])
    assert np.array_equal(shifted[1:], expected)
    turned = x.copy()
    assert np.array_equal(call(turned, out=turned[::-1]), expected)


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
    with pytest.raises(error, match=f"^{name}: out .*{words}"):
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


def test_special_values():
    assert act.sigmoid([-np.inf, 0, np.inf]).tolist() == [0, 0.5, 1]
    assert act.sigmoid.derivative([-np.inf, 0, np.inf]).tolist() == [0, 0.25, 0]
    assert act.logit([0, 0.5, 1]).tolist() == [-np.inf, 0, np.inf]
    assert not np.signbit(act.logit(0.5))
    assert act.logit.derivative([0, 0.5, 1]).tolist() == [np.inf, 4, np.inf]
    for outside in (-np.inf, -1, -5e-324, 1 + 2e-16, 2, np.inf):
        assert np.isnan(act.logit(outside))
        assert np.isnan(act.logit.derivative(outside))

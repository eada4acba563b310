"""What every function and method of tests/contract.py keeps: types, layout, memory, nan, refusals."""

from __future__ import annotations

import itertools
import re
import tracemalloc
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from contract import CALLS, ELEMENTWISE, EXCEPT, FUNCTIONS, METHODS, every_call, parts, same

import activations as act

FLOATS = [np.float16, np.float32, np.float64]


def few(call):
    """Return two samples, the second without a sign: enough where no block ends."""
    return np.concatenate([call.x[:1], abs(call.x[1:2])])


def outputs(call, x):
    """Return the result of x and an array of that kind to write into."""
    expected = call(x)
    return expected, np.full_like(expected, 7, subok=False)


@every_call()
def test_float_types_are_kept(call):
    for dtype in FLOATS:
        found = {part.dtype for part in parts(call(few(call).astype(dtype)))}
        assert found == {np.dtype(dtype)}


@every_call("rounds once")
def test_narrow_types_are_rounded_once(call):
    for dtype in (np.float16, np.float32):
        narrow = few(call).astype(dtype)
        for got, wide in zip(parts(call(narrow)), parts(call(narrow.astype(float))), strict=True):
            with np.errstate(over="ignore", under="ignore"):
                assert same(got, wide.astype(dtype)), dtype


@every_call()
def test_other_numbers_become_float64(call):
    x = np.arange(few(call).size).reshape(few(call).shape) % 2
    for kind in (np.int8, np.uint64, bool, np.int64):
        assert {part.dtype for part in parts(call(x.astype(kind)))} == {np.dtype(np.float64)}, kind
    for given in (x.tolist(), tuple(x)):
        assert {part.dtype for part in parts(call(given))} == {np.dtype(np.float64)}, type(given)


@every_call()
def test_an_array_of_anything_else_is_refused_by_name(call):
    x = few(call)
    words = "dtype .*, but real numbers .* convert it first"
    for dtype in (np.complex128, np.longdouble, object, "U3", "datetime64[s]"):
        bad = x.astype("i8" if dtype == "datetime64[s]" else float).astype(dtype)
        message = rf"^{re.escape(call.name)}: {call.argument} has {words}"
        with pytest.raises(TypeError, match=message):
            call.run(bad, call.others(x))
        if call.method == "vjp":
            with pytest.raises(TypeError, match=rf"^{re.escape(call.name)}: v has {words}"):
                call.run(x, (np.zeros(call.others(x)[0].shape).astype(dtype),))


@every_call("takes a number")
def test_a_scalar_of_anything_else_is_refused_by_name(call):
    for value in (1j, "0.5", [None], np.longdouble(0.5), object()):
        with pytest.raises(
            TypeError, match=rf"^{call.name}: {call.argument} has dtype .* convert it"
        ):
            call.run(value, call.others(0.5))


@every_call()
def test_uneven_rows_are_refused_by_name(call):
    message = rf"^{re.escape(call.name)}: {call.argument} is no array .* rows equal"
    with pytest.raises(ValueError, match=message):
        call.run([[1.0], [1.0, 2.0]], call.others(call.x))


@every_call("takes a number")
def test_a_scalar_comes_back_as_a_scalar(call):
    for value in (0.5, 1, True, np.int8(1), np.float64(0.5)):
        assert isinstance(call(value), np.float64)
    assert isinstance(call(np.array(0.5, np.float32)), np.float32)
    assert isinstance(call(np.float16(0.5)), np.float16)
    out = np.empty(())
    assert call(0.5, out=out) is out
    assert out[()] == call(0.5)


@every_call("takes a number")
def test_the_shape_is_kept(call):
    for shape in ((0,), (3, 0), (2, 3, 4)):
        assert call(np.full(shape, 0.5)).shape == shape


@every_call("takes a number")
def test_an_empty_list_and_a_range_are_arrays(call):
    assert call([]).shape == (0,)
    assert call(range(2)).dtype == np.float64


@every_call("has a batch")
def test_an_empty_batch_comes_back_empty(call):
    got, full = parts(call(call.x[:0])), parts(call(few(call)))
    # What is left of no rows: none of them, or what does not count them: the gradient of a weight.
    assert [p.shape for p in got] == [(0, *p.shape[1:]) if len(p) == 2 else p.shape for p in full]


@every_call("takes rows")
def test_a_number_is_refused_where_a_row_is_needed(call):
    with pytest.raises(ValueError, match=rf"^{re.escape(call.name)}: ({call.argument}|axis) "):
        call.run(1.0, call.others(call.x))


@every_call("has an axis")
def test_an_empty_axis_is_refused(call):
    shape = np.array(call.x.shape)
    shape[call.parameters["axis"]] = 0
    with pytest.raises(ValueError, match=rf"^{call.name}: {call.argument} has shape \("):
        call.run(np.ones(shape), call.others(call.x))


@every_call("has an axis")
def test_a_wrong_axis_is_refused(call):
    for axis in (3, -4, 1.0, True, None, "0"):
        error = ValueError if type(axis) is int else TypeError
        with pytest.raises(error, match=rf"^{call.name}: axis is {axis!r}, but"):
            call.run(call.x, call.others(call.x), axis=axis)


@every_call("has an axis")
def test_rows_along_another_axis_give_the_same_values(call):
    x, there = call.x, {-1: 1, 1: -1}[call.parameters["axis"]]
    expected, got = parts(call(x))[0], parts(call(np.swapaxes(x, 1, -1), axis=there))[0]
    # A result that has lost the axis, or has it twice at the end, stays as it is.
    assert same(got if got.shape == expected.shape else np.swapaxes(got, 1, -1), expected)


@every_call()
def test_memory_layout_is_of_no_consequence(call):
    x = call.x
    expected = call(x)
    readonly = x.copy()
    readonly.flags.writeable = False
    for other in (*layouts(x).values(), x.astype(">f8"), readonly):
        assert same(call(other), expected)


def layouts(x):
    """Return arrays of the same numbers that lie in memory in other ways."""
    turned = np.ascontiguousarray(x.T).T  # the last axis is the slowest
    return {
        "Fortran": np.asfortranarray(x),
        "turned": turned
        if x.ndim < 3
        else np.ascontiguousarray(x.transpose(1, 2, 0)).transpose(2, 0, 1),
        "every second": np.repeat(x, 2, axis=-1)[..., ::2],
        "backwards": np.flip(np.flip(x).copy()),
        "part of rows": np.concatenate([x, x[..., :1]], axis=-1)[..., :-1],
    }


@every_call("has the shape of x")
def test_a_result_lies_in_memory_as_numpy_s_own_do(call):
    for how, x in layouts(call.x).items():
        assert parts(call(x))[0].strides == np.positive(x).strides, how


@every_call("takes out")
def test_a_big_endian_out_is_written(call):
    expected, out = outputs(call, few(call))
    swapped = out.astype(">f8")
    assert call(few(call), out=swapped) is swapped
    assert same(swapped.astype(float), np.asarray(expected))


@pytest.mark.parametrize("f", [act.rrelu, act.gumbel_softmax], ids=lambda f: f.name)
def test_what_is_drawn_does_not_depend_on_where_a_number_lies(f):
    x = np.random.default_rng(0).normal(size=(30, 40, 50))
    given = {"rng": 0} | ({"training": True} if f is act.rrelu else {"axis": 1})
    for other in layouts(x).values():
        assert same(f(other, **given), f(x, **given))


@every_call("treats rows alone")
def test_a_value_does_not_depend_on_where_it_lies(call):
    x = call.x
    expected = parts(call(x))[0]
    assert same(parts(call(x[::-1]))[0][::-1], expected)
    assert same(parts(call(x[7:]))[0], expected[7:])
    five = np.broadcast_to(x[:1], (5, *x.shape[1:]))
    assert same(parts(call(five))[0], np.repeat(expected[:1], 5, axis=0))


@every_call("takes a number", "treats rows alone")
def test_a_number_alone_gives_the_value_it_has_in_an_array(call):
    x = call.x[:70_000].reshape(350, 200)
    expected = call(call.x[:70_000]).reshape(350, 200)
    assert same(call(x), expected)
    assert same(call(np.asfortranarray(x)), expected)
    assert same(np.array([call(v) for v in x[0, :50]]), expected[0, :50])


@every_call()
def test_the_input_is_not_changed(call):
    before = call.x.copy()
    call(call.x)
    assert same(call.x, before)


@every_call("takes out")
def test_out_is_filled_and_returned(call):
    expected, out = outputs(call, call.x)
    assert call(call.x, out=out) is out
    assert same(out, expected)
    fortran = np.full_like(out, 7, order="F")
    call(call.x, out=fortran)
    assert same(fortran, expected)


@every_call("takes out")
def test_out_may_be_strided_and_what_lies_beside_it_stays(call):
    expected, out = outputs(call, call.x)
    wide = np.zeros((*out.shape, 2))
    call(call.x, out=wide[..., 0])
    assert same(wide[..., 0], expected)
    assert not wide[..., 1].any()


@every_call("takes out", "has the shape of x")
def test_out_may_be_x_or_overlap_it(call):
    expected = call(call.x)
    aliased, turned = call.x.copy(), call.x.copy()
    assert same(call(aliased, out=aliased), expected)
    assert same(call(turned, out=turned[::-1]), expected)
    shifted = np.concatenate([call.x, call.x[:1]])
    assert same(call(shifted[:-1], out=shifted[1:]), expected)


@every_call("takes out")
def test_a_wrong_out_is_refused_and_left_alone(call):
    x = few(call)
    _, right = outputs(call, x)
    readonly = right.copy()
    readonly.flags.writeable = False
    for out, error, words in [
        (right.astype(np.float32), TypeError, "has dtype float32"),
        (np.full((*right.shape, 1), 7.0), ValueError, "has shape"),
        (np.full((4, *right.shape[1:], 2), 7.0), ValueError, "has shape"),
        ([7.0], TypeError, "is a list"),
        (readonly, ValueError, "is read-only; pass"),
    ]:
        with pytest.raises(error, match=f"^{re.escape(call.name)}: out {words}"):
            call(x, out=out)
        assert (np.asarray(out) == 7).all()


@pytest.mark.parametrize("dtype", FLOATS)
@every_call()
def test_no_warning_reaches_the_caller(call, dtype):
    info = np.finfo(dtype)
    hard = [-np.inf, info.min, -2, -1, -0.0, 0, info.smallest_subnormal, 0.5, 1, 2]
    pairs = [*itertools.product([*hard, info.max, np.inf, np.nan], repeat=2)]
    shape = call.x.shape[1:2] + call.x.shape[2:] and (call.x.shape[1], 4)
    if "axis" in call.parameters or not shape:
        shape = (2, len(call.parameters.get("weight", (0, 1)))) if shape else ()
    if "normalized_shape" in call.parameters:
        shape = call.x.shape[1:]
    odd = np.indices(shape).sum(axis=0) % 2
    every = np.array([np.where(odd, a, b) for a, b in pairs], dtype)
    # Where samples are taken together, one nan would hide all else.
    alone = ["training" in call.parameters] * len(every)
    blocks = [np.stack([x, x]) for x in every] if all(alone) else [every]
    for block in blocks:
        others = call.others(block)
        with np.errstate(all="raise"):
            call.run(block, others)
            if call.method == "vjp":
                call.run(block, (np.resize(block[::-1], others[0].shape),))
            assert np.geterr()["over"] == "raise"


@every_call("keeps nan in its row")
def test_nan_goes_to_nan_and_no_further_than_its_row(call):
    x = few(call).repeat(2, axis=0)
    x[2:3].flat[0] = np.nan
    got = parts(call(x))[0]
    # A gradient, a matrix or a sum has it somewhere in the row.
    here = np.isnan(got[2:3])
    assert here.flat[0] if got.shape == x.shape and call.method != "vjp" else here.any()
    assert not np.isnan(got[[0, 1, 3]]).any()


@every_call()
def test_memory_stays_near_that_of_the_output(call):
    times = 1_000_000 // call.x.size + 1
    x = np.concatenate([call.x] * times)
    wide = np.broadcast_to(call.x[:1], x.shape)
    call(call.x[:10])
    for given in (x, wide):
        others = call.others(given)
        tracemalloc.start()
        result = call.run(given, others)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        # At 1e7 elements the bar is 1.2 times the output; what a block takes does not grow with it.
        assert peak < sum(part.nbytes for part in parts(result)) + 0.2 * 8e7


def test_every_exception_names_a_call():
    assert {label for reasons in EXCEPT.values() for label in reasons} <= {*CALLS}


def test_every_function_and_method_is_in_the_table():
    for name, f in FUNCTIONS.items():
        assert any(call.function is f for call in CALLS.values()), (
            f"{name} has no line in CHOICES of tests/contract.py"
        )
        facts = {field.name for field in fields(f)}
        asked = {m for m in dir(f) if not m.startswith("_") and callable(getattr(f, m))} - facts
        unknown = asked - {"define", "kinks", *METHODS}
        assert not unknown, f"{name}.{unknown} is not in METHODS of tests/contract.py"


# Where the accuracy of what is no function of one number is measured; the others have tests/cases.py.
MEASURED = {
    "test_softmaxes.py": "softmax softmin log_softmax logsumexp gumbel_softmax",
    "test_gated_units.py": "glu swiglu geglu reglu",
    "test_sparse.py": "sparsemax entmax15",
    "test_losses.py": "cross_entropy binary_cross_entropy_with_logits",
    "test_normalizations.py": "layer_norm rms_norm group_norm batch_norm instance_norm "
    "local_response_norm normalize",
}


def test_every_function_of_rows_is_measured_somewhere():
    rows = FUNCTIONS.keys() - {f.name for f in ELEMENTWISE}
    measured = {name: file for file, names in MEASURED.items() for name in names.split()}
    assert measured.keys() == rows, "measure its errors and name the file in MEASURED"
    for name, file in measured.items():
        assert name in Path(__file__).with_name(file).read_text("utf-8"), f"{file}: {name}"

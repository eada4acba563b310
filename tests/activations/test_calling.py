"""What a call says that is written in another library's words, or that asks for what there is not."""

from __future__ import annotations

import numpy as np
import pytest
from contract import CALLS, FUNCTIONS, every_call

import activations as act


@every_call()
def test_a_call_without_arguments_names_what_is_missing(call):
    method = getattr(call.function, call.method) if call.method else call.function
    with pytest.raises(TypeError, match=rf"^{call.name}: {call.argument} is missing, but an array"):
        method(**call.parameters)


@pytest.mark.parametrize(
    "call", [c for c in CALLS.values() if c.method == "vjp"], ids=lambda c: c.name
)
def test_missing_factors_are_named(call):
    with pytest.raises(TypeError, match=rf"^{call.name}: v is missing, but an array"):
        call.function.vjp(call.x, **call.parameters)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: act.softmax([1.0], dim=0), "softmax: there is no parameter 'dim', .* it is axis;"),
        (lambda: act.softmin([1.0], dim=0), "softmin: .* it is axis;"),
        (lambda: act.softmax.vjp([1.0], [1.0], dim=0), r"softmax.vjp: .* it is axis;"),
        (lambda: act.cross_entropy([1.0], 0, dim=0), "cross_entropy: .* it is axis;"),
        (lambda: act.logsumexp([1.0], keepdim=True), "logsumexp: .* it is keepdims;"),
        (lambda: act.rrelu(1.0, generator=0), "rrelu: .* it is rng;"),
        (lambda: act.relu(1.0, inplace=True), "relu: .* it is out=x; its parameters: none"),
        (lambda: act.relu(input=1.0), "relu: there is no parameter 'input', .* it is x;"),
        (lambda: act.layer_norm(input=[1.0], normalized_shape=1), "layer_norm: .* it is x;"),
        (lambda: act.softmax([1.0], dtype=float), r"softmax: .* it is x.astype\(dtype\);"),
        (lambda: act.relu(1.0, dim=0), "relu: there is no parameter 'dim'; its parameters: none"),
        (lambda: act.gelu(1.0, approximat="tanh"), "gelu: .* perhaps approximate was meant;"),
        (lambda: act.softmax([1.0], axs=0), "softmax: .* perhaps axis was meant;"),
        (lambda: act.elu(1.0, qqq=0), "elu: there is no parameter 'qqq'; its parameters: alpha"),
    ],
)
def test_a_word_of_another_library_is_answered_with_ours(call, words):
    with pytest.raises(TypeError, match=f"^{words}"):
        call()


@pytest.mark.parametrize("f", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_derivative_of_another_kind_names_the_one_there_is(f):
    kinds = {"derivative", "vjp", "jacobian", "gradient"}
    has = {kind for kind in kinds if hasattr(type(f), kind)}
    for kind in kinds - has:
        with pytest.raises(
            AttributeError, match=f"^{f.name} has no {kind}: a function of "
        ) as error:
            getattr(f, kind)
        assert all(other in str(error.value) for other in has)
    with pytest.raises(AttributeError, match=f"^{f.name} has no forward$"):
        f.forward  # noqa: B018
    assert not hasattr(f, "__array__")


def test_a_word_in_place_of_a_choice_or_a_flag_is_refused():
    for given in (True, None, 1):
        with pytest.raises(TypeError, match=f"^gelu: approximate is {given}, but 'none' or 'tanh'"):
            act.gelu(1.0, approximate=given)
    with pytest.raises(TypeError, match=r"^logsumexp: keepdims is 1, but True or False is needed"):
        act.logsumexp([1.0], keepdims=1)
    with pytest.raises(TypeError, match=r"^relu: x has dtype object, but real numbers"):
        act.relu(10**400)
    with pytest.raises(TypeError, match=r"^softmax: where has dtype int64, .* x > 0"):
        act.softmax([1.0, 2.0], where=np.array([1, 0], np.int64))

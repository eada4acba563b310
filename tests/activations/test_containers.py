"""What is handed over in something other than a NumPy array: taken whole, or refused by name."""

from __future__ import annotations

import numpy as np
import pytest
from contract import CALLS, every_call, same

import activations as act

MASKED = "is a masked array, whose mask would be lost; fill it first with .filled"


def arguments(call):
    """Return each array that a call takes, by its name, and the call with that one replaced."""
    x = call.x[:2]
    others = call.others(x)
    second = call.function.inputs[1] if len(call.function.inputs) > 1 else "v"
    found = {call.argument: (x, lambda a: call.run(a, others))}
    if others:
        found[second] = (others[0], lambda a: call.run(x, (a,)))
    for name, value in call.parameters.items():
        if isinstance(value, np.ndarray):
            found[name] = (value, lambda a, name=name: call.run(x, others, **{name: a}))
    return found


@every_call()
def test_masked_arrays_are_refused_by_name_wherever_one_is_taken(call):
    for name, (value, run) in arguments(call).items():
        for masked in (np.ma.masked_array(value, value > 0), np.ma.masked_array(value)):
            with pytest.raises(TypeError, match=rf"^{call.name}: {name} {MASKED}"):
                run(masked)
        with pytest.raises(TypeError, match=rf"^{call.name}: {name} {MASKED}"):
            run([np.ma.masked_array(row) for row in np.atleast_1d(value)])


@every_call("takes out")
def test_a_masked_out_and_a_matrix_are_refused(call):
    x = call.x[:2]
    right = np.asarray(call(x))
    for out in (np.ma.masked_array(right), np.zeros((2, 2)).view(np.matrix)):
        with pytest.raises(TypeError, match=rf"^{call.name}: out is a \w+; pass np.asarray\(out\)"):
            call(x, out=out)


def test_a_matrix_is_taken_for_the_array_it_holds():
    matrix = np.array([[1.0, -2.0], [3.0, 4.0]]).view(np.matrix)
    for f in (act.relu, act.softmax):
        assert type(f(matrix)) is np.ndarray
        assert same(f(matrix), f(np.asarray(matrix)))


class Tensor:
    """What gives an array when asked, as tensors and series do, or refuses."""

    def __init__(self, array, **attributes):
        self.array = array
        vars(self).update(attributes)

    def __array__(self, dtype=None, copy=None):
        if isinstance(self.array, Exception):
            raise self.array
        return np.asarray(self.array, dtype)


def test_whatever_gives_an_array_is_taken():
    x = np.array([[1.0, -2.0]], np.float32)
    assert same(act.relu(Tensor(x)), act.relu(x))
    assert same(act.softmax(Tensor(x, requires_grad=False)), act.softmax(x))
    assert same(act.relu(memoryview(x)), act.relu(x))
    assert same(act.layer_norm(x, 2, Tensor([1.0, 2.0])), act.layer_norm(x, 2, [1.0, 2.0]))


class Quantity(np.ndarray):
    """An array with a unit, as Astropy's."""

    unit = "m"


class Sparse:
    """What SciPy's sparse arrays have in common."""

    def toarray(self):
        return np.ones((2, 2))


REFUSED = {
    "wants a gradient, .* pass .detach": Tensor([1.0, 2.0], requires_grad=True),
    "is a Tensor, which gives no array .*on the GPU": Tensor(TypeError("it is on the GPU")),
    "is a Tensor, which gives no array .*closed": Tensor(RuntimeError("closed")),
    "is sparse; make it dense first with .toarray": Sparse(),
    "has a unit, which would be lost; pass its numbers": np.ones(2).view(Quantity),
    "has a unit, which .* .magnitude": Tensor([1.0, 2.0], magnitude=[1.0, 2.0], units="m"),
    r"has dtype datetime64\[s\], but real": np.array(["2020-01-01", "2020-01-02"], "M8[s]"),
    r"has dtype \[\('a', '<f8'\)\], but real": np.zeros(2, [("a", float)]),
    "has dtype object, but real": [1.0, None],
}


@pytest.mark.parametrize(("words", "value"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_would_lose_something_is_refused(words, value):
    for name, call in {
        "relu": act.relu,
        "relu.derivative": act.relu.derivative,
        "softmax": act.softmax,
        "instance_norm": act.instance_norm,
    }.items():
        with pytest.raises(TypeError, match=f"^{name}: x {words}"):
            call(value)


def test_a_list_of_numbers_is_looked_at_for_what_hides_in_it():
    with pytest.raises(TypeError, match=f"^relu: x {MASKED}"):
        act.relu([1.0, np.ma.masked])
    with pytest.raises(TypeError, match=r"^softmax: x wants a gradient"):
        act.softmax((1.0, Tensor(2.0, requires_grad=True)))


def test_every_call_has_its_arguments_here():
    assert {name for call in CALLS.values() for name in arguments(call)} >= {
        "x",
        "v",
        "input",
        "target",
        "weight",
        "bias",
    }

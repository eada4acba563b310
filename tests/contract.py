"""The calls that must keep the library's contract, and where a claim has no sense.

A function enters by its line in `CHOICES`; its methods follow from `METHODS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

import activations as act

FUNCTIONS = {name: f for name in act.__all__ if isinstance(f := getattr(act, name), act.Function)}
ELEMENTWISE = [f for f in FUNCTIONS.values() if isinstance(f, act.Elementwise)]
METHODS = ("", "derivative", "weight_derivative", "vjp", "jacobian", "gradient")

_rng = np.random.default_rng(1)
# None is a multiple of a block, and each takes more than one.
UNIT_INTERVAL = _rng.uniform(0, 1, 70_011)
ELEMENTS = np.concatenate([_rng.uniform(-4, 4, 70_011), [0.0, -0.0] * 20])
ROWS = _rng.normal(size=(40, 150, 6)) * 4
CHANNELS, PLACES = 6, 40
SAMPLES = _rng.normal(size=(201, CHANNELS, PLACES))
WEIGHT, BIAS = np.linspace(0.5, 2, CHANNELS), np.linspace(-1, 1, CHANNELS)
MEAN, VARIANCE = BIAS, WEIGHT
NO_STATISTICS = {"running_mean": None, "running_var": None}
SHAPE = (CHANNELS, PLACES)

# The name of a function, a note if it is here twice; where it is called, and with which parameters.
CHOICES: dict[str, tuple[np.ndarray, dict[str, Any]]] = {
    **{f.name: (ELEMENTS, f.example) for f in ELEMENTWISE},
    "logit": (UNIT_INTERVAL, {}),
    "gelu tanh": (ELEMENTS, {"approximate": "tanh"}),
    "rrelu training": (ELEMENTS, {"training": True, "rng": 0}),
    "softplus beta": (ELEMENTS, {"beta": 1.1, "threshold": 20}),
    "celu alpha": (ELEMENTS, {"alpha": 1.3}),
    "prelu channels": (SAMPLES, {"weight": WEIGHT}),
    "softmax": (ROWS, {"axis": -1}),
    "softmin": (ROWS, {"axis": -1}),
    "log_softmax": (ROWS, {"axis": -1}),
    "logsumexp": (ROWS, {"axis": -1}),
    **{name: (ROWS, {"axis": -1}) for name in ("glu", "swiglu", "geglu", "reglu")},
    **{name: (ROWS, {"axis": -1}) for name in ("sparsemax", "entmax15")},
    "gumbel_softmax": (ROWS, {"axis": -1, "rng": 0}),
    "gumbel_softmax hard": (ROWS, {"axis": -1, "rng": 0, "hard": True}),
    "cross_entropy mean": (ROWS, {"axis": -1}),
    "cross_entropy none": (ROWS, {"axis": -1, "reduction": "none"}),
    "cross_entropy weights": (
        ROWS,
        {"axis": -1, "reduction": "none", "weight": WEIGHT, "label_smoothing": 0.1},
    ),
    "binary_cross_entropy_with_logits mean": (ELEMENTS, {}),
    "binary_cross_entropy_with_logits none": (ELEMENTS, {"reduction": "none"}),
    "binary_cross_entropy_with_logits weights": (
        SAMPLES,
        {"reduction": "none", "weight": WEIGHT[:, None], "pos_weight": WEIGHT[:, None]},
    ),
    "layer_norm": (SAMPLES, {"normalized_shape": SHAPE, "weight": np.full(SHAPE, 1.5)}),
    "batch_norm": (SAMPLES, {"running_mean": MEAN, "running_var": VARIANCE}),
    "batch_norm training": (SAMPLES, {**NO_STATISTICS, "training": True, "weight": WEIGHT}),
    "group_norm": (SAMPLES, {"num_groups": 3, "weight": WEIGHT, "bias": BIAS}),
    "instance_norm": (SAMPLES, {"weight": WEIGHT, "bias": BIAS}),
    "local_response_norm": (SAMPLES, {"size": 3}),
    "rms_norm": (SAMPLES, {"normalized_shape": SHAPE}),
    "normalize": (SAMPLES, {"axis": 1}),
    "normalize p 3": (SAMPLES, {"p": 3.0, "axis": -1}),
}


@dataclass(frozen=True)
class Call:
    """A method of a function at some parameters; called with x, it finds v or the target itself."""

    choice: str
    function: Any
    method: str
    x: np.ndarray
    parameters: dict[str, Any]

    @property
    def name(self) -> str:
        """What an error begins with."""
        return f"{self.function.name}.{self.method}" if self.method else self.function.name

    @property
    def argument(self) -> str:
        """What the library calls x."""
        name: str = self.function.inputs[0]
        return name

    def others(self, x: Any, **more: Any) -> tuple[np.ndarray, ...]:
        """Return what stands between x and the parameters. It follows x wherever x is moved."""
        given = self.parameters | more
        if self.function is act.cross_entropy:
            return (np.argmin(x, axis=given["axis"]),)
        if self.function is act.binary_cross_entropy_with_logits:
            return (np.asarray(x) < 0,)
        if self.method != "vjp":
            return ()
        with np.errstate(all="ignore"):
            y = self.function(np.asarray(x, np.float64), **given)
            return (np.nan_to_num(np.cos(y), nan=1.0),)

    def run(self, x: Any, others: tuple[Any, ...], **more: Any) -> Any:
        """Call with everything given."""
        call = getattr(self.function, self.method) if self.method else self.function
        return call(x, *others, **self.parameters | more)

    def __call__(self, x: Any, out: Any = None, **more: Any) -> Any:
        """Call with x and whatever belongs to it."""
        written = {} if out is None else {"out": out}
        return self.run(x, self.others(x, **more), **more, **written)


def _calls() -> dict[str, Call]:
    found = {}
    for choice, (x, parameters) in CHOICES.items():
        name, _, note = choice.partition(" ")
        for method in METHODS:
            if not method or hasattr(FUNCTIONS[name], method):
                call = Call(choice, FUNCTIONS[name], method, x, parameters)
                found[f"{call.name} {note}".strip()] = call
    return found


CALLS = _calls()


def _of(reason: str, *names: str, methods: tuple[str, ...] = METHODS) -> dict[str, str]:
    """Return the calls of some functions, or of some choices of parameters, with a reason."""
    return {
        label: reason
        for label, call in CALLS.items()
        if call.method in methods and {call.function.name, call.choice} & {*names}
    }


_BINARY = "binary_cross_entropy_with_logits"
_NUMBERS = (*(f.name for f in ELEMENTWISE), _BINARY)
_SOFTMAXES = ("softmax", "softmin", "log_softmax", "gumbel_softmax", "sparsemax", "entmax15")
_GATED = ("glu", "swiglu", "geglu", "reglu")
_OF_ROWS = (*_SOFTMAXES, *_GATED, "logsumexp", "cross_entropy")
_NORMALIZATIONS = (
    *("layer_norm", "rms_norm", "batch_norm", "group_norm", "instance_norm"),
    *("local_response_norm", "normalize"),
)

# The claims that not every call makes: who does not, and why.
EXCEPT: dict[str, dict[str, str]] = {
    "takes a number": {
        **_of("works on rows", *_OF_ROWS, *_NORMALIZATIONS),
        **_of("has a weight for each channel", "prelu channels", f"{_BINARY} weights"),
        **_of("is a mean", f"{_BINARY} mean"),
    },
    "takes rows": _of("works on single numbers", *_NUMBERS),
    "has an axis": {
        **_of("works on single numbers", *_NUMBERS),
        **_of("its rows follow from channels or a shape", *_NORMALIZATIONS[:-1]),
    },
    "has a batch": {
        **_of("needs more than one value", "batch_norm training"),
        **_of(
            "is a mean over no rows: nan", "cross_entropy mean", f"{_BINARY} mean", methods=("",)
        ),
    },
    "takes out": _of("returns a tuple of gradients", *_NORMALIZATIONS, methods=("vjp",)),
    "has the shape of x": {
        **_of("returns a matrix for each row", *_SOFTMAXES, methods=("jacobian",)),
        **_of("returns a number for each row", "logsumexp", "cross_entropy", methods=("",)),
        **_of("is a mean", f"{_BINARY} mean", methods=("",)),
        **_of("returns half a row", *_GATED, methods=("",)),
        **_of("returns a tuple of gradients", *_NORMALIZATIONS, methods=("vjp",)),
    },
    "treats rows alone": {
        **_of("draws for each place anew", "rrelu training", "gumbel_softmax"),
        **_of("takes all samples together", "batch_norm training"),
        **_of("is a mean over all rows", "cross_entropy mean", f"{_BINARY} mean"),
    },
    "keeps nan in its row": {
        **_of("takes all samples together", "batch_norm training"),
        **_of("is a mean", "cross_entropy mean", f"{_BINARY} mean", methods=("",)),
        **_of("does not depend on x where statistics are given", "batch_norm", methods=("vjp",)),
    },
    "rounds once": _of("its default eps follows the dtype", "rms_norm"),
}


def every_call(*claims: str) -> pytest.MarkDecorator:
    """Parametrize a test over the calls that make some claims."""
    chosen = {
        label: call
        for label, call in CALLS.items()
        if not any(label in EXCEPT[claim] for claim in claims)
    }
    return pytest.mark.parametrize("call", chosen.values(), ids=chosen)


def parts(result: Any) -> tuple[np.ndarray, ...]:
    """Return the arrays of a result: one, or the gradients that are there."""
    results = result if isinstance(result, tuple) else (result,)
    return tuple(np.asarray(part) for part in results if part is not None)


def same(a: Any, b: Any) -> bool:
    """Tell whether results are equal bit for bit, signs of zeros included; any nan is like another."""
    return len(parts(a)) == len(parts(b)) and all(
        p.dtype == q.dtype
        and np.array_equal(p, q, equal_nan=True)
        and np.array_equal(np.signbit(p) & ~np.isnan(p), np.signbit(q) & ~np.isnan(q))
        for p, q in zip(parts(a), parts(b), strict=True)
    )

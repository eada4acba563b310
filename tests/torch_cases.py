"""What is compared with PyTorch: expressions, each evaluated once with our names and once with torch's.

`scripts/records/torch_record.py` writes down what torch says; `tests/activations/test_torch.py` compares.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

import activations as act

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "tests" / "torch.json"
PAGE = "docs/{}/api/torch.md"

_rng = np.random.default_rng(0)
# Digits enough to see a difference, and few enough to read the record.
GRID = np.concatenate(
    [np.linspace(-30, 30, 41).round(2), [-3.0, -1.0, -0.5, 0.1, 0.5, 1.0, 3.0, 6.0]]
)
inf, nan = np.inf, np.nan
SPECIAL = np.array([
    -inf, -1e308, -1e19, -745.5, -40, -20, -9, -6, -3, -1, -0.5, -1e-5, -0.0,
    0.0, 1e-5, 0.1, 0.5, 1, 3, 6, 17, 20, 20.5, 40, 720, 1e19, 1e308, inf, nan,
])  # fmt: skip

NAMES: dict[str, Any] = {
    "GRID": GRID,
    "SPECIAL": SPECIAL,
    "X": _rng.normal(size=(3, 4, 6)).round(3),
    "V": _rng.normal(size=(3, 4, 6)).round(3),
    "HALF": _rng.normal(size=(3, 4, 3)).round(3),
    "ROW": _rng.normal(size=(3, 4)).round(3),
    "W": _rng.normal(size=6).round(3),
    "B": _rng.normal(size=6).round(3),
    "C": _rng.uniform(0.5, 2, 4).round(3),
    "D": _rng.normal(size=4).round(3),
    "CLASSES": _rng.integers(0, 4, 3),
    "UNIT": _rng.random((3, 4)).round(3),
    "float32": np.float32,
    "inf": inf,
    "nan": nan,
    "array": np.array,
}

_MORE = [
    "elu({}, alpha=0.5)", "elu({}, alpha=-1.5)", "celu({}, alpha=2)", "leaky_relu({}, negative_slope=2)",
    "hardtanh({}, min_val=-2, max_val=3)", "threshold({}, threshold=-1, value=0)",
    "hardshrink({}, lambd=1)", "softshrink({}, lambd=0)", "softplus({}, beta=2.5, threshold=20)",
    "softplus({}, threshold=20)", "gelu({}, approximate='tanh')", "rrelu({}, lower=0.1, upper=0.5)",
    "prelu({}, weight=-0.5)",
]  # fmt: skip


_LOSSES = [
    f"{name}({given}"
    for name in ("cross_entropy", "cross_entropy.gradient")
    for given in ("ROW, CLASSES, weight=C", "ROW, CLASSES, ignore_index=1, label_smoothing=0.3",
                  "ROW, CLASSES, weight=C, ignore_index=1, label_smoothing=0.3",
                  "ROW, ROW ** 2, weight=C, label_smoothing=0.3")
] + [
    f"{name}({given}"
    for name in ("binary_cross_entropy_with_logits", "binary_cross_entropy_with_logits.gradient")
    for given in ("ROW, UNIT", "ROW, UNIT, weight=C, pos_weight=C + 1")
]  # fmt: skip

_NORMALIZATIONS = [
    ("layer_norm", "normalized_shape=(6,), weight=W, bias=B"),
    ("layer_norm", "normalized_shape=(4, 6), eps=0.1"),
    ("rms_norm", "normalized_shape=(6,), weight=W"),
    ("group_norm", "num_groups=2, weight=C, bias=D"),
    ("instance_norm", "weight=C, bias=D"),
    ("instance_norm", "running_mean=D, running_var=C, use_input_stats=False"),
    ("batch_norm", "running_mean=D, running_var=C, weight=C, bias=D"),
    ("batch_norm", "running_mean=None, running_var=None, weight=C, bias=D, training=True"),
    ("local_response_norm", "size=3"),
    ("local_response_norm", "size=2, alpha=0.5, beta=1.5, k=0.5"),
    ("normalize", "p=3.0, axis=-1"),
    ("normalize", "p=2.0"),
]


def _elementwise(points: str) -> list[str]:
    found = []
    for f in act.CATALOG.values():
        # PyTorch's softplus always has a threshold; it is compared with ours at the same one.
        if isinstance(f, act.Elementwise) and f.torch_name and f.name != "softplus":
            required = {p.name: p.example for p in f.parameters if p.example is not None}
            given = "".join(f", {key}={value}" for key, value in required.items())
            found.append(f"{f.name}({points}{given})")
    found += [call.format(points) for call in _MORE]
    return found + [call.replace("(", ".derivative(", 1) for call in found]


AGREE = [
    *_elementwise("GRID"),
    *(f"{name}(X)" for name in ("softmax", "softmin", "log_softmax", "logsumexp", "glu")),
    *(f"{name}(X, axis=0)" for name in ("softmax", "softmin", "log_softmax", "logsumexp")),
    *(f"{name}.vjp(X, V)" for name in ("softmax", "softmin", "log_softmax")),
    "glu(X, axis=1)", "glu.vjp(X, HALF)", "logsumexp.vjp(X, ROW)",
    "prelu(X, weight=C)", "prelu.derivative(X, weight=C)",
    *(f"cross_entropy({x}, reduction='{r}')" for x in ("ROW, CLASSES", "ROW, ROW ** 2")
      for r in ("none", "mean", "sum")),
    *(f"cross_entropy.gradient({x}, reduction='{r}')" for x in ("ROW, CLASSES", "ROW, ROW ** 2")
      for r in ("mean", "sum")),
    *(f"{call}, reduction='{r}')" for call in _LOSSES for r in ("none", "mean", "sum")),
    "logit(UNIT, eps=0.2)", "logit.derivative(UNIT, eps=0.2)",
    *(f"{name}(X, {given})" for name, given in _NORMALIZATIONS),
    *(f"{name}.vjp(X, V, {given})" for name, given in _NORMALIZATIONS),
]  # fmt: skip
AT_THE_EDGES = _elementwise("SPECIAL")


def evaluate(expression: str, functions: dict[str, Any]) -> Any:
    """Evaluate an expression; an exception's name is a result as well."""
    try:
        with np.errstate(all="ignore"):
            return eval(expression, {**NAMES, **functions})
    except (ValueError, TypeError, RuntimeError) as error:
        return type(error).__name__


def differences(language: str) -> list[tuple[str, str, str]]:
    """Read the table of the page: the call, what we give, what PyTorch gives."""
    text = (ROOT / PAGE.format(language)).read_text("utf-8")
    return re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|", text, re.MULTILINE)


def shown(value: Any) -> str:
    """Write a result as the table does: shortly, the sign of a zero included."""
    if isinstance(value, str | bool | np.bool_):
        return str(value)
    numbers = [f"{float(v):.10g}" for v in np.ravel(value)]
    return numbers[0] if np.ndim(value) == 0 else f"[{', '.join(numbers)}]"


# Both compute in float64; sums over a few numbers and torch's own forms cost some units.
TOLERANCE = 5e-14


def distance(expression: str, theirs: list[list[float]]) -> float:
    """Return the largest distance from torch, relative to 1 or to torch's value, whichever is larger."""
    ours = evaluate(expression, vars(act))
    parts = [part for part in (ours if isinstance(ours, tuple) else [ours]) if part is not None]
    worst = 0.0
    for a, b in zip(map(np.ravel, parts), map(np.array, theirs), strict=True):
        if "hardsigmoid.derivative" in expression:
            b = np.where(b > 0, 1 / 6, b)  # in the table of differences
        worst = max(worst, float(np.max(np.abs(a - b) / np.maximum(1, np.abs(b)))))
    return worst

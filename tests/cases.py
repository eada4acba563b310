"""What is measured: the cases with their bars, the recorded truth, and the measure.

NumPy and the library are all that is needed here, so that the same tests run on a bare NumPy, old or
without its vector instructions. Where the record comes from: scripts/records/truth.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import activations as act

RECORD = Path(__file__).with_name("truth.npz")
STEPS = 256
HALF_AN_EPSILON = 2.0**-53


@dataclass(frozen=True)
class Case:
    """A function at one choice of parameters, and the bars of its value and derivative in ULP.

    `root` is that of the derivative: within 1/4 of it, half an epsilon is enough in float64.
    """

    name: str
    parameters: dict[str, Any] = field(default_factory=dict)
    value: float = 4
    derivative: float = 4
    domain: tuple[float, float] = (-np.inf, np.inf)
    root: float = np.nan

    def __str__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.name}({given})"

    def compute(self, what: str, x: np.ndarray) -> np.ndarray:
        """Return the library's value or derivative."""
        function = getattr(act, self.name)
        call = function if what == "value" else function.derivative
        return call(x, **self.parameters)

    def errors(self, what: str, got: np.ndarray, truth: Truth) -> np.ndarray:
        """Return the errors in ULP, without those that are small enough near the root."""
        with np.errstate(all="ignore"):
            absolute = abs(got - truth.nearest - truth.rest * unit(truth.nearest))
        excused = (abs(truth.points - self.root) < 0.25) & (absolute <= HALF_AN_EPSILON)
        excused &= what == "derivative" and got.dtype == np.float64
        return np.where(excused, 0.0, truth.error(got))


_CHOSEN = [
    Case("threshold", {"threshold": 0.1, "value": 20.0}),
    Case("threshold", {"threshold": -1.0, "value": 0.0}),
    Case("relu"),
    Case("hardtanh"),
    Case("hardtanh", {"min_val": -2.0, "max_val": 3.0}),
    Case("hardswish"),
    Case("relu6"),
    *(Case("elu", {"alpha": alpha}) for alpha in (1.0, 0.5, 2.0, 1e-3, 50.0, -1.5)),
    Case("selu"),
    *(Case("celu", {"alpha": alpha}) for alpha in (1.0, 1.3, 0.3, 20.0)),
    *(Case("leaky_relu", {"negative_slope": slope}) for slope in (0.01, 0.2, 2.0, -0.5, 0.0)),
    *(Case("prelu", {"weight": weight}) for weight in (0.25, -0.3)),
    Case("rrelu"),
    Case("gelu"),
    Case("gelu", {"approximate": "tanh"}, value=5, derivative=5, root=-0.7524614220710162),
    Case("logsigmoid"),
    *(Case("hardshrink", {"lambd": lambd}) for lambd in (0.5, 0.0, 1.3)),
    Case("tanhshrink"),
    Case("softsign"),
    *(Case("softplus", {"beta": beta}) for beta in (1.0, 1.1, 0.3, 3.0, 40.0)),
    Case("softplus", {"threshold": 20.0}),
    *(Case("softshrink", {"lambd": lambd}) for lambd in (0.5, 0.0, 1.3)),
    Case("tanh"),
    Case("sigmoid"),
    Case("hardsigmoid"),
    Case("silu", derivative=5),
    Case("mish", value=5, derivative=7),
    *(Case("squareplus", {"b": b}, derivative=5) for b in (4.0, 1e-3, 1e6)),
    *(Case("softcap", {"cap": cap}) for cap in (30.0, 0.7, 1e5)),
    Case("quick_gelu", derivative=5),
    Case("logit", domain=(0.0, 1.0)),
]


def _at_its_example(f: Any) -> Case:
    return Case(f.name, {p.name: p.example for p in f.parameters if p.example is not None})


# A function that nothing is said of here is measured at its defaults, with the book's bars.
CASES = _CHOSEN + [
    _at_its_example(f)
    for f in act.CATALOG.values()
    if isinstance(f, act.Elementwise) and f.name not in {case.name for case in _CHOSEN}
]


@dataclass(frozen=True)
class Truth:
    """True results at some points: nearest doubles, and what they lack in units of their last place."""

    points: np.ndarray
    nearest: np.ndarray
    rest: np.ndarray

    def __getitem__(self, chosen: Any) -> Truth:
        return Truth(self.points[chosen], self.nearest[chosen], self.rest[chosen])

    def singles(self) -> Truth:
        """Return the part whose points are float32 numbers."""
        with np.errstate(over="ignore", under="ignore"):
            return self[self.points == self.points.astype(np.float32)]

    def error(self, got: np.ndarray) -> np.ndarray:
        """Return each error in units of the last place.

        The unit is the distance between neighbours at the true value rounded to the dtype of `got`;
        where that overflows, only the same infinity counts as right.
        """
        with np.errstate(all="ignore"):
            rounded = self.nearest.astype(got.dtype)
            difference = (got.astype(np.float64) - self.nearest) / unit(rounded)
            error = abs(difference - self.rest * (unit(self.nearest) / unit(rounded)))
        same = np.where(got == rounded, 0.0, np.inf)
        return np.where(np.isinf(rounded), same, np.where(np.isnan(error), np.inf, error))


def unit(values: np.ndarray) -> np.ndarray:
    """Return the distance to the next larger magnitude; at the largest, to the one below."""
    below_the_largest = np.nextafter(np.finfo(values.dtype).max, values.dtype.type(0))
    return np.spacing(np.minimum(abs(values), below_the_largest)).astype(np.float64)


@cache
def load_record() -> dict[str, np.ndarray]:
    with np.load(RECORD) as record:
        return dict(record)


def known_cases() -> set[str]:
    """Return the cases that have been recorded."""
    return set(load_record()["cases"].tolist()) if RECORD.exists() else set()


def recorded(case: Case, what: str) -> Truth:
    """Return the recorded truth of a case."""
    record = load_record()
    if not (index := np.flatnonzero(record["cases"] == str(case))).size:
        raise LookupError(f"{RECORD.name} has no {case}; python3 run.py record {case.name}")
    [index] = index
    stop = record["sizes"][: index + 1].sum()
    here = slice(stop - record["sizes"][index], stop)
    row = ["value", "derivative"].index(what)
    rest = record["rests"][row, here] / STEPS
    return Truth(record["doubles"][0, here], record["doubles"][1 + row, here], rest)

"""How far this library and others are from the truth, for the gallery: write docs/errors.json.

    python scripts/records/library_errors.py [NAMES]

For each function of one variable it takes the largest error over the recorded truth, in units of the
last place, in float64. null stands for a result that is infinite or nan where the true one is not.
PyTorch's part needs torch; without it that part stays as it is. The tests need only the record, and
compute this library's part anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

from book import ROOT, atomic
from book.page.gallery import ERRORS

sys.path.insert(0, str(ROOT / "tests"))

from cases import CASES, Case, Truth, recorded

import activations as act

Array = np.ndarray
WHAT = ("value", "derivative")


def worst(got: Array, truth: Truth) -> float | None:
    """Return the largest error to three digits, or None if something is not finite."""
    error = float(np.max(truth.error(got)))
    return float(f"{error:.3g}") if np.isfinite(error) else None


def shown_cases() -> list[Case]:
    """Return each function's first case, that of its defaults, in the order of the catalogue."""
    functions = [name for name, f in act.CATALOG.items() if isinstance(f, act.Elementwise)]
    return [next(case for case in CASES if case.name == name) for name in functions]


def here(case: Case) -> dict[str, float | None]:
    """Measure this library."""
    truths = {what: recorded(case, what) for what in WHAT}
    return {what: worst(case.compute(what, t.points), t) for what, t in truths.items()}


def in_torch(case: Case, truth: Truth) -> dict[str, Array]:
    """Return PyTorch's value and derivative."""
    import torch

    x = torch.tensor(truth.points, requires_grad=True)
    given = {k: torch.tensor([v], dtype=x.dtype) if k == "weight" else v
             for k, v in case.parameters.items()}  # fmt: skip
    y = getattr(torch.nn.functional, case.name)(x, **given)
    y.sum().backward()
    return {"value": y.detach().numpy(), "derivative": x.grad.numpy()}


def record(names: Sequence[str]) -> None:
    """Measure some functions, or all, and write; PyTorch only where it is installed."""
    before = json.loads(ERRORS.read_text("utf-8"))
    with_torch = find_spec("torch") is not None
    errors: dict[str, dict[str, dict[str, float | None]]] = {}
    for case in shown_cases():
        entry = before.get(case.name, {what: {} for what in WHAT})
        if not names or case.name in names:
            for what, error in here(case).items():
                entry[what]["here"] = error
            if with_torch and act.CATALOG[case.name].torch_name:
                theirs = in_torch(case, recorded(case, "value"))
                for what in WHAT:
                    entry[what]["torch"] = worst(theirs[what], recorded(case, what))
        errors[case.name] = entry
    atomic.write(ERRORS, json.dumps(errors, indent=1) + "\n")
    told = "" if with_torch else "; PyTorch's part is as it was, since torch is not installed"
    print(f"{ERRORS.name}: {len(errors)} functions{told}")


if __name__ == "__main__":
    record(sys.argv[1:])

"""How far this library and others are from the truth, for the gallery: write docs/errors.json.

    python scripts/library_errors.py

For each function of one variable it takes the largest error over the recorded truth, in units of the
last place, in float64. null stands for a result that is infinite or nan where the true one is not.
It needs torch; the tests need only the record, and compute this library's part anew.
"""

from __future__ import annotations

import json
import sys

import numpy as np

from book import ROOT
from book.page.gallery import ERRORS

sys.path.insert(0, str(ROOT / "tests"))

from cases import CASES, Case, Truth, recorded

import activations as act

Array = np.ndarray
WHAT = ("value", "derivative")


def worst(got: Array, truth: Truth) -> float | None:
    """Give the largest error to three digits, or None if something is not finite."""
    error = float(np.max(truth.error(got)))
    return float(f"{error:.3g}") if np.isfinite(error) else None


def shown_cases() -> list[Case]:
    """Give each function's first case, that of its defaults, in the order of the catalogue."""
    functions = [name for name, f in act.CATALOG.items() if isinstance(f, act.Elementwise)]
    return [next(case for case in CASES if case.name == name) for name in functions]


def here(case: Case) -> dict[str, float | None]:
    """Measure this library."""
    truths = {what: recorded(case, what) for what in WHAT}
    return {what: worst(case.compute(what, t.points), t) for what, t in truths.items()}


def main() -> None:
    """Measure and write."""
    import torch

    def in_torch(case: Case, truth: Truth) -> dict[str, Array]:
        x = torch.tensor(truth.points, requires_grad=True)
        given = {k: torch.tensor([v], dtype=x.dtype) if k == "weight" else v
                 for k, v in case.parameters.items()}  # fmt: skip
        y = getattr(torch.nn.functional, case.name)(x, **given)
        y.sum().backward()
        return {"value": y.detach().numpy(), "derivative": x.grad.numpy()}

    errors: dict[str, dict[str, dict[str, float | None]]] = {}
    for case in shown_cases():
        truths = {what: recorded(case, what) for what in WHAT}
        theirs = in_torch(case, truths["value"])
        ours = here(case)
        entry = {what: {"here": ours[what], "torch": worst(theirs[what], truth)}
                 for what, truth in truths.items()}  # fmt: skip
        errors[case.name] = entry
    unfinished = ERRORS.with_suffix(".new")
    unfinished.write_text(json.dumps(errors, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(ERRORS)


if __name__ == "__main__":
    main()

"""How the gallery pictures a function: a line, bars, a gate, or columns of dots."""

from __future__ import annotations

import activations as act
from activations.core.along_axis import Halving


def kind(f: act.Function) -> str:
    """Return how a function is pictured: line, bars, gate or columns."""
    if isinstance(f, act.Elementwise):
        return "line"
    if isinstance(f, Halving):
        return "gate"
    return "columns" if f.family == "normalization" else "bars"


def members(wanted: str) -> list[str]:
    """Return the names of the functions that are pictured in one way."""
    return [name for name, f in act.CATALOG.items() if kind(f) == wanted]

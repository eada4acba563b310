"""What a tree's value can be beside a number of mpmath, and what is asked of values and names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import mpmath
import numpy as np

from proof.read import Node

SIZE = 3  # of each row and matrix
INDEXES = frozenset("ijk")
# How the page may write a layer, and what is l where layer 0 is meant.
LAYERS = {"l": 0, "l-1": 1, "l+1": -1}


class UnknownError(ValueError):
    """A symbol that nobody has defined."""


class UndecidableError(ValueError):
    """Something that has no value here."""


def name_of(node: Node) -> str:
    """Return a letter's name with its index, empty for what is no name."""
    if node.kind in ("letter", "number") or (node.kind == "function" and not node.parts):
        return node.name
    if node.kind == "index":
        base, sub = name_of(node.parts[0]), written(node.parts[1])
        return f"{base}_{sub}" if base and sub else ""
    if node.kind == "prime":
        base = name_of(node.parts[0])
        return base + "'" if base else ""
    return ""


def written(node: Node) -> str:
    """Return an index as it is written, l-1 in h_{l-1}; empty for what is no name."""
    if node.kind in ("add", "sub", "mul") and all(map(written, node.parts)):
        return {"add": "+", "sub": "-", "mul": ""}[node.kind].join(map(written, node.parts))
    return name_of(node)


class Outcomes:
    """The rows that a random row is, each as likely as the others."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows

    def mean(self, function: Callable[[Any], Any]) -> Any:
        """Return the mean of a function of the row."""
        return sum(map(function, self.rows)) / len(self.rows)

    def covariance(self) -> Any:
        """Return the mean of the products of what the parts are away from their means."""
        away = [row - self.mean(lambda row: row) for row in self.rows]
        return sum(np.outer(row, row) for row in away) / len(away)


class Interval(NamedTuple):
    """The numbers from one to another."""

    low: Any
    high: Any


class Transposed:
    """A row turned into a column."""

    def __init__(self, row: Any) -> None:
        self.row = row


def slope(function: Callable[[Any], Any], at: Any) -> Any:
    """Return the derivative of a function of a number, whose values are numbers or rows."""
    value = function(at)
    if isinstance(value, np.ndarray):
        places = range(len(value))
        return np.array(
            [mpmath.diff(lambda t, i=i: function(t)[i], at) for i in places], dtype=object
        )
    return mpmath.diff(function, at)


def slope_at(function: Callable[[Any], Any], row: Any, place: int) -> Any:
    """Return the derivative of a function of a row by one place of it, the first of which is 0."""

    def value(number: Any) -> Any:
        moved = row.copy()
        moved[place] = number
        return function(moved)

    return slope(value, row[place])


def root(value: Any) -> Any:
    """Return the square root of a number that is not negative."""
    if value < 0:
        raise UndecidableError("a root of a negative number")
    return mpmath.sqrt(value)


def ndim(value: Any) -> int:
    """Return 0 for a number, 1 for a row, 2 for a matrix."""
    return value.ndim if isinstance(value, np.ndarray) else 0


def holds(left: Any, sign: str, right: Any) -> bool:
    """Tell whether a condition holds."""
    if sign == "=":
        return bool(left == right)
    if sign == "in":
        return bool(right.low <= left <= right.high)
    return bool(
        {
            "<": left < right,
            ">": left > right,
            "<=": left <= right,
            ">=": left >= right,
            "!=": left != right,
        }[sign]
    )

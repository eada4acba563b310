"""Compute both sides of a relation at many points, and compare what names a function with the library."""

from __future__ import annotations

import random
from typing import Any

import mpmath
import numpy as np

from proof import functions
from proof.evaluate import Evaluator
from proof.read import Node
from proof.symbols import DIGITS, Table, names_in
from proof.values import UndecidableError, UnknownError, name_of

POINTS = 16
SLOW_POINTS = 2  # where each value is an integral
EQUAL = mpmath.mpf("1e-15")
BOUNDS = ("<", "<=", ">", ">=")
NEAR_A_BOUND = 0.05
NEAR_A_LIMIT = mpmath.mpf("1e-10")
FAR = 10_000
NOTHING = mpmath.mpf("1e-30")
ULPS = 64 * np.finfo(float).eps


class RefutedError(ValueError):
    """A relation that does not hold, or a symbol that has no meaning."""


def prove(sides: tuple[Node, ...], relations: tuple[str, ...], table: Table, seed: str) -> None:
    """Compute the sides at many points, and raise an error where two do not stand in their relation.

    Raises
    ------
    RefutedError
        With the link, the point and both values.
    UndecidableError
        If the sides have values at no point.
    """
    rng = random.Random(seed)
    slow = any(_holds_mean(side, table) for side in sides)
    pure, orders = zip(*map(_apart_from_order, sides), strict=True)
    links = [_Link(number, sign) for number, sign in enumerate(relations, 1)]
    with mpmath.workdps(DIGITS):
        draw = _Draw(table, rng, sides)
        tried = 0
        for _ in range(SLOW_POINTS if slow else POINTS):
            point = draw.start()
            values: list[Any] = []
            try:
                values.extend(draw.value(side, point) for side in pure)
            except (UndecidableError, ZeroDivisionError) as reason:
                last: Exception = reason
                continue
            except (RefutedError, RecursionError):
                raise
            except (ValueError, TypeError) as reason:
                raise RefutedError(_without_value(values, reason, point)) from None
            tried += 1
            for k, link in enumerate(links):
                order = orders[k + 1] and draw.value(orders[k + 1], point)
                again = draw.moved(pure[k : k + 2], point) if link.sign == "propto" else None
                if not link.holds(values[k], values[k + 1], order, again, table):
                    raise RefutedError(link.report(values[k], values[k + 1], point))
            _library(pure, point, table)
            if not point:
                break
        if not tried:
            raise UndecidableError(str(last))
    for link in links:
        link.refuse_what_says_nothing(table)


def _apart_from_order(side: Node) -> tuple[Node, Node | None]:
    """Return a side without its O(h), and h."""
    if side.kind in ("add", "sub") and side.parts[1].kind == "call":
        call = side.parts[1]
        if call.parts[0].name == "O":
            return side.parts[0], call.parts[1]
    return side, None


class _Draw:
    """Values of sides at points, where each symbol is drawn when it is first asked for."""

    def __init__(self, table: Table, rng: random.Random, sides: tuple[Node, ...]) -> None:
        self.table, self.rng = table, rng
        numbers = (part.name for side in sides for part in side.walk() if part.kind == "number")
        self.kinks = sorted({float(number) for number in numbers})

    def start(self) -> dict[str, Any]:
        """Return a point that has only what nears a limit."""
        return {
            name: mpmath.sign(at) / NEAR_A_LIMIT
            if mpmath.isinf(at)
            else at + self.rng.choice([-1, 1]) * NEAR_A_LIMIT
            for name, at in self.table.limits.items()
        }

    def value(self, node: Node, point: dict[str, Any]) -> Any:
        """Evaluate, and draw what is missing."""
        while True:
            try:
                return Evaluator(point, self.table)(node)
            except UnknownError as missing:
                name = str(missing)
                domain = self.table.domain(name)
                if domain is None:
                    raise RefutedError(
                        f"nothing says what {name} is; define it or say so beside the formula"
                    ) from None
                point[name] = domain.draw(self.rng, self.kinks)

    def moved(self, sides: tuple[Node, ...], point: dict[str, Any]) -> list[Any]:
        """Return the values after the symbols of the last side have moved, and those alone."""
        moving = names_in(sides[-1], self.table)
        other = {name: value for name, value in point.items() if name not in moving}
        return [self.value(side, other) for side in reversed(sides)][::-1]


class _Link:
    """A relation between two sides, and what was seen of it."""

    def __init__(self, number: int, sign: str) -> None:
        self.number, self.sign = number, sign
        self.nearest: Any = mpmath.inf
        self.truths: set[bool] = set()

    def holds(self, left: Any, right: Any, order: Any, again: Any, table: Table) -> bool:
        """Tell whether the relation holds at a point."""
        if self.sign in ("iff", "implies"):
            self.truths.add(left)
            return bool(left == right if self.sign == "iff" else right or not left)
        if self.sign == "propto":
            return agree(left * again[1], "=", again[0] * right, table.near)
        if self.sign in ("->", "drawn"):
            if mpmath.isinf(right):
                return bool(left * mpmath.sign(right) > 1e6)
            size = abs(right) if self.sign == "drawn" else 1 + abs(right)
            return bool(abs(left - right) <= 1e-6 * size)
        if order is not None:
            self.nearest = min(self.nearest, abs(left - right) / abs(order))
            return bool(abs(left - right) <= FAR * abs(order))
        if self.sign in BOUNDS:
            self.nearest = min(self.nearest, gap(left, right))
        return agree(left, self.sign, right, table.near)

    def refuse_what_says_nothing(self, table: Table) -> None:
        """Raise an error for a bound that nothing comes near, and for a condition that never held."""
        if self.sign in BOUNDS and self.nearest > NEAR_A_BOUND and not table.loose:
            raise RefutedError(
                f"link {self.number}: true, but the sides never come nearer than "
                f"{mpmath.nstr(self.nearest, 3)}; sharpen the bound, or say loose beside it"
            )
        if self.sign == "=" and self.nearest < 1 / FAR:
            raise RefutedError(f"link {self.number}: true, but what is left is of a smaller order")
        if self.sign in ("iff", "implies") and True not in self.truths:
            raise RefutedError(f"link {self.number}: its first side held at no point")

    def report(self, left: Any, right: Any, point: dict[str, Any]) -> str:
        """Return the values and the point where the relation does not hold."""
        where = _shown(point) or "constants"
        return f"link {self.number}: {_short(left)} {self.sign} {_short(right)} does not hold at {where}"


def _without_value(values: list[Any], reason: Exception, point: dict[str, Any]) -> str:
    """Return what is to be said of a side that has no value."""
    beside = f"{_short(values[-1])} beside no value" if values else "no value"
    where = _shown(point) or "constants"
    return f"link {max(len(values), 1)}: {beside} ({reason}) does not hold at {where}"


def gap(left: Any, right: Any) -> Any:
    """Return how far two sides are apart: relative to the larger, or as it is where one is 0."""
    apart = [
        abs(a - b) / (max(abs(a), abs(b)) if a and b else 1)
        for a, b in zip(*map(np.ravel, np.broadcast_arrays(left, right)), strict=True)
    ]
    return min(apart)


def _holds_mean(node: Node, table: Table) -> bool:
    """Tell whether an expectation stands in a tree or in what it refers to."""
    return any(part.kind == "expectation" for part in node.walk()) or any(
        part.kind == "expectation"
        for name in names_in(node, table) & table.meanings.keys()
        for part in table.meanings[name].body.walk()
    )


def agree(left: Any, sign: str, right: Any, near: float) -> bool:
    """Tell whether two values stand in a relation."""
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        if 0 in (np.size(left) == 1 and left, np.size(right) == 1 and right):  # a row of zeros
            left, right = np.broadcast_arrays(left, right)
        if np.shape(left) != np.shape(right):
            return False
        return all(
            agree(a, sign, b, near) for a, b in zip(np.ravel(left), np.ravel(right), strict=True)
        )
    if mpmath.isnan(left) or mpmath.isnan(right):
        return False
    apart = mpmath.mpf(0) if left == right else abs(left - right)
    size = max(abs(left), abs(right))
    equal = apart <= EQUAL * size or apart < NOTHING
    return bool(
        {
            "=": equal, "<": left < right, ">": left > right, "<=": equal or left <= right,
            ">=": equal or left >= right, "!=": not equal, "~": apart <= near * size,
        }[sign]
    )  # fmt: skip


def _library(sides: tuple[Node, ...], point: dict[str, Any], table: Table) -> None:
    """Compare each function of the book in the sides with the library, at the same doubles."""
    evaluator = Evaluator(point, table)

    def known(letter: str) -> Any:
        return rounded(evaluator.known(letter))

    for node in (part for side in sides for part in side.walk() if part.kind == "call"):
        head = node.parts[0]
        name = head.name if head.kind == "function" else name_of(head)
        if name.rstrip("'") in table.meanings or table.domain(name.rstrip("'")):
            continue
        if (head.parts and head.kind == "function") or not functions.knows(name):
            continue
        try:
            given = [rounded(evaluator(part)) for part in node.parts[1:]]
            with np.errstate(all="ignore"):
                got = functions.library(name, given, known)
            true = functions.call(name, None, given, known)
        except (
            UnknownError,
            UndecidableError,
            ZeroDivisionError,
        ):  # it stands under a sum, whose index has a value only there
            continue
        if got is None:
            continue
        # What is left of a difference is as exact as what it was taken of; else doubles end at 1e-308.
        least = (
            1
            if name in (*functions.PROJECTIONS, *functions.NORMS, *functions.PULLED_BACK)
            else 1e-290
        )
        for a, b in zip(np.ravel(got), np.ravel(true), strict=True):
            if abs(mpmath.mpf(float(a)) - b) > ULPS * max(abs(b), least):
                raise RefutedError(
                    f"act gives {a!r} and the definition {mpmath.nstr(b, 17)} for {name} at {_shown(point)}"
                )


def rounded(value: Any) -> Any:
    """Return the nearest doubles, as mpmath's numbers."""
    return functions.on_all(lambda number: mpmath.mpf(float(number)), value)


def believed(sides: tuple[Node, ...], table: Table) -> str:
    """Return what each symbol was taken to be, a line each."""
    lines = []
    for name in sorted(set().union(*(names_in(side, table) for side in sides))):
        domain = table.domain(name)
        if name in table.meanings:
            lines.append(f"{name} as in {table.meanings[name].said}")
        elif domain:
            lines.append(str(domain).replace("NAME", name))
        elif functions.knows(name):
            lines.append(f"{name} the function of the book")
    return "believed: " + "; ".join(lines)


def _shown(point: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {_short(value)}" for name, value in point.items())


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return "[" + ", ".join(_short(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value)
    if callable(value):
        return getattr(value, "__name__", "a function").strip("_")
    return mpmath.nstr(value, 8)

"""Compare the sides of each relation, 50 digits at many points, and say which do not agree.

What a relation is follows from its form. The first equation of a symbol that has no meaning yet, with
other symbols in it, defines that symbol for the rest of the page. A symbol beside a constant (x > 0,
w = 2, x -> inf) is a condition: it states nothing. All else is a claim.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np

from proof import functions
from proof.evaluate import Evaluator
from proof.read import Chain, Node, read
from proof.symbols import DIGITS, Meaning, Table, is_place, meaning
from proof.values import INDEXES, UndecidableError, UnknownError, name_of

POINTS = 24
SLOW_POINTS = 2  # where each value is an integral
EQUAL = mpmath.mpf("1e-15")
BOUNDS = ("<", "<=", ">", ">=")
NEAR_A_BOUND = 0.05
NOTHING = mpmath.mpf("1e-30")
ULPS = 64 * np.finfo(float).eps


DECIDED = ("proved", "defined", "given")


class RefutedError(ValueError):
    """A relation that does not hold, or a symbol that has no meaning."""


@dataclass(frozen=True)
class Verdict:
    """What was found of a formula: proved, defined, given, expression or undecided, and why."""

    kind: str
    why: str = ""

    @property
    def decided(self) -> bool:
        """Tell whether nothing is left to say."""
        return self.kind in (*DECIDED, "expression")


def formula(latex: str, table: Table, claim: bool = False) -> tuple[list[Verdict], Table]:
    """Decide each chain of a formula; return the verdicts and what the page knows after it."""
    chains = read(latex) if latex else []
    # What stands last may say what a symbol before it is: f(x) = x t, t = e^x.
    defining: list[str | None] = [None] * len(chains)
    for k, chain in enumerate(chains):
        if chain.relations[:1] == ("=",) and (found := _definition(chain, table, latex)):
            table = table.defining(*found)
            defining[k] = found[0]
    verdicts = [_verdict(c, table, d, claim, latex) for c, d in zip(chains, defining, strict=True)]
    for consequence in table.consequences:
        for chain in read(consequence):
            try:
                _verdict(chain, table, None, True, consequence)
            except RefutedError as reason:
                raise RefutedError(f"so {consequence}: {reason}") from None
    return verdicts or [Verdict("proved")], table


def same(one: str, other: str, table: Table) -> bool:
    """Tell whether two formulas have the same relations between sides of the same values."""
    chains = list(zip(read(one), read(other), strict=True))
    if any(a.relations != b.relations for a, b in chains):
        return False
    try:
        for a, b in chains:
            for pair in zip(a.sides, b.sides, strict=True):
                _claims(pair, ("=",), table, one)
    except (ValueError, TypeError):
        return False
    return True


def _verdict(chain: Chain, table: Table, defines: str | None, claim: bool, seed: str) -> Verdict:
    if not chain.relations:
        return Verdict("expression")
    if not defines and not claim and _is_condition(chain, table):
        return Verdict("given")
    sides, relations = chain.sides, chain.relations
    if all(side.kind == "function" for side in sides):
        x = Node("letter", name="x")
        sides = tuple(Node("call", (side, x)) for side in sides)
    kind = "proved"
    if defines:
        sides, relations, kind = sides[1:], relations[1:], "defined"
    elif relations[0] == "=" and _constant(sides[1], table) and _bare(sides[0]) and len(sides) > 2:
        sides, relations = sides[1:], relations[1:]
    try:
        _claims(sides, relations, table, seed)
    except UndecidableError as reason:
        raise RefutedError(f"no value can be computed: {reason}") from None
    except RefutedError as reason:
        raise RefutedError(f"{reason}\n{_believed(sides, table)}") from None
    return Verdict(kind)


# --- what a relation is ---


def _bare(node: Node) -> bool:
    """Tell whether a side is a symbol, up to its size or a power."""
    while node.kind in ("abs", "group", "neg") or (
        node.kind == "pow" and node.parts[1].kind == "number"
    ):
        node = node.parts[0]
    return bool(name_of(node)) and node.kind != "number"


def _constant(node: Node, table: Table) -> bool:
    if node.kind in ("pm", "bracket", "tuple"):
        return True
    try:
        Evaluator({}, table)(node)
    except UnknownError:
        return False
    except UndecidableError:
        return False
    return True


def _is_condition(chain: Chain, table: Table) -> bool:
    if set(chain.relations) & {"->", "in", "drawn"}:
        return True
    if len(chain.sides) == 2 and all(name_of(side) in INDEXES for side in chain.sides):  # i = j
        return True
    symbols = [side for side in chain.sides if _bare(side)]
    others = [side for side in chain.sides if not _bare(side)]
    if len(symbols) != 1:
        return False
    return all(_constant(side, table) for side in others) and (
        len(chain.sides) == 2 or chain.sides[1] is symbols[0]
    )


def _definition(chain: Chain, table: Table, latex: str) -> tuple[str, Meaning] | None:
    """Return the name and the meaning that a chain gives to its left side, if it has none yet."""
    head, body = chain.sides[0], chain.sides[1]
    name, found = meaning(head, body, latex)
    if is_place(head):
        known = name in table.meanings or name in _names(body, table)
        return None if known else (name, found)
    if not name or head.kind == "number" or functions.knows(name):
        return None
    if name.rstrip("'") in table.meanings or _is_layer_of(head, table):
        return None
    free = _names(body, table)
    if name in free or not free - INDEXES or body.kind in ("bracket", "tuple"):
        return None
    return name, found


def _is_layer_of(head: Node, table: Table) -> bool:
    """Tell whether the page has said already what a symbol with the number of a layer is."""
    if head.kind != "index" or head.parts[1].kind != "number":
        return False
    base = name_of(head.parts[0])
    return any(f"{base}_{sub}" in table.meanings for sub in ("l", "l-1", "l+1"))


def _names(node: Node, table: Table) -> set[str]:
    """Return the names in a tree and in what they stand for."""
    name = name_of(node) if node.kind in ("letter", "index", "prime") else ""
    if name in table.meanings:
        return {name} | _names(table.meanings[name].body, table)
    if node.kind == "letter" or (name and table.names(name)):
        return {name} - {"e", r"\pi", r"\infty"}
    return set().union(*(_names(part, table) for part in node.parts))


# --- claims ---


def _claims(sides: tuple[Node, ...], relations: tuple[str, ...], table: Table, seed: str) -> None:
    rng = random.Random(seed)
    slow = any(_holds_mean(side, table) for side in sides)
    kinks = sorted(
        {float(part.name) for side in sides for part in side.walk() if part.kind == "number"}
    )
    gaps: list[Any] = [mpmath.inf] * len(relations)
    with mpmath.workdps(DIGITS):
        tried = 0
        for _ in range(SLOW_POINTS if slow else POINTS):
            point: dict[str, Any] = {}
            try:
                values = [_value(side, point, table, rng, kinks) for side in sides]
            except (UndecidableError, ZeroDivisionError) as reason:
                last: Exception = reason
                continue
            tried += 1
            for k, sign in enumerate(relations):
                if not agree(values[k], sign, values[k + 1], table.near):
                    raise RefutedError(_report(k, sign, values, point, table))
                gaps[k] = min(gaps[k], gap(values[k], values[k + 1]))
            _library(sides, point, table)
            if not point:
                break
        if not tried:
            raise UndecidableError(str(last))
    for k, sign in enumerate(relations):
        if sign in BOUNDS and gaps[k] > NEAR_A_BOUND and not table.loose:
            raise RefutedError(
                f"link {k + 1}: true, but the sides never come nearer than {mpmath.nstr(gaps[k], 3)}; "
                "sharpen the bound, or say loose beside it"
            )


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
        for name in _names(node, table) & table.meanings.keys()
        for part in table.meanings[name].body.walk()
    )


def _value(
    node: Node, point: dict[str, Any], table: Table, rng: random.Random, kinks: Sequence[float]
) -> Any:
    """Evaluate, and draw each symbol when it is first asked for."""
    while True:
        try:
            return Evaluator(point, table)(node)
        except UnknownError as missing:
            name = str(missing)
            domain = table.domain(name)
            if domain is None:
                raise RefutedError(
                    f"nothing says what {name} is; define it or say so beside the formula"
                ) from None
            point[name] = domain.draw(rng, kinks)


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
        least = 1 if name in (*functions.PROJECTIONS, *functions.NORMS) else 1e-290
        for a, b in zip(np.ravel(got), np.ravel(true), strict=True):
            if abs(mpmath.mpf(float(a)) - b) > ULPS * max(abs(b), least):
                raise RefutedError(
                    f"act gives {a!r} and the definition {mpmath.nstr(b, 17)} for {name} at {_shown(point)}"
                )


def rounded(value: Any) -> Any:
    """Return the nearest doubles, as mpmath's numbers."""
    return functions.on_all(lambda number: mpmath.mpf(float(number)), value)


def _believed(sides: tuple[Node, ...], table: Table) -> str:
    """Return what each symbol was taken to be, a line each."""
    lines = []
    for name in sorted(set().union(*(_names(side, table) for side in sides))):
        domain = table.domain(name)
        if name in table.meanings:
            lines.append(f"{name} as in {table.meanings[name].said}")
        elif domain:
            lines.append(str(domain).replace("NAME", name))
        elif functions.knows(name):
            lines.append(f"{name} the function of the book")
    return "believed: " + "; ".join(lines)


def _report(k: int, sign: str, values: list[Any], point: dict[str, Any], table: Table) -> str:
    left, right = (_short(values[at]) for at in (k, k + 1))
    return f"link {k + 1}: {left} {sign} {right} does not hold at {_shown(point) or 'constants'}"


def _shown(point: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {_short(value)}" for name, value in point.items())


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return "[" + ", ".join(_short(part) for part in value) + "]"
    if callable(value):
        return getattr(value, "__name__", "a function").strip("_")
    return mpmath.nstr(value, 8)

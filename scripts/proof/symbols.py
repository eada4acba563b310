r"""What the letters of a formula mean: defaults in a table, what a page defines, words beside a formula.

A word beside a formula stands in a comment after it, `<!-- let x > 20; p := \sigma(d) -->`, which no
reader sees. Each clause says where a symbol lies (`x > 20`, `n = 5`, `z in R^n`), what it stands for
(`p := ...`, `f(x) := ...`), that it is free again (`z`), what it nears (`x -> 0`), how near two sides
of an approximation come (`~ 0.01`), that a bound is far from what it bounds (`loose`), or what must
follow from a definition (`so q + p = 1`), which else nothing could contradict.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import mpmath
import numpy as np

from proof.evaluate import Evaluator
from proof.read import Node, read
from proof.values import INDEXES, SIZE, Outcomes, name_of

DEFAULTS = Path(__file__).with_name("symbols.toml")
SETS = ("R", "N", "R^n", "random R^n", "R^{n x n}", "P", "F", "I")
NEAR = 0.05
DIGITS = 100


class Meaning(NamedTuple):
    """What a symbol stands for: a tree, the names of its arguments, and the words that say so."""

    arguments: tuple[str, ...]
    body: Node
    said: str


@dataclass(frozen=True)
class Domain:
    """Where a symbol lies: a set, and bounds for its numbers."""

    kind: str = "R"
    low: float = -mpmath.inf
    high: float = mpmath.inf
    closed_low: bool = False
    closed_high: bool = False

    def __str__(self) -> str:
        low = f"{mpmath.nstr(self.low, 8)} {'<=' if self.closed_low else '<'} " * (
            self.low > -mpmath.inf
        )
        high = f" {'<=' if self.closed_high else '<'} {mpmath.nstr(self.high, 8)}" * (
            self.high < mpmath.inf
        )
        return f"{low}NAME{high} in {self.kind}"

    def draw(self, rng: random.Random, kinks: Sequence[float] = ()) -> Any:
        """Return a value at random, now and then an end, near a kink, or of another size."""
        if self.kind == "F":
            return rng.choice([mpmath.tanh, mpmath.sin, _logistic])
        if self.kind == "I":
            return mpmath.mpf(rng.randint(1, SIZE))
        if self.kind == "P":
            row = np.array([mpmath.exp(rng.gauss(0, 1)) for _ in range(SIZE)], dtype=object)
            return row / sum(row)
        if self.kind == "random R^n":
            return Outcomes([replace(self, kind="R^n").draw(rng, kinks) for _ in range(SIZE + 1)])
        if self.kind == "R^n":
            return np.array([self._number(rng, kinks) for _ in range(SIZE)], dtype=object)
        if self.kind == "R^{n x n}":
            rows = [[self._number(rng, kinks) for _ in range(SIZE)] for _ in range(SIZE)]
            return np.array(rows, dtype=object)
        return self._number(rng, kinks)

    def _number(self, rng: random.Random, kinks: Sequence[float]) -> mpmath.mpf:
        low, high = self.low, self.high
        if self.kind == "N":
            low = max(low, 1)
            if rng.random() < 0.3:
                return mpmath.ceil(low)
            return mpmath.mpf(rng.randint(int(mpmath.ceil(low)), int(min(high, low + 8))))
        ends = [end for end, is_in in ((low, self.closed_low), (high, self.closed_high)) if is_in]
        if ends and rng.random() < 0.15:
            return mpmath.mpf(rng.choice(ends))
        if mpmath.isinf(low) and mpmath.isinf(high):
            if kinks and rng.random() < 0.3:
                return rng.choice([-1, 1]) * rng.choice(kinks) + mpmath.mpf(rng.gauss(0, 0.3))
            return mpmath.mpf(rng.gauss(0, 1)) * rng.choice([0.01, 1, 1, 2, 5, 20])
        if mpmath.isinf(high):
            return low + mpmath.mpf(rng.expovariate(1)) * rng.choice([0.01, 1, 1, 3, 20])
        if mpmath.isinf(low):
            return high - mpmath.mpf(rng.expovariate(1)) * rng.choice([0.01, 1, 1, 3, 20])
        return low + (high - low) * mpmath.mpf(
            rng.choice([rng.random(), rng.random(), 0.001, 0.999])
        )


def _logistic(value: Any) -> Any:
    return 1 / (1 + mpmath.exp(-value))


@dataclass(frozen=True, eq=False)
class Table:
    """What is known of symbols at one place: their domains, and what some of them stand for."""

    domains: dict[str, Domain]
    meanings: dict[str, Meaning] = field(default_factory=dict)
    near: float = NEAR
    elementwise: bool = False
    loose: bool = False
    limits: dict[str, Any] = field(default_factory=dict)
    consequences: tuple[str, ...] = ()

    def domain(self, name: str) -> Domain | None:
        """Return where a symbol lies; one with an index is like the one without, if that is listed."""
        name = name.removeprefix("random ")
        if name in self.domains:
            return self.domains[name]
        return self.domains.get(name.split("_")[0] + "_*")

    def fixed(self, name: str) -> Any:
        """Return the value of a symbol that can have no other, None for all else."""
        domain = self.domains.get(name)
        return domain.low if domain is not None and domain.low == domain.high else None

    def names(self, name: str) -> bool:
        """Tell whether a name with an index is a symbol of its own, not a place in a row."""
        base, _, sub = name.rpartition("_")
        is_place = self.is_row(base) or (base in self.meanings and sub in INDEXES)
        return name in self.domains or (base + "_*" in self.domains and not is_place)

    def is_row(self, name: str) -> bool:
        """Tell whether a symbol is a row, so that an index behind it is a place in it."""
        domain = self.domain(name)
        return domain is not None and domain.kind in ("R^n", "P")

    def defining(self, name: str, meaning: Meaning) -> Table:
        """Return a table that knows one definition more."""
        return replace(self, meanings={**self.meanings, name: meaning})

    def told(self, words: str) -> Table:
        """Return a table that knows what the words beside a formula say."""
        table = self
        for clause in filter(None, (part.strip() for part in words.split(";"))):
            table = table._clause(clause)
        return table

    def _clause(self, clause: str) -> Table:
        if match := re.fullmatch(r"~\s*([\d.e-]+)", clause):
            return replace(self, near=float(match[1]))
        if clause.startswith("so "):
            return replace(self, consequences=(*self.consequences, clause.removeprefix("so ")))
        if clause in ("elementwise", "loose"):
            return replace(self, **{clause: True})
        if match := re.fullmatch(r"(\S+) in (.+)", clause):
            if match[2] not in SETS:
                raise ValueError(f"{clause!r}: {match[2]} is no set; known are {', '.join(SETS)}")
            return self._lying(match[1], Domain(match[2]))
        if ":=" in clause:
            left, right = clause.split(":=")
            [head], [body] = read(left)[0].sides, read(right)[0].sides
            return self.defining(*meaning(head, body, clause))
        [chain] = read(clause)
        if len(chain.sides) == 1:
            return self._lying(name_of(chain.sides[0]), None)
        return self._bounded(clause, chain)

    def _lying(self, name: str, domain: Domain | None) -> Table:
        meanings = {key: value for key, value in self.meanings.items() if key != name}
        domain = domain or self.domain(name) or Domain()
        return replace(self, domains={**self.domains, name: domain}, meanings=meanings)

    def _bounded(self, clause: str, chain: Any) -> Table:
        constant = Evaluator({}, self)
        table = self
        for left, sign, right in zip(chain.sides, chain.relations, chain.sides[1:], strict=False):
            name = name_of(left)
            if left.kind == "number" or not name:
                name, sign, right = (
                    name_of(right),
                    {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign),
                    left,
                )
            with mpmath.workdps(DIGITS):
                bound = constant(right)
            domain = table.domains.get(name) or table.domain(name) or Domain()
            if sign == "->":
                table = replace(table, limits={**table.limits, name: bound})
                continue
            if sign == "=":
                domain = replace(domain, low=bound, high=bound, closed_low=True, closed_high=True)
            elif sign in (">", ">="):
                domain = replace(domain, low=bound, closed_low=sign == ">=")
            elif sign in ("<", "<="):
                domain = replace(domain, high=bound, closed_high=sign == "<=")
            else:
                raise ValueError(f"{clause!r}: {sign} bounds nothing")
            table = table._lying(name, domain)
        return table


def names_in(node: Node, table: Table) -> set[str]:
    """Return the names in a tree and in what they stand for."""
    name = name_of(node) if node.kind in ("letter", "index", "prime") else ""
    if name in table.meanings:
        return {name} | names_in(table.meanings[name].body, table)
    if node.kind == "letter" or (name and table.names(name)):
        return {name} - {"e", r"\pi", r"\infty"}
    return set().union(*(names_in(part, table) for part in node.parts))


def meaning(head: Node, body: Node, said: str) -> tuple[str, Meaning]:
    """Return the name that a left side defines, and its meaning; u_i = ... defines the row u."""
    if is_place(head):
        return name_of(head.parts[0]), Meaning((), Node("row", (body,), head.parts[1].name), said)
    name, arguments = definable(head)
    return name, Meaning(arguments, body, said)


def is_place(head: Node) -> bool:
    """Tell whether a left side is each place of a row."""
    return (
        head.kind == "index" and head.parts[1].name in ("i", "j") and bool(name_of(head.parts[0]))
    )


def definable(head: Node) -> tuple[str, tuple[str, ...]]:
    """Return the name that a left side defines, and its arguments; an empty name if it defines none."""
    if head.kind == "call" and all(part.kind == "letter" for part in head.parts[1:]):
        first = head.parts[0]
        name = first.name if first.kind == "function" and not first.parts else name_of(first)
        return name, tuple(part.name for part in head.parts[1:])
    return name_of(head), ()


@cache
def defaults() -> Table:
    """Return the book's table."""
    table = Table({})
    for clause in tomllib.loads(DEFAULTS.read_text("utf-8"))["symbols"]:
        table = table.told(clause)
    return table

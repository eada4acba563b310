"""Give a tree its value at a point: numbers of mpmath, rows and matrices of them as NumPy arrays.

A row times a matrix is a product of matrices, as the book writes it; two rows meet with a dot, with
the transposed one behind (a matrix) or before (a number).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import mpmath
import numpy as np

from proof import functions
from proof.read import Node

INDEXES = frozenset("ijk")
SIZE = 3
MEAN_DIGITS = 25
NEARLY_0 = mpmath.mpf("1e-40")


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


class Evaluator:
    """Values of trees, with what is known of the symbols.

    `values` holds free symbols at this point; the table what the others stand for.
    """

    def __init__(self, values: dict[str, Any], table: Any) -> None:
        self.values = dict(values)
        self.meanings = table.meanings
        self.table = table

    def __call__(self, node: Node) -> Any:
        """Return the value of a tree."""
        value = getattr(self, f"_{node.kind}")(node)
        if isinstance(value, mpmath.mpc):
            raise UndecidableError("a complex number")
        return value

    @contextmanager
    def where(self, name: str, value: Any) -> Iterator[None]:
        """Let a symbol have another value for a while."""
        missing = object()
        before = self.values.get(name, missing)
        self.values[name] = value
        try:
            yield
        finally:
            if before is missing:
                del self.values[name]
            else:
                self.values[name] = before

    # --- names ---

    def has(self, name: str) -> bool:
        """Tell whether a name has a value or a meaning."""
        return name in self.values or name in self.meanings

    def known(self, name: str) -> Any:
        """Return the value of a name."""
        if name in self.values:
            return self.values[name]
        if name in self.meanings:
            return self(self.meanings[name].body)
        raise UnknownError(name)

    def _number(self, node: Node) -> Any:
        return mpmath.mpf(node.name)

    def _letter(self, node: Node) -> Any:
        constant = {"e": mpmath.e, r"\pi": mpmath.pi, r"\infty": mpmath.inf}.get(node.name)
        if self.has(node.name):
            return self.known(node.name)
        if (fixed := self.table.fixed(node.name)) is not None:
            return fixed
        if constant is not None:
            return +constant
        if node.name == r"\mathbf{1}":
            return np.array([mpmath.mpf(1)] * SIZE, dtype=object)
        if node.name == "I":
            return np.array(
                [[mpmath.mpf(i == j) for j in range(SIZE)] for i in range(SIZE)], dtype=object
            )
        raise UnknownError(node.name)

    def _index(self, node: Node) -> Any:
        name = name_of(node)
        base, sub = node.parts
        if name and self.table.names(name) and self._settled(sub):
            return self._of_layer(name_of(base), int(self(sub)))
        if name and self.has(name):
            return self.known(name)
        if base.name == r"\delta" and sub.kind == "mul":  # Kronecker's
            return mpmath.mpf(self(sub.parts[0]) == self(sub.parts[1]))
        if name and self.table.names(name):
            raise UnknownError(name)
        if base.kind == "letter" and base.name == "e" and not self.has("e"):
            return np.array([mpmath.mpf(self(sub) == i + 1) for i in range(SIZE)], dtype=object)
        if base.kind == "call" or base.kind == "function":
            row = self(base)
        else:
            own = name_of(base)
            place = all(part.name in INDEXES or part.kind == "number" for part in sub.walk())
            if own and not self.has(own):
                raise UnknownError(own if place and self.table.is_row(own) else name)
            row = self(base)
        at = int(self(sub))
        if not isinstance(row, np.ndarray):
            raise UndecidableError(f"{name or 'a number'} has no parts")
        if not 1 <= at <= len(row):
            raise UndecidableError(f"place {at} of a row of {len(row)}")
        return row[at - 1]

    def _settled(self, sub: Node) -> bool:
        """Tell whether the number of a layer is known."""
        return all(
            part.kind in ("number", "add", "sub")
            or part.name in self.values
            or self.table.fixed(part.name) is not None
            for part in sub.walk()
        )

    def _of_layer(self, base: str, at: int) -> Any:
        """Return W_3 where l is 4 and W_{l-1} is asked for, from what the page says of W_l."""
        own = f"{base}_{at}"
        if self.has(own):
            return self.known(own)
        if own not in self.table.domains:
            for sub, shift in (("l", 0), ("l-1", 1), ("l+1", -1)):
                if f"{base}_{sub}" in self.meanings:
                    with self.where("l", mpmath.mpf(at + shift)):
                        return self(self.meanings[f"{base}_{sub}"].body)
        raise UnknownError(own)

    def _prime(self, node: Node) -> Any:
        name = name_of(node)
        if self.has(name):
            return self.known(name)
        raise UnknownError(name)

    # --- operations ---

    def _add(self, node: Node) -> Any:
        if node.parts[0].kind == "add" and node.parts[0].parts[1].kind == "ellipsis":
            before, after = node.parts[0].parts[0], node.parts[1]
            last = before.parts[1] if before.kind == "add" else before
            return sum((self(part) for part in self._filled(last, after)), self(before))
        left, right = map(self, node.parts)
        return left + right

    def _sub(self, node: Node) -> Any:
        left, right = map(self, node.parts)
        return left - right

    def _neg(self, node: Node) -> Any:
        return -self(node.parts[0])

    def _pm(self, node: Node) -> Any:
        raise UndecidableError("two values at once")

    def _ellipsis(self, node: Node) -> Any:
        raise UndecidableError("dots")

    def _mul(self, node: Node) -> Any:
        factors = list(_factors(node))
        if dots := [k for k, factor in enumerate(factors) if factor.kind == "ellipsis"]:
            before, after = factors[: dots[0]], factors[dots[0] + 1 :]
            block = _product(before[-len(after) :])
            factors = [*before, *self._filled(block, _product(after))]
        value = self(factors[0])
        for factor in factors[1:]:
            value = self.times(value, self(factor))
        return value

    def _filled(self, before: Node, after: Node) -> Iterator[Node]:
        """Yield what dots leave out and what ends them: w_1 x_1 + ... + w_n x_n."""
        places = [part.parts[1] for part in after.walk() if part.kind == "index"]
        start = [self._place(part.parts[1]) for part in before.walk() if part.kind == "index"]
        steps = {self._place(place) - first for place, first in zip(places, start, strict=False)}
        if len(places) != len(start) or len(steps) != 1 or steps == {0}:
            raise UndecidableError("dots between which no index runs in step")
        [way] = steps
        for step in range(1, abs(way) + 1):
            moved = iter(first + (step if way > 0 else -step) for first in start)
            yield _renumbered(after, moved)

    def _place(self, sub: Node) -> int:
        return SIZE if sub.name == "n" and not self.has("n") else int(self(sub))

    def _dot(self, node: Node) -> Any:
        left, right = map(self, node.parts)
        return self.times(left, right) if ndim(left) != 1 or ndim(right) != 1 else left @ right

    def _odot(self, node: Node) -> Any:
        left, right = map(self, node.parts)
        return left * right

    def _div(self, node: Node) -> Any:
        over, under = map(self, node.parts)
        return over / under

    def _pow(self, node: Node) -> Any:
        first = node.parts[0]
        if first.kind == "call" and self._is_number(first.parts[0]):  # p (1 - p)^2
            group = Node("group", first.parts[1:])
            return self.times(self(first.parts[0]), self(Node("pow", (group, node.parts[1]))))
        base, exponent = map(self, node.parts)
        if isinstance(base, np.ndarray):
            return functions.on_all(lambda value: mpmath.power(value, exponent), base)
        if isinstance(exponent, np.ndarray):
            return functions.on_all(lambda value: mpmath.power(base, value), exponent)
        value = mpmath.power(base, exponent)
        if isinstance(value, mpmath.mpc):
            raise UndecidableError("a root of a negative number")
        return value

    def _sqrt(self, node: Node) -> Any:
        return functions.on_all(root, self(node.parts[0]))

    def _transpose(self, node: Node) -> Any:
        value = self(node.parts[0])
        return value.T if ndim(value) == 2 else Transposed(value)

    def _group(self, node: Node) -> Any:
        return self(node.parts[0])

    def _bracket(self, node: Node) -> Any:
        if len(node.parts) == 1 and node.parts[0].kind == "relation":
            return mpmath.mpf(self(node.parts[0]))
        if len(node.parts) == 1:
            return self(node.parts[0])
        return Interval(*map(self, node.parts))

    def _tuple(self, node: Node) -> Any:
        raise UndecidableError("several numbers in brackets")

    def _abs(self, node: Node) -> Any:
        value = self(node.parts[0])
        if ndim(value) == 1 and not self.table.elementwise:
            return mpmath.sqrt(value @ value)
        return abs(value)

    def _norm(self, node: Node) -> Any:
        value, p = self(node.parts[0]), self(node.parts[1])
        return mpmath.power(sum(mpmath.power(abs(part), p) for part in value), 1 / p)

    def _mean(self, node: Node) -> Any:
        value = self(node.parts[0])
        return sum(value) / len(value)

    def _relation(self, node: Node) -> bool:
        sides = [self(part) for part in node.parts]
        signs = node.name.split()
        return all(holds(a, sign, b) for a, sign, b in zip(sides, signs, sides[1:], strict=False))

    def _cases(self, node: Node) -> Any:
        for branch in node.parts:
            if len(branch.parts) == 1 or self(branch.parts[1]):
                return self(branch.parts[0])
        raise ValueError("no case says what holds at one of the points")

    def times(self, left: Any, right: Any) -> Any:
        """Return the product that two things written side by side mean."""
        if isinstance(left, Transposed):
            return left.row @ right
        if isinstance(right, Transposed):
            if ndim(left) == 1:
                return np.array([[a * b for b in right.row] for a in left], dtype=object)
            return left @ right.row
        if not (ndim(left) and ndim(right)):
            return left * right
        if ndim(left) == ndim(right) == 1:
            if not self.table.elementwise:
                raise UndecidableError("two rows side by side")
            return left * right
        return left @ right

    # --- functions ---

    def _function(self, node: Node) -> Any:
        raise UndecidableError(f"{node.name} without an argument")

    def _call(self, node: Node) -> Any:
        head, *given = node.parts
        if head.kind == "function":
            if head.name == "Cov":
                return self.known(f"random {given[0].name}").covariance()
            if head.name.rstrip("'") in self.meanings:
                return self._defined(head.name, given)
            if not functions.knows(head.name):
                raise UnknownError(head.name)
            sub = None
            if head.parts:
                if head.name in ("max", "min"):
                    return self._over(node, head, given)
                sub = self(head.parts[0])
            return functions.call(head.name, sub, [self(part) for part in given], self.known)
        if self._is_number(head):
            return self.times(self(head), self(Node("group", tuple(given))))
        name = name_of(head)
        plain = name.rstrip("'")
        if self.table.domain(plain) and not self.has(plain):
            raise UnknownError(plain)
        if plain in self.meanings and self.meanings[plain].arguments:
            return self._defined(name, given)
        if callable(self.values.get(plain)):
            function = self.values[plain]
            order = len(name) - len(plain)

            def derived(value: Any) -> Any:
                return mpmath.diff(function, value, order) if order else function(value)

            return functions.on_all(derived, self(given[0]))
        if plain in functions.BOOK or plain in functions.PLAIN:
            return functions.call(name, None, [self(part) for part in given], self.known)
        raise UnknownError(name)

    def _is_number(self, head: Node) -> bool:
        """Tell whether a bracket after a symbol is a factor and not what a function takes."""
        name = name_of(head)
        if head.kind == "function" or not name:
            return False
        if name in self.meanings or name in self.values:
            return not (
                callable(self.values.get(name))
                or (name in self.meanings and self.meanings[name].arguments)
            )
        domain = self.table.domain(name)
        if domain is None and head.kind == "index":
            return self._is_number(head.parts[0])
        return domain is not None and domain.kind != "F"

    def _defined(self, name: str, given: list[Node]) -> Any:
        plain = name.rstrip("'")
        arguments, body, _ = self.meanings[plain]
        values = [self(part) for part in given]

        def value(*at: Any) -> Any:
            inner = Evaluator({**self.values, **dict(zip(arguments, at, strict=True))}, self.table)
            return inner(body)

        order = len(name) - len(plain)
        if not order:
            return value(*values)
        return functions.on_all(lambda at: mpmath.diff(value, at, order), values[0])

    def _over(self, node: Node, head: Node, given: list[Node]) -> Any:
        index = head.parts[0].name
        values = list(self.over(index, given[0], 1, SIZE))
        return (max if head.name == "max" else min)(values)

    def over(self, index: str, body: Node, low: int, high: int) -> Iterator[Any]:
        """Yield the values of a tree for each value of an index."""
        for at in range(low, high + 1):
            with self.where(index, mpmath.mpf(at)):
                yield self(body)

    def _row(self, node: Node) -> Any:
        return np.array(list(self.over(node.name, node.parts[0], 1, SIZE)), dtype=object)

    def _sum(self, node: Node) -> Any:
        values = self._terms(node)
        return sum(values[1:], values[0]) if values else mpmath.mpf(0)

    def _prod(self, node: Node) -> Any:
        value = mpmath.mpf(1)
        for factor in self._terms(node):
            value = self.times(value, factor)
        return value

    def _terms(self, node: Node) -> list[Any]:
        """Return what is added: over all places of a row, or from bound to bound, some left out."""
        body, *bounds = node.parts
        if not bounds:
            value = self(body)
            return list(value)
        low = bounds[0]
        condition: Node | None = None
        first, last = 1, SIZE
        if low.kind == "relation" and low.name == "=":
            index, first = low.parts[0].name, int(self(low.parts[1]))
            last = int(self(bounds[1]))
        elif low.kind == "relation":
            index, condition = low.parts[0].name, low
        elif low.kind == "such":
            index, condition = low.parts[0].name, low.parts[1]
        else:
            index = low.name
        found = []
        for at in range(first, last + 1):
            with self.where(index, mpmath.mpf(at)):
                if condition is None or self(condition):
                    found.append(self(body))
        return found

    def _limit(self, node: Node) -> Any:
        """Return the value so near the place, on both sides of it, that no digit compared can change."""
        (symbol, place), body = node.parts[0].parts, node.parts[1]
        at = self(place)
        near = [at - NEARLY_0, at + NEARLY_0]
        if mpmath.isinf(at):
            near = [mpmath.sign(at) / NEARLY_0]
        values = [self._along(symbol.name, body)(t) for t in near]
        if abs(values[0] - values[-1]) > mpmath.sqrt(NEARLY_0) * (1 + abs(values[0])):
            raise ValueError("the limits from both sides differ")
        return values[0]

    def _int(self, node: Node) -> Any:
        body, low, high = node.parts
        return mpmath.quad(self._along(node.name, body), [self(low), self(high)])

    def _along(self, name: str, body: Node) -> Callable[[Any], Any]:
        def value(at: Any) -> Any:
            with self.where(name, at):
                return self(body)

        return value

    def _expectation(self, node: Node) -> Any:
        """Return the mean over a random row, or over a normal z of variance v, which is 1 if unknown."""
        body = node.parts[0]
        for part in body.walk():
            if part.kind == "letter" and self._is_random(part.name):
                outcomes = self.known(f"random {part.name}")
                return outcomes.mean(self._along(part.name, body))
        variance = self.known("v") if self.has("v") else mpmath.mpf(1)
        spread = mpmath.sqrt(variance)
        value = self._along("z", body)

        def weighted(at: Any) -> Any:
            return value(spread * at) * mpmath.npdf(at)

        with mpmath.workdps(MEAN_DIGITS):
            return mpmath.quad(weighted, [-14, -6, -2, 0, 2, 6, 14])

    def _is_random(self, name: str) -> bool:
        domain = self.table.domain(name)
        return domain is not None and domain.kind == "random R^n"

    def _derivative(self, node: Node) -> Any:
        """Return the slope along a symbol or one place of a row; along a row that of each place."""
        body, of = node.parts
        if of.kind == "index" and self.table.names(name_of(of)) and self._settled(of.parts[1]):
            of = Node("letter", name=f"{name_of(of.parts[0])}_{int(self(of.parts[1]))}")
        if of.kind == "index" and not self.has(name_of(of)):
            name = name_of(of.parts[0])
            row, at = self.known(name), int(self(of.parts[1])) - 1

            def value(number: Any) -> Any:
                moved = row.copy()
                moved[at] = number
                with self.where(name, moved):
                    return self(body)

            return slope(value, row[at])
        name = name_of(of)
        if name not in self.values:
            raise UnknownError(name)
        at = self.values[name]
        if isinstance(at, np.ndarray):
            parts = [Node("index", (of, Node("number", name=str(i + 1)))) for i in range(len(at))]
            columns = [self(Node("derivative", (body, part))) for part in parts]
            return np.array(columns, dtype=object).T
        return slope(self._along(name, body), at)


def slope(function: Callable[[Any], Any], at: Any) -> Any:
    """Return the derivative of a function of a number, whose values are numbers or rows."""
    value = function(at)
    if isinstance(value, np.ndarray):
        places = range(len(value))
        return np.array(
            [mpmath.diff(lambda t, i=i: function(t)[i], at) for i in places], dtype=object
        )
    return mpmath.diff(function, at)


def _factors(node: Node) -> Iterator[Node]:
    if node.kind == "mul":
        yield from _factors(node.parts[0])
        yield node.parts[1]
    else:
        yield node


def _product(factors: list[Node]) -> Node:
    node = factors[0]
    for factor in factors[1:]:
        node = Node("mul", (node, factor))
    return node


def _renumbered(node: Node, places: Iterator[int]) -> Node:
    """Return a tree with other indices, in the order in which they stand."""
    if node.kind == "index":
        return Node("index", (node.parts[0], Node("number", name=str(next(places)))))
    return Node(node.kind, tuple(_renumbered(part, places) for part in node.parts), node.name)


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

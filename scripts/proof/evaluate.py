"""Give a tree its value at a point: functions, sums, limits, derivatives, integrals and means.

Numbers are mpmath's; rows and matrices of them are NumPy arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import mpmath
import numpy as np

from proof import functions
from proof.operations import Operations
from proof.read import Node
from proof.values import SIZE, UndecidableError, UnknownError, name_of, slope, slope_at

MEAN_DIGITS = 25
NEARLY_0 = mpmath.mpf("1e-40")


class Evaluator(Operations):
    """Values of trees, with what is known of the symbols."""

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
        both = [at - NEARLY_0, at + NEARLY_0]
        near = [mpmath.sign(at) / NEARLY_0] if mpmath.isinf(at) else both
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
            return slope_at(self._along(name, body), self.known(name), int(self(of.parts[1])) - 1)
        name = name_of(of)
        if name not in self.values:
            raise UnknownError(name)
        at = self.values[name]
        if isinstance(at, np.ndarray):
            parts = [Node("index", (of, Node("number", name=str(i + 1)))) for i in range(len(at))]
            columns = [self(Node("derivative", (body, part))) for part in parts]
            return np.array(columns, dtype=object).T
        return slope(self._along(name, body), at)

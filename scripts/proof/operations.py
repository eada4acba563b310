"""Compute sums, products and powers of numbers, rows and matrices.

A row times a matrix is a product of matrices, as the book writes it; two rows meet with a dot, with
the transposed one behind (a matrix) or before (a number).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mpmath
import numpy as np

from proof import functions
from proof.names import Names
from proof.read import Node
from proof.values import SIZE, Interval, Transposed, UndecidableError, holds, ndim, root


class Operations(Names):
    """Values of operations, with what is known of the symbols."""

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

"""Give names their values: free symbols, defined ones, places in rows, layers of a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import mpmath
import numpy as np

from proof.read import Node
from proof.values import INDEXES, LAYERS, SIZE, UndecidableError, UnknownError, name_of


class Names:
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
            for sub, shift in LAYERS.items():
                if f"{base}_{sub}" in self.meanings:
                    with self.where("l", mpmath.mpf(at + shift)):
                        return self(self.meanings[f"{base}_{sub}"].body)
        raise UnknownError(own)

    def _prime(self, node: Node) -> Any:
        name = name_of(node)
        if self.has(name):
            return self.known(name)
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

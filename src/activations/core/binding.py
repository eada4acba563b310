"""What a caller passed, matched with a function's parameters; other libraries' words are known here."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from activations.core.parameters import REQUIRED, Parameter

# PyTorch's words for what a function may have as a parameter here, and for what is done otherwise.
_SAME = {"dim": "axis", "keepdim": "keepdims", "generator": "rng"}
_OTHERWISE = {"input": "x", "inplace": "out=x", "dtype": "x.astype(dtype)"}


def bind(
    function: str,
    parameters: tuple[Parameter, ...],
    positional: tuple[Any, ...],
    named: Mapping[str, Any],
) -> dict[str, Any]:
    """Match what a caller passed with the parameters of a function, and check each.

    Raises
    ------
    TypeError
        If a parameter is missing, unknown, given twice or of the wrong type.
    ValueError
        If a value is out of its range.
    """
    known = [p.name for p in parameters]
    takes = f"its parameters: {', '.join(known) or 'none'}"
    if len(positional) > len(known):
        raise TypeError(f"{function}: {len(positional)} parameters were given; {takes}")
    given = dict(zip(known, positional, strict=False))
    if twice := given.keys() & named.keys():
        raise TypeError(f"{function}: {min(twice)} was given twice, by position and by name")
    given.update(named)
    for name in given:
        if name not in known:
            raise TypeError(
                f"{function}: there is no parameter {name!r}{_instead(name, known)}; {takes}"
            )
    checked: dict[str, Any] = {}
    for p in parameters:
        value = given.get(p.name, p.default)
        if value is REQUIRED:
            raise TypeError(f"{function}: {p.name} is missing, but {p.allowed} is needed")
        checked[p.name] = p.check(function, value, checked)
    return checked


def _instead(name: str, known: list[str]) -> str:
    """Say which word was perhaps meant."""
    if _SAME.get(name) in known or name in _OTHERWISE:
        return f", PyTorch's word; here it is {(_SAME | _OTHERWISE)[name]}"
    close = get_close_matches(name, known, n=1)
    return f", perhaps {close[0]} was meant" if close else ""

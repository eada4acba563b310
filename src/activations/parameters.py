"""The parameters of a function: what each may be, checked in one place, with one kind of message.

A parameter's default stands in the formula's signature; here stands what is allowed.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from activations.arrays import real

REQUIRED: Any = inspect.Parameter.empty


@dataclass(frozen=True)
class Parameter:
    """What all kinds share.

    Attributes
    ----------
    name : str
        PyTorch's name.
    example : object
        A value for pictures and facts where there is no default.
    default : object
        The default, filled in from the formula's signature.
    """

    name: str
    example: Any = None
    default: Any = REQUIRED

    @property
    def allowed(self) -> str:
        """What is allowed, in words that end "... is needed"."""
        raise NotImplementedError

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Any:
        """Give the value that the formula gets, or raise; `before` has the parameters before it."""
        raise NotImplementedError

    def refusal(self, function: str, value: Any) -> str:
        """Say what is wrong with a value."""
        return f"{function}: {self.name} is {value!r}, but {self.allowed} is needed"


@dataclass(frozen=True)
class Number(Parameter):
    """A finite real number with a lower limit, which may be another parameter's value."""

    above: float | str | None = None
    at_least: float | str | None = None
    optional: bool = False

    @property
    def allowed(self) -> str:
        """What is allowed."""
        words = "a finite number"
        if self.above is not None:
            words += f" above {self.above}"
        if self.at_least is not None:
            words += f" that is at least {self.at_least}"
        return words + (" or None" if self.optional else "")

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> float | None:
        """Give the number as a float."""
        if value is None and self.optional:
            return None
        number = _number(value)
        if number is None:
            raise TypeError(self.refusal(function, value))
        above, at_least = (
            before[limit] if isinstance(limit, str) else limit
            for limit in (self.above, self.at_least)
        )
        inside = (above is None or number > above) and (at_least is None or number >= at_least)
        if not (np.isfinite(number) and inside):
            raise ValueError(self.refusal(function, value))
        return number


@dataclass(frozen=True)
class Whole(Parameter):
    """A whole number from 1 on."""

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return "a whole number that is at least 1"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> int:
        """Give the number as an int."""
        if not isinstance(value, int | np.integer) or isinstance(value, bool):
            raise TypeError(self.refusal(function, value))
        if value < 1:
            raise ValueError(self.refusal(function, value))
        return int(value)


@dataclass(frozen=True)
class Choice(Parameter):
    """One of a few words."""

    words: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return " or ".join(map(repr, self.words))

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> str:
        """Give the word."""
        if not isinstance(value, str):
            raise TypeError(self.refusal(function, value))
        if value not in self.words:
            raise ValueError(self.refusal(function, value))
        return value


@dataclass(frozen=True)
class Flag(Parameter):
    """True or False."""

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return "True or False"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> bool:
        """Give the truth value."""
        if not isinstance(value, bool | np.bool_):
            raise TypeError(self.refusal(function, value))
        return bool(value)


@dataclass(frozen=True)
class Seed(Parameter):
    """Where random numbers come from."""

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return "a numpy.random.Generator, a seed (a whole number from 0 on) or None"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> np.random.Generator:
        """Give a generator; the same seed gives the same numbers."""
        seed = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not (value is None or seed or isinstance(value, np.random.Generator)):
            raise TypeError(self.refusal(function, value))
        if seed and value < 0:
            raise ValueError(self.refusal(function, value))
        return np.random.default_rng(value)


@dataclass(frozen=True)
class Weight(Parameter):
    """A learned number, or one for each channel; axis 1 counts the channels."""

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return "a finite number or a one-dimensional array of them"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Any:
        """Give one weight as a float, several as a float64 array."""
        weight = real(function, self.name, value)[0].astype(np.float64)
        if weight.ndim > 1 or weight.size == 0 or not np.isfinite(weight).all():
            raise ValueError(self.refusal(function, value))
        return float(weight.reshape(-1)[0]) if weight.size == 1 else weight


def _number(value: Any) -> float | None:
    """Give a real scalar of at most 64 bits as a float; None for anything else."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool | np.bool_ | np.longdouble):
        return None
    return float(value) if isinstance(value, int | float | np.integer | np.floating) else None


def with_defaults(
    parameters: tuple[Parameter, ...], signature: inspect.Signature
) -> tuple[Parameter, ...]:
    """Fill in each parameter's default from the signature of a formula."""
    return tuple(replace(p, default=signature.parameters[p.name].default) for p in parameters)


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
            raise TypeError(f"{function}: there is no parameter {name!r}; {takes}")
    checked: dict[str, Any] = {}
    for p in parameters:
        value = given.get(p.name, p.default)
        if value is REQUIRED:
            raise TypeError(f"{function}: {p.name} is missing, but {p.allowed} is needed")
        checked[p.name] = p.check(function, value, checked)
    return checked

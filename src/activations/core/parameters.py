"""The kinds of parameters: what each may be, checked in one place, with one kind of message.

Those that are arrays stand in `core/array_parameters.py`.
"""

from __future__ import annotations

import inspect
import json
import math
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

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
        The default, unless it is required.
    """

    name: str
    example: Any = None
    default: Any = REQUIRED

    @property
    def allowed(self) -> str:
        """What is allowed, in words that end "... is needed"."""
        raise NotImplementedError

    @property
    def annotation(self) -> str:
        """The type that a type checker holds a caller to."""
        raise NotImplementedError

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Any:
        """Return the value that the kernels get, or raise; `before` has the parameters before it."""
        raise NotImplementedError

    def refusal(self, function: str, value: Any) -> str:
        """Say what is wrong with a value."""
        shown = reprlib.repr(value) if isinstance(value, int | str) else repr(value)
        return f"{function}: {self.name} is {shown}, but {self.allowed} is needed"


@dataclass(frozen=True)
class Number(Parameter):
    """A finite real number with limits; the lower one may be another parameter's value."""

    above: float | str | None = None
    at_least: float | str | None = None
    at_most: float | None = None
    optional: bool = False

    @property
    def allowed(self) -> str:
        """What is allowed."""
        words = "a finite number"
        if self.above is not None:
            words += f" above {self.above}"
        if self.at_least is not None:
            words += f" that is at least {self.at_least}"
        if self.at_most is not None:
            words += f" and at most {self.at_most}"
        return words + (" or None" if self.optional else "")

    @property
    def annotation(self) -> str:
        """A number, or None where that is allowed."""
        return "float | None" if self.optional else "float"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> float | None:
        """Return the number as a float."""
        if value is None and self.optional:
            return None
        number = _number(value)
        if number is None:
            raise TypeError(self.refusal(function, value))
        above, at_least = (
            before[limit] if isinstance(limit, str) else limit
            for limit in (self.above, self.at_least)
        )
        inside = (
            (above is None or number > above)
            and (at_least is None or number >= at_least)
            and (self.at_most is None or number <= self.at_most)
        )
        if not (np.isfinite(number) and inside):
            raise ValueError(self.refusal(function, value))
        return number


@dataclass(frozen=True)
class Integer(Parameter):
    """Any whole number."""

    allowed = "a whole number"
    annotation = "int"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> int:
        """Return the number as an int."""
        if not isinstance(value, int | np.integer) or isinstance(value, bool):
            raise TypeError(self.refusal(function, value))
        return int(value)


@dataclass(frozen=True)
class Whole(Integer):
    """A whole number from 1 on."""

    allowed = "a whole number that is at least 1"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> int:
        """Return the number as an int."""
        number = super().check(function, value, before)
        if number < 1:
            raise ValueError(self.refusal(function, value))
        return number


@dataclass(frozen=True)
class Choice(Parameter):
    """One of a few words."""

    words: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return " or ".join(map(repr, self.words))

    @property
    def annotation(self) -> str:
        """One of the words."""
        return f"Literal[{', '.join(map(json.dumps, self.words))}]"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> str:
        """Return the word."""
        if not isinstance(value, str):
            raise TypeError(self.refusal(function, value))
        if value not in self.words:
            raise ValueError(self.refusal(function, value))
        return value


@dataclass(frozen=True)
class Flag(Parameter):
    """True or False."""

    allowed = "True or False"
    annotation = "bool"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> bool:
        """Return the truth value."""
        if not isinstance(value, bool | np.bool_):
            raise TypeError(self.refusal(function, value))
        return bool(value)


@dataclass(frozen=True)
class Seed(Parameter):
    """Where random numbers come from."""

    allowed = "a numpy.random.Generator, a seed (a whole number from 0 on) or None"
    annotation = "numpy.random.Generator | int | None"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> np.random.Generator:
        """Return a generator; the same seed gives the same numbers."""
        seed = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not (value is None or seed or isinstance(value, np.random.Generator)):
            raise TypeError(self.refusal(function, value))
        if seed and value < 0:
            raise ValueError(self.refusal(function, value))
        return np.random.default_rng(value)


@dataclass(frozen=True)
class Axis(Integer):
    """The axis along which a function looks; whether x has it is checked with x."""

    allowed = "a whole number, an axis of x,"


@dataclass(frozen=True)
class Axes(Axis):
    """One axis, or several whose numbers are taken together."""

    allowed = "a whole number, an axis of x, or a non-empty tuple of them"
    annotation = "int | tuple[int, ...]"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Any:
        """Return the axis as an int, several as a tuple of them."""
        if not isinstance(value, tuple):
            return super().check(function, value, before)
        if not value:
            raise ValueError(self.refusal(function, value))
        axis = Axis(self.name)
        return tuple(axis.check(function, one, before) for one in value)


@dataclass(frozen=True)
class Shape(Parameter):
    """A shape of at least one axis; a single number stands for one axis."""

    allowed = "a whole number that is at least 1 or a non-empty sequence of them"
    annotation = "int | Sequence[int]"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the shape as a tuple."""
        shape = (value,) if isinstance(value, int | np.integer) else value
        if not isinstance(shape, tuple | list) or not all(
            isinstance(n, int | np.integer) and not isinstance(n, bool) for n in shape
        ):
            raise TypeError(self.refusal(function, value))
        if not shape or min(shape) < 1:
            raise ValueError(self.refusal(function, value))
        return tuple(int(n) for n in shape)


@dataclass(frozen=True)
class Order(Number):
    """The exponent of a p-norm."""

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return "a number above 0, which may be infinite,"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> float | None:
        """Return the exponent as a float."""
        infinite = isinstance(value, float | np.float32 | np.float16) and value == math.inf
        return math.inf if infinite else super().check(function, value, before)


def _number(value: Any) -> float | None:
    """Return a real scalar of at most 64 bits as a float; None for anything else."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, bool | np.bool_ | np.longdouble):
        return None
    if not isinstance(value, int | float | np.integer | np.floating):
        return None
    try:
        return float(value)
    except OverflowError:  # a whole number past the largest double is refused as an infinite one is
        return math.inf

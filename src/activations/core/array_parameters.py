"""The kinds of parameters that are arrays: weights, statistics, and what stands beside each number of x."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from activations.core.arrays import Array, plain, real
from activations.core.parameters import Parameter


@dataclass(frozen=True)
class Weight(Parameter):
    """A learned number, one for each channel, which axis 1 counts, or an array that broadcasts to x."""

    allowed = "a finite number or a non-empty array of them"
    annotation = "ArrayLike"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Any:
        """Return one weight as a float, several as a float64 array."""
        if value is None:
            raise TypeError(self.refusal(function, value))
        weight = real(function, self.name, value)[0].astype(np.float64)
        if weight.size == 0 or not np.isfinite(weight).all():
            raise ValueError(self.refusal(function, value))
        return float(weight.reshape(-1)[0]) if weight.size == 1 else weight


@dataclass(frozen=True)
class Learned(Parameter):
    """An array of weights or of running statistics, or None; its shape follows from x."""

    per_row: bool = False
    negative: bool = True
    annotation = "ArrayLike | None"

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return f"an array of finite numbers{'' if self.negative else ' from 0 on'} or None"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Array | None:
        """Return the array as it is: it is converted piece by piece."""
        if value is None:
            return None
        array = real(function, self.name, value)[0]
        if not np.isfinite(array).all() or (not self.negative and (array < 0).any()):
            raise ValueError(self.refusal(function, value))
        return array


@dataclass(frozen=True)
class Beside(Learned):
    """A finite factor for each number of x, or None; its shape broadcasts to that of x."""


@dataclass(frozen=True)
class Where(Beside):
    """Which numbers of x take part, True or False for each, or None for all."""

    allowed = "an array of True and False or None"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> Array | None:
        """Return the array as it is."""
        if value is None:
            return None
        array = plain(function, self.name, value)
        if array.dtype.kind != "b":
            raise TypeError(
                f"{function}: {self.name} has dtype {array.dtype}, but {self.allowed} is needed; "
                "compare first, for example with x > 0"
            )
        return array

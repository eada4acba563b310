"""The printed definitions, from which the truth of the accuracy tests is computed.

Nothing here uses a form of the implementation. A definition is the formula as it is printed, in exact
numbers; SymPy differentiates it, so that no derivative is typed; mpmath evaluates both, with as many
digits as it takes. At a kink the branch that holds the point decides the derivative, so which branch
is closed is PyTorch's convention.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath
import sympy
from sympy import Piecewise, Rational, erf, exp, log, pi, sqrt, tanh

Expression = Any
NOTHING = mpmath.mpf("1e-400")

x = sympy.Symbol("x", real=True)


def _elu(alpha: Expression) -> Expression:
    return Piecewise((x, x > 0), (alpha * (exp(x) - 1), True))


def _clip(low: Expression, high: Expression) -> Expression:
    return Piecewise((low, x <= low), (high, x >= high), (x, True))


def _leaky(slope: Expression) -> Expression:
    return Piecewise((x, x > 0), (slope * x, True))


def _softplus(beta: Expression, threshold: Expression | None) -> Expression:
    exact = log(1 + exp(beta * x)) / beta
    return exact if threshold is None else Piecewise((x, beta * x > threshold), (exact, True))


def _gelu(approximate: str) -> Expression:
    if approximate == "none":
        return x * (1 + erf(x / sqrt(2))) / 2
    # The paper's decimal. The double next to it is 236 ULP off at x = -21.
    return x * (1 + tanh(sqrt(2 / pi) * (x + Rational("0.044715") * x**3))) / 2


def _exact(number: Any) -> Any:
    return Rational(number) if isinstance(number, float) else number


_sigmoid = 1 / (1 + exp(-x))

DEFINITIONS: dict[str, Callable[..., Expression]] = {
    "threshold": lambda threshold, value: Piecewise((x, x > threshold), (value, True)),
    "relu": lambda: Piecewise((x, x > 0), (0, True)),
    "hardtanh": lambda min_val=-1, max_val=1: _clip(min_val, max_val),
    "hardswish": lambda: Piecewise((0, x <= -3), (x, x >= 3), (x * (x + 3) / 6, True)),
    "relu6": lambda: _clip(0, 6),
    "elu": _elu,
    "selu": lambda: _exact(1.0507009873554805) * _elu(_exact(1.6732632423543772)),
    "celu": lambda alpha: Piecewise((x, x > 0), (alpha * (exp(x / alpha) - 1), True)),
    "leaky_relu": lambda negative_slope: _leaky(negative_slope),
    "prelu": lambda weight: _leaky(weight),
    "rrelu": lambda: _leaky((_exact(1 / 8) + _exact(1 / 3)) / 2),
    "gelu": lambda approximate="none": _gelu(approximate),
    "logsigmoid": lambda: -log(1 + exp(-x)),
    "hardshrink": lambda lambd: Piecewise((0, (x >= -lambd) & (x <= lambd)), (x, True)),
    "tanhshrink": lambda: x - tanh(x),
    "softsign": lambda: Piecewise((x / (1 + x), x >= 0), (x / (1 - x), True)),
    "softplus": lambda beta=1, threshold=None: _softplus(beta, threshold),
    "softshrink": lambda lambd: Piecewise(
        (x - lambd, x > lambd), (x + lambd, x < -lambd), (0, True)
    ),
    "tanh": lambda: tanh(x),
    "sigmoid": lambda: _sigmoid,
    "hardsigmoid": lambda: Piecewise((0, x <= -3), (1, x >= 3), ((x + 3) / 6, True)),
    "silu": lambda: x * _sigmoid,
    "mish": lambda: x * tanh(log(1 + exp(x))),
    "relu_squared": lambda: Piecewise((x**2, x > 0), (0, True)),
    "squareplus": lambda b=4: (x + sqrt(x**2 + b)) / 2,
    "sparse_plus": lambda: Piecewise((0, x <= -1), (x, x >= 1), ((x + 1) ** 2 / 4, True)),
    "softcap": lambda cap=30: cap * tanh(x / cap),
    "quick_gelu": lambda: x / (1 + exp(-Rational("1.702") * x)),
    "logit": lambda: log(x / (1 - x)),
}


def definition(name: str, parameters: dict[str, Any]) -> dict[str, Expression]:
    """Return value and derivative as expressions in `x`, the parameters at their exact values."""
    exact = {key: _exact(number) for key, number in parameters.items()}
    value = sympy.sympify(DEFINITIONS[name](**exact))
    return {"value": value, "derivative": value.diff(x)}


def kinks(expression: Expression) -> list[float]:
    """Return the points where one branch ends and another begins."""
    bounds = {
        relation.rhs / relation.lhs.coeff(x)
        for relation in expression.atoms(sympy.core.relational.Relational)
    }
    return sorted(map(float, bounds))


def _exp(power: mpmath.mpf) -> mpmath.mpf:
    # mpmath raises e to a whole number by squaring it, and every large double is a whole number: at
    # 1e308 that takes 100 times as long.
    return mpmath.exp(power - 0.5) * mpmath.sqrt(mpmath.e)


class Evaluation:
    """An expression as a function from a double to the nearest double and what that one lacks."""

    def __init__(self, expression: Expression) -> None:
        self.function = sympy.lambdify(x, expression, [{"exp": _exp}, "mpmath"], cse=True)

    def __call__(self, point: float) -> tuple[float, float]:
        """Return the nearest double, and the rest in units of its last place."""
        true = self.exact(point)
        unit = max(int(mpmath.frexp(true)[1]) - 53, -1074)
        nearest = float(mpmath.ldexp(mpmath.nint(mpmath.ldexp(true, -unit)), unit))
        if math.isinf(nearest):
            return nearest, 0.0
        return nearest, float((true - nearest) / math.ulp(nearest))

    def exact(self, point: float) -> mpmath.mpf:
        """Double the precision until two results agree to 100 bits, or until both are nothing.

        Two results also agree when both have lost the same term. At x = -231 with 150 and with 300
        bits, 1 + exp(x) is 1, and the derivative of mish lacks one of its two terms. The start at 1,400
        bits leaves none out: next to 1, what is smaller than 2^-1400 matters to no double.
        """
        precision, before = 1400, mpmath.inf
        while True:
            with mpmath.workprec(precision):
                now = mpmath.mpf(self.function(mpmath.mpf(point)))
                nothing = max(abs(before), abs(now)) < NOTHING
                if nothing or abs(now - before) <= abs(now) / 2**100:
                    return now
            precision, before = 2 * precision, now

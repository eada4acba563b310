"""The functions that formulas name, in mpmath's digits, and the library's beside them.

Functions of one variable come from the definitions that the tests of accuracy stand on; their
derivatives are SymPy's. A name that carries a parameter in the book, as LeakyReLU its a, takes it from
the formula's symbols.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import mpmath
import numpy as np
import sympy
from definitions import DEFINITIONS, x

import activations as act
from proof.values import slope_at

# The name in a formula; the library's name; the library's parameters and their letters.
BOOK: dict[str, tuple[str, dict[str, str]]] = {
    **{name: (name, {}) for name in DEFINITIONS},
    r"\sigma": ("sigmoid", {}),
    "ReLU": ("relu", {}),
    "ReLU6": ("relu6", {}),
    "LeakyReLU": ("leaky_relu", {"negative_slope": "a"}),
    "RReLU": ("leaky_relu", {"negative_slope": "a"}),
    "PReLU": ("prelu", {"weight": "w"}),
    "ELU": ("elu", {"alpha": r"\alpha"}),
    "CELU": ("celu", {"alpha": r"\alpha"}),
    "SELU": ("selu", {}),
    "softplus": ("softplus", {"beta": r"\beta"}),
    "threshold": ("threshold", {"threshold": "t", "value": "v"}),
    "hardtanh": ("hardtanh", {"min_val": r"\mathrm{min\_val}", "max_val": r"\mathrm{max\_val}"}),
    "hardshrink": ("hardshrink", {"lambd": r"\lambda"}),
    "softshrink": ("softshrink", {"lambd": r"\lambda"}),
    "squareplus": ("squareplus", {"b": "b"}),
    "softcap": ("softcap", {"cap": "c"}),
}


@cache
def _compiled(name: str, parameters: tuple[str, ...], order: int) -> Callable[..., Any]:
    letters = [sympy.Symbol(parameter, real=True) for parameter in parameters]
    value = sympy.sympify(DEFINITIONS[name](**dict(zip(parameters, letters, strict=True))))
    return sympy.lambdify([x, *letters], value.diff(x, order), "mpmath")


def _of_one_number(name: str, order: int, at: Any, known: Callable[[str], Any]) -> Any:
    own, parameters = BOOK[name]
    given = [known(letter) for letter in parameters.values()]
    function = _compiled(own, tuple(parameters), order)
    value = mpmath.mpf(function(at, *given))
    if abs(value) > 1e-50:
        return value
    with mpmath.workdps(mpmath.mp.dps + 330):  # what 1 + erf(x) loses near the smallest double
        return mpmath.mpf(function(at, *given))


def on_all(function: Callable[[Any], Any], value: Any) -> Any:
    """Apply a function of one number to a number or to each of an array."""
    if isinstance(value, np.ndarray):
        return np.array([on_all(function, part) for part in value], dtype=object)
    return function(value)


# --- functions of a row ---


def softmax(z: Any, base: Any = mpmath.e) -> Any:
    """Return the powers of the base over their sum, as they are printed."""
    powers = on_all(lambda value: mpmath.power(base, value), z)
    return powers / sum(powers)


def _projection(power: int) -> Callable[[Any], Any]:
    """Return the row of max(x / power - tau, 0)^power whose sum is 1, by trying each support."""

    def project(z: Any) -> Any:
        scaled = z / power
        largest = sorted(scaled, reverse=True)
        for count in range(1, len(largest) + 1):
            mean = sum(largest[:count]) / count
            spread = sum((value - mean) ** 2 for value in largest[:count])
            if power == 1:
                tau = mean - mpmath.mpf(1) / count
            elif spread > 1:
                break
            else:
                tau = mean - mpmath.sqrt((1 - spread) / count)
            if count == len(largest) or largest[count] <= tau:
                break
        return on_all(lambda value: max(value - tau, mpmath.mpf(0)) ** power, scaled)

    return project


def _standardized(x: Any, epsilon: Any) -> Any:
    away = x - sum(x) / len(x)
    return away / mpmath.sqrt(away @ away / len(x) + epsilon)


def _windows(x: Any, k: Any, alpha: Any, beta: Any) -> Any:
    """Return local response normalisation over each number and the one before it."""
    before = [mpmath.mpf(0), *x[:-1]]
    sums = [k + alpha / 2 * (a**2 + b**2) for a, b in zip(before, x, strict=True)]
    return np.array([value / u**beta for value, u in zip(x, sums, strict=True)], dtype=object)


# A function of a row with letters of the formula, in exact numbers, and the same of the library.
NORMS: dict[str, tuple[tuple[str, ...], Callable[..., Any], Callable[..., Any]]] = {
    "layer_norm": (
        (r"\varepsilon",),
        _standardized,
        lambda x, e: act.layer_norm(x, x.shape, eps=e),
    ),
    "group_norm": (
        (r"\varepsilon",),
        _standardized,
        lambda x, e: act.group_norm(x[None, :, None], 1, eps=e)[0, :, 0],
    ),
    "instance_norm": (
        (r"\varepsilon",),
        _standardized,
        lambda x, e: act.instance_norm(x[None, None], eps=e)[0, 0],
    ),
    "batch_norm": (
        (r"\varepsilon",),
        _standardized,
        lambda x, e: act.batch_norm(x[:, None], None, None, training=True, eps=e)[:, 0],
    ),
    "rms_norm": (
        (r"\varepsilon",),
        lambda x, e: x / mpmath.sqrt(x @ x / len(x) + e),
        lambda x, e: act.rms_norm(x, x.shape, eps=e),
    ),
    "normalize": (
        ("p", r"\varepsilon"),
        lambda x, p, e: x / max(mpmath.power(sum(abs(part) ** p for part in x), 1 / p), e),
        lambda x, p, e: act.normalize(x, p, axis=0, eps=e),
    ),
    "local_response_norm": (
        ("k", r"\alpha", r"\beta"),
        _windows,
        lambda x, k, a, b: act.local_response_norm(x[None, :, None], 2, a, b, k)[0, :, 0],
    ),
}
PROJECTIONS = {"sparsemax": _projection(1), "entmax15": _projection(2)}
ROWS: dict[str, Callable[..., Any]] = {
    "softmax": softmax,
    "softmin": lambda z: softmax(-z),
    "log_softmax": lambda z: z - mpmath.log(sum(on_all(mpmath.exp, z))),
    "logsumexp": lambda z: mpmath.log(sum(on_all(mpmath.exp, z))),
    **PROJECTIONS,
    "diag": np.diag,
    "tr": np.trace,
}
PLAIN: dict[str, Callable[..., Any]] = {
    **{
        name: getattr(mpmath, name)
        for name in ("exp", "sin", "cos", "sinh", "cosh", "tanh", "erf", "expm1", "log1p")
    },
    "sign": mpmath.sign,
    "sgn": mpmath.sign,
    r"\Phi": mpmath.ncdf,
}
GATES = {"GLU": r"\sigma", "SwiGLU": "silu", "GEGLU": "gelu", "ReGLU": "relu"}


def _pulled_back(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return v^T J of a function of a row, J taken by differences, and the library's."""

    def exact(x: Any, v: Any) -> Any:
        slopes = [slope_at(lambda row: ROWS[name](row) @ v, x, place) for place in range(len(x))]
        return np.array(slopes, dtype=object)

    return exact, lambda x, v: getattr(act, name).vjp(x, v)


PULLED_BACK = {
    f"{name}_vjp": _pulled_back(name)
    for name in ("softmax", "softmin", "log_softmax", "sparsemax", "entmax15")
}


def knows(name: str) -> bool:
    """Tell whether a name is that of a function, with or without primes."""
    tables = (BOOK, ROWS, NORMS, PULLED_BACK, PLAIN, GATES, ("max", "min", "log"))
    return any(name.rstrip("'") in table for table in tables)


def call(name: str, sub: Any, given: list[Any], known: Callable[[str], Any]) -> Any:
    """Return a function's value; `known` gives the value of a letter."""
    plain = name.rstrip("'")
    order = len(name) - len(plain)
    if plain in ("max", "min"):
        parts = [part for value in given for part in np.atleast_1d(value)]
        return (max if plain == "max" else min)(parts)
    [first, *others] = given
    if plain == "log":
        logarithm = (
            mpmath.log if sub is None else (lambda value: mpmath.log(value) / mpmath.log(sub))
        )
        return on_all(logarithm, first)
    if plain in GATES:
        return first * call(GATES[plain], None, others, known)
    if plain in PULLED_BACK:
        return PULLED_BACK[plain][0](*given)
    if plain in NORMS:
        letters, definition, _ = NORMS[plain]
        return definition(first, *map(known, letters))
    if plain in ROWS:
        if order:
            raise ValueError(f"{name}: a function of a row has no one derivative")
        return ROWS[plain](first, *([] if sub is None else [sub]))
    if plain in PLAIN and plain not in BOOK:
        function = PLAIN[plain]
        if order:
            return on_all(lambda value: mpmath.diff(function, value, order), first)
        return on_all(function, first)
    return on_all(lambda value: _of_one_number(plain, order, value, known), first)


def library(name: str, given: list[Any], known: Callable[[str], Any]) -> Any:
    """Return what the library gives for the same numbers as doubles, None where it has no such call."""
    plain = name.rstrip("'")
    order = len(name) - len(plain)
    if plain in BOOK and order < 2:
        own, parameters = BOOK[plain]
        call = getattr(act, own) if not order else getattr(act, own).derivative
        if len(given) != 1 or isinstance(given[0], np.ndarray):
            return None
        return call(float(given[0]), **{key: float(known(at)) for key, at in parameters.items()})
    if plain in PULLED_BACK:
        return PULLED_BACK[plain][1](*(np.array(row, dtype=float) for row in given))
    if plain in NORMS:
        letters, _, call = NORMS[plain]
        return call(np.array(given[0], dtype=float), *(float(known(letter)) for letter in letters))
    if plain in ROWS and plain in act.CATALOG and not order and len(given) == 1:
        return getattr(act, plain)(np.array(given[0], dtype=float))
    return None

"""Compute the polynomials that `gelu` and its derivative use, and print the module that holds them.

    python scripts/records/fit_gelu.py > src/activations/gaussian_coefficients.py

The Gaussian tail Q(a) = 1 - Phi(a) falls like exp(-a^2 / 2). What is left after dividing by that is
tame, and in z = (a - 5) / (a + 5), which squeezes the half-line into [-1, 1], close to a polynomial of
low degree. It is interpolated at Chebyshev points, with 60 digits, and rounded once at the end.
"""

from __future__ import annotations

from collections.abc import Callable

import mpmath

DIGITS = 60
CENTER, SHIFT = 5, mpmath.mpf("1.375")
FARTHEST = 39  # exp(-a^2 / 2) is 0 from here on
VALUE_DEGREE, DERIVATIVE_DEGREE = 21, 20

MODULE = '''\
"""Coefficients for `gelu` and the root of its derivative, made by scripts/records/fit_gelu.py.

With Q(a) = 1 - Phi(a), the Gaussian tail, and z = (a - 5) / (a + 5), the polynomials in z, lowest power
first, are

* VALUE = (a + {shift}) exp(a^2 / 2) Q(a), to {value_error} of its value;
* DERIVATIVE = exp(a^2 / 2) gelu'(-a) / (r - a), to {derivative_error}, where gelu'(-r) = 0.

ROOT is -r, as a double and what it lacks.
"""

ROOT = ({root})

VALUE = (
{value}
)

DERIVATIVE = (
{derivative}
)
'''

Number = mpmath.mpf
Function = Callable[[Number], Number]


def tail(a: Number) -> Number:
    """Return exp(a^2 / 2) Q(a)."""
    return mpmath.exp(a * a / 2) * mpmath.erfc(a / mpmath.sqrt(2)) / 2


def slope(a: Number) -> Number:
    """Return exp(a^2 / 2) gelu'(-a); gelu'(-a) = Q(a) - a phi(a)."""
    return tail(a) - a / mpmath.sqrt(2 * mpmath.pi)


def fit(function: Function, degree: int) -> tuple[list[Number], Number]:
    """Interpolate in z at Chebyshev points; give the coefficients and the largest relative error."""
    low, high = mpmath.mpf(-1), mpmath.mpf(FARTHEST - CENTER) / (FARTHEST + CENTER)

    def at(t: Number) -> tuple[Number, Number]:
        z = (low + high) / 2 + (high - low) / 2 * t
        return z, function(CENTER * (1 + z) / (1 - z))

    count = degree + 1
    points = [at(mpmath.cos(mpmath.pi * (i + 0.5) / count)) for i in range(count)]
    powers = mpmath.matrix([[z**k for k in range(count)] for z, _ in points])
    coefficients = list(mpmath.lu_solve(powers, mpmath.matrix([value for _, value in points])))
    between = [at(mpmath.cos(mpmath.pi * i / (4 * count))) for i in range(4 * count + 1)]
    error = max(abs(mpmath.polyval(coefficients[::-1], z) / value - 1) for z, value in between)
    return coefficients, error


def module() -> str:
    """Return the text of the module."""
    with mpmath.workdps(DIGITS):
        root = mpmath.findroot(slope, 0.75)
        value, value_error = fit(lambda a: (a + SHIFT) * tail(a), VALUE_DEGREE)
        derivative, derivative_error = fit(lambda a: slope(a) / (root - a), DERIVATIVE_DEGREE)
        nearest = float(-root)
        return MODULE.format(
            shift=mpmath.nstr(SHIFT),
            value_error=mpmath.nstr(value_error, 1),
            derivative_error=mpmath.nstr(derivative_error, 1),
            root=f"{nearest!r}, {float(-root - nearest)!r}",
            value=_rows(value),
            derivative=_rows(derivative),
        )


def _rows(coefficients: list[Number]) -> str:
    return "\n".join(f"    {float(c)!r}," for c in coefficients)


if __name__ == "__main__":
    print(module(), end="")

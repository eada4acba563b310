"""Double-double products and quotients: the rounded result and what rounding took off.

exp(y) turns an absolute error of y into a relative error of its value. Near y = -700 the rounding of
y alone is worth 500 units in the last place of exp(y). Carrying the rest along, exp(y + rest) =
exp(y) (1 + rest) to double precision, takes that away.

References
----------
T. J. Dekker, "A floating-point technique for extending the available precision", 1971.
https://doi.org/10.1007/BF01397083
"""

from __future__ import annotations

import math

import numpy as np

from activations.core.arrays import Block

# Beyond it exp is 0, with room for a factor between 1/2 and 1.
FAR = 4000.0


def product(c: float, x: Block) -> tuple[Block, Block]:
    """Return c x for x >= 0 and c > 0 as high and low part; from 2000 on it need not be exact."""
    mantissa, exponent = math.frexp(c)
    x = np.minimum(np.ldexp(x, exponent), FAR)
    high = mantissa * x
    return high, _rest(mantissa, x, high)


def quotient(x: Block, c: float) -> tuple[Block, Block]:
    """Return x / c for x >= 0 and c > 0 as high and low part; from 4000 on it need not be exact."""
    mantissa, exponent = math.frexp(c)
    x = np.minimum(np.ldexp(x, -exponent), FAR)
    high = x / mantissa
    back = mantissa * high
    return high, ((x - back) - _rest(mantissa, high, back)) / mantissa


def _rest(a: float, b: Block, rounded: Block) -> Block:
    """Return a b - rounded, exactly, by splitting both factors into halves of 26 bits."""
    a_high, b_high = (134217729.0 * f - (134217729.0 * f - f) for f in (a, b))
    a_low, b_low = a - a_high, b - b_high
    return ((a_high * b_high - rounded) + a_high * b_low + a_low * b_high) + a_low * b_low

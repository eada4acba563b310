r"""The Gaussian error linear unit, exact and with tanh.

exp turns an absolute error of its argument into a relative error of its value. Here the argument is not
the input itself but a polynomial of it, so it is computed as a double and a small rest.
"""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block, select
from activations.core.elementwise import Elementwise
from activations.core.parameters import Choice
from activations.gated import far_left, from_root
from activations.gaussian_coefficients import DERIVATIVE, ROOT, VALUE

GELU_TANH_ROOT = (-0.7524614220710163, 3.635560509207687e-17)

# 2 sqrt(2 / pi), and 0.044715 times that, as heads so short that `_doubled_u` multiplies them exactly,
# and rests.
LINEAR_HEAD, LINEAR_REST = 1.5957691216026433, 3.0874305383944692e-12

CUBIC_HEAD, CUBIC_REST = 0.07135486602783203, -4.975523178247366e-08

LINEAR, CUBIC = LINEAR_HEAD + LINEAR_REST, CUBIC_HEAD + CUBIC_REST


def _gaussian(a: Block, coefficients: tuple[float, ...]) -> tuple[Block, Block]:
    """Return p and y with p e^y = exp(-a^2 / 2) times the polynomial in (a - 5) / (a + 5); 0 <= a <= 39.

    y is -a^2 / 2 rounded. What rounding took off is -rest / 2, and e^(-rest / 2) is 1 - rest / 2 to
    double precision; the polynomial takes it in before the constant term, where it costs no accuracy.
    The rest is exact because near, which is a rounded to a multiple of 2^-19, has an exact square.
    """
    square = a * a
    near = (a + 2.0**33) - 2.0**33
    rest = (near * near - square) + (a - near) * (a + near)
    z = (a - 5) / (a + 5)
    p = coefficients[-1] * z
    for coefficient in coefficients[-2:0:-1]:
        p += coefficient
        p *= z
    p -= (coefficients[0] + p) * (rest / 2)
    return coefficients[0] + p, -0.5 * square


def gelu_factors(x: Block) -> tuple[Block, Block]:
    """Return two factors whose product is gelu; on the left each has about half of its exponent."""
    a = np.minimum(np.abs(x), 80)
    p, y = _gaussian(a, VALUE)
    half = np.exp(y / 2)
    tail = a / (a + 1.375) * p * half
    return np.where(x < 0, -tail, np.maximum(x, 0) - tail * half), np.where(x < 0, half, 1.0)


def _doubled_u(x: Block) -> tuple[Block, Block]:
    """Return 2 u = x (LINEAR + CUBIC x^2) for |x| <= 30 as an exact double and a rest below 1/2.

    near is x rounded to a multiple of 1/128, so short that the polynomial of the heads is exact there.
    The difference between x and near has x - near as a factor.
    """
    near = (x + 1.5 * 2.0**45) - 1.5 * 2.0**45
    square = near * near
    head = near * (LINEAR_HEAD + CUBIC_HEAD * square)
    slope = LINEAR + CUBIC * (x * x + x * near + square)
    return head, near * (LINEAR_REST + CUBIC_REST * square) + (x - near) * slope


def _gelu_tanh(x: Block) -> Block:
    c = np.clip(x, -30, 30)
    head, rest = _doubled_u(c)
    y = x / (1 + np.exp(-head) * np.exp(-rest))
    return far_left(y, head, c * np.exp(rest))


def _gelu_tanh_derivative(x: Block) -> Block:
    r"""Derivative of f, gelu with the tanh: that of silu, with t = e^{-2u} for e^{-x}.

    .. math::

        f'(x) = \frac{1 + k\,s}{q}, \quad k = x\,(L + 3 C x^2), \quad q = 1 + t, \quad s = t / q

    Here 2 u = L x + C x^3, and k is x times the derivative of that. q + k t is 0 at the root r. With
    d = x - r it is d K t - expm1(-d U), where d U is the change of 2 u from r to x, and d K that of k.
    U = L + C p and K = L + 3 C p with p = x^2 + x r + r^2.
    """
    c = np.clip(x, -30, 30)
    head, rest = _doubled_u(c)
    change = np.expm1(-rest)
    t = np.exp(-head)
    t += t * change
    q = 1 + t
    s = t / q
    k = c * (LINEAR + 3 * CUBIC * (c * c))
    r, d = GELU_TANH_ROOT[0], from_root(GELU_TANH_ROOT, c)
    p = c * c + r * (r + c)
    near = d * s * (LINEAR + 3 * CUBIC * p) - np.expm1(-d * (LINEAR + CUBIC * p)) / q
    y = select(np.abs(d) < 0.6, near, 1 + k * s) / q
    return far_left(y, head, (1 + k) / (1 + change))


def _gelu_derivative(x: Block, approximate: str) -> Block:
    r"""Derivative of gelu.

    .. math:: \operatorname{gelu}'(x) = \Phi(x) + x\,\varphi(x)

    On the left the two terms cancel at the root r = -0.752. There, with a = |x|, the derivative is
    g = exp(-a^2 / 2) (-r - a) S(a) with a positive S, a polynomial in (a - 5) / (a + 5). On the right
    it is 1 - g, since gelu'(x) + gelu'(-x) = 1.

    >>> import math
    >>> import activations as act
    >>> printed = 0.5 * (1 + math.erf(-9 / 2**0.5)) - 9 * math.exp(-40.5) / math.sqrt(2 * math.pi)
    >>> f"{printed:.6g}", f"{act.gelu.derivative(-9.0):.6g}"
    ('-9.2518e-18', '-9.13894e-18')
    """
    if approximate == "tanh":
        return _gelu_tanh_derivative(x)
    a = np.minimum(np.abs(x), 39)
    s, y = _gaussian(a, DERIVATIVE)
    factor = from_root(ROOT, -a) * s
    g = far_left(factor * np.exp(y), y, factor)
    return select(x < 0, g, 1 - g)


@Elementwise.define(
    family="gated",
    derivative_kernel=_gelu_derivative,
    torch_name="torch.nn.functional.gelu",
    value_latex=(
        r"\operatorname{gelu}(x) = x\,\Phi(x) = "
        r"\frac{x}{2} \Bigl(1 + \operatorname{erf} \frac{x}{\sqrt 2}\Bigr)"
    ),
    derivative_latex=r"\operatorname{gelu}'(x) = \Phi(x) + \frac{x\,e^{-x^2 / 2}}{\sqrt{2 \pi}}",
    parameters=(Choice("approximate", default="none", words=("none", "tanh")),),
    range=(-0.16997120747990366, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.1289041451851547,
    monotonic=False,
    minimum=(ROOT[0], -0.16997120747990366),
    year=2016,
    reference=(
        "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (GELUs), 2016, "
        "https://arxiv.org/abs/1606.08415"
    ),
)
def gelu(x: Block, approximate: str) -> Block:
    r"""Gaussian error linear unit, elementwise: x gated by the normal distribution function.

    .. math::

        \operatorname{gelu}(x) = x\,\Phi(x)
        = \frac{x}{2} \Bigl(1 + \operatorname{erf} \frac{x}{\sqrt 2}\Bigr)
        = \max(x, 0) - a\,Q(a), \quad a = |x|

    The printed sum is 0 at x = -9, where gelu is -1.02e-18: erf has rounded to -1. The other tail of the
    Gaussian, Q(a) = erfc(a / sqrt(2)) / 2, keeps that. It is exp(-a^2 / 2) times a function that
    changes little, which times a + 1.375 is a polynomial of degree 21 in (a - 5) / (a + 5).

    With ``approximate="tanh"``:

    .. math::

        f(x) = \frac{x}{2}\,(1 + \tanh u) = \frac{x}{1 + e^{-2u}}, \quad
        u = \sqrt{2 / \pi}\,(x + 0.044715\,x^3)

    The sum on the left is 0 at x = -8, the truth -3.1e-21; the quotient on the right is that of silu.
    Computed as it stands it is off by 421 ULP at x = -21, since 2 u is near -694 there, and what
    rounding takes off 2 u is a relative error of the exponential. So 2 u is carried as two doubles.

    Parameters
    ----------
    approximate : {"none", "tanh"}
        Whether to compute the function itself or the approximation of the paper, which differs from
        it by at most 4.74e-4.

    Returns
    -------
    ndarray or scalar
        At least -0.16998, with the tanh -0.17005; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in
        float32, 4 ULP in float64, 5 ULP with the tanh.

    Notes
    -----
    There is no kink. The derivative is `gelu.derivative`, 1/2 at 0, 0 at -0.752, at most 1.1289,
    reached at the square root of 2. PyTorch gives nan at -inf, and for the derivative at both
    infinities; with the tanh its derivative is nan from about 1e155 on, on both sides.

    References
    ----------
    D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.
    https://arxiv.org/abs/1606.08415

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.gelu([-np.inf, -9.0, -1.0, 0.0, 2.0])]
    ['-0', '-1.02e-18', '-0.159', '0', '1.95']
    >>> f"{act.gelu(-9.0, approximate='tanh'):.3g}"
    '-1.34e-28'
    """
    if approximate == "tanh":
        return _gelu_tanh(x)
    a = np.minimum(np.abs(x), 39)
    p, y = _gaussian(a, VALUE)
    # gelu has the sign of x, and so have its zeros.
    return np.copysign(np.maximum(x, 0) - a / (a + 1.375) * p * np.exp(y), x)

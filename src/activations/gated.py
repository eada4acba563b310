r"""Gated functions: a variable times a gate that opens from 0 to 1. silu, mish and gelu.

Three habits serve all of them.

* On the far left a product x e^x would have lost digits before it is formed: e^x alone is subnormal from
  x = -708 on, the product only from -715. `_far_left` multiplies first and scales down last.
* A derivative has a root where two terms cancel. With d the distance from the root, the sum is written
  in terms that are 0 with d and have one sign, such as expm1(d): the root is then exact, and the
  result is right to the last bits on both sides of it. The root itself is kept as a double and a rest.
* exp turns an absolute error of its argument into a relative error of its value. Where the argument is
  not the input itself but a polynomial of it, it is computed as a double and a small rest.
"""

from __future__ import annotations

import numpy as np

from activations.arrays import Block, select
from activations.elementwise import Elementwise
from activations.gelu_coefficients import DERIVATIVE, ROOT, VALUE
from activations.parameters import Choice

# Where the derivatives are 0: a double and what it lacks.
SILU_ROOT = (-1.2784645427610737, -1.0946994183093437e-16)
MISH_ROOT = (-1.1924312145154952, -4.8484829848031044e-17)
GELU_TANH_ROOT = (-0.7524614220710163, 3.635560509207687e-17)

# 2 sqrt(2 / pi), and 0.044715 times that, as heads so short that `_doubled_u` multiplies them exactly,
# and rests.
LINEAR_HEAD, LINEAR_REST = 1.5957691216026433, 3.0874305383944692e-12
CUBIC_HEAD, CUBIC_REST = 0.07135486602783203, -4.975523178247366e-08
LINEAR, CUBIC = LINEAR_HEAD + LINEAR_REST, CUBIC_HEAD + CUBIC_REST

# To 0.0002 of its last place: 652 is one of the few whole numbers with so good a double.
E_TO_MINUS_652 = 6.918274648626584e-284


def _far_left(y: Block, exponent: Block, factor: Block) -> Block:
    """Put factor e^exponent into y where the exponent is below -700, with one rounding at the end.

    exponent + 652 is exact there.
    """
    far = exponent < -700
    if far.any():
        # The limit replaces an infinite factor, which times 0 would be nan.
        scaled = np.maximum(factor[far], -1e5) * np.exp(exponent[far] + 652)
        y[far] = scaled * E_TO_MINUS_652
    return y


def _from(root: tuple[float, float], x: Block) -> Block:
    """Give x - root, exact to the last bits next to the root."""
    return (x - root[0]) - root[1]


def _silu_derivative(x: Block) -> Block:
    r"""Derivative of silu.

    .. math::

        \operatorname{silu}'(x) = \sigma(x)\,\bigl(1 + x\,\sigma(-x)\bigr)
        = \frac{1 + x\,s}{q}, \quad t = e^{-x}, \quad q = 1 + t, \quad s = t / q

    The sum in the numerator is 0 at the root r = -1.278, and next to it the printed form gives nothing
    but rounding errors: 0 at x = -1.278464542761074, where the truth is -2.45e-17. Since q + x t is 0 at
    the root, it is d t - expm1(-d) with d = x - r.

    >>> import activations as act
    >>> f"{act.silu.derivative(-1.278464542761074):.3g}"
    '-2.45e-17'
    """
    c = np.clip(x, -1500, 1500)
    t = np.exp(-c)
    q = 1 + t
    s = t / q
    d = _from(SILU_ROOT, c)
    y = select(np.abs(d) < 1, d * s - np.expm1(-d) / q, 1 + c * s) / q
    return _far_left(y, c, 1 + c)


@Elementwise.define(
    derivative=_silu_derivative,
    torch_name="torch.nn.functional.silu",
    value_latex=r"\operatorname{silu}(x) = x\,\sigma(x) = \frac{x}{1 + e^{-x}}",
    derivative_latex=r"\operatorname{silu}'(x) = \sigma(x)\,\bigl(1 + x\,(1 - \sigma(x))\bigr)",
    range=(-0.2784645427610738, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.099839320128867,
    monotonic=False,
    minimum=(SILU_ROOT[0], -0.2784645427610738),
    year=2017,
    reference=(
        "S. Elfwing, E. Uchibe, K. Doya, Sigmoid-Weighted Linear Units for Neural Network Function "
        "Approximation in Reinforcement Learning, 2017, https://arxiv.org/abs/1702.03118"
    ),
)
def silu(x: Block) -> Block:
    r"""Sigmoid linear unit, elementwise: x gated by its own sigmoid.

    .. math:: \operatorname{silu}(x) = x\,\sigma(x) = \frac{x}{1 + e^{-x}}

    The printed quotient is right to the last bits as long as e^{-x} is finite. At x = -720 it is
    infinite and the quotient -0, the truth -1.46e-310; at -inf the quotient is nan. From -700 on
    the 1 makes no difference, and the value is x e^x.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At least -0.2785; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
        float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    There is no kink. The derivative is `silu.derivative`, 1/2 at 0, 0 at -1.278, at most 1.0998,
    reached at 2.399; within 5 ULP. PyTorch gives nan at -inf, and for the derivative at both
    infinities.

    References
    ----------
    S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-Weighted Linear Units for Neural Network Function
    Approximation in Reinforcement Learning", 2017. https://arxiv.org/abs/1702.03118

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.silu([-np.inf, -720.0, -1.0, 0.0, 2.0])]
    ['-0', '-1.46e-310', '-0.269', '0', '1.76']
    """
    return _far_left(x / (1 + np.exp(-x)), x, x)


def _mish_derivative(x: Block) -> Block:
    r"""Derivative of mish.

    .. math::

        \operatorname{mish}'(x) = \frac{w}{q} \Bigl(w + 2 + x\,\frac{4v}{q}\Bigr), \quad
        w = e^x, \quad v = 1 + w, \quad q = 1 + v^2

    The sum is 0 at the root r = -1.192. It is 4 v / q times A(v) + x with 4 A = v^2 + v + 1 + 1 / v,
    and A(v) + x = A(v) - A(v_r) + x - r. The differences have v - v_r = -w expm1(-d) and d = x - r
    as factors. From x = 20 on the derivative is 1 to the last bit.

    >>> import activations as act
    >>> [f"{value:.5g}" for value in act.mish.derivative([-720.0, 0.0, 720.0])]
    ['-1.4612e-310', '0.6', '1']
    """
    c = np.clip(x, -1500, 20)
    w = np.exp(c)
    v = 1 + w
    q = w * (w + 2) + 2
    d = _from(MISH_ROOT, c)
    v_root = 1 + np.exp(MISH_ROOT[0])
    near = d - w * np.expm1(-d) * (v + v_root + 1 - 1 / (v * v_root)) / 4
    y = select(np.abs(d) < 1, near * (4 * v / q), w + 2 + c * (4 * v / q)) * (w / q)
    return _far_left(y, c, 1 + c)


@Elementwise.define(
    derivative=_mish_derivative,
    torch_name="torch.nn.functional.mish",
    value_latex=r"\operatorname{mish}(x) = x \tanh(\log(1 + e^x))",
    derivative_latex=(
        r"\operatorname{mish}'(x) = \tanh s + x\,\sigma(x)\,(1 - \tanh^2 s), \quad "
        r"s = \log(1 + e^x)"
    ),
    range=(-0.30884341301725043, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.088498161251728,
    monotonic=False,
    minimum=(MISH_ROOT[0], -0.30884341301725043),
    year=2019,
    reference=(
        "D. Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019, "
        "https://arxiv.org/abs/1908.08681"
    ),
)
def mish(x: Block) -> Block:
    r"""Mish, elementwise: x gated by the hyperbolic tangent of softplus.

    .. math::

        \operatorname{mish}(x) = x \tanh(\log(1 + e^x)) = x\,\frac{n}{n + 2}, \quad
        n = w\,(w + 2), \quad w = e^x

    The printed form loses the gate on the left: at x = -40 it gives -0, the truth is -1.7e-16. tanh of
    a logarithm is a quotient of polynomials; with y = 1 + w it is (y^2 - 1) / (y^2 + 1), and
    y^2 - 1 = w (w + 2) has no difference left. One exponential is all that remains, two functions fewer
    than printed. From x = 20 on the quotient is 1 to the last bit; from -700 down the value is x e^x.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At least -0.3089; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 5 ULP in
        float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    There is no kink. The derivative is `mish.derivative`, 0.6 at 0, 0 at -1.192, at most 1.0885,
    reached at 1.491; within 7 ULP. PyTorch gives nan at -inf, and for the derivative at -inf.

    References
    ----------
    D. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", 2019.
    https://arxiv.org/abs/1908.08681

    Examples
    --------
    >>> import activations as act
    >>> x = np.array([-40.0, -1.0, 0.0, 2.0])
    >>> [f"{value:.3g}" for value in act.mish(x)]
    ['-1.7e-16', '-0.303', '0', '1.94']
    >>> [f"{value:.3g}" for value in x * np.tanh(np.log(1 + np.exp(x)))]
    ['-0', '-0.303', '0', '1.94']
    """
    w = np.exp(np.minimum(x, 20))
    n = w * (w + 2)
    return _far_left(x * (n / (n + 2)), x, x)


def _gaussian(a: Block, coefficients: tuple[float, ...]) -> tuple[Block, Block]:
    """Give p and y with p e^y = exp(-a^2 / 2) times the polynomial in (a - 5) / (a + 5); 0 <= a <= 39.

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


def _doubled_u(x: Block) -> tuple[Block, Block]:
    """Give 2 u = x (LINEAR + CUBIC x^2) for |x| <= 30 as an exact double and a rest below 1/2.

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
    return _far_left(y, head, c * np.exp(rest))


def _gelu_tanh_derivative(x: Block) -> Block:
    r"""Derivative of gelu with the tanh: that of silu, with t = e^{-2u} and 2 x u' for x.

    .. math::

        \frac{1 + k\,s}{q}, \quad k = 2 x\,u' = x\,(L + 3 C x^2), \quad q = 1 + t, \quad s = t / q

    q + k t is 0 at the root r. With d = x - r it is d K t - expm1(-d U), where d U is the change of 2 u
    from r to x, and d K that of k. U = L + C p and K = L + 3 C p with p = x^2 + x r + r^2.
    """
    c = np.clip(x, -30, 30)
    head, rest = _doubled_u(c)
    change = np.expm1(-rest)
    t = np.exp(-head)
    t += t * change
    q = 1 + t
    s = t / q
    k = c * (LINEAR + 3 * CUBIC * (c * c))
    r, d = GELU_TANH_ROOT[0], _from(GELU_TANH_ROOT, c)
    p = c * c + r * (r + c)
    near = d * s * (LINEAR + 3 * CUBIC * p) - np.expm1(-d * (LINEAR + CUBIC * p)) / q
    y = select(np.abs(d) < 0.6, near, 1 + k * s) / q
    return _far_left(y, head, (1 + k) / (1 + change))


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
    factor = _from(ROOT, -a) * s
    g = _far_left(factor * np.exp(y), y, factor)
    return select(x < 0, g, 1 - g)


@Elementwise.define(
    derivative=_gelu_derivative,
    torch_name="torch.nn.functional.gelu",
    value_latex=(
        r"\operatorname{gelu}(x) = x\,\Phi(x) = "
        r"\frac{x}{2} \Bigl(1 + \operatorname{erf} \frac{x}{\sqrt 2}\Bigr)"
    ),
    derivative_latex=r"\operatorname{gelu}'(x) = \Phi(x) + \frac{x\,e^{-x^2 / 2}}{\sqrt{2 \pi}}",
    parameters=(Choice("approximate", words=("none", "tanh")),),
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
def gelu(x: Block, approximate: str = "none") -> Block:
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

        \frac{x}{2}\,(1 + \tanh u) = \frac{x}{1 + e^{-2u}}, \quad
        u = \sqrt{2 / \pi}\,(x + 0.044715\,x^3)

    The sum on the left is 0 at x = -8, the truth -3.1e-21; the quotient on the right is that of silu.
    Computed as it stands it is off by 421 ULP at x = -21, since 2 u is near -694 there, and what
    rounding takes off 2 u is a relative error of the exponential. So 2 u is carried as two doubles.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    approximate : {"none", "tanh"}
        Whether to compute the function itself or the approximation of the paper, which differs from
        it by at most 4.74e-4.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At least -0.16998, with the tanh -0.17005; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in
        float32, 4 ULP in float64, 5 ULP with the tanh.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype, or `approximate` is
        no string.
    ValueError
        If `approximate` is another word, or `out` has another shape or is read-only.

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

r"""Gated functions: a variable times a gate that opens from 0 to 1. silu, quick_gelu and mish.

Two habits serve these and gelu.

* On the far left a product x e^x would have lost digits before it is formed: e^x alone is subnormal from
  x = -708 on, the product only from -715. `far_left` multiplies first and scales down last.
* A derivative has a root where two terms cancel. With d the distance from the root, the sum is written
  in terms that are 0 with d and have one sign, such as expm1(d): the root is then exact, and the
  result is right to the last bits on both sides of it. The root itself is kept as a double and a rest.
"""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block, select
from activations.core.double_double import product
from activations.core.elementwise import Elementwise

# Where the derivatives are 0: a double and what it lacks.
SILU_ROOT = (-1.2784645427610737, -1.0946994183093437e-16)

MISH_ROOT = (-1.1924312145154952, -4.8484829848031044e-17)

# To 0.0002 of its last place: 652 is one of the few whole numbers with so good a double.
E_TO_MINUS_652 = 6.918274648626584e-284


def far_left(y: Block, exponent: Block, factor: Block) -> Block:
    """Put factor e^exponent into y where the exponent is below -700, with one rounding at the end.

    exponent + 652 is exact there.
    """
    far = exponent < -700
    if far.any():
        # The limit replaces an infinite factor, which times 0 would be nan.
        scaled = np.maximum(factor[far], -1e5) * np.exp(exponent[far] + 652)
        y[far] = scaled * E_TO_MINUS_652
    return y


def from_root(root: tuple[float, float], x: Block) -> Block:
    """Return x - root, exact to the last bits next to the root."""
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
    return _slope(np.clip(x, -1500, 1500))


def _slope(z: Block, rest: Block | float = 0.0) -> Block:
    """Return the derivative of silu at z + rest, where the rest is below the last place of z."""
    t = np.exp(-z) * (1 - rest)
    q = 1 + t
    s = t / q
    d = from_root(SILU_ROOT, z) + rest
    y = select(np.abs(d) < 1, d * s - np.expm1(-d) / q, 1 + z * s) / q
    return far_left(y, z, (1 + z) * (1 + rest))


@Elementwise.define(
    family="gated",
    derivative_kernel=_silu_derivative,
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

    Returns
    -------
    ndarray or scalar
        At least -0.2785; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
        float64.

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
    return far_left(x / (1 + np.exp(-x)), x, x)


def _scaled(x: Block) -> tuple[Block, Block]:
    """Return 1.702 x as a double and a rest; the decimal, not the double next to it."""
    high, low = product(1.702, np.abs(x))
    low += 4.263256414560601e-17 * np.minimum(np.abs(x), 4000)
    return np.copysign(high, x), np.copysign(1.0, x) * low


def _quick_gelu_derivative(x: Block) -> Block:
    r"""Derivative of quick_gelu: that of silu at 1.702 x.

    .. math:: \operatorname{quick\_gelu}'(x) = \sigma(z)\,\bigl(1 + z\,\sigma(-z)\bigr), \quad z = 1.702\,x

    >>> import activations as act
    >>> f"{act.quick_gelu.derivative(-0.751154255441289):.3g}"
    '-1.74e-17'
    """
    z, rest = _scaled(x)
    return _slope(np.clip(z, -1500, 1500), rest)


@Elementwise.define(
    family="gated",
    derivative_kernel=_quick_gelu_derivative,
    value_latex=r"\operatorname{quick\_gelu}(x) = x\,\sigma(1.702\,x)",
    derivative_latex=(
        r"\operatorname{quick\_gelu}'(x) = \sigma(z)\,\bigl(1 + z\,(1 - \sigma(z))\bigr), "
        r"\quad z = 1.702\,x"
    ),
    range=(-0.16361018963635357, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.099839320128867,
    monotonic=False,
    minimum=(-0.751154255441289, -0.16361018963635357),
    year=2016,
    reference=(
        "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (GELUs), 2016, "
        "https://arxiv.org/abs/1606.08415"
    ),
)
def quick_gelu(x: Block) -> Block:
    r"""GELU by one sigmoid, elementwise: silu made steeper.

    .. math:: \operatorname{quick\_gelu}(x) = x\,\sigma(1.702\,x)

    CLIP uses it. It is off from gelu by up to 0.0204. Rounding z = 1.702 x costs 300 ULP of the
    exponential at x = -400, so z is carried as two doubles.

    Returns
    -------
    ndarray or scalar
        At least -0.1637; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
        float64.

    Notes
    -----
    There is no kink. The derivative is `quick_gelu.derivative`, 1/2 at 0, 0 at -0.751, at most 1.0998,
    reached at 1.410; within 5 ULP. PyTorch has it in no function of its own.

    References
    ----------
    D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.
    https://arxiv.org/abs/1606.08415

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.quick_gelu([-420.0, -1.0, 0.0, 2.0])]
    ['-1.49e-308', '-0.154', '0', '1.94']
    """
    z, rest = _scaled(x)
    y = x / (1 + np.exp(-z) * (1 - rest))
    return far_left(y, z, x * (1 + rest))


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
    d = from_root(MISH_ROOT, c)
    v_root = 1 + np.exp(MISH_ROOT[0])
    near = d - w * np.expm1(-d) * (v + v_root + 1 - 1 / (v * v_root)) / 4
    y = select(np.abs(d) < 1, near * (4 * v / q), w + 2 + c * (4 * v / q)) * (w / q)
    return far_left(y, c, 1 + c)


@Elementwise.define(
    family="gated",
    derivative_kernel=_mish_derivative,
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

    Returns
    -------
    ndarray or scalar
        At least -0.3089; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 5 ULP in
        float64.

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
    return far_left(x * (n / (n + 2)), x, x)

"""Exponential linear units: ELU, SELU, CELU."""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block, select
from activations.core.double_double import quotient
from activations.core.elementwise import Elementwise, Kink
from activations.core.parameters import Number


def _elu_derivative(x: Block, alpha: float) -> Block:
    r"""Derivative of ELU: 1 above 0, alpha at 0.

    .. math:: \operatorname{ELU}'(x) = \begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}

    The exponential is taken in two halves: it may be too small for a double when alpha times it is not.

    >>> import activations as act
    >>> act.elu.derivative([-745.0, 0.0, 1.0], alpha=2.0).tolist()[1:]
    [2.0, 1.0]
    """
    half = np.exp(x / 2)
    return select(x > 0, 1.0, alpha * half * half)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_elu_derivative,
    torch_name="torch.nn.functional.elu",
    value_latex=(
        r"\operatorname{ELU}(x) = "
        r"\begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{ELU}'(x) = \begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}"
    ),
    parameters=(Number("alpha", default=1.0),),
    range=(-1.0, np.inf),
    limits=(-1.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda alpha: () if alpha == 1 else (Kink(0.0, alpha, "alpha, as on the left"),),
    year=2015,
    reference="D.-A. Clevert, T. Unterthiner, S. Hochreiter, ELUs, 2015, arXiv:1511.07289",
)
def elu(x: Block, alpha: float) -> Block:
    r"""Exponential linear unit, elementwise.

    .. math::

        \operatorname{ELU}(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}
        = \max(x, 0) + \alpha\,(e^{\min(x, 0)} - 1)

    Near 0 the difference e^x - 1 loses digits: at x = -1e-20 it is 0. `expm1` keeps them.

    Parameters
    ----------
    alpha : float, default 1
        What the value tends to at -inf, with the sign changed; finite.

    Returns
    -------
    ndarray or scalar
        -alpha at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    With alpha = 1 there is no kink. Otherwise the derivative at 0 is alpha, as in PyTorch.

    References
    ----------
    D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by
    Exponential Linear Units (ELUs)", 2015. https://arxiv.org/abs/1511.07289

    Examples
    --------
    >>> import activations as act
    >>> act.elu([-1e-20, 2.0]).tolist(), act.elu(-float("inf"), alpha=0.5).tolist()
    ([-1e-20, 2.0], -0.5)
    """
    return np.where(x >= 0, x, alpha * np.expm1(np.minimum(x, 0)))


SCALE = 1.0507009873554805

ALPHA = 1.6732632423543772


def _selu_derivative(x: Block) -> Block:
    r"""Derivative of SELU: the scale above 0, scale times alpha, 1.7581, at 0.

    >>> import activations as act
    >>> [f"{value:.4f}" for value in act.selu.derivative([0.0, 1.0])]
    ['1.7581', '1.0507']
    """
    half = np.exp(x / 2)
    return select(x > 0, SCALE, SCALE * ALPHA * half * half)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_selu_derivative,
    torch_name="torch.nn.functional.selu",
    value_latex=(
        r"\operatorname{SELU}(x) = "
        r"s \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{SELU}'(x) = s \begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}"
    ),
    range=(-SCALE * ALPHA, np.inf),
    limits=(-SCALE * ALPHA, np.inf),
    lipschitz=SCALE * ALPHA,
    monotonic=True,
    kinks_at=lambda: (Kink(0.0, SCALE * ALPHA, "scale times alpha, as on the left"),),
    year=2017,
    reference=(
        "G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, Self-Normalizing Neural Networks, "
        "2017, arXiv:1706.02515"
    ),
)
def selu(x: Block) -> Block:
    r"""Scaled exponential linear unit, elementwise.

    .. math::

        \operatorname{SELU}(x) = s \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}

    With alpha = 1.6732632423543772 and the scale s = 1.0507009873554805, inputs of mean 0 and variance
    1 keep both. Beyond ELU there is nothing to look after: `expm1` keeps the digits near 0.

    Returns
    -------
    ndarray or scalar
        Above -1.7581; that limit at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP
        in float64.

    Notes
    -----
    At the kink, 0, the derivative is s times alpha, the slope on the left, as in PyTorch.

    References
    ----------
    G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, "Self-Normalizing Neural Networks", 2017.
    https://arxiv.org/abs/1706.02515

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.4f}" for value in act.selu([-float("inf"), -1.0, 1.0])]
    ['-1.7581', '-1.1113', '1.0507']
    """
    return np.where(x >= 0, SCALE * x, SCALE * ALPHA * np.expm1(np.minimum(x, 0)))


def _celu_derivative(x: Block, alpha: float) -> Block:
    r"""Derivative of CELU.

    .. math:: \operatorname{CELU}'(x) = \min(1, e^{x / \alpha})

    The quotient is carried in two doubles: with alpha = 1.3, rounding it costs hundreds of ULP.

    >>> import activations as act
    >>> act.celu.derivative([-float("inf"), 0.0, 1.0], alpha=1.3)
    array([0., 1., 1.])
    """
    high, low = quotient(np.maximum(-x, 0), alpha)
    return np.exp(-high) * (1 - low)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_celu_derivative,
    torch_name="torch.nn.functional.celu",
    value_latex=r"\operatorname{CELU}(x) = \max(x, 0) + \min(0, \alpha\,(e^{x / \alpha} - 1))",
    derivative_latex=r"\operatorname{CELU}'(x) = \min(1, e^{x / \alpha})",
    parameters=(Number("alpha", default=1.0, above=0),),
    range=(-1.0, np.inf),
    limits=(-1.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    year=2017,
    reference=(
        "J. T. Barron, Continuously Differentiable Exponential Linear Units, 2017, arXiv:1704.07483"
    ),
)
def celu(x: Block, alpha: float) -> Block:
    r"""Continuously differentiable exponential linear unit, elementwise.

    .. math:: \operatorname{CELU}(x) = \max(x, 0) + \min(0, \alpha\,(e^{x / \alpha} - 1))

    Dividing x by alpha inside the exponential makes the slope at 0 equal to 1 on both sides. Near 0
    `expm1` keeps the digits that e^x - 1 loses.

    Parameters
    ----------
    alpha : float, default 1
        What the value tends to at -inf, with the sign changed; finite and above 0.

    Returns
    -------
    ndarray or scalar
        -alpha at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    There is no kink. PyTorch takes a negative alpha too, for which the formula makes no sense.

    References
    ----------
    J. T. Barron, "Continuously Differentiable Exponential Linear Units", 2017.
    https://arxiv.org/abs/1704.07483

    Examples
    --------
    >>> import activations as act
    >>> act.celu([-float("inf"), 0.0, 2.0], alpha=1.3)
    array([-1.3,  0. ,  2. ])
    """
    quotient = x / alpha
    y = np.maximum(x, 0) + alpha * np.expm1(np.minimum(quotient, 0))
    # There both pieces are x to the last bit, while a quotient may be too small for a double.
    return np.where(np.abs(quotient) < 1e-20, x, y)

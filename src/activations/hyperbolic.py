"""The hyperbolic tangent, what it takes off, softsign, its rational relative, and the soft cap."""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block, select
from activations.core.double_double import quotient
from activations.core.elementwise import Elementwise
from activations.core.parameters import Number


def _tanh_derivative(x: Block) -> Block:
    r"""Derivative of the hyperbolic tangent.

    .. math:: \tanh'(x) = 1 - \tanh^2 x = \frac{4t}{(1 + t)^2}, \quad t = e^{-2|x|}

    The difference is 0 once tanh rounds to 1: at x = 20, where the truth is 1.7e-17.

    >>> import activations as act
    >>> f"{1 - act.tanh(20.0) ** 2:.1e}", f"{act.tanh.derivative(20.0):.1e}"
    ('0.0e+00', '1.7e-17')
    """
    t = np.exp(-2 * np.abs(x))
    return 4 * t / (1 + t * (2 + t))


@Elementwise.define(
    family="smooth",
    derivative_kernel=_tanh_derivative,
    torch_name="torch.nn.functional.tanh",
    value_latex=r"\tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}",
    derivative_latex=r"\tanh' x = 1 - \tanh^2 x",
    range=(-1.0, 1.0),
    limits=(-1.0, 1.0),
    lipschitz=1.0,
    monotonic=True,
    year=1998,
    reference=(
        "Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, Efficient BackProp, 1998, "
        "https://doi.org/10.1007/3-540-49430-8_2"
    ),
)
def tanh(x: Block) -> Block:
    r"""Hyperbolic tangent, elementwise: a sigmoid stretched to the range from -1 to 1.

    .. math:: \tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}} = 2\,\sigma(2x) - 1

    The quotient of exponentials is inf / inf = nan at x = 720, and near 0 the difference on top loses
    digits. NumPy's own tanh has neither fault and is faster than any form of exponentials.

    Returns
    -------
    ndarray or scalar
        In [-1, 1]; -1 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    There is no kink. The derivative is `tanh.derivative`, at most 1, reached at 0.

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998.
    https://doi.org/10.1007/3-540-49430-8_2

    Examples
    --------
    >>> import activations as act
    >>> act.tanh([-720.0, 0.0, 720.0])
    array([-1.,  0.,  1.])
    """
    return np.tanh(x)


def _tanhshrink_near_zero(x: Block) -> Block:
    """Return x^3 / (D + x^2), D being ten steps of Lambert's continued fraction; for |x| < 1.5."""
    square = x * x
    d = np.full_like(x, 21.0)
    for odd in range(19, 1, -2):
        d = odd + square / d
    return x * square / (d + square)


def _tanhshrink_derivative(x: Block) -> Block:
    r"""Derivative of tanhshrink.

    .. math:: \operatorname{tanhshrink}'(x) = \tanh^2 x = 1 - \tanh' x

    A square doubles the error of what is squared, and in the C library's tanh that is two units. Near 0
    x minus tanhshrink gives tanh to one unit; from 1.5 on the difference from 1 is better than both.

    >>> import activations as act
    >>> f"{act.tanhshrink.derivative(1e-10):.2e}"
    '1.00e-20'
    """
    y = x - _tanhshrink_near_zero(x)
    return select(np.abs(x) < 1.5, y * y, 1 - _tanh_derivative(x))


@Elementwise.define(
    family="smooth",
    derivative_kernel=_tanhshrink_derivative,
    torch_name="torch.nn.functional.tanhshrink",
    value_latex=r"\operatorname{tanhshrink}(x) = x - \tanh x",
    derivative_latex=r"\operatorname{tanhshrink}'(x) = \tanh^2 x",
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=1.0,
    monotonic=True,
    year=2011,
    reference="R. Collobert, K. Kavukcuoglu, C. Farabet, Torch7, BigLearn workshop at NIPS, 2011",
)
def tanhshrink(x: Block) -> Block:
    r"""What tanh takes off, elementwise.

    .. math::

        x - \tanh x = \frac{x^3}{D + x^2}, \qquad
        D = 3 + \cfrac{x^2}{5 + \cfrac{x^2}{7 + \cdots}}

    Near 0 both terms of the difference are almost equal: at x = 1e-5 they agree in their first ten
    digits, which leaves about six, and at 1e-9 the difference is 0. Lambert's continued fraction
    tanh x = x / (1 + x^2 / D), put into the difference, leaves one quotient whose terms are all of one
    sign. Ten steps of the fraction are enough up to |x| = 1.5; beyond that the difference is good.

    Returns
    -------
    ndarray or scalar
        Any real number; -inf at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
        float64.

    Notes
    -----
    There is no kink. The derivative, tanh squared, is 0 at 0 and below 1.

    References
    ----------
    J. H. Lambert, "Mémoire sur quelques propriétés remarquables des quantités transcendentes
    circulaires et logarithmiques", 1768 (the continued fraction). R. Collobert, K. Kavukcuoglu,
    C. Farabet, "Torch7: A Matlab-like Environment for Machine Learning", 2011 (the layer).

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.10g}" for value in act.tanhshrink([1e-9, 1e-5, 1.0])]
    ['3.333333333e-28', '3.333333333e-16', '0.238405844']
    """
    return select(np.abs(x) < 1.5, _tanhshrink_near_zero(x), x - np.tanh(x))


def _softsign_derivative(x: Block) -> Block:
    r"""Derivative of softsign.

    .. math:: \operatorname{softsign}'(x) = \frac{1}{(1 + |x|)^2}

    Divided twice: the square would overflow from 1.3e154 on, where the quotient is not yet 0.

    >>> import activations as act
    >>> float(act.softsign.derivative(0.0)), f"{act.softsign.derivative(1e160):.2e}"
    (1.0, '1.00e-320')
    """
    d = 1 + np.abs(x)
    return 1 / d / d


@Elementwise.define(
    family="smooth",
    derivative_kernel=_softsign_derivative,
    torch_name="torch.nn.functional.softsign",
    value_latex=r"\operatorname{softsign}(x) = \frac{x}{1 + |x|}",
    derivative_latex=r"\operatorname{softsign}'(x) = \frac{1}{(1 + |x|)^2}",
    range=(-1.0, 1.0),
    limits=(-1.0, 1.0),
    lipschitz=1.0,
    monotonic=True,
    year=2010,
    reference=(
        "X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural "
        "networks, AISTATS 2010"
    ),
)
def softsign(x: Block) -> Block:
    r"""Softsign, elementwise: S-shaped like tanh, but it nears its limits like 1/x.

    .. math:: \operatorname{softsign}(x) = \frac{x}{1 + |x|}

    At infinity the quotient is inf / inf = nan, so x is held to the finite numbers first; there the
    quotient has long been 1.

    Returns
    -------
    ndarray or scalar
        In [-1, 1]; -1 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    There is no kink: the slope is 1 on both sides of 0. PyTorch gives nan at both infinities.

    References
    ----------
    X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", AISTATS 2010.

    Examples
    --------
    >>> import activations as act
    >>> act.softsign([-float("inf"), -1.0, 0.0, 3.0])
    array([-1.  , -0.5 ,  0.  ,  0.75])
    """
    x = np.clip(x, -np.finfo(np.float64).max, np.finfo(np.float64).max)
    return x / (1 + np.abs(x))


def _softcap_derivative(x: Block, cap: float) -> Block:
    r"""Derivative of softcap.

    .. math:: \operatorname{softcap}'(x) = 1 - \tanh^2 \frac{x}{c}

    >>> import activations as act
    >>> act.softcap.derivative([0.0, 1e9], cap=50.0)
    array([1., 0.])
    """
    high, rest = quotient(np.abs(x), cap)
    t = np.exp(-2 * high) * (1 - 2 * rest)
    return 4 * t / (1 + t * (2 + t))


@Elementwise.define(
    family="smooth",
    derivative_kernel=_softcap_derivative,
    value_latex=r"\operatorname{softcap}(x) = c \tanh \frac{x}{c}",
    derivative_latex=r"\operatorname{softcap}'(x) = 1 - \tanh^2 \frac{x}{c}",
    parameters=(Number("cap", default=30.0, above=0),),
    range=(-30.0, 30.0),
    limits=(-30.0, 30.0),
    lipschitz=1.0,
    monotonic=True,
    year=2016,
    reference=(
        "I. Bello, H. Pham, Q. V. Le, M. Norouzi, S. Bengio, Neural Combinatorial Optimization with "
        "Reinforcement Learning, 2016, arXiv:1611.09940"
    ),
)
def softcap(x: Block, cap: float) -> Block:
    r"""Soft cap, elementwise: tanh stretched so that scores stay between -cap and cap.

    .. math:: \operatorname{softcap}(x) = c \tanh \frac{x}{c}

    Gemma 2 caps the scores of attention at 50 and those of the last layer at 30. Near 0 it is x. With
    a large cap x / c is subnormal and has lost digits; where it is so small, the value is x itself.

    Parameters
    ----------
    cap : float, default 30
        The bound c; finite and above 0.

    Returns
    -------
    ndarray or scalar
        In [-cap, cap]; -cap at -inf, cap at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
        float64.

    Notes
    -----
    There is no kink. The derivative is `softcap.derivative`, at most 1, reached at 0.

    References
    ----------
    I. Bello, H. Pham, Q. V. Le, M. Norouzi, S. Bengio, "Neural Combinatorial Optimization with
    Reinforcement Learning", 2016. https://arxiv.org/abs/1611.09940. Gemma Team, "Gemma 2", 2024.
    https://arxiv.org/abs/2408.00118

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.4g}" for value in act.softcap([-1e9, 1.0, 50.0])]
    ['-30', '0.9996', '27.93']
    """
    z = x / cap
    return np.where(np.abs(z) < 1e-9, x, cap * np.tanh(z))

"""Smooth functions: the sigmoid, its relatives and its inverse, the logit.

In each formula below ``t`` is the exponential of something that is never positive. It lies between 0
and 1, so it cannot overflow, whatever the input: that one habit is most of what "stable" means.
"""

from __future__ import annotations

import numpy as np

from activations.arrays import Block, select
from activations.elementwise import Elementwise, Kink
from activations.parameters import Number
from activations.twofold import product


def _sigmoid_derivative(x: Block) -> Block:
    r"""Derivative of the sigmoid.

    .. math:: \sigma'(x) = \sigma(x)\,(1 - \sigma(x)) = \frac{t}{(1 + t)^2}, \quad t = e^{-|x|}

    The product loses everything once sigma rounds to 1: at x = 40 it is 0, the truth 4.2e-18. The
    quotient keeps it, on both sides, since the derivative is even. Multiplied out, the denominator
    1 + t (2 + t) rounds less than the square.

    >>> import activations as act
    >>> f"{act.sigmoid.derivative(40.0):.3e}"
    '4.248e-18'
    """
    t = np.exp(-np.abs(x))
    return t / (1 + t * (2 + t))


@Elementwise.define(
    derivative=_sigmoid_derivative,
    torch_name="torch.nn.functional.sigmoid",
    value_latex=r"\sigma(x) = \frac{1}{1 + e^{-x}}",
    derivative_latex=r"\sigma'(x) = \sigma(x)\,(1 - \sigma(x))",
    range=(0.0, 1.0),
    limits=(0.0, 1.0),
    lipschitz=0.25,
    monotonic=True,
    year=1845,
    reference=(
        "P.-F. Verhulst, Recherches mathématiques sur la loi d'accroissement de la population, 1845"
    ),
)
def sigmoid(x: Block) -> Block:
    r"""Logistic sigmoid, elementwise.

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^{x}}{e^{x} + 1}

    The two printed forms are equal, but each overflows on one side: the first at x = -720, the
    second at x = 720. With t = exp(-|x|), the first is 1 / (1 + t) for x >= 0 and the second is
    t / (1 + t) for x < 0. The numerator max(t, [x >= 0]) writes both as one.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        In [0, 1]; 0 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    There is no kink. The derivative is `sigmoid.derivative`, at most 1/4, reached at 0.

    References
    ----------
    P.-F. Verhulst, "Recherches mathématiques sur la loi d'accroissement de la population", 1845.

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.sigmoid([-720.0, 0.0, 720.0])]
    ['2.03e-313', '0.5', '1']
    """
    t = np.exp(-np.abs(x))
    return np.maximum(t, x >= 0) / (1 + t)


def _logit_derivative(p: Block) -> Block:
    r"""Derivative of the logit.

    .. math:: \operatorname{logit}'(p) = \frac{1}{p\,(1 - p)}

    Infinite at 0 and 1, nan outside [0, 1].

    >>> import activations as act
    >>> act.logit.derivative([0.0, 0.5, 1.0])
    array([inf,  4., inf])
    """
    inside = (p >= 0) & (p <= 1)
    return np.where(inside, 1 / np.abs(p * (1 - p)), np.nan)


@Elementwise.define(
    derivative=_logit_derivative,
    torch_name="torch.logit",
    value_latex=r"\operatorname{logit}(p) = \log\frac{p}{1 - p}",
    derivative_latex=r"\operatorname{logit}'(p) = \frac{1}{p\,(1 - p)}",
    domain=(0.0, 1.0),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=np.inf,
    monotonic=True,
    year=1944,
    reference="J. Berkson, Application of the Logistic Function to Bio-Assay, 1944",
)
def logit(p: Block) -> Block:
    r"""Logit, the log-odds of a probability: the inverse of the sigmoid, elementwise.

    .. math:: \operatorname{logit}(p) = \log\frac{p}{1 - p}

    Near p = 1/2 the quotient is close to 1 and its logarithm keeps only a few digits. With
    q = min(p, 1 - p) the value is -log((1 - q) / q) = -log1p((1 - 2q) / q), where 1 - 2q is exact
    near 1/2. For the smallest q the quotient overflows and -log q, which has the same value there,
    is the smaller of the two. The sign is put back at the end; 1 - p is exact for p >= 1/2.

    Parameters
    ----------
    p : array_like
        Probabilities in [0, 1], any shape; dtypes as for `sigmoid`.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `p`.

    Returns
    -------
    ndarray or scalar
        Any real number; -inf at 0, inf at 1, nan outside [0, 1] and at nan, without a warning.
        Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `p` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    There is no kink inside (0, 1). The derivative is `logit.derivative`, at least 4.

    References
    ----------
    J. Berkson, "Application of the Logistic Function to Bio-Assay", 1944.
    https://doi.org/10.1080/01621459.1944.10500699

    Examples
    --------
    >>> import activations as act
    >>> act.logit([0.0, 0.25, 0.5, 1.0])
    array([       -inf, -1.09861229,  0.        ,         inf])
    """
    q = np.minimum(p, 1 - p)
    size = np.minimum(np.log1p((1 - 2 * q) / q), -np.log(q))
    return np.where(p < 0.5, -size, size)


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
    derivative=_tanh_derivative,
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

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        In [-1, 1]; -1 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

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
    """Give x^3 / (D + x^2), D being ten steps of Lambert's continued fraction; for |x| < 1.5."""
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
    derivative=_tanhshrink_derivative,
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

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        Any real number; -inf at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
        float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

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


def _softplus_derivative(x: Block, beta: float, threshold: float | None) -> Block:
    r"""Derivative of softplus: the sigmoid of beta x.

    .. math:: \operatorname{softplus}'(x) = \sigma(\beta x)

    >>> import activations as act
    >>> float(act.softplus.derivative(0.0)), float(act.softplus.derivative(30.0, threshold=20.0))
    (0.5, 1.0)
    """
    high, low = product(beta, np.abs(x))
    t = np.exp(-high) * (1 - low)
    y = np.maximum(t, x >= 0) / (1 + t)
    return y if threshold is None else np.where(beta * x > threshold, 1.0, y)


def _softplus_kinks(beta: float, threshold: float | None) -> tuple[Kink, ...]:
    if threshold is None:
        return ()
    y = float(_softplus_derivative(np.array([threshold / beta]), beta, None)[0])
    return (Kink(threshold / beta, y, "the value jumps; the derivative is that of the left side"),)


@Elementwise.define(
    derivative=_softplus_derivative,
    torch_name="torch.nn.functional.softplus",
    value_latex=r"\operatorname{softplus}(x) = \frac{1}{\beta}\,\log(1 + e^{\beta x})",
    derivative_latex=r"\operatorname{softplus}'(x) = \sigma(\beta x)",
    parameters=(Number("beta", above=0), Number("threshold", optional=True)),
    range=(0.0, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=_softplus_kinks,
    year=2001,
    reference=(
        "C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia, Incorporating Second-Order "
        "Functional Knowledge for Better Option Pricing, NIPS 13, 2001"
    ),
)
def softplus(x: Block, beta: float = 1.0, threshold: float | None = None) -> Block:
    r"""Softplus, a smooth ReLU, elementwise.

    .. math::

        \operatorname{softplus}(x) = \frac{1}{\beta}\,\log(1 + e^{\beta x})
        = \max(x, 0) + \frac{1}{\beta}\,\log(1 + e^{-\beta|x|})

    The first form is infinite at x = 710 and 0 at x = -40, where the truth is 4.2e-18. In the second
    the exponential is at most 1, and log1p keeps it however small it is. For beta other than 1 the
    product beta x is carried in two doubles (`activations.twofold`).

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    beta : float, default 1
        How sharp the bend is; finite and above 0.
    threshold : float, optional
        PyTorch's cut: where beta x is above it, the value is x. The default, None, is exact
        everywhere; PyTorch's default is 20.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At least 0; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, a parameter is no number, or `out` has another
        dtype.
    ValueError
        If a parameter is out of its range, or `out` has another shape or is read-only.

    Notes
    -----
    There is no kink without a threshold. With 20 the value jumps down by 2.1e-9 at x = 20: that is
    5.8e5 ULP, and PyTorch's default.

    References
    ----------
    C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia, "Incorporating Second-Order Functional
    Knowledge for Better Option Pricing", NIPS 13, 2001.

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.softplus([-40.0, 0.0, 710.0])]
    ['4.25e-18', '0.693', '710']
    """
    if beta == 1:
        y = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    else:
        high, low = product(beta, np.abs(x))
        t = np.exp(-high) * (1 - low)
        # Where t is tiny its logarithm is t itself, and t / beta may be normal while t is not.
        half = np.exp(-high / 2) * (1 - low / 2)
        y = np.maximum(x, 0) + np.where(t < 1e-20, half / beta * half, np.log1p(t) / beta)
    return y if threshold is None else np.where(beta * x > threshold, x, y)


def _logsigmoid_derivative(x: Block) -> Block:
    r"""Derivative of the logarithm of the sigmoid.

    .. math:: (\log\sigma)'(x) = \sigma(-x)

    >>> import activations as act
    >>> act.logsigmoid.derivative([-40.0, 0.0]).tolist()
    [1.0, 0.5]
    """
    t = np.exp(-np.abs(x))
    return np.maximum(t, x <= 0) / (1 + t)


@Elementwise.define(
    derivative=_logsigmoid_derivative,
    torch_name="torch.nn.functional.logsigmoid",
    value_latex=r"\log\sigma(x) = -\log(1 + e^{-x})",
    derivative_latex=r"(\log\sigma)'(x) = \sigma(-x)",
    range=(-np.inf, 0.0),
    limits=(-np.inf, 0.0),
    lipschitz=1.0,
    monotonic=True,
    year=2012,
    reference="M. Mächler, Accurately Computing log(1 - exp(-|a|)), Rmpfr package vignette, 2012",
)
def logsigmoid(x: Block) -> Block:
    r"""Logarithm of the sigmoid, elementwise: the log-likelihood of one binary label.

    .. math:: \log\sigma(x) = -\log(1 + e^{-x}) = \min(x, 0) - \log(1 + e^{-|x|})

    Taken in two steps, the logarithm of act.sigmoid(-800.0) is -inf, since the sigmoid underflows to 0;
    the truth is -800. On the other side act.sigmoid(40.0) is 1 and the logarithm 0 instead of -4.2e-18.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At most 0; -inf at -inf, 0 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    There is no kink. The derivative is the sigmoid of -x, 1/2 at 0.

    References
    ----------
    M. Mächler, "Accurately Computing log(1 - exp(-|a|)), Assessed by the Rmpfr package", 2012.

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.logsigmoid([-800.0, 0.0, 40.0])]
    ['-800', '-0.693', '-4.25e-18']
    """
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))


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
    derivative=_softsign_derivative,
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

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        In [-1, 1]; -1 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

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

"""The sigmoid, its logarithm and its integral: logsigmoid, softplus.

In each kernel below ``t`` is the exponential of something that is never positive. It lies between 0
and 1, so it cannot overflow, whatever the input: that one habit is most of what "stable" means.
"""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block
from activations.core.double_double import product
from activations.core.elementwise import Elementwise, Kink
from activations.core.parameters import Number


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
    family="smooth",
    derivative_kernel=_sigmoid_derivative,
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

    Returns
    -------
    ndarray or scalar
        In [0, 1]; 0 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

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


def _logsigmoid_derivative(x: Block) -> Block:
    r"""Derivative of the logarithm of the sigmoid.

    .. math:: \frac{d}{dx} \log\sigma(x) = \sigma(-x)

    >>> import activations as act
    >>> act.logsigmoid.derivative([-40.0, 0.0]).tolist()
    [1.0, 0.5]
    """
    t = np.exp(-np.abs(x))
    return np.maximum(t, x <= 0) / (1 + t)


@Elementwise.define(
    family="smooth",
    derivative_kernel=_logsigmoid_derivative,
    torch_name="torch.nn.functional.logsigmoid",
    value_latex=r"\log\sigma(x) = -\log(1 + e^{-x})",
    derivative_latex=r"\frac{d}{dx} \log\sigma(x) = \sigma(-x)",
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

    Returns
    -------
    ndarray or scalar
        At most 0; -inf at -inf, 0 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

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
    family="smooth",
    derivative_kernel=_softplus_derivative,
    torch_name="torch.nn.functional.softplus",
    value_latex=r"\operatorname{softplus}(x) = \frac{1}{\beta}\,\log(1 + e^{\beta x})",
    derivative_latex=r"\operatorname{softplus}'(x) = \sigma(\beta x)",
    parameters=(
        Number("beta", default=1.0, above=0),
        Number("threshold", default=None, optional=True),
    ),
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
def softplus(x: Block, beta: float, threshold: float | None) -> Block:
    r"""Softplus, a smooth ReLU, elementwise.

    .. math::

        \operatorname{softplus}(x) = \frac{1}{\beta}\,\log(1 + e^{\beta x})
        = \max(x, 0) + \frac{1}{\beta}\,\log(1 + e^{-\beta|x|})

    The first form is infinite at x = 710 and 0 at x = -40, where the truth is 4.2e-18. In the second
    the exponential is at most 1, and log1p keeps it however small it is. For beta other than 1 the
    product beta x is carried in two doubles (`activations.core.double_double`).

    Parameters
    ----------
    beta : float, default 1
        How sharp the bend is; finite and above 0.
    threshold : float, optional
        PyTorch's cut: where beta x is above it, the value is x. The default, None, is exact
        everywhere; PyTorch's default is 20.

    Returns
    -------
    ndarray or scalar
        At least 0; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

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

"""Smooth functions: the sigmoid and its inverse, the logit.

In each formula below ``t`` is the exponential of something that is never positive. It lies between 0
and 1, so it cannot overflow, whatever the input: that one habit is most of what "stable" means.
"""

from __future__ import annotations

import numpy as np

from activations.arrays import Block
from activations.elementwise import Elementwise


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

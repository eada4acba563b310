"""The logit: the sigmoid's inverse, from a probability back to a score."""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block
from activations.core.elementwise import Elementwise, Kink
from activations.core.parameters import Number


def _logit_derivative(p: Block, eps: float | None) -> Block:
    r"""Derivative of the logit.

    .. math:: \operatorname{logit}'(p) = \frac{1}{p\,(1 - p)}

    Infinite at 0 and 1. Outside [0, 1] it is nan; with `eps` it is 0 outside [eps, 1 - eps].

    >>> import activations as act
    >>> act.logit.derivative([0.0, 0.5, 1.0])
    array([inf,  4., inf])
    """
    low = eps or 0.0
    inside = (p >= low) & (p <= 1 - low)
    outside = np.where((eps is None) | np.isnan(p), np.nan, 0.0)
    return np.where(inside, 1 / np.abs(p * (1 - p)), outside)


def _logit_kinks(eps: float | None) -> tuple[Kink, ...]:
    if eps is None:
        return ()
    slope = 1 / (eps * (1 - eps)) if eps else np.inf
    return tuple(Kink(p, slope, "the slope inside") for p in sorted({eps, 1 - eps}))


@Elementwise.define(
    family="smooth",
    derivative_kernel=_logit_derivative,
    torch_name="torch.logit",
    value_latex=r"\operatorname{logit}(p) = \log\frac{p}{1 - p}",
    derivative_latex=r"\operatorname{logit}'(p) = \frac{1}{p\,(1 - p)}",
    domain=(0.0, 1.0),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=np.inf,
    monotonic=True,
    parameters=(Number("eps", default=None, at_least=0, at_most=0.5, optional=True),),
    kinks_at=_logit_kinks,
    year=1944,
    reference="J. Berkson, Application of the Logistic Function to Bio-Assay, 1944",
)
def logit(p: Block, eps: float | None) -> Block:
    r"""Logit, the log-odds of a probability: the inverse of the sigmoid, elementwise.

    .. math:: \operatorname{logit}(p) = \log\frac{p}{1 - p}

    Near p = 1/2 the quotient is close to 1 and its logarithm keeps only a few digits. With
    q = min(p, 1 - p) the value is -log((1 - q) / q) = -log1p((1 - 2q) / q), where 1 - 2q is exact
    near 1/2. For the smallest q the quotient overflows and -log q, which has the same value there,
    is the smaller of the two. The sign is put back at the end; 1 - p is exact for p >= 1/2.

    Parameters
    ----------
    x : array_like
        Probabilities p in [0, 1], any shape; dtypes as for `sigmoid`.
    eps : float, optional
        Any p is first moved into [eps, 1 - eps]; from 0 to 1/2.

    Returns
    -------
    ndarray or scalar
        Any real number; -inf at 0 (of either sign), inf at 1, nan at nan and, without `eps`, outside
        [0, 1]. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    There is no kink inside (0, 1). The derivative is `logit.derivative`, at least 4. With `eps` there is a
    kink at each end, where the derivative is that of the inside, as in PyTorch.

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
    q = np.minimum(p, 1 - p) + 0.0  # which makes 0 of -0
    if eps is not None:
        q = np.maximum(q, eps)
    size = np.minimum(np.log1p((1 - 2 * q) / q), -np.log(q))
    return np.where(p < 0.5, -size, size)

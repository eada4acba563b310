"""Shrinkage: what is small becomes 0, and the rest stays or moves towards 0."""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block, keep_zero, step
from activations.core.elementwise import Elementwise, Kink
from activations.core.parameters import Number


def _beyond(x: Block, lambd: float) -> Block:
    r"""Derivative of both shrinkages: 1 beyond lambda, 0 at it and between.

    >>> import activations as act
    >>> act.hardshrink.derivative([-1.0, -0.5, 0.0, 0.5, 1.0])
    array([1., 0., 0., 0., 1.])
    """
    return step(np.abs(x) > lambd, x)


def _shrink_kinks(lambd: float) -> tuple[Kink, ...]:
    return (
        Kink(-lambd, 0.0, "0, as on the right"),
        Kink(lambd, 0.0, "0, as on the left"),
    )


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_beyond,
    torch_name="torch.nn.functional.hardshrink",
    value_latex=(
        r"\operatorname{hardshrink}(x) = "
        r"\begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{hardshrink}'(x) = "
        r"\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}"
    ),
    parameters=(Number("lambd", default=0.5, at_least=0),),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=np.inf,
    monotonic=True,
    kinks_at=_shrink_kinks,
    year=1994,
    reference=(
        "D. L. Donoho, I. M. Johnstone, Ideal Spatial Adaptation by Wavelet Shrinkage, 1994, "
        "https://doi.org/10.1093/biomet/81.3.425"
    ),
)
def hardshrink(x: Block, lambd: float) -> Block:
    r"""Set what is small to 0 and keep the rest, elementwise.

    .. math::

        \operatorname{hardshrink}(x) = \begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}

    Parameters
    ----------
    lambd : float, default 0.5
        The largest size that is set to 0; finite and at least 0. (lambda is a word of Python's.)

    Returns
    -------
    ndarray or scalar
        -inf at -inf, inf at inf, nan at nan. Exact in float64.

    Notes
    -----
    At both kinks, where the function jumps, the derivative is 0, as in PyTorch. PyTorch takes a
    negative lambda too; then nothing is set to 0.

    References
    ----------
    D. L. Donoho, I. M. Johnstone, "Ideal Spatial Adaptation by Wavelet Shrinkage", 1994.
    https://doi.org/10.1093/biomet/81.3.425

    Examples
    --------
    >>> import activations as act
    >>> act.hardshrink([-2.0, 0.5, 1.0])
    array([-2.,  0.,  1.])
    """
    return x * (np.abs(x) > lambd)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_beyond,
    torch_name="torch.nn.functional.softshrink",
    value_latex=r"\operatorname{softshrink}(x) = \operatorname{sign}(x)\,\max(|x| - \lambda, 0)",
    derivative_latex=(
        r"\operatorname{softshrink}'(x) = "
        r"\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}"
    ),
    parameters=(Number("lambd", default=0.5, at_least=0),),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=_shrink_kinks,
    year=1995,
    reference=(
        "D. L. Donoho, De-noising by Soft-thresholding, 1995, https://doi.org/10.1109/18.382009"
    ),
)
def softshrink(x: Block, lambd: float) -> Block:
    r"""Move everything towards 0 by lambda, and what is nearer to 0, elementwise.

    .. math::

        \operatorname{softshrink}(x) = \operatorname{sign}(x)\,\max(|x| - \lambda, 0)
        = x - \min(\max(x, -\lambda), \lambda)

    Parameters
    ----------
    lambd : float, default 0.5
        How far; finite and at least 0. (lambda is a word of Python's.)

    Returns
    -------
    ndarray or scalar
        -inf at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    At both kinks the derivative is 0, as in PyTorch.

    References
    ----------
    D. L. Donoho, "De-noising by Soft-thresholding", 1995. https://doi.org/10.1109/18.382009

    Examples
    --------
    >>> import activations as act
    >>> act.softshrink([-2.0, 0.5, 1.0])
    array([-1.5,  0. ,  0.5])
    """
    return keep_zero(x - np.clip(x, -lambd, lambd), x)

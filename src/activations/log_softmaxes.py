"""The logarithm of softmax, and the log-sum-exp that it subtracts.

Taken in two steps, the logarithm meets a sum that has overflowed, or a term that has vanished. The
largest number stays out of the sum here, and log1p puts its term, which is 1, back.
"""

from __future__ import annotations

import numpy as np

from activations.core.along_axis import Reduction, ShiftInvariant
from activations.core.arrays import Block
from activations.core.parameters import Axis, Flag
from activations.softmaxes import at_infinity, exponentials, softmax_rows


def _others(x: Block) -> tuple[Block, Block]:
    """Return the maximum m of each row and log1p of the sum of exp(x - m) over all others."""
    k = x.argmax(-1, keepdims=True)
    m = np.take_along_axis(x, k, -1)
    t, s = exponentials(x, m)
    np.put_along_axis(t, k, 0, -1)
    return m, np.log1p(t.sum(-1, keepdims=True) * np.exp(s - m))


def log_softmax_rows(x: Block) -> Block:
    """Return log-softmax of each row, without the engine around it."""
    m, rest_of_sum = _others(x)
    y = x - m
    y -= rest_of_sum
    return at_infinity(y, x, m, one=0.0, zero=-np.inf)


def _log_softmax_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of log-softmax's values.

    .. math:: v^{\mathsf T} J = v - p \sum_i v_i

    >>> import activations as act
    >>> act.log_softmax.vjp([0.0, 0.0], [1.0, 0.0])
    array([ 0.5, -0.5])
    """
    return v - softmax_rows(x) * v.sum(-1, keepdims=True)


def _log_softmax_off_diagonal(x: Block) -> Block:
    return np.repeat(-softmax_rows(x)[:, None, :], x.shape[-1], axis=1)


@ShiftInvariant.define(
    family="vector",
    vjp_kernel=_log_softmax_vjp,
    off_diagonal_kernel=_log_softmax_off_diagonal,
    torch_name="torch.nn.functional.log_softmax",
    value_latex=r"\log\operatorname{softmax}(x)_i = x_i - \log\sum_j e^{x_j}",
    derivative_latex=r"\frac{\partial \log p_i}{\partial x_j} = \delta_{ij} - p_j",
    parameters=(Axis("axis", default=-1),),
    range=(-np.inf, 0.0),
    lipschitz=None,
    year=2021,
    reference=(
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and softmax "
        "functions, 2021, https://doi.org/10.1093/imanum/draa038"
    ),
)
def log_softmax(x: Block) -> Block:
    r"""Logarithm of softmax along an axis.

    .. math::

        \log\operatorname{softmax}(x)_i = x_i - \log\sum_j e^{x_j}
        = (x_i - m) - \operatorname{log1p}\Bigl(\sum_{j \ne k} e^{x_j - m}\Bigr), \qquad m = x_k

    In two steps the logarithm is -inf at [1000, 0], where softmax underflows to 0 and the truth is
    -1000. Even fused, log(1 + s) drops a sum s below 1e-16: at [0, -40] the first value would be 0
    instead of -4.2e-18. So the maximum's own term, which is 1, stays out of the sum, and `log1p` puts
    it back.

    Parameters
    ----------
    axis : int, default -1
        The axis along which the exponentials of the values sum to 1.

    Returns
    -------
    ndarray
        At most 0, in the shape of `x`. [0, inf] gives [-inf, 0]; two infinities, all -inf or a nan
        give a row of nan. Within 0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

    Notes
    -----
    There is no kink. `log_softmax.jacobian` and `log_softmax.vjp` give the derivatives. PyTorch gives
    nan for [0, inf].

    References
    ----------
    P. Blanchard, D. J. Higham, N. J. Higham, "Accurately computing the log-sum-exp and softmax
    functions", 2021. https://doi.org/10.1093/imanum/draa038

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.log_softmax([0.0, -40.0])]
    ['-4.25e-18', '-40']
    """
    return log_softmax_rows(x)


def _logsumexp_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of log-sum-exp: softmax.

    .. math:: \nabla \log\sum_j e^{x_j} = \operatorname{softmax}(x)

    >>> import activations as act
    >>> act.logsumexp.gradient([0.0, 0.0])
    array([0.5, 0.5])
    """
    return v * softmax_rows(x)


@Reduction.define(
    family="vector",
    vjp_kernel=_logsumexp_vjp,
    torch_name="torch.logsumexp",
    value_latex=r"\operatorname{logsumexp}(x) = \log\sum_j e^{x_j}",
    derivative_latex=r"\frac{\partial}{\partial x_i} \log\sum_j e^{x_j} = \operatorname{softmax}(x)_i",
    parameters=(Axis("axis", default=-1), Flag("keepdims", default=False)),
    range=(-np.inf, np.inf),
    lipschitz=1.0,
    year=2021,
    reference=(
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and softmax "
        "functions, 2021, https://doi.org/10.1093/imanum/draa038"
    ),
)
def logsumexp(x: Block, keepdims: bool) -> Block:
    r"""Logarithm of the sum of exponentials along an axis: a smooth maximum.

    .. math::

        \log\sum_j e^{x_j} = m + \operatorname{log1p}\Bigl(\sum_{j \ne k} e^{x_j - m}\Bigr),
        \qquad m = x_k = \max_j x_j

    The left side is infinite at [1000, 0] and -inf at [-1000, -1000]. On the right no exponential is
    above 1 and the sum is never 0.

    Parameters
    ----------
    axis : int, default -1
        The axis along which exponentials are summed.
    keepdims : bool, default False
        Whether the result keeps the axis, with length 1.

    Returns
    -------
    ndarray or scalar
        One number a row; -inf if all are -inf, inf if one is inf, nan if one is nan. Within
        4 eps max(1, |max x|, log n).

    Notes
    -----
    There is no kink. `logsumexp.gradient` is softmax; `logsumexp.vjp` multiplies it by weights.

    References
    ----------
    P. Blanchard, D. J. Higham, N. J. Higham, "Accurately computing the log-sum-exp and softmax
    functions", 2021. https://doi.org/10.1093/imanum/draa038

    Examples
    --------
    >>> import activations as act
    >>> float(act.logsumexp([1000.0, 0.0])), f"{act.logsumexp([-1000.0, -1000.0]):.4f}"
    (1000.0, '-999.3069')
    """
    m, rest = _others(x)
    y = np.where(np.isfinite(m), m + rest, m)
    return y if keepdims else y[..., 0]

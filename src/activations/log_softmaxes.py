"""The logarithm of softmax, and the log-sum-exp that it subtracts.

Taken in two steps, the logarithm meets a sum that has overflowed, or a term that has vanished. The
largest number stays out of the sum here, and log1p puts its term, which is 1, back.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from activations.core.along_axis import Reduction, ShiftInvariant
from activations.core.array_parameters import Beside
from activations.core.arrays import Block
from activations.core.parameters import Axes, Flag
from activations.softmaxes import WHERE, at_infinity, exponentials, softmax_rows


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

    .. math::

        v^{\mathsf T} J = v - p \sum_i v_i, \qquad
        v_k - p_k \sum_i v_i = v_k \sum_{i \ne k} p_i - p_k \sum_{i \ne k} v_i

    The first form loses the difference at the largest p, p_k, where that is near 1; there the second is
    taken. Within 16 eps (|v_i| (1 - p_i) + p_i sum_{j != i} |v_j|), up to a thousand numbers a row.

    >>> import activations as act
    >>> act.log_softmax.vjp([0.0, 0.0], [1.0, 0.0])
    array([ 0.5, -0.5])
    >>> [f"{value:.3g}" for value in act.log_softmax.vjp([0.0, -40.0], [1.0, 0.0])]
    ['4.25e-18', '-4.25e-18']
    """
    large = (np.abs(v) > 2.0**900).any(-1, keepdims=True)
    scale = np.where(large, 2.0**-64, 1.0)  # a sum of large factors would overflow
    v = v * scale
    p = softmax_rows(x)
    k = p.argmax(-1, keepdims=True)
    p_k, other_p = one_and_others(p, k)
    v_k, other_v = one_and_others(v, k)
    y = v - p * (v_k + other_v)
    np.put_along_axis(y, k, v_k * other_p - p_k * other_v, -1)
    return y / scale


def one_and_others(rows: Block, k: Any) -> tuple[Block, Block]:
    """Return the number at k in each row and the sum of all others."""
    one = np.take_along_axis(rows, k, -1)
    others = rows.copy()
    np.put_along_axis(others, k, 0, -1)
    return one, others.sum(-1, keepdims=True)


def _log_softmax_off_diagonal(x: Block) -> Block:
    return np.repeat(-softmax_rows(x)[:, None, :], x.shape[-1], axis=1)


@ShiftInvariant.define(
    family="vector",
    vjp_kernel=_log_softmax_vjp,
    off_diagonal_kernel=_log_softmax_off_diagonal,
    torch_name="torch.nn.functional.log_softmax",
    value_latex=r"\log\operatorname{softmax}(x)_i = x_i - \log\sum_j e^{x_j}",
    derivative_latex=r"\frac{\partial \log p_i}{\partial x_j} = \delta_{ij} - p_j",
    parameters=(Axes("axis", default=-1), WHERE),
    range=(-np.inf, 0.0),
    lipschitz=None,
    outside=-np.inf,
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
    axis : int or tuple of int, default -1
        The axis along which the exponentials of the values sum to 1; several are taken together.
    where : array_like of bool, optional
        Which numbers take part; its shape broadcasts to that of `x`. The value of the others is -inf,
        as of a row with none in it, and every derivative 0.

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


class _Signed:
    """A sum of exponentials with factors, as its largest term times what all are beside that.

    Attributes
    ----------
    log, sign : ndarray
        Logarithm of the sum's size, and its sign, as columns.
    shares : ndarray
        The share of each term in the sum.
    """

    def __init__(self, x: Block, b: Block) -> None:
        x = np.where(b == 0, -np.inf, x)
        k = (x + np.log(np.abs(b))).argmax(-1, keepdims=True)
        m, b_k = (np.take_along_axis(a, k, -1) for a in (x, b))
        # In two halves: one exponential may overflow where its product with a small b does not.
        half = np.exp(np.where(x == m, 0.0, x - m) / 2)
        terms = half * b * half / b_k
        np.put_along_axis(terms, k, 0, -1)
        others = terms.sum(-1, keepdims=True)
        opposed = np.isposinf(x) & (np.sign(b) != np.sign(b_k))
        others[opposed.any(-1)] = np.nan
        np.put_along_axis(terms, k, 1, -1)
        size = np.where(others > -1, np.log1p(others), np.log(-1 - others))
        nothing = np.isneginf(m)
        self.log = np.where(nothing, m, m + np.log(np.abs(b_k)) + size)
        self.sign = np.where(nothing, 0.0, np.sign(b_k) * np.sign(1 + others))
        self.shares = np.where(nothing, np.nan, terms / (1 + others))


def _logsumexp_vjp(x: Block, v: Block, b: Block | None) -> Block:
    r"""Gradient of log-sum-exp: softmax, with the factors b where there are some.

    .. math:: \frac{\partial}{\partial x_i} \log\sum_j b_j e^{x_j} = \frac{b_i e^{x_i}}{\sum_j b_j e^{x_j}}

    >>> import activations as act
    >>> act.logsumexp.gradient([0.0, 0.0])
    array([0.5, 0.5])
    >>> act.logsumexp.gradient([0.0, 0.0], b=[3.0, -1.0])
    array([ 1.5, -0.5])
    """
    return v * (softmax_rows(x) if b is None else _Signed(x, b).shares)


def _sign(x: Block, keepdims: bool, b: Block | None) -> Block:
    y = np.sign(np.exp(x.max(-1, keepdims=True))) if b is None else _Signed(x, b).sign
    return y if keepdims else y[..., 0]


@Reduction.define(
    family="vector",
    vjp_kernel=_logsumexp_vjp,
    sign_kernel=_sign,
    outside=-np.inf,
    torch_name="torch.logsumexp",
    value_latex=r"\operatorname{logsumexp}(x) = \log\sum_j e^{x_j}",
    derivative_latex=r"\frac{\partial}{\partial x_i} \log\sum_j e^{x_j} = \operatorname{softmax}(x)_i",
    parameters=(
        Axes("axis", default=-1),
        Flag("keepdims", default=False),
        WHERE,
        Beside("b", default=None),
        Flag("return_sign", default=False),
    ),
    range=(-np.inf, np.inf),
    lipschitz=1.0,
    year=2021,
    reference=(
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and softmax "
        "functions, 2021, https://doi.org/10.1093/imanum/draa038"
    ),
)
def logsumexp(x: Block, keepdims: bool, b: Block | None, return_sign: bool) -> Block:
    r"""Logarithm of the sum of exponentials along an axis: a smooth maximum.

    .. math::

        \log\sum_j e^{x_j} = m + \operatorname{log1p}\Bigl(\sum_{j \ne k} e^{x_j - m}\Bigr),
        \qquad m = x_k = \max_j x_j

    The left side is infinite at [1000, 0] and -inf at [-1000, -1000]. On the right no exponential is
    above 1 and the sum is never 0.

    Parameters
    ----------
    axis : int or tuple of int, default -1
        The axis along which exponentials are summed; several are taken together.
    keepdims : bool, default False
        Whether the result keeps the axis, with length 1.
    where : array_like of bool, optional
        Which numbers take part; its shape broadcasts to that of `x`. A row with none in it gives -inf,
        and the derivatives of what is left out are 0.
    b : array_like, optional
        A finite factor for each exponential, of any sign; its shape broadcasts to that of `x`. A
        number with the factor 0 takes no part.
    return_sign : bool, default False
        Whether the sign of the sum comes beside the logarithm of its size. Without it the logarithm
        of a negative sum is nan.

    Returns
    -------
    ndarray or scalar
        One number a row; -inf if all are -inf, inf if one is inf, nan if one is nan. Within
        4 eps max(1, |max x|, log n); with `b`, times the sum of the terms' sizes over that of the sum.
        With `return_sign` a pair: that, and 1, -1 or 0.

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
    >>> size, sign = act.logsumexp([1000.0, 1000.0], b=[1.0, -2.0], return_sign=True)
    >>> float(size), float(sign)
    (1000.0, -1.0)
    """
    if b is None:
        m, rest = _others(x)
        y = np.where(np.isfinite(m), m + rest, m)
    else:
        signed = _Signed(x, b)
        y = np.where((signed.sign < 0) & (not return_sign), np.nan, signed.log)
    return y if keepdims else y[..., 0]

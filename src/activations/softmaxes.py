"""Softmax, its relatives and its logarithm, and the log-sum-exp.

Each kernel gets a block of rows. What makes them safe is one habit: where a row's largest number could
overflow its exponential, it is taken off first, and no digit is lost by that.
"""

from __future__ import annotations

import numpy as np

from activations.core.along_axis import Reduction, ShiftInvariant
from activations.core.arrays import Block
from activations.core.parameters import Axis, Flag

# Its exponential is 0, and so is that of anything below.
FAR = -1000.0


def _exponentials(x: Block, m: Block) -> tuple[Block, Block]:
    """Return exp(x - s) and the shift s of each row: 0 where none is needed, else the maximum m.

    With a maximum from 0 to 600 no exponential overflows, and one that underflows is too small for a
    double in the end, too. Otherwise x - m is rounded; what rounding took off, which D. E. Knuth's
    two-sum finds, is put back.
    """
    s = np.where((m >= 0) & (m <= 600), 0.0, m)
    if not s.any():
        return np.exp(x), s
    d = x - s
    back = d - x
    rest = (x - (d - back)) - (s + back)
    t = np.exp(d)
    t += t * np.where(d > FAR, rest, 0)  # at -inf the rest is nan
    return t, s


def _at_infinity(y: Block, x: Block, m: Block, one: float, zero: float) -> Block:
    """Put the limit into rows with an infinity: all for the one that has it; nan if two do."""
    rows = np.isposinf(m[:, 0])
    if rows.any():
        first = np.isposinf(x[rows])
        alone = first.sum(axis=-1, keepdims=True) == 1
        y[rows] = np.where(alone, np.where(first, one, zero), np.nan)
    return y


def softmax_rows(x: Block) -> Block:
    """Return softmax of each row, without the engine around it."""
    m = x.max(-1, keepdims=True)
    t, _ = _exponentials(x, m)
    t /= t.sum(-1, keepdims=True)
    return _at_infinity(t, x, m, one=1.0, zero=0.0)


def _softmax_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of softmax's values.

    .. math:: v^{\mathsf T} J = p \odot (v - v \cdot p)

    >>> import activations as act
    >>> act.softmax.vjp([0.0, 0.0], [1.0, 0.0])
    array([ 0.25, -0.25])
    """
    p = softmax_rows(x)
    return p * (v - (v * p).sum(-1, keepdims=True))


def _softmax_off_diagonal(x: Block) -> Block:
    p = softmax_rows(x)
    return -p[:, :, None] * p[:, None, :]


@ShiftInvariant.define(
    family="vector",
    vjp_kernel=_softmax_vjp,
    off_diagonal_kernel=_softmax_off_diagonal,
    torch_name="torch.nn.functional.softmax",
    value_latex=r"\operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
    derivative_latex=r"\frac{\partial p_i}{\partial x_j} = p_i\,(\delta_{ij} - p_j)",
    parameters=(Axis("axis", default=-1),),
    range=(0.0, 1.0),
    lipschitz=0.5,
    year=1990,
    reference=(
        "J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "1990, https://doi.org/10.1007/978-3-642-76153-9_28"
    ),
)
def softmax(x: Block) -> Block:
    r"""Softmax along an axis: positive numbers that sum to 1, in the proportions of exponentials.

    .. math::

        \operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}
        = \frac{e^{x_i - m}}{\sum_j e^{x_j - m}}, \qquad m = \max_j x_j

    The first form is nan at [1000, 0], since e^1000 is infinite. Taking the maximum off first mends
    that, but the difference x - m is rounded, and near -700 that rounding is worth 459 ULP of the
    exponential. So the maximum stays where it does no harm, and is taken off exactly, in two doubles,
    where it does.

    Parameters
    ----------
    axis : int, default -1
        The axis along which the values sum to 1.

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`. [0, inf] gives [0, 1]; two infinities, all -inf or a nan give
        a row of nan. Within 0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

    Notes
    -----
    There is no kink. `softmax.jacobian` gives the derivatives, shape batch + (n, n), and `softmax.vjp`
    their product with weights without forming them. In the Euclidean norm the Lipschitz constant is
    1/2. PyTorch gives nan for [0, inf].

    References
    ----------
    J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990.
    https://doi.org/10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> import activations as act
    >>> act.softmax([1000.0, 1000.0, 0.0])
    array([0.5, 0.5, 0. ])
    >>> act.softmax.jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    return softmax_rows(x)


def _softmin_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of softmin's values.

    .. math:: v^{\mathsf T} J = -q \odot (v - v \cdot q)

    >>> import activations as act
    >>> act.softmin.vjp([0.0, 0.0], [1.0, 0.0])
    array([-0.25,  0.25])
    """
    return -_softmax_vjp(-x, v)


def _softmin_off_diagonal(x: Block) -> Block:
    return -_softmax_off_diagonal(-x)


@ShiftInvariant.define(
    family="vector",
    vjp_kernel=_softmin_vjp,
    off_diagonal_kernel=_softmin_off_diagonal,
    torch_name="torch.nn.functional.softmin",
    value_latex=r"\operatorname{softmin}(x)_i = \frac{e^{-x_i}}{\sum_j e^{-x_j}}",
    derivative_latex=r"\frac{\partial q_i}{\partial x_j} = -q_i\,(\delta_{ij} - q_j)",
    parameters=(Axis("axis", default=-1),),
    range=(0.0, 1.0),
    lipschitz=0.5,
    year=1990,
    reference=(
        "J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "1990, https://doi.org/10.1007/978-3-642-76153-9_28"
    ),
)
def softmin(x: Block) -> Block:
    r"""Softmin along an axis: softmax of the numbers with the sign changed.

    .. math:: \operatorname{softmin}(x)_i = \operatorname{softmax}(-x)_i

    Parameters
    ----------
    axis : int, default -1
        The axis along which the values sum to 1.

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`; rows with an infinity or nan as for `softmax` of -x. Within
        0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

    Notes
    -----
    There is no kink. Derivatives as for `softmax`: `softmin.jacobian` and `softmin.vjp`.

    References
    ----------
    As for `softmax`. https://doi.org/10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> import activations as act
    >>> act.softmin([1000.0, 0.0, 0.0])
    array([0. , 0.5, 0.5])
    """
    return softmax_rows(-x)


def _others(x: Block) -> tuple[Block, Block]:
    """Return the maximum m of each row and log1p of the sum of exp(x - m) over all others."""
    k = x.argmax(-1, keepdims=True)
    m = np.take_along_axis(x, k, -1)
    t, s = _exponentials(x, m)
    np.put_along_axis(t, k, 0, -1)
    return m, np.log1p(t.sum(-1, keepdims=True) * np.exp(s - m))


def log_softmax_rows(x: Block) -> Block:
    """Return log-softmax of each row, without the engine around it."""
    m, rest_of_sum = _others(x)
    y = x - m
    y -= rest_of_sum
    return _at_infinity(y, x, m, one=0.0, zero=-np.inf)


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

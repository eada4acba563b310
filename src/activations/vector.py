"""Functions of a whole row of numbers: softmax, its relatives, and the gated linear unit.

Each formula gets a block of rows and the axis -1. What makes them safe is one habit: where a row's
largest number could overflow its exponential, it is taken off first, and no digit is lost by that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from activations.alongaxis import AlongAxis, Axis, Normalized, Reduction, Rows
from activations.arrays import Block
from activations.parameters import Flag, Number, Seed

# Its exponential is 0, and so is that of anything below.
FAR = -1000.0


def _exponentials(x: Block, m: Block) -> tuple[Block, Block]:
    """Give exp(x - s) and the shift s of each row: 0 where none is needed, else the maximum m.

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


def softmax_rows(x: Block, axis: int = -1) -> Block:
    """Give softmax of each row, without the engine around it."""
    m = x.max(axis, keepdims=True)
    t, _ = _exponentials(x, m)
    t /= t.sum(axis, keepdims=True)
    return _at_infinity(t, x, m, one=1.0, zero=0.0)


def _softmax_vjp(x: Block, v: Block, axis: int = -1) -> Block:
    r"""Gradient of a weighted sum of softmax's values.

    .. math:: v^{\mathsf T} J = p \odot (v - v \cdot p)

    >>> import activations as act
    >>> act.softmax.vjp([0.0, 0.0], [1.0, 0.0])
    array([ 0.25, -0.25])
    """
    p = softmax_rows(x)
    return p * (v - (v * p).sum(axis, keepdims=True))


def _softmax_off_diagonal(x: Block, axis: int = -1) -> Block:
    p = softmax_rows(x)
    return -p[:, :, None] * p[:, None, :]


@Normalized.define(
    vjp=_softmax_vjp,
    off_diagonal=_softmax_off_diagonal,
    torch_name="torch.nn.functional.softmax",
    value_latex=r"\operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
    derivative_latex=r"\frac{\partial p_i}{\partial x_j} = p_i\,(\delta_{ij} - p_j)",
    parameters=(Axis("axis"),),
    range=(0.0, 1.0),
    lipschitz=0.5,
    year=1990,
    reference=(
        "J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "1990, https://doi.org/10.1007/978-3-642-76153-9_28"
    ),
)
def softmax(x: Block, axis: int = -1) -> Block:
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
    x : array_like
        At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
    axis : int, default -1
        The axis along which the values sum to 1.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`. [0, inf] gives [0, 1]; two infinities, all -inf or a nan give
        a row of nan. Within 0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `axis` is no whole number, or `out` has another
        dtype.
    ValueError
        If `x` does not have that axis or the axis is empty, or `out` has another shape or is
        read-only.

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
    return softmax_rows(x, axis)


def _softmin_vjp(x: Block, v: Block, axis: int = -1) -> Block:
    r"""Gradient of a weighted sum of softmin's values.

    .. math:: v^{\mathsf T} J = -q \odot (v - v \cdot q)

    >>> import activations as act
    >>> act.softmin.vjp([0.0, 0.0], [1.0, 0.0])
    array([-0.25,  0.25])
    """
    return -_softmax_vjp(-x, v, axis)


def _softmin_off_diagonal(x: Block, axis: int = -1) -> Block:
    return -_softmax_off_diagonal(-x, axis)


@Normalized.define(
    vjp=_softmin_vjp,
    off_diagonal=_softmin_off_diagonal,
    torch_name="torch.nn.functional.softmin",
    value_latex=r"\operatorname{softmin}(x)_i = \frac{e^{-x_i}}{\sum_j e^{-x_j}}",
    derivative_latex=r"\frac{\partial q_i}{\partial x_j} = -q_i\,(\delta_{ij} - q_j)",
    parameters=(Axis("axis"),),
    range=(0.0, 1.0),
    lipschitz=0.5,
    year=1990,
    reference=(
        "J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "1990, https://doi.org/10.1007/978-3-642-76153-9_28"
    ),
)
def softmin(x: Block, axis: int = -1) -> Block:
    r"""Softmin along an axis: softmax of the numbers with the sign changed.

    .. math:: \operatorname{softmin}(x)_i = \operatorname{softmax}(-x)_i

    Parameters
    ----------
    x : array_like
        At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
    axis : int, default -1
        The axis along which the values sum to 1.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`; rows with an infinity or nan as for `softmax` of -x. Within
        0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `axis` is no whole number, or `out` has another
        dtype.
    ValueError
        If `x` does not have that axis or the axis is empty, or `out` has another shape or is
        read-only.

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
    return softmax_rows(-x, axis)


def _others(x: Block, axis: int) -> tuple[Block, Block]:
    """Give the maximum m of each row and log1p of the sum of exp(x - m) over all others."""
    k = x.argmax(axis, keepdims=True)
    m = np.take_along_axis(x, k, axis)
    t, s = _exponentials(x, m)
    np.put_along_axis(t, k, 0, axis)
    return m, np.log1p(t.sum(axis, keepdims=True) * np.exp(s - m))


def log_softmax_rows(x: Block, axis: int = -1) -> Block:
    """Give log-softmax of each row, without the engine around it."""
    m, rest_of_sum = _others(x, axis)
    y = x - m
    y -= rest_of_sum
    return _at_infinity(y, x, m, one=0.0, zero=-np.inf)


def _log_softmax_vjp(x: Block, v: Block, axis: int = -1) -> Block:
    r"""Gradient of a weighted sum of log-softmax's values.

    .. math:: v^{\mathsf T} J = v - p \sum_i v_i

    >>> import activations as act
    >>> act.log_softmax.vjp([0.0, 0.0], [1.0, 0.0])
    array([ 0.5, -0.5])
    """
    return v - softmax_rows(x) * v.sum(axis, keepdims=True)


def _log_softmax_off_diagonal(x: Block, axis: int = -1) -> Block:
    return np.repeat(-softmax_rows(x)[:, None, :], x.shape[axis], axis=1)


@Normalized.define(
    vjp=_log_softmax_vjp,
    off_diagonal=_log_softmax_off_diagonal,
    torch_name="torch.nn.functional.log_softmax",
    value_latex=r"\log\operatorname{softmax}(x)_i = x_i - \log\sum_j e^{x_j}",
    derivative_latex=r"\frac{\partial \log p_i}{\partial x_j} = \delta_{ij} - p_j",
    parameters=(Axis("axis"),),
    range=(-np.inf, 0.0),
    lipschitz=None,
    year=2021,
    reference=(
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and softmax "
        "functions, 2021, https://doi.org/10.1093/imanum/draa038"
    ),
)
def log_softmax(x: Block, axis: int = -1) -> Block:
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
    x : array_like
        At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
    axis : int, default -1
        The axis along which the exponentials of the values sum to 1.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        At most 0, in the shape of `x`. [0, inf] gives [-inf, 0]; two infinities, all -inf or a nan
        give a row of nan. Within 0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `axis` is no whole number, or `out` has another
        dtype.
    ValueError
        If `x` does not have that axis or the axis is empty, or `out` has another shape or is
        read-only.

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
    return log_softmax_rows(x, axis)


def _logsumexp_vjp(x: Block, v: Block, axis: int = -1, keepdims: bool = True) -> Block:
    r"""Gradient of log-sum-exp: softmax.

    .. math:: \nabla \log\sum_j e^{x_j} = \operatorname{softmax}(x)

    >>> import activations as act
    >>> act.logsumexp.gradient([0.0, 0.0])
    array([0.5, 0.5])
    """
    return v * softmax_rows(x, axis)


@Reduction.define(
    vjp=_logsumexp_vjp,
    torch_name="torch.logsumexp",
    value_latex=r"\operatorname{logsumexp}(x) = \log\sum_j e^{x_j}",
    derivative_latex=r"\frac{\partial}{\partial x_i} \log\sum_j e^{x_j} = \operatorname{softmax}(x)_i",
    parameters=(Axis("axis"), Flag("keepdims")),
    range=(-np.inf, np.inf),
    lipschitz=1.0,
    year=2021,
    reference=(
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and softmax "
        "functions, 2021, https://doi.org/10.1093/imanum/draa038"
    ),
)
def logsumexp(x: Block, axis: int = -1, keepdims: bool = False) -> Block:
    r"""Logarithm of the sum of exponentials along an axis: a smooth maximum.

    .. math::

        \log\sum_j e^{x_j} = m + \operatorname{log1p}\Bigl(\sum_{j \ne k} e^{x_j - m}\Bigr),
        \qquad m = x_k = \max_j x_j

    The left side is infinite at [1000, 0] and -inf at [-1000, -1000]. On the right no exponential is
    above 1 and the sum is never 0.

    Parameters
    ----------
    x : array_like
        At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
    axis : int, default -1
        The axis along which exponentials are summed.
    keepdims : bool, default False
        Whether the result keeps the axis, with length 1.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result.

    Returns
    -------
    ndarray or scalar
        One number a row; -inf if all are -inf, inf if one is inf, nan if one is nan. Within
        4 eps max(1, |max x|, log n).

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
        another dtype.
    ValueError
        If `x` does not have that axis or the axis is empty, or `out` has another shape or is
        read-only.

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
    m, rest = _others(x, axis)
    y = np.where(np.isfinite(m), m + rest, m)
    return y if keepdims else y[..., 0]


def _gate(b: Block) -> tuple[Block, Block]:
    """Give two factors g and g / (1 + t) whose product is the sigmoid of b.

    The sigmoid itself may be too small for a double where its product with a large number is not.
    """
    half = np.exp(-np.abs(b) / 2)
    g = np.maximum(half, b >= 0)
    return g, g / (1 + half * half)


def _glu_vjp(x: Block, v: Block, axis: int = -1) -> Block:
    r"""Gradient of a weighted sum of the values of the gated linear unit.

    .. math::

        \frac{\partial y}{\partial a} = \sigma(b), \qquad
        \frac{\partial y}{\partial b} = a\,\sigma(b)\,(1 - \sigma(b))

    >>> import activations as act
    >>> act.glu.vjp([2.0, 0.0], [1.0])
    array([0.5, 0.5])
    """
    a, b = np.split(x, 2, axis)
    g, rest = _gate(b)
    half = np.exp(-np.abs(b) / 2)
    root = half / (1 + half * half)
    return np.concatenate([v * g * rest, v * a * root * root], axis)


@dataclass(frozen=True, kw_only=True)
class Halving(AlongAxis):
    """A function that makes one row of two halves."""

    def _shape(self, rows: Rows, bound: Mapping[str, Any]) -> tuple[int, ...]:
        if rows.length % 2:
            raise ValueError(
                f"{self.name}: x has shape {rows.array.shape}, whose axis {rows.axis} has the odd "
                f"length {rows.length}; an even length is needed"
            )
        return rows.with_length(rows.length // 2)


@Halving.define(
    vjp=_glu_vjp,
    torch_name="torch.nn.functional.glu",
    value_latex=r"\operatorname{GLU}(a, b) = a\,\sigma(b)",
    derivative_latex=(
        r"\frac{\partial y}{\partial a} = \sigma(b), \quad "
        r"\frac{\partial y}{\partial b} = a\,\sigma(b)\,(1 - \sigma(b))"
    ),
    parameters=(Axis("axis"),),
    range=(-np.inf, np.inf),
    lipschitz=np.inf,
    year=2016,
    reference=(
        "Y. N. Dauphin, A. Fan, M. Auli, D. Grangier, Language Modeling with Gated Convolutional "
        "Networks, 2016, arXiv:1612.08083"
    ),
)
def glu(x: Block, axis: int = -1) -> Block:
    r"""Gated linear unit: the first half of a row, times the sigmoid of the second half.

    .. math:: \operatorname{GLU}(x) = a \odot \sigma(b), \qquad x = [a, b]

    Multiplied plainly, a = 1e300 and b = -742 lose all but two digits: the sigmoid is too small for a
    full double, the product is not. The exponential is taken in two halves and a put between them.

    Parameters
    ----------
    x : array_like
        At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
    axis : int, default -1
        The axis that is halved; its length must be even.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result.

    Returns
    -------
    ndarray
        The shape of `x` with half the length along the axis; nan where a or b is nan. Within 0.55 ULP
        in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `axis` is no whole number, or `out` has another
        dtype.
    ValueError
        If `x` does not have that axis, its length is 0 or odd, or `out` has another shape or is
        read-only.

    Notes
    -----
    There is no kink. `glu.vjp` gives the gradient by both halves, in the shape of `x`.

    References
    ----------
    Y. N. Dauphin, A. Fan, M. Auli, D. Grangier, "Language Modeling with Gated Convolutional
    Networks", 2016. https://arxiv.org/abs/1612.08083

    Examples
    --------
    >>> import activations as act
    >>> act.glu([2.0, -4.0, 0.0, 800.0])
    array([ 1., -4.])
    """
    a, b = np.split(x, 2, axis)
    g, rest = _gate(b)
    return a * rest * g


def _soft_sample(x: Block, tau: float, rng: np.random.Generator, axis: int) -> Block:
    y = x + rng.gumbel(size=x.shape)
    return softmax_rows((y - y.max(axis, keepdims=True)) / tau, axis)


def _gumbel_softmax_vjp(
    x: Block, v: Block, tau: float, hard: bool, rng: np.random.Generator, axis: int = -1
) -> Block:
    r"""Gradient of a weighted sum of the soft sample's values, whether `hard` or not.

    .. math:: v^{\mathsf T} J = \frac{1}{\tau}\, y \odot (v - v \cdot y)

    >>> import activations as act
    >>> soft = act.gumbel_softmax.vjp([0.0, 0.0], [1.0, 0.0], rng=0)
    >>> bool((soft == act.gumbel_softmax.vjp([0.0, 0.0], [1.0, 0.0], rng=0, hard=True)).all())
    True
    """
    y = _soft_sample(x, tau, rng, axis)
    return y * (v - (v * y).sum(axis, keepdims=True)) / tau


def _gumbel_off_diagonal(
    x: Block, tau: float, hard: bool, rng: np.random.Generator, axis: int = -1
) -> Block:
    y = _soft_sample(x, tau, rng, axis)
    return -y[:, :, None] * y[:, None, :] / tau


@Normalized.define(
    vjp=_gumbel_softmax_vjp,
    off_diagonal=_gumbel_off_diagonal,
    torch_name="torch.nn.functional.gumbel_softmax",
    value_latex=(
        r"\operatorname{softmax}\Bigl(\frac{x + g}{\tau}\Bigr), \quad g_i = -\log(-\log u_i), \quad "
        r"u_i \sim U(0, 1)"
    ),
    derivative_latex=r"\frac{\partial y_i}{\partial x_j} = \frac{1}{\tau}\,y_i\,(\delta_{ij} - y_j)",
    parameters=(Number("tau", above=0), Flag("hard"), Axis("axis"), Seed("rng")),
    range=(0.0, 1.0),
    lipschitz=0.5,
    year=2016,
    reference=(
        "E. Jang, S. Gu, B. Poole, Categorical Reparameterization with Gumbel-Softmax, 2016, "
        "arXiv:1611.01144"
    ),
)
def gumbel_softmax(
    x: Block, tau: float = 1.0, hard: bool = False, axis: int = -1, rng: Any = None
) -> Block:
    r"""Draw from the categorical distribution of softmax(x), softly, so that there is a gradient.

    .. math::

        y = \operatorname{softmax}\Bigl(\frac{x + g}{\tau}\Bigr), \qquad
        g_i = -\log(-\log u_i), \quad u_i \sim U(0, 1)

    The largest of x + g is at i with probability softmax(x)_i. As tau falls to 0, y nears the row with
    1 there and 0 elsewhere. The maximum is taken off before the division, which could overflow.

    Parameters
    ----------
    x : array_like
        Logarithms of probabilities, up to a constant; at least one dimension; float16, float32,
        float64 (kept), integers or booleans (float64).
    tau : float, default 1
        The temperature; finite and above 0.
    hard : bool, default False
        Whether the value is the row of one 1 and zeros. The gradient stays that of the soft sample.
    axis : int, default -1
        The axis along which the values sum to 1.
    rng : numpy.random.Generator, int or None
        Where the noise comes from. Give value and gradient the same seed for the same noise.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`; infinities and nan as for `softmax`.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
        another dtype.
    ValueError
        If a parameter is out of its range, `x` does not have that axis or the axis is empty, or `out`
        has another shape or is read-only.

    Notes
    -----
    There is no kink in the soft sample. `gumbel_softmax.jacobian` and `gumbel_softmax.vjp` give its
    derivatives. PyTorch's hard sample carries the rounding of 1 - y + y; here it is 0 and 1.

    References
    ----------
    E. Jang, S. Gu, B. Poole, "Categorical Reparameterization with Gumbel-Softmax", 2016.
    https://arxiv.org/abs/1611.01144. C. J. Maddison, A. Mnih, Y. W. Teh, "The Concrete Distribution",
    2016. https://arxiv.org/abs/1611.00712

    Examples
    --------
    >>> import activations as act
    >>> act.gumbel_softmax([-1000.0, 0.0, -1000.0], hard=True, rng=0)
    array([0., 1., 0.])
    """
    y = _soft_sample(x, tau, rng, axis)
    if not hard:
        return y
    sample = np.where(np.isnan(y), np.nan, 0.0)
    at = y.argmax(axis, keepdims=True)
    np.put_along_axis(sample, at, np.take_along_axis(sample, at, axis) + 1, axis)
    return sample

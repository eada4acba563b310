"""Functions put together from pieces, straight lines and exponentials, most of them with kinks.

The formulas choose between the pieces with maximum, minimum and clip where they can: unlike a branch,
these cost the same for every input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from activations import twofold
from activations.arrays import Array, Block, keep_zero, select
from activations.elementwise import Elementwise, Kink
from activations.parameters import Flag, Number, Seed, Weight


def _step(inside: Any, x: Block) -> Block:
    """Give 1 where a condition holds, 0 where not, and nan where `x` is nan."""
    y: Block = inside.astype(np.float64)
    y[np.isnan(x)] = np.nan
    return y


def _threshold_derivative(x: Block, threshold: float, value: float) -> Block:
    r"""Derivative of threshold: 1 above it, 0 at it and below.

    >>> import activations as act
    >>> act.threshold.derivative([0.0, 0.1, 0.2], threshold=0.1, value=20.0)
    array([0., 0., 1.])
    """
    return _step(x > threshold, x)


@Elementwise.define(
    derivative=_threshold_derivative,
    torch_name="torch.nn.functional.threshold",
    value_latex=r"\begin{cases} x & x > t \\ v & x \le t \end{cases}",
    derivative_latex=r"\begin{cases} 1 & x > t \\ 0 & x \le t \end{cases}",
    parameters=(Number("threshold", example=0.1), Number("value", example=20.0)),
    range=(0.1, np.inf),
    limits=(20.0, np.inf),
    lipschitz=np.inf,
    monotonic=False,
    kinks_at=lambda threshold, value: (Kink(threshold, 0.0, "0, as on the left"),),
    year=2011,
    reference="R. Collobert, K. Kavukcuoglu, C. Farabet, Torch7, BigLearn workshop at NIPS, 2011",
)
def threshold(x: Block, threshold: float, value: float) -> Block:
    r"""Keep what is above a threshold t and put a value v in place of the rest, elementwise.

    .. math:: f(x) = \begin{cases} x & x > t \\ v & x \le t \end{cases}

    The comparison is asked the other way round, x <= t, so that nan, which compares as false, stays
    what it is.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    threshold : float
        Finite.
    value : float
        Finite.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        `value` at -inf, inf at inf, nan at nan. Exact in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, a parameter is no number, or `out` has another
        dtype.
    ValueError
        If a parameter is not finite, or `out` has another shape or is read-only.

    Notes
    -----
    At the threshold, where the function jumps or bends, the derivative is 0, as in PyTorch.

    References
    ----------
    R. Collobert, K. Kavukcuoglu, C. Farabet, "Torch7: A Matlab-like Environment for Machine
    Learning", 2011.

    Examples
    --------
    >>> import activations as act
    >>> act.threshold([0.0, 0.1, 0.2], threshold=0.1, value=20.0)
    array([20. , 20. ,  0.2])
    """
    return select(x <= threshold, value, x)


def _relu_derivative(x: Block) -> Block:
    r"""Derivative of ReLU: 1 above 0, 0 at 0 and below.

    >>> import activations as act
    >>> act.relu.derivative([-1.0, 0.0, 1.0])
    array([0., 0., 1.])
    """
    return _step(x > 0, x)


@Elementwise.define(
    derivative=_relu_derivative,
    torch_name="torch.nn.functional.relu",
    value_latex=r"\operatorname{ReLU}(x) = \max(0, x)",
    derivative_latex=r"\operatorname{ReLU}'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
    range=(0.0, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda: (Kink(0.0, 0.0, "0, as on the left"),),
    year=2010,
    reference=(
        "V. Nair, G. E. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, ICML 2010"
    ),
)
def relu(x: Block) -> Block:
    r"""Rectified linear unit, elementwise.

    .. math:: \operatorname{ReLU}(x) = \max(0, x)

    Which zero the maximum of -0.0 and 0.0 is, NumPy leaves open, and it differs from one place of an
    array to the next. Adding 0.0 makes it 0.0 everywhere.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At least 0.0, and 0.0 at -0.0; 0 at -inf, inf at inf, nan at nan. Exact.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    At the kink, 0, the derivative is 0, as in PyTorch; any number from 0 to 1 is a subgradient.

    References
    ----------
    V. Nair, G. E. Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines", ICML 2010.
    K. Fukushima used the function in 1969, https://doi.org/10.1109/TSSC.1969.300225.

    Examples
    --------
    >>> import activations as act
    >>> act.relu([-2.0, -0.0, 3.0])
    array([0., 0., 3.])
    """
    return np.maximum(x, 0) + 0.0


def _hardtanh_derivative(x: Block, min_val: float, max_val: float) -> Block:
    r"""Derivative of hardtanh: 1 between the ends, 0 at them and outside.

    >>> import activations as act
    >>> act.hardtanh.derivative([-1.0, 0.0, 1.0])
    array([0., 1., 0.])
    """
    return _step((x > min_val) & (x < max_val), x)


@Elementwise.define(
    derivative=_hardtanh_derivative,
    torch_name="torch.nn.functional.hardtanh",
    value_latex=r"\operatorname{hardtanh}(x) = \min(\max(x, \mathrm{min\_val}), \mathrm{max\_val})",
    derivative_latex=(
        r"\operatorname{hardtanh}'(x) = "
        r"\begin{cases} 1 & \mathrm{min\_val} < x < \mathrm{max\_val} \\ 0 & \text{otherwise} \end{cases}"
    ),
    parameters=(Number("min_val"), Number("max_val", above="min_val")),
    range=(-1.0, 1.0),
    limits=(-1.0, 1.0),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda min_val, max_val: (
        Kink(min_val, 0.0, "0, as on the left"),
        Kink(max_val, 0.0, "0, as on the right"),
    ),
    year=2004,
    reference="R. Collobert, Large Scale Machine Learning, thesis, Université Paris VI, 2004",
)
def hardtanh(x: Block, min_val: float = -1.0, max_val: float = 1.0) -> Block:
    r"""Hold a number between two ends, elementwise: tanh drawn with three straight lines.

    .. math:: \operatorname{hardtanh}(x) = \min(\max(x, \mathrm{min\_val}), \mathrm{max\_val})

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    min_val : float, default -1
        The lower end; finite.
    max_val : float, default 1
        The upper end; finite and above `min_val`.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        In [min_val, max_val]; `min_val` at -inf, `max_val` at inf, nan at nan. Exact in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, a parameter is no number, or `out` has another
        dtype.
    ValueError
        If a parameter is out of its range, or `out` has another shape or is read-only.

    Notes
    -----
    At both kinks the derivative is 0, as in PyTorch.

    References
    ----------
    R. Collobert, "Large Scale Machine Learning", thesis, Université Paris VI, 2004.

    Examples
    --------
    >>> import activations as act
    >>> act.hardtanh([-3.0, 0.5, 3.0]), act.hardtanh([-3.0, 0.5, 3.0], min_val=0.0, max_val=2.0)
    (array([-1. ,  0.5,  1. ]), array([0. , 0.5, 2. ]))
    """
    y = np.clip(x, min_val, max_val)
    return keep_zero(y, x) if 0 in (min_val, max_val) else y


def _relu6_derivative(x: Block) -> Block:
    r"""Derivative of ReLU6: 1 between 0 and 6, 0 at both and outside.

    >>> import activations as act
    >>> act.relu6.derivative([0.0, 3.0, 6.0])
    array([0., 1., 0.])
    """
    return _step((x > 0) & (x < 6), x)


@Elementwise.define(
    derivative=_relu6_derivative,
    torch_name="torch.nn.functional.relu6",
    value_latex=r"\operatorname{ReLU6}(x) = \min(\max(x, 0), 6)",
    derivative_latex=(
        r"\operatorname{ReLU6}'(x) = \begin{cases} 1 & 0 < x < 6 \\ 0 & \text{otherwise} \end{cases}"
    ),
    range=(0.0, 6.0),
    limits=(0.0, 6.0),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda: (Kink(0.0, 0.0, "0, as on the left"), Kink(6.0, 0.0, "0, as on the right")),
    year=2010,
    reference="A. Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010",
)
def relu6(x: Block) -> Block:
    r"""ReLU that stops at 6, elementwise.

    .. math:: \operatorname{ReLU6}(x) = \min(\max(x, 0), 6)

    The bounded range fits fixed-point numbers with few bits.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        In [0, 6]; 0 at -inf, 6 at inf, nan at nan. Exact.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    At both kinks the derivative is 0, as in PyTorch.

    References
    ----------
    A. Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010.

    Examples
    --------
    >>> import activations as act
    >>> act.relu6([-1.0, 3.0, 9.0])
    array([0., 3., 6.])
    """
    return keep_zero(np.clip(x, 0, 6), x)


def _hardsigmoid_derivative(x: Block) -> Block:
    r"""Derivative of hardsigmoid: 1/6 between -3 and 3, 0 at both and outside.

    >>> import activations as act
    >>> [f"{value:.4f}" for value in act.hardsigmoid.derivative([-3.0, 0.0, 3.0])]
    ['0.0000', '0.1667', '0.0000']
    """
    return _step((x > -3) & (x < 3), x) / 6


@Elementwise.define(
    derivative=_hardsigmoid_derivative,
    torch_name="torch.nn.functional.hardsigmoid",
    value_latex=r"\operatorname{hardsigmoid}(x) = \frac{\min(\max(x + 3, 0), 6)}{6}",
    derivative_latex=(
        r"\operatorname{hardsigmoid}'(x) = "
        r"\begin{cases} \frac{1}{6} & -3 < x < 3 \\ 0 & \text{otherwise} \end{cases}"
    ),
    range=(0.0, 1.0),
    limits=(0.0, 1.0),
    lipschitz=1 / 6,
    monotonic=True,
    kinks_at=lambda: (Kink(-3.0, 0.0, "0, as on the left"), Kink(3.0, 0.0, "0, as on the right")),
    year=2019,
    reference="A. Howard et al., Searching for MobileNetV3, 2019, arXiv:1905.02244",
)
def hardsigmoid(x: Block) -> Block:
    r"""The sigmoid drawn with three straight lines, elementwise.

    .. math:: \operatorname{hardsigmoid}(x) = \frac{\min(\max(x + 3, 0), 6)}{6}

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
    At both kinks the derivative is 0, as in PyTorch. In float64 PyTorch's gradient is 1/6 rounded to
    float32.

    References
    ----------
    A. Howard et al., "Searching for MobileNetV3", 2019. https://arxiv.org/abs/1905.02244

    Examples
    --------
    >>> import activations as act
    >>> act.hardsigmoid([-3.0, 0.0, 1.5, 3.0])
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    return np.clip(x + 3, 0, 6) / 6


def _hardswish_derivative(x: Block) -> Block:
    r"""Derivative of hardswish.

    .. math::

        \operatorname{hardswish}'(x) =
        \begin{cases} 0 & x \le -3 \\ \frac{2x + 3}{6} & -3 < x < 3 \\ 1 & x \ge 3 \end{cases}

    >>> import activations as act
    >>> act.hardswish.derivative([-3.0, -1.5, 0.0, 3.0])
    array([0. , 0. , 0.5, 1. ])
    """
    middle = (x > -3) & (x < 3)
    return middle * ((2 * np.clip(x, -3, 3) + 3) / 6) + (x >= 3)


@Elementwise.define(
    derivative=_hardswish_derivative,
    torch_name="torch.nn.functional.hardswish",
    value_latex=r"\operatorname{hardswish}(x) = x\,\frac{\min(\max(x + 3, 0), 6)}{6}",
    derivative_latex=(
        r"\operatorname{hardswish}'(x) = "
        r"\begin{cases} 0 & x \le -3 \\ \frac{2x + 3}{6} & -3 < x < 3 \\ 1 & x \ge 3 \end{cases}"
    ),
    range=(-0.375, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.5,
    monotonic=False,
    minimum=(-1.5, -0.375),
    kinks_at=lambda: (Kink(-3.0, 0.0, "0, as on the left"), Kink(3.0, 1.0, "1, as on the right")),
    year=2019,
    reference="A. Howard et al., Searching for MobileNetV3, 2019, arXiv:1905.02244",
)
def hardswish(x: Block) -> Block:
    r"""The variable times its hardsigmoid, elementwise: SiLU drawn with a parabola between lines.

    .. math:: \operatorname{hardswish}(x) = x\,\frac{\min(\max(x + 3, 0), 6)}{6}

    At -inf the product is -inf times 0, nan; below -3 the gate is 0 anyway, so x is held at -3.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At least -0.375, reached at -1.5; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in
        float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    At the kinks the derivative is 0 (at -3) and 1 (at 3), as in PyTorch; just inside they are -1/2
    and 3/2. PyTorch gives nan at -inf.

    References
    ----------
    A. Howard et al., "Searching for MobileNetV3", 2019. https://arxiv.org/abs/1905.02244

    Examples
    --------
    >>> import activations as act
    >>> act.hardswish([-1.5, 0.0, 3.0])
    array([-0.375,  0.   ,  3.   ])
    """
    x = np.maximum(x, -3)
    return x * (np.clip(x + 3, 0, 6) / 6)


def _elu_derivative(x: Block, alpha: float) -> Block:
    r"""Derivative of ELU: 1 above 0, alpha at 0.

    .. math:: \operatorname{ELU}'(x) = \begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}

    The exponential is taken in two halves: it may be too small for a double when alpha times it is not.

    >>> import activations as act
    >>> act.elu.derivative([-745.0, 0.0, 1.0], alpha=2.0).tolist()[1:]
    [2.0, 1.0]
    """
    half = np.exp(x / 2)
    return select(x > 0, 1.0, alpha * half * half)


@Elementwise.define(
    derivative=_elu_derivative,
    torch_name="torch.nn.functional.elu",
    value_latex=(
        r"\operatorname{ELU}(x) = "
        r"\begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{ELU}'(x) = \begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}"
    ),
    parameters=(Number("alpha"),),
    range=(-1.0, np.inf),
    limits=(-1.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda alpha: () if alpha == 1 else (Kink(0.0, alpha, "alpha, as on the left"),),
    year=2015,
    reference="D.-A. Clevert, T. Unterthiner, S. Hochreiter, ELUs, 2015, arXiv:1511.07289",
)
def elu(x: Block, alpha: float = 1.0) -> Block:
    r"""Exponential linear unit, elementwise.

    .. math::

        \operatorname{ELU}(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}
        = \max(x, 0) + \alpha\,(e^{\min(x, 0)} - 1)

    Near 0 the difference e^x - 1 loses digits: at x = -1e-20 it is 0. `expm1` keeps them.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    alpha : float, default 1
        What the value tends to at -inf, with the sign changed; finite.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        -alpha at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `alpha` is no number, or `out` has another
        dtype.
    ValueError
        If `alpha` is not finite, or `out` has another shape or is read-only.

    Notes
    -----
    With alpha = 1 there is no kink. Otherwise the derivative at 0 is alpha, as in PyTorch.

    References
    ----------
    D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by
    Exponential Linear Units (ELUs)", 2015. https://arxiv.org/abs/1511.07289

    Examples
    --------
    >>> import activations as act
    >>> act.elu([-1e-20, 2.0]).tolist(), act.elu(-float("inf"), alpha=0.5).tolist()
    ([-1e-20, 2.0], -0.5)
    """
    return keep_zero(np.maximum(x, 0) + alpha * np.expm1(np.minimum(x, 0)), x)


SCALE = 1.0507009873554805
ALPHA = 1.6732632423543772


def _selu_derivative(x: Block) -> Block:
    r"""Derivative of SELU: the scale above 0, scale times alpha, 1.7581, at 0.

    >>> import activations as act
    >>> [f"{value:.4f}" for value in act.selu.derivative([0.0, 1.0])]
    ['1.7581', '1.0507']
    """
    half = np.exp(x / 2)
    return select(x > 0, SCALE, SCALE * ALPHA * half * half)


@Elementwise.define(
    derivative=_selu_derivative,
    torch_name="torch.nn.functional.selu",
    value_latex=(
        r"\operatorname{SELU}(x) = "
        r"s \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{SELU}'(x) = s \begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}"
    ),
    range=(-SCALE * ALPHA, np.inf),
    limits=(-SCALE * ALPHA, np.inf),
    lipschitz=SCALE * ALPHA,
    monotonic=True,
    kinks_at=lambda: (Kink(0.0, SCALE * ALPHA, "scale times alpha, as on the left"),),
    year=2017,
    reference=(
        "G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, Self-Normalizing Neural Networks, "
        "2017, arXiv:1706.02515"
    ),
)
def selu(x: Block) -> Block:
    r"""Scaled exponential linear unit, elementwise.

    .. math::

        \operatorname{SELU}(x) = s \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}

    With alpha = 1.6732632423543772 and the scale s = 1.0507009873554805, inputs of mean 0 and variance
    1 keep both. Beyond ELU there is nothing to look after: `expm1` keeps the digits near 0.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        Above -1.7581; that limit at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP
        in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, or `out` has another dtype.
    ValueError
        If `out` has another shape or is read-only.

    Notes
    -----
    At the kink, 0, the derivative is s times alpha, the slope on the left, as in PyTorch.

    References
    ----------
    G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, "Self-Normalizing Neural Networks", 2017.
    https://arxiv.org/abs/1706.02515

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.4f}" for value in act.selu([-float("inf"), -1.0, 1.0])]
    ['-1.7581', '-1.1113', '1.0507']
    """
    y = SCALE * np.maximum(x, 0) + SCALE * ALPHA * np.expm1(np.minimum(x, 0))
    return keep_zero(y, x)


def _celu_derivative(x: Block, alpha: float) -> Block:
    r"""Derivative of CELU.

    .. math:: \operatorname{CELU}'(x) = \min(1, e^{x / \alpha})

    The quotient is carried in two doubles: with alpha = 1.3, rounding it costs hundreds of ULP.

    >>> import activations as act
    >>> act.celu.derivative([-float("inf"), 0.0, 1.0], alpha=1.3)
    array([0., 1., 1.])
    """
    high, low = twofold.quotient(np.maximum(-x, 0), alpha)
    return np.exp(-high) * (1 - low)


@Elementwise.define(
    derivative=_celu_derivative,
    torch_name="torch.nn.functional.celu",
    value_latex=r"\operatorname{CELU}(x) = \max(x, 0) + \min(0, \alpha\,(e^{x / \alpha} - 1))",
    derivative_latex=r"\operatorname{CELU}'(x) = \min(1, e^{x / \alpha})",
    parameters=(Number("alpha", above=0),),
    range=(-1.0, np.inf),
    limits=(-1.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    year=2017,
    reference=(
        "J. T. Barron, Continuously Differentiable Exponential Linear Units, 2017, arXiv:1704.07483"
    ),
)
def celu(x: Block, alpha: float = 1.0) -> Block:
    r"""Continuously differentiable exponential linear unit, elementwise.

    .. math:: \operatorname{CELU}(x) = \max(x, 0) + \min(0, \alpha\,(e^{x / \alpha} - 1))

    Dividing x by alpha inside the exponential makes the slope at 0 equal to 1 on both sides. Near 0
    `expm1` keeps the digits that e^x - 1 loses.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    alpha : float, default 1
        What the value tends to at -inf, with the sign changed; finite and above 0.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        -alpha at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `alpha` is no number, or `out` has another
        dtype.
    ValueError
        If `alpha` is not finite and above 0, or `out` has another shape or is read-only.

    Notes
    -----
    There is no kink. PyTorch takes a negative alpha too, for which the formula makes no sense.

    References
    ----------
    J. T. Barron, "Continuously Differentiable Exponential Linear Units", 2017.
    https://arxiv.org/abs/1704.07483

    Examples
    --------
    >>> import activations as act
    >>> act.celu([-float("inf"), 0.0, 2.0], alpha=1.3)
    array([-1.3,  0. ,  2. ])
    """
    quotient = x / alpha
    y = np.maximum(x, 0) + alpha * np.expm1(np.minimum(quotient, 0))
    # There both pieces are x to the last bit, while a quotient may be too small for a double.
    return np.where(np.abs(quotient) < 1e-20, x, y)


def _slope_times(slope: Block | float, x: Block) -> Block:
    """Give slope * x, and 0 where a zero slope meets an infinity, which is the limit there."""
    y = slope * x
    return y if np.all(slope) else np.where((slope == 0) & np.isinf(x), 0.0, y)


def _leaky_relu_derivative(x: Block, negative_slope: float) -> Block:
    r"""Derivative of leaky ReLU: 1 above 0, the slope at 0 and below.

    >>> import activations as act
    >>> act.leaky_relu.derivative([-1.0, 0.0, 1.0])
    array([0.01, 0.01, 1.  ])
    """
    return _step(x == x, x) * select(x > 0, 1.0, negative_slope)


@Elementwise.define(
    derivative=_leaky_relu_derivative,
    torch_name="torch.nn.functional.leaky_relu",
    value_latex=(
        r"\operatorname{LeakyReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{LeakyReLU}'(x) = \begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}"
    ),
    parameters=(Number("negative_slope"),),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda negative_slope: (Kink(0.0, negative_slope, "the slope on the left"),),
    year=2013,
    reference=(
        "A. L. Maas, A. Y. Hannun, A. Y. Ng, Rectifier Nonlinearities Improve Neural Network "
        "Acoustic Models, ICML workshop, 2013"
    ),
)
def leaky_relu(x: Block, negative_slope: float = 0.01) -> Block:
    r"""Leaky rectified linear unit, elementwise.

    .. math:: \operatorname{LeakyReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}

    The often printed max(a x, x) holds for slopes a up to 1 only; with a = 2 it gives -1 at x = -1,
    where the value is -2. For steeper slopes the minimum takes its place.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    negative_slope : float, default 0.01
        The slope a on the left of 0; finite.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At -inf the infinity of the slope's sign, or 0 if the slope is 0; inf at inf, nan at nan.
        Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, the slope is no number, or `out` has another
        dtype.
    ValueError
        If the slope is not finite, or `out` has another shape or is read-only.

    Notes
    -----
    At the kink, 0, the derivative is the slope on the left, as in PyTorch. With a slope of 0 PyTorch
    gives nan at -inf.

    References
    ----------
    A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic
    Models", ICML workshop, 2013.

    Examples
    --------
    >>> import activations as act
    >>> act.leaky_relu([-1.0, 2.0]), act.leaky_relu([-1.0, 2.0], negative_slope=2.0)
    (array([-0.01,  2.  ]), array([-2.,  2.]))
    """
    left = _slope_times(negative_slope, x)
    y = np.maximum(x, left) if negative_slope <= 1 else np.minimum(x, left)
    return y if negative_slope >= 0 else keep_zero(y, x)


def _prelu_derivative(x: Block, weight: Block | float) -> Block:
    r"""Derivative of PReLU by x: 1 above 0, the weight at 0 and below.

    >>> import activations as act
    >>> act.prelu.derivative([-1.0, 0.0, 1.0], 0.25)
    array([0.25, 0.25, 1.  ])
    """
    return _step(x == x, x) * select(x > 0, 1.0, weight)


def _prelu_weight_derivative(x: Block, weight: Block | float) -> Block:
    r"""Derivative of PReLU by its weight, one number an element of x.

    .. math:: \frac{\partial}{\partial w} \operatorname{PReLU}(x) = \min(x, 0)

    >>> import activations as act
    >>> act.prelu.weight_derivative([-2.0, 0.0, 3.0], 0.25)
    array([-2.,  0.,  0.])
    """
    return np.minimum(x, 0) + 0.0


@dataclass(frozen=True, kw_only=True)
class LearnedSlope(Elementwise):
    """A function whose slope is learned, so that there is a derivative by it as well."""

    def weight_derivative(
        self, x: ArrayLike, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Any:
        """Give the derivative by the weight at each element of `x`, not summed over a channel."""
        name = f"{self.name}.weight_derivative"
        return self._apply(name, _prelu_weight_derivative, x, positional, out, parameters)


@LearnedSlope.define(
    derivative=_prelu_derivative,
    torch_name="torch.nn.functional.prelu",
    value_latex=r"\operatorname{PReLU}(x) = \begin{cases} x & x > 0 \\ w x & x \le 0 \end{cases}",
    derivative_latex=(
        r"\operatorname{PReLU}'(x) = \begin{cases} 1 & x > 0 \\ w & x \le 0 \end{cases}"
    ),
    parameters=(Weight("weight", example=0.25),),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda weight: (Kink(0.0, weight, "the weight, as on the left"),),
    year=2015,
    reference=(
        "K. He, X. Zhang, S. Ren, J. Sun, Delving Deep into Rectifiers, 2015, arXiv:1502.01852"
    ),
)
def prelu(x: Block, weight: Block | float) -> Block:
    r"""Parametric ReLU, elementwise: the slope on the left is learned.

    .. math:: \operatorname{PReLU}(x) = \begin{cases} x & x > 0 \\ w x & x \le 0 \end{cases}

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64). With several
        weights axis 1 counts the channels.
    weight : float or array_like of shape (C,)
        One slope for all, or one for each channel; finite. PyTorch starts at 0.25.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        At -inf the infinity of the weight's sign, or 0 if the weight is 0; inf at inf, nan at nan.
        Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, the weight holds no numbers, or `out` has
        another dtype.
    ValueError
        If the weight is not finite or does not fit axis 1, or `out` has another shape or is
        read-only.

    Notes
    -----
    At the kink, 0, the derivative by x is the weight and the derivative by the weight is 0, as in
    PyTorch. `prelu.weight_derivative` gives the latter for each element; sum it over the elements of a
    channel for the gradient.

    References
    ----------
    K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", 2015.
    https://arxiv.org/abs/1502.01852

    Examples
    --------
    >>> import activations as act
    >>> act.prelu([[-1.0, -1.0], [2.0, 2.0]], [0.25, 0.5])
    array([[-0.25, -0.5 ],
           [ 2.  ,  2.  ]])
    """
    return select(x >= 0, x, _slope_times(weight, x))


def _slope(
    x: Block, lower: float, upper: float, training: bool, rng: np.random.Generator
) -> Block | float:
    # One number for each element, whatever its sign: the same seed gives the derivative the same ones.
    return rng.uniform(lower, upper, x.size) if training else (lower + upper) / 2


def _rrelu_derivative(
    x: Block, lower: float, upper: float, training: bool, rng: np.random.Generator
) -> Block:
    r"""Derivative of RReLU: 1 above 0, the slope at 0 and below.

    >>> import activations as act
    >>> act.rrelu.derivative([-1.0, 1.0])
    array([0.22916667, 1.        ])
    """
    slope = _slope(x, lower, upper, training, rng)
    return _step(x == x, x) * select(x > 0, 1.0, slope)


@Elementwise.define(
    derivative=_rrelu_derivative,
    torch_name="torch.nn.functional.rrelu",
    value_latex=(
        r"\operatorname{RReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}, "
        r"\quad a \sim U(\mathrm{lower}, \mathrm{upper})"
    ),
    derivative_latex=(
        r"\operatorname{RReLU}'(x) = \begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}"
    ),
    parameters=(
        Number("lower", at_least=0),
        Number("upper", at_least="lower"),
        Flag("training"),
        Seed("rng"),
    ),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda lower, upper, training, rng: (
        () if training else (Kink(0.0, (lower + upper) / 2, "the slope on the left"),)
    ),
    year=2015,
    reference=(
        "B. Xu, N. Wang, T. Chen, M. Li, Empirical Evaluation of Rectified Activations in "
        "Convolutional Network, 2015, arXiv:1505.00853"
    ),
)
def rrelu(
    x: Block,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    rng: Any = None,
) -> Block:
    r"""Randomized leaky ReLU, elementwise: in training, each element draws its slope.

    .. math::

        \operatorname{RReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}, \qquad
        a \sim U(\mathrm{lower}, \mathrm{upper})

    Outside training the slope is the mean of the two ends, 11/48 by default.

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    lower : float, default 1/8
        The smallest slope; finite and at least 0.
    upper : float, default 1/3
        The largest slope; finite and at least `lower`.
    training : bool, default False
        Whether slopes are drawn.
    rng : numpy.random.Generator, int or None
        Where the slopes come from. Give value and derivative the same seed for the same slopes.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        -inf at -inf (0 where the slope is 0), inf at inf, nan at nan. Within 0.55 ULP in float32,
        4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
        another dtype.
    ValueError
        If a parameter is out of its range, or `out` has another shape or is read-only.

    Notes
    -----
    At the kink, 0, the derivative is the slope on the left, as in PyTorch.

    References
    ----------
    B. Xu, N. Wang, T. Chen, M. Li, "Empirical Evaluation of Rectified Activations in Convolutional
    Network", 2015. https://arxiv.org/abs/1505.00853

    Examples
    --------
    >>> import activations as act
    >>> act.rrelu([-48.0, 2.0])
    array([-11.,   2.])
    >>> y = act.rrelu([-1.0, -1.0], training=True, rng=0)
    >>> bool((-y == act.rrelu.derivative([-1.0, -1.0], training=True, rng=0)).all())
    True
    """
    slope = _slope(x, lower, upper, training, rng)
    return select(x >= 0, x, _slope_times(slope, x))


def _beyond(x: Block, lambd: float) -> Block:
    r"""Derivative of both shrinkages: 1 beyond lambda, 0 at it and between.

    >>> import activations as act
    >>> act.hardshrink.derivative([-1.0, -0.5, 0.0, 0.5, 1.0])
    array([1., 0., 0., 0., 1.])
    """
    return _step(np.abs(x) > lambd, x)


def _shrink_kinks(lambd: float) -> tuple[Kink, ...]:
    return (
        Kink(-lambd, 0.0, "0, as on the right"),
        Kink(lambd, 0.0, "0, as on the left"),
    )


@Elementwise.define(
    derivative=_beyond,
    torch_name="torch.nn.functional.hardshrink",
    value_latex=(
        r"\operatorname{hardshrink}(x) = "
        r"\begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{hardshrink}'(x) = "
        r"\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}"
    ),
    parameters=(Number("lambd", at_least=0),),
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
def hardshrink(x: Block, lambd: float = 0.5) -> Block:
    r"""Set what is small to 0 and keep the rest, elementwise.

    .. math::

        \operatorname{hardshrink}(x) = \begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    lambd : float, default 0.5
        The largest size that is set to 0; finite and at least 0. (lambda is a word of Python's.)
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        -inf at -inf, inf at inf, nan at nan. Exact in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `lambd` is no number, or `out` has another
        dtype.
    ValueError
        If `lambd` is negative or not finite, or `out` has another shape or is read-only.

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
    derivative=_beyond,
    torch_name="torch.nn.functional.softshrink",
    value_latex=r"\operatorname{softshrink}(x) = \operatorname{sign}(x)\,\max(|x| - \lambda, 0)",
    derivative_latex=(
        r"\operatorname{softshrink}'(x) = "
        r"\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}"
    ),
    parameters=(Number("lambd", at_least=0),),
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
def softshrink(x: Block, lambd: float = 0.5) -> Block:
    r"""Move everything towards 0 by lambda, and what is nearer to 0, elementwise.

    .. math::

        \operatorname{softshrink}(x) = \operatorname{sign}(x)\,\max(|x| - \lambda, 0)
        = x - \min(\max(x, -\lambda), \lambda)

    Parameters
    ----------
    x : array_like
        Any shape; float16, float32, float64 (kept), integers or booleans (float64).
    lambd : float, default 0.5
        How far; finite and at least 0. (lambda is a word of Python's.)
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray or scalar
        -inf at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Raises
    ------
    TypeError
        If `x` is complex, longdouble, object or text, `lambd` is no number, or `out` has another
        dtype.
    ValueError
        If `lambd` is negative or not finite, or `out` has another shape or is read-only.

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

"""ReLU with a slope on the left that is given, learned or drawn: leaky ReLU, PReLU, RReLU."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from activations.core.array_parameters import Weight
from activations.core.arrays import Array, Block, keep_zero, select, step
from activations.core.elementwise import Elementwise, Kink
from activations.core.function import Kernel
from activations.core.parameters import REQUIRED, Flag, Number, Seed


def _slope_times(slope: Block | float, x: Block) -> Block:
    """Return slope * x, and 0 where a zero slope meets an infinity, which is the limit there."""
    y = slope * x
    return y if np.all(slope) else np.where((slope == 0) & np.isinf(x), 0.0, y)


def _leaky_relu_derivative(x: Block, negative_slope: float) -> Block:
    r"""Derivative of leaky ReLU: 1 above 0, the slope at 0 and below.

    >>> import activations as act
    >>> act.leaky_relu.derivative([-1.0, 0.0, 1.0])
    array([0.01, 0.01, 1.  ])
    """
    return step(x == x, x) * select(x > 0, 1.0, negative_slope)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_leaky_relu_derivative,
    torch_name="torch.nn.functional.leaky_relu",
    value_latex=(
        r"\operatorname{LeakyReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{LeakyReLU}'(x) = \begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}"
    ),
    parameters=(Number("negative_slope", default=0.01),),
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
def leaky_relu(x: Block, negative_slope: float) -> Block:
    r"""Leaky rectified linear unit, elementwise.

    .. math:: \operatorname{LeakyReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}

    The often printed max(a x, x) holds for slopes a up to 1 only; with a = 2 it gives -1 at x = -1,
    where the value is -2. For steeper slopes the minimum takes its place.

    Parameters
    ----------
    negative_slope : float, default 0.01
        The slope a on the left of 0; finite.

    Returns
    -------
    ndarray or scalar
        At -inf the infinity of the slope's sign, or 0 if the slope is 0; inf at inf, nan at nan.
        Within 0.55 ULP in float32, 4 ULP in float64.

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


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class LearnedSlope(Elementwise):
    """A function whose slope is learned, so that there is a derivative by it as well."""

    weight_derivative_kernel: Kernel

    def weight_derivative(
        self,
        x: ArrayLike = REQUIRED,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        """Return the derivative by the weight at each element of `x`, not summed over a channel."""
        name = f"{self.name}.weight_derivative"
        return self._apply(name, self.weight_derivative_kernel, x, positional, out, parameters)


def _prelu_derivative(x: Block, weight: Block | float) -> Block:
    r"""Derivative of PReLU by x: 1 above 0, the weight at 0 and below.

    >>> import activations as act
    >>> act.prelu.derivative([-1.0, 0.0, 1.0], 0.25)
    array([0.25, 0.25, 1.  ])
    """
    return step(x == x, x) * select(x > 0, 1.0, weight)


def _prelu_weight_derivative(x: Block, weight: Block | float) -> Block:
    r"""Derivative of PReLU by its weight, one number an element of x.

    .. math:: \frac{\partial}{\partial w} \operatorname{PReLU}(x) = \min(x, 0)

    >>> import activations as act
    >>> act.prelu.weight_derivative([-2.0, 0.0, 3.0], 0.25)
    array([-2.,  0.,  0.])
    """
    return np.minimum(x, 0) + 0.0


@LearnedSlope.define(
    family="piecewise",
    derivative_kernel=_prelu_derivative,
    weight_derivative_kernel=_prelu_weight_derivative,
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
    weight : float or array_like
        One slope for all; of shape (C,) one for each channel, as in PyTorch; with two axes or more one
        for each element to which it broadcasts, as in ONNX. Finite. PyTorch starts at 0.25.

    Returns
    -------
    ndarray or scalar
        At -inf the infinity of the weight's sign, or 0 if the weight is 0; inf at inf, nan at nan.
        Within 0.55 ULP in float32, 4 ULP in float64.

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
    return step(x == x, x) * select(x > 0, 1.0, slope)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_rrelu_derivative,
    torch_name="torch.nn.functional.rrelu",
    value_latex=(
        r"\operatorname{RReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}, "
        r"\quad a \sim U(\mathrm{lower}, \mathrm{upper})"
    ),
    derivative_latex=(
        r"\operatorname{RReLU}'(x) = \begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}"
    ),
    parameters=(
        Number("lower", default=1 / 8, at_least=0),
        Number("upper", default=1 / 3, at_least="lower"),
        Flag("training", default=False),
        Seed("rng", default=None),
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
def rrelu(x: Block, lower: float, upper: float, training: bool, rng: Any) -> Block:
    r"""Randomized leaky ReLU, elementwise: in training, each element draws its slope.

    .. math::

        \operatorname{RReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}, \qquad
        a \sim U(\mathrm{lower}, \mathrm{upper})

    Outside training the slope is the mean of the two ends, 11/48 by default.

    Parameters
    ----------
    lower : float, default 1/8
        The smallest slope; finite and at least 0.
    upper : float, default 1/3
        The largest slope; finite and at least `lower`.
    training : bool, default False
        Whether slopes are drawn.
    rng : numpy.random.Generator, int or None
        Where the slopes come from. Give value and derivative the same seed for the same slopes.

    Returns
    -------
    ndarray or scalar
        -inf at -inf (0 where the slope is 0), inf at inf, nan at nan. Within 0.55 ULP in float32,
        4 ULP in float64.

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

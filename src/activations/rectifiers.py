"""ReLU, its bounded form ReLU6, and the threshold that it is a case of.

The kernels choose between pieces with maximum, minimum and clip where they can: unlike a branch,
these cost the same for every input.
"""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block, keep_zero, select, step
from activations.core.elementwise import Elementwise, Kink
from activations.core.parameters import Number


def _relu_derivative(x: Block) -> Block:
    r"""Derivative of ReLU: 1 above 0, 0 at 0 and below.

    >>> import activations as act
    >>> act.relu.derivative([-1.0, 0.0, 1.0])
    array([0., 0., 1.])
    """
    return step(x > 0, x)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_relu_derivative,
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

    Returns
    -------
    ndarray or scalar
        At least 0.0, and 0.0 at -0.0; 0 at -inf, inf at inf, nan at nan. Exact.

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


def _relu6_derivative(x: Block) -> Block:
    r"""Derivative of ReLU6: 1 between 0 and 6, 0 at both and outside.

    >>> import activations as act
    >>> act.relu6.derivative([0.0, 3.0, 6.0])
    array([0., 1., 0.])
    """
    return step((x > 0) & (x < 6), x)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_relu6_derivative,
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

    Returns
    -------
    ndarray or scalar
        In [0, 6]; 0 at -inf, 6 at inf, nan at nan. Exact.

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


def _threshold_derivative(x: Block, threshold: float, value: float) -> Block:
    r"""Derivative of threshold: 1 above it, 0 at it and below.

    >>> import activations as act
    >>> act.threshold.derivative([0.0, 0.1, 0.2], threshold=0.1, value=20.0)
    array([0., 0., 1.])
    """
    return step(x > threshold, x)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_threshold_derivative,
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
    threshold : float
        Finite.
    value : float
        Finite.

    Returns
    -------
    ndarray or scalar
        `value` at -inf, inf at inf, nan at nan. Exact in float64.

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

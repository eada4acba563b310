"""Softmax and cross-entropy in one: the loss that softmax is made for, and its gradient p - y."""

from __future__ import annotations

import math

import numpy as np

from activations.core.arrays import Block
from activations.core.loss import Loss
from activations.core.parameters import Axis, Choice
from activations.log_softmaxes import log_softmax_rows
from activations.softmaxes import softmax_rows


def _cross_entropy_gradient(input: Block, target: Block) -> Block:
    r"""Gradient of cross-entropy for the sum: softmax minus target.

    .. math:: \frac{\partial}{\partial x_i} = p_i - y_i

    >>> import activations as act
    >>> act.cross_entropy.gradient([[0.0, 0.0]], [0], reduction="sum")
    array([[-0.5,  0.5]])
    """
    p = softmax_rows(input)
    if target.ndim == 1:
        here = np.arange(len(p)), target
        # p - 1 loses the digits of a good prediction; minus the sum of the others is the same number.
        p[here] = np.where(np.isnan(p[here]), np.nan, 0.0)
        p[here] = -p.sum(-1)
        return p
    return p * target.sum(-1, keepdims=True) - target


@Loss.define(
    family="loss",
    gradient_kernel=_cross_entropy_gradient,
    torch_name="torch.nn.functional.cross_entropy",
    value_latex=r"-\sum_i y_i \log\operatorname{softmax}(x)_i",
    derivative_latex=r"\frac{\partial}{\partial x_i} = p_i - y_i",
    parameters=(
        Axis("axis", default=-1),
        Choice("reduction", default="mean", words=("none", "mean", "sum")),
    ),
    range=(0.0, np.inf),
    lipschitz=math.sqrt(2),
    year=1990,
    reference=(
        "J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "1990, https://doi.org/10.1007/978-3-642-76153-9_28"
    ),
)
def cross_entropy(input: Block, target: Block) -> Block:
    r"""Cross-entropy of scores and target classes, with softmax inside.

    .. math:: -\sum_i y_i \log\operatorname{softmax}(x)_i

    In two steps the logarithm meets a softmax that underflowed: at scores [1000, 0] and class 1 the
    loss would be infinite; it is 1000. The gradient of the two steps together is simpler than either:
    p - y.

    Parameters
    ----------
    input : array_like
        Scores, at least one dimension; float16, float32, float64 (kept), integers or booleans
        (float64).
    target : array_like
        Either whole numbers, the class of each row, in the shape of `input` without the axis; or
        probabilities as floating-point numbers, in the shape of `input`.
    axis : int, default -1
        The axis along which the classes stand. (PyTorch's is 1.)
    reduction : {"mean", "sum", "none"}
        Whether the rows' losses are averaged, summed or given one by one.

    Returns
    -------
    ndarray or scalar
        At least 0; nan where a row of scores has a nan, two infinities or only -inf. The mean over no
        rows is nan, their sum 0.

    Notes
    -----
    There is no kink. `cross_entropy.gradient` gives the derivatives by the scores; for a class, the
    one at the class itself is computed as minus the sum of the others, so that it keeps its digits.

    References
    ----------
    J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990.
    https://doi.org/10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> import activations as act
    >>> float(act.cross_entropy([[1000.0, 0.0]], [1]))
    1000.0
    >>> f"{act.cross_entropy([0.0, 0.0], [0.5, 0.5]):.4f}"
    '0.6931'
    """
    y = log_softmax_rows(input)
    if target.ndim == 1:
        return 0.0 - y[np.arange(len(y)), target]
    # A class of probability 0 adds nothing, even where its logarithm is -inf.
    return 0.0 - np.where(target == 0, np.where(np.isnan(y), y, 0.0), target * y).sum(-1)

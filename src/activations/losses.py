"""Softmax with cross-entropy, and the sigmoid with its own: losses of scores, not of probabilities."""

from __future__ import annotations

import math

import numpy as np

from activations.core.array_parameters import Beside, Learned
from activations.core.arrays import Block
from activations.core.loss import OfClasses, OfNumbers
from activations.core.parameters import Axis, Choice, Integer, Number
from activations.log_softmaxes import log_softmax_rows, one_and_others
from activations.softmaxes import softmax_rows

REDUCTION = Choice("reduction", default="mean", words=("none", "mean", "sum"))


def _apart_from(rows: Block, whole: Block) -> Block:
    """Return for each number what the whole row is without it, also where it is nearly the whole."""
    k = rows.argmax(-1, keepdims=True)
    others = whole - rows
    np.put_along_axis(others, k, one_and_others(rows, k)[1], -1)
    return others


def _cross_entropy_gradient(input: Block, target: Block) -> Block:
    r"""Gradient of cross-entropy for the sum: softmax minus target.

    .. math::

        \frac{\partial L}{\partial x_i} = p_i - y_i = p_i \sum_{j \ne i} y_j - y_i \sum_{j \ne i} p_j,
        \quad L = -\sum_j y_j \log p_j, \quad \sum_j y_j = 1

    The difference loses the digits of a good prediction; the sums of the others keep them. Within
    16 eps (p_i sum_{j != i} y_j + y_i sum_{j != i} p_j), up to a thousand classes.

    >>> import activations as act
    >>> act.cross_entropy.gradient([[0.0, 0.0]], [0], reduction="sum")
    array([[-0.5,  0.5]])
    >>> [f"{value:.3g}" for value in act.cross_entropy.gradient([0.0, -40.0], [1.0, 0.0])]
    ['-4.25e-18', '4.25e-18']
    """
    p = softmax_rows(input)
    whole = target.sum(-1, keepdims=True)
    return p * _apart_from(target, whole) - target * _apart_from(p, np.ones_like(whole))


@OfClasses.define(
    family="loss",
    gradient_kernel=_cross_entropy_gradient,
    torch_name="torch.nn.functional.cross_entropy",
    value_latex=r"-\sum_i y_i \log\operatorname{softmax}(x)_i",
    derivative_latex=(
        r"\frac{\partial}{\partial x_i} \Bigl(-\sum_j y_j \log\operatorname{softmax}(x)_j\Bigr) = p_i - y_i"
    ),
    parameters=(
        Axis("axis", default=-1),
        REDUCTION,
        Learned("weight", default=None, negative=False),
        Integer("ignore_index", default=-100),
        Number("label_smoothing", default=0.0, at_least=0, at_most=1),
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

    .. math:: L = -\sum_i y_i \log\operatorname{softmax}(x)_i

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
        Whether the rows' losses are averaged, summed or given one by one. With `weight` and classes
        the mean is the weighted one, over the rows that are not ignored.
    weight : array_like of shape (C,), optional
        A factor from 0 on for each class.
    ignore_index : int, default -100
        Rows with this class have loss 0 and gradient 0. Below 0 where targets are probabilities.
    label_smoothing : float, default 0
        The share of each target, from 0 to 1, that is spread evenly over all classes.

    Returns
    -------
    ndarray or scalar
        At least 0; nan where a row of scores has a nan, two infinities or only -inf. The mean over no
        rows, also where all are ignored, is nan, their sum 0.

    Notes
    -----
    There is no kink. `cross_entropy.gradient` gives the derivatives by the scores, with the small ones of
    a good prediction. Both are PyTorch's in every combination of the parameters.

    References
    ----------
    J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990.
    https://doi.org/10.1007/978-3-642-76153-9_28. C. Szegedy et al., "Rethinking the Inception
    Architecture for Computer Vision", 2015, has label smoothing. https://arxiv.org/abs/1512.00567

    Examples
    --------
    >>> import activations as act
    >>> float(act.cross_entropy([[1000.0, 0.0]], [1]))
    1000.0
    >>> f"{act.cross_entropy([0.0, 0.0], [0.5, 0.5]):.4f}"
    '0.6931'
    >>> float(act.cross_entropy([[1000.0, 0.0], [7.0, 8.0]], [1, -100]))
    1000.0
    """
    y = log_softmax_rows(input)
    # A class of probability 0 adds nothing, even where its logarithm is -inf.
    return 0.0 - np.where(target == 0, np.where(np.isnan(y), y, 0.0), target * y).sum(-1)


def _tails(x: Block) -> tuple[Block, Block]:
    """Return the sigmoid of x and of -x, each with all its digits."""
    t = np.exp(-np.abs(x))
    near, far = 1 / (1 + t), t / (1 + t)
    return np.where(x < 0, far, near), np.where(x < 0, near, far)


def _binary_gradient(input: Block, target: Block, weight: Block, pos_weight: Block) -> Block:
    r"""Gradient of binary cross-entropy for the sum.

    .. math:: \frac{\partial L}{\partial x} = w\,\bigl((1 - y)\,\sigma(x) - c\,y\,\sigma(-x)\bigr)

    Without weights it is the sigmoid minus y. Written so, it keeps the digits of a good prediction.

    >>> import activations as act
    >>> f"{act.binary_cross_entropy_with_logits.gradient(40.0, 1.0):.3g}"
    '-4.25e-18'
    """
    up, down = _tails(input)
    return weight * ((1 - target) * up - pos_weight * target * down)


@OfNumbers.define(
    family="loss",
    gradient_kernel=_binary_gradient,
    torch_name="torch.nn.functional.binary_cross_entropy_with_logits",
    value_latex=r"-y \log\sigma(x) - (1 - y) \log(1 - \sigma(x))",
    derivative_latex=(
        r"\frac{\partial}{\partial x} \bigl(-y \log\sigma(x) - (1 - y) \log(1 - \sigma(x))\bigr) = "
        r"\sigma(x) - y"
    ),
    parameters=(REDUCTION, Beside("weight", default=None), Beside("pos_weight", default=None)),
    range=(0.0, np.inf),
    lipschitz=1.0,
    year=1958,
    reference=(
        "D. R. Cox, The Regression Analysis of Binary Sequences, 1958, "
        "https://doi.org/10.1111/j.2517-6161.1958.tb00292.x"
    ),
)
def binary_cross_entropy_with_logits(
    input: Block, target: Block, weight: Block, pos_weight: Block
) -> Block:
    r"""Cross-entropy of scores and targets of two classes, with the sigmoid inside.

    .. math::

        L = w\,\bigl((1 - y) \operatorname{softplus}(x) + c\,y \operatorname{softplus}(-x)\bigr)

    With both weights 1 this is -y log sigma(x) - (1 - y) log(1 - sigma(x)). In two steps the logarithm
    meets a sigmoid that rounded to 1: at x = 40 and y = 0 the loss would be infinite; it is 40.

    Parameters
    ----------
    input : array_like
        Scores, any shape; float16, float32, float64 (kept), integers or booleans (float64).
    target : array_like
        From 0 to 1, in the shape of `input`: the probability of the class that has large scores.
    reduction : {"mean", "sum", "none"}
        Whether the losses are averaged, summed or given one by one. The mean is over all numbers,
        whatever their weights.
    weight : array_like, optional
        A factor w for each loss; its shape broadcasts to that of `input`.
    pos_weight : array_like, optional
        A factor c for y; its shape broadcasts to that of `input`.

    Returns
    -------
    ndarray or scalar
        At least 0 where no weight is negative; an infinite score costs 0 on its own side and is
        infinite on the other. The mean over nothing is nan.

    Notes
    -----
    There is no kink. `binary_cross_entropy_with_logits.gradient` gives the derivatives by the scores.

    References
    ----------
    D. R. Cox, "The Regression Analysis of Binary Sequences", 1958.
    https://doi.org/10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> import activations as act
    >>> float(act.binary_cross_entropy_with_logits([40.0, -1000.0], [0.0, 0.0], reduction="sum"))
    40.0
    """
    rest = np.log1p(np.exp(-np.abs(input)))
    up, down = np.maximum(input, 0) + rest, np.maximum(-input, 0) + rest
    # A share of 0 adds nothing, even where its logarithm is infinite.
    up = np.where(target == 1, 0.0, (1 - target) * up)
    down = np.where(target * pos_weight == 0, 0.0, target * pos_weight * down)
    return np.where(np.isnan(input), input, weight * (up + down))[..., 0]

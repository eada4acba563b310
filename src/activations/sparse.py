"""Sparsemax and entmax: probabilities of which many are exactly 0.

Both are projections: of all probabilities the ones nearest to the scores, in a distance that is the
square for sparsemax. A threshold is found by sorting; what lies below it gets nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from activations.core.along_axis import ShiftInvariant
from activations.core.arrays import Block
from activations.core.parameters import Axis
from activations.softmaxes import at_infinity, pull_back


def _sorted(z: Block) -> tuple[Block, Block]:
    """Return the numbers of each row from the largest down, and how many there are up to each."""
    return -np.sort(-z, axis=-1), np.arange(1.0, z.shape[-1] + 1)


def _last(values: Block, inside: NDArray[np.bool_]) -> Block:
    """Return of each row the value at the last place that is inside; the places inside come first."""
    k = np.maximum(inside.sum(-1, keepdims=True), 1)
    return np.take_along_axis(values, k - 1, -1)


def _sparsemax_rows(x: Block) -> Block:
    m = x.max(-1, keepdims=True)
    z = x - m
    down, k = _sorted(z)
    # A score below the largest by 1 gets nothing; without it sums stay small and finite.
    excess = (np.cumsum(np.maximum(down, -1), -1) - 1) / k
    y = np.maximum(z - _last(excess, down > excess), 0)
    return at_infinity(y, x, m, one=1.0, zero=0.0)


def _off_diagonal(weights: Block) -> Block:
    whole = weights.sum(-1)[:, None, None]
    return -weights[:, :, None] * weights[:, None, :] / whole


def _support(x: Block) -> Block:
    p = _sparsemax_rows(x)
    return np.where(np.isnan(p), p, p > 0)


def _sparsemax_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of sparsemax's values.

    .. math:: v^{\mathsf T} J = s \odot \Bigl(v - \frac{s \cdot v}{s \cdot s}\Bigr), \quad s_i = [p_i > 0]

    >>> import activations as act
    >>> act.sparsemax.vjp([0.5, 0.0, -2.0], [1.0, 0.0, 5.0])
    array([ 0.5, -0.5,  0. ])
    """
    s = _support(x)
    return pull_back(s, v, s.sum(-1, keepdims=True))


def _sparsemax_off_diagonal(x: Block) -> Block:
    return _off_diagonal(_support(x))


@ShiftInvariant.define(
    family="vector",
    vjp_kernel=_sparsemax_vjp,
    off_diagonal_kernel=_sparsemax_off_diagonal,
    value_latex=(
        r"\operatorname{sparsemax}(x)_i = \max(x_i - \tau, 0), \quad \sum_j \max(x_j - \tau, 0) = 1"
    ),
    derivative_latex=(
        r"\frac{\partial p_i}{\partial x_j} = s_i \delta_{ij} - \frac{s_i s_j}{\sum_k s_k}, \quad "
        r"s_i = [p_i > 0]"
    ),
    parameters=(Axis("axis", default=-1),),
    range=(0.0, 1.0),
    lipschitz=1.0,
    year=2016,
    reference=(
        "A. F. T. Martins, R. F. Astudillo, From Softmax to Sparsemax: A Sparse Model of Attention and "
        "Multi-Label Classification, 2016, arXiv:1602.02068"
    ),
)
def sparsemax(x: Block) -> Block:
    r"""Sparsemax along an axis: the probabilities nearest to the scores, many of them exactly 0.

    .. math::

        \operatorname{sparsemax}(x) = \operatorname*{arg\,min}_{p \ge 0,\ \sum_i p_i = 1} |p - x|^2
        = \max(x - \tau, 0)

    The threshold tau is such that the values sum to 1. Sorting the scores finds it in one pass. Scores
    1 apart already give [1, 0], where softmax gives [0.73, 0.27].

    Parameters
    ----------
    axis : int, default -1
        The axis along which the values sum to 1.

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`. [0, inf] gives [0, 1]; two infinities, all -inf or a nan give
        a row of nan. Within 4 eps of the exact projection.

    Notes
    -----
    There are kinks where a score meets the threshold; there the derivative is that without it, the
    value being 0. `sparsemax.jacobian` and `sparsemax.vjp` give the derivatives.

    References
    ----------
    A. F. T. Martins, R. F. Astudillo, "From Softmax to Sparsemax", 2016.
    https://arxiv.org/abs/1602.02068

    Examples
    --------
    >>> import activations as act
    >>> act.sparsemax([0.5, 0.0, -2.0])
    array([0.75, 0.25, 0.  ])
    """
    return _sparsemax_rows(x)


def _entmax15_rows(x: Block) -> Block:
    m = x.max(-1, keepdims=True)
    z = (x - m) / 2
    down, k = _sorted(z)
    near = np.maximum(down, -1)  # what lies lower gets nothing
    mean = np.cumsum(near, -1) / k
    spread = np.cumsum(near * near, -1) - k * mean * mean
    threshold = mean - np.sqrt(np.maximum(1 - spread, 0) / k)
    y = np.maximum(z - _last(threshold, threshold < down), 0)
    y = y * y
    return at_infinity(y / y.sum(-1, keepdims=True), x, m, one=1.0, zero=0.0)


def _entmax15_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of the values of 1.5-entmax.

    .. math:: v^{\mathsf T} J = u \odot \Bigl(v - \frac{u \cdot v}{\sum_i u_i}\Bigr), \quad u_i = \sqrt{p_i}

    >>> import activations as act
    >>> act.entmax15.vjp([0.0, 0.0, -9.0], [1.0, 0.0, 5.0]).round(4)
    array([ 0.3536, -0.3536,  0.    ])
    """
    u = np.sqrt(_entmax15_rows(x))
    return pull_back(u, v, u.sum(-1, keepdims=True))


def _entmax15_off_diagonal(x: Block) -> Block:
    return _off_diagonal(np.sqrt(_entmax15_rows(x)))


@ShiftInvariant.define(
    family="vector",
    vjp_kernel=_entmax15_vjp,
    off_diagonal_kernel=_entmax15_off_diagonal,
    value_latex=(
        r"\operatorname{entmax15}(x)_i = \max\Bigl(\frac{x_i}{2} - \tau, 0\Bigr)^2, \quad "
        r"\sum_j \max\Bigl(\frac{x_j}{2} - \tau, 0\Bigr)^2 = 1"
    ),
    derivative_latex=(
        r"\frac{\partial p_i}{\partial x_j} = u_i \delta_{ij} - \frac{u_i u_j}{\sum_k u_k}, \quad "
        r"u_i = \sqrt{p_i}"
    ),
    parameters=(Axis("axis", default=-1),),
    range=(0.0, 1.0),
    lipschitz=np.sqrt(0.5),
    year=2019,
    reference=(
        "B. Peters, V. Niculae, A. F. T. Martins, Sparse Sequence-to-Sequence Models, 2019, "
        "arXiv:1905.05702"
    ),
)
def entmax15(x: Block) -> Block:
    r"""Entmax with exponent 1.5 along an axis: half-way between softmax and sparsemax.

    .. math::

        \operatorname{entmax15}(x)_i = \max\Bigl(\frac{x_i}{2} - \tau, 0\Bigr)^2, \qquad
        \sum_i \operatorname{entmax15}(x)_i = 1

    The threshold is found by sorting: among the k largest scores it solves a quadratic equation. Values
    near it fall to 0 with slope 0, so that the function is smoother than sparsemax.

    Parameters
    ----------
    axis : int, default -1
        The axis along which the values sum to 1.

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`; rows with an infinity or nan as for `sparsemax`. Within
        16 eps, up to a hundred numbers a row.

    Notes
    -----
    There is no kink. `entmax15.jacobian` and `entmax15.vjp` give the derivatives.

    References
    ----------
    B. Peters, V. Niculae, A. F. T. Martins, "Sparse Sequence-to-Sequence Models", 2019.
    https://arxiv.org/abs/1905.05702

    Examples
    --------
    >>> import activations as act
    >>> act.entmax15([0.0, 0.0, -9.0]).round(4)
    array([0.5, 0.5, 0. ])
    """
    return _entmax15_rows(x)

"""Gumbel-softmax: a draw from the distribution of softmax through which a gradient goes."""

from __future__ import annotations

from typing import Any

import numpy as np

from activations.core.along_axis import ShiftInvariant
from activations.core.arrays import Block
from activations.core.parameters import Axis, Flag, Number, Seed
from activations.softmaxes import at_infinity, pull_back, softmax_rows


def _soft_sample(x: Block, tau: float, rng: np.random.Generator) -> Block:
    # The maximum comes off before the noise goes on, which a large score would swallow.
    m = x.max(-1, keepdims=True)
    y = x - m + rng.gumbel(size=x.shape)
    y = softmax_rows((y - y.max(-1, keepdims=True)) / tau)
    return at_infinity(y, x, m, one=1.0, zero=0.0)


def _gumbel_softmax_vjp(x: Block, v: Block, tau: float, rng: np.random.Generator) -> Block:
    r"""Gradient of a weighted sum of the soft sample's values, whether `hard` or not.

    .. math:: v^{\mathsf T} J = \frac{1}{\tau}\, y \odot (v - v \cdot y)

    >>> import activations as act
    >>> soft = act.gumbel_softmax.vjp([0.0, 0.0], [1.0, 0.0], rng=0)
    >>> bool((soft == act.gumbel_softmax.vjp([0.0, 0.0], [1.0, 0.0], rng=0, hard=True)).all())
    True
    """
    return pull_back(_soft_sample(x, tau, rng), v) / tau


def _gumbel_off_diagonal(x: Block, tau: float, rng: np.random.Generator) -> Block:
    y = _soft_sample(x, tau, rng)
    return -y[:, :, None] * y[:, None, :] / tau


@ShiftInvariant.define(
    family="vector",
    vjp_kernel=_gumbel_softmax_vjp,
    off_diagonal_kernel=_gumbel_off_diagonal,
    torch_name="torch.nn.functional.gumbel_softmax",
    value_latex=(
        r"y = \operatorname{softmax}\Bigl(\frac{x + g}{\tau}\Bigr), \quad g_i = -\log(-\log u_i), \quad "
        r"u_i \sim U(0, 1)"
    ),
    derivative_latex=r"\frac{\partial y_i}{\partial x_j} = \frac{1}{\tau}\,y_i\,(\delta_{ij} - y_j)",
    parameters=(
        Number("tau", default=1.0, above=0),
        Flag("hard", default=False),
        Axis("axis", default=-1),
        Seed("rng", default=None),
    ),
    range=(0.0, 1.0),
    lipschitz=0.5,
    year=2016,
    reference=(
        "E. Jang, S. Gu, B. Poole, Categorical Reparameterization with Gumbel-Softmax, 2016, "
        "arXiv:1611.01144"
    ),
)
def gumbel_softmax(x: Block, tau: float, hard: bool, rng: Any) -> Block:
    r"""Draw from the categorical distribution of softmax(x), softly, so that there is a gradient.

    .. math::

        y = \operatorname{softmax}\Bigl(\frac{x + g}{\tau}\Bigr), \qquad
        g_i = -\log(-\log u_i), \quad u_i \sim U(0, 1)

    The largest of x + g is at i with probability softmax(x)_i. As tau falls to 0, y nears the row with
    1 there and 0 elsewhere. The largest score is taken off before the noise is added, which would be lost
    beside it: scores and scores + c give the same draw. The maximum of the sum is taken off before the
    division, which could overflow.

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

    Returns
    -------
    ndarray
        In [0, 1], in the shape of `x`; infinities and nan as for `softmax`.

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
    y = _soft_sample(x, tau, rng)
    if not hard:
        return y
    sample = np.where(np.isnan(y), np.nan, 0.0)
    at = y.argmax(-1, keepdims=True)
    np.put_along_axis(sample, at, np.take_along_axis(sample, at, -1) + 1, -1)
    return sample

r"""Gated linear units: one half of a row lets the other through. glu, swiglu, geglu and reglu.

The gate's function may be too small for a double where its product with the other half is not. So it
is kept as two factors, and the other half is multiplied in between.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from activations.core.along_axis import Halving
from activations.core.arrays import Block
from activations.core.parameters import Axis
from activations.gated import silu
from activations.gaussian import gelu, gelu_factors

# What the three of one paper have in common.
SHAZEER: dict[str, Any] = {
    "family": "vector",
    "parameters": (Axis("axis", default=-1),),
    "range": (-np.inf, np.inf),
    "lipschitz": np.inf,
    "year": 2020,
    "reference": "N. Shazeer, GLU Variants Improve Transformer, 2020, arXiv:2002.05202",
}


def _gate(b: Block) -> tuple[Block, Block]:
    """Return two factors g and g / (1 + t) whose product is the sigmoid of b.

    The sigmoid itself may be too small for a double where its product with a large number is not.
    """
    half = np.exp(-np.abs(b) / 2)
    g = np.maximum(half, b >= 0)
    return g, g / (1 + half * half)


def _glu_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of the values of the gated linear unit.

    .. math:: \frac{\partial y}{\partial a} = \sigma(b), \quad
        \frac{\partial y}{\partial b} = a\,\sigma(b)\,(1 - \sigma(b))

    >>> import activations as act
    >>> act.glu.vjp([2.0, 0.0], [1.0])
    array([0.5, 0.5])
    """
    a, b = np.split(x, 2, -1)
    g, rest = _gate(b)
    half = np.exp(-np.abs(b) / 2)
    root = half / (1 + half * half)
    return np.concatenate([v * g * rest, v * a * root * root], -1)


@Halving.define(
    family="vector",
    vjp_kernel=_glu_vjp,
    torch_name="torch.nn.functional.glu",
    value_latex=r"\operatorname{GLU}(a, b) = a\,\sigma(b)",
    derivative_latex=(
        r"\frac{\partial y}{\partial a} = \sigma(b), \quad "
        r"\frac{\partial y}{\partial b} = a\,\sigma(b)\,(1 - \sigma(b))"
    ),
    parameters=(Axis("axis", default=-1),),
    range=(-np.inf, np.inf),
    lipschitz=np.inf,
    year=2016,
    reference=(
        "Y. N. Dauphin, A. Fan, M. Auli, D. Grangier, Language Modeling with Gated Convolutional "
        "Networks, 2016, arXiv:1612.08083"
    ),
)
def glu(x: Block) -> Block:
    r"""Gated linear unit: the first half of a row, times the sigmoid of the second half.

    .. math:: \operatorname{GLU}(a, b) = a \odot \sigma(b), \qquad x = [a, b]

    Multiplied plainly, a = 1e300 and b = -742 lose all but two digits: the sigmoid is too small for a
    full double, the product is not. The exponential is taken in two halves and a put between them.

    Parameters
    ----------
    axis : int, default -1
        The axis that is halved; its length must be even.

    Returns
    -------
    ndarray
        The shape of `x` with half the length along the axis; nan where a or b is nan. Within 0.55 ULP
        in float32, 4 ULP in float64.

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
    a, b = np.split(x, 2, -1)
    g, rest = _gate(b)
    return a * rest * g


def _swiglu_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of the values of swiglu.

    .. math:: \frac{\partial y}{\partial a} = \operatorname{silu}(b), \quad
        \frac{\partial y}{\partial b} = a \operatorname{silu}'(b)

    >>> import activations as act
    >>> act.swiglu.vjp([2.0, 0.0], [1.0])
    array([0., 1.])
    """
    a, b = np.split(x, 2, -1)
    g, rest = _gate(b)
    c = np.maximum(b, -1e5)  # the limit at -inf, where the factors give nan
    tail = 1 + c * (1 - g * rest)
    slope = np.where(b < -30, v * a * g * (rest * tail), v * a * silu.derivative_kernel(b))
    return np.concatenate([v * rest * (c * g), slope], -1)


@Halving.define(
    vjp_kernel=_swiglu_vjp,
    value_latex=r"\operatorname{SwiGLU}(a, b) = a \operatorname{silu}(b)",
    derivative_latex=(
        r"\frac{\partial y}{\partial a} = \operatorname{silu}(b), \quad "
        r"\frac{\partial y}{\partial b} = a \operatorname{silu}'(b)"
    ),
    **SHAZEER,
)
def swiglu(x: Block) -> Block:
    r"""Gated linear unit with silu for a gate.

    .. math:: \operatorname{SwiGLU}(a, b) = a \operatorname{silu}(b), \qquad x = [a, b]

    Llama and most language models since use it, with a and b from two linear layers. The second half is
    the gate here, as in `glu`; programs that keep both in one array differ in which half it is.

    Parameters
    ----------
    axis : int, default -1
        The axis that is halved; its length must be even.

    Returns
    -------
    ndarray
        The shape of `x` with half the length along the axis; nan where a or b is nan.
        Within 0.55 ULP in float32, 5 ULP in float64.

    Notes
    -----
    There is no kink. `swiglu.vjp` gives the gradient by both halves, in the shape of `x`.

    References
    ----------
    N. Shazeer, "GLU Variants Improve Transformer", 2020. https://arxiv.org/abs/2002.05202

    Examples
    --------
    >>> import activations as act
    >>> act.swiglu([2.0, -4.0, 0.0, 800.0])
    array([    0., -3200.])
    """
    a, b = np.split(x, 2, -1)
    g, rest = _gate(b)
    return a * rest * (np.maximum(b, -1e5) * g)


def _geglu_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of the values of geglu.

    .. math:: \frac{\partial y}{\partial a} = \operatorname{gelu}(b), \quad
        \frac{\partial y}{\partial b} = a \operatorname{gelu}'(b)

    >>> import activations as act
    >>> act.geglu.vjp([2.0, 0.0], [1.0])
    array([0., 1.])
    """
    a, b = np.split(x, 2, -1)
    first, second = gelu_factors(b)
    return np.concatenate([v * first * second, v * a * gelu.derivative_kernel(b, "none")], -1)


@Halving.define(
    vjp_kernel=_geglu_vjp,
    value_latex=r"\operatorname{GEGLU}(a, b) = a \operatorname{gelu}(b)",
    derivative_latex=(
        r"\frac{\partial y}{\partial a} = \operatorname{gelu}(b), \quad "
        r"\frac{\partial y}{\partial b} = a \operatorname{gelu}'(b)"
    ),
    **SHAZEER,
)
def geglu(x: Block) -> Block:
    r"""Gated linear unit with gelu for a gate.

    .. math:: \operatorname{GEGLU}(a, b) = a \operatorname{gelu}(b), \qquad x = [a, b]

    The gelu is the exact one. The second half is the gate, as in `glu`.

    Parameters
    ----------
    axis : int, default -1
        The axis that is halved; its length must be even.

    Returns
    -------
    ndarray
        The shape of `x` with half the length along the axis; nan where a or b is nan.
        Within 0.55 ULP in float32, 5 ULP in float64.

    Notes
    -----
    There is no kink. `geglu.vjp` gives the gradient by both halves, in the shape of `x`.

    References
    ----------
    N. Shazeer, "GLU Variants Improve Transformer", 2020. https://arxiv.org/abs/2002.05202

    Examples
    --------
    >>> import activations as act
    >>> act.geglu([2.0, -4.0, 0.0, 800.0])
    array([    0., -3200.])
    """
    a, b = np.split(x, 2, -1)
    first, second = gelu_factors(b)
    return a * first * second


def _reglu_vjp(x: Block, v: Block) -> Block:
    r"""Gradient of a weighted sum of the values of reglu.

    .. math:: \frac{\partial y}{\partial a} = \operatorname{ReLU}(b), \quad
        \frac{\partial y}{\partial b} = a\,[b > 0]

    >>> import activations as act
    >>> act.reglu.vjp([2.0, 0.0], [1.0])
    array([0., 0.])
    """
    a, b = np.split(x, 2, -1)
    shut = (b <= 0) & ~np.isnan(a)
    by_b = np.where(shut, 0.0, v * a + 0 * b)
    return np.concatenate([v * (np.maximum(b, 0) + 0.0), by_b], -1)


@Halving.define(
    vjp_kernel=_reglu_vjp,
    value_latex=r"\operatorname{ReGLU}(a, b) = a \operatorname{ReLU}(b)",
    derivative_latex=(
        r"\frac{\partial y}{\partial a} = \operatorname{ReLU}(b), \quad "
        r"\frac{\partial y}{\partial b} = a\,[b > 0]"
    ),
    **SHAZEER,
)
def reglu(x: Block) -> Block:
    r"""Gated linear unit with ReLU for a gate.

    .. math:: \operatorname{ReGLU}(a, b) = a \operatorname{ReLU}(b), \qquad x = [a, b]

    The second half is the gate, as in `glu`. A closed gate gives 0 even to an infinite a.

    Parameters
    ----------
    axis : int, default -1
        The axis that is halved; its length must be even.

    Returns
    -------
    ndarray
        The shape of `x` with half the length along the axis; nan where a or b is nan.
        Exact but for one rounding.

    Notes
    -----
    At the kink, b = 0, the derivative by b is 0, as for `relu`. `reglu.vjp` gives the gradient by both
    halves, in the shape of `x`.

    References
    ----------
    N. Shazeer, "GLU Variants Improve Transformer", 2020. https://arxiv.org/abs/2002.05202

    Examples
    --------
    >>> import activations as act
    >>> act.reglu([2.0, -4.0, 0.0, 800.0])
    array([    0., -3200.])
    """
    a, b = np.split(x, 2, -1)
    return np.where((b <= 0) & ~np.isnan(a), 0.0, a * b)

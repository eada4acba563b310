"""Dividing by a length: local response normalisation and normalisation to length 1."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from activations.core.arrays import Block
from activations.core.normalization import Normalization
from activations.core.parameters import Axis, Number, Order, Whole
from activations.core.pieces import Pieces
from activations.core.rows import Rows, along, need_axes


def _windows(x: Block, before: int, after: int, beyond: float) -> Iterator[Block]:
    """Return what stands `before` places before each channel, then one place later each, to `after`."""
    channels = x.shape[1]
    before, after = min(before, channels - 1), min(after, channels - 1)
    padded = np.pad(x, ((0, 0), (before, after)), constant_values=beyond)
    return (padded[:, j : j + channels] for j in range(before + after + 1))


def _neighbor_rows(name: str, shape: tuple[int, ...]) -> Rows:
    need_axes(name, shape, 3)
    return Rows(lambda array: np.moveaxis(array, 1, -1), len(shape) - 1, whole=True)


def _neighborhood(x: Block, size: int, alpha: float, k: float) -> Block:
    """Return the root of k + alpha / size times the sum of the squares around each channel."""
    root = np.full_like(x, math.sqrt(k))
    for neighbor in _windows(math.sqrt(alpha / size) * x, size // 2, (size - 1) // 2, 0.0):
        root = np.hypot(root, neighbor)
    return root


def _local_response_norm_vjp(
    x: Pieces, v: Pieces, *, size: int, alpha: float, beta: float, k: float
) -> tuple[Pieces, Pieces]:
    r"""Gradient of `local_response_norm`.

    .. math:: \frac{\partial L}{\partial x_i} = \frac{v_i}{u_i^\beta} - \frac{2 \alpha \beta}{n}\,x_i
        \sum_{j :\, i \in W(j)} \frac{v_j\,x_j}{u_j^{\beta + 1}}

    The window W(j) reaches as far before j as it reaches after i in the sum. Each quotient of x and
    the root of u is at most 1 once it has the factor alpha / n, so none of them overflows.
    """
    unit = math.sqrt(alpha / size)

    def on_channels(x: Block, v: Block) -> Block:
        root = _neighborhood(x, size, alpha, k)
        power = root**-beta
        direct = v * power * power
        moved = direct * (unit * x / root)
        before, after = (size - 1) // 2, size // 2
        through = np.zeros_like(x)
        for part, its_root in zip(
            _windows(moved, before, after, 0.0), _windows(root, before, after, 1.0), strict=True
        ):
            through += part * (unit * x / its_root)
        return direct - 2 * beta * through

    return x.map(on_channels, v), x


@Normalization.define(
    family="normalization",
    rows=_neighbor_rows,
    vjp_kernel=_local_response_norm_vjp,
    torch_name="torch.nn.functional.local_response_norm",
    value_latex=(
        r"y_i = \frac{x_i}{u_i^\beta}, \quad "
        r"u_i = k + \frac{\alpha}{n} \sum_{j \in W(i)} x_j^2"
    ),
    derivative_latex=(
        r"\frac{\partial L}{\partial x_i} = \frac{v_i}{u_i^\beta} - \frac{2 \alpha \beta}{n}\,x_i "
        r"\sum_{j :\, i \in W(j)} \frac{v_j\,x_j}{u_j^{\beta + 1}}"
    ),
    parameters=(
        Whole("size", example=5),
        Number("alpha", default=0.0001, at_least=0),
        Number("beta", default=0.75),
        Number("k", default=1.0, at_least=0),
    ),
    year=2012,
    reference=(
        "A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet Classification with Deep Convolutional "
        "Neural Networks, 2012"
    ),
)
def local_response_norm(x: Pieces, size: int, alpha: float, beta: float, k: float) -> Pieces:
    r"""Local response normalisation: each number by the channels around it, at the same place.

    .. math:: y_i = \frac{x_i}{u_i^\beta}, \quad
        u_i = k + \frac{\alpha}{n} \sum_{j \in W(i)} x_j^2

    The window W(i) has n = size channels, from size // 2 before i to (size - 1) // 2 after it; beyond
    the first and last channel there are zeros. At [3e200, 4e200] the squares overflow and the printed
    form gives 0 instead of about 1e-98. The root of u cannot overflow when it is built by hypot, and
    dividing by the power u^beta in two halves, each the root to the power beta, cannot either.

    Parameters
    ----------
    x : array_like
        At least three axes, the channels on axis 1; dtypes as for `layer_norm`.
    size : int
        How many channels a window has, at least 1.
    alpha, k : float
        At least 0.
    beta : float
        Any finite number.

    Returns
    -------
    ndarray
        Of the shape of `x`. In float64 within 8 eps of norm(y), the 2-norm over the channels. An
        infinity is nan, and the limit of its neighbours is returned: 0 for beta > 0.

    Notes
    -----
    There is no kink for k > 0; where u is 0 the result is 0 / 0, nan. `local_response_norm.vjp` gives
    the gradient; there is no weight and no bias. PyTorch accepts negative alpha and k, where u can be
    negative.

    References
    ----------
    A. Krizhevsky, I. Sutskever, G. E. Hinton, "ImageNet Classification with Deep Convolutional Neural
    Networks", Advances in Neural Information Processing Systems 25, 2012.

    Examples
    --------
    >>> import activations as act
    >>> act.local_response_norm([[[3.0], [4.0]]], 2, alpha=2.0, beta=0.5, k=0.0).ravel()
    array([1. , 0.8])
    """

    def on_channels(x: Block) -> Block:
        power = _neighborhood(x, size, alpha, k) ** -beta
        return x * power * power

    return x.map(on_channels)


def _axis_rows(name: str, shape: tuple[int, ...], *, axis: int) -> Rows:
    return along(name, "x", shape, axis)[1]


@dataclass(frozen=True)
class _Direction:
    """Pieces divided by their length; `unit` is x over `largest`, and `length` the length of that."""

    unit: Pieces
    length: Block
    floor: Block
    largest: Block


def _direction(x: Pieces, p: float, eps: float) -> _Direction:
    largest = np.maximum(x.largest(), eps)
    unit = x.map(lambda x: x / largest)
    finite = p < math.inf
    length = unit.map(lambda x: np.abs(x) ** p).sum() ** (1 / p) if finite else unit.largest()
    return _Direction(unit, length, eps / largest, largest)


def _normalize_vjp(x: Pieces, v: Pieces, *, p: float, eps: float) -> tuple[Pieces, Pieces]:
    r"""Gradient of `normalize`; the second term only where the norm is at least eps.

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\lVert x \rVert_p} \left( v - h \sum v\,y \right),
        \quad h = \operatorname{sgn}(x) \left( \frac{|x|}{\lVert x \rVert_p} \right)^{p - 1}

    For p = inf, h shares the sign equally among the largest magnitudes.
    """
    d = _direction(x, p, eps)
    divisor = np.maximum(d.length, d.floor)
    y = d.unit.map(lambda x: x / divisor)
    if p == math.inf:
        ties = y.map(lambda y: np.equal(np.abs(y), 1.0).astype(np.float64))
        count = np.maximum(ties.sum(), 1.0)
        h = ties.map(lambda tie, y: tie * np.sign(y) / count, y)
    else:
        h = y.map(lambda y: np.where(y == 0, 0.0, np.sign(y) * np.abs(y) ** (p - 1)))
    along = np.where(d.length >= d.floor, v.map(np.multiply, y).sum(), 0.0)
    return v.map(lambda v, h: (v - h * along) / divisor / d.largest, h), y


@Normalization.define(
    family="normalization",
    rows=_axis_rows,
    vjp_kernel=_normalize_vjp,
    torch_name="torch.nn.functional.normalize",
    value_latex=r"y = \frac{x}{\max(\lVert x \rVert_p, \varepsilon)}",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\lVert x \rVert_p} "
        r"\left( v - h \sum v\,y \right), \quad "
        r"h = \operatorname{sgn}(x) \left( \frac{|x|}{\lVert x \rVert_p} \right)^{p - 1}"
    ),
    parameters=(
        Order("p", default=2.0, above=0),
        Axis("axis", default=1),
        Number("eps", default=1e-12, at_least=0),
    ),
    year=2017,
    reference="PyTorch, torch.nn.functional.normalize, 2017",
)
def normalize(x: Pieces, p: float, eps: float) -> Pieces:
    r"""Divide by the length along an axis.

    .. math:: y = \frac{x}{\max(\lVert x \rVert_p, \varepsilon)}, \quad
        \lVert x \rVert_p = \left( \sum |x|^p \right)^{1/p}

    At [3e200, 4e200] the squares overflow and the printed form gives 0 instead of [0.6, 0.8]. Divided
    by the largest magnitude first, no power overflows, and what vanishes is too small to count.

    Parameters
    ----------
    p : float
        The exponent of the norm, above 0; infinity gives the largest magnitude.
    axis : int
        The axis along which the length is taken.
    eps : float
        The smallest divisor, at least 0.

    Returns
    -------
    ndarray
        Of the shape of `x`, in [-1, 1]. In float64 within 8 eps of norm(y), the 2-norm along the
        axis. A row that holds nan or an infinity is nan.

    Notes
    -----
    Where the norm falls below eps, the divisor is constant: `normalize.vjp` gives v / eps there, at 0
    with the default 1e12 v, and at norm = eps the gradient of the side above, as PyTorch does. For
    p = 1 the sign of 0 is 0; for p = inf ties share the gradient equally. With eps = 0 the row 0 is
    0 / 0, nan. PyTorch also accepts p <= 0 and several axes; at [inf, 1] it gives [nan, 0].

    References
    ----------
    PyTorch, torch.nn.functional.normalize.

    Examples
    --------
    >>> import activations as act
    >>> act.normalize([3e200, 4e200], axis=0)
    array([0.6, 0.8])
    """
    d = _direction(x, p, eps)
    divisor = np.maximum(d.length, d.floor)
    return d.unit.map(lambda x: x / divisor)

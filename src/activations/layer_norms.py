"""Layer, root mean square and group normalisation: each sample by its own moments.

They differ in what counts as a row, and that stands in the small functions that end in ``_rows``.
"""

from __future__ import annotations

from typing import Any

from activations.core.array_parameters import Learned
from activations.core.arrays import Array
from activations.core.moments import affine, centered, over_root_mean_square, scaled, standardized
from activations.core.normalization import Normalization
from activations.core.parameters import Number, Shape, Whole
from activations.core.pieces import Pieces
from activations.core.rows import Rows, as_it_is, need_axes, refuse_empty

WEIGHT, BIAS = Learned("weight", default=None), Learned("bias", default=None)
EPS = Number("eps", default=1e-5, at_least=0)


def sample_rows(name: str, shape: tuple[int, ...], *, normalized_shape: tuple[int, ...]) -> Rows:
    """Return the rows of functions of the last axes."""
    leading = len(shape) - len(normalized_shape)
    if leading < 0 or shape[leading:] != normalized_shape:
        raise ValueError(
            f"{name}: normalized_shape is {normalized_shape}, but the last axes of x are needed; "
            f"the shape of x is {shape}"
        )
    beside = (1,) * leading + normalized_shape
    return Rows(as_it_is, leading, normalized_shape, beside)


def standardized_vjp(
    x: Pieces, v: Pieces, *, weight: Pieces | None, eps: float
) -> tuple[Pieces, Pieces]:
    r"""Gradient of a row that is standardised by its own mean and variance.

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
        \left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v

    With eps = 0 it is orthogonal to 1 and to the standardised row: a row that is shifted or
    stretched keeps its value.
    """
    standard = standardized(x, eps)
    return standard.gradient(centered(affine(v, weight))), standard.value


@Normalization.define(
    family="normalization",
    rows=sample_rows,
    vjp_kernel=standardized_vjp,
    torch_name="torch.nn.functional.layer_norm",
    value_latex=r"y = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}\,w + b",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}} "
        r"\left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v"
    ),
    parameters=(Shape("normalized_shape", example=8), WEIGHT, BIAS, EPS),
    year=2016,
    reference="J. L. Ba, J. R. Kiros, G. E. Hinton, Layer Normalization, 2016, arXiv:1607.06450",
)
def layer_norm(
    x: Pieces,
    normalized_shape: tuple[int, ...],
    weight: Pieces | None,
    bias: Pieces | None,
    eps: float,
) -> Pieces:
    r"""Layer normalisation: each sample by its own mean and variance.

    .. math:: y = \hat{x}\,w + b, \quad \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}},
        \quad \mu = \overline{x}, \quad \sigma^2 = \overline{(x - \mu)^2}

    The shorter form of the variance, mean of x^2 minus mu^2, subtracts two large numbers: at
    [1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3] it is 2, the truth 1.25. The mean itself is rounded, too: that of
    three times 0.1 lies above 0.1, and the row comes back as -4.4e-15 where it is 0. So the mean is
    subtracted in two steps, the second for what the first left. At [1e200, -1e200] the squares
    overflow and the result is 0 instead of [1, -1]; scaling the row by a power of two prevents it.

    Parameters
    ----------
    normalized_shape : int or sequence of int
        The shape of the last axes of `x`, over which mean and variance are taken.
    weight, bias : array_like, optional
        Finite numbers of shape `normalized_shape`.
    eps : float
        Added to the variance, at least 0.

    Returns
    -------
    ndarray
        Of the shape of `x`; without weight and bias each row has mean 0 and norm at most sqrt(n).
        In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the 2-norm of the row. A
        row that holds nan or an infinity is nan.

    Notes
    -----
    There is no kink for eps > 0. With eps = 0 a constant row is 0 / 0, nan. `layer_norm.vjp` gives
    the gradient, within 8 eps of norm(g - mean(g)) / sqrt(var + eps) with g = w v. PyTorch gives 0
    at [1e200, -1e200].

    References
    ----------
    J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization", 2016. arXiv:1607.06450

    Examples
    --------
    >>> import activations as act
    >>> act.layer_norm([[1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3]], 4).round(3)
    array([[-1.342, -0.447,  0.447,  1.342]])
    """
    return affine(standardized(x, eps).value, weight, bias)


def _rms_norm_vjp(
    x: Pieces, v: Pieces, *, weight: Pieces | None, eps: float
) -> tuple[Pieces, Pieces]:
    r"""Gradient of `rms_norm`.

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\overline{x^2} + \varepsilon}}
        \left( g - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v

    With eps = 0 it is orthogonal to x: a row that is stretched keeps its value.
    """
    standard = over_root_mean_square(*scaled(x, eps), eps)
    return standard.gradient(affine(v, weight)), standard.value


@Normalization.define(
    family="normalization",
    rows=sample_rows,
    vjp_kernel=_rms_norm_vjp,
    torch_name="torch.nn.functional.rms_norm",
    value_latex=r"y = \frac{x}{\sqrt{\overline{x^2} + \varepsilon}}\,w",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\overline{x^2} + \varepsilon}} "
        r"\left( g - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v"
    ),
    parameters=(
        Shape("normalized_shape", example=8),
        WEIGHT,
        Number("eps", default=None, at_least=0, optional=True),
    ),
    year=2019,
    reference="B. Zhang, R. Sennrich, Root Mean Square Layer Normalization, 2019, arXiv:1910.07467",
)
def rms_norm(
    x: Pieces, normalized_shape: tuple[int, ...], weight: Pieces | None, eps: Any
) -> Pieces:
    r"""Root mean square normalisation: layer normalisation without the mean.

    .. math:: y = \frac{x}{\sqrt{\overline{x^2} + \varepsilon}}\,w

    The printed form squares x: at [3e200, 4e200] the squares overflow and the result is 0 instead of
    [0.849, 1.131]. Scaling the row by a power of two prevents it and rounds nothing.

    Parameters
    ----------
    normalized_shape : int or sequence of int
        The shape of the last axes of `x`, over which the mean is taken.
    weight : array_like, optional
        Finite numbers of shape `normalized_shape`.
    eps : float or None
        Added to the mean square, at least 0; None is the machine epsilon of the result's dtype.

    Returns
    -------
    ndarray
        Of the shape of `x`; without weight the norm of a row is at most sqrt(n). In float64 within
        8 eps of norm(y), the 2-norm of the row. A row that holds nan or an infinity is nan, except
        that a finite number beside infinities is 0.

    Notes
    -----
    There is no kink for eps > 0. `rms_norm.vjp` gives the gradient, within 8 eps of
    norm(w v) / sqrt(mean(x^2) + eps). PyTorch takes the epsilon of float32 for float16 when eps is
    None, and gives 0 at [3e200, 4e200].

    References
    ----------
    B. Zhang, R. Sennrich, "Root Mean Square Layer Normalization", 2019. arXiv:1910.07467

    Examples
    --------
    >>> import activations as act
    >>> act.rms_norm([3e200, 4e200], 2).round(3)
    array([0.849, 1.131])
    """
    return affine(over_root_mean_square(*scaled(x, eps), eps).value, weight)


def _group_rows(name: str, shape: tuple[int, ...], *, num_groups: int) -> Rows:
    need_axes(name, shape, 2)
    batch, channels, *places = shape
    refuse_empty(name, shape, shape[1:])
    if channels % num_groups:
        raise ValueError(
            f"{name}: num_groups is {num_groups}, but a divisor of the number of channels is "
            f"needed, which is {channels}: the shape of x is {shape}"
        )
    in_groups = (num_groups, channels // num_groups)

    def turn(array: Array) -> Array:
        return array.reshape(batch, *in_groups, *places)

    return Rows(turn, 2, (channels,), (1, *in_groups) + (1,) * len(places))


@Normalization.define(
    family="normalization",
    rows=_group_rows,
    vjp_kernel=standardized_vjp,
    torch_name="torch.nn.functional.group_norm",
    value_latex=r"y = \frac{x - \mu_g}{\sqrt{\sigma_g^2 + \varepsilon}}\,w_c + b_c",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma_g^2 + \varepsilon}} "
        r"\left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w_c\,v"
    ),
    parameters=(Whole("num_groups", example=2), WEIGHT, BIAS, EPS),
    year=2018,
    reference="Y. Wu, K. He, Group Normalization, 2018, arXiv:1803.08494",
)
def group_norm(
    x: Pieces, num_groups: int, weight: Pieces | None, bias: Pieces | None, eps: float
) -> Pieces:
    r"""Group normalisation: each sample's channels in groups, each by its own mean and variance.

    .. math:: y = \frac{x - \mu_g}{\sqrt{\sigma_g^2 + \varepsilon}}\,w_c + b_c

    A row is a group of channels of one sample with all its places; mean and variance are taken as
    in `layer_norm`, where the printed forms fail in the same way. Weight and bias belong to
    channels, not to groups. One group is layer normalisation over channels and places; as many
    groups as channels is instance normalisation.

    Parameters
    ----------
    x : array_like
        At least two axes, the channels on axis 1; dtypes as for `layer_norm`.
    num_groups : int
        A divisor of the number of channels.
    weight, bias : array_like, optional
        Finite numbers, one for each channel.
    eps : float
        Added to the variance, at least 0.

    Returns
    -------
    ndarray
        Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
        2-norm over a group. A group that holds nan or an infinity is nan.

    Notes
    -----
    There is no kink for eps > 0. `group_norm.vjp` gives the gradient, within 8 eps of
    norm(g - mean(g)) / sqrt(var + eps) with g = w v. A group of one number is 0 (with eps = 0: nan);
    PyTorch refuses it in a batch of one sample and gives 0 in a larger batch.

    References
    ----------
    Y. Wu, K. He, "Group Normalization", 2018. arXiv:1803.08494

    Examples
    --------
    >>> import activations as act
    >>> act.group_norm([[1.0, 3.0, 10.0, 30.0]], 2, eps=0.0)
    array([[-1.,  1., -1.,  1.]])
    """
    return affine(standardized(x, eps).value, weight, bias)

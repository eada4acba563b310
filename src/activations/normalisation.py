"""Layer, batch, group, instance and root mean square normalisation.

All five divide by a spread, and all but the last subtract a mean first. They differ in what counts as
a row, and that stands in the small functions that end in ``_rows``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from activations.arrangement import Arrangement, Learned, Normalisation, need_axes, refuse_empty
from activations.arrays import Array, Block
from activations.parameters import Flag, Number, Parameter, Whole
from activations.pieces import Pieces
from activations.spread import (
    centred,
    over_root_mean_square,
    scaled,
    standardised,
    weighed,
    with_statistics,
)

WEIGHT, BIAS = Learned("weight"), Learned("bias")
MEAN = Learned("running_mean", per_row=True)
VARIANCE = Learned("running_var", per_row=True, negative=False)
EPS = Number("eps", at_least=0)
MOMENTUM = Number("momentum", optional=True)


@dataclass(frozen=True)
class Shape(Parameter):
    """A shape of at least one axis; a single number stands for one axis."""

    @property
    def allowed(self) -> str:
        """What is allowed."""
        return "a whole number that is at least 1 or a non-empty sequence of them"

    def check(self, function: str, value: Any, before: Mapping[str, Any]) -> tuple[int, ...]:
        """Give the shape as a tuple."""
        shape = (value,) if isinstance(value, int | np.integer) else value
        if not isinstance(shape, tuple | list) or not all(
            isinstance(n, int | np.integer) and not isinstance(n, bool) for n in shape
        ):
            raise TypeError(self.refusal(function, value))
        if not shape or min(shape) < 1:
            raise ValueError(self.refusal(function, value))
        return tuple(int(n) for n in shape)


def _as_it_is(array: Array) -> Array:
    return array


def _sample_rows(
    name: str, shape: tuple[int, ...], *, normalized_shape: tuple[int, ...], **_: Any
) -> Arrangement:
    leading = len(shape) - len(normalized_shape)
    if leading < 0 or shape[leading:] != normalized_shape:
        raise ValueError(
            f"{name}: normalized_shape is {normalized_shape}, but the last axes of x are needed; "
            f"the shape of x is {shape}"
        )
    beside = (1,) * leading + normalized_shape
    return Arrangement(_as_it_is, leading, normalized_shape, beside)


def _batch_rows(
    name: str,
    shape: tuple[int, ...],
    *,
    running_mean: Array | None,
    running_var: Array | None,
    training: bool,
    **_: Any,
) -> Arrangement:
    need_axes(name, shape, 2)
    batch, channels, *places = shape
    refuse_empty(name, shape, tuple(places))
    if not training:
        _need_statistics(name, "training is False", running_mean, running_var)
    elif batch * math.prod(places) == 1:
        raise ValueError(
            f"{name}: x has shape {shape}, but training needs more than 1 value per channel"
        )
    beside = (channels,) + (1,) * (len(shape) - 1)

    def turn(array: Array) -> Array:
        return np.moveaxis(array, 1, 0)

    return Arrangement(turn, 1, (channels,), beside)


def _instance_rows(
    name: str,
    shape: tuple[int, ...],
    *,
    running_mean: Array | None,
    running_var: Array | None,
    use_input_stats: bool,
    **_: Any,
) -> Arrangement:
    need_axes(name, shape, 2)
    channels, *places = shape[1:]
    refuse_empty(name, shape, tuple(places))
    if not use_input_stats:
        _need_statistics(name, "use_input_stats is False", running_mean, running_var)
    elif math.prod(places) == 1:
        raise ValueError(
            f"{name}: x has shape {shape}, but more than 1 value per channel and sample is needed"
        )
    return Arrangement(_as_it_is, 2, (channels,), (1, channels) + (1,) * len(places))


def _need_statistics(
    name: str, why: str, running_mean: Array | None, running_var: Array | None
) -> None:
    for key, value in (("running_mean", running_mean), ("running_var", running_var)):
        if value is None:
            raise ValueError(f"{name}: {key} is None, but an array is needed where {why}")


def _group_rows(name: str, shape: tuple[int, ...], *, num_groups: int, **_: Any) -> Arrangement:
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

    return Arrangement(turn, 2, (channels,), (1, *in_groups) + (1,) * len(places))


def _standardised_vjp(
    x: Pieces, v: Pieces, *, weight: Pieces | None, eps: float, **_: Any
) -> tuple[Pieces, Pieces]:
    r"""Gradient of a row that is standardised by its own mean and variance.

    .. math:: \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
        \left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v

    With eps = 0 it is orthogonal to 1 and to the standardised row: a row that is shifted or
    stretched keeps its value.
    """
    standard = standardised(x, eps)
    return standard.gradient(centred(weighed(v, weight))), standard.value


@Normalisation.define(
    arrange=_sample_rows,
    vjp=_standardised_vjp,
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
    weight: Pieces | None = None,
    bias: Pieces | None = None,
    eps: float = 1e-5,
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
    x : array_like
        At least one axis; float16, float32, float64 (kept), integers or booleans (float64).
    normalized_shape : int or sequence of int
        The shape of the last axes of `x`, over which mean and variance are taken.
    weight, bias : array_like, optional
        Finite numbers of shape `normalized_shape`.
    eps : float
        Added to the variance, at least 0.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        Of the shape of `x`; without weight and bias each row has mean 0 and norm at most sqrt(n).
        In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the 2-norm of the row. A
        row that holds nan or an infinity is nan.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If the shapes do not fit, `eps` is negative or `out` is not exactly right.

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
    return weighed(standardised(x, eps).value, weight, bias)


def _batch_norm_vjp(
    x: Pieces,
    v: Pieces,
    *,
    running_mean: Block,
    running_var: Block,
    weight: Pieces | None,
    training: bool,
    eps: float,
    **_: Any,
) -> tuple[Pieces, Pieces]:
    r"""Gradient of `batch_norm`: through the batch's mean and variance, or past given ones.

    .. math:: \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
        \left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right)
        \quad\text{or}\quad \frac{g}{\sqrt{\sigma^2 + \varepsilon}}, \quad g = w\,v
    """
    if training:
        return _standardised_vjp(x, v, weight=weight, eps=eps)
    standard = with_statistics(x, running_mean, running_var, eps)
    return standard.slope(weighed(v, weight)), standard.value


@Normalisation.define(
    arrange=_batch_rows,
    vjp=_batch_norm_vjp,
    torch_name="torch.nn.functional.batch_norm",
    value_latex=r"y = \frac{x - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}}\,w_c + b_c",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma_c^2 + \varepsilon}} "
        r"\left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w_c\,v"
    ),
    parameters=(
        MEAN,
        VARIANCE,
        WEIGHT,
        BIAS,
        Flag("training"),
        MOMENTUM,
        EPS,
    ),
    year=2015,
    reference="S. Ioffe, C. Szegedy, Batch Normalization, 2015, arXiv:1502.03167",
)
def batch_norm(
    x: Pieces,
    running_mean: Block,
    running_var: Block,
    weight: Pieces | None = None,
    bias: Pieces | None = None,
    training: bool = False,
    momentum: float | None = 0.1,
    eps: float = 1e-5,
) -> Pieces:
    r"""Batch normalisation: each channel by its mean and variance over the batch.

    .. math:: y = \frac{x - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}}\,w_c + b_c

    In training, mean and variance are those of the channel, over the batch and all places, taken as
    in `layer_norm`. Otherwise they are the running ones. The form that frameworks fold into the
    layer before, x a + (b - mu a) with a = w / sqrt(var + eps), cancels: at x = 1e8 + 1, mu = 1e8 and
    var = 2 it is off in the ninth digit. Subtracting first rounds least.

    Parameters
    ----------
    x : array_like
        At least two axes, the channels on axis 1; dtypes as for `layer_norm`.
    running_mean, running_var : array_like or None
        Finite numbers, one for each channel, the second at least 0. They are read and never written;
        in training they are not used and may be None.
    weight, bias : array_like, optional
        Finite numbers, one for each channel.
    training : bool
        Whether to use the batch's own mean and variance.
    momentum : float or None
        Only for PyTorch's signature: it would update the running statistics.
    eps : float
        Added to the variance, at least 0.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
        2-norm over a channel. In training a channel that holds nan or an infinity is nan.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If the shapes do not fit, a running statistic is missing, a channel has one value alone in
        training, `eps` is negative or `out` is not exactly right.

    Notes
    -----
    There is no kink for eps > 0. `batch_norm.vjp` gives the gradient; in training it goes through
    mean and variance, within 8 eps of norm(g - mean(g)) / sqrt(var + eps) with g = w v.

    References
    ----------
    S. Ioffe, C. Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing
    Internal Covariate Shift", 2015. arXiv:1502.03167

    Examples
    --------
    >>> import activations as act
    >>> act.batch_norm([[1.0, 10.0], [3.0, 30.0]], None, None, training=True, eps=0.0)
    array([[-1., -1.],
           [ 1.,  1.]])
    """
    if training:
        return weighed(standardised(x, eps).value, weight, bias)
    return weighed(with_statistics(x, running_mean, running_var, eps).value, weight, bias)


@Normalisation.define(
    arrange=_group_rows,
    vjp=_standardised_vjp,
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
    x: Pieces,
    num_groups: int,
    weight: Pieces | None = None,
    bias: Pieces | None = None,
    eps: float = 1e-5,
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
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
        2-norm over a group. A group that holds nan or an infinity is nan.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If the shapes do not fit, `eps` is negative or `out` is not exactly right.

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
    return weighed(standardised(x, eps).value, weight, bias)


def _instance_norm_vjp(
    x: Pieces, v: Pieces, *, use_input_stats: bool, **parameters: Any
) -> tuple[Pieces, Pieces]:
    r"""Gradient of `instance_norm`, that of `batch_norm` on other rows.

    .. math:: \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
        \left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right)
        \quad\text{or}\quad \frac{g}{\sqrt{\sigma^2 + \varepsilon}}, \quad g = w\,v
    """
    return _batch_norm_vjp(x, v, training=use_input_stats, **parameters)


@Normalisation.define(
    arrange=_instance_rows,
    vjp=_instance_norm_vjp,
    torch_name="torch.nn.functional.instance_norm",
    value_latex=r"y = \frac{x - \mu_{nc}}{\sqrt{\sigma_{nc}^2 + \varepsilon}}\,w_c + b_c",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma_{nc}^2 + \varepsilon}} "
        r"\left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w_c\,v"
    ),
    parameters=(
        MEAN,
        VARIANCE,
        WEIGHT,
        BIAS,
        Flag("use_input_stats"),
        MOMENTUM,
        EPS,
    ),
    year=2016,
    reference=(
        "D. Ulyanov, A. Vedaldi, V. Lempitsky, Instance Normalization, 2016, arXiv:1607.08022"
    ),
)
def instance_norm(
    x: Pieces,
    running_mean: Block | None = None,
    running_var: Block | None = None,
    weight: Pieces | None = None,
    bias: Pieces | None = None,
    use_input_stats: bool = True,
    momentum: float | None = 0.1,
    eps: float = 1e-5,
) -> Pieces:
    r"""Instance normalisation: each channel of each sample by its own mean and variance.

    .. math:: y = \frac{x - \mu_{nc}}{\sqrt{\sigma_{nc}^2 + \varepsilon}}\,w_c + b_c

    A row is one channel of one sample; mean and variance are taken as in `layer_norm`, where the
    printed forms fail in the same way. With `use_input_stats` False the running ones are used, as
    in `batch_norm`.

    Parameters
    ----------
    x : array_like
        At least two axes, the channels on axis 1; dtypes as for `layer_norm`.
    running_mean, running_var : array_like, optional
        Finite numbers, one for each channel, the second at least 0; read and never written, and
        needed only where `use_input_stats` is False.
    weight, bias : array_like, optional
        Finite numbers, one for each channel.
    use_input_stats : bool
        Whether to use each row's own mean and variance.
    momentum : float or None
        Only for PyTorch's signature: it would update the running statistics.
    eps : float
        Added to the variance, at least 0.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
        2-norm over a row. A row that holds nan or an infinity is nan with `use_input_stats`.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If the shapes do not fit, a running statistic is missing, a row has one value alone with
        `use_input_stats`, `eps` is negative or `out` is not exactly right.

    Notes
    -----
    There is no kink for eps > 0. `instance_norm.vjp` gives the gradient, within 8 eps of
    norm(g - mean(g)) / sqrt(var + eps) with g = w v.

    References
    ----------
    D. Ulyanov, A. Vedaldi, V. Lempitsky, "Instance Normalization: The Missing Ingredient for Fast
    Stylization", 2016. arXiv:1607.08022

    Examples
    --------
    >>> import activations as act
    >>> act.instance_norm([[[1.0, 3.0], [10.0, 30.0]]], eps=0.0)
    array([[[-1.,  1.],
            [-1.,  1.]]])
    """
    return batch_norm.value_formula(
        x, running_mean, running_var, weight, bias, use_input_stats, momentum, eps
    )


def _rms_norm_vjp(
    x: Pieces, v: Pieces, *, weight: Pieces | None, eps: float, **_: Any
) -> tuple[Pieces, Pieces]:
    r"""Gradient of `rms_norm`.

    .. math:: \frac{1}{\sqrt{\overline{x^2} + \varepsilon}}
        \left( g - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v

    With eps = 0 it is orthogonal to x: a row that is stretched keeps its value.
    """
    standard = over_root_mean_square(*scaled(x, eps), eps)
    return standard.gradient(weighed(v, weight)), standard.value


@Normalisation.define(
    arrange=_sample_rows,
    vjp=_rms_norm_vjp,
    torch_name="torch.nn.functional.rms_norm",
    value_latex=r"y = \frac{x}{\sqrt{\overline{x^2} + \varepsilon}}\,w",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\overline{x^2} + \varepsilon}} "
        r"\left( g - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v"
    ),
    parameters=(
        Shape("normalized_shape", example=8),
        WEIGHT,
        Number("eps", at_least=0, optional=True),
    ),
    year=2019,
    reference="B. Zhang, R. Sennrich, Root Mean Square Layer Normalization, 2019, arXiv:1910.07467",
)
def rms_norm(
    x: Pieces,
    normalized_shape: tuple[int, ...],
    weight: Pieces | None = None,
    eps: Any = None,
) -> Pieces:
    r"""Root mean square normalisation: layer normalisation without the mean.

    .. math:: y = \frac{x}{\sqrt{\overline{x^2} + \varepsilon}}\,w

    The printed form squares x: at [3e200, 4e200] the squares overflow and the result is 0 instead of
    [0.849, 1.131]. Scaling the row by a power of two prevents it and rounds nothing.

    Parameters
    ----------
    x : array_like
        At least one axis; dtypes as for `layer_norm`.
    normalized_shape : int or sequence of int
        The shape of the last axes of `x`, over which the mean is taken.
    weight : array_like, optional
        Finite numbers of shape `normalized_shape`.
    eps : float or None
        Added to the mean square, at least 0; None is the machine epsilon of the result's dtype.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result, may be `x`.

    Returns
    -------
    ndarray
        Of the shape of `x`; without weight the norm of a row is at most sqrt(n). In float64 within
        8 eps of norm(y), the 2-norm of the row. A row that holds nan or an infinity is nan, except
        that a finite number beside infinities is 0.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If the shapes do not fit, `eps` is negative or `out` is not exactly right.

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
    return weighed(over_root_mean_square(*scaled(x, eps), eps).value, weight)

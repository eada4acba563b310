"""Batch and instance normalisation: each channel by its own moments or by running ones."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from activations.core.array_parameters import Learned
from activations.core.arrays import Array, Block
from activations.core.moments import affine, standardized, with_statistics
from activations.core.normalization import Normalization
from activations.core.parameters import Flag, Number
from activations.core.pieces import Pieces
from activations.core.rows import Rows, as_it_is, need_axes, refuse_empty
from activations.layer_norms import BIAS, EPS, WEIGHT, standardized_vjp

MOMENTUM = Number("momentum", default=0.1, optional=True)
# Read and never written. Batch norm asks for both, instance norm only on demand.
MEAN = Learned("running_mean", per_row=True)
VARIANCE = Learned("running_var", per_row=True, negative=False)


def _need_statistics(
    name: str, why: str, running_mean: Array | None, running_var: Array | None
) -> None:
    for key, value in (("running_mean", running_mean), ("running_var", running_var)):
        if value is None:
            raise ValueError(f"{name}: {key} is None, but an array is needed where {why}")


def _batch_rows(
    name: str,
    shape: tuple[int, ...],
    *,
    running_mean: Array | None,
    running_var: Array | None,
    training: bool,
) -> Rows:
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

    return Rows(turn, 1, (channels,), beside)


def _batch_norm_vjp(
    x: Pieces,
    v: Pieces,
    *,
    running_mean: Block,
    running_var: Block,
    weight: Pieces | None,
    training: bool,
    eps: float,
) -> tuple[Pieces, Pieces]:
    r"""Gradient of `batch_norm`: through the batch's mean and variance, or past given ones.

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
        \left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v

    Running statistics do not depend on x: with them it is the first factor times g.
    """
    if training:
        return standardized_vjp(x, v, weight=weight, eps=eps)
    standard = with_statistics(x, running_mean, running_var, eps)
    return standard.slope(affine(v, weight)), standard.value


@Normalization.define(
    family="normalization",
    rows=_batch_rows,
    vjp_kernel=_batch_norm_vjp,
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
        Flag("training", default=False),
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
    weight: Pieces | None,
    bias: Pieces | None,
    training: bool,
    eps: float,
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

    Returns
    -------
    ndarray
        Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
        2-norm over a channel. In training a channel that holds nan or an infinity is nan.

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
        return affine(standardized(x, eps).value, weight, bias)
    return affine(with_statistics(x, running_mean, running_var, eps).value, weight, bias)


def _instance_rows(
    name: str,
    shape: tuple[int, ...],
    *,
    running_mean: Array | None,
    running_var: Array | None,
    use_input_stats: bool,
) -> Rows:
    need_axes(name, shape, 2)
    channels, *places = shape[1:]
    refuse_empty(name, shape, tuple(places))
    if not use_input_stats:
        _need_statistics(name, "use_input_stats is False", running_mean, running_var)
    elif math.prod(places) == 1:
        raise ValueError(
            f"{name}: x has shape {shape}, but more than 1 value per channel and sample is needed"
        )
    return Rows(as_it_is, 2, (channels,), (1, channels) + (1,) * len(places))


def _instance_norm_vjp(
    x: Pieces,
    v: Pieces,
    *,
    running_mean: Block,
    running_var: Block,
    weight: Pieces | None,
    use_input_stats: bool,
    eps: float,
) -> tuple[Pieces, Pieces]:
    r"""Gradient of `instance_norm`, that of `batch_norm` on other rows.

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
        \left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w\,v

    Running statistics do not depend on x: with them it is the first factor times g.
    """
    return _batch_norm_vjp(
        x,
        v,
        running_mean=running_mean,
        running_var=running_var,
        weight=weight,
        training=use_input_stats,
        eps=eps,
    )


@Normalization.define(
    family="normalization",
    rows=_instance_rows,
    vjp_kernel=_instance_norm_vjp,
    torch_name="torch.nn.functional.instance_norm",
    value_latex=r"y = \frac{x - \mu_{nc}}{\sqrt{\sigma_{nc}^2 + \varepsilon}}\,w_c + b_c",
    derivative_latex=(
        r"\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma_{nc}^2 + \varepsilon}} "
        r"\left( g - \overline{g} - \hat{x}\,\overline{g \hat{x}} \right), \quad g = w_c\,v"
    ),
    parameters=(
        replace(MEAN, default=None),
        replace(VARIANCE, default=None),
        WEIGHT,
        BIAS,
        Flag("use_input_stats", default=True),
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
    running_mean: Block | None,
    running_var: Block | None,
    weight: Pieces | None,
    bias: Pieces | None,
    use_input_stats: bool,
    eps: float,
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

    Returns
    -------
    ndarray
        Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
        2-norm over a row. A row that holds nan or an infinity is nan with `use_input_stats`.

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
    return batch_norm.value_kernel(x, running_mean, running_var, weight, bias, use_input_stats, eps)

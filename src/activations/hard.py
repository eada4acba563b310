"""Sigmoid, tanh and SiLU drawn with straight lines: hardtanh, hardsigmoid, hardswish."""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block, keep_zero, step
from activations.core.elementwise import Elementwise, Kink
from activations.core.parameters import Number


def _hardtanh_derivative(x: Block, min_val: float, max_val: float) -> Block:
    r"""Derivative of hardtanh: 1 between the ends, 0 at them and outside.

    >>> import activations as act
    >>> act.hardtanh.derivative([-1.0, 0.0, 1.0])
    array([0., 1., 0.])
    """
    return step((x > min_val) & (x < max_val), x)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_hardtanh_derivative,
    torch_name="torch.nn.functional.hardtanh",
    value_latex=r"\operatorname{hardtanh}(x) = \min(\max(x, \mathrm{min\_val}), \mathrm{max\_val})",
    derivative_latex=(
        r"\operatorname{hardtanh}'(x) = "
        r"\begin{cases} 1 & \mathrm{min\_val} < x < \mathrm{max\_val} \\ 0 & \text{otherwise} \end{cases}"
    ),
    parameters=(Number("min_val", default=-1.0), Number("max_val", default=1.0, above="min_val")),
    range=(-1.0, 1.0),
    limits=(-1.0, 1.0),
    lipschitz=1.0,
    monotonic=True,
    kinks_at=lambda min_val, max_val: (
        Kink(min_val, 0.0, "0, as on the left"),
        Kink(max_val, 0.0, "0, as on the right"),
    ),
    year=2004,
    reference="R. Collobert, Large Scale Machine Learning, thesis, Université Paris VI, 2004",
)
def hardtanh(x: Block, min_val: float, max_val: float) -> Block:
    r"""Hold a number between two ends, elementwise: tanh drawn with three straight lines.

    .. math:: \operatorname{hardtanh}(x) = \min(\max(x, \mathrm{min\_val}), \mathrm{max\_val})

    Parameters
    ----------
    min_val : float, default -1
        The lower end; finite.
    max_val : float, default 1
        The upper end; finite and above `min_val`.

    Returns
    -------
    ndarray or scalar
        In [min_val, max_val]; `min_val` at -inf, `max_val` at inf, nan at nan. Exact in float64.

    Notes
    -----
    At both kinks the derivative is 0, as in PyTorch.

    References
    ----------
    R. Collobert, "Large Scale Machine Learning", thesis, Université Paris VI, 2004.

    Examples
    --------
    >>> import activations as act
    >>> act.hardtanh([-3.0, 0.5, 3.0]), act.hardtanh([-3.0, 0.5, 3.0], min_val=0.0, max_val=2.0)
    (array([-1. ,  0.5,  1. ]), array([0. , 0.5, 2. ]))
    """
    y = np.clip(x, min_val, max_val)
    return keep_zero(y, x) if 0 in (min_val, max_val) else y


def _hardsigmoid_derivative(x: Block) -> Block:
    r"""Derivative of hardsigmoid: 1/6 between -3 and 3, 0 at both and outside.

    >>> import activations as act
    >>> [f"{value:.4f}" for value in act.hardsigmoid.derivative([-3.0, 0.0, 3.0])]
    ['0.0000', '0.1667', '0.0000']
    """
    return step((x > -3) & (x < 3), x) / 6


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_hardsigmoid_derivative,
    torch_name="torch.nn.functional.hardsigmoid",
    value_latex=r"\operatorname{hardsigmoid}(x) = \frac{\min(\max(x + 3, 0), 6)}{6}",
    derivative_latex=(
        r"\operatorname{hardsigmoid}'(x) = "
        r"\begin{cases} \frac{1}{6} & -3 < x < 3 \\ 0 & \text{otherwise} \end{cases}"
    ),
    range=(0.0, 1.0),
    limits=(0.0, 1.0),
    lipschitz=1 / 6,
    monotonic=True,
    kinks_at=lambda: (Kink(-3.0, 0.0, "0, as on the left"), Kink(3.0, 0.0, "0, as on the right")),
    year=2019,
    reference="A. Howard et al., Searching for MobileNetV3, 2019, arXiv:1905.02244",
)
def hardsigmoid(x: Block) -> Block:
    r"""The sigmoid drawn with three straight lines, elementwise.

    .. math:: \operatorname{hardsigmoid}(x) = \frac{\min(\max(x + 3, 0), 6)}{6}

    Returns
    -------
    ndarray or scalar
        In [0, 1]; 0 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    At both kinks the derivative is 0, as in PyTorch. In float64 PyTorch's gradient is 1/6 rounded to
    float32.

    References
    ----------
    A. Howard et al., "Searching for MobileNetV3", 2019. https://arxiv.org/abs/1905.02244

    Examples
    --------
    >>> import activations as act
    >>> act.hardsigmoid([-3.0, 0.0, 1.5, 3.0])
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    return np.clip(x + 3, 0, 6) / 6


def _hardswish_derivative(x: Block) -> Block:
    r"""Derivative of hardswish.

    .. math::

        \operatorname{hardswish}'(x) =
        \begin{cases} 0 & x \le -3 \\ \frac{2x + 3}{6} & -3 < x < 3 \\ 1 & x \ge 3 \end{cases}

    >>> import activations as act
    >>> act.hardswish.derivative([-3.0, -1.5, 0.0, 3.0])
    array([0. , 0. , 0.5, 1. ])
    """
    middle = (x > -3) & (x < 3)
    return middle * ((2 * np.clip(x, -3, 3) + 3) / 6) + (x >= 3)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_hardswish_derivative,
    torch_name="torch.nn.functional.hardswish",
    value_latex=r"\operatorname{hardswish}(x) = x\,\frac{\min(\max(x + 3, 0), 6)}{6}",
    derivative_latex=(
        r"\operatorname{hardswish}'(x) = "
        r"\begin{cases} 0 & x \le -3 \\ \frac{2x + 3}{6} & -3 < x < 3 \\ 1 & x \ge 3 \end{cases}"
    ),
    range=(-0.375, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.5,
    monotonic=False,
    minimum=(-1.5, -0.375),
    kinks_at=lambda: (Kink(-3.0, 0.0, "0, as on the left"), Kink(3.0, 1.0, "1, as on the right")),
    year=2019,
    reference="A. Howard et al., Searching for MobileNetV3, 2019, arXiv:1905.02244",
)
def hardswish(x: Block) -> Block:
    r"""The variable times its hardsigmoid, elementwise: SiLU drawn with a parabola between lines.

    .. math:: \operatorname{hardswish}(x) = x\,\frac{\min(\max(x + 3, 0), 6)}{6}

    At -inf the product is -inf times 0, nan; below -3 the gate is 0 anyway, so x is held at -3.

    Returns
    -------
    ndarray or scalar
        At least -0.375, reached at -1.5; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in
        float32, 4 ULP in float64.

    Notes
    -----
    At the kinks the derivative is 0 (at -3) and 1 (at 3), as in PyTorch; just inside they are -1/2
    and 3/2. PyTorch gives nan at -inf.

    References
    ----------
    A. Howard et al., "Searching for MobileNetV3", 2019. https://arxiv.org/abs/1905.02244

    Examples
    --------
    >>> import activations as act
    >>> act.hardswish([-1.5, 0.0, 3.0])
    array([-0.375,  0.   ,  3.   ])
    """
    x = np.maximum(x, -3)
    return x * (np.clip(x + 3, 0, 6) / 6)

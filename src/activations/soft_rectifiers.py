"""Relatives of ReLU without its corner: its square, and two that bend where it breaks."""

from __future__ import annotations

import numpy as np

from activations.core.arrays import Block
from activations.core.elementwise import Elementwise
from activations.core.parameters import Number


def _relu_squared_derivative(x: Block) -> Block:
    r"""Derivative of squared ReLU.

    .. math:: \operatorname{relu\_squared}'(x) = 2 \max(0, x)

    >>> import activations as act
    >>> act.relu_squared.derivative([-1.0, 0.0, 3.0])
    array([0., 0., 6.])
    """
    return 2 * (np.maximum(x, 0) + 0.0)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_relu_squared_derivative,
    value_latex=r"\operatorname{relu\_squared}(x) = \max(0, x)^2",
    derivative_latex=r"\operatorname{relu\_squared}'(x) = 2 \max(0, x)",
    range=(0.0, np.inf),
    limits=(0.0, np.inf),
    lipschitz=np.inf,
    monotonic=True,
    year=2021,
    reference=(
        "D. R. So et al., Primer: Searching for Efficient Transformers for Language Modeling, 2021, "
        "arXiv:2109.08668"
    ),
)
def relu_squared(x: Block) -> Block:
    r"""Square of ReLU, elementwise.

    .. math:: \operatorname{relu\_squared}(x) = \max(0, x)^2

    A search among programs found it to train language models faster than the functions that people had
    chosen. Its zeros are exact, as ReLU's, and its derivative has no jump.

    Returns
    -------
    ndarray or scalar
        At least 0.0, and 0.0 at -0.0; 0 at -inf, inf at inf and above the root of the largest number,
        nan at nan. One rounding.

    Notes
    -----
    There is no kink. The derivative grows without bound.

    References
    ----------
    D. R. So et al., "Primer: Searching for Efficient Transformers for Language Modeling", 2021.
    https://arxiv.org/abs/2109.08668

    Examples
    --------
    >>> import activations as act
    >>> act.relu_squared([-2.0, -0.0, 3.0])
    array([0., 0., 9.])
    """
    y = np.maximum(x, 0) + 0.0
    return y * y


def _squareplus_derivative(x: Block, b: float) -> Block:
    r"""Derivative of squareplus.

    .. math:: \operatorname{squareplus}'(x) = \frac{1}{2} \Bigl(1 + \frac{x}{\sqrt{x^2 + b}}\Bigr)

    For x < 0 the sum cancels. With h the root it is b / (2 h (h - x)), which has no difference.

    >>> import activations as act
    >>> f"{act.squareplus.derivative(-1e9):.3g}"
    '1e-18'
    """
    h = np.hypot(x, np.sqrt(b))
    far = b / 2 / h / (h + np.abs(x))
    return np.where(x > 0, 1 - far, np.where(h == 0, 0.5, far))


@Elementwise.define(
    family="smooth",
    derivative_kernel=_squareplus_derivative,
    value_latex=r"\operatorname{squareplus}(x) = \frac{x + \sqrt{x^2 + b}}{2}",
    derivative_latex=(
        r"\operatorname{squareplus}'(x) = \frac{1}{2} \Bigl(1 + \frac{x}{\sqrt{x^2 + b}}\Bigr)"
    ),
    parameters=(Number("b", default=4.0, above=0),),
    range=(0.0, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    year=2021,
    reference=(
        "J. T. Barron, Squareplus: A Softplus-Like Algebraic Rectifier, 2021, arXiv:2112.11687"
    ),
)
def squareplus(x: Block, b: float) -> Block:
    r"""Squareplus, elementwise: softplus by a square root instead of an exponential.

    .. math:: \operatorname{squareplus}(x) = \frac{x + \sqrt{x^2 + b}}{2}

    The square overflows from 1.3e154 on, and for x < 0 the sum cancels: at x = -1e9 it is 0, the truth
    1e-9. `hypot` does not overflow, and b / (2 (h - x)) with the root h has no difference.

    Parameters
    ----------
    b : float, default 4
        How wide the bend is; finite and above 0. With 4 the value at 0 is 1, with 0 it would be ReLU.

    Returns
    -------
    ndarray or scalar
        Above 0; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

    Notes
    -----
    There is no kink. The derivative is `squareplus.derivative`, 1/2 at 0; within 5 ULP. JAX has the
    function, with the same default.

    References
    ----------
    J. T. Barron, "Squareplus: A Softplus-Like Algebraic Rectifier", 2021.
    https://arxiv.org/abs/2112.11687

    Examples
    --------
    >>> import activations as act
    >>> [f"{value:.3g}" for value in act.squareplus([-1e9, 0.0, 1e200])]
    ['1e-09', '1', '1e+200']
    """
    h = np.hypot(x / 2, np.sqrt(b) / 2)
    whole = h + np.abs(x) / 2
    return np.where(x > 0, whole, b / 4 / whole)


def _sparse_plus_derivative(x: Block) -> Block:
    r"""Derivative of sparse_plus.

    .. math:: \operatorname{sparse\_plus}'(x) = \min\Bigl(\max\Bigl(\frac{x + 1}{2}, 0\Bigr), 1\Bigr)

    >>> import activations as act
    >>> act.sparse_plus.derivative([-2.0, 0.0, 2.0])
    array([0. , 0.5, 1. ])
    """
    return np.clip((x + 1) / 2, 0, 1)


@Elementwise.define(
    family="piecewise",
    derivative_kernel=_sparse_plus_derivative,
    value_latex=(
        r"\operatorname{sparse\_plus}(x) = \begin{cases} 0 & x \le -1 \\ "
        r"\frac{(x + 1)^2}{4} & -1 < x < 1 \\ x & x \ge 1 \end{cases}"
    ),
    derivative_latex=(
        r"\operatorname{sparse\_plus}'(x) = \min\Bigl(\max\Bigl(\frac{x + 1}{2}, 0\Bigr), 1\Bigr)"
    ),
    range=(0.0, np.inf),
    limits=(0.0, np.inf),
    lipschitz=1.0,
    monotonic=True,
    year=2018,
    reference="JAX authors, JAX: composable transformations of Python+NumPy programs, 2018",
)
def sparse_plus(x: Block) -> Block:
    r"""Sparseplus, elementwise: ReLU with its corner replaced by a piece of a parabola.

    .. math::

        \operatorname{sparse\_plus}(x) = \begin{cases} 0 & x \le -1 \\
        \frac{(x + 1)^2}{4} & -1 < x < 1 \\ x & x \ge 1 \end{cases}

    Its derivative is what sparsemax is for two scores, as the derivative of softplus is the sigmoid.

    Returns
    -------
    ndarray or scalar
        At least 0; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 2 ULP in float64.

    Notes
    -----
    There is no kink: at -1 and at 1 the slopes of both sides agree. JAX has the function.

    References
    ----------
    JAX authors, "JAX: composable transformations of Python+NumPy programs", 2018.
    https://docs.jax.dev/en/latest/_autosummary/jax.nn.sparse_plus.html

    Examples
    --------
    >>> import activations as act
    >>> act.sparse_plus([-2.0, 0.0, 2.0])
    array([0.  , 0.25, 2.  ])
    """
    bend = np.clip(x, -1, 1) + 1
    return np.where(x >= 1, x, bend * bend / 4)

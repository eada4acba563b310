"""Softmax and cross-entropy in one: the loss that softmax is made for, and its gradient p - y."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from activations.alongaxis import Axis, Rows
from activations.arrays import Array, Block, real, result_for
from activations.function import Function
from activations.parameters import Choice, bind, with_defaults
from activations.vector import log_softmax_rows, softmax_rows

LossFormula = Callable[..., Block]


@dataclass(frozen=True, kw_only=True)
class Loss(Function):
    """A function of rows of scores and their targets, with its gradient by the scores.

    Attributes
    ----------
    range : tuple of float
        The ends of the interval in which each row's loss lies.
    lipschitz : float
        The smallest L with |f(x) - f(y)| <= L |x - y| in the Euclidean norm, for one row and one target.
    """

    range: tuple[float, float]
    lipschitz: float
    value_formula: LossFormula = field(repr=False)
    gradient_formula: LossFormula = field(repr=False)

    @classmethod
    def define(cls, *, gradient: LossFormula, **facts: Any) -> Callable[[LossFormula], Loss]:
        """Make a loss of a formula, which gives it its name, its defaults and its docstring."""

        def made(value: LossFormula) -> Loss:
            parameters = with_defaults(facts.pop("parameters"), inspect.signature(value))
            return cls(
                name=value.__name__,
                doc=inspect.getdoc(value) or "",
                parameters=parameters,
                value_formula=value,
                gradient_formula=gradient,
                **facts,
            )

        return made

    def __call__(  # noqa: D102
        self,
        input: ArrayLike,
        target: ArrayLike,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        rows, targets, bound = self._rows(self.name, input, target, positional, parameters)
        each = bound["reduction"] == "none"
        result = result_for(self.name, out, rows.batch if each else (), rows.dtype)
        losses = result if each else np.empty(rows.batch)
        rows.apply(self._one_class(self.value_formula, rows, targets), [targets], losses, {})
        if not each:
            with np.errstate(all="ignore"):
                result[...] = losses.sum() / self._share(rows, bound)
        return result if out is not None else result[()]

    def gradient(
        self,
        input: ArrayLike,
        target: ArrayLike,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        """Give the derivatives of the loss by the scores, in their shape."""
        name = f"{self.name}.gradient"
        rows, targets, bound = self._rows(name, input, target, positional, parameters)
        result = result_for(name, out, rows.array.shape, rows.dtype)
        share = self._share(rows, bound)

        gradient = self._one_class(self.gradient_formula, rows, targets)

        def formula(x: Block, y: Block) -> Block:
            return gradient(x, y) / share

        rows.apply(formula, [targets], rows.moved(result), {})
        return result

    def _one_class(self, formula: LossFormula, rows: Rows, targets: Array) -> LossFormula:
        """Hand classes to a formula as one number a row, where the engine makes rows of one."""
        if targets.shape != rows.batch or targets.dtype.kind == "f":
            return formula
        return lambda x, y: formula(x, y[:, 0].astype(np.intp))

    def _share(self, rows: Rows, bound: Mapping[str, Any]) -> float:
        """Give the number that the sum over rows is divided by."""
        return float(math.prod(rows.batch)) if bound["reduction"] == "mean" else 1.0

    def _rows(
        self,
        name: str,
        input: ArrayLike,
        target: ArrayLike,
        positional: tuple[Any, ...],
        parameters: dict[str, Any],
    ) -> tuple[Rows, Array, dict[str, Any]]:
        """Give the scores as rows, and the target as one index or a row of probabilities for each."""
        bound = bind(name, self.parameters, positional, parameters)
        rows = Rows.of(name, "input", input, bound.pop("axis"))
        targets = real(name, "target", target)[0]
        if targets.shape == rows.batch and targets.dtype.kind in "iu":
            wrong = targets[(targets < 0) | (targets >= rows.length)]
            if wrong.size:
                raise ValueError(
                    f"{name}: target has the index {wrong[0]}, but there are {rows.length} classes; "
                    f"an index from 0 to {rows.length - 1} is needed"
                )
            return rows, targets, bound
        if targets.shape == rows.array.shape and targets.dtype.kind == "f":
            if not (np.isfinite(targets) & (targets >= 0)).all():
                raise ValueError(
                    f"{name}: target has an element that is negative or not finite; probabilities "
                    "are needed"
                )
            return rows, rows.moved(targets), bound
        raise ValueError(
            f"{name}: target has shape {targets.shape} and dtype {targets.dtype}, but whole numbers of "
            f"shape {rows.batch}, one class for each row, or floating-point probabilities of shape "
            f"{rows.array.shape} are needed"
        )

    def _signature(self) -> inspect.Signature:
        _, *others = super()._signature().parameters.values()
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Signature(
            [inspect.Parameter("input", kind), inspect.Parameter("target", kind), *others]
        )


def _cross_entropy_gradient(input: Block, target: Block) -> Block:
    r"""Gradient of cross-entropy for the sum: softmax minus target.

    .. math:: \frac{\partial}{\partial x_i} = p_i - y_i

    >>> import activations as act
    >>> act.cross_entropy.gradient([[0.0, 0.0]], [0], reduction="sum")
    array([[-0.5,  0.5]])
    """
    p = softmax_rows(input)
    if target.ndim == 1:
        here = np.arange(len(p)), target
        # p - 1 loses the digits of a good prediction; minus the sum of the others is the same number.
        p[here] = np.where(np.isnan(p[here]), np.nan, 0.0)
        p[here] = -p.sum(-1)
        return p
    return p * target.sum(-1, keepdims=True) - target


@Loss.define(
    gradient=_cross_entropy_gradient,
    torch_name="torch.nn.functional.cross_entropy",
    value_latex=r"-\sum_i y_i \log\operatorname{softmax}(x)_i",
    derivative_latex=r"\frac{\partial}{\partial x_i} = p_i - y_i",
    parameters=(Axis("axis"), Choice("reduction", words=("none", "mean", "sum"))),
    range=(0.0, np.inf),
    lipschitz=math.sqrt(2),
    year=1990,
    reference=(
        "J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "1990, https://doi.org/10.1007/978-3-642-76153-9_28"
    ),
)
def cross_entropy(input: Block, target: Block, axis: int = -1, reduction: str = "mean") -> Block:
    r"""Cross-entropy of scores and target classes, with softmax inside.

    .. math:: -\sum_i y_i \log\operatorname{softmax}(x)_i

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
        Whether the rows' losses are averaged, summed or given one by one.
    out : ndarray, optional
        Where to write: exactly the shape and dtype of the result.

    Returns
    -------
    ndarray or scalar
        At least 0; nan where a row of scores has a nan, two infinities or only -inf. The mean over no
        rows is nan, their sum 0.

    Raises
    ------
    TypeError
        If `input` or `target` is complex, longdouble, object or text, a parameter has a wrong type, or
        `out` has another dtype.
    ValueError
        If a class does not exist, a probability is negative or not finite, shapes do not fit, the axis
        is missing or empty, or `out` has another shape or is read-only.

    Notes
    -----
    There is no kink. `cross_entropy.gradient` gives the derivatives by the scores; for a class, the
    one at the class itself is computed as minus the sum of the others, so that it keeps its digits.

    References
    ----------
    J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990.
    https://doi.org/10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> import activations as act
    >>> float(act.cross_entropy([[1000.0, 0.0]], [1]))
    1000.0
    >>> f"{act.cross_entropy([0.0, 0.0], [0.5, 0.5]):.4f}"
    '0.6931'
    """
    y = log_softmax_rows(input)
    if target.ndim == 1:
        return 0.0 - y[np.arange(len(y)), target]
    # A class of probability 0 adds nothing, even where its logarithm is -inf.
    return 0.0 - np.where(target == 0, np.where(np.isnan(y), y, 0.0), target * y).sum(axis)

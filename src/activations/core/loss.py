"""Losses: the object that holds kernels and facts of a function of scores and targets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from activations.core.along_axis import View
from activations.core.arrays import Array, Block, real, result_for
from activations.core.binding import bind
from activations.core.function import Function, Kernel, needed
from activations.core.parameters import REQUIRED


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Loss(Function):
    """A function of rows of scores and their targets, with its gradient by the scores.

    Attributes
    ----------
    range : tuple of float
        The ends of the interval in which each row's loss lies.
    lipschitz : float
        The smallest L with |f(x) - f(y)| <= L |x - y| in the Euclidean norm, for one row and one target.
    """

    inputs: ClassVar[tuple[str, ...]] = ("input", "target")

    range: tuple[float, float]
    lipschitz: float
    gradient_kernel: Kernel

    def __call__(  # noqa: D102
        self,
        input: ArrayLike = REQUIRED,
        target: ArrayLike = REQUIRED,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        rows, targets, bound = self._rows(self.name, input, target, positional, parameters)
        each = bound["reduction"] == "none"
        result = result_for(self.name, out, rows.batch if each else (), rows.dtype)
        losses = result if each else np.empty(rows.batch)
        rows.apply(self._one_class(self.value_kernel, rows, targets, bound), [targets], losses)
        if not each:
            with np.errstate(all="ignore"):
                result[...] = losses.sum() / self._share(rows, bound)
        return result if out is not None else result[()]

    def gradient(
        self,
        input: ArrayLike = REQUIRED,
        target: ArrayLike = REQUIRED,
        *positional: Any,
        out: Array | None = None,
        **parameters: Any,
    ) -> Any:
        """Return the derivatives of the loss by the scores, in their shape."""
        name = f"{self.name}.gradient"
        rows, targets, bound = self._rows(name, input, target, positional, parameters)
        result = result_for(name, out, rows.with_row(rows.length), rows.dtype)
        share = self._share(rows, bound)
        gradient = self._one_class(self.gradient_kernel, rows, targets, bound)

        def kernel(x: Block, y: Block) -> Block:
            return gradient(x, y) / share

        rows.apply(kernel, [targets], rows.turned(result))
        return result

    def _one_class(
        self, kernel: Kernel, rows: View, targets: Array, bound: Mapping[str, Any]
    ) -> Kernel:
        """Hand classes to a kernel as one number a row, where the engine makes rows of one."""
        kernel = partial(kernel, **needed(kernel, bound))
        if targets.shape != rows.batch or targets.dtype.kind == "f":
            return kernel
        return lambda x, y: kernel(x, y[:, 0].astype(np.intp))

    def _share(self, rows: View, bound: Mapping[str, Any]) -> float:
        """Return the number that the sum over rows is divided by."""
        return float(math.prod(rows.batch)) if bound["reduction"] == "mean" else 1.0

    def _rows(
        self,
        name: str,
        input: ArrayLike,
        target: ArrayLike,
        positional: tuple[Any, ...],
        parameters: dict[str, Any],
    ) -> tuple[View, Array, dict[str, Any]]:
        """Return the scores as rows, and the target as one index or a row of probabilities for each."""
        bound = bind(name, self.parameters, positional, parameters)
        rows = View.of(name, "input", input, bound["axis"])
        targets = real(name, "target", target)[0]
        if targets.shape == rows.batch and targets.dtype.kind in "iu":
            wrong = targets[(targets < 0) | (targets >= rows.length)]
            if wrong.size:
                raise ValueError(
                    f"{name}: target has the index {wrong[0]}, but there are {rows.length} classes; "
                    f"an index from 0 to {rows.length - 1} is needed"
                )
            return rows, targets, bound
        if targets.shape == rows.with_row(rows.length) and targets.dtype.kind == "f":
            if not (np.isfinite(targets) & (targets >= 0)).all():
                raise ValueError(
                    f"{name}: target has an element that is negative or not finite; probabilities "
                    "are needed"
                )
            return rows, rows.turned(targets), bound
        raise ValueError(
            f"{name}: target has shape {targets.shape} and dtype {targets.dtype}, but whole numbers of "
            f"shape {rows.batch}, one class for each row, or floating-point probabilities of shape "
            f"{rows.with_row(rows.length)} are needed"
        )

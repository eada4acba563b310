"""Losses: the objects that hold kernels and facts of a function of scores and targets.

A kernel gets a block of rows of scores and of targets and knows nothing of classes, weights or means.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from activations.core.along_axis import View
from activations.core.arrays import Array, Block, real, result_for
from activations.core.binding import bind
from activations.core.function import Function, Kernel
from activations.core.parameters import REQUIRED


@dataclass(frozen=True)
class Given:
    """What a loss was called with.

    Attributes
    ----------
    rows : View
        The scores.
    scores : ndarray
        The same as they were given.
    targets : sequence of ndarray
        What a kernel gets beside the scores, rows at the end.
    share : float
        What the sum of all losses is divided by.
    """

    rows: View
    scores: Array
    targets: Sequence[Array]
    share: float


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
        bound = bind(self.name, self.parameters, positional, parameters)
        given = self._given(self.name, input, target, bound)
        rows, each = given.rows, bound["reduction"] == "none"
        shape = rows.batch if each else ()
        result = result_for(self.name, out, shape, rows.dtype, given.scores)
        losses = result if each else np.empty(rows.batch)
        rows.apply(self._on_rows(self.value_kernel, given, bound), [*given.targets], losses)
        if not each:
            result[...] = _divided(losses, given.share)
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
        bound = bind(name, self.parameters, positional, parameters)
        given = self._given(name, input, target, bound)
        rows = given.rows
        result = result_for(name, out, given.scores.shape, rows.dtype, given.scores)
        gradient = self._on_rows(self.gradient_kernel, given, bound)

        def kernel(*blocks: Block) -> Block:
            shares = gradient(*blocks)
            # What is ignored has no share, even where nothing else is left to divide by.
            return np.divide(shares, given.share, where=shares != 0, out=shares)

        written = result if result.ndim == len(rows.shape) else result[..., None]
        rows.apply(kernel, [*given.targets], rows.turned(written))
        return result if out is not None else result[()]

    def _given(
        self, name: str, input: ArrayLike, target: ArrayLike, bound: dict[str, Any]
    ) -> Given:
        """Check scores and targets, and put weights into `bound` as the kernels need them."""
        raise NotImplementedError

    def _on_rows(self, kernel: Kernel, given: Given, bound: Mapping[str, Any]) -> Kernel:
        """Return the kernel as it runs over blocks of rows."""
        return kernel


def _divided(losses: Block, share: float) -> float:
    """Return the sum over a share; a sum may overflow where that is finite."""
    with np.errstate(all="ignore"):
        total = losses.sum()
        return float(total / share if np.isfinite(total) else (losses / share).sum())


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class OfClasses(Loss):
    """A loss of rows of scores, one for each class; a kernel's targets are weights that classes have.

    A target is a class or a row of probabilities. Classes become rows of one 1; weights and smoothing
    are multiplied in, so that a kernel sees one kind of target.
    """

    def _given(
        self, name: str, input: ArrayLike, target: ArrayLike, bound: dict[str, Any]
    ) -> Given:
        rows = View.of(name, "input", input, bound["axis"])
        targets, classes = _targets(
            name, rows, real(name, "target", target)[0], bound["ignore_index"]
        )
        weight = _class_weights(name, rows.length, bound["weight"])
        share, relative = 1.0, 0
        if bound["reduction"] == "mean":
            # Relative to the largest weight neither a product nor a sum overflows.
            relative = -max(int(np.frexp(weight.max())[1]), -1000)
            weight = np.ldexp(weight, relative)
            if classes:
                share = float(weight[targets[targets != bound["ignore_index"]]].sum())
            else:
                share = math.ldexp(math.prod(rows.batch), relative)
        bound |= {"weight": weight, "classes": classes}
        return Given(rows, rows.given, [targets], share)

    def _on_rows(self, kernel: Kernel, given: Given, bound: Mapping[str, Any]) -> Kernel:
        weight, smoothing = bound["weight"], bound["label_smoothing"]
        n = given.rows.length

        def on_rows(x: Block, y: Block) -> Block:
            ignored = np.zeros(len(y), bool)
            if bound["classes"]:
                ignored = y[:, 0] == bound["ignore_index"]
                one = np.where(ignored, 0, y[:, 0]).astype(np.intp)
                y = np.zeros((len(y), n))
                y[np.arange(len(y)), one] = 1
            result: Block = kernel(x, (y * (1 - smoothing) + smoothing / n) * weight)
            result[ignored] = 0
            return result

        return on_rows


def _targets(name: str, rows: View, targets: Array, ignore_index: int) -> tuple[Array, bool]:
    """Return targets with the rows at the end, and whether they are classes."""
    if targets.shape == rows.batch and targets.dtype.kind in "iu":
        wrong = targets[(targets != ignore_index) & ((targets < 0) | (targets >= rows.length))]
        if wrong.size:
            raise ValueError(
                f"{name}: target has the index {wrong[0]}, but there are {rows.length} classes; an "
                f"index from 0 to {rows.length - 1} or ignore_index, {ignore_index}, is needed"
            )
        return targets, True
    if targets.shape == rows.shape and targets.dtype.kind == "f":
        if ignore_index >= 0:
            raise ValueError(
                f"{name}: ignore_index is {ignore_index}, but the target has probabilities; leave it "
                "out, or give classes"
            )
        if not (np.isfinite(targets) & (targets >= 0)).all():
            raise ValueError(
                f"{name}: target has an element that is negative or not finite; probabilities "
                "are needed"
            )
        return rows.turned(targets), False
    raise ValueError(
        f"{name}: target has shape {targets.shape} and dtype {targets.dtype}, but whole numbers of "
        f"shape {rows.batch}, one class for each row, or floating-point probabilities of shape "
        f"{rows.shape} are needed"
    )


def _class_weights(name: str, classes: int, weight: Array | None) -> Block:
    """Return the weight of each class."""
    if weight is None:
        return np.ones(classes)
    if weight.shape != (classes,):
        raise ValueError(
            f"{name}: weight has shape {weight.shape}, but one number for each of the {classes} classes "
            "is needed"
        )
    return weight.astype(np.float64)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class OfNumbers(Loss):
    """A loss of single scores, each with a target from 0 to 1 and, where given, factors beside it."""

    def _given(
        self, name: str, input: ArrayLike, target: ArrayLike, bound: dict[str, Any]
    ) -> Given:
        scores = real(name, "input", input)[0]
        targets = real(name, "target", target)[0]
        if targets.shape != scores.shape:
            raise ValueError(
                f"{name}: target has shape {targets.shape}, but that of input, {scores.shape}, is needed"
            )
        if not ((targets >= 0) & (targets <= 1)).all():
            raise ValueError(f"{name}: target has an element that is not from 0 to 1")
        rows = View.of(name, "input", scores[..., None], -1)
        beside = [targets[..., None]]
        for factor in ("weight", "pos_weight"):
            array = np.ones(()) if bound[factor] is None else bound[factor][..., None]
            beside.append(rows.beside(name, factor, array))
        share = float(scores.size) if bound["reduction"] == "mean" else 1.0
        return Given(rows, scores, beside, share)

"""Normalizations: the object that holds kernels and facts.

A kernel works on rows. `Rows` says which numbers of an array make a row, and which row or place each
weight belongs to; the engine cuts the array accordingly and sums the weights' gradients.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from activations.core.array_parameters import Learned
from activations.core.arrays import Array, real, result_for
from activations.core.binding import bind
from activations.core.blocks import Tile, overwrites
from activations.core.function import Function, Kernel, needed
from activations.core.parameters import REQUIRED
from activations.core.pieces import Pieces, Total
from activations.core.rows import Rows


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Normalization(Function):
    """A function of the rows of an array, with its gradient and what the book says of both.

    Calling the object gives the value. It takes any array-like and ``out=``, and keeps float16,
    float32 and float64. `vjp` gives the gradients with respect to x, weight and bias.

    Attributes
    ----------
    rows : callable
        From the function's name, the shape of x and the parameters to `Rows`; raises ValueError where
        they do not fit.
    value_kernel : callable
        From `Pieces` of x and the parameters to rows of the result. Weight and bias come as rows or
        None, running statistics as a column or None.
    vjp_kernel : callable
        From rows of x and v and the parameters to rows of the gradient of x, and of what the
        weight was multiplied by.
    """

    rows: Callable[..., Rows]
    vjp_kernel: Kernel

    def __call__(  # noqa: D102
        self, x: ArrayLike = REQUIRED, *positional: Any, out: Array | None = None, **parameters: Any
    ) -> Array:
        bound = bind(self.name, self.parameters, positional, parameters)
        source, dtype = real(self.name, "x", x)
        plan = self._plan(self.name, source.shape, dtype, bound)
        result = result_for(self.name, out, source.shape, dtype, like=source)
        if overwrites(result, source):
            source = source.copy()
        for key, value in bound.items():
            if isinstance(value, np.ndarray) and overwrites(result, value):
                bound[key] = value.copy()
        view, target = plan.turn(source), plan.turn(result)
        with np.errstate(all="ignore"):
            for tiles in plan.tiles(view.shape):
                rows = Pieces.of(view, tiles, plan.leading)
                beside = self._beside(plan, bound, view, tiles)
                made = self.value_kernel(rows, **needed(self.value_kernel, beside))
                for tile, piece in zip(tiles, made, strict=True):
                    target[tile] = piece.reshape(target[tile].shape)
        return result

    def vjp(
        self, x: ArrayLike = REQUIRED, v: ArrayLike = REQUIRED, *positional: Any, **parameters: Any
    ) -> tuple[Array, Array | None, Array | None]:
        """Return the gradients of sum(v * value) with respect to x, weight and bias.

        Parameters
        ----------
        x : array_like
            Where.
        v : array_like
            One factor for each element of the value.
        *positional, **parameters
            As for the value.

        Returns
        -------
        tuple of ndarray or None
            The gradients, in the result's dtype; None where there is no weight or no bias.

        Raises
        ------
        TypeError, ValueError
            As for the value, and if `v` does not have the shape of `x`.
        """
        name = f"{self.name}.vjp"
        bound = bind(name, self.parameters, positional, parameters)
        source, dtype = real(name, "x", x)
        factors = real(name, "v", v)[0]
        plan = self._plan(name, source.shape, dtype, bound)
        if factors.shape != source.shape:
            raise ValueError(
                f"{name}: v has shape {factors.shape}, but that of the value, {source.shape}, is "
                "needed"
            )
        result = np.empty_like(source, dtype, order="K", subok=False)
        view, v_view, target = (plan.turn(array) for array in (source, factors, result))
        weight, bias = (
            None if bound.get(key) is None else Total(plan.beside) for key in ("weight", "bias")
        )
        with np.errstate(all="ignore"):
            for tiles in plan.tiles(view.shape):
                rows, v_rows = (Pieces.of(array, tiles, plan.leading) for array in (view, v_view))
                beside = self._beside(plan, bound, view, tiles)
                dx, factor = self.vjp_kernel(rows, v_rows, **needed(self.vjp_kernel, beside))
                for tile, dx_piece, piece, v_piece in zip(tiles, dx, factor, v_rows, strict=True):
                    shape = target[tile].shape
                    target[tile] = dx_piece.reshape(shape)
                    if weight is not None:
                        weight.add(tile, (v_piece * piece).reshape(shape))
                    if bias is not None:
                        bias.add(tile, v_piece.reshape(shape))
            dweight, dbias = (
                None if total is None else total.result(plan.learned, dtype)
                for total in (weight, bias)
            )
        return result, dweight, dbias

    def _plan(
        self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any], bound: dict[str, Any]
    ) -> Rows:
        """Check everything that depends on the shape of x."""
        if not shape:
            raise ValueError(f"{name}: x has no axis, but at least one is needed")
        plan = self.rows(name, shape, **needed(self.rows, bound))
        for key, value in bound.items():
            if isinstance(value, np.ndarray) and value.shape != plan.learned:
                raise ValueError(
                    f"{name}: {key} has shape {value.shape}, but {plan.learned} is needed where x "
                    f"has shape {shape}"
                )
        if bound.get("eps", 0.0) is None:  # PyTorch's default of rms_norm follows the dtype
            bound["eps"] = float(np.finfo(dtype).eps)
        return plan

    def _beside(
        self, plan: Rows, bound: dict[str, Any], view: Array, tiles: list[Tile]
    ) -> dict[str, Any]:
        """Return the parameters as they belong to the rows of some tiles."""
        beside = dict(bound)
        for p in self.parameters:
            if isinstance(p, Learned) and (array := bound[p.name]) is not None:
                if p.per_row:
                    column = plan.per_row(array, view.shape)[tiles[0][: plan.leading]]
                    beside[p.name] = column.astype(np.float64).reshape(-1, 1)
                else:
                    repeated = plan.per_element(array, view.shape)
                    beside[p.name] = Pieces.of(repeated, tiles, plan.leading)
        return beside

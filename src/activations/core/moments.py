"""Moments of rows, mean and variance: what five of the seven normalizations share.

Every row is first multiplied by a power of two, which rounds nothing and brings its largest
magnitude to about 1. Its squares then neither overflow nor vanish, whatever the unit of the input.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from activations.core.arrays import Block
from activations.core.pieces import Pieces


@dataclass(frozen=True)
class Standard:
    """Rows minus their mean, divided by their spread.

    Attributes
    ----------
    value : Pieces
        The standardized rows.
    spread : ndarray
        What the scaled rows were divided by, as a column.
    scale : ndarray
        The power of two that the rows were multiplied by, as a column.
    """

    value: Pieces
    spread: Block
    scale: Block

    def slope(self, g: Pieces) -> Pieces:
        """Multiply by the slope of the value where mean and spread do not depend on x."""
        return g.map(lambda g: g / self.spread * self.scale)

    def gradient(self, g: Pieces) -> Pieces:
        """Take away what moves the spread, then multiply by the slope."""
        along = g.map(np.multiply, self.value).mean()
        return self.slope(g.map(lambda g, y: g - y * along, self.value))


def centered(x: Pieces) -> Pieces:
    """Subtract the mean: roughly, then what that left.

    The rough mean is off by its own rounding, at 1e8 by 1e-8. It lies between the row's extremes,
    and clipping it there makes the difference exactly 0 in a constant row.
    """
    mean = np.clip(x.mean(), *x.extremes())
    around = x.map(lambda x: x - mean)
    rest = around.mean()
    return around.map(lambda d: d - rest)


def scaled(x: Pieces, eps: float) -> tuple[Pieces, Block]:
    """Bring the larger of max|x| and the root of eps to about 1, by a power of two."""
    of_eps = (math.frexp(eps)[1] + 1) // 2 if eps else -1022
    exponent = np.clip(np.frexp(x.largest())[1], max(of_eps, -1022), 1023)
    scale = np.ldexp(1.0, -exponent)
    return x.map(lambda x: x * scale), scale


def over_root_mean_square(x: Pieces, scale: Block, eps: float) -> Standard:
    """Divide rows that were multiplied by `scale` by the root of their mean square plus eps."""
    spread = np.sqrt(x.map(np.square).mean() + eps * scale * scale)
    return Standard(x.map(lambda x: x / spread), spread, scale)


def standardized(x: Pieces, eps: float) -> Standard:
    """Subtract the mean and divide by the root of variance plus eps."""
    x, scale = scaled(x, eps)
    return over_root_mean_square(centered(x), scale, eps)


def with_statistics(x: Pieces, mean: Block, variance: Block, eps: float) -> Standard:
    """Subtract a given mean and divide by the root of a given variance plus eps."""
    spread = np.sqrt(variance + eps)
    scale = np.ldexp(1.0, -np.maximum(np.frexp(spread)[1], 0))  # x - mean alone can overflow
    spread, mean = spread * scale, mean * scale
    return Standard(x.map(lambda x: (x * scale - mean) / spread), spread, scale)


def affine(x: Pieces, weight: Pieces | None, bias: Pieces | None = None) -> Pieces:
    """Multiply by the weight and add the bias, where there is one."""
    x = x if weight is None else x.map(np.multiply, weight)
    return x if bias is None else x.map(np.add, bias)

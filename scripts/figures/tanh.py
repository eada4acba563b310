"""The figures of the chapter on tanh."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.drawing import BLUE, GREEN, INK, RED, Text, figure
from experiments.tanh import eigenvalues


@figure(
    height=3.2,
    ko={"title": "tanh와 그 도함수, 시그모이드의 도함수", "value": "tanh x", "derivative": "tanh′ x",
        "sigmoid": "σ′(x)"},
    en={"title": "tanh and its derivative, and that of the sigmoid", "value": "tanh x",
        "derivative": "tanh′ x", "sigmoid": "σ′(x)"},
)  # fmt: skip
def tanh_value(fig: Figure, text: Text) -> None:
    """Value and derivative, and the derivative of the sigmoid with its maximum of a quarter."""
    x = np.linspace(-5, 5, 201)
    ax = fig.subplots()
    ax.plot(x, act.tanh(x), color=BLUE)
    ax.plot(x, act.tanh.derivative(x), color=RED, linestyle="--")
    ax.plot(x, act.sigmoid.derivative(x), color=GREEN, linestyle=":")
    ax.plot([0], [act.tanh.derivative(0.0)], "o", color=RED)
    ax.plot([0], [act.sigmoid.derivative(0.0)], "o", color=GREEN)
    ax.text(2.6, 0.8, text["value"], color=BLUE)
    ax.text(-0.75, 0.8, text["derivative"], color=RED, ha="right")
    ax.text(-2.1, 0.21, text["sigmoid"], color=GREEN, ha="right")
    ax.set(xlim=(-5, 5), ylim=(-1.08, 1.12), xlabel="x", yticks=[-1, -0.5, 0, 0.25, 0.5, 1])


@figure(
    height=3.1,
    ko={"title": "은닉층 출력의 2차 적률 행렬", "x": "고윳값의 차례", "y": "고윳값",
        "sigmoid": "σ(z)", "double": "σ(2z)", "tanh": "tanh z"},
    en={"title": "Second moments of a hidden layer's outputs", "x": "rank of the eigenvalue",
        "y": "eigenvalue", "sigmoid": "σ(z)", "double": "σ(2z)", "tanh": "tanh z"},
)  # fmt: skip
def tanh_spectrum(fig: Figure, text: Text) -> None:
    """All eigenvalues for three activations, largest first; the first of each is marked."""
    ax = fig.subplots()
    for key, activation, colour, style, place in (
        ("tanh", act.tanh, BLUE, "-", (20, 0.85)),
        ("double", lambda z: act.sigmoid(2 * z), RED, "--", (14, 0.19)),
        ("sigmoid", act.sigmoid, GREEN, ":", (14, 0.025)),
    ):
        values = eigenvalues(activation)
        rank = np.arange(1, len(values) + 1)
        ax.plot(rank, values, color=colour, linestyle=style)
        ax.plot(rank[:1], values[:1], "o", color=colour)
        ax.text(*place, text[key], color=colour)
    ax.set(yscale="log", xlim=(0, 65), ylim=(3e-4, 40), xlabel=text["x"], ylabel=text["y"],
           xticks=[1, 16, 32, 48, 64])  # fmt: skip


@figure(
    height=3.3,
    ko={"title": "지수함수의 몫이 틀리는 곳", "y": "상대 오차", "bound": "2⁻⁵³ / x",
        "nan": "709.78부터 nan"},
    en={"title": "Where the quotient of exponentials goes wrong", "y": "relative error",
        "bound": "2⁻⁵³ / x", "nan": "nan from 709.78"},
)  # fmt: skip
def tanh_quotient(fig: Figure, text: Text) -> None:
    """Relative error of the quotient of exponentials over thirteen decades, and where it ends."""
    x = np.geomspace(1e-12, 709, 300)
    up, down = np.exp(x), np.exp(-x)
    error = np.abs((up - down) / (up + down) / act.tanh(x) - 1)
    ax = fig.subplots()
    ax.plot(x, np.maximum(error, 1e-17), ".", color=BLUE, markersize=4)
    ends = np.array([1e-12, 1.0])
    ax.plot(ends, 2.0**-53 / ends, color=RED, linestyle="--", linewidth=1.4)
    ax.axvline(709.78, color=INK, linestyle=":", linewidth=1.4)
    ax.text(3e-7, 3e-9, text["bound"], color=RED)
    ax.text(350, 1e-5, text["nan"], color=INK, ha="right")
    ax.set(xscale="log", yscale="log", xlim=(5e-13, 3e3), ylim=(4e-18, 1e-2), xlabel="x",
           ylabel=text["y"], xticks=[1e-12, 1e-8, 1e-4, 1])  # fmt: skip

"""The figures of the chapter on tanh."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, GREEN, INK, RED
from experiments.tanh import eigenvalues


@figure(
    height=3.3,
    ko={"title": "tanh와 그 도함수", "value": "tanh x", "derivative": "tanh′(x)", "sigmoid": "σ′(x)",
        "peak": "최댓값 1"},
    en={"title": "tanh and its derivative", "value": "tanh x", "derivative": "tanh′(x)",
        "sigmoid": "σ′(x)", "peak": "maximum 1"},
)  # fmt: skip
def tanh(fig: Figure, text: Text) -> None:
    """Value and derivative on one pair of axes, over the derivative of the sigmoid."""
    x = np.linspace(-5, 5, 241)
    ax = fig.subplots()
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.plot(x, act.tanh(x), color=BLUE)
    ax.plot(x, act.tanh.derivative(x), color=RED, linestyle="--")
    ax.plot(x, act.sigmoid.derivative(x), color=GREEN, linestyle=":")
    ax.plot([0], [1], "o", color=RED)
    ax.text(2.4, 0.76, text["value"], color=BLUE)
    ax.text(-1.0, 0.55, text["derivative"], color=RED, ha="right")
    ax.text(-0.45, 0.99, text["peak"], color=RED, ha="right")
    ax.text(2.2, 0.15, text["sigmoid"], color=GREEN)
    ax.set(xlim=(-5, 5), ylim=(-1.1, 1.12), xlabel="x", yticks=[-1, -0.5, 0, 0.5, 1])


@figure(
    height=3.6,
    ko={"title": "은닉층 출력의 고윳값", "x": "큰 것부터 센 순서", "y": "고윳값", "sigmoid": "시그모이드",
        "centered": "평균을 뺀 시그모이드", "tanh": "tanh", "mean": "평균이 만든 고윳값"},
    en={"title": "Eigenvalues of a hidden layer's outputs", "x": "rank, the largest first",
        "y": "eigenvalue", "sigmoid": "sigmoid", "centered": "sigmoid, mean taken off",
        "tanh": "tanh", "mean": "the mean's eigenvalue"},
)  # fmt: skip
def tanh_spectrum(fig: Figure, text: Text) -> None:
    """All eigenvalues of three second-moment matrices, from the largest down."""
    ax = fig.subplots()
    sigmoid = eigenvalues(act.sigmoid)[::-1]
    rank = np.arange(1, len(sigmoid) + 1)
    ax.plot(rank, eigenvalues(act.tanh)[::-1], color=BLUE)
    ax.plot(rank, eigenvalues(act.sigmoid, center=True)[::-1], color=GREEN)
    ax.plot(rank, sigmoid, color=RED, linestyle="--", linewidth=1.6)
    ax.plot(rank[:1], sigmoid[:1], "o", color=RED)
    ax.text(4, 13, text["mean"], color=RED, va="center")
    ax.text(30, 0.42, text["tanh"], color=BLUE)
    ax.text(2, 0.007, text["sigmoid"], color=RED)
    ax.text(2, 0.002, text["centered"], color=GREEN)
    ax.set(yscale="log", xlim=(-1, 66), ylim=(4e-4, 40), xlabel=text["x"], ylabel=text["y"])


@figure(
    height=3.3,
    ko={"title": "지수함수의 몫이 0 근처에서 잃는 자릿수", "y": "상대 오차", "bound": "ε / |x|",
        "lost": "몫이 0이 되는 곳"},
    en={"title": "Digits that the quotient of exponentials loses near 0", "y": "relative error",
        "bound": "ε / |x|", "lost": "the quotient is 0"},
)  # fmt: skip
def tanh_quotient(fig: Figure, text: Text) -> None:
    """Relative error of the quotient of exponentials, under the bound of its cancellation."""
    x = np.logspace(-18, 1, 300)
    up, down = np.exp(x), np.exp(-x)
    error = np.abs((up - down) / (up + down) / act.tanh(x) - 1)
    ax = fig.subplots()
    ax.plot(x, np.maximum(error, 1e-17), ".", color=RED, markersize=3.5)
    right = x[(x > 2e-16) & (x < 1)]
    ax.plot(right, np.finfo(float).eps / right, color=INK, linestyle="--", linewidth=1.4)
    ax.text(1e-7, 3e-8, text["bound"], color=INK)
    ax.text(1.5e-18, 15, text["lost"], color=RED, va="center")
    ax.set(xscale="log", yscale="log", xlim=(1e-18, 10), ylim=(5e-18, 200), xlabel="x",
           ylabel=text["y"])  # fmt: skip

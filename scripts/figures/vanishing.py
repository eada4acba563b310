"""The figures of the chapter on vanishing gradients."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, GREEN, INK, RED
from experiments.gradients import norms
from experiments.network import scaled_normal, xavier


@figure(
    height=3.6,
    ko={"title": "50층 신경망에서 층마다 잰 기울기의 크기", "x": "층 (1이 입력 쪽)",
        "y": "마지막 층에 대한 비", "sigmoid": "시그모이드", "below": "tanh, 분산 0.8/n",
        "edge": "tanh, 1/n", "above": "tanh, 4/n"},
    en={"title": "Size of the gradient in each of 50 layers", "x": "layer (1 is next to the input)",
        "y": "ratio to the last layer", "sigmoid": "sigmoid", "below": "tanh, variance 0.8/n",
        "edge": "tanh, 1/n", "above": "tanh, 4/n"},
)  # fmt: skip
def vanishing_norms(fig: Figure, text: Text) -> None:
    """Gradient norms by layer: a sigmoid, and tanh below, at and above the edge."""
    layers = np.arange(1, 51)
    ax = fig.subplots()
    for key, activation, initializer, color, style, place in (
        ("above", act.tanh, scaled_normal(4.0), RED, "-", (14, 1e4)),
        ("edge", act.tanh, scaled_normal(1.0), GREEN, "-", (2, 1e-6)),
        ("below", act.tanh, scaled_normal(0.8), INK, "--", (2, 1e-9)),
        ("sigmoid", act.sigmoid, xavier, BLUE, "-", (14, 3e-27)),
    ):
        found = norms(activation, initializer=initializer)
        ax.plot(layers, found / found[-1], color=color, linestyle=style)
        ax.text(*place, text[key], color=color)
    ax.set(yscale="log", xlim=(1, 50), ylim=(1e-33, 1e8), xlabel=text["x"], ylabel=text["y"],
           xticks=[1, 10, 20, 30, 40, 50])  # fmt: skip


@figure(
    height=4.6,
    ko={"title": "틀린 시그모이드의 손실과 기울기 (정답 1)", "loss": "손실", "slope": "기울기의 크기",
        "squared": "제곱 오차", "entropy": "교차 엔트로피"},
    en={"title": "Loss and gradient of a wrong sigmoid (answer 1)", "loss": "loss",
        "slope": "size of the gradient", "squared": "squared error", "entropy": "cross-entropy"},
)  # fmt: skip
def vanishing_plateau(fig: Figure, text: Text) -> None:
    """Squared error flattens where the answer is most wrong; cross-entropy stays steep."""
    z = np.linspace(-10, 4, 141)
    away = act.sigmoid(-z)
    top, bottom = fig.subplots(2, sharex=True)
    top.plot(z, away**2, color=RED)
    top.plot(z, act.softplus(-z), color=BLUE, linestyle="--")
    top.text(-6.2, 1.5, text["squared"], color=RED)
    top.text(-5.8, 7.2, text["entropy"], color=BLUE)
    top.set(ylim=(-0.4, 10.4), ylabel=text["loss"])
    bottom.plot(z, 2 * away * act.sigmoid.derivative(z), color=RED)
    bottom.plot(z, away, color=BLUE, linestyle="--")
    bottom.text(-9.6, 1e-2, text["squared"], color=RED)
    bottom.text(-9.6, 0.15, text["entropy"], color=BLUE)
    bottom.set(yscale="log", xlim=(-10, 4), xlabel="z", ylabel=text["slope"])

"""The figures of the chapter on what an activation function is."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, GREEN, INK, RED
from experiments.roles import approximate, square


@figure(
    height=2.8,
    ko={"title": "계단과 등급이 있는 출력", "step": "계단", "sigmoid": "시그모이드", "relu": "ReLU"},
    en={"title": "All or nothing, and graded outputs", "step": "step", "sigmoid": "sigmoid",
        "relu": "ReLU"},
)  # fmt: skip
def roles_step_and_graded(fig: Figure, text: Text) -> None:
    """A step, a sigmoid and ReLU on one pair of axes."""
    x = np.linspace(-4, 4, 161)
    ax = fig.subplots()
    ax.plot([-4, 0], [0, 0], color=INK)
    ax.plot([0, 4], [1, 1], color=INK)
    ax.plot(x, act.sigmoid(x), color=BLUE)
    ax.plot(x, act.relu(x), color=RED, linestyle="--")
    ax.text(2.2, 1.06, text["step"], color=INK)
    ax.text(-2.9, 0.24, text["sigmoid"], color=BLUE)
    ax.text(1.75, 1.55, text["relu"], color=RED)
    ax.set(xlim=(-4, 4), ylim=(-0.1, 2), xlabel="z", yticks=[0, 0.5, 1, 1.5, 2])


@figure(
    height=3.4,
    ko={"title": "은닉층 하나로 사인 곡선 흉내 내기", "target": "sin(4πx)", "square": "z², 뉴런 500개",
        "five": "ReLU, 5개", "fifty": "ReLU, 50개"},
    en={"title": "Imitating a sine with one hidden layer", "target": "sin(4πx)",
        "square": "z², 500 neurons", "five": "ReLU, 5", "fifty": "ReLU, 50"},
)  # fmt: skip
def roles_approximation(fig: Figure, text: Text) -> None:
    """A sine, the best that squares do, and ReLU with 5 and 50 units."""
    ax = fig.subplots()
    x, target, squares = approximate(square, 500)
    ax.plot(x, target, color=INK, linestyle=":", label=text["target"])
    ax.plot(x, squares, color=RED, label=text["square"])
    ax.plot(x, approximate(act.relu, 5)[2], color=GREEN, linestyle="--", label=text["five"])
    ax.plot(x, approximate(act.relu, 50)[2], color=BLUE, linewidth=1.2, label=text["fifty"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)
    ax.set(xlim=(0, 1), ylim=(-1.2, 1.2), xlabel="x")

"""The figures of the chapter on ReLU."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, INK, RED
from experiments.relu import INPUTS, TARGETS, born_dead, fit_line


@figure(
    height=2.8,
    ko={"title": "ReLU와 그 도함수", "value": "relu(x)", "derivative": "도함수",
        "kink": "0에서는 약속"},
    en={"title": "ReLU and its derivative", "value": "relu(x)", "derivative": "derivative",
        "kink": "at 0, a convention"},
)  # fmt: skip
def relu_value(fig: Figure, text: Text) -> None:
    """Value and derivative; a filled dot for the convention at the kink, an open one beside it."""
    x = np.linspace(-3, 3, 121)
    ax = fig.subplots()
    ax.plot(x, act.relu(x), color=BLUE)
    ax.plot([-3, 0], [0, 0], color=RED, linestyle="--")
    ax.plot([0, 3], [1, 1], color=RED, linestyle="--")
    for kink in act.relu.kinks():
        ax.plot([kink.x], [kink.derivative], "o", color=RED)
        ax.plot([kink.x], [1 - kink.derivative], "o", color=RED, markerfacecolor="none")
    ax.text(1.2, 2.2, text["value"], color=BLUE, ha="right")
    ax.text(1.7, 0.7, text["derivative"], color=RED)
    ax.text(-0.2, 0.3, text["kink"], color=RED, ha="right")
    ax.set(xlim=(-3, 3), ylim=(-0.15, 3), xlabel="x")


@figure(
    height=3.0,
    ko={"title": "1 + 2x를 배우는 ReLU 하나", "target": "정답", "alive": "w=0, b=1/2에서 출발",
        "dead": "w=2, b=−5에서 출발"},
    en={"title": "One ReLU that learns 1 + 2x", "target": "target", "alive": "from w=0, b=1/2",
        "dead": "from w=2, b=−5"},
)  # fmt: skip
def relu_death(fig: Figure, text: Text) -> None:
    """The line that is wanted, and what two starting points have made of it after 2,000 steps."""
    ax = fig.subplots()
    ax.plot(INPUTS, TARGETS, "o", color=INK, markersize=4, label=text["target"])
    for key, start, color in (("alive", (0.0, 0.5), BLUE), ("dead", (2.0, -5.0), RED)):
        w, b = fit_line(*start)
        ax.plot(INPUTS, act.relu(w * INPUTS + b), color=color, label=text[key])
    ax.legend(loc="upper left")
    ax.set(xlim=(0, 1), ylim=(-0.2, 4.6), xlabel="x")


@figure(
    height=2.8,
    ko={"title": "태어날 때 죽어 있는 신경망의 비율", "x": "은닉층의 수", "narrow": "너비 2",
        "wide": "너비 5"},
    en={"title": "Share of networks that are born dead", "x": "hidden layers", "narrow": "width 2",
        "wide": "width 5"},
)  # fmt: skip
def relu_born_dead(fig: Figure, text: Text) -> None:
    """Share of dead networks by depth, for two widths."""
    depths = [1, 2, 3, 5, 7, 10, 15, 20]
    ax = fig.subplots()
    for key, width, color, place in (
        ("narrow", 2, RED, (7.3, 0.72)),
        ("wide", 5, BLUE, (15, 0.32)),
    ):
        ax.plot(
            depths, [born_dead(d, width=width) for d in depths], "o-", color=color, markersize=4
        )
        ax.text(*place, text[key], color=color)
    ax.set(xlim=(0, 20.5), ylim=(-0.03, 1.05), xlabel=text["x"], xticks=[1, 5, 10, 15, 20])

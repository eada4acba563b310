"""The figures of the chapter on softmax."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, GREEN, INK, RED
from experiments.softmax import reliability


@figure(
    height=2.8,
    ko={"title": "점수가 확률이 되기까지", "scores": "점수", "powers": "지수함수", "shares": "합으로 나눔"},
    en={"title": "From scores to probabilities", "scores": "scores", "powers": "exponentials",
        "shares": "divided by sum"},
)  # fmt: skip
def softmax_steps(fig: Figure, text: Text) -> None:
    """Three scores, their exponentials, and those divided by their sum."""
    scores = np.array([2.0, 1.0, -1.0])
    steps = (scores, np.exp(scores), act.softmax(scores))
    places = np.arange(1, 4)
    for ax, heights, key, color in zip(
        fig.subplots(1, 3), steps, ("scores", "powers", "shares"), (INK, GREEN, BLUE), strict=True
    ):
        ax.bar(places, heights, color=color, width=0.6)
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set(xticks=places)
        ax.set_title(text[key], color=color)


@figure(
    height=2.8,
    ko={"title": "온도에 따른 확률", "x": "온도 T", "high": "점수 2", "middle": "점수 1", "low": "점수 −1"},
    en={"title": "Probabilities by temperature", "x": "temperature T", "high": "score 2",
        "middle": "score 1", "low": "score −1"},
)  # fmt: skip
def softmax_temperature(fig: Figure, text: Text) -> None:
    """The three probabilities from cold to hot."""
    temperature = np.geomspace(0.1, 100, 121)
    p = act.softmax(np.array([2.0, 1.0, -1.0]) / temperature[:, None])
    ax = fig.subplots()
    for column, key, color, place in (
        (0, "high", BLUE, (0.11, 0.9)), (1, "middle", GREEN, (0.11, 0.08)), (2, "low", RED, (1.6, 0.02))
    ):  # fmt: skip
        ax.plot(temperature, p[:, column], color=color)
        ax.text(*place, text[key], color=color)
    ax.axhline(1 / 3, color=INK, linewidth=0.8, linestyle=":")
    ax.set(xscale="log", xlim=(0.1, 100), ylim=(-0.03, 1.05), xlabel=text["x"])


@figure(
    height=3.4,
    ko={"title": "주장한 확률과 실제로 맞은 비율", "x": "주장한 확률", "y": "맞은 비율",
        "true": "점수 그대로",
        "over": "점수를 세 배로"},
    en={"title": "Claimed probability and share of right answers", "x": "claimed", "y": "right",
        "true": "scores as they are", "over": "scores times three"},
)  # fmt: skip
def softmax_calibration(fig: Figure, text: Text) -> None:
    """A calibrated model on the diagonal, and an overconfident one below it."""
    ax = fig.subplots()
    ax.plot([0, 1], [0, 1], color=INK, linestyle=":", linewidth=1)
    for scale, key, color in ((1.0, "true", BLUE), (3.0, "over", RED)):
        ax.plot(*reliability(scale), "o-", color=color, markersize=4, label=text[key])
    ax.legend(loc="upper left")
    ax.set(xlim=(0.25, 1.02), ylim=(0.25, 1.02), xlabel=text["x"], ylabel=text["y"])

"""The figures of the chapter on the sigmoid and the logit."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, INK, RED


@figure(
    height=2.8,
    ko={"title": "시그모이드와 그 도함수", "value": "σ(x)", "derivative": "σ′(x)", "peak": "최댓값 1/4"},
    en={"title": "The sigmoid and its derivative", "value": "σ(x)", "derivative": "σ′(x)",
        "peak": "maximum 1/4"},
)  # fmt: skip
def sigmoid(fig: Figure, text: Text) -> None:
    """Value and derivative on one pair of axes, with the maximum of the derivative marked."""
    x = np.linspace(-8, 8, 241)
    ax = fig.subplots()
    ax.plot(x, act.sigmoid(x), color=BLUE)
    ax.plot(x, act.sigmoid.derivative(x), color=RED, linestyle="--")
    ax.plot([0], [act.sigmoid.derivative(0.0)], "o", color=RED)
    ax.text(2.6, 0.84, text["value"], color=BLUE)
    ax.text(2.6, 0.11, text["derivative"], color=RED)
    ax.text(0.5, 0.28, text["peak"], color=RED)
    ax.set(xlim=(-8, 8), ylim=(-0.03, 1.05), xlabel="x", yticks=[0, 0.25, 0.5, 0.75, 1])


@figure(
    height=3.1,
    ko={"title": "로짓 함수", "even": "반반", "y": "logit(p)"},
    en={"title": "The logit function", "even": "even odds", "y": "logit(p)"},
)
def logit(fig: Figure, text: Text) -> None:
    """The logit over (0, 1), with the point of even odds."""
    p = np.linspace(0, 1, 1001)[1:-1]
    ax = fig.subplots()
    ax.plot(p, act.logit(p), color=BLUE)
    ax.plot([0.5], [0], "o", color=BLUE)
    ax.annotate(text["even"], (0.5, 0), (0.55, -2.2), color=INK, arrowprops={"arrowstyle": "-",
                "color": INK, "shrinkB": 6})  # fmt: skip
    ax.set(xlim=(0, 1), ylim=(-7, 7), xlabel="p", ylabel=text["y"], xticks=[0, 0.25, 0.5, 0.75, 1])


@figure(
    height=5.0,
    ko={"title": "두 공식이 실패하는 곳", "first": "1 / (1 + exp(−x)), 왼쪽 끝",
        "second": "exp(x) / (exp(x) + 1), 오른쪽 끝", "true": "참값", "zero": "여기부터 0",
        "nan": "여기부터 nan", "y": "σ(x)"},
    en={"title": "Where the two forms fail", "first": "1 / (1 + exp(−x)), far left",
        "second": "exp(x) / (exp(x) + 1), far right", "true": "true value", "zero": "0 from here on",
        "nan": "nan from here on", "y": "σ(x)"},
)  # fmt: skip
def sigmoid_forms(fig: Figure, text: Text) -> None:
    """Both printed forms at the end where each fails, over the true value."""
    left, right = fig.subplots(2)
    x = np.linspace(-745, -690, 441)
    with np.errstate(over="ignore"):
        first = 1 / (1 + np.exp(-x))
    kept = first > 0
    left.plot(x, act.sigmoid(x), color=INK, linestyle=":")
    left.plot(x[kept], first[kept], color=BLUE)
    left.plot(x[kept][0], first[kept][0], "o", color=BLUE)
    left.text(x[kept][0] - 1, first[kept][0] * 1e3, text["zero"], color=BLUE, ha="right")
    left.text(-728, 1e-321, text["true"], color=INK)
    left.set(yscale="log", xlim=(-746, -690), ylabel=text["y"])
    left.set_title(text["first"], color=BLUE)
    x = -x
    with np.errstate(over="ignore", invalid="ignore"):
        second = np.exp(x) / (np.exp(x) + 1)
    kept = ~np.isnan(second)
    right.plot(x, act.sigmoid(x), color=INK, linestyle=":")
    right.plot(x[kept], second[kept], color=RED)
    end = x[kept].max()
    right.plot(end, 1, "o", color=RED)
    right.text(end + 1, 0.86, text["nan"], color=RED)
    right.text(730, 1.04, text["true"], color=INK)
    right.set(xlim=(690, 746), ylim=(0, 1.25), xlabel="x", ylabel=text["y"])
    right.set_title(text["second"], color=RED)


@figure(
    height=3.3,
    ko={"title": "logit(sigmoid(x))의 왕복 오차", "y": "왕복 뒤의 오차", "bound": "ε · exp(x)"},
    en={"title": "Round-trip error of logit(sigmoid(x))", "y": "error after the round trip",
        "bound": "ε · exp(x)"},
)  # fmt: skip
def round_trip(fig: Figure, text: Text) -> None:
    """Absolute error of the round trip, against the growth that the derivative predicts."""
    x = np.linspace(-40, 36.7, 512)
    error = np.abs(act.logit(act.sigmoid(x)) - x)
    ax = fig.subplots()
    ax.plot(x, np.maximum(error, 1e-17), color=BLUE, linewidth=1)
    right = x[x > 0]
    ax.plot(right, np.finfo(float).eps * np.exp(right), color=RED, linestyle="--", linewidth=1.4)
    ax.text(16, 1e-6, text["bound"], color=RED, ha="right")
    ax.set(yscale="log", ylim=(1e-17, 10), xlim=(-40, 40), xlabel="x", ylabel=text["y"])

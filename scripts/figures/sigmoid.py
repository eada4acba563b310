"""The figures of the chapter on the sigmoid and the logit."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.drawing import BLUE, GREEN, INK, RED, Text, figure


@figure(
    height=3.1,
    ko={"title": "시그모이드와 그 도함수", "value": "σ(x)", "derivative": "σ′(x)", "peak": "최댓값 1/4"},
    en={"title": "The sigmoid and its derivative", "value": "σ(x)", "derivative": "σ′(x)",
        "peak": "maximum 1/4"},
)  # fmt: skip
def sigmoid(fig: Figure, text: Text) -> None:
    """Value and derivative on one pair of axes, with the maximum of the derivative marked."""
    x = np.linspace(-8, 8, 401)
    ax = fig.subplots()
    ax.plot(x, act.sigmoid(x), color=BLUE)
    ax.plot(x, act.sigmoid.derivative(x), color=RED, linestyle="--")
    ax.plot([0], [act.sigmoid.derivative(0.0)], "o", color=RED)
    ax.text(3.1, 0.82, text["value"], color=BLUE, ha="right")
    ax.text(2.6, 0.11, text["derivative"], color=RED)
    ax.text(0, 0.29, text["peak"], color=RED, ha="center")
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
    height=4.9,
    ko={"title": "두 공식의 상대 오차", "first": "1 / (1 + exp(−x))", "second": "exp(x) / (exp(x) + 1)",
        "lost": "결과 없음", "y": "상대 오차"},
    en={"title": "Relative error of the two forms", "first": "1 / (1 + exp(−x))", "second": "exp(x) / (exp(x) + 1)",
        "lost": "no result", "y": "relative error"},
)  # fmt: skip
def sigmoid_forms(fig: Figure, text: Text) -> None:
    """Relative error of both printed forms and of the stable one, where each fails."""
    x = np.linspace(-744, 744, 1489)
    true = act.sigmoid(x)
    with np.errstate(all="ignore"):
        forms = {
            "first": (1 / (1 + np.exp(-x)), BLUE),
            "second": (np.exp(x) / (np.exp(x) + 1), RED),
        }
    for ax, (name, (value, color)) in zip(fig.subplots(2, sharex=True), forms.items(), strict=True):
        error = np.abs(value - true) / true
        failed = ~(error < 1e-3)
        ax.plot(x, np.where(failed, np.nan, np.maximum(error, 1e-17)), color=color, linewidth=1)
        if failed.any():
            ax.axvspan(x[failed].min(), x[failed].max(), color=color, alpha=0.25, linewidth=0)
            ax.text(x[failed].mean(), 1e-6, text["lost"], color=color, ha="center",
                    rotation=90, va="center")  # fmt: skip
        ax.axhline(np.finfo(float).eps, color=GREEN, linewidth=1, linestyle=":")
        ax.set_title(text[name], color=color)
        ax.set(yscale="log", ylim=(1e-17, 3), xlim=(-760, 760), ylabel=text["y"])
    ax.set(xlabel="x")


@figure(
    height=3.3,
    ko={"title": "logit(sigmoid(x))의 왕복 오차", "y": "왕복 뒤의 오차", "bound": "ε · exp(x)"},
    en={"title": "Round-trip error of logit(sigmoid(x))", "y": "error after the round trip",
        "bound": "ε · exp(x)"},
)  # fmt: skip
def round_trip(fig: Figure, text: Text) -> None:
    """Absolute error of the round trip, against the growth that the derivative predicts."""
    x = np.linspace(-40, 36.7, 1535)
    error = np.abs(act.logit(act.sigmoid(x)) - x)
    ax = fig.subplots()
    ax.plot(x, np.maximum(error, 1e-17), color=BLUE, linewidth=1)
    right = x[x > 0]
    ax.plot(right, np.finfo(float).eps * np.exp(right), color=RED, linestyle="--", linewidth=1.4)
    ax.text(18, 1e-6, text["bound"], color=RED)
    ax.set(yscale="log", ylim=(1e-17, 10), xlim=(-40, 40), xlabel="x", ylabel=text["y"])

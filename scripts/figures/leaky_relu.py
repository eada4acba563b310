"""The figures of the chapter on leaky ReLU and its family."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, GREEN, INK, RED
from experiments.leaky_relu import first_guess, steps_to_wake


@figure(
    height=5.2,
    ko={"title": "Leaky ReLU의 친척들과 그 도함수", "leaky": "Leaky ReLU, a = 1/5", "elu": "ELU",
        "selu": "SELU", "relu": "ReLU", "value": "함숫값", "derivative": "도함수"},
    en={"title": "Leaky ReLU, its relatives, their derivatives", "leaky": "leaky ReLU, a = 1/5",
        "elu": "ELU", "selu": "SELU", "relu": "ReLU", "value": "value", "derivative": "derivative"},
)  # fmt: skip
def leaky_relu_family(fig: Figure, text: Text) -> None:
    """Values above, derivatives below, each half drawn by itself so that jumps stay jumps."""
    value, derivative = fig.subplots(2, sharex=True)
    left, right = np.linspace(-4, 0, 81), np.linspace(1e-9, 3, 31)
    x = np.concatenate([left, right])
    curves = [
        ("relu", act.relu, {}, INK, ":"),
        ("leaky", act.leaky_relu, {"negative_slope": 0.2}, BLUE, "-"),
        ("elu", act.elu, {}, RED, "-"),
        ("selu", act.selu, {}, GREEN, "-"),
    ]
    for key, function, settings, color, style in curves:
        value.plot(x, function(x, **settings), color=color, linestyle=style, label=text[key])
        for half in (left, right):
            slopes = function.derivative(half, **settings)
            derivative.plot(half, slopes, color=color, linestyle=style)
    value.legend(loc="upper left")
    value.set(xlim=(-4, 3), ylim=(-2, 3.2), ylabel=text["value"])
    derivative.set(ylim=(-0.05, 1.85), xlabel="x", ylabel=text["derivative"])


@figure(
    height=3.3,
    ko={"title": "죽은 뉴런이 깨어날 때까지의 걸음 수", "x": "왼쪽 기울기 a", "y": "걸음 수",
        "run": "실행한 결과", "guess": "어림 180 / (19 a)"},
    en={"title": "Steps until a dead neuron wakes", "x": "slope a on the left", "y": "steps",
        "run": "counted in runs", "guess": "first guess 180 / (19 a)"},
)  # fmt: skip
def leaky_relu_escape(fig: Figure, text: Text) -> None:
    """Steps against slope on two logarithmic axes, with the first guess."""
    slopes = np.geomspace(0.01, 0.5, 18)
    steps = [steps_to_wake(act.leaky_relu, negative_slope=slope) for slope in slopes]
    ax = fig.subplots()
    guess = [first_guess(slope) for slope in slopes]
    ax.plot(slopes, guess, color=RED, linestyle="--", linewidth=1.4, label=text["guess"])
    ax.plot(slopes, steps, "o", color=BLUE, markersize=4, label=text["run"])
    ax.set(xscale="log", yscale="log", xlim=(0.009, 0.6), ylim=(8, 1500))
    ax.set(xlabel=text["x"], ylabel=text["y"])
    ax.set_xticks([0.01, 0.03, 0.1, 0.3], ["1/100", "3/100", "1/10", "3/10"])
    ax.set_yticks([10, 100, 1000], ["10", "100", "1000"])
    ax.minorticks_off()
    ax.legend(loc="lower left")


@figure(
    height=3.3,
    ko={"title": "ELU와 CELU의 도함수", "two": "α = 2", "half": "α = 1/2", "y": "도함수"},
    en={"title": "The derivatives of ELU and CELU", "two": "α = 2", "half": "α = 1/2",
        "y": "derivative"},
)  # fmt: skip
def leaky_relu_smooth(fig: Figure, text: Text) -> None:
    """Only CELU's derivative is continuous at 0, whatever alpha is."""
    left, right = np.linspace(-5, 0, 101), np.array([1e-9, 2.0])
    ax = fig.subplots()
    for name, function, color in (("ELU", act.elu, RED), ("CELU", act.celu, BLUE)):
        for alpha, style, key in ((2.0, "-", "two"), (0.5, "--", "half")):
            slopes = function.derivative(left, alpha=alpha)
            label = f"{name}, {text[key]}"
            ax.plot(left, slopes, color=color, linestyle=style, label=label)
            ax.plot([0], [slopes[-1]], "o", color=color)
    ax.plot(right, [1, 1], color=INK)
    ax.legend(loc="upper left")
    ax.set(xlim=(-5, 2), ylim=(-0.05, 2.15), xlabel="x", ylabel=text["y"])
    ax.set_yticks([0, 0.5, 1, 1.5, 2])

"""The figure of the chapter on remedies for vanishing gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, GREEN, INK, RED
from experiments.gradients import norms
from experiments.network import scaled_normal, xavier

HE, HALF = scaled_normal(2.0), scaled_normal(1.0)
Curve = tuple[str, Any, dict[str, Any], str, tuple[float, float]]


@figure(
    height=6.2,
    ko={"title": "처방과 반례: 층마다 잰 기울기의 크기", "good": "듣는 경우", "bad": "듣지 않는 경우",
        "x": "층 (1이 입력 쪽)", "y": "마지막 층에 대한 비", "sigmoid": "시그모이드, Xavier",
        "relu": "ReLU, He 초기화", "norm": "시그모이드와 배치 정규화", "skip": "시그모이드와 잔차 연결",
        "half": "ReLU, 분산 1/n", "explode": "ReLU와 배치 정규화", "sum": "ReLU와 잔차 연결"},
    en={"title": "Remedies and counter-cases: gradient by layer", "good": "where they work",
        "bad": "where they do not", "x": "layer (1 is next to the input)",
        "y": "ratio to the last layer", "sigmoid": "sigmoid, Xavier", "relu": "ReLU, He",
        "norm": "sigmoid, batch norm", "skip": "sigmoid, residual", "half": "ReLU, variance 1/n",
        "explode": "ReLU, batch norm", "sum": "ReLU, residual"},
)  # fmt: skip
def remedies_norms(fig: Figure, text: Text) -> None:
    """Four networks whose gradients a remedy mends or does not; three that the same remedy breaks."""
    good, bad = fig.subplots(2, sharex=True)
    curves: list[Curve] = [
        ("sigmoid", act.sigmoid, {"initializer": xavier}, INK, (14, 1e-26)),
        ("relu", act.relu, {"initializer": HE}, BLUE, (2, 1e-4)),
        ("norm", act.sigmoid, {"initializer": xavier, "batch_norm": True}, RED, (2, 1e-8)),
        ("skip", act.sigmoid, {"initializer": xavier, "residual": True}, GREEN, (2, 1e3)),
    ]
    _draw(good, text, curves)
    good.set(ylim=(1e-33, 1e8))
    good.set_title(text["good"])
    curves = [
        ("half", act.relu, {"initializer": HALF}, BLUE, (20, 1e-8)),
        ("explode", act.relu, {"initializer": HE, "batch_norm": True}, RED, (3, 3e1)),
        ("sum", act.relu, {"initializer": HE, "residual": True}, GREEN, (14, 1e9)),
    ]
    _draw(bad, text, curves)
    bad.set(xlim=(1, 50), ylim=(1e-9, 1e12), xlabel=text["x"], xticks=[1, 10, 20, 30, 40, 50])
    bad.set_title(text["bad"])


def _draw(ax: Any, text: Text, curves: list[Curve]) -> None:
    for key, activation, settings, color, place in curves:
        found = norms(activation, **settings)
        ax.plot(np.arange(1, 51), found / found[-1], color=color)
        ax.text(*place, text[key], color=color)
    ax.set(yscale="log", ylabel=text["y"])

"""The figures of the gallery, one a function of the catalogue, each pictured as what it is."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, family
from book.figures.svg import BLUE, GREEN, INK, RED
from book.page import kinds

REACH = 5.0


@family(
    "gallery",
    members=kinds.members("line"),
    height=2.3,
    ko={"title": "{}의 값과 도함수"},
    en={"title": "Value and derivative of {}"},
)
def gallery_line(fig: Figure, text: Text, member: str) -> None:
    """Value and derivative between -5 and 5, broken at the kinks, which are marked."""
    f: Any = act.CATALOG[member]
    reach = 8.0 if member == "relu6" else REACH
    kinks = f.kinks()
    ends = [-reach, *sorted(kink.x for kink in kinks), reach]
    ax = fig.subplots()
    for left, right in pairwise(ends):
        # At a kink the value may jump, and each side is drawn by its own.
        x = np.linspace(np.nextafter(left, right), np.nextafter(right, left), 81)
        ax.plot(x, f(x, **f.example), color=BLUE)
        ax.plot(x, f.derivative(x, **f.example), color=RED, linestyle="--")
    for kink in kinks:
        ax.plot([kink.x], f([kink.x], **f.example), "o", color=BLUE, markersize=4)
        ax.plot([kink.x], [kink.derivative], "o", color=RED, markersize=4)
    ax.set(xlim=(-reach, reach))


@family(
    "gallery",
    members=kinds.members("bars"),
    height=2.3,
    ko={"title": "{}의 입력과 출력", "in": "입력", "out": "출력"},
    en={"title": "What goes into {} and what comes out", "in": "input", "out": "output"},
)
def gallery_bars(fig: Figure, text: Text, member: str) -> None:
    """Four scores as bars, and what becomes of them."""
    f: Any = act.CATALOG[member]
    scores = np.array([2.0, 1.0, 0.0, -1.0])
    given = {"rng": 0} if member == "gumbel_softmax" else {}
    places = np.arange(1, 5)
    for ax, heights, color, title in zip(
        fig.subplots(1, 2), (scores, f(scores, **given)), (INK, BLUE), ("in", "out"), strict=True
    ):
        ax.bar(places, heights, color=color, width=0.6)
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set(xticks=places)
        ax.set_title(text[title], color=color)


@family(
    "gallery",
    members=kinds.members("gate"),
    height=2.3,
    ko={"title": "게이트 b에 따른 {}의 값", "line": "a = {}"},
    en={"title": "Value of {} by its gate b", "line": "a = {}"},
)
def gallery_gate(fig: Figure, text: Text, member: str) -> None:
    """The value against the gate, for three signals."""
    f: Any = act.CATALOG[member]
    reach = 6.0 if member == "glu" else 2.5
    b = np.linspace(-reach, reach, 121)
    ax = fig.subplots()
    for a, color in ((2, BLUE), (1, GREEN), (-1, RED)):
        y = f(np.stack([np.full_like(b, a), b]), axis=0)[0]
        ax.plot(b, y, color=color)
        label = text["line"].format(a)
        ax.text(0.97 * reach, y[-1] + 0.12, label, color=color, ha="right")
    ax.set(xlim=(-reach, reach), xlabel="b")
    ax.margins(y=0.15)


# What a normalisation is pictured with, where its defaults would leave nothing to see.
PICTURED: dict[str, dict[str, Any]] = {
    "batch_norm": {"running_mean": None, "running_var": None, "training": True},
    "group_norm": {"num_groups": 2},
    "layer_norm": {"normalized_shape": (4, 6)},
    "rms_norm": {"normalized_shape": (4, 6)},
    "local_response_norm": {"size": 3, "alpha": 1.0},
}


@family(
    "gallery",
    members=kinds.members("columns"),
    height=3.6,
    ko={"title": "{} 전과 후의 값", "before": "전", "after": "후", "x": "예제와 채널"},
    en={"title": "Values before and after {}", "before": "before", "after": "after",
        "x": "example and channel"},
)  # fmt: skip
def gallery_columns(fig: Figure, text: Text, member: str) -> None:
    """Two examples of four channels as columns of dots, before and after."""
    rng = np.random.default_rng(0)
    spread = np.array([0.3, 1.0, 0.5, 0.8])[:, None]
    x = rng.normal(size=(2, 4, 6)) * spread + np.array([1.0, 3.0, -1.0, 0.0])[:, None]
    x[1] = x[1] * 1.5 + 2
    f: Any = act.CATALOG[member]
    y = f(x, **PICTURED.get(member, {}))
    names = [f"{example}{channel}" for example in "AB" for channel in "1234"]
    places = np.repeat(np.arange(8), 6)
    for ax, values, title in zip(
        fig.subplots(2, sharex=True), (x, y), ("before", "after"), strict=True
    ):
        ax.plot(places[:24], values[0].ravel(), "o", color=BLUE, markersize=4)
        ax.plot(places[24:], values[1].ravel(), "o", color=RED, markersize=4)
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set_title(text[title])
    ax.set(xticks=np.arange(8), xlabel=text["x"])
    ax.set_xticklabels(names)

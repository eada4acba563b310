"""Drawings: from a Matplotlib figure to one small SVG that follows the reader's theme.

A drawing uses the colours of `book.figures.svg`. Labels stay text, are measured with Noto Sans KR, and come
in both languages. Equal input gives equal bytes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
import pylopdf_fonts_ko
from cycler import cycler
from matplotlib import font_manager
from matplotlib.figure import Figure

from book import LANGUAGES
from book.figures.svg import BLUE, GREEN, GRID, GROUND, INK, RED, themed

# 5.4 inches are 389 units: on a phone of 390 pixels a label of 11.5 units is as large as it says.
WIDTH = 5.4
_STYLE: dict[Any, object] = {
    "font.family": "Noto Sans KR",
    "font.size": 11.5,
    "axes.titlesize": 11.5,
    "axes.titlelocation": "left",
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "legend.borderaxespad": 0.2,
    "lines.linewidth": 2.2,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.constrained_layout.use": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "activations",
}

Text = Mapping[str, str]
Draw = Callable[[Figure, Text], None]
DrawMember = Callable[[Figure, Text, str], None]


@dataclass(frozen=True)
class Drawing:
    """A figure: how to draw it, how high it is, and its words in each language."""

    name: str
    draw: Draw
    height: float
    text: Mapping[str, Text]


DRAWINGS: dict[str, Drawing] = {}


def figure(*, height: float, **text: Text) -> Callable[[Draw], Draw]:
    """Register a function as a drawing; its name, with hyphens, is the figure's name.

    Parameters
    ----------
    height : float
        In inches, beside a width of 5.4.
    **text : mapping
        The words of the figure by language, ``ko={...}, en={...}``, the same keys in each; ``"title"`` is
        read out by screen readers. In a language that is not given the figure is not drawn.
    """

    def register(draw: Draw) -> Draw:
        name = draw.__name__.replace("_", "-")
        if unknown := sorted(set(text).difference(LANGUAGES)):
            raise ValueError(
                f"figure {name!r}: {unknown[0]!r} is no language of the book ({', '.join(LANGUAGES)})"
            )
        if len(set(map(frozenset, text.values()))) != 1 or "title" not in next(iter(text.values())):
            raise ValueError(
                f"figure {name!r}: {' and '.join(text) or 'a language'} need the same keys, "
                "'title' among them"
            )
        DRAWINGS[name] = Drawing(name, draw, height, text)
        return draw

    return register


def family(
    prefix: str, *, members: Sequence[str], height: float, **text: Text
) -> Callable[[DrawMember], DrawMember]:
    """Register a function as the drawing of several members, which it gets by name.

    Parameters
    ----------
    prefix : str
        The figures are named ``prefix-member``, with hyphens for underscores.
    members : sequence of str
        Their names, as ``kinds.members("line")``: that call is read without running this.
    height, **text
        As for `figure`; in the titles ``{}`` stands for the member.
    """

    def register(draw: DrawMember) -> DrawMember:
        for member in members:

            def one(fig: Figure, text: Text, member: str = member) -> None:
                draw(fig, text, member)

            one.__name__ = f"{prefix}_{member}"
            titled = {
                code: {**words, "title": words["title"].format(member)}
                for code, words in text.items()
            }
            figure(height=height, **titled)(one)
        return draw

    return register


def to_svg(drawing: Drawing, language: str) -> str:
    """Draw a figure and give its SVG; a warning on the way is an error."""
    add_font()
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.simplefilter("error")
        canvas = Figure(figsize=(WIDTH, drawing.height))
        drawing.draw(canvas, drawing.text[language])
        raw = BytesIO()
        canvas.savefig(raw, format="svg", transparent=True, metadata={"Date": None})
    return themed(raw.getvalue().decode(), drawing.name, drawing.text[language]["title"])


def style() -> dict[Any, Any]:
    """Return Matplotlib's settings for figures drawn without any of their own: six lines differ."""
    return _STYLE | {
        "axes.prop_cycle": cycler(linestyle=["-", "--"]) * cycler(color=[BLUE, RED, GREEN]),
        "figure.facecolor": GROUND,
        "axes.facecolor": GROUND,
        "figure.figsize": (WIDTH, 3.2),
        "figure.dpi": 100,
        "path.simplify_threshold": 0.4,  # a curve of hundreds of steps weighs less; nobody sees it
    }


def add_font() -> None:
    """Let Matplotlib measure and draw labels with a font that has Hangul."""
    font = Path(pylopdf_fonts_ko.__file__).parent / "NotoSansKR-Regular.otf"
    if not any(entry.fname == str(font) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(font)

"""Drawings: from a Matplotlib figure to one small SVG that follows the reader's theme.

A drawing uses the colours below. They are placeholders: in the SVG they become `currentColor` or a
CSS variable, so that one file serves the light and the dark theme. Labels stay text, are measured with
Noto Sans KR, and come in both languages. Equal input gives equal bytes.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
import pylopdf_fonts_ko
from matplotlib import font_manager
from matplotlib.figure import Figure

INK, GRID = "#000001", "#000002"
BLUE, RED, GREEN = "#000003", "#000004", "#000005"
_THEME = {
    INK: "currentColor",
    GRID: "var(--figure-grid)",
    BLUE: "var(--figure-1)",
    RED: "var(--figure-2)",
    GREEN: "var(--figure-3)",
}

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


def figure(*, height: float, ko: Text, en: Text) -> Callable[[Draw], Draw]:
    """Register a function as a drawing; its name, with hyphens, is the figure's name.

    Parameters
    ----------
    height : float
        In inches, beside a width of 5.4.
    ko, en : mapping
        The words of the figure, the same keys in both; ``"title"`` is read out by screen readers.
    """

    def register(draw: Draw) -> Draw:
        name = draw.__name__.replace("_", "-")
        if set(ko) != set(en) or "title" not in ko:
            raise ValueError(f"figure {name!r}: ko and en need the same keys, 'title' among them")
        DRAWINGS[name] = Drawing(name, draw, height, {"ko": ko, "en": en})
        return draw

    return register


def family(
    prefix: str, *, members: str, height: float, ko: Text, en: Text
) -> Callable[[DrawMember], DrawMember]:
    """Register a function as the drawing of several members, which it gets by name.

    Parameters
    ----------
    prefix : str
        The figures are named ``prefix-member``, with hyphens for underscores.
    members : str
        The members' names with spaces between them, written out: they are read without running this.
    height, ko, en
        As for `figure`; in the titles ``{}`` stands for the member.
    """

    def register(draw: DrawMember) -> DrawMember:
        for member in members.split():

            def one(fig: Figure, text: Text, member: str = member) -> None:
                draw(fig, text, member)

            one.__name__ = f"{prefix}_{member}"
            titled = [{**words, "title": words["title"].format(member)} for words in (ko, en)]
            figure(height=height, ko=titled[0], en=titled[1])(one)
        return draw

    return register


def to_svg(drawing: Drawing, language: str) -> str:
    """Draw a figure and give its SVG; a warning on the way is an error."""
    with _quiet_style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        canvas = Figure(figsize=(WIDTH, drawing.height))
        drawing.draw(canvas, drawing.text[language])
        raw = BytesIO()
        canvas.savefig(raw, format="svg", transparent=True, metadata={"Date": None})
    return _themed(raw.getvalue(), drawing, language)


@contextmanager
def _quiet_style() -> Iterator[None]:
    font = Path(pylopdf_fonts_ko.__file__).parent / "NotoSansKR-Regular.otf"
    if not any(entry.fname == str(font) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(font)
    with matplotlib.rc_context(_STYLE):
        yield


# --- from Matplotlib's SVG to the page's ----------------------------------------------------------

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_PRECISE = ("d", "x", "y", "width", "height", "transform", "points")
# The page's style sheet says these once for all figures.
_DROPPED = {"font-family", "stroke-linejoin", "stroke-linecap", "font"}


def _themed(raw: bytes, drawing: Drawing, language: str) -> str:
    root = ElementTree.fromstring(raw)
    prefix = f"{drawing.name}-"
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        _unstyle(element)
        if target := element.attrib.pop(_XLINK, None):
            element.set("href", target)
        for key, value in list(element.attrib.items()):
            value = _THEME.get(value, value)
            if key == "id":
                value = prefix + value
            elif key == "href":
                value = value.replace("#", f"#{prefix}")
            elif "url(#" in value:
                value = value.replace("url(#", f"url(#{prefix}")
            elif key in _PRECISE:
                # A tenth of a unit is less than a fifth of a pixel where figures are largest.
                value = _NUMBER.sub(lambda number: f"{float(number[0]):.1f}", value)
                value = re.sub(r"\s+", " ", re.sub(r"\.0\b", "", value)).strip()
            element.set(key, value)
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]  # turned by nothing, as most labels are
    _drop_unused_ids(root)
    view = root.get("viewBox", "")
    root.attrib.clear()
    for key, value in {
        "class": "picture",
        "data-name": drawing.name,
        "viewBox": view,
        "role": "img",
        "aria-labelledby": f"{prefix}title {prefix}desc",
    }.items():
        root.set(key, value)
    title = ElementTree.Element("title", {"id": f"{prefix}title"})
    title.text = drawing.text[language]["title"]
    root.insert(0, title)
    root.insert(1, ElementTree.Element("desc", {"id": f"{prefix}desc"}))
    for element in root.iter():
        element.tail = None
        if element.text and not element.text.strip():
            element.text = None
    svg = ElementTree.tostring(root, "unicode", short_empty_elements=True)
    # The page fills in the alt text here, and a closed <desc/> would have no room for it.
    return svg.replace(f'<desc id="{prefix}desc" />', f'<desc id="{prefix}desc"></desc>')


def _unstyle(element: ElementTree.Element) -> None:
    """Turn a style attribute into attributes, which a strict Content-Security-Policy allows."""
    for declaration in element.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        if key and key not in _DROPPED:
            element.set(key, value.removesuffix("px") if key == "font-size" else value)


def _drop_unused_ids(root: ElementTree.Element) -> None:
    text = ElementTree.tostring(root, "unicode")
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', text))
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)

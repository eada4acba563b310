"""Pictures: from Matplotlib's SVG to the page's, small, themed, and readable by screen readers.

A picture is drawn in the colours below, those of the light theme. On the page each becomes
`currentColor` or a CSS variable, so that one file serves the light and the dark theme.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from mkdocs.exceptions import PluginError

INK, GRID, GROUND = "#1f2329", "#dde1e7", "#ffffff"
BLUE, RED, GREEN = "#1a5fb4", "#b3261e", "#1b7340"
_THEME = {
    INK: "currentColor",
    GRID: "var(--figure-grid)",
    GROUND: "none",
    BLUE: "var(--figure-1)",
    RED: "var(--figure-2)",
    GREEN: "var(--figure-3)",
}
_COLOR = re.compile(r"#[0-9a-f]{6}\b")

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_PRECISE = ("d", "x", "y", "width", "height", "transform", "points")
# The page's style sheet says these once for all figures.
_DROPPED = {"font-family", "stroke-linejoin", "stroke-linecap", "font"}


def themed(raw: str, name: str, heading: str = "") -> str:
    """Make a page's picture of an SVG.

    Parameters
    ----------
    raw : str
        As Matplotlib writes it.
    name : str
        The figure's name, which its ids begin with.
    heading : str, optional
        What screen readers say before the alt text.

    Raises
    ------
    PluginError
        If it has a colour that is not among those above, and would not follow the theme.
    """
    root = ElementTree.fromstring(raw)
    prefix = f"{name}-"
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
        "data-name": name,
        "viewBox": view,
        "role": "img",
        "aria-labelledby": f"{prefix}title {prefix}desc" if heading else f"{prefix}desc",
    }.items():
        root.set(key, value)
    root.insert(0, ElementTree.Element("desc", {"id": f"{prefix}desc"}))
    if heading:
        title = ElementTree.Element("title", {"id": f"{prefix}title"})
        title.text = heading
        root.insert(0, title)
    for element in root.iter():
        element.tail = None
        if element.text and not element.text.strip():
            element.text = None
    svg = ElementTree.tostring(root, "unicode", short_empty_elements=True)
    if strange := _COLOR.search(svg):
        raise PluginError(
            f"figure {name!r} has the colour {strange[0]}, which does not follow the theme; "
            "leave colours to the style, or take those of book.figures.svg",
        )
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

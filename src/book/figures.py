"""Figures on pages: ``![alt text](figure:name)`` becomes the drawing itself, inline.

A drawing is a function in `scripts/figures`, marked with `book.drawing.figure`. Its pictures are kept
in a folder whose name is made of everything they depend on (see `book.sources`).
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from book import CACHE, LANGUAGES, ROOT, gallery, sources
from book.page import PageError, language, pictures, shown

DRAWINGS = ROOT / "scripts" / "figures"
PICTURES = CACHE / "figures"
_PACKAGES = ("numpy", "matplotlib", "pylopdf-fonts-ko")
_SCHEME = "figure:"
_NAMED = re.compile(r'<svg class="picture" data-name="([^"]+)"')


def drawings() -> dict[str, Path]:
    """Give each drawing's name with its file, read from the source without running it."""
    found: dict[str, Path] = {}
    for path in sorted(DRAWINGS.glob("*.py")):
        for node in ast.parse(path.read_text("utf-8"), str(path)).body:
            for name in _names(node):
                if name in found:
                    raise ValueError(
                        f"{shown(path)}:{node.lineno}: figure {name!r} is drawn in "
                        f"{shown(found[name])} too; rename one of the functions"
                    )
                found[name] = path
    return found


def _names(node: ast.stmt) -> Iterator[str]:
    """Give the names of the figures that a function draws: none, its own, or those of a family."""
    for call in getattr(node, "decorator_list", []):
        match call:
            case ast.Call(func=ast.Name("figure")):
                yield node.name.replace("_", "-")  # type: ignore[attr-defined]
            case ast.Call(
                func=ast.Name("family"), args=[ast.Constant(str(prefix))], keywords=keywords
            ):
                [kind] = [k.value.value for k in keywords if k.arg == "members"]  # type: ignore[attr-defined]
                yield from (f"{prefix}-{name}".replace("_", "-") for name in gallery.members(kind))


def folder(path: Path) -> Path:
    """Give the folder for the pictures of one file of drawings, named by what they depend on."""
    return PICTURES / f"{path.stem}-{sources.fingerprint(sources.of(path), _PACKAGES)}"


def missing() -> list[Path]:
    """Give the files of drawings that have a picture still to be made."""
    known = drawings()
    folders = {path: folder(path) for path in set(known.values())}
    return sorted(
        {
            path
            for name, path in known.items()
            for code in LANGUAGES
            if not (folders[path] / f"{name}.{code}.svg").exists()
        }
    )


def shown_on(page: str) -> set[str]:
    """Give the names of the figures on an HTML page."""
    return set(_NAMED.findall(page))


class _Figures(Treeprocessor):
    """Put the picture in the place of ``<img src="figure:name">``."""

    def run(self, root: ElementTree.Element) -> None:
        images = [i for i in root.iter("img") if i.get("src", "").startswith(_SCHEME)]
        known = drawings() if images else {}
        # For this page: what a picture depends on may change before the next.
        folder_of = cache(folder)
        for image in images:
            name = image.get("src", "").removeprefix(_SCHEME)
            self._inline(image, pictures().get(name) or _drawn(name, known, folder_of), name)

    def _inline(self, element: ElementTree.Element, svg: str, name: str) -> None:
        alt = element.get("alt", "").strip()
        if not alt:
            raise PageError(f"{_SCHEME}{name}", f"figure {name!r} has no alt text")
        svg = svg.replace("></desc>", f">{html.escape(alt)}</desc>", 1)
        element.attrib.clear()
        element.tag = "span"
        element.set("class", "figure")
        element.text = self.md.htmlStash.store(svg)


def _drawn(name: str, known: dict[str, Path], folder_of: Callable[[Path], Path]) -> str:
    """Give the picture of a drawing in `scripts/figures`."""
    if name not in known:
        there = ", ".join(sorted({*known, *pictures()}))
        raise PageError(f"{_SCHEME}{name}", f"figure {name!r} is not drawn; there are {there}")
    picture = folder_of(known[name]) / f"{name}.{language()}.svg"
    if not picture.exists():
        raise PageError(
            f"{_SCHEME}{name}",
            f"figure {name!r} is not drawn yet: python scripts/commands/render_figures.py",
        )
    return picture.read_text("utf-8")


class FiguresExtension(Extension):
    """Show drawings inline."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after inline patterns, which find the images."""
        md.treeprocessors.register(_Figures(md), "figures", 5)


def makeExtension(**options: Any) -> FiguresExtension:
    """Give Python-Markdown what it looks for in a module named in mkdocs.yml."""
    return FiguresExtension(**options)

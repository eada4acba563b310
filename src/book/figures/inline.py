"""Figures on pages: ``![alt text](figure:name)`` becomes the drawing itself, inline.

A drawing is a function in `scripts/figures`, marked with `book.figures.draw.figure`. Its pictures are
kept in a folder whose name is made of everything they depend on (see `book.sources`).
"""

from __future__ import annotations

import ast
import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import PluginError

from book import CACHE, LANGUAGES, ROOT, sources
from book.page import kinds
from book.page.state import Source, page_of, shown

DRAWINGS = ROOT / "scripts" / "figures"
PICTURES = CACHE / "figures"
_PACKAGES = ("numpy", "matplotlib", "pylopdf-fonts-ko")
_SCHEME = "figure:"


@dataclass(frozen=True)
class Drawn:
    """Where a figure is drawn, and in which languages it has words."""

    path: Path
    languages: tuple[str, ...]


def drawings() -> dict[str, Drawn]:
    """Return each drawing by its name, read from the source without running it."""
    found: dict[str, Drawn] = {}
    for path in sorted(DRAWINGS.glob("*.py")):
        for line, name, languages in _figures_in(path, path.stat().st_mtime_ns):
            if name in found:
                raise ValueError(
                    f"{shown(path)}:{line}: figure {name!r} is drawn in "
                    f"{shown(found[name].path)} too; rename one of the functions"
                )
            found[name] = Drawn(path, languages)
    return found


@cache
def _figures_in(path: Path, changed: int) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return the figures of a file, each with its line; `changed` has it read again after an edit."""
    body = ast.parse(path.read_text("utf-8"), str(path)).body
    return [(node.lineno, *figure) for node in body for figure in _figures(node)]


def _figures(node: ast.stmt) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the figures that a function draws, none, its own, or those of a family."""
    for call in getattr(node, "decorator_list", []):
        match call:
            case ast.Call(func=ast.Name("figure"), keywords=keywords):
                yield node.name.replace("_", "-"), _spoken(keywords)  # type: ignore[attr-defined]
            case ast.Call(
                func=ast.Name("family"), args=[ast.Constant(str(prefix))], keywords=keywords
            ):
                [kind] = [k.value.args[0].value for k in keywords if k.arg == "members"]  # type: ignore[attr-defined]
                for name in kinds.members(kind):
                    yield f"{prefix}-{name}".replace("_", "-"), _spoken(keywords)


def _spoken(keywords: list[ast.keyword]) -> tuple[str, ...]:
    given = {keyword.arg for keyword in keywords}
    return tuple(code for code in LANGUAGES if code in given)


def folder(path: Path) -> Path:
    """Return the folder for the pictures of one file of drawings, named by what they depend on."""
    return PICTURES / f"{path.stem}-{sources.fingerprint(sources.of(path), _PACKAGES)}"


def missing() -> list[Path]:
    """Return the files of drawings that have a picture still to be made."""
    known = drawings()
    folders = {path: folder(path) for path in {drawn.path for drawn in known.values()}}
    return sorted(
        {
            drawn.path
            for name, drawn in known.items()
            for code in drawn.languages
            if not (folders[drawn.path] / f"{name}.{code}.svg").exists()
        }
    )


def refuse_unused(language: str, shown_there: set[str]) -> None:
    """Stop a build that shows a drawing on no page of a language in which it has words."""
    known = drawings()
    spoken = {name for name, drawn in known.items() if language in drawn.languages}
    if unused := sorted(spoken - shown_there):
        names = ", ".join(f"{shown(known[name].path)}: {name}" for name in unused)
        raise PluginError(
            f"drawn in {names}: no page of docs/{language} shows it; "
            "show it with ![alt text](figure:name) or remove the drawing"
        )


class Figures(Treeprocessor):
    """Put the picture in the place of ``<img src="figure:name">``."""

    def run(self, root: ElementTree.Element) -> None:
        """Inline every figure of the page."""
        images = [i for i in root.iter("img") if i.get("src", "").startswith(_SCHEME)]
        known = drawings() if images else {}
        # For this page: what a picture depends on may change before the next.
        folder_of = cache(folder)
        for image in images:
            page = page_of(self.md)
            name = image.get("src", "").removeprefix(_SCHEME)
            svg = page.pictures.get(name) or _drawn(name, page, known, folder_of)
            self._inline(image, svg, name, page)

    def _inline(self, element: ElementTree.Element, svg: str, name: str, page: Source) -> None:
        alt = element.get("alt", "").strip()
        if not alt:
            raise page.error(f"{_SCHEME}{name}", f"figure {name!r} has no alt text")
        svg = svg.replace("></desc>", f">{html.escape(alt)}</desc>", 1)
        page.shown.figures[name] = svg
        element.attrib.clear()
        element.tag = "span"
        element.set("class", "figure")
        element.text = self.md.htmlStash.store(svg)


def _drawn(
    name: str, page: Source, known: dict[str, Drawn], folder_of: Callable[[Path], Path]
) -> str:
    """Return the picture of a drawing in `scripts/figures`."""
    if name not in known:
        there = ", ".join(sorted({*known, *page.pictures}))
        raise page.error(f"{_SCHEME}{name}", f"figure {name!r} is not drawn; there are {there}")
    drawn = known[name]
    if page.language not in drawn.languages:
        raise page.error(
            f"{_SCHEME}{name}",
            f"figure {name!r} has no words in {page.language!r}; "
            f"add {page.language}={{...}} to it in {shown(drawn.path)}",
        )
    try:
        return (folder_of(drawn.path) / f"{name}.{page.language}.svg").read_text("utf-8")
    except FileNotFoundError:
        raise page.error(
            f"{_SCHEME}{name}", f"figure {name!r} is not drawn yet: python3 run.py figures"
        ) from None

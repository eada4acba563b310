"""Figures on pages: ``![alt text](figure:name)`` becomes the drawing itself, inline.

A drawing is a function in `scripts/figures`, marked with `book.drawing.figure`. Its pictures are kept
in a folder whose name is made of everything they depend on: the drawing's file, what it imports from
this repository, and the versions of what draws. A picture in that folder is therefore never stale.
"""

from __future__ import annotations

import ast
import hashlib
import html
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from book import CACHE, LANGUAGES, ROOT
from book.page import PageError, language, shown

DRAWINGS = ROOT / "scripts" / "figures"
PICTURES = CACHE / "figures"
_ROOTS = (ROOT / "src", ROOT / "scripts")
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
                [members] = [k.value.value for k in keywords if k.arg == "members"]  # type: ignore[attr-defined]
                yield from (f"{prefix}-{name}".replace("_", "-") for name in members.split())


def folder(path: Path) -> Path:
    """Give the folder for the pictures of one file of drawings, named by what they depend on."""
    digest = hashlib.sha256()
    for source in sorted(_imports(path, set())):
        digest.update(source.relative_to(ROOT).as_posix().encode() + b"\0")
        # Windows newlines in a checkout do not change a picture.
        digest.update(source.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    digest.update(_versions().encode())
    return PICTURES / f"{path.stem}-{digest.hexdigest()[:16]}"


@cache
def _versions() -> str:
    packages = ("numpy", "matplotlib", "pylopdf-fonts-ko")
    python = ".".join(map(str, sys.version_info[:2]))
    return " ".join([python, *(f"{package} {version(package)}" for package in packages)])


def _imports(path: Path, seen: set[Path]) -> set[Path]:
    """Collect a file and every file of this repository that it imports."""
    if path not in seen:
        seen.add(path)
        for module in _modules(path, path.stat().st_mtime_ns):
            for source in _files(module):
                _imports(source, seen)
    return seen


@cache
def _modules(path: Path, changed: int) -> list[str]:
    """Give the names a file imports; `changed` has it read again after an edit."""
    modules = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return modules


def _files(module: str) -> Iterator[Path]:
    parts = module.split(".")
    # Most imports are of other people's packages, and need not be looked for part by part.
    roots = [root for root in _ROOTS if parts[0] in _top(root, root.stat().st_mtime_ns)]
    for root in roots:
        for depth in range(1, len(parts) + 1):
            place = root.joinpath(*parts[:depth])
            yield from (p for p in (place.with_suffix(".py"), place / "__init__.py") if p.exists())


@cache
def _top(root: Path, changed: int) -> set[str]:
    """Give the names of what lies at a root; `changed` has it read again when something comes or goes."""
    return {place.stem for place in root.iterdir()}


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
        folder_of = cache(
            folder
        )  # for this page: what a picture depends on may change before the next
        for image in images:
            self._inline(image, known, folder_of)

    def _inline(
        self,
        element: ElementTree.Element,
        known: dict[str, Path],
        folder_of: Callable[[Path], Path],
    ) -> None:
        name = element.get("src", "").removeprefix(_SCHEME)
        alt = element.get("alt", "").strip()
        if not alt:
            raise PageError(f"{_SCHEME}{name}", f"figure {name!r} has no alt text")
        if name not in known:
            raise PageError(
                f"{_SCHEME}{name}",
                f"figure {name!r} is not drawn; there are {', '.join(sorted(known))}",
            )
        picture = folder_of(known[name]) / f"{name}.{language()}.svg"
        if not picture.exists():
            raise PageError(
                f"{_SCHEME}{name}",
                f"figure {name!r} is not drawn yet: python scripts/render_figures.py",
            )
        svg = picture.read_text("utf-8").replace("></desc>", f">{html.escape(alt)}</desc>", 1)
        element.attrib.clear()
        element.tag = "span"
        element.set("class", "figure")
        element.text = self.md.htmlStash.store(svg)


class FiguresExtension(Extension):
    """Show drawings inline."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after inline patterns, which find the images."""
        md.treeprocessors.register(_Figures(md), "figures", 5)


def makeExtension(**options: Any) -> FiguresExtension:
    """Give Python-Markdown what it looks for in a module named in mkdocs.yml."""
    return FiguresExtension(**options)

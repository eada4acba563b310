"""Converted pages, kept by the content of all that they are made of: what is unchanged is not converted.

What is found under a name that is made of everything a page depends on is never stale. A page that
warns is converted each time, so that it warns again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from book import DOCS, ROOT, kept, sources
from book.figures import inline as figures
from book.page import placeholders
from book.page.state import Source

# mkdocs-autorefs makes links of these with what it saw while converting; of optional ones it makes none.
_RESOLVED = re.compile(r"<autoref (?![^>]*\boptional\b)")
_FIGURE = re.compile(r"figure:([\w-]+)")


def _code() -> str:
    """Return what stands for all that converts pages: code, words, and what is installed beside them."""
    templates = ROOT / "src" / "book" / "theme"  # what they frame is converted already
    code = [
        path
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and path.suffix != ".pyc" and templates not in path.parents
    ]
    return sources.fingerprint([*code, ROOT / "requirements.lock"], (), verbatim=True)


# A process converts with the code that it imported, whatever was edited since.
_CODE = _code()


def rendering(page: Page, source: Source) -> Callable[[MkDocsConfig, Files], None]:
    """Return what MkDocs is to call for converting a page: it takes what was kept, or keeps it."""

    def render(config: MkDocsConfig, files: Files) -> None:
        name = _name(page, source, files)
        if state := kept.find("pages", name):
            _put(page, source, files, state)
            return
        with _Heard() as heard:
            Page.render(page, config, files)
        if not heard.anything and not _RESOLVED.search(page.content or ""):
            kept.keep("pages", name, _state(page, source))

    return render


# --- what a page depends on ---


def _name(page: Page, source: Source, files: Files) -> str:
    """Return a name made of everything that a page depends on."""
    markdown = page.markdown or ""  # that of a lab has what its cells put out
    text = f"{markdown}\0{placeholders.generated(replace(source, text=markdown))}"
    parts = [
        _CODE, source.path.relative_to(ROOT).as_posix(), source.language, source.text, text,
        repr(source.switches), page.file.url, _addresses(files),
        *(path.read_text("utf-8") for path in sorted(ROOT.glob("mkdocs*.yml"))),
        *(path.read_text("utf-8") for path in sorted(DOCS.glob("*.json"))),
        *_pictures(text, source),
    ]  # fmt: skip
    return kept.name(*parts)


def _addresses(files: Files) -> str:
    """Return the addresses of all files that a page can link to, worked out once a build."""
    known: str | None = vars(files).get("addresses")
    if known is None:
        pairs = sorted(f"{file.src_uri} {file.url}" for file in files)
        known = kept.name(*pairs)
        vars(files)["addresses"] = known
    return known


def _pictures(text: str, source: Source) -> Iterator[str]:
    drawn, folder = figures.drawings(), cache(figures.folder)
    for name in sorted(set(_FIGURE.findall(text))):
        if name in source.pictures:
            yield source.pictures[name]
        elif name in drawn:
            yield f"{name} {drawn[name].languages} {folder(drawn[name].path).name}"


# --- what is kept of it ---


def _state(page: Page, source: Source) -> dict[str, Any]:
    return {
        "content": page.content,
        "contents": [_token(link) for link in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: to for file, to in (page.links_to_anchors or {}).items()},
        "formulas": source.shown.formulas,
        "figures": source.shown.figures,
    }


def _token(link: AnchorLink) -> dict[str, Any]:
    children = [_token(child) for child in link.children]
    return {"name": link.title, "id": link.id, "level": link.level, "children": children}


def _put(page: Page, source: Source, files: Files, state: dict[str, Any]) -> None:
    by_path = {uri: files.src_uris[uri] for uri in state["links"]}
    source.shown.formulas.extend(state["formulas"])
    source.shown.figures.update(state["figures"])
    page.content = state["content"]
    page.toc = get_toc(state["contents"])
    page._title_from_render = state["title"]
    page.present_anchor_ids = set(state["anchors"])
    page.links_to_anchors = {by_path[uri]: to for uri, to in state["links"].items()}


class _Heard(logging.Handler):
    """Notice whether MkDocs says anything about a page."""

    anything = False

    def emit(self, record: logging.LogRecord) -> None:
        self.anything = True

    def __enter__(self) -> _Heard:
        self.setLevel(logging.INFO)
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)

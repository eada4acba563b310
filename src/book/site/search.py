"""What search reads: a page's words, without the thousands of elements that draw formulas and figures.

Material's search reads a page element by element, which on a chapter took longer than converting it from
Markdown. Formulas and figures stay out of the index anyway, and of code only the text counts. Of a
docstring the first paragraph counts: what all functions have in common would bury the chapters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.structure.pages import Page

from book import atomic, kept

FOLDER = "search"

# mkdocstrings and Pygments put finished HTML into the page, which no element tree has: hence these.
_DRAWN = re.compile(r"<math\b.*?</math>", re.DOTALL)
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_DOCSTRING = re.compile(
    r'(<div [^>]*class="doc doc-contents[^>]*>\s*<p>.*?</p>).*?(?=<div [^>]*class="doc doc-object|\Z)',
    re.DOTALL,
)
_SPAN = re.compile(r"</?span\b[^>]*>")


def words(page: str, drawn: Iterable[str]) -> str:
    """Return an HTML page without what is drawn, the colouring of code, and the rest of docstrings."""
    for piece in drawn:
        page = page.replace(piece, "")
    page = _DRAWN.sub("", _DOCSTRING.sub(r"\1", page))
    return _CODE.sub(lambda code: _SPAN.sub("", code[0]), page)


def before(page: Page, drawn: Iterable[str], plugin: Any) -> tuple[str, int]:
    """Let the plugin, which comes next, read a page's words alone, or nothing if its entries are kept.

    Returns
    -------
    tuple
        A name for the entries, and how many there were before them.
    """
    name = kept.name(page.url, str(page.title), repr(page.meta), page.content or "")
    found = kept.find(FOLDER, name)
    page.content = words(page.content or "", drawn) if found is None else ""
    entries = plugin.search_index.entries
    if found is not None:
        entries.extend(found)
    return name, len(entries)


def after(name: str, start: int, plugin: Any) -> None:
    """Keep the entries that the plugin has made."""
    if made := plugin.search_index.entries[start:]:
        kept.keep(FOLDER, name, made)


def set_words_aside(site: Path) -> None:
    """Keep the words from what every page loads; `search.js` loads them at the first search."""
    index = site / "search" / "search_index.json"
    settings = json.loads(index.read_text("utf-8"))["config"]
    index.replace(index.with_name("words.json"))
    atomic.write(index, json.dumps({"config": settings, "docs": []}))

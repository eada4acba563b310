"""What stands on a page for something that is made of data: lines such as ``[[card: relu]]``.

While a page is read, such a line becomes Markdown, which the other extensions then treat like what an
author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from book import gallery, gathered, glossary
from book.page import PageError

_LINE = re.compile(r"^\[\[(?P<name>\w+)(: (?P<argument>\w+))?\]\]$")
_MAKERS: dict[str, Callable[..., str]] = {
    "card": gallery.card,
    "overview": gallery.overview,
    "glossary": glossary.entries,
    "bibliography": gathered.bibliography,
    "exercises": gathered.exercises,
}


def _made(line: re.Match[str]) -> str:
    if line["name"] not in _MAKERS:
        known = ", ".join(_MAKERS)
        raise PageError(line[0], f"{line[0]} is not known; there are {known}")
    argument = [line["argument"]] if line["argument"] else []
    return _MAKERS[line["name"]](*argument)


def generated(text: str) -> str:
    """Give all that the placeholders of a page become."""
    return "\n\n".join(_made(line) for line in map(_LINE.match, text.splitlines()) if line)


class _Placeholders(Preprocessor):
    """Put what they stand for in the place of the lines."""

    def run(self, lines: list[str]) -> list[str]:
        done: list[str] = []
        for text in lines:
            line = _LINE.match(text)
            done += _made(line).splitlines() if line else [text]
        return done


class PlaceholdersExtension(Extension):
    """Fill in what is made of data."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run before everything else, which then sees the Markdown."""
        md.preprocessors.register(_Placeholders(md), "placeholders", 100)


def makeExtension(**options: Any) -> PlaceholdersExtension:
    """Give Python-Markdown what it looks for in a module named in mkdocs.yml."""
    return PlaceholdersExtension(**options)

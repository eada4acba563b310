"""What stands on a page for something that is made of data: lines such as ``[[card: relu]]``.

While a page is read, such a line becomes Markdown, which the other extensions then treat like what an
author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown.preprocessors import Preprocessor

from book.page import gallery, glossary, indexes, reference
from book.page.state import Source, page_of

_LINE = re.compile(r"^\[\[(?P<name>\w+)(: (?P<argument>\w+))?\]\]$")
_MAKERS: dict[str, Callable[..., str]] = {
    "card": gallery.card,
    "overview": gallery.overview,
    "reference": reference.reference,
    "glossary": glossary.entries,
    "bibliography": indexes.bibliography,
    "exercises": indexes.exercises,
}


def _made(line: re.Match[str], page: Source) -> str:
    if line["name"] not in _MAKERS:
        known = ", ".join(_MAKERS)
        raise page.error(line[0], f"{line[0]} is not known; there are {known}")
    argument = [line["argument"]] if line["argument"] else []
    return _MAKERS[line["name"]](page, *argument)


def generated(page: Source) -> str:
    """Return all that the placeholders of a page become."""
    lines = map(_LINE.match, page.text.splitlines())
    return "\n\n".join(_made(line, page) for line in lines if line)


class Placeholders(Preprocessor):
    """Put what they stand for in the place of the lines."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the page with what was made."""
        done: list[str] = []
        for text in lines:
            line = _LINE.match(text)
            done += _made(line, page_of(self.md)).splitlines() if line else [text]
        return done

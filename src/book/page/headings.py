"""The headings of a page, as they stand in its source."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(
    r"(?P<marks>#{1,6}) (?P<title>.*?)(?:[ \t]+\{[^}]*#(?P<id>[\w-]+)[^}]*\})?[ \t]*"
)
_FENCE = re.compile(r"(`{3,}|~{3,})")


@dataclass(frozen=True)
class Heading:
    """A heading: its level, its words, its id or nothing, and its line, the first of the page being 1."""

    level: int
    title: str
    id: str
    line: int


def headings(text: str) -> list[Heading]:
    """Return the headings of a page in order; a comment in a block of code is none."""
    found = []
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            # A fence ends with as many marks as it began with, or more, and nothing else.
            if line.startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif begins := _FENCE.match(line):
            fence = begins[1]
        elif heading := _HEADING.fullmatch(line):
            level = len(heading["marks"])
            found.append(Heading(level, heading["title"], heading["id"] or "", number))
    return found

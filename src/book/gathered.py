"""What is gathered from the chapters: their exercises, and the works that they cite.

Nothing is kept twice: both lists are read from the pages, in the order of the navigation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from book import DOCS, settings
from book.page import language, read
from book.words import words

_EXERCISE = re.compile(r"^### (?P<title>\d+\. .+?) \{ #(?P<id>exercise-\d+) \}$", re.MULTILINE)
_TITLE = re.compile(r"^# (.+?) \{ #", re.MULTILINE)
_CITED = re.compile(r"^(?:\[\^[\w-]+\]:|-) (?P<work>.+)$", re.MULTILINE)
_IDENTIFIER = re.compile(r"\[((?:doi|arXiv):[^\]]+|PMLR [^\]]+)\]\((https://[^)]+)\)")


def chapters() -> Iterator[tuple[str, str, str]]:
    """Give each page at the top of the navigation: its file, its title and its text."""
    code = language()
    for entry in settings.of(code).nav:
        for file in entry.values():
            if isinstance(file, str):
                text = read(Path(DOCS) / code / file)
                found = _TITLE.search(text)
                yield file, found[1] if found else file, text


def exercises() -> str:
    """Give a list of all exercises, chapter by chapter, each with a link to itself."""
    lines: list[str] = []
    for file, title, text in chapters():
        if found := [f"    - [{e['title']}]({file}#{e['id']})" for e in _EXERCISE.finditer(text)]:
            lines += [f"- [{title}]({file})", "", *found, ""]
    return "\n".join(lines)


def bibliography() -> str:
    """Give a list of all works cited with a number of their own, and the chapters that cite them."""
    works: dict[str, str] = {}
    places: dict[str, list[str]] = {}
    for file, title, text in chapters():
        for entry in _CITED.finditer(text):
            for label, address in _IDENTIFIER.findall(entry["work"])[:1]:
                key = address.casefold()
                works.setdefault(key, f"{_before(entry['work'])} [{label}]({address}).")
                link = f"[{title}]({file})"
                if link not in places.setdefault(key, []):
                    places[key].append(link)
    word = words(language(), "gathered")["cited"]
    return "\n".join(
        f"- {work} {word}: {', '.join(places[key])}"
        for key, work in sorted(works.items(), key=lambda item: _family_name(item[1]))
    )


def _before(work: str) -> str:
    return work[: work.index("[")].strip()


def _family_name(work: str) -> str:
    """Give what a list is sorted by: the first author without initials."""
    return re.sub(r"^(?:[A-Z]\.[- ]?)+\s*", "", work).strip('"').casefold()

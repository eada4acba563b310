"""What is gathered from the chapters: their exercises, and the works that they cite.

Nothing is kept twice: both lists are read from the pages, in the order of the navigation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from book import DOCS, settings
from book.page.headings import headings
from book.page.state import Source, read
from book.words import words

_EXERCISE = re.compile(r"exercise-\d+")
_CITED = re.compile(r"^(?:\[\^[\w-]+\]:|-) (?P<work>.+)$", re.MULTILINE)
_IDENTIFIER = re.compile(r"\[((?:doi|arXiv):[^\]]+|PMLR [^\]]+)\]\((https://[^)]+)\)")


def chapters(language: str) -> Iterator[tuple[str, str, str]]:
    """Return each page at the top of the navigation: its file, its title and its text."""
    for entry in settings.of(language).nav:
        for file in entry.values():
            if isinstance(file, str):
                text = read(DOCS / language / file)
                yield file, next((h.title for h in headings(text) if h.level == 1), file), text


def exercises(page: Source) -> str:
    """Return a list of all exercises, chapter by chapter, each with a link to itself."""
    lines: list[str] = []
    for file, title, text in chapters(page.language):
        found = [
            f"    - [{heading.title}]({file}#{heading.id})"
            for heading in headings(text)
            if _EXERCISE.fullmatch(heading.id)
        ]
        if found:
            lines += [f"- [{title}]({file})", "", *found, ""]
    return "\n".join(lines)


def bibliography(page: Source) -> str:
    """Return a list of all works cited with a number of their own, and the chapters that cite them."""
    works: dict[str, str] = {}
    places: dict[str, list[str]] = {}
    for file, title, text in chapters(page.language):
        for entry in _CITED.finditer(text):
            for label, address in _IDENTIFIER.findall(entry["work"])[:1]:
                key = address.casefold()
                works.setdefault(key, f"{_before(entry['work'])} [{label}]({address}).")
                link = f"[{title}]({file})"
                if link not in places.setdefault(key, []):
                    places[key].append(link)
    word = words(page.language, "indexes")["cited"]
    return "\n".join(
        f"- {work} {word}: {', '.join(places[key])}"
        for key, work in sorted(works.items(), key=lambda item: _family_name(item[1]))
    )


def _before(work: str) -> str:
    return work[: work.index("[")].strip()


def _family_name(work: str) -> str:
    """Return what a list is sorted by: the first author without initials."""
    return re.sub(r"^(?:[A-Z]\.[- ]?)+\s*", "", work).strip('"').casefold()

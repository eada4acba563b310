"""The ways from a page to the same page in the other languages.

All languages have the same paths; the first stands at the root, each other one in a folder named by its
code. A page may be missing in a language: then no link leads there.
"""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs.utils import get_relative_url

from book import DOCS, LANGUAGES
from book.words import words


@dataclass(frozen=True)
class Switch:
    """The way to another language: its code, its own name, and a relative link."""

    language: str
    name: str
    link: str


def folder(language: str) -> str:
    """Return where the site of a language is below the whole one: ``""``, ``"en/"``."""
    return "" if language == LANGUAGES[0] else f"{language}/"


def switches(language: str, path: str, url: str) -> list[Switch]:
    """Lead from a page to the same page in the other languages that have it.

    Parameters
    ----------
    language : str
        The language of the page at hand.
    path : str
        Its file inside its language, as MkDocs gives it: ``"labs/index.md"``.
    url : str
        Its address inside its language, as MkDocs gives it: ``"sigmoid/"``, ``"./"``.
    """
    place = url.removeprefix("./")
    here = folder(language) + place
    return [
        Switch(code, words(code, "language")["name"], get_relative_url(folder(code) + place, here))
        for code in spoken(path)
        if code != language
    ]


def switches_from_anywhere(language: str, base_url: str) -> list[Switch]:
    """Lead from a page without an address of its own, the 404 page, to the other start pages."""
    return [
        Switch(code, words(code, "language")["name"], root)
        for code, root in roots_from_anywhere(language, base_url).items()
        if code != language
    ]


def roots_from_anywhere(language: str, base_url: str) -> dict[str, str]:
    """Return the address of each language's start page as seen from the 404 page."""
    base = base_url.rstrip("/")
    root = base if language == LANGUAGES[0] else f"{base}/.."
    return {code: f"{root}/{folder(code)}" for code in LANGUAGES}


def spoken(path: str) -> list[str]:
    """Return the languages that have a page."""
    return [code for code in LANGUAGES if (DOCS / code / path).exists()]

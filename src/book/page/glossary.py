"""The glossary: terms in all languages, listed on a page of their own, and tooltips in the chapters.

`docs/glossary.json` has each term once. On a page the first mention of a term, outside headings, links
and code, carries its meaning as a tooltip. Korean particles follow their noun without a space, so a
term is found at the beginning of a word, not only as a whole word.
"""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor

from book import DOCS, LANGUAGES
from book.page.state import Source, page_of
from book.words import words

TERMS = DOCS / "glossary.json"
_PLACES = ("p", "li")


def terms(language: str) -> list[dict[str, dict[str, str]]]:
    """Return the terms that a language has, each with its name and its meaning in all of them."""
    found: list[dict[str, dict[str, str]]] = json.loads(TERMS.read_text("utf-8"))
    return [term for term in found if language in term["name"]]


def entries(page: Source) -> str:
    """Return all terms as a list of definitions, sorted in the language of the page."""
    here = page.language
    order = [here, *(code for code in LANGUAGES if code != here)]
    return "\n\n".join(
        " · ".join(term["name"][code] for code in order if code in term["name"])
        + f"\n:   {term['meaning'][here]}"
        for term in sorted(terms(here), key=lambda term: term["name"][here].casefold())
    )


class Tooltips(Treeprocessor):
    """Put meanings on the first mentions."""

    def run(self, root: ElementTree.Element) -> None:
        """Mark every term of the page once, and none in a docstring: all languages share those."""
        if "mkdocstrings_ids" in self.md.treeprocessors:
            return
        here = page_of(self.md).language
        ending = words(here, "glossary")["ending"]
        left = {term["name"][here].casefold(): term["meaning"][here] for term in terms(here)}
        for element in list(root.iter()):
            if element.tag in _PLACES:
                _mark(element, left, ending)


def _mark(element: ElementTree.Element, left: dict[str, str], ending: str) -> None:
    """Mark one term at the beginning of a block's text, and one behind each of its children."""
    children = list(element)
    if found := _first(element.text, left, ending):
        element.text = found[0]
        element.insert(0, found[1])
    for child in children:
        if found := _first(child.tail, left, ending):
            child.tail = found[0]
            element.insert(list(element).index(child) + 1, found[1])


def _first(
    text: str | None, left: dict[str, str], ending: str
) -> tuple[str, ElementTree.Element] | None:
    """Take out the first term of a text: what stands before it, and the term with what follows."""
    if not text or not left:
        return None
    either = "|".join(map(re.escape, sorted(left, key=len, reverse=True)))
    match = re.search(rf"(?<!\w)({either}){ending}", text, re.IGNORECASE)
    if not match:
        return None
    meaning = left.pop(match[1].casefold())
    return text[: match.start()], _abbreviation(match[0], meaning, text[match.end() :])


def _abbreviation(name: str, meaning: str, tail: str) -> ElementTree.Element:
    abbreviation = ElementTree.Element("abbr", {"title": meaning})
    abbreviation.text = name
    abbreviation.tail = tail
    return abbreviation

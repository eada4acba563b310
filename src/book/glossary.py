"""The glossary: terms in both languages, listed on a page of their own, and tooltips in the chapters.

`docs/glossary.json` has each term once. On a page the first mention of a term, outside headings, links
and code, carries its meaning as a tooltip. Korean particles follow their noun without a space, so a
term is found at the beginning of a word, not only as a whole word.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from book import DOCS
from book.page import language

TERMS = DOCS / "glossary.json"
_OTHER = {"ko": "en", "en": "ko"}
_PLACES = ("p", "li")


def terms() -> list[dict[str, dict[str, str]]]:
    """Give the terms, each with its name and its meaning in both languages."""
    found: list[dict[str, dict[str, str]]] = json.loads(TERMS.read_text("utf-8"))
    return found


def entries() -> str:
    """Give all terms as a list of definitions, sorted in the language of the page at work."""
    here = language()
    sorted_terms = sorted(terms(), key=lambda term: term["name"][here].casefold())
    return "\n\n".join(
        f"{term['name'][here]} · {term['name'][_OTHER[here]]}\n:   {term['meaning'][here]}"
        for term in sorted_terms
    )


class _Tooltips(Treeprocessor):
    """Put meanings on the first mentions."""

    def run(self, root: ElementTree.Element) -> None:
        here = language()
        left = {term["name"][here].casefold(): term["meaning"][here] for term in terms()}
        for element in list(root.iter()):
            if element.tag in _PLACES:
                self._mark(element, left)

    def _mark(self, element: ElementTree.Element, left: dict[str, str]) -> None:
        """Mark one term at the beginning of a block's text, and one behind each of its children."""
        children = list(element)
        if found := _first(element.text, left):
            element.text = found[0]
            element.insert(0, found[1])
        for child in children:
            if found := _first(child.tail, left):
                child.tail = found[0]
                element.insert(list(element).index(child) + 1, found[1])


def _first(text: str | None, left: dict[str, str]) -> tuple[str, ElementTree.Element] | None:
    """Take out the first term of a text: what stands before it, and the term with what follows."""
    if not text or not left:
        return None
    either = "|".join(map(re.escape, sorted(left, key=len, reverse=True)))
    end = "" if language() == "ko" else r"s?(?!\w)"
    match = re.search(rf"(?<!\w)({either}){end}", text, re.IGNORECASE)
    if not match:
        return None
    meaning = left.pop(match[1].casefold())
    return text[: match.start()], _abbreviation(match[0], meaning, text[match.end() :])


def _abbreviation(name: str, meaning: str, tail: str) -> ElementTree.Element:
    abbreviation = ElementTree.Element("abbr", {"title": meaning})
    abbreviation.text = name
    abbreviation.tail = tail
    return abbreviation


class GlossaryExtension(Extension):
    """Put meanings on terms."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after inline patterns, which make the text that is searched."""
        md.treeprocessors.register(_Tooltips(md), "glossary", 4)


def makeExtension(**options: Any) -> GlossaryExtension:
    """Give Python-Markdown what it looks for in a module named in mkdocs.yml."""
    return GlossaryExtension(**options)

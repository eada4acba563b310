"""Links from each heading to the same section in the other languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor

from book.languages.switch import Switch
from book.page.state import page_of
from book.words import words

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_PERMALINK = re.compile(
    r'<a (?=[^>]*class="headerlink")[^>]*href="#([^"]+)"[^>]*>[^<]*</a>(?!<a [^>]*section-switch)'
)


class SectionLinks(Treeprocessor):
    """Put links behind each heading's permalink."""

    def run(self, root: ElementTree.Element) -> None:
        """Link every heading of the page."""
        for heading in root.iter():
            if heading.tag in _HEADINGS and (identifier := heading.get("id")):
                heading.extend(_links(identifier, page_of(self.md).switches))


def _links(identifier: str, to: Sequence[Switch]) -> list[ElementTree.Element]:
    return [_link(identifier, switch, number) for number, switch in enumerate(to)]


def _link(identifier: str, to: Switch, number: int) -> ElementTree.Element:
    label = words(to.language, "language")["section"]
    link = ElementTree.Element("a", {
        "class": "headerlink section-switch", "href": f"{to.link}#{identifier}",
        "hreflang": to.language, "lang": to.language, "title": label, "aria-label": label,
        "data-search-exclude": "",
    })  # fmt: skip
    if number:
        link.set("style", f"--before: {number}")  # the style sheet leaves room for those before
    link.text = to.language.upper()
    return link


def link_docstrings(page: str, to: Sequence[Switch]) -> str:
    """Do the same for the headings of docstrings.

    mkdocstrings puts them into the page as finished HTML, which all languages share, so no element
    tree has them.
    """

    def linked(permalink: re.Match[str]) -> str:
        links = (ElementTree.tostring(link, "unicode") for link in _links(permalink[1], to))
        return permalink[0] + "".join(links)

    return _PERMALINK.sub(linked, page)

"""The structure of a page, and how the two languages of a page differ in it.

A page is converted as the site converts it, and what stands on it is listed in order: headings with
their ids, paragraphs, code, formulas, figures, links, boxes, lists, tables. Words are the reader's
language and are not compared. Inside one paragraph the order is the language's too, so what a
paragraph mentions is compared as a set.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from markdown import Markdown

from book import LANGUAGES, settings
from book.page.extension import opened, settings_for
from book.page.state import read, shown

_MENTIONS = ("formula", "inline code", "link")
_TEXT = re.compile(r"\\text\{[^}]*\}")


@dataclass(frozen=True)
class Node:
    """One thing on a page. The line is where it starts in the source, and is not compared."""

    kind: str
    detail: str = ""
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Show it in a message, on one line."""
        return f"{self.kind} {self.detail!r}" if self.detail else self.kind


def render(path: Path, language: str) -> str:
    """Convert a page to HTML with the site's own Markdown extensions."""
    return _converted(path, read(path), language)


@cache
def _converted(path: Path, text: str, language: str) -> str:
    site = settings.of(language)
    markdown, source = opened(path, language)
    given = site.mdx_configs | settings_for(source)
    return str(
        Markdown(extensions=site.markdown_extensions, extension_configs=given).convert(markdown)
    )


def elements(path: Path, language: str) -> BeautifulSoup:
    """Return a converted page as elements; all who ask share them and change nothing."""
    return _parsed(render(path, language))


@cache
def _parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def outline(path: Path, language: str) -> list[Node]:
    """List what stands on a page, in order, each with its line in the source."""
    lines = read(path).splitlines()
    things = list(_walk(elements(path, language)))
    # Headings are found first, since their ids occur once; the rest is looked for between them.
    starts = _headings(things, lines)
    nodes, at, section = [], 0, 0
    for kind, detail, hint in things:
        if kind == "heading":
            section += 1
            at = starts[section]
        end = starts[section + 1]
        found = next((i for i in range(at, end) if hint and hint in lines[i]), at)
        if kind not in _MENTIONS:  # they are sorted, and do not tell how far the page has come
            at = found
        nodes.append(Node(kind, detail, found + 1))
    return nodes


def _headings(things: list[tuple[str, str, str]], lines: list[str]) -> list[int]:
    """Return the lines where sections start: the page's first, each heading's, and the end."""
    starts = [0]
    for kind, _, hint in things:
        if kind == "heading":
            found = (i for i in range(starts[-1], len(lines)) if f"{hint} " in f"{lines[i]} ")
            starts.append(next(found, starts[-1]))
    return [*starts, len(lines)]


def _walk(parent: Tag) -> Iterator[tuple[str, str, str]]:
    """Yield kind, detail and a piece of the source of each thing below an element."""
    for element in parent.children:
        if isinstance(element, Tag):
            yield from _element(element)


def _element(element: Tag) -> Iterator[tuple[str, str, str]]:
    classes = list(element.get("class") or [])
    name = element.name
    if re.fullmatch("h[1-6]", name):
        identifier = str(element.get("id", ""))
        yield "heading", f"{name} #{identifier}", f"#{identifier}"
        yield from _mentions(element)
    elif "highlight" in classes:
        yield _code(element, [c for c in classes if c != "highlight"])
    elif name == "div" and "formula" in classes:
        latex = _latex(element)
        yield "formula block", latex, latex.partition("\n")[0]
    elif "figure" in classes:
        figure = str(element.select("svg")[0]["data-name"])
        yield "figure", figure, f"figure:{figure}"
    elif "admonition" in classes or name == "details":
        kind = " ".join(c for c in classes if c != "admonition")
        folded = name == "details"
        yield ("fold" if folded else "box"), kind, f"{'???' if folded else '!!!'} {kind}"
        yield from _walk(element)
    elif name in ("p", "li", "td", "th", "dt", "dd", "figcaption", "summary"):
        yield name, "", _first_words(element)
        yield from _mentions(element)
        yield from _walk(element)
    elif name == "table":
        rows = element.find_all("tr")
        shape = f"{len(rows)} rows of {len(rows[0].find_all(['td', 'th']))}"
        yield "table", shape, _first_words(element)
        yield from _walk(element)
    elif name in ("ul", "ol", "dl"):
        items = element.find_all(["li", "dt"], recursive=False)
        yield "list", f"{name} of {len(items)}", _first_words(element)
        yield from _walk(element)
    elif name == "img":
        yield "image", str(element["src"]), str(element["src"])
    elif name == "figure":
        yield name, "", _first_words(element)
        yield from _walk(element)
    elif name in ("hr", "blockquote"):
        yield name, "", ""
        yield from _walk(element)
    elif name in ("div", "span", "section", "tbody", "thead", "tr", "em", "strong", "a"):
        yield from _walk(element)


def _first_words(element: Tag) -> str:
    if picture := element.select_one("svg[data-name]"):
        return f"figure:{picture['data-name']}"
    text = next((text for text in element.stripped_strings if len(text) > 3), "")
    return text.partition("\n")[0][:15]


def _code(element: Tag, classes: list[str]) -> tuple[str, str, str]:
    element = copy(element)
    for words in element.select(".c, .c1, .filename"):
        words.decompose()
    code = "\n".join(line.rstrip() for line in element.get_text().strip().splitlines())
    return "code", f"{' '.join(classes)}: {code}", code.partition("\n")[0]


def _latex(element: Tag) -> str:
    annotation = element.find("annotation")
    return _TEXT.sub(r"\\text{}", annotation.get_text()) if annotation else ""


def _mentions(block: Tag) -> Iterator[tuple[str, str, str]]:
    """Yield what a block of text mentions, in an order that does not depend on the sentence."""
    found = set()
    for element in block.find_all(["a", "code", "span"]):
        if _owner(element) is not block or "headerlink" in (element.get("class") or []):
            continue
        if element.name == "a" and element.get("href"):
            found.add(("link", str(element["href"])))
        elif element.name == "code" and element.find_parent("pre") is None:
            found.add(("inline code", element.get_text()))
        elif "formula" in (element.get("class") or []):
            found.add(("formula", _latex(element)))
    for kind, detail in sorted(found):
        yield kind, detail, detail.partition("\n")[0]


def _owner(element: Tag) -> Tag | None:
    blocks = ["p", "li", "td", "th", "dt", "dd", "figcaption", "summary", "h1", "h2", "h3", "h4"]
    owner: Tag | None = element.find_parent(blocks)
    return owner


def differences(first: Path, second: Path, languages: Sequence[str] = LANGUAGES[:2]) -> list[str]:
    """Name each difference in structure between a page in two languages, by line on both sides."""
    a_page, b_page = (
        outline(path, code) for path, code in zip((first, second), languages, strict=True)
    )
    matcher = difflib.SequenceMatcher(None, a_page, b_page, autojunk=False)
    found = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            here = _place(first, a_page, a), _place(second, b_page, c)
            left, right = (
                ", ".join(map(str, nodes)) or "nothing" for nodes in (a_page[a:b], b_page[c:d])
            )
            found.append(f"{here[0]}: {left}\n{here[1]}: {right}")
    return found


def _place(path: Path, nodes: list[Node], index: int) -> str:
    line = nodes[min(index, len(nodes) - 1)].line if nodes else 1
    return f"{shown(path)}:{line}"

"""A page's state: what the press must know of the page that it works on.

Python-Markdown hands its extensions text without a name. Whoever converts a page gives its `Source` to
`book.page.extension` as that extension's setting; what works on the page finds it with `page_of`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown import Markdown
from mkdocs.exceptions import PluginError

from book import ROOT
from book.languages.switch import Switch


@dataclass
class Shown:
    """What a page turned out to show: its formulas as MathML, its figures as SVG by name."""

    formulas: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def drawn(self) -> set[str]:
        """The pieces of the page that are drawn, and that a search has no use for."""
        return {*self.formulas, *self.figures.values()}


@dataclass(frozen=True)
class Source:
    """A page: its file, its text, its language, what else belongs to it, and what it came to show.

    Attributes
    ----------
    pictures
        The drawings that only this page has, as SVG by name.
    switches
        The ways to the same page in the other languages.
    """

    path: Path
    text: str
    language: str
    pictures: Mapping[str, str] = field(default_factory=dict)
    switches: Sequence[Switch] = ()
    shown: Shown = field(default_factory=Shown)

    def line_of(self, piece: str) -> int:
        """Return the number of the first line that holds the first line of `piece`; 1 if none does."""
        first = piece.strip().partition("\n")[0]
        for number, line in enumerate(self.text.splitlines(), 1):
            if first and first in line:
                return number
        return 1

    def error(self, piece: str, message: str) -> PageError:
        """Return an error that begins with file and line of a piece of the page."""
        return PageError(f"{shown(self.path)}:{self.line_of(piece)}: {message}")


class PageError(PluginError):
    """Something on a page that must not be published; the message starts with file:line."""


def page_of(markdown: Markdown) -> Source:
    """Return the page that a Markdown instance converts.

    Raises
    ------
    LookupError
        If whoever made the instance did not say.
    """
    page: Source | None = getattr(markdown, "page", None)
    if page is None:
        raise LookupError(
            "no page was given to book.page.extension; convert with "
            "extension_configs={'book.page.extension': {'source': Source(path, text, language)}}"
        )
    return page


def shown(path: Path) -> str:
    """Return a path as people say it: from the root of the repository, with forward slashes."""
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


def read(path: Path) -> str:
    """Read a page; a byte order mark and Windows newlines make no difference."""
    return path.read_text("utf-8-sig")

"""The page at work: so that a Markdown extension can name file and line when it refuses something.

Python-Markdown hands its extensions text without a name. Whoever converts a page says which one it
is with `reading`; an extension that finds a fault raises `PageError` with a piece of the source, and
the line is looked up from that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.exceptions import PluginError

from book import ROOT


@dataclass(frozen=True)
class Source:
    """A page's file, its text, its language, and the drawings that are its own, as SVG by name."""

    path: Path
    text: str
    language: str
    pictures: Mapping[str, str] = field(default_factory=dict)

    def line_of(self, piece: str) -> int:
        """Give the number of the first line that holds the first line of `piece`; 1 if none does."""
        first = piece.strip().partition("\n")[0]
        for number, line in enumerate(self.text.splitlines(), 1):
            if first and first in line:
                return number
        return 1


_current: ContextVar[Source | None] = ContextVar("page", default=None)


class PageError(PluginError):
    """Something on a page that must not be published; the message starts with file:line."""

    def __init__(self, piece: str, message: str) -> None:
        source = _current.get()
        where = f"{shown(source.path)}:{source.line_of(piece)}: " if source else ""
        super().__init__(where + message)


def shown(path: Path) -> str:
    """Give a path as people say it: from the root of the repository, with forward slashes."""
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


def language() -> str:
    """Give the language of the page at work."""
    source = _current.get()
    return source.language if source else "ko"


def path() -> Path:
    """Give the file of the page at work."""
    source = _current.get()
    assert source is not None
    return source.path


def read(path: Path) -> str:
    """Read a page; a byte order mark and Windows newlines make no difference."""
    return path.read_text("utf-8-sig")


def pictures() -> Mapping[str, str]:
    """Give the drawings that only the page at work has."""
    source = _current.get()
    return source.pictures if source else {}


def start(path: Path, text: str, language: str, pictures: Mapping[str, str] | None = None) -> None:
    """Say which page is at work until the next call."""
    _current.set(Source(path, text, language, pictures or {}))


@contextmanager
def reading(
    path: Path, text: str, language: str, pictures: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Say which page is at work, for the length of a with block."""
    token = _current.set(Source(path, text, language, pictures or {}))
    try:
        yield
    finally:
        _current.reset(token)

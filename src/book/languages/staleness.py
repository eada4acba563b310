"""Staleness: a section that changed in one language alone is named until the other follows.

For each section `docs/reviewed.json` keeps a fingerprint of both texts as they were when they last
said the same. One text that left its fingerprint alone is stale. When both have changed, or one
command has marked the section as reviewed, the pair is recorded anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from sybil import Document

from book import DOCS, LANGUAGES
from book.page.blocks import fences
from book.page.state import read, shown

_HEADING = re.compile(r"^#{1,6} .*\{[^}]*#(?P<id>[\w-]+)[^}]*\}[ \t]*$", re.MULTILINE)
_NAMES = {"ko": "Korean", "en": "English"}


@dataclass(frozen=True)
class Section:
    """A heading and what follows it, up to the next heading."""

    path: Path
    identifier: str
    line: int
    fingerprint: str


@dataclass(frozen=True)
class Pair:
    """A section in both languages, and the fingerprints that were recorded for it."""

    page: str
    korean: Section
    english: Section
    recorded: tuple[str, str] | None

    @property
    def name(self) -> str:
        """The section's name for people and for the command that marks it."""
        return f"{self.page}#{self.korean.identifier}"

    @property
    def current(self) -> tuple[str, str]:
        """The fingerprints as they are now."""
        return self.korean.fingerprint, self.english.fingerprint

    @property
    def changed(self) -> tuple[str, ...]:
        """The languages whose text is not the recorded one."""
        recorded = self.recorded or ("", "")
        return tuple(
            code
            for code, now, then in zip(LANGUAGES, self.current, recorded, strict=True)
            if now != then
        )

    @property
    def stale(self) -> bool:
        """Whether one language changed alone."""
        return len(self.changed) == 1

    def __str__(self) -> str:
        """Tell what changed, where, and what to do."""
        changed, other = (
            (self.korean, self.english) if self.changed == ("ko",) else (self.english, self.korean)
        )
        return (
            f"{shown(changed.path)}:{changed.line}: section {changed.identifier!r} changed in "
            f"{_NAMES[self.changed[0]]} alone; change {shown(other.path)}:{other.line} too, or, if "
            f"both still say the same: python3 run.py reviewed {self.name}"
        )


def sections(path: Path) -> dict[str, Section]:
    """Split a page at its headings; what stands before the first one belongs to it."""
    text = read(path)
    masked = list(text)
    for fence in fences(Document(text, str(path))):
        # A comment in a block of code begins like a heading.
        masked[fence.offset : fence.offset + len(fence.body)] = " " * len(fence.body)
    headings = list(_HEADING.finditer("".join(masked)))
    found = {}
    for number, heading in enumerate(headings):
        start = heading.start() if number else 0
        end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
        words = "\n".join(line.rstrip() for line in text[start:end].strip().splitlines())
        line = text.count("\n", 0, heading.start()) + 1
        fingerprint = hashlib.sha256(words.encode()).hexdigest()[:16]
        found[heading["id"]] = Section(path, heading["id"], line, fingerprint)
    return found


def record_of(docs: Path = DOCS) -> Path:
    """Give the file that keeps the fingerprints."""
    return docs / "reviewed.json"


def pairs(docs: Path = DOCS) -> list[Pair]:
    """Give every section that stands in both languages."""
    record = record_of(docs)
    recorded = json.loads(record.read_text("utf-8")) if record.exists() else {}
    found = []
    for korean in sorted((docs / "ko").rglob("*.md")):
        page = korean.relative_to(docs / "ko").as_posix()
        english = docs / "en" / page
        if english.exists():
            ours, theirs = sections(korean), sections(english)
            for name in ours.keys() & theirs.keys():
                then = recorded.get(f"{page}#{name}")
                found.append(Pair(page, ours[name], theirs[name], tuple(then) if then else None))
    return sorted(found, key=lambda pair: (pair.page, pair.korean.line))


def write(reviewed: list[Pair], docs: Path = DOCS) -> None:
    """Record the sections given as they are now; keep the others, drop those that are gone."""
    everything = {pair.name: pair.recorded for pair in pairs(docs)}
    everything |= {pair.name: pair.current for pair in reviewed}
    lines = [
        f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in everything.items() if value
    ]
    record = record_of(docs)
    unfinished = record.with_suffix(".new")
    unfinished.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
    unfinished.replace(record)

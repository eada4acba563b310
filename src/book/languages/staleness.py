"""Staleness: a section that changed in one language alone is named until the other follows.

For each section `docs/reviewed.json` keeps a fingerprint of both texts as they were when they last
said the same. One text that left its fingerprint alone is stale. When both have changed, or one
command has marked the section as reviewed, the pair is recorded anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from book import DOCS, LANGUAGES, atomic
from book.page.headings import headings
from book.page.state import read, shown
from book.words import words


@dataclass(frozen=True)
class Section:
    """A heading and what follows it, up to the next heading."""

    path: Path
    identifier: str
    line: int
    fingerprint: str


@dataclass(frozen=True)
class Shared:
    """A section in each language that has it, and the fingerprints that were recorded for it."""

    page: str
    sections: Mapping[str, Section]
    recorded: Mapping[str, str]

    @property
    def name(self) -> str:
        """The section's name for people and for the command that marks it."""
        return f"{self.page}#{self._first.identifier}"

    @property
    def _first(self) -> Section:
        return next(iter(self.sections.values()))

    @property
    def line(self) -> int:
        """The line in the first language."""
        return self._first.line

    @property
    def current(self) -> dict[str, str]:
        """The fingerprints as they are now."""
        return {code: section.fingerprint for code, section in self.sections.items()}

    @property
    def changed(self) -> tuple[str, ...]:
        """The languages whose text is not the recorded one."""
        return tuple(c for c, now in self.current.items() if now != self.recorded.get(c, ""))

    @property
    def changed_in_all(self) -> bool:
        """Whether every language changed, so that nothing was forgotten."""
        return len(self.changed) == len(self.sections)

    @property
    def stale(self) -> bool:
        """Whether some languages changed and others did not."""
        return bool(self.changed) and not self.changed_in_all

    def __str__(self) -> str:
        """Tell what changed, where, and what to do."""
        [changed, *_] = self.changed
        here = self.sections[changed]
        others = " and ".join(
            f"{shown(section.path)}:{section.line}"
            for code, section in self.sections.items()
            if code not in self.changed
        )
        return (
            f"{shown(here.path)}:{here.line}: section {here.identifier!r} changed in "
            f"{words(changed, 'language')['in_english']} alone; change {others} too, or, if "
            f"both still say the same: python3 run.py reviewed {self.name}"
        )


def sections(path: Path) -> dict[str, Section]:
    """Split a page at its headings; what stands before the first one belongs to it."""
    lines = read(path).split("\n")
    named = [heading for heading in headings("\n".join(lines)) if heading.id]
    found = {}
    for number, heading in enumerate(named):
        start = heading.line - 1 if number else 0
        end = named[number + 1].line - 1 if number + 1 < len(named) else len(lines)
        text = "\n".join(lines[start:end]).strip()
        said = "\n".join(line.rstrip() for line in text.splitlines())
        fingerprint = hashlib.sha256(said.encode()).hexdigest()[:16]
        found[heading.id] = Section(path, heading.id, heading.line, fingerprint)
    return found


def record_of(docs: Path = DOCS) -> Path:
    """Return the file that keeps the fingerprints, in the order of the languages."""
    return docs / "reviewed.json"


def shared(docs: Path = DOCS) -> list[Shared]:
    """Return every section that stands in more than one language."""
    record = record_of(docs)
    recorded = json.loads(record.read_text("utf-8")) if record.exists() else {}
    pages = {
        p.relative_to(docs / code).as_posix()
        for code in LANGUAGES
        for p in (docs / code).rglob("*.md")
    }
    found = []
    for page in pages:
        there = {
            code: sections(docs / code / page)
            for code in LANGUAGES
            if (docs / code / page).exists()
        }
        for name in dict.fromkeys(name for ours in there.values() for name in ours):
            spoken = {code: ours[name] for code, ours in there.items() if name in ours}
            if len(spoken) > 1:
                then = zip(LANGUAGES, recorded.get(f"{page}#{name}", []), strict=False)
                found.append(Shared(page, spoken, dict(then)))
    return sorted(found, key=lambda section: (section.page, section.line))


def write(reviewed: list[Shared], docs: Path = DOCS) -> None:
    """Record the sections given as they are now; keep the others, drop those that are gone."""
    known = {section.name: section.recorded for section in shared(docs)}
    known |= {section.name: section.current for section in reviewed}
    lines = []
    for name, by_language in known.items():
        if by_language:
            fingerprints = [by_language.get(code, "") for code in LANGUAGES]
            while not fingerprints[-1]:
                fingerprints.pop()
            lines.append(f"  {json.dumps(name)}: {json.dumps(fingerprints)}")
    atomic.write(record_of(docs), "{\n" + ",\n".join(lines) + "\n}\n")

"""Find the formulas: those of a page with the words beside them, and those of the library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CODE = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2`*~* *$|(`+)(?!`).+?(?<!`)\3(?!`)", re.M | re.S)
FORMULA = (
    r"(?:\$\$(?P<display>.+?)\$\$|(?<![\\$])\$(?P<inline>[^$\s](?:[^$]*?[^$\s])?)\$(?!\d))"
    r"(?:\s?<!-- (?P<beside>let|claim|given|undecided)\b:?(?P<said>[^\n]*?)-->)?"
)
WORDS = r"<!-- (?P<kind>let)\b(?P<words>[^\n]*?)-->"
EITHER = re.compile(f"{FORMULA}|{WORDS}", re.S)


@dataclass(frozen=True)
class Formula:
    """A formula, where it stands, and the words beside it."""

    place: str
    latex: str
    kind: str = ""
    words: str = ""


def of_page(text: str, name: str) -> Iterator[Formula]:
    """Yield the formulas of a page of Markdown in their order."""
    blank = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in EITHER.finditer(blank):
        if match["kind"]:
            yield Formula(
                f"{name}:{blank.count(chr(10), 0, match.start()) + 1}",
                "",
                *match.group("kind", "words"),
            )
            continue
        latex = match["display"] or match["inline"]
        line = blank.count("\n", 0, match.start() + (2 if match["display"] else 0)) + 1
        kind, words = match["beside"] or "", match["said"] or ""
        yield Formula(f"{name}:{line}", " ".join(latex.split()), kind, words)

"""Find the formulas: those of a page with the words beside them, and those of the library."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from book.page.formulas import DIRECTIVE

CODE = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2`*~* *$|(`+)(?!`).+?(?<!`)\3(?!`)", re.M | re.S)
FORMULA = (
    r"(?:\$\$(?P<display>.+?)\$\$|(?<![\\$])\$(?P<inline>[^$\s](?:[^$]*?[^$\s])?)\$(?!\d))"
    r"(?:\s?<!-- (?P<beside>let|claim|given|undecided)\b:?(?P<said>[^\n]*?)-->)?"
)
WORDS = r"<!-- (?P<kind>let|so)\b(?P<words>[^\n]*?)-->"
EITHER = re.compile(f"{FORMULA}|{WORDS}", re.S)

ROLE = re.compile(r":math:`([^`]+)`")

# Words that may state a result. Nothing traces them: a run prints figures.
NUMBER_WORDS = re.compile(
    r"\b(?:half|halves|thirds?|quarters?|tenths?|twice|doubled?s?|tripled?s?|\w+fold|percent)\b"
    r"|절반|(?:두|세|네|몇|\d+) ?배(?![가-힣]?치)|[가-힣]+분의 ?[가-힣]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Formula:
    """A formula, where it stands, and the words beside it."""

    place: str
    latex: str
    kind: str = ""
    words: str = ""


def of_page(text: str, name: str) -> Iterator[Formula]:
    """Yield the formulas of a page of Markdown in their order."""
    blank = CODE.sub(_blank, text)
    for match in EITHER.finditer(blank):
        if match["kind"]:
            line = blank.count("\n", 0, match.start()) + 1
            words = match["words"] if match["kind"] == "let" else f"so {match['words'].strip()}"
            yield Formula(f"{name}:{line}", "", match["kind"], words)
            continue
        latex = match["display"] or match["inline"]
        line = blank.count("\n", 0, match.start() + (2 if match["display"] else 0)) + 1
        kind, words = match["beside"] or "", match["said"] or ""
        yield Formula(f"{name}:{line}", " ".join(latex.split()), kind, words)


def untraced(text: str) -> list[tuple[int, str]]:
    """Return the words of a page that may state a number, each after its line."""
    prose = EITHER.sub(_blank, CODE.sub(_blank, text))
    return [
        (prose.count("\n", 0, match.start()) + 1, match[0])
        for match in NUMBER_WORDS.finditer(prose)
    ]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def of_docstrings(path: Path, name: str) -> Iterator[tuple[str, Formula]]:
    """Yield the formulas in the docstrings of a module, each after the name of what it describes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        owner = getattr(node, "name", path.stem)
        text = ast.get_docstring(node) or ""
        for latex in (*DIRECTIVE.findall(text), *ROLE.findall(text)):
            place = f"{name}:{node.body[0].lineno}, {owner}"
            yield owner, Formula(place, " ".join(latex.split()))

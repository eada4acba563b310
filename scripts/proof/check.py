"""Decide every formula of a page or of the library, one after the other, with what each may rely on."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import activations as act
from book import ROOT
from book.page.state import shown
from proof import decide, sources, symbols
from proof.decide import RefutedError, Verdict
from proof.read import ReadError

LIBRARY = Path(__file__).with_name("library.toml")


@dataclass(frozen=True)
class Found:
    """What was decided of one relation, or what is wrong with a formula."""

    formula: sources.Formula
    verdict: Verdict

    def __str__(self) -> str:
        why = self.verdict.why.replace("\n", "\n    ")
        return f"{self.formula.place}: {self.verdict.kind}: {self.formula.latex}\n    {why}"


def counts(found: Iterable[Found]) -> str:
    """Return how many relations were decided, in a sentence."""
    kinds = Counter(one.verdict.kind for one in found if one.verdict.kind != "expression")
    decided = sum(kinds[kind] for kind in decide.DECIDED)
    share = decided / max(kinds.total(), 1)
    each = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds))
    return f"{decided} of {kinds.total()} relations are decided, {share:.1%}: {each}"


def page(path: Path, name: str) -> Iterator[Found]:
    """Yield the verdicts of a page."""
    return in_order(sources.of_page(path.read_text("utf-8"), name))


def in_order(formulas: Iterable[sources.Formula]) -> Iterator[Found]:
    """Yield the verdicts of formulas; what one defines holds for those that follow."""
    table = symbols.defaults()
    for formula in formulas:
        if formula.kind == "let" and not formula.latex:
            table = _told(table, formula.words)
        elif formula.kind == "undecided" and not formula.words.strip():
            yield Found(formula, Verdict("false", "marked as undecided without a reason"))
        elif formula.kind in ("given", "undecided"):
            yield Found(formula, Verdict(f"{formula.kind} by hand", formula.words))
        else:
            verdicts, table = _decided(formula.latex, formula.kind, formula.words, table)
            yield from (Found(formula, verdict) for verdict in verdicts)


def known_at(formulas: list[sources.Formula], k: int) -> symbols.Table:
    """Return what is known of the symbols of a formula: from those before it, its own words and itself."""
    table = symbols.defaults()
    for formula in formulas[:k]:
        if formula.kind == "let" and not formula.latex:
            table = _told(table, formula.words)
        elif formula.kind not in ("given", "undecided"):
            table = _decided(formula.latex, formula.kind, formula.words, table)[1]
    return _told(table, formulas[k].words) if formulas[k].kind == "let" else table


# A table is the same for two pages that tell the same story, so the second language costs nothing.
@cache
def _told(table: symbols.Table, words: str) -> symbols.Table:
    return table.told(words)


@cache
def _decided(
    latex: str, kind: str, words: str, table: symbols.Table
) -> tuple[list[Verdict], symbols.Table]:
    """Return the verdicts and what the page knows afterwards: what only the words said is forgotten."""
    try:
        told = table.told(words) if kind in ("let", "so") else table
        verdicts, after = decide.formula(latex, told, claim=kind == "claim")
    except RecursionError:
        return [Verdict("false", "a symbol in it is defined by itself")], table
    except (RefutedError, ReadError, ValueError, TypeError) as error:
        return [Verdict("false", str(error))], table
    for name in after.meanings.keys() - told.meanings.keys():
        table = table.defining(name, after.meanings[name])
    return verdicts, table


def of_library() -> list[sources.Formula]:
    """Return the formulas of the functions, value and derivative, and of docstrings, with their words."""
    words = tomllib.loads(LIBRARY.read_text("utf-8"))
    found = [
        (name, what, sources.Formula(f"act.{name}, {what}", getattr(function, f"{what}_latex")))
        for name, function in ((name, getattr(act, name)) for name in act.__all__)
        for what in ("value", "derivative")
        if hasattr(function, f"{what}_latex")
    ]
    printed = {formula.latex for _, _, formula in found}
    for path in sorted((ROOT / "src").rglob("*.py")):
        found += [
            (name, "text", formula)
            for name, formula in sources.of_docstrings(path, shown(path))
            if formula.latex not in printed
        ]
    return [
        _beside(formula, words.get(name, {}).get(what, words.get(name, {}).get("both", "")))
        for name, what, formula in found
    ]


def _beside(formula: sources.Formula, words: str) -> sources.Formula:
    kind, _, reason = words.partition(":")
    if kind == "undecided":
        return replace(formula, kind=kind, words=reason)
    return replace(formula, kind="let", words=words)


def library() -> Iterator[Found]:
    """Yield the verdicts on the formulas of the library; what one defines no other knows."""
    for formula in of_library():
        yield from in_order([formula])

"""Decide every formula of a page or of the library, one after the other, with what each may rely on."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from functools import cache
from pathlib import Path

import activations as act
from book import ROOT, kept
from book.page.state import shown
from book.sources import fingerprint
from proof import decide, sources, symbols
from proof.compare import RefutedError
from proof.decide import Verdict
from proof.read import ReadError

LIBRARY = Path(__file__).with_name("library.toml")


@dataclass(frozen=True)
class Found:
    """What was decided of one relation, or what is wrong with a formula."""

    formula: sources.Formula
    verdict: Verdict

    def __str__(self) -> str:
        lines = [f"{self.formula.place}: {self.verdict.kind}: {self.formula.latex}"]
        return "\n    ".join([*lines, *self.verdict.why.strip().splitlines()])


def counts(found: Iterable[Found]) -> str:
    """Return how many relations were decided, in a sentence."""
    kinds = Counter(one.verdict.kind for one in found if one.verdict.kind != "expression")
    decided = sum(kinds[kind] for kind in decide.DECIDED)
    share = decided / max(kinds.total(), 1)
    each = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds))
    return f"{decided} of {kinds.total()} relations are decided, {share:.1%}: {each}"


def page(path: Path, name: str) -> Iterator[Found]:
    """Yield the verdicts of a page."""
    return _kept([list(sources.of_page(path.read_text("utf-8"), name))])


def in_order(formulas: Iterable[sources.Formula]) -> Iterator[Found]:
    """Yield the verdicts of formulas; what one defines holds for those that follow."""
    for formula, verdicts, _ in _walk(formulas):
        yield from (Found(formula, verdict) for verdict in verdicts)


def known_at(formulas: list[sources.Formula], k: int) -> symbols.Table:
    """Return what is known of the symbols of a formula: from those before it, its own words and itself."""
    *_, table = [symbols.defaults(), *(after for _, _, after in _walk(formulas[:k]))]
    return _told(table, formulas[k].words) if formulas[k].kind == "let" else table


def _walk(
    formulas: Iterable[sources.Formula],
) -> Iterator[tuple[sources.Formula, list[Verdict], symbols.Table]]:
    """Yield each formula with its verdicts and what is known after it."""
    table = symbols.defaults()
    for formula in formulas:
        verdicts: list[Verdict] = []
        if formula.kind == "let" and not formula.latex:
            table = _told(table, formula.words)
        elif formula.kind == "undecided" and not formula.words.strip():
            verdicts = [Verdict("false", "marked as undecided without a reason")]
        elif formula.kind in ("given", "undecided"):
            verdicts = [Verdict(f"{formula.kind} by hand", formula.words)]
        else:
            verdicts, table = _decided(formula.latex, formula.kind, formula.words, table)
        yield formula, verdicts, table


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
    return _kept([[formula] for formula in of_library()])


def _kept(groups: list[list[sources.Formula]]) -> Iterator[Found]:
    """Yield the verdicts on groups of formulas, computed only if they or the code have changed."""
    name = kept.name(_code(), repr(groups))
    made = kept.find("proof", name)
    if made is None:
        found = [one for formulas in groups for one in in_order(formulas)]
        made = [[astuple(one.formula), astuple(one.verdict)] for one in found]
        kept.keep("proof", name, made)
        kept.prune("proof")
    for formula, verdict in made:
        yield Found(sources.Formula(*formula), Verdict(*verdict))


@cache
def _code() -> str:
    """Return what stands for all that decides: the proof, the library, and its definitions."""
    code = [*(ROOT / "scripts" / "proof").iterdir(), *(ROOT / "src" / "activations").rglob("*.py")]
    code += [ROOT / "tests" / "definitions.py", ROOT / "requirements.lock"]
    return fingerprint((path for path in code if path.is_file()), (), verbatim=True)

r"""Break each formula in every way that a slip of the pen can, and see whether the proof notices.

A mutant whose sides have the values that they had is no error: \delta_{ij} and \delta_{ji}, or twice 0.
A condition or a name states nothing and has no mutants.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from proof import check, decide, sources
from proof.read import BREAKS, RELATIONS, tokens

# A token, what a slip makes of it, and the name of the slip.
SWAPS = {
    "+": ("-", "sign"), "'": ("", "prime"), "1": ("2", "1 to 2"), "2": ("1", "2 to 1"),
    "<": (">", "inequality"), ">": ("<", "inequality"),
    r"\le": (r"\ge", "inequality"), r"\ge": (r"\le", "inequality"),
    r"\sum": (r"\prod", "sum to product"), r"\prod": (r"\sum", "sum to product"),
    r"\log": (r"\exp", "function"), r"\exp": (r"\log", "function"), r"\sqrt": ("", "function"),
    r"\tanh": (r"\sinh", "function"), r"\sinh": (r"\cosh", "function"), r"\cosh": (r"\sinh", "function"),
    r"\max": (r"\min", "function"), r"\min": (r"\max", "function"),
    r"\operatorname{softmax}": (r"\operatorname{softmin}", "function"),
    r"\operatorname{softplus}": (r"\operatorname{sigmoid}", "function"),
    r"\operatorname{ReLU}": (r"\operatorname{silu}", "function"),
    r"\operatorname{silu}": (r"\operatorname{ReLU}", "function"),
}  # fmt: skip
CALLED = {r"\sigma": r"\tanh", r"\varphi": r"\sin", r"\Phi": r"\tanh"}
INDEX = {"i": "j", "j": "i", "k": "i"}
OPEN = {"{": "}", "(": ")", "[": "]"}
NO_SIGN_BEFORE = {"", "(", "{", "[", "&", ",", "|", r"\pm", "+", "-"}


def mutants(latex: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each slip that is possible in a formula, and the formula with it."""
    before = tokens(latex)
    seen = [before]
    for slip, start, end, new in _slips(before):
        after = [*before[:start], *new, *before[end:]]
        if after not in seen:
            seen.append(after)
            yield slip, " ".join(after)


def _slips(left: list[str]) -> Iterator[tuple[str, int, int, list[str]]]:
    """Yield slips: a name, from where to where tokens go, and those that come."""
    for at, token in enumerate(left):
        previous = left[at - 1] if at else ""
        following = left[at + 1] if at + 1 < len(left) else ""
        if token in SWAPS:
            new, slip = SWAPS[token]
            yield slip, at, at + 1, [new] if new else []
        if token in CALLED and following == "(":
            yield "function", at, at + 1, [CALLED[token]]
        if token in ("+", "-"):
            if previous in NO_SIGN_BEFORE or previous in RELATIONS:
                yield "dropped minus", at, at + 1, []
            else:
                yield "dropped term", at, _end_of_term(left, at + 1), []
                yield "sign", at, at + 1, ["+" if token == "-" else "-"]
        if token == r"\frac" and following == "{":
            middle = _closing(left, at + 1) + 1
            end = _closing(left, middle) + 1
            yield "fraction", at + 1, end, [*left[middle:end], *left[at + 1 : middle]]
        if token == "^":
            end = _closing(left, at + 1) + 1
            if not {r"\mathsf{T}", r"\prime"} & {*left[at:end]}:
                yield "exponent", at + 1, end, ["{", *left[at + 1 : end], "+", "1", "}"]
        if token == "_" and following in INDEX:
            yield "index", at + 1, at + 2, [INDEX[following]]
        if token in RELATIONS and following and RELATIONS[token] not in ("in", "drawn", "->"):
            place = at + 1 + (following == "&")
            yield "factor 2", place, place, ["2", r"\cdot"]


def _closing(left: list[str], at: int) -> int:
    """Return where the bracket at a place is closed; a token that opens none ends with itself."""
    if left[at] not in OPEN:
        return at
    depth = 0
    for place in range(at, len(left)):
        depth += (left[place] == left[at]) - (left[place] == OPEN[left[at]])
        if not depth:
            return place
    return len(left) - 1


def _end_of_term(left: list[str], at: int) -> int:
    """Return where the term that begins at a place ends."""
    ends = {"+", "-", "}", ")", "]", "|"} | BREAKS | RELATIONS.keys()
    while at < len(left) and left[at] not in ends and not left[at].startswith(r"\end"):
        at = _closing(left, at) + 1
    return at


@dataclass(frozen=True)
class Outcome:
    """What the proof said of a mutant: caught, equivalent or missed."""

    formula: sources.Formula
    slip: str
    mutant: str
    kind: str

    def __str__(self) -> str:
        return f"{self.formula.place}: {self.kind}, {self.slip}: {self.formula.latex}\n    {self.mutant}"


def drill(formulas: list[sources.Formula], at_most: int | None = None) -> Iterator[Outcome]:
    """Yield what becomes of the mutants of formulas that state something: of all, or of some."""
    stating = {
        one.formula for one in check.in_order(formulas) if one.verdict.kind in ("proved", "defined")
    }
    chosen = [
        (k, slip, mutant)
        for k, formula in enumerate(formulas)
        if formula in stating
        for slip, mutant in mutants(formula.latex)
    ]
    if at_most is not None:
        chosen = random.Random(1).sample(chosen, min(at_most, len(chosen)))
    for k, slip, mutant in chosen:
        yield Outcome(formulas[k], slip, mutant, _outcome(formulas, k, mutant))


def _outcome(formulas: list[sources.Formula], k: int, mutant: str) -> str:
    broken = [*formulas[:k], replace(formulas[k], latex=mutant), *formulas[k + 1 :]]
    if any(one.verdict.kind == "false" for one in check.in_order(broken)):
        return "caught"
    if decide.same(formulas[k].latex, mutant, check.known_at(formulas, k)):
        return "equivalent"
    return "missed"


def score(outcomes: Iterable[Outcome]) -> str:
    """Return how many mutants were caught and of how many, those that are equivalent left out."""
    kinds = Counter(outcome.kind for outcome in outcomes)
    others = kinds["caught"] + kinds["missed"]
    share = f", {kinds['caught'] / others:.1%}" if others else ""
    return f"{kinds['caught']} of {others} slips noticed{share} ({kinds['equivalent']} change no value)"

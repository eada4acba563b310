"""Say what each relation of a formula is, and prove what it states.

What a relation is follows from its form. The first equation of a symbol that has no meaning yet, with
other symbols in it, defines that symbol for the rest of the page. A symbol beside a constant (x > 0,
w = 2, x -> inf) is a condition: it states nothing. All else is a claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from proof import functions
from proof.compare import RefutedError, believed, prove
from proof.evaluate import Evaluator
from proof.read import Chain, Node, read
from proof.symbols import Meaning, Table, is_place, meaning, names_in
from proof.values import INDEXES, LAYERS, UndecidableError, UnknownError, name_of

DECIDED = ("proved", "defined", "given")


@dataclass(frozen=True)
class Verdict:
    """What was found of a formula: proved, defined, given, expression or undecided, and why."""

    kind: str
    why: str = ""

    @property
    def decided(self) -> bool:
        """Tell whether nothing is left to say."""
        return self.kind in (*DECIDED, "expression")


def formula(latex: str, table: Table, claim: bool = False) -> tuple[list[Verdict], Table]:
    """Decide each chain of a formula; return the verdicts and what the page knows after it."""
    chains = read(latex) if latex else []
    # What stands last may say what a symbol before it is: f(x) = x t, t = e^x.
    defining: list[str | None] = [None] * len(chains)
    for k, chain in enumerate(chains):
        if chain.relations[:1] == ("=",) and (found := _definition(chain, table, latex)):
            table = table.defining(*found)
            defining[k] = found[0]
    verdicts = [_verdict(c, table, d, claim, latex) for c, d in zip(chains, defining, strict=True)]
    for consequence in table.consequences:
        for chain in read(consequence):
            try:
                _verdict(chain, table, None, True, consequence)
            except RefutedError as reason:
                raise RefutedError(f"so {consequence}: {reason}") from None
    return verdicts or [Verdict("proved")], table


def same(one: str, other: str, table: Table) -> bool:
    """Tell whether two formulas have the same relations between sides of the same values."""
    chains = list(zip(read(one), read(other), strict=True))
    if any(a.relations != b.relations for a, b in chains):
        return False
    try:
        for a, b in chains:
            for pair in zip(a.sides, b.sides, strict=True):
                prove(pair, ("=",), table, one)
    except (ValueError, TypeError):
        return False
    return True


def _verdict(chain: Chain, table: Table, defines: str | None, claim: bool, seed: str) -> Verdict:
    if not chain.relations:
        return Verdict("expression")
    if not defines and not claim and _is_condition(chain, table):
        return Verdict("given")
    sides, relations = chain.sides, chain.relations
    if all(side.kind == "function" for side in sides):
        x = Node("letter", name="x")
        sides = tuple(Node("call", (side, x)) for side in sides)
    kind = "proved"
    if defines:
        sides, relations, kind = sides[1:], relations[1:], "defined"
    elif relations[0] == "=" and _constant(sides[1], table) and _bare(sides[0]) and len(sides) > 2:
        sides, relations = sides[1:], relations[1:]
    try:
        prove(sides, relations, table, seed)
    except UndecidableError as reason:
        raise RefutedError(f"no value can be computed: {reason}") from None
    except RefutedError as reason:
        raise RefutedError(f"{reason}\n{believed(sides, table)}") from None
    return Verdict(kind)


# --- what a relation is ---


def _bare(node: Node) -> bool:
    """Tell whether a side is a symbol, up to its size or a power."""
    while node.kind in ("abs", "group", "neg") or (
        node.kind == "pow" and node.parts[1].kind == "number"
    ):
        node = node.parts[0]
    return bool(name_of(node)) and node.kind != "number"


def _constant(node: Node, table: Table) -> bool:
    if node.kind in ("pm", "bracket", "tuple"):
        return True
    try:
        Evaluator({}, table)(node)
    except (UnknownError, UndecidableError):
        return False
    return True


def _is_condition(chain: Chain, table: Table) -> bool:
    if set(chain.relations) & {"->", "in", "drawn"}:
        return not table.limits or name_of(chain.sides[0]) in table.limits
    if len(chain.sides) == 2 and all(name_of(side) in INDEXES for side in chain.sides):  # i = j
        return True
    symbols = [side for side in chain.sides if _bare(side)]
    others = [side for side in chain.sides if not _bare(side)]
    if len(symbols) != 1:
        return False
    return all(_constant(side, table) for side in others) and (
        len(chain.sides) == 2 or chain.sides[1] is symbols[0]
    )


def _definition(chain: Chain, table: Table, latex: str) -> tuple[str, Meaning] | None:
    """Return the name and the meaning that a chain gives to its left side, if it has none yet."""
    head, body = chain.sides[0], chain.sides[1]
    name, found = meaning(head, body, latex)
    if is_place(head):
        known = name in table.meanings or name in names_in(body, table)
        return None if known else (name, found)
    if not name or head.kind == "number" or functions.knows(name):
        return None
    if name.rstrip("'") in table.meanings or _is_layer_of(head, table):
        return None
    free = names_in(body, table)
    if name in free or not free - INDEXES or body.kind in ("bracket", "tuple"):
        return None
    return name, found


def _is_layer_of(head: Node, table: Table) -> bool:
    """Tell whether the page has said already what a symbol with the number of a layer is."""
    if head.kind != "index" or head.parts[1].kind != "number":
        return False
    base = name_of(head.parts[0])
    return any(f"{base}_{sub}" in table.meanings for sub in LAYERS)

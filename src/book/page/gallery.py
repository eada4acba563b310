"""The gallery: a card a function and an overview of all, made of the catalogue while a page is read."""

from __future__ import annotations

import json
import math
import re

import activations as act
from activations import Elementwise, Function
from activations.core.parameters import REQUIRED
from book import ROOT
from book.page.kinds import kind
from book.page.state import Source
from book.words import words as words_of

ERRORS = ROOT / "docs" / "errors.json"

_LIBRARIES = {"here": "activations", "torch": "PyTorch"}


def number(value: float) -> str:
    """Write a number for a reader: four digits, a real minus sign but none on 0, a symbol for infinity."""
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    return f"{value + 0.0:.4g}".replace("-", "−")


def _entry(f: Function) -> str:
    """Return where the reference describes a function."""
    return f"api/{f.family}.md#activations.{f.name}"


def card(page: Source, name: str) -> str:
    """Return a function's card as Markdown in the language of the page."""
    if name not in act.CATALOG:
        raise page.error(f"[[card: {name}]]", f"{name!r} is no function of the catalogue")
    words = words_of(page.language, "gallery")
    f = act.CATALOG[name]
    figure = f"gallery-{name}".replace("_", "-")
    picture, alt = _picture(f, words)
    rows = [(words[key], text) for key, text in _facts(f, words)]
    table = "\n".join(f"| {key} | {text} |" for key, text in rows)
    formulas = [*_lines(f.value_latex, words), *_lines(f.derivative_latex, words)]
    return "\n".join([
        *(f"$$\n{formula}\n$$\n" for formula in formulas),
        f"![{alt}](figure:{figure})", "",
        "/// figure-caption", words[picture], "///", "",
        f"| {words['fact']} | {words['value']} |", "|---|---|", table, "",
    ])  # fmt: skip


def _lines(latex: str, words: dict[str, str]) -> list[str]:
    """Part a formula where it has room to spare, so that each part fits on a phone."""
    return re.split(r",\s*\\quad\s*", latex.replace("otherwise", words["otherwise"]))


def _picture(f: Function, words: dict[str, str]) -> tuple[str, str]:
    """Return what kind of picture a function has, and its alt text."""
    if isinstance(f, Elementwise):
        reach = 8.0 if f.name == "relu6" else 5.0
        first, last = (number(round(float(f(x, **f.example)), 4)) for x in (-reach, reach))
        ends = {"left": number(-reach), "right": number(reach), "first": first, "last": last}
        alt = words["alt line"].format(**ends)
        if f.minimum:
            alt += words["alt minimum"].format(x=number(f.minimum[0]), y=number(f.minimum[1]))
        if f.kinks():
            alt += words["alt kinks"].format(", ".join(number(kink.x) for kink in f.kinks()))
        return "line", alt
    return kind(f), words[f"alt {kind(f)}"]


def _facts(f: Function, words: dict[str, str]) -> list[tuple[str, str]]:
    facts = []
    given = [
        f"`{p.name}` ({words['required'] if p.default is REQUIRED else _plain(p.default)})"
        for p in f.parameters
        if p.name != "rng"
    ]
    facts.append(("parameters", ", ".join(given) or words["none"]))
    if isinstance(f, Elementwise):
        low, high = map(number, f.range)
        facts.append(("range", f"{low} … {high}"))
        facts.append(("limits", ", ".join(map(number, f.limits))))
        if f.minimum:
            facts.append(("minimum", words["at"].format(*map(number, f.minimum))))
        kinks = [words["at"].format(number(k.x), number(k.derivative)) for k in f.kinks()]
        facts.append(("kinks", "; ".join(kinks) or words["none"]))
    if errors := _errors().get(f.name):
        told = [
            f"{title}: " + words["of"].format(*(_ulp(found[code]) for found in errors.values()))
            for code, title in _LIBRARIES.items()
            if all(code in found for found in errors.values())
        ]
        facts.append(("worst", "; ".join(told)))
    facts.append(("reference", _linked(f.reference)))
    links = [f"[{words['signature']}]({_entry(f)})"]
    if f.torch_name:
        torch = f"https://docs.pytorch.org/docs/stable/generated/{f.torch_name}.html"
        links.insert(0, f"[`{f.torch_name}`]({torch})")
    facts.append(("details", ", ".join(links)))
    return facts


def _plain(default: object) -> str:
    """Write a default shortly: four digits of a number, anything else as Python does."""
    return f"{default:.4g}" if isinstance(default, float) else repr(default)


def _errors() -> dict[str, dict[str, dict[str, float | None]]]:
    found: dict[str, dict[str, dict[str, float | None]]] = json.loads(ERRORS.read_text("utf-8"))
    return found


def _ulp(error: float | None) -> str:
    """Write an error; None stands for a value that is infinite or nan where the true one is not."""
    if error is None:
        return "∞"
    return f"{error:.1f}" if error < 100 else f"{error:.0e}"


def _linked(reference: str) -> str:
    """Make links of an address and of an arXiv number."""
    reference = re.sub(r"arXiv:(\S+)", r"[arXiv:\1](https://arxiv.org/abs/\1)", reference)
    return re.sub(r"(?<!\()https://(?:doi\.org/)?(\S+)", r"[\1](\g<0>)", reference)


def overview(page: Source) -> str:
    """Return the table of all functions, which the page's script lets readers sort."""
    words = words_of(page.language, "gallery")
    head = [words[key] for key in ("name", "group", "range", "monotonic", "smooth", "year")]
    rows = [head, ["---"] * len(head)]
    for name, f in act.CATALOG.items():
        family = "smooth group" if f.family == "smooth" else f.family
        row = [f"[{name}](#{name})", words[family]]
        if isinstance(f, Elementwise):
            row.append(" … ".join(map(number, f.range)))
            row += [words["yes" if fact else "no"] for fact in (f.monotonic, not f.kinks())]
        else:
            row += ["", "", ""]
        rows.append([*row, str(f.year)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)

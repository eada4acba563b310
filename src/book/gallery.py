"""The gallery: a card a function and an overview of all, made of the catalogue while a page is read."""

from __future__ import annotations

import json
import math
import re

import activations as act
from activations import Elementwise, Function
from activations.core.parameters import REQUIRED
from book import ROOT
from book.page import PageError, language

ERRORS = ROOT / "docs" / "errors.json"

# Words of the cards. Names that stay the same in both languages stand in the code.
_WORDS = {
    "ko": {
        "line": "값(실선)과 도함수(점선)",
        "bars": "점수 네 개(왼쪽)와 함수의 출력(오른쪽)",
        "gate": "게이트 b에 따른 출력. 신호 a는 2, 1, −1입니다",
        "columns": "예제 A와 B의 네 채널, 함수를 쓰기 전(위)과 쓴 뒤(아래)",
        "otherwise": "그 밖",
        "fact": "항목", "value": "내용", "range": "값의 범위", "limits": "양 끝의 극한",
        "minimum": "최솟값", "kinks": "꺾이거나 뛰는 점과 그곳의 도함수", "none": "없음",
        "parameters": "매개변수와 기본값", "required": "필수", "reference": "출처",
        "details": "자세히", "signature": "전체 설명", "worst": "가장 큰 오차 (ULP)",
        "of": "값 {}, 도함수 {}",
        "at": "x = {}에서 {}", "name": "함수", "group": "갈래", "monotonic": "단조", "smooth": "매끄러움",
        "year": "연도", "yes": "예", "no": "아니요",
        "smooth group": "매끄러운 함수", "piecewise": "구간별", "gated": "게이트", "vector": "벡터",
        "normalization": "정규화", "loss": "손실",
        "alt line": "x가 {left}에서 {right}까지 변할 때 값은 {first}에서 {last}까지 변합니다.",
        "alt minimum": " 가장 낮은 점은 x = {x}에서 {y}입니다.", "alt kinks": " x = {}에 점을 찍었습니다.",
        "alt bars": "점수 2, 1, 0, −1을 나타내는 막대와, 함수를 통과한 값을 나타내는 막대입니다.",
        "alt gate": "b가 커질수록 세 곡선은 0에서 멀어져 저마다 2, 1, −1에 다가갑니다.",
        "alt columns": "세로로 늘어선 점이 여덟 줄 있습니다. 위에서는 줄마다 높이와 퍼진 정도가 "
        "다르고, 아래는 같은 점이 함수를 지난 뒤입니다.",
    },
    "en": {
        "line": "Value (solid) and derivative (dashed)",
        "bars": "Four scores (left) and the output of the function (right)",
        "gate": "The output by the gate b, for the signals a = 2, 1 and −1",
        "columns": "Four channels of the examples A and B, before the function (above) and after (below)",
        "otherwise": "otherwise",
        "fact": "Property", "value": "Value", "range": "Range", "limits": "Limits at both ends",
        "minimum": "Minimum", "kinks": "Kinks or jumps, and the derivative there", "none": "none",
        "parameters": "Parameters and defaults", "required": "required", "reference": "Source",
        "details": "More", "signature": "full description", "worst": "Largest error (ULP)",
        "of": "value {}, derivative {}",
        "at": "at x = {}: {}", "name": "Function", "group": "Kind", "monotonic": "Monotonic",
        "smooth": "Smooth", "year": "Year", "yes": "yes", "no": "no",
        "smooth group": "smooth", "piecewise": "piecewise", "gated": "gated", "vector": "vector",
        "normalization": "normalisation", "loss": "loss",
        "alt line": "As x goes from {left} to {right}, the value goes from {first} to {last}.",
        "alt minimum": " Its lowest point is {y} at x = {x}.", "alt kinks": " Dots mark x = {}.",
        "alt bars": "Bars for the scores 2, 1, 0 and −1, and bars for the output of the function.",
        "alt gate": "As b grows the three curves leave 0 and come close to 2, 1 and −1.",
        "alt columns": "Eight columns of dots. Above they differ in height and spread; below are "
        "the same dots after the function.",
    },
}  # fmt: skip
_LIBRARIES = {"here": "activations", "torch": "PyTorch"}


def number(value: float) -> str:
    """Write a number for a reader: four digits, a real minus sign but none on 0, a symbol for infinity."""
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    return f"{value + 0.0:.4g}".replace("-", "−")


def _entry(f: Function) -> str:
    """Give where the reference describes a function."""
    # The page has its address from the book, whose spelling is British.
    page = f.family.replace("normalization", "normalisation")
    return f"api/{page}.md#activations.{f.name}"


def members(kind: str) -> list[str]:
    """Return the names of the functions that are pictured in one way: line, bars, gate or columns."""
    return [name for name, f in act.CATALOG.items() if _kind(f) == kind]


def _kind(f: Function) -> str:
    if isinstance(f, Elementwise):
        return "line"
    return {"glu": "gate"}.get(f.name, "columns" if f.family == "normalization" else "bars")


def card(name: str) -> str:
    """Give a function's card as Markdown in the language of the page at work."""
    if name not in act.CATALOG:
        raise PageError(f"[[card: {name}]]", f"{name!r} is no function of the catalogue")
    words = _WORDS[language()]
    f = act.CATALOG[name]
    figure = f"gallery-{name}".replace("_", "-")
    kind, alt = _picture(f, words)
    rows = [(words[key], text) for key, text in _facts(f, words)]
    table = "\n".join(f"| {key} | {text} |" for key, text in rows)
    formulas = [*_lines(f.value_latex, words), *_lines(f.derivative_latex, words)]
    return "\n".join([
        *(f"$$\n{formula}\n$$\n" for formula in formulas),
        f"![{alt}](figure:{figure})", "",
        "/// figure-caption", words[kind], "///", "",
        f"| {words['fact']} | {words['value']} |", "|---|---|", table, "",
    ])  # fmt: skip


def _lines(latex: str, words: dict[str, str]) -> list[str]:
    """Part a formula where it has room to spare, so that each part fits on a phone."""
    return re.split(r",\s*\\quad\s*", latex.replace("otherwise", words["otherwise"]))


def _picture(f: Function, words: dict[str, str]) -> tuple[str, str]:
    """Give what kind of picture a function has, and its alt text."""
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
    return _kind(f), words[f"alt {_kind(f)}"]


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


def overview() -> str:
    """Give the table of all functions, which the page's script lets readers sort."""
    words = _WORDS[language()]
    head = [words[key] for key in ("name", "group", "range", "monotonic", "smooth", "year")]
    rows = [head, ["---"] * len(head)]
    for name, f in act.CATALOG.items():
        kind = "smooth group" if f.family == "smooth" else f.family
        row = [f"[{name}](#{name})", words[kind]]
        if isinstance(f, Elementwise):
            row.append(" … ".join(map(number, f.range)))
            row += [words["yes" if fact else "no"] for fact in (f.monotonic, not f.kinks())]
        else:
            row += ["", "", ""]
        rows.append([*row, str(f.year)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)

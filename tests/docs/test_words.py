"""The words: the glossary's terms and no others, both languages in the style of the book."""

from __future__ import annotations

import re

import pytest
from codespell_lib import main as codespell

from book import DOCS, LANGUAGES
from book.page import blocks
from book.page.formulas import BESIDE
from book.page.state import shown

FILES = [path for language in LANGUAGES for path in sorted((DOCS / language).rglob("*.md"))]
KOREAN = [path for path in FILES if "ko" in path.relative_to(DOCS).parts]
ENGLISH = [path for path in FILES if path not in KOREAN]

# What is not said, and what is said instead.
FORBIDDEN = {
    "ko": {
        "활성화 ?함수": "활성함수", "(?:경사|그래디언트|그라디언트) ?소실": "기울기 소실",
        "(?:오류|오차) ?역전파": "역전파", "가중치 ?초기값": "가중치 초기화",
        "(?:배치|배취) ?(?:노멀|노말)\\w*": "배치 정규화", "(?:스킵|잔여) ?연결": "잔차 연결",
        "지도 학습": "지도학습", "크로스 ?엔트로피": "교차 엔트로피",
        "(?:미분값|미분계수)(?!과|이|을)": "도함수", "러닝 ?레이트": "학습률",
    },
    "en": {
        "activation-function": "activation function", "back[- ]propagation": "backpropagation",
        "softmax function": "softmax", "normalization(?! Layers)": "normalisation (but in titles)",
        "initialization": "initialisation (but in titles)",
        "vanishing gradients? problem": "vanishing gradient",
        "local minimums": "local minima", "vanishig": "vanishing", "in order to": "to", "utili[sz]e": "use",
    },
}  # fmt: skip


def prose(path):
    """Return a page's text without code, formulas, links' addresses and what is in quotation marks."""
    text = path.read_text("utf-8")
    for fence in reversed(list(blocks.fences(blocks.Document(text, str(path))))):
        text = text[: fence.offset] + text[fence.offset + len(fence.body) :]
    text = BESIDE.sub("", text)
    text = re.sub(
        r"\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`|\]\([^)\n]*\)|\{[^}\n]*\}|\[\[.*?\]\]",
        " ",
        text,
        flags=re.S,
    )
    return re.sub(r'"[^"\n]+"|\*[^*\n]+\*', " ", text)


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_terms_are_those_of_the_glossary(path):
    language = path.relative_to(DOCS).parts[0]
    text = prose(path)
    if language == "en":
        text = re.sub(r"^\[\^.*$|^- [A-Z]\. .*$", "", text, flags=re.MULTILINE)
    for wrong, right in FORBIDDEN[language].items():
        found = re.search(wrong, text, re.IGNORECASE)
        assert not found, f"{shown(path)}: {found[0]!r}; the book says {right}"


@pytest.mark.parametrize("path", KOREAN, ids=shown)
def test_korean_is_polite_and_does_not_shout(path):
    text = prose(path)
    assert "!" not in re.sub(r"^ *!!!.*$|!\[", "", text, flags=re.MULTILINE)
    text = re.sub(r"^- \*\*S\d\d\*\*.*$", "", text, flags=re.MULTILINE)  # what the note says
    plain = re.search(r"[가-힣]*(?:한다|된다|이다|했다|였다)\. ", text)
    assert not plain, f"{shown(path)}: {plain[0]!r} is not 합니다체"


@pytest.mark.parametrize("path", ENGLISH, ids=shown)
def test_english_does_not_shout(path):
    assert "!" not in re.sub(r"^ *!!!.*$|!\[", "", prose(path), flags=re.MULTILINE)


def test_english_has_no_common_typing_error(tmp_path, capsys):
    copies = []
    for path in ENGLISH:
        copy = tmp_path / path.relative_to(DOCS).as_posix().replace("/", "_")
        copy.write_text(prose(path), encoding="utf-8")
        copies.append(str(copy))
    found = codespell("--builtin", "clear,rare", "--ignore-words-list", "therefor,sinc", *copies)
    assert found == 0, capsys.readouterr().out


def test_the_speller_finds_an_error(tmp_path, capsys):
    wrong = tmp_path / "wrong.md"
    wrong.write_text("A vanishig gradient occured.", encoding="utf-8")
    assert codespell(str(wrong)) > 0
    assert "occured" in capsys.readouterr().out

"""Two languages, one book: for each way in which they can drift apart, make it happen and see it named."""

from __future__ import annotations

import json
import shutil

import pytest

from book import DOCS, review
from book.outline import differences

CHAPTER = "sigmoid.md"


@pytest.fixture
def copy(tmp_path):
    """A copy of the pages whose record is up to date."""
    shutil.copytree(DOCS, tmp_path / "docs")
    docs = tmp_path / "docs"
    review.write(review.pairs(docs), docs)
    return docs


def change(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


STRUCTURE = {
    "level of a heading": ("## The derivative {", "### The derivative {"),
    "id of a heading": ("{ #derivative }", "{ #derivatives }"),
    "formula in a paragraph": ("$x = 53 \\log 2$", "$x = 52 \\log 2$"),
    "formula of its own": ("\\le \\frac{1}{4}", "\\le \\frac{1}{2}"),
    "figure": ("(figure:logit)", "(figure:sigmoid)"),
    "link": ("](#stable)", "](#two-forms)"),
    "address": ("](https://doi.org/10.1162/", "](https://example.org/10.1162/"),
    "line of code": (">>> h = 1e-5", ">>> h = 1e-6"),
    "output": ("(0.25, True)", "(0.26, True)"),
    "attribute of a fence": ("```pycon\n>>> h = 1e-5", "```{ .pycon .approx }\n>>> h = 1e-5"),
    "kind of box": ('!!! tip "When', '!!! note "When'),
    "fold made a box": ('??? tip "Hint"', '!!! tip "Hint"'),
    "order of blocks": (
        "Values alone are enough to check",
        "```sh\nls\n```\n\nValues alone are enough",
    ),
    "item of a list": (
        "- **A part of other functions**",
        "- more\n- **A part of other functions**",
    ),
    "row of a table": (
        "| the inverse is the logit |",
        "| a | b | c |\n| the inverse is the logit |",
    ),
    "inline code": ("write `act.sigmoid(-x)`", "write `act.sigmoid(x)`"),
}


@pytest.mark.parametrize("kind", STRUCTURE)
def test_a_structural_change_in_one_language_is_named_on_both_sides(copy, kind):
    korean, english = copy / "ko" / CHAPTER, copy / "en" / CHAPTER
    assert differences(korean, english) == []
    line = change(english, *STRUCTURE[kind])
    found = differences(korean, english)
    assert found
    for difference in found:
        left, right = difference.splitlines()
        assert left.startswith(f"{korean.as_posix()}:")
        at = int(right.removeprefix(f"{english.as_posix()}:").partition(":")[0])
        assert abs(at - line) <= 6, difference


def test_a_comment_in_code_may_be_in_the_readers_language(copy):
    for language, words in (("ko", "간격"), ("en", "step")):
        change(copy / language / CHAPTER, ">>> h = 1e-5", f">>> h = 1e-5  # {words}")
    assert differences(copy / "ko" / CHAPTER, copy / "en" / CHAPTER) == []


WORDS = {
    "heading": ("## Saturation {", "## Flatness {", "saturation"),
    "alt text": ("![As p goes", "![When p goes", "logit"),
    "caption": ("Where each formula fails.", "The failures.", "two-forms"),
    "sentence": ("half of the answer is gone", "half of it is gone", "logit"),
    "front matter": ("description: Sigmoid", "description: The sigmoid", "sigmoid"),
    "code": (">>> h = 1e-5", ">>> h = 1e-6", "derivative"),
}


def stale(docs):
    return [pair for pair in review.pairs(docs) if pair.stale]


@pytest.mark.parametrize("kind", WORDS)
def test_a_section_changed_in_one_language_alone_is_stale(copy, kind):
    old, new, section = WORDS[kind]
    change(copy / "en" / CHAPTER, old, new)
    [pair] = stale(copy)
    assert pair.name == f"{CHAPTER}#{section}"
    message = str(pair)
    assert (
        f"en/{CHAPTER}:{pair.english.line}: section {section!r} changed in English alone" in message
    )
    assert f"ko/{CHAPTER}:{pair.korean.line}" in message
    assert f"run.py reviewed {pair.name}" in message


def test_it_is_stale_until_the_other_language_follows(copy):
    change(copy / "ko" / CHAPTER, "## 포화 {", "## 평평해짐 {")
    assert len(stale(copy)) == 1
    change(copy / "en" / CHAPTER, "## Saturation {", "## Flatness {")
    assert stale(copy) == []


def test_or_until_it_is_marked_and_then_the_next_change_is_seen(copy):
    change(copy / "ko" / CHAPTER, "## 포화 {", "## 평평해짐 {")
    review.write(stale(copy), copy)
    assert stale(copy) == []
    change(copy / "ko" / CHAPTER, "## 평평해짐 {", "## 포화 {")
    assert [pair.name for pair in stale(copy)] == [f"{CHAPTER}#saturation"]


def test_marking_one_section_leaves_the_others(copy):
    change(copy / "ko" / CHAPTER, "## 포화 {", "## 평평해짐 {")
    change(copy / "ko" / CHAPTER, "## 출처 {", "## 문헌 {")
    first, second = stale(copy)
    review.write([first], copy)
    assert [pair.name for pair in stale(copy)] == [second.name]


def test_a_section_that_is_gone_leaves_the_record(copy):
    for language in ("ko", "en"):
        text = (copy / language / "index.md").read_text("utf-8")
        (copy / language / "index.md").write_text(text[: text.index("\n## ")], encoding="utf-8")
    review.write([], copy)
    record = json.loads(review.record_of(copy).read_text("utf-8"))
    assert [name for name in record if name.startswith("index.md")] == ["index.md#home"]


def test_a_comment_in_code_is_no_heading(page):
    path = page("# T { #t }\n\n```sh\n# no { #heading }\n```\n\n## S { #s }\n")
    assert list(review.sections(path)) == ["t", "s"]


def test_windows_newlines_and_trailing_spaces_change_nothing(copy):
    path = copy / "ko" / CHAPTER
    path.write_bytes(path.read_bytes().replace(b"\n\n", b"  \n\n").replace(b"\n", b"\r\n"))
    assert stale(copy) == []

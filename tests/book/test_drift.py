"""Two languages, one book: for each way in which they can drift apart, make it happen and see it named."""

from __future__ import annotations

import json

import pytest

from book.languages import staleness as review
from book.languages.structure import differences

CHAPTER = "chapter.md"

KOREAN = """\
---
description: 예
---

# 제목 { #title }

첫 문단에 식 $x = 53$이 있고 [링크](#slope)와
[주소](https://example.org/a)가 있고 `act.sigmoid(-x)`도 있습니다.

$$
\\frac{1}{4}
$$

## 기울기 { #slope }

```pycon
>>> h = 1e-5
>>> h * 2
2e-05
```

![그림에서 볼 것](figure:logit)

/// figure-caption
설명입니다.
///

!!! tip "상자"

    상자 안의 글입니다.

??? tip "접힌 상자"

    접힌 글입니다.

## 끝 { #end }

- 하나입니다
- 둘입니다

| 머리 | 머리 둘 |
|---|---|
| 첫째 칸 | 둘째 칸 |

마지막 문단입니다.
"""

ENGLISH = """\
---
description: An example
---

# Title { #title }

The first paragraph has the formula $x = 53$, a [link](#slope),
an [address](https://example.org/a) and `act.sigmoid(-x)`.

$$
\\frac{1}{4}
$$

## Slope { #slope }

```pycon
>>> h = 1e-5
>>> h * 2
2e-05
```

![What to see](figure:logit)

/// figure-caption
The caption.
///

!!! tip "Box"

    Words inside a box.

??? tip "Fold"

    Words inside a fold.

## End { #end }

- one of them
- two of them

| head | second head |
|---|---|
| first cell | second cell |

The last paragraph.
"""


@pytest.fixture
def copy(tmp_path):
    """A book of one chapter whose record is up to date."""
    for language, text in (("ko", KOREAN), ("en", ENGLISH)):
        (tmp_path / language).mkdir()
        (tmp_path / language / CHAPTER).write_text(text, encoding="utf-8")
    review.write(review.shared(tmp_path), tmp_path)
    return tmp_path


def change(path, old, new):
    """Change a piece of a page and give the line where it stands."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


STRUCTURE = {
    "level of a heading": ("## Slope {", "### Slope {"),
    "id of a heading": ("{ #slope }", "{ #slopes }"),
    "formula in a paragraph": ("$x = 53$", "$x = 52$"),
    "formula of its own": ("\\frac{1}{4}", "\\frac{1}{2}"),
    "figure": ("(figure:logit)", "(figure:sigmoid)"),
    "link": ("](#slope)", "](#end)"),
    "address": ("(https://example.org/a)", "(https://example.org/b)"),
    "line of code": (">>> h = 1e-5", ">>> h = 1e-6"),
    "output": ("\n2e-05", "\n3e-05"),
    "attribute of a fence": ("```pycon", "```{ .pycon .approx }"),
    "kind of box": ('!!! tip "Box"', '!!! note "Box"'),
    "fold made a box": ('??? tip "Fold"', '!!! tip "Fold"'),
    "order of blocks": ("The last paragraph", "One more.\n\nThe last paragraph"),
    "item of a list": ("- two of them", "- two of them\n- three"),
    "row of a table": ("| first cell |", "| a | b |\n| first cell |"),
    "inline code": ("`act.sigmoid(-x)`", "`act.sigmoid(x)`"),
    "caption": ("/// figure-caption\nThe caption.\n///\n", ""),
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
    "heading": ("## Slope {", "## Slopes {", "slope"),
    "alt text": ("![What to see]", "![What one sees]", "slope"),
    "caption": ("The caption.", "Another caption.", "slope"),
    "sentence": ("The last paragraph.", "The final paragraph.", "end"),
    "front matter": ("description: An example", "description: A sample", "title"),
    "code": (">>> h = 1e-5", ">>> h = 1e-6", "slope"),
}


def stale(docs):
    return [pair for pair in review.shared(docs) if pair.stale]


@pytest.mark.parametrize("kind", WORDS)
def test_a_section_changed_in_one_language_alone_is_stale(copy, kind):
    old, new, section = WORDS[kind]
    change(copy / "en" / CHAPTER, old, new)
    [pair] = stale(copy)
    assert pair.name == f"{CHAPTER}#{section}"
    message = str(pair)
    assert (
        f"en/{CHAPTER}:{pair.sections['en'].line}: section {section!r} changed in English alone"
        in message
    )
    assert f"ko/{CHAPTER}:{pair.sections['ko'].line}" in message
    assert f"run.py reviewed {pair.name}" in message


def test_it_is_stale_until_the_other_language_follows(copy):
    change(copy / "ko" / CHAPTER, "## 기울기 {", "## 경사 {")
    assert len(stale(copy)) == 1
    change(copy / "en" / CHAPTER, "## Slope {", "## Slopes {")
    assert stale(copy) == []


def test_or_until_it_is_marked_and_then_the_next_change_is_seen(copy):
    change(copy / "ko" / CHAPTER, "## 기울기 {", "## 경사 {")
    review.write(stale(copy), copy)
    assert stale(copy) == []
    change(copy / "ko" / CHAPTER, "## 경사 {", "## 기울기 {")
    assert [pair.name for pair in stale(copy)] == [f"{CHAPTER}#slope"]


def test_marking_one_section_leaves_the_others(copy):
    change(copy / "ko" / CHAPTER, "## 기울기 {", "## 경사 {")
    change(copy / "ko" / CHAPTER, "## 끝 {", "## 마지막 {")
    first, second = stale(copy)
    review.write([first], copy)
    assert [pair.name for pair in stale(copy)] == [second.name]


def test_a_section_that_is_gone_leaves_the_record(copy):
    for language in ("ko", "en"):
        path = copy / language / CHAPTER
        text = path.read_text("utf-8")
        path.write_text(text[: text.index("\n## ")], encoding="utf-8")
    review.write([], copy)
    assert list(json.loads(review.record_of(copy).read_text("utf-8"))) == [f"{CHAPTER}#title"]


def test_a_comment_in_code_is_no_heading(page):
    path = page("# T { #t }\n\n```sh\n# no { #heading }\n```\n\n## S { #s }\n")
    assert list(review.sections(path)) == ["t", "s"]


def test_windows_newlines_and_trailing_spaces_change_nothing(copy):
    path = copy / "ko" / CHAPTER
    path.write_bytes(path.read_bytes().replace(b"\n\n", b"  \n\n").replace(b"\n", b"\r\n"))
    assert stale(copy) == []

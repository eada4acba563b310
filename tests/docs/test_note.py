"""From the note to the book: all statements, in both languages, each shown where the page says."""

from __future__ import annotations

import re
from functools import cache

import pytest

from book import DOCS, LANGUAGES
from book.page import blocks

STATEMENTS = [f"S{number:02}" for number in range(1, 45)]
LINE = re.compile(
    r"^- \*\*(?P<number>S\d\d)\*\* (?P<text>.+?)\. \*(?P<verdict>[^*]+)\*: "
    r"\[.+\]\((?P<page>[\w-]+\.md)#(?P<section>[\w-]+)\)(?:, `(?P<code>.+)`)?$",
    re.MULTILINE,
)
VERDICTS = {
    "맞음": "holds", "맞지만 모자람": "holds, not enough", "조건부": "on a condition",
    "그것만은 아님": "not the only one", "바로잡음": "corrected", "비유": "an analogy",
    "옛말": "dated", "새로 그림": "drawn anew", "채워 넣음": "supplied",
}  # fmt: skip


@cache
def rows(language):
    text = (DOCS / language / "note.md").read_text("utf-8")
    return {row["number"]: row for row in LINE.finditer(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_has_its_line_in_order(language):
    assert list(rows(language)) == STATEMENTS
    lines = (DOCS / language / "note.md").read_text("utf-8").splitlines()
    assert sum(line.startswith("- ") for line in lines) == len(STATEMENTS)


@pytest.mark.parametrize("number", STATEMENTS)
def test_both_languages_judge_alike_and_show_the_same(number):
    korean, english = rows("ko")[number], rows("en")[number]
    assert VERDICTS[korean["verdict"]] == english["verdict"]
    for group in ("page", "section", "code"):
        assert korean[group] == english[group]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", STATEMENTS)
def test_what_shows_a_statement_is_run_in_its_section(number, language):
    row = rows(language)[number]
    text, line, end = section(DOCS / language / row["page"], row["section"])
    if not row["code"]:
        assert re.search(r"\[\^\w+\]|doi\.org|arxiv\.org", text), f"{number} rests on nothing"
        return
    run = [source for at, source in runs(DOCS / language / row["page"]) if line <= at < end]
    assert any(row["code"] in source for source in run), f"{row['code']} is not run there"


@cache
def runs(path):
    return [(e.line, e.parsed.source) for e in blocks.pages.parse(path).examples()]


def section(path, identifier):
    """Return a section's text with what is under it, and its first line and the one after its last."""
    lines = path.read_text("utf-8").splitlines()
    heading = re.compile(r"^(#+) .*\{ #([\w-]+) \}$")
    found = [(number, m) for number, line in enumerate(lines, 1) if (m := heading.match(line))]
    [(start, level)] = [(n, len(m[1])) for n, m in found if m[2] == identifier]
    end = next((n for n, m in found if n > start and len(m[1]) <= level), len(lines) + 1)
    return "\n".join(lines[start - 1 : end - 1]), start, end


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapters_table_of_differences_is_not_forgotten(language):
    for page in {row["page"] for row in rows(language).values()}:
        text = (DOCS / language / page).read_text("utf-8")
        assert "{ #note }" in text, f"{page} does not say where the note differs"

"""Every formula of the book is decided: of the pages in both languages, and of the functions."""

from __future__ import annotations

import pytest

from book import DOCS, LANGUAGES
from proof import check, decide, drill, sources

PAGES = sorted(
    path.relative_to(DOCS / LANGUAGES[0]).as_posix() for path in (DOCS / LANGUAGES[0]).rglob("*.md")
)
UNDECIDED = 2  # by hand; one more needs a better reason


def found(page):
    """Return what is found on a page, in every language."""
    return [
        one
        for language in LANGUAGES
        for one in check.page(DOCS / language / page, f"docs/{language}/{page}")
    ]


@pytest.mark.parametrize("page", PAGES)
def test_no_formula_of_a_page_is_false(page):
    wrong = [str(one) for one in found(page) if one.verdict.kind == "false"]
    assert not wrong, "\n".join(wrong)


def test_no_formula_of_a_function_is_false():
    wrong = [str(one) for one in check.library() if one.verdict.kind == "false"]
    assert not wrong, "\n".join(wrong)


def test_nearly_every_relation_is_decided():
    for language in LANGUAGES:
        kinds = [
            one.verdict.kind
            for page in PAGES
            for one in check.page(DOCS / language / page, page)
            if one.verdict.kind != "expression"
        ]
        decided = sum(kind in decide.DECIDED for kind in kinds)
        assert decided >= 0.97 * len(kinds), f"{language}: {decided} of {len(kinds)}"
        assert kinds.count("undecided by hand") <= UNDECIDED


def test_slips_of_the_pen_are_noticed():
    pages = [list(sources.of_page((DOCS / "ko" / page).read_text("utf-8"), page)) for page in PAGES]
    outcomes = [one for formulas in pages for one in drill.drill(formulas, at_most=12)]
    for formula in check.of_library():
        outcomes += drill.drill([formula], at_most=1)
    missed = [str(one) for one in outcomes if one.kind == "missed"]
    caught = sum(one.kind == "caught" for one in outcomes)
    assert caught >= 200
    assert len(missed) <= 0.05 * (caught + len(missed)), "\n".join(missed)

"""Formulas: MathML on the page, an error with a place for what does not parse, a small font."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont
from markdown import Markdown

from book.languages.structure import render
from book.page import font as fonts
from book.page import formulas
from book.page.state import PageError


def test_inline_and_block_formulas_become_mathml(page):
    html = render(page("The case $x<1$.\n\n$$\n\\frac{a}{b} < c\n$$\n"), "en")
    assert '<span class="formula"><math>' in html
    assert '<div class="formula"><math display="block">' in html
    assert '<annotation encoding="application/x-tex">\\frac{a}{b} &lt; c</annotation>' in html
    assert "$" not in html


def test_dollars_in_code_are_left_alone(page):
    html = render(page("`$x$` and\n\n```sh\necho $HOME $x$\n```\n"), "en")
    assert "<math" not in html


@pytest.mark.parametrize("formula", [r"$\frac{1}{2$", r"$\nosuchcommand x$", "$$\n\\frac{1}{2\n$$"])
def test_a_bad_formula_names_file_line_and_formula(page, formula):
    path = page(f"# T\n\nfine: $x$\n\n{formula}\n")
    with pytest.raises(PageError, match=r"page\.md:[56]: formula '.*(frac|nosuch).*does not parse"):
        render(path, "ko")


def test_the_characters_of_a_formula_and_no_others():
    found = fonts.characters([formulas.to_mathml(r"\sigma(hx) \le 1", False)])
    assert found == {"𝜎", "ℎ", "𝑥", "≤", "1", "(", ")"}


def test_the_font_holds_the_characters_its_name_the_content_and_its_license():
    name, data = fonts.font({"x", "𝑥", "≤"})
    other, _ = fonts.font({"x", "𝑥", "≤", "∞"})
    font = TTFont(io.BytesIO(data))
    assert name != other
    assert {ord("x"), ord("𝑥"), ord("≤")} <= set(font.getBestCmap())
    assert "MATH" in font
    assert "Open Font License" in str(font["name"].getDebugName(13))
    assert len(data) < 20_000


def test_the_font_has_the_sign_of_a_root():
    page = formulas.to_mathml(r"\sqrt{x}", True)
    assert "√" in fonts.characters([page])
    assert "√" not in fonts.characters([formulas.to_mathml("x", True)])


def test_a_line_over_letters_is_not_the_one_below():
    mathml = formulas.to_mathml(r"\overline{x y}", True)
    assert "\u203e" in mathml
    assert "\u0332" not in mathml


def test_fonts_that_no_page_uses_any_more_are_dropped(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    kept, _ = fonts.font({"x"})
    fonts.font({"y"})
    fonts.prune([kept])
    assert [path.name for path in tmp_path.iterdir()] == [kept]


def test_a_conversion_that_was_given_no_page_says_so():
    converter = Markdown(extensions=["pymdownx.arithmatex", "book.page.extension"],
                         extension_configs={"pymdownx.arithmatex": {"generic": True}})  # fmt: skip
    with pytest.raises(
        LookupError, match=r"no page was given to book\.page\.extension; convert with"
    ):
        converter.convert("$x$")

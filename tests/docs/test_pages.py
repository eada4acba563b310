"""Each page as it stands: both languages, every block run or accounted for, every number from a run."""

from __future__ import annotations

import itertools
import os
import re
from functools import cache

import pytest
from bs4 import NavigableString, Tag

from book import DOCS, LANGUAGES
from book.labs import execute
from book.labs.notebook import is_lab, lab
from book.languages import staleness as review
from book.languages.structure import differences, elements
from book.page import blocks, placeholders
from book.page.formulas import BESIDE
from book.page.state import Source, shown

PAGES = sorted(path.relative_to(DOCS / "ko").as_posix() for path in (DOCS / "ko").rglob("*.md"))
FILES = [DOCS / language / page for language in LANGUAGES for page in PAGES]

# What is not exact or not executed, page by page. An entry is a decision; both languages share it.
APPROX: dict[str, list[str]] = {}
NOT_EXECUTED: dict[str, list[str]] = {}

# A decimal of the prose that no run on its page prints, and why it may stand there.
NUMBERS = {
    ("sigmoid.md", "0.5"): "1/2, in the alt texts, where a fraction reads badly aloud",
    ("sigmoid.md", "2.0"): "a score made up as an example",
    ("sigmoid.md", "0.8"): "a probability made up as an example",
    ("sigmoid.md", "0.9"): "a probability made up as an exercise",
    ("gallery.md", "2.13.0"): "the version of the record, as in api/torch.md",
    **{
        ("api/elsewhere.md", version): "a version whose documentation was read"
        for version in ("2.13.0", "0.10.2", "3.15.1", "1.23.2")
    },
    ("index.md", "2.3.4"): "the note's own number",
    ("index.md", "3.11"): "the oldest Python, which run.py checks",
    ("labs/index.md", "3.11"): "the oldest Python, which the wheel asks for",
    (
        "api/torch.md",
        "2.13.0",
    ): "the version of the record, compared in tests/activations/test_torch.py",
}


@pytest.fixture(params=FILES, ids=shown)
def path(request):
    return request.param


@pytest.fixture
def soup(path):
    return elements(path, path.relative_to(DOCS).parts[0])


@pytest.fixture
def document(path):
    return parsed(path)


@cache
def parsed(path):
    return blocks.pages.parse(path)


def name(path):
    return "/".join(path.relative_to(DOCS).parts[1:])


def test_both_languages_have_the_same_pages():
    english = sorted(p.relative_to(DOCS / "en").as_posix() for p in (DOCS / "en").rglob("*.md"))
    assert english == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_structure(page):
    found = differences(DOCS / "ko" / page, DOCS / "en" / page)
    assert not found, "\n\n".join(["the languages differ:", *found])


@pytest.mark.parametrize("page", PAGES)
def test_no_section_changed_in_one_language_alone(page):
    stale = [str(pair) for pair in review.shared() if pair.page == page and pair.stale]
    assert not stale, "\n".join(stale)


@pytest.mark.skipif(not os.environ.get("CI"), reason="while writing, run.py test records it")
def test_what_changed_in_both_languages_is_recorded():
    changed = [pair.name for pair in review.shared() if pair.changed]
    assert not changed, f"run python3 run.py test and commit docs/reviewed.json: {changed}"


def test_every_heading_has_an_id_of_its_own(path, soup):
    ids = [heading.get("id") for heading in soup.find_all(re.compile("^h[1-6]$"))]
    written = [f"#{section}" for section in review.sections(path)]
    assert [f"#{identifier}" for identifier in ids] == written, (
        f"{shown(path)}: give each {{ #id }}"
    )


def test_levels_of_headings_do_not_jump(soup):
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_every_prompt_on_the_page_is_executed(soup, document):
    prompts = [span for span in soup.select(".gp") if span.get_text().startswith(">>>")]
    assert len(prompts) == len(list(document.examples()))


def test_what_is_not_executed_or_not_exact_is_known(path, document):
    found = list(blocks.fences(document))
    if is_lab(path):  # its cells are run by the kernel; tests/labs counts them
        lines = document.text.splitlines()
        found = [f for f in found if not lines[f.line - 1].startswith("```python")]
    silent = [f.line for f in found if f.language in blocks.PYTHON and not f.runs and not f.reason]
    assert not silent, f'{shown(path)}:{silent[0]}: make it pycon, or say data-norun="why"'
    reasons = [f.reason for f in found if f.language in blocks.PYTHON and not f.runs]
    assert reasons == NOT_EXECUTED.get(name(path), [])
    approx = [f.body.strip().splitlines()[0].strip() for f in found if f.runs and f.approx]
    assert approx == APPROX.get(name(path), [])


def test_no_example_loosens_its_own_check(document):
    assert "doctest:" not in document.text


def test_every_figure_has_a_caption(soup):
    for figure in soup.select(".figure"):
        caption = figure.find_parent("figure")
        assert caption is not None, figure.svg["data-name"]
        assert caption.figcaption.get_text(strip=True)


# ASCII, so that a particle may follow a number without a space, as in 0.9가.
DECIMAL = re.compile(
    r"(?<![\w.])\d+\.\d+(?:\.\d+)*(?:e[-+]?\d+)?(?!\w)|(?<![\w.])\d+e[-+]?\d+", re.ASCII
)


def prose(element):
    """Return the pieces of text that an author wrote as prose; a figure's is its alt text."""
    for child in element.children:
        if type(child) is NavigableString:
            yield child
        elif not isinstance(child, Tag):
            continue
        elif child.name == "svg":
            yield child.desc.get_text()  # the labels are drawn
        elif not is_quoted(child):
            yield from prose(child)


def is_quoted(tag):
    return (
        tag.name in ("pre", "code", "math")
        or (tag.name == "a" and tag.get("href", "").startswith("http"))
        or "footnote" in tag.get("class", ())
    )


def printed(path, document):
    """Return what the page's runs print, and what its data print."""
    outputs = "\n".join(example.parsed.want for example in document.examples())
    if is_lab(path):
        outputs += "\n".join(execute.text(put_out) for _, put_out in execute.ran(lab(path)))
    else:
        source = Source(path, document.text, path.relative_to(DOCS).parts[0])
        outputs += "\n" + placeholders.generated(source)
    return outputs.replace("'", " ")


def test_every_decimal_in_the_prose_comes_from_a_run(path, soup, document):
    numbers = set(DECIMAL.findall(printed(path, document)))
    loose = []
    for number in DECIMAL.findall(" ".join(prose(soup))):
        reason = NUMBERS.get((name(path), number))
        if number not in numbers and not reason:
            loose.append(number)
    assert not loose, (
        f"{shown(path)}: {loose} stands in the prose, and no run of the page prints it"
    )


FRACTION = re.compile(r"(?<![\w./])(\d+)/(\d+)(?![\w/])|(?<![\w.])(\d+(?:\.\d+)?)\s?%", re.ASCII)


def test_every_fraction_and_percentage_in_the_prose_comes_from_a_run_or_a_formula(
    path, soup, document
):
    outputs = printed(path, document)
    code = "\n".join(example.parsed.source for example in document.examples())
    if is_lab(path):
        code += "\n".join(cell.solved for cell, _ in execute.ran(lab(path)) if cell.code)
    formulas = " ".join(found.get_text() for found in soup.select("annotation"))
    claims = " ".join(BESIDE.findall(document.text))  # beside the text, proved as it is
    written = re.sub(
        r"\\frac\{(\d+)\}\{(\d+)\}", r"\1/\2", " ".join((outputs, code, formulas, claims))
    )
    decimals = [number for number in DECIMAL.findall(outputs) if number.count(".") < 2]
    loose = []
    for match in FRACTION.finditer(" ".join(prose(soup))):
        over, under, percent = match.groups()
        value = float(percent) / 100 if percent else int(over) / int(under)
        literal = rf"(?<![\d.]){re.escape(match[0]).replace('/', ' ?/ ?')}(?!\d)"
        in_code = re.search(rf"(?<![\d.]){re.escape(f'{value:g}')}(?!\d)", code)
        if not (re.search(literal, written) or in_code or any(rounds(value, d) for d in decimals)):
            loose.append(match[0])
    assert not loose, (
        f"{shown(path)}: {loose} stands in the prose; print it, or prove it: <!-- so ... = {loose[0]} -->"
    )


def rounds(value, printed):
    """Tell whether a decimal is a value: to the last digit, of two or more, or exactly."""
    mantissa, _, exponent = printed.partition("e")
    digits = mantissa.replace(".", "").lstrip("0")
    step = 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    apart = abs(float(printed) - value)
    return apart < 1e-15 or (len(digits) >= 2 and apart <= 0.5000001 * step)

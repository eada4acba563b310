"""Terms: each in both languages, once, its meaning on its first mention and nowhere else."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from book import LANGUAGES
from book.languages.structure import render
from book.page import glossary


def shown(tmp_path, text, language):
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    return BeautifulSoup(render(page, language), "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_stands_once_and_has_a_meaning(language):
    names = [term["name"][language].casefold() for term in glossary.terms(language)]
    assert len(names) == len(set(names))
    assert all(term["meaning"][language].strip() for term in glossary.terms(language))


def test_the_first_mention_carries_the_meaning(tmp_path):
    soup = shown(tmp_path, "A neuron, two Neurons.\n\nA **plateau** and a plateau.", "en")
    assert [a.get_text() for a in soup.select("abbr")] == ["neuron", "plateau"]
    assert soup.abbr["title"].startswith("a unit that adds up")


def test_a_korean_term_is_found_before_its_particle_and_the_longest_wins(tmp_path):
    soup = shown(tmp_path, "기울기 소실은 기울기가 사라지는 일입니다. 역기울기는 아닙니다.", "ko")
    # One term a stretch of text: the second waits for the next stretch.
    assert [a.get_text() for a in soup.select("abbr")] == ["기울기 소실"]
    assert soup.p.get_text() == "기울기 소실은 기울기가 사라지는 일입니다. 역기울기는 아닙니다."


@pytest.mark.parametrize(
    "text", ["`neuron`", "# neuron { #neuron }", "[neuron](index.md)", "neuronal"]
)
def test_code_headings_links_and_other_words_are_left_alone(tmp_path, text):
    assert not shown(tmp_path, text, "en").select("abbr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_term(tmp_path, language):
    soup = shown(tmp_path, "[[glossary]]", language)
    assert len(soup.select("dt")) == len(soup.select("dd")) == len(glossary.terms(language))

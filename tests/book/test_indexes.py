"""What is gathered from the chapters is all that stands in them."""

from __future__ import annotations

import re

import pytest

from book import DOCS, LANGUAGES
from book.page import indexes as gathered
from book.page.state import Source


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def page_at_work(language):
    return Source(DOCS / language / "exercises.md", "", language)


def chapters(language):
    return {path.name: path.read_text("utf-8") for path in (DOCS / language).glob("*.md")}


def test_every_exercise_is_listed_with_its_place(language, page_at_work):
    listed = re.findall(r"\(([\w-]+\.md)#(exercise-\d+)\)", gathered.exercises(page_at_work))
    written = {
        (name, found)
        for name, text in chapters(language).items()
        for found in re.findall(r"^### .*#(exercise-\d+) ", text, re.MULTILINE)
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == written
    assert len(written) > 20


def test_every_number_of_a_work_is_listed_once(language, page_at_work):
    listed = re.findall(
        r"\]\((https://(?:doi\.org|arxiv\.org)/\S+?)\)\.", gathered.bibliography(page_at_work)
    )
    assert len(listed) == len({address.casefold() for address in listed})
    cited = set()
    for text in chapters(language).values():
        for entry in re.findall(r"^(?:\[\^[\w-]+\]:|-) .+$", text, re.MULTILINE):
            cited |= set(re.findall(r"\[(?:doi|arXiv):[^\]]+\]\((\S+)\)", entry)[:1])
    assert {address.casefold() for address in listed} == {address.casefold() for address in cited}


def test_exercises_of_a_chapter_are_numbered_from_one(language):
    for name, text in chapters(language).items():
        numbers = re.findall(r"^### (\d+)\. .*#exercise-(\d+) ", text, re.MULTILINE)
        expected = [str(n) for n in range(1, len(numbers) + 1)]
        assert [a for a, _ in numbers] == [b for _, b in numbers] == expected, name


def test_each_exercise_has_a_hint_and_a_solution(language):
    for name, text in chapters(language).items():
        parts = re.split(r"^### \d+\. .*#exercise-\d+ .*$", text, flags=re.MULTILINE)[1:]
        for part in parts:
            section = re.split(r"^## ", part, flags=re.MULTILINE)[0]
            kinds = re.findall(r"^\?\?\? (\w+)", section, re.MULTILINE)
            assert kinds == ["tip", "success"], name

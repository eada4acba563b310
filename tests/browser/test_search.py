"""The search finds words of its own language, Korean ones with their particles."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SEARCHES = [
    ("", "시그모이드", "시그모이드와 로짓"),
    ("", "시그모이드를", "시그모이드와 로짓"),
    ("", "포화를", "포화"),
    ("", "포화에서는", "포화"),
    ("", "softsign", "점수를 확률로"),
    ("", "logit", "로짓: 거꾸로 읽기"),
    ("", "LSTM", "오늘날의 쓰임"),
    ("", "leaky_relu", "leaky_relu"),
    ("en/", "saturation", "Saturation"),
    ("en/", "softsign", "From a score to a probability"),
    ("en/", "log-odds", "Logit: reading it backwards"),
    ("en/", "negative_slope", "leaky_relu"),
]


@pytest.mark.parametrize(("path", "query", "found"), SEARCHES)
def test_a_search_finds_its_section(visit, root_url, path, query, found):
    page = visit(root_url + path)
    field = page.locator(".md-search__input")
    field.click()
    field.fill(query)
    field.press("End")  # Material listens to keys, and fill sends none
    hit = page.locator(".md-search-result__list").get_by_role("heading", name=found).first
    more = page.locator(".md-search-result__more summary")
    page.locator(".md-search-result__item").first.wait_for()
    for index in range(more.count()):
        more.nth(index).click()
    expect(hit).to_be_visible()


@pytest.mark.parametrize("path", ["", "en/"])
def test_the_words_of_the_book_are_loaded_at_the_first_search(visit, site, path):
    page = visit(f"{site}{path}sigmoid/")
    page.wait_for_load_state("networkidle")
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    field = page.locator(".md-search__input")
    field.click()
    page.wait_for_timeout(200)
    assert asked == []
    with page.context.expect_event("request", lambda r: r.url == f"{site}{path}search/words.json"):
        field.press_sequentially("tanh")
    page.locator(".md-search-result__item").first.wait_for()
    assert asked == [f"{site}{path}search/words.json"]


def test_search_stays_in_its_language(visit, sub_url):
    page = visit(f"{sub_url}en/")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("시그모이드")
    field.press("End")
    expect(page.locator(".md-search-result__meta")).to_have_text(
        re.compile("No matching documents")
    )

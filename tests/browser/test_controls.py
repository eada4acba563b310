"""What a reader works with: copy buttons, a table that sorts, notebooks to take along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def copied(page, block):
    """Press the copy button of a block of code and give what is in the clipboard then."""
    page.evaluate("navigator.clipboard.writeText('')")  # a test before may have copied the same
    block.hover()
    block.get_by_role("button").first.click()
    expect(page.locator(".md-dialog")).to_have_class(re.compile("active"))
    return page.evaluate("navigator.clipboard.readText()")


def test_the_copy_button_copies_code_alone(visit, sub_url):
    page = visit(f"{sub_url}sigmoid/")
    assert copied(page, page.locator(".language-pycon", has_text="def stable").first) == (
        "def stable(x):\n"
        "    t = np.exp(-np.abs(x))\n"
        "    return np.maximum(t, x >= 0) / (1 + t)\n"
        "x = np.array([-np.inf, -720.0, -1.0, 0.0, 1.0, 720.0, np.inf])\n"
        "bool(np.array_equal(stable(x), act.sigmoid(x)))"
    )


def test_an_answer_is_copied_without_what_was_printed(visit, root_url):
    page = visit(f"{root_url}en/labs/dead-relu/")
    task = page.locator(".highlight", has_text="raise NotImplementedError").first
    answer = copied(page, task)
    assert answer.startswith("def gradient(")
    assert answer.rstrip().endswith("raise NotImplementedError  # write your answer here")


@pytest.mark.parametrize("path", ["gallery/", "en/gallery/"])
def test_the_overview_is_sorted_by_the_head_that_is_pressed(visit, root_url, path):
    page = visit(root_url + path)
    years = page.locator("table").first.locator("tbody td:last-child")
    head = page.locator("table").first.locator("th").last
    for order, sign in (("ascending", 1), ("descending", -1)):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == order
        found = [int(year) for year in years.all_inner_texts()]
        assert found == sorted(found, key=lambda year: sign * year)


@pytest.mark.parametrize("path", ["labs/dead-relu/", "en/labs/cross-entropy/"])
def test_a_lab_is_taken_along(visit, sub_url, path):
    page = visit(sub_url + path)
    names = []
    for link in page.locator('article a[href$=".ipynb"]').all():
        made = page.request.get(page.evaluate("link => link.href", link.element_handle())).json()
        assert made["nbformat"] == 4
        names.append(link.get_attribute("href").rpartition("/")[2])
    stem = path.split("/")[-2]
    assert names == [f"{stem}.ipynb", f"{stem}-solved.ipynb"]

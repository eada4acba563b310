"""What leads on: to the other language, to the other theme, and home from a lost address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "there", "section"),
    [
        ("sigmoid/", "en/sigmoid/", "saturation"),
        ("en/sigmoid/", "sigmoid/", "saturation"),
        ("labs/dead-relu/", "en/labs/dead-relu/", "task-dead"),
        ("api/smooth/", "en/api/smooth/", "activations.softplus"),
    ],
)
def test_the_switch_stays_on_page_and_section(visit, site, path, there, section):
    page = visit(f"{site}{path}#{section}")
    page.locator("a.language-switch").click()
    expect(page).to_have_url(f"{site}{there}#{section}")
    assert page.locator(f"[id='{section}']").bounding_box()["y"] < 300


def test_the_switch_of_a_heading_stays_on_its_section_without_scripts(visit, site):
    page = visit(f"{site}sigmoid/", scripts=False)
    heading = page.locator("#saturation")
    heading.hover()
    here, there = (link.bounding_box() for link in heading.locator("a.headerlink").all())
    assert here["x"] + here["width"] <= there["x"], "the two links of a heading lie on each other"
    heading.locator("a.section-switch").click()
    expect(page).to_have_url(f"{site}en/sigmoid/#saturation")
    page.locator("a.language-switch").click()
    expect(page).to_have_url(f"{site}sigmoid/")


def test_the_theme_switch_goes_round(visit, sub_url):
    page = visit(sub_url)
    body = page.locator("body")
    seen = []
    for _ in range(3):
        page.locator("form.md-header__option label:visible").click()
        seen.append(body.get_attribute("data-md-color-scheme"))
    assert set(seen) == {"default", "slate"}
    page.locator("form.md-header__option label:visible").click()
    page.locator("form.md-header__option label:visible").click()
    chosen = body.get_attribute("data-md-color-scheme")
    page.reload()
    assert body.get_attribute("data-md-color-scheme") == chosen


@pytest.mark.parametrize(("name", "home"), [("처음 쪽", ""), ("home page", "en/")])
def test_an_unknown_address_leads_home_in_both_languages(visit, sub_url, name, home):
    page = visit(f"{sub_url}no/such/page", lost=True)
    page.get_by_role("link", name=name).click()
    expect(page).to_have_url(f"{sub_url}{home}")

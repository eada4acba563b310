"""Nothing keeps a reader out: axe finds no violation, and keyboard and screen reader reach everything."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import NARROW, WIDE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Each kind of page once: all pages of a kind are made by one template and the same styles.
KINDS = {
    "home": "",
    "chapter": "en/sigmoid/",
    "gallery": "gallery/",
    "lab": "en/labs/dead-relu/",
    "reference": "api/piecewise/",
    "lost": "404.html",
}


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(visit, root_url, path, scheme, width):
    page = visit(root_url + path, scheme=scheme, width=width)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_formulas_are_in_the_accessibility_tree(visit, root_url):
    page = visit(f"{root_url}en/sigmoid/")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = [node.get("role", {}).get("value") for node in nodes]
    assert roles.count("MathMLMath") == page.locator("math").count() > 0
    assert "MathMLFraction" in roles
    figures = [
        n for n in nodes if n.get("role", {}).get("value") in ("image", "img", "graphics-document")
    ]
    names = [node["name"]["value"] for node in figures if node.get("name")]
    assert any("bell that peaks at 1/4" in name for name in names)


def test_the_keyboard_alone_is_enough(visit, root_url):
    page = visit(f"{root_url}sigmoid/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.language-switch')"):
            break
    assert page.evaluate("document.activeElement.matches('a.language-switch')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{root_url}en/sigmoid/")


@pytest.mark.parametrize(
    ("path", "box"), [("api/gated/", "div.formula"), ("sigmoid/", ".md-typeset__scrollwrap")]
)
def test_what_is_too_wide_scrolls_in_its_box_with_the_keyboard(visit, root_url, path, box):
    page = visit(root_url + path, width=NARROW)
    page.wait_for_load_state("networkidle")
    wide = page.evaluate_handle(
        "box => [...document.querySelectorAll(box)].find(e => e.scrollWidth > e.clientWidth)", box
    ).as_element()
    assert wide is not None
    assert wide.get_attribute("tabindex") == "0"
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=wide)

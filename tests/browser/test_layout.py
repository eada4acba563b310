"""A page in the window: it comes whole, nothing is too wide, too pale or too small."""

from __future__ import annotations

import pytest
from conftest import NARROW, WIDE
from playwright.sync_api import expect

from book import DOCS

pytestmark = pytest.mark.browser

CHAPTERS = sorted(
    f"{folder}{path.relative_to(DOCS / 'ko').with_suffix('').as_posix()}/"
    for pattern in ("*.md", "labs/*.md") for path in (DOCS / "ko").glob(pattern)
    for folder in ("", "en/") if path.stem != "index"
)  # fmt: skip

ELSEWHERE = ["", "en/", "api/", "api/piecewise/", "en/api/normalization/", "404.html"]
KINDS = ["", "en/", "en/sigmoid/", "gallery/", "labs/dead-relu/", "api/piecewise/"]


@pytest.mark.parametrize("path", KINDS)
def test_a_page_comes_whole_and_does_not_scroll_sideways(visit, site, path):
    page = visit(site + path)
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")  # what comes late may fail as well, and visit tells
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE


@pytest.mark.parametrize("path", [*CHAPTERS, *ELSEWHERE])
def test_nothing_is_wider_than_a_phone(visit, root_url, path):
    page = visit(root_url + path, width=NARROW)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    formulas = """() => {
      document.querySelectorAll("details").forEach((fold) => (fold.open = true));
      return [...document.querySelectorAll("div.formula")]
        .filter((box) => box.scrollWidth > box.clientWidth + 1)
        .map((box) => box.querySelector("annotation").textContent);
    }"""
    if path in CHAPTERS:  # in the reference a long formula scrolls in its box
        assert page.evaluate(formulas) == []


def test_a_page_reads_without_scripts(visit, sub_url):
    page = visit(f"{sub_url}en/sigmoid/", scripts=False)
    expect(page.get_by_role("heading", name="Saturation")).to_be_visible()
    fraction = page.locator("div.formula mfrac").first.bounding_box()
    assert fraction["height"] > 25  # a fraction is two lines high where MathML is drawn
    expect(page.locator(".picture").first).to_be_visible()
    solution = page.locator("details").nth(1)
    solution.locator("summary").click()
    expect(solution.locator("pre")).to_be_visible()


# The browser itself turns the colours of ground and labels into numbers, however they are written.
CONTRAST = """
() => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const linear = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = (...colours) => {
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const ground = luminance(paper);
  return Math.min(...[...document.querySelectorAll(".picture text")].map((text) => {
    const ink = luminance(paper, getComputedStyle(text).fill);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  }));
}
"""


@pytest.mark.parametrize("path", ["sigmoid/", "labs/dead-relu/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_are_legible_in_both_themes(visit, root_url, path, scheme):
    page = visit(root_url + path, scheme=scheme)
    assert page.locator("body").get_attribute("data-md-color-scheme") == (
        "default" if scheme == "light" else "slate"
    )
    assert page.evaluate(CONTRAST) >= 4.5


@pytest.mark.parametrize("path", ["sigmoid/", "labs/dead-relu/", "labs/gradient-flow/"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_figure_labels_are_large_enough_and_inside_the_figure(visit, root_url, path, width):
    page = visit(root_url + path, width=width)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".picture")].flatMap((svg) => {
             const box = svg.getBoundingClientRect();
             return [...svg.querySelectorAll("text")].map((text) => {
               const t = text.getBoundingClientRect();
               const inside = t.left >= box.left - 1 && t.right <= box.right + 1;
               const scale = box.width / svg.viewBox.baseVal.width;
               return [inside, parseFloat(getComputedStyle(text).fontSize) * scale];
             });
           })"""
    )
    assert all(inside for inside, _ in sizes)
    # Exponents of tick labels are set smaller; they are the only ones.
    assert sum(size >= 10 for _, size in sizes) / len(sizes) > 0.6
    assert min(size for _, size in sizes) >= 7


def test_hangul_is_drawn_with_a_font_that_has_it(visit, root_url):
    page = visit(root_url)
    drawn = page.evaluate(
        """() => ["가", "나", "다"].map((syllable) => {
             const canvas = document.createElement("canvas");
             const context = canvas.getContext("2d");
             context.font = `40px ${getComputedStyle(document.body).fontFamily}`;
             context.fillText(syllable, 10, 60);
             return canvas.toDataURL();
           })"""
    )
    assert len(set(drawn)) == 3  # a font without them draws the same box three times

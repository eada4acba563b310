"""What a reader does, in a real browser: read, switch, search, copy, with keyboard or without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from book import DOCS

pytestmark = pytest.mark.browser

PAGES = [
    *("", "sigmoid/", "labs/dead-relu/", "api/", "api/piecewise/"),
    *("en/", "en/sigmoid/", "en/labs/cross-entropy/", "en/api/normalisation/"),
]
NARROW, WIDE = 390, 1280


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_page_loads_and_does_not_scroll_sideways(visit, site, path, width):
    page = visit(site + path, width=width)
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("path", "there", "section"),
    [
        ("sigmoid/", "en/sigmoid/", "saturation"),
        ("en/sigmoid/", "sigmoid/", "saturation"),
        ("labs/dead-relu/", "en/labs/dead-relu/", "task-dead"),
        ("api/smooth/", "en/api/smooth/", "activations.smooth.softplus"),
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
    heading.locator("a.section-switch").click()
    expect(page).to_have_url(f"{site}en/sigmoid/#saturation")
    page.locator("a.language-switch").click()
    expect(page).to_have_url(f"{site}sigmoid/")


def test_a_page_reads_without_scripts(visit, site):
    page = visit(f"{site}en/sigmoid/", scripts=False)
    expect(page.get_by_role("heading", name="Saturation")).to_be_visible()
    fraction = page.locator("div.formula mfrac").first.bounding_box()
    assert fraction["height"] > 25  # a fraction is two lines high where MathML is drawn
    expect(page.locator(".picture").first).to_be_visible()
    solution = page.locator("details").nth(1)
    solution.locator("summary").click()
    expect(solution.locator("pre")).to_be_visible()


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
def test_search(visit, site, path, query, found):
    page = visit(site + path)
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


def test_the_words_of_the_book_are_loaded_at_the_first_search(visit, site):
    page = visit(f"{site}sigmoid/")
    page.wait_for_load_state("networkidle")
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    field = page.locator(".md-search__input")
    field.click()
    page.wait_for_timeout(200)
    assert asked == []
    with page.context.expect_event("request", lambda r: r.url == f"{site}search/words.json"):
        field.press_sequentially("tanh")
    page.locator(".md-search-result__item").first.wait_for()
    assert asked == [f"{site}search/words.json"]


def test_search_stays_in_its_language(visit, site):
    page = visit(f"{site}en/")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("시그모이드")
    field.press("End")
    expect(page.locator(".md-search-result__meta")).to_have_text(
        re.compile("No matching documents")
    )


def copied(page, block):
    """Press the copy button of a block of code and give what is in the clipboard then."""
    block.hover()
    block.get_by_role("button").first.click()
    expect(page.locator(".md-dialog")).to_have_class(re.compile("active"))
    return page.evaluate("navigator.clipboard.readText()")


def test_the_copy_button_copies_code_alone(visit, site):
    page = visit(f"{site}sigmoid/")
    assert copied(page, page.locator(".language-pycon", has_text="def stable").first) == (
        "def stable(x):\n"
        "    t = np.exp(-np.abs(x))\n"
        "    return np.maximum(t, x >= 0) / (1 + t)\n"
        "x = np.array([-np.inf, -720.0, -1.0, 0.0, 1.0, 720.0, np.inf])\n"
        "bool(np.array_equal(stable(x), act.sigmoid(x)))"
    )


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


@pytest.mark.parametrize("path", ["sigmoid/", "en/sigmoid/", "labs/dead-relu/"])
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


def test_the_theme_switch_goes_round(visit, site):
    page = visit(site)
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


def test_an_unknown_address_leads_home_in_both_languages(visit, sub_url):
    page = visit(f"{sub_url}no/such/page", lost=True)
    page.get_by_role("link", name="home page").click()
    expect(page).to_have_url(f"{sub_url}en/")


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


CHAPTERS = sorted(
    f"{folder}{path.relative_to(DOCS / 'ko').with_suffix('').as_posix()}/"
    for pattern in ("*.md", "labs/*.md") for path in (DOCS / "ko").glob(pattern)
    for folder in ("", "en/") if path.stem != "index"
)  # fmt: skip


@pytest.mark.parametrize("path", CHAPTERS)
def test_no_formula_of_a_chapter_is_wider_than_a_phone(visit, root_url, path):
    page = visit(root_url + path, width=NARROW)
    wide = """() => {
      document.querySelectorAll("details").forEach((fold) => (fold.open = true));
      return [...document.querySelectorAll("div.formula")]
        .filter((box) => box.scrollWidth > box.clientWidth + 1)
        .map((box) => box.querySelector("annotation").textContent);
    }"""
    assert page.evaluate(wide) == []


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
def test_a_lab_is_taken_along(visit, site, path):
    page = visit(site + path)
    names = []
    for link in page.locator('article a[href$=".ipynb"]').all():
        made = page.request.get(page.evaluate("link => link.href", link.element_handle())).json()
        assert made["nbformat"] == 4
        names.append(link.get_attribute("href").rpartition("/")[2])
    stem = path.split("/")[-2]
    assert names == [f"{stem}.ipynb", f"{stem}-solved.ipynb"]


def test_an_answer_is_copied_without_what_was_printed(visit, root_url):
    page = visit(f"{root_url}en/labs/dead-relu/")
    task = page.locator(".highlight", has_text="raise NotImplementedError").first
    answer = copied(page, task)
    assert answer.startswith("def gradient(")
    assert answer.rstrip().endswith("raise NotImplementedError  # write your answer here")

"""Nothing keeps a reader out: axe finds no violation, and the HTML is valid."""

from __future__ import annotations

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

KINDS = [
    *("", "sigmoid/", "gallery/", "labs/gradient-flow/", "api/", "api/piecewise/", "404.html"),
    *("en/", "en/sigmoid/", "en/vanishing/", "en/labs/dead-relu/", "en/api/vector/", "en/404.html"),
]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(visit, root_url, path, scheme, width):
    page = visit(root_url + path, scheme=scheme, width=width)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", KINDS)
def test_the_article_is_valid_html(visit, root_url, path):
    page = visit(root_url + path, scripts=False)
    article = page.request.get(root_url + path).text()
    article = article[article.index("<article") : article.index("</article>") + len("</article>")]
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(article)
    errors = [(article[:0], *error) for error in parser.errors]
    assert not errors

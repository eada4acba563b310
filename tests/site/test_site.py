"""The built site: every link leads somewhere, nothing comes from elsewhere, search engines find both."""

from __future__ import annotations

import json
import posixpath
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from itertools import chain
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from conftest import REPO_URL, SITE_URL

from book import DOCS
from book.site import headers

pytestmark = pytest.mark.slow
LANGUAGES = {"ko": "", "en": "en/"}
MATH = "{http://www.w3.org/1998/Math/MathML}math"


@dataclass(frozen=True)
class Page:
    """A built page: its path below the site, its elements, and what is wrong with its HTML."""

    path: str
    html: ET.Element
    errors: list[str]

    @property
    def language(self) -> str:
        return "en" if self.path.startswith("en/") else "ko"

    @property
    def lost(self) -> bool:
        return self.path.endswith("404.html")

    def all(self, *names: str):
        return chain.from_iterable(map(self.html.iter, names))


@cache
def pages(site):
    """Read every page once, as a browser does; all checks look at what was read."""
    found = []
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(path.read_text("utf-8"))
        errors = [f"{place}: {error}" for place, error, _ in parser.errors]
        found.append(Page(path.relative_to(site).as_posix(), tree, errors))
    return found


def kept(pages):
    """Leave out the pages that are served for any address."""
    return [page for page in pages if not page.lost]


def texts(element, leave_out=()):
    """Yield the pieces of text below an element."""
    if element.tag not in leave_out and isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from texts(child, leave_out)
            yield child.tail or ""


def target(page, link):
    """Return the file below the site that a relative link on a page leads to, and the id in it."""
    parts = urlsplit(link)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if not parts.path:
        path = page
    elif parts.path.endswith("/") or path == "." or "." not in posixpath.basename(path):
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return path, unquote(parts.fragment)


def test_every_link_and_file_exists_with_its_anchor(plain):
    ids = {page.path: {e.get("id") for e in page.html.iter()} for page in pages(plain)}
    checked = 0
    for page in kept(pages(plain)):  # links of a 404 page start at the root
        for element in page.all("a", "link", "script", "img"):
            link = element.get("src") or element.get("href")
            if not link or urlsplit(link).scheme in ("https", "mailto", "data"):
                continue
            path, anchor = target(page.path, link)
            assert (plain / path).is_file(), f"{page.path}: {link}"
            if anchor and path.endswith(".html") and anchor != "__comments":
                assert anchor in ids[path], f"{page.path}: {link}"
            checked += 1
    assert checked > 1000


def test_nothing_is_loaded_from_elsewhere(plain):
    for page in pages(plain):
        loaded = [e.get("src") for e in page.all("script", "img", "iframe")]
        loaded += [e.get("href") for e in page.all("link") if e.get("rel") in ("stylesheet", "preload")]
        for link in loaded:
            assert not re.match(r"(https?:)?//", link or ""), f"{page.path}: {link}"
    for style in plain.rglob("*.css"):
        assert not re.search(r"url\(['\"]?https?:", style.read_text("utf-8")), style.name


def test_each_page_has_a_title_a_description_and_its_language(plain):
    titles = set()
    for page in pages(plain):
        assert page.html.get("lang") == page.language, page.path
        title = (page.html.findtext("head/title") or "").strip()
        assert title, page.path
        if not page.lost:
            assert (page.language, title) not in titles, page.path
            titles.add((page.language, title))
            assert page.html.find("head/meta[@name='description']").get("content"), page.path
            assert len(list(page.all("h1"))) == 1, page.path


def test_the_languages_lead_to_each_other(plain):
    sections = 0
    for page in kept(pages(plain)):
        other = page.path.removeprefix("en/") if page.language == "en" else f"en/{page.path}"
        switches = page.html.findall(".//header//a[@hreflang]")
        assert switches, page.path
        assert {target(page.path, a.get("href"))[0] for a in switches} == {other}
        for heading in page.all("h1", "h2", "h3"):
            for link in heading.findall("a"):
                if "section-switch" in link.get("class", "").split():
                    assert target(page.path, link.get("href")) == (other, heading.get("id"))
                    sections += 1
    assert sections > 100


def test_pages_are_valid_html(plain):
    for page in pages(plain):
        assert not page.errors, f"{page.path}: {page.errors[:3]}"


def test_no_source_markup_is_left(plain):
    for page in pages(plain):
        text = " ".join(texts(page.html, leave_out=("pre", "code", MATH, "script", "style")))
        for raw in ("$$", "\\(", "\\[", "\\frac", "figure:", "///", "{ #", ":::", "[["):
            assert raw not in text, f"{page.path}: {raw}"


def test_what_the_theme_is_made_to_say_otherwise_is_on_every_page(plain):
    """The template replaces these in what Material writes: a version that writes it otherwise fails here."""
    for page in pages(plain):
        dialogs = [e for e in page.all("div") if e.get("role") == "dialog"]
        assert dialogs, page.path
        assert all(dialog.get("aria-label") for dialog in dialogs), page.path
        [config] = [e.text for e in page.all("script") if e.get("id") == "__config"]
        assert "assets/search.js#search." in config, page.path


def test_the_sitemap_has_each_page_in_both_languages(published):
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ET.parse(published / "sitemap.xml").findall("s:url", names)
    listed = {url.findtext("s:loc", namespaces=names) for url in urls}
    expected = set()
    for source in (DOCS / "ko").rglob("*.md"):
        path = source.relative_to(DOCS / "ko").with_suffix("").as_posix()
        path = path.removesuffix("index") if path.endswith("index") else f"{path}/"
        expected |= {f"{SITE_URL}{folder}{path}" for folder in LANGUAGES.values()}
    assert listed == expected
    for url in urls:
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
        assert links.keys() == {"ko", "en", "x-default"}
        assert set(links.values()) <= listed


def test_a_published_page_names_itself_and_its_source(published):
    for page in kept(pages(published)):
        address = SITE_URL + page.path.removesuffix("index.html")
        assert page.html.find("head/link[@rel='canonical']").get("href") == address
        links = [a.get("href", "") for a in page.all("a")]
        edit = next(link for link in links if link.startswith(f"{REPO_URL}/edit/"))
        assert f"/docs/{page.language}/" in edit, page.path


def test_a_site_without_an_address_invents_none(plain):
    for page in pages(plain):
        assert page.html.find(".//link[@rel='canonical']") is None, page.path
        assert not any("/edit/" in a.get("href", "") for a in page.all("a")), page.path


def test_the_404_page_speaks_both_languages(plain):
    text = (plain / "404.html").read_text("utf-8")
    assert "쪽을 찾지 못했습니다" in text
    assert "Page not found" in text


@pytest.mark.parametrize("folder", LANGUAGES.values(), ids=LANGUAGES)
def test_search_has_a_section_of_every_page(plain, folder):
    words = json.loads((plain / folder / "search" / "words.json").read_text("utf-8"))["docs"]
    found = {entry["location"].partition("#")[0] for entry in words}
    for page in (plain / folder).rglob("index.html"):
        path = page.parent.relative_to(plain / folder).as_posix()
        if folder or not path.startswith("en"):
            assert ("" if path == "." else f"{path}/") in found
    assert not [entry["location"] for entry in words if "<math" in entry["text"]]


def test_the_policy_allows_no_script_that_is_not_in_the_pages(plain):
    rules = dict(headers.read(plain))
    policy = rules["/*"]["Content-Security-Policy"]
    scripts = re.search("script-src ([^;]*)", policy)[1]
    assert "unsafe" not in scripts
    assert "http" not in policy
    inline = {s for page in plain.rglob("*.html")
              for s in re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.S)}  # fmt: skip
    assert scripts.count("sha256-") == len(inline)

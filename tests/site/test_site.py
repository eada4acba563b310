"""The built site: every link leads somewhere, nothing comes from elsewhere, search engines find both."""

from __future__ import annotations

import json
import posixpath
import re
import xml.etree.ElementTree as ET
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup
from conftest import REPO_URL, SITE_URL

from book import DOCS
from book.site import headers

pytestmark = pytest.mark.slow
LANGUAGES = {"ko": "", "en": "en/"}


def pages(site):
    """Give each page's path below the site and its parsed HTML."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), BeautifulSoup(path.read_text("utf-8"), "html5lib")


def target(page, link):
    """Give the file below the site that a relative link on a page leads to, and the id in it."""
    parts = urlsplit(link)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if not parts.path:
        path = page
    elif parts.path.endswith("/") or path == "." or "." not in posixpath.basename(path):
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return path, unquote(parts.fragment)


def test_every_link_and_file_exists_with_its_anchor(plain):
    found = dict(pages(plain))
    ids = {page: {e["id"] for e in soup.select("[id]")} for page, soup in found.items()}
    checked = 0
    for page, soup in found.items():
        if page.endswith("404.html"):
            continue  # served for any address, its links start at the root
        for element in soup.select("a[href], link[href], script[src], img[src]"):
            link = element.get("href") or element.get("src")
            if urlsplit(link).scheme in ("https", "mailto", "data"):
                continue
            path, anchor = target(page, link)
            assert (plain / path).is_file(), f"{page}: {link}"
            if anchor and path.endswith(".html") and anchor != "__comments":
                assert anchor in ids[path], f"{page}: {link}"
            checked += 1
    assert checked > 1000


def test_nothing_is_loaded_from_elsewhere(plain):
    for page, soup in pages(plain):
        for element in soup.select("link[rel=stylesheet], link[rel=preload], script[src], img, iframe"):
            link = element.get("href") or element.get("src") or ""
            assert not re.match(r"(https?:)?//", link), f"{page}: {link}"
    for style in plain.rglob("*.css"):
        assert not re.search(r"url\(['\"]?https?:", style.read_text("utf-8")), style.name


def test_each_page_has_a_title_a_description_and_its_language(plain):
    titles = set()
    for page, soup in pages(plain):
        language = "en" if page.startswith("en/") else "ko"
        assert soup.html["lang"] == language, page
        assert soup.title.get_text(strip=True), page
        if not page.endswith("404.html"):
            assert (title := (language, soup.title.get_text())) not in titles, page
            titles.add(title)
            assert soup.find("meta", attrs={"name": "description"})["content"], page
            assert len(soup.find_all("h1")) == 1, page


def test_the_languages_lead_to_each_other(plain):
    found = dict(pages(plain))
    for page, soup in found.items():
        if page.endswith("404.html"):
            continue
        other = page.removeprefix("en/") if page.startswith("en/") else f"en/{page}"
        switches = soup.select(".md-header a[hreflang]")
        assert switches, page
        assert {target(page, a["href"])[0] for a in switches} == {other}
        for heading in soup.select("article :is(h1, h2, h3)[id] > .section-switch"):
            assert target(page, heading["href"]) == (other, heading.parent["id"])


def test_articles_are_valid_html(plain):
    for page in sorted(plain.rglob("index.html")):
        article = BeautifulSoup(page.read_text("utf-8"), "html.parser").article
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(f"<!doctype html><title>x</title>{article}")
        errors = [error for _, error, _ in parser.errors]
        assert not errors, f"{page.relative_to(plain)}: {errors[:3]}"


def test_no_source_markup_is_left(plain):
    for page, soup in pages(plain):
        for element in soup.select("pre, code, math, script, style"):
            element.decompose()
        text = soup.get_text(" ")
        for raw in ("$$", "\\(", "\\[", "\\frac", "figure:", "///", "{ #", ":::", "[["):
            assert raw not in text, f"{page}: {raw}"


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
    for page, soup in pages(published):
        if page.endswith("404.html"):
            continue
        address = SITE_URL + page.removesuffix("index.html")
        assert soup.find("link", rel="canonical")["href"] == address
        language = "en" if page.startswith("en/") else "ko"
        edit = soup.select_one(f'a[href^="{REPO_URL}/edit/"]')
        assert f"/docs/{language}/" in edit["href"], page


def test_a_site_without_an_address_invents_none(plain):
    for page, soup in pages(plain):
        assert not soup.find("link", rel="canonical"), page
        assert not soup.select('a[href*="/edit/"]'), page


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

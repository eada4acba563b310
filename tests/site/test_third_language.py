"""A third language is data: a file of words, a config, a folder of pages, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import SITE_URL, build, copy_repository

from book import ROOT

pytestmark = pytest.mark.slow

CONFIG = """\
INHERIT: mkdocs.yml
site_name: Aktivigaj funkcioj
docs_dir: docs/eo
nav:
  - Hejmo: index.md
  - Tanĝanto: tanh.md
theme:
  language: eo
"""
PAGES = {
    "index.md": "---\ndescription: Hejmo\n---\n\n# Hejmo { #home }\n\n[Tanĝanto](tanh.md#tanh), $x < 1$.\n",
    "tanh.md": "---\ndescription: Tanĝanto\n---\n\n# Tanĝanto { #tanh }\n\n## Difino { #definition }\n\nVidu.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site of a copy of the project to which Esperanto was added."""
    copy = copy_repository(tmp_path_factory.mktemp("three"))
    english = (ROOT / "src/book/words/en.toml").read_text("utf-8")
    words = english.replace('name = "English"', 'name = "Esperanto"', 1)
    (copy / "src/book/words/eo.toml").write_text(words, "utf-8")
    (copy / "mkdocs.eo.yml").write_text(CONFIG, "utf-8")
    (copy / "docs/eo").mkdir()
    for name, text in PAGES.items():
        (copy / "docs/eo" / name).write_text(text, "utf-8")
    done = build(copy / "site", copy, SITE_URL=SITE_URL)
    assert done.returncode == 0, done.stderr
    return copy / "site"


def switches(site: Path, page: str) -> dict[str, str]:
    soup = BeautifulSoup((site / page / "index.html").read_text("utf-8"), "html.parser")
    links = soup.select("a.language-switch")
    for link in links:
        assert (site / page / str(link["href"]) / "index.html").resolve().is_file(), link
    return {str(link["lang"]): link.get_text() for link in links}


def test_its_pages_lead_to_the_other_languages_and_theirs_to_it(site):
    assert switches(site, "eo/tanh") == {"ko": "한국어", "en": "English"}
    assert switches(site, "tanh") == {"en": "English", "eo": "Esperanto"}
    assert switches(site, "en/tanh") == {"ko": "한국어", "eo": "Esperanto"}


def test_no_link_leads_to_a_page_that_it_does_not_have(site):
    assert switches(site, "relu") == {"en": "English"}
    assert switches(site, "en/relu") == {"ko": "한국어"}


def test_its_headings_lead_to_the_same_section(site):
    page = BeautifulSoup((site / "eo/tanh/index.html").read_text("utf-8"), "html.parser")
    links = page.select("#tanh > a.section-switch")
    assert [link["href"] for link in links] == ["../../tanh/#tanh", "../../en/tanh/#tanh"]


def test_the_sitemap_and_the_missing_page_know_it(site):
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{SITE_URL}eo/tanh/</loc>" in sitemap
    assert f"{SITE_URL}eo/relu/" not in sitemap
    assert re.search(rf'hreflang="eo" href="{SITE_URL}eo/tanh/"', sitemap)
    missing = BeautifulSoup((site / "404.html").read_text("utf-8"), "html.parser")
    assert [part["lang"] for part in missing.select("section[lang]")] == ["ko", "en", "eo"]

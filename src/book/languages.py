"""Two languages at the same paths: Korean at the root, English under en/."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from mkdocs.utils import get_relative_url

_FOLDER = {"ko": "", "en": "en/"}
_NAME = {"ko": "한국어", "en": "English"}
_OTHER = {"ko": "en", "en": "ko"}
_SECTION = {"ko": "이 절을 한국어로 읽기", "en": "Read this section in English"}
_PERMALINK = re.compile(r'<a (?=[^>]*class="headerlink")[^>]*href="#([^"]+)"[^>]*>[^<]*</a>')


@dataclass(frozen=True)
class Switch:
    """The way to the other language: its code, its own name, and a relative link."""

    language: str
    name: str
    link: str


def switch(language: str, url: str) -> Switch:
    """Lead from a page to the same page in the other language.

    Parameters
    ----------
    language : str
        The language of the page at hand.
    url : str
        Its address inside its language, as MkDocs gives it: ``"sigmoid/"``, ``"./"``.
    """
    other = _OTHER[language]
    path = url.removeprefix("./")
    link = get_relative_url(_FOLDER[other] + path, _FOLDER[language] + path)
    return Switch(other, _NAME[other], link)


def switch_from_anywhere(language: str, base_url: str) -> Switch:
    """Lead from a page without an address of its own, the 404 page, to the other start page."""
    other = _OTHER[language]
    root = base_url.rstrip("/")
    return Switch(other, _NAME[other], f"{root}/en/" if other == "en" else f"{root}/../")


def roots(language: str, site_url: str | None) -> dict[str, str]:
    """Give the absolute address of each language's start page, or nothing without a site_url."""
    if not site_url:
        return {}
    root = site_url.removesuffix(_FOLDER[language])
    return {code: root + path for code, path in _FOLDER.items()}


def link_headings(page: str, to: Switch) -> str:
    """Put beside each heading's permalink a link to the same section in the other language."""

    def both(permalink: re.Match[str]) -> str:
        label = html.escape(_SECTION[to.language])
        return (
            f'{permalink[0]}<a class="headerlink section-switch" href="{to.link}#{permalink[1]}" '
            f'hreflang="{to.language}" lang="{to.language}" title="{label}" aria-label="{label}" '
            f"data-search-exclude>{to.language.upper()}</a>"
        )

    return _PERMALINK.sub(both, page)

"""The sites of the other languages, built into the first one's, and the addresses of pages in all."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from book import DOCS, LANGUAGES, settings
from book.languages import switch


def build(language: str, first: MkDocsConfig) -> str:
    """Build a language's site into its folder of the first one; return its math font."""
    config = load_config(
        str(settings.file(language)),
        site_dir=str(Path(first.site_dir) / language),
        site_url=first.site_url and f"{first.site_url.rstrip('/')}/{switch.folder(language)}",
        strict=first.strict,
    )
    config.plugins.on_startup(command="build", dirty=False)
    build_site(config)
    return str(config.extra["math_font"])


def addresses(site_url: str) -> list[dict[str, str]]:
    """Return for each page its absolute address in each language that has it."""
    if not site_url:
        return []
    root = site_url
    for code in LANGUAGES[1:]:
        root = root.removesuffix(switch.folder(code))
    paths = {
        p.relative_to(DOCS / code).as_posix()
        for code in LANGUAGES
        for p in (DOCS / code).rglob("*.md")
    }
    return [
        {code: root + switch.folder(code) + _url(path) for code in switch.spoken(path)}
        for path in sorted(paths)
    ]


def _url(path: str) -> str:
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"

"""The press as one Markdown extension: what it adds to a page, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from mkdocs.utils.meta import get_data

from book import settings
from book.figures.inline import Figures
from book.labs import page as lab_page
from book.labs.notebook import is_lab, lab
from book.languages.sections import SectionLinks
from book.languages.switch import Switch
from book.page.formulas import Formulas, Words
from book.page.glossary import Tooltips
from book.page.placeholders import Placeholders
from book.page.state import Source, read


def opened(path: Path, language: str, switches: Sequence[Switch] = ()) -> tuple[str, Source]:
    """Return a page's Markdown, that of a lab with what its cells put out, and its state."""
    text = read(path)
    if not is_lab(path):
        return get_data(text)[0], Source(path, text, language, switches=switches)
    made = lab_page.render(lab(path), settings.of(language).repo_url)
    return made.markdown, Source(path, text, language, made.pictures, switches)


def settings_for(source: Source) -> dict[str, dict[str, Source]]:
    """Return what to give a Markdown instance as `extension_configs`, so that it knows its page."""
    return {__name__: {"source": source}}


class PageExtension(Extension):
    """Fill in what is made of data; make formulas, figures, tooltips and links between languages."""

    def __init__(self, source: Source | None = None) -> None:
        super().__init__()
        self.source = source

    def extendMarkdown(self, md: Markdown) -> None:
        """Make Markdown of lines before all else, and the rest of what the inline patterns found."""
        md.page = self.source
        md.preprocessors.register(Words(md), "words", 110)
        md.preprocessors.register(Placeholders(md), "placeholders", 100)
        md.treeprocessors.register(Formulas(md), "formulas", 5)
        md.treeprocessors.register(Figures(md), "figures", 5)
        md.treeprocessors.register(Tooltips(md), "glossary", 4)
        # After MkDocs has read the title off the heading (1) and looked at all links (0).
        md.treeprocessors.register(SectionLinks(md), "section-links", -1)


def makeExtension(**options: Any) -> PageExtension:
    """Return what Python-Markdown looks for in a module named in mkdocs.yml."""
    return PageExtension(**options)

"""What mkdocs.yml and mkdocs.en.yml say, for those that work without MkDocs or beside it."""

from __future__ import annotations

from functools import cache
from typing import Any

from mkdocs.config import load_config

from book import ROOT

_CONFIG = {"ko": "mkdocs.yml", "en": "mkdocs.en.yml"}


@cache
def of(language: str) -> Any:
    """Give the settings of a language's site, read once."""
    return load_config(str(ROOT / _CONFIG[language]))

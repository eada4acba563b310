"""What mkdocs.yml and its companions say, for those that work without MkDocs or beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.config import load_config

from book import LANGUAGES, ROOT


def file(language: str) -> Path:
    """Return the config of a language's site."""
    return ROOT / ("mkdocs.yml" if language == LANGUAGES[0] else f"mkdocs.{language}.yml")


@cache
def of(language: str) -> Any:
    """Return the settings of a language's site, read once."""
    return load_config(str(file(language)))

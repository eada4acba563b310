"""The words that the press itself writes: a data file a language, a table a part of the press."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def _of(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def words(language: str, part: str) -> dict[str, str]:
    """Return the words of a language for one part of the press, for example ``glossary``."""
    table: dict[str, str] | None = _of(language).get(part)
    if table is None:
        raise LookupError(
            f"src/book/words/{language}.toml has no table [{part}]; the other languages' files "
            "show what belongs in it"
        )
    return table

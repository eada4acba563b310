"""The tables of names and defaults in other libraries: whole, equal in both languages, true for ours."""

from __future__ import annotations

import re

import pytest

import activations as act
from book import DOCS, LANGUAGES


def rows(language: str, columns: int) -> list[list[str]]:
    """Return the cells of the table with so many columns, without its head."""
    text = (DOCS / language / "api" / "elsewhere.md").read_text("utf-8")
    found = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [row for row in found if len(row) == columns][1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_that_pytorch_has_is_there_under_pytorch_s_name(language):
    named = {row[0].strip("`"): row[1] for row in rows(language, 5)}
    functions = {n: f for n in act.__all__ if isinstance(f := getattr(act, n), act.Function)}
    assert named.keys() <= functions.keys()
    for name, f in functions.items():
        theirs = f"`{f.torch_name.rpartition('.')[2]}`" if f.torch_name else "—"
        assert named.get(name, "—") == theirs, (
            f"{name}: mend the table of names in api/elsewhere.md"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_defaults_called_ours_are_ours(language):
    for function, name, ours, *_ in rows(language, 7):
        parameters = {p.name: p.default for p in getattr(act, function.strip("`")).parameters}
        assert ours == f"`{parameters[name.strip('`')]!r}`", (function, name)


def test_both_languages_have_the_same_tables():
    assert rows("ko", 5) == rows("en", 5)
    assert rows("ko", 7) == rows("en", 7)


def test_no_row_repeats_another():
    keys = [tuple(row[:2]) for row in rows("en", 7)]
    assert len(keys) == len(set(keys))
    assert all(
        re.fullmatch(r"`[^`]+`(, `[^`]+`)*|—", cell) for row in rows("en", 7) for cell in row
    )

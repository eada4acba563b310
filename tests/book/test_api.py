"""The reference: docstrings come out as pages do, each function is on a page, and nothing else is."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from importlib.metadata import version

import griffe
import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError
from mkdocstrings import BaseHandler

import activations as act
from book import DOCS, LANGUAGES, ROOT
from book.page import reference as api

MODULE = r'''
"""Functions."""

import numpy as np

from activations import Elementwise
from activations.core.parameters import Number


def helper(x):
    """Help, which is nobody's business."""


def _double_derivative(x, times):
    """Derivative of doubling.

    >>> 1 + 1
    2
    """


@Elementwise.define(
    family="smooth",
    derivative_kernel=_double_derivative,
    torch_name="torch.double",
    value_latex="2x",
    derivative_latex="2",
    parameters=(Number("times", default=2.0),),
    range=(-np.inf, np.inf),
    limits=(-np.inf, np.inf),
    lipschitz=2.0,
    monotonic=True,
    year=-300,
    reference="Euclid",
)
def double(x, times):
    r"""Doubling.

    .. math::

        f(x) = 2x
        = x + x

    Words that follow, ``x``.

    Parameters
    ----------
    times : float, default 2
        How often.

    References
    ----------
    Euclid. https://doi.org/10.1000/1.

    Examples
    --------
    >>> 2 * 2
    4
    """
'''
INIT = "from small.functions import double\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Write a small package with one module of functions; read it as the site does."""

    def read(module=MODULE):
        folder = tmp_path / "small"
        folder.mkdir()
        for name, text in {"__init__": INIT, "functions": module}.items():
            (folder / f"{name}.py").write_text(text, "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        for name in ("small", "small.functions"):
            monkeypatch.delitem(sys.modules, name, raising=False)
        return griffe.load(
            "small",
            search_paths=[tmp_path, ROOT / "src"],
            docstring_parser="numpy",
            extensions=griffe.load_extensions(api.Reference()),
        )

    return read


def test_a_signature_is_that_of_the_object(package):
    parameters = package()["double"].parameters
    shown = [(p.name, p.default, p.annotation, p.kind.value) for p in parameters]
    assert shown == [
        ("x", None, None, "positional or keyword"),
        ("times", "2.0", None, "positional or keyword"),
        ("out", "None", None, "keyword-only"),
    ]


def test_a_function_is_shown_under_its_public_name(package):
    double = package()["double"]
    assert double.is_alias
    assert double.path == "small.double"


def test_a_docstring_becomes_the_markdown_of_the_chapters(package):
    parsed = [section for section in package()["double"].docstring.parsed if section.value]
    first, parameters, returns, raises, last = parsed
    assert first.value == ("Doubling.\n\n$$\nf(x) = 2x\n= x + x\n$$\n\nWords that follow, ``x``.")
    assert [p.name for p in parameters.value] == ["x", "times", "out"]
    assert [returns.kind.value, raises.kind.value] == ["returns", "raises"]
    assert last.value == (
        "**In PyTorch:** `torch.double`\n\n"
        "**References:**\n\nEuclid. <https://doi.org/10.1000/1>.\n\n"
        "**Examples:**\n\n```pycon\n>>> 2 * 2\n4\n```\n\n\n"
        "**`double.derivative`:**\n\nDerivative of doubling.\n\n```pycon\n>>> 1 + 1\n2\n```\n"
    )


def test_a_bad_formula_names_file_and_line(package):
    broken = MODULE.replace("f(x) = 2x", r"\frac{1}{2")
    line = broken[: broken.index(r"\frac")].count("\n") + 1
    with pytest.raises(PluginError, match=rf"functions\.py:{line}: formula .* does not parse"):
        package(broken)


def test_blocks_of_code_are_numbered_through_the_page():
    block = (
        '<pre><code><span id="{}__span-0-1">a</span><span id="{}__span-0-2">b</span></code></pre>'
    )
    page = '<div class="doc doc-contents">' + block.format("", "") + block.format("f--", "f--")
    ids = re.findall(r'id="([^"]+)"', api.finish(page))
    assert ids == ["__span-0-1", "__span-0-2", "__span-1-1", "__span-1-2"]


def test_a_page_without_docstrings_is_left_alone():
    page = '<pre><code><span id="__span-3-1">a</span></code></pre>'
    assert api.finish(page) == page


class Handler:
    """What mkdocstrings asks of a handler; it counts what it renders."""

    def __init__(self):
        self._headings = []
        self.count = 0

    def collect(self, identifier, options):
        return identifier

    def render(self, thing, options):
        self.count += 1
        self._headings.append([thing])
        return f"<p>{thing}</p>"

    def get_headings(self):
        headings = list(self._headings)
        self._headings.clear()
        return headings


def test_the_replaced_methods_of_a_handler_are_those_of_the_version_that_is_locked():
    assert version("mkdocstrings").startswith("1.0.")
    assert all(callable(getattr(BaseHandler, name)) for name in ("collect", "render"))
    assert callable(BaseHandler.get_headings)


def test_a_docstring_is_rendered_once_until_the_library_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(api, "ROOT", tmp_path)
    module = tmp_path / "src/activations/f.py"
    module.parent.mkdir(parents=True)
    module.write_text("a")
    handlers = [Handler(), Handler(), Handler()]
    for handler in handlers:
        if handler is handlers[2]:
            os.utime(module, ns=(1, 1))
        api.remember(handler)
        assert handler.render(handler.collect("f", {}), {}) == "<p>f</p>"
        assert handler.get_headings() == [["f"]]
    assert [handler.count for handler in handlers] == [1, 0, 1]


@pytest.mark.parametrize("page", sorted(path.name for path in (DOCS / "ko" / "api").glob("*.md")))
def test_both_languages_show_the_same_docstrings(page):
    shown = [
        re.findall(
            r"^:::.*(?:\n    .*)*", (DOCS / language / "api" / page).read_text("utf-8"), re.M
        )
        for language in LANGUAGES
    ]
    assert shown[0] == shown[1]


def articles(site, language):
    for path in sorted((site / ("en" if language == "en" else "") / "api").rglob("index.html")):
        yield path, BeautifulSoup(path.read_text("utf-8"), "html.parser").article


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_function_is_in_the_reference_once(plain, language):
    functions = [name for name in act.__all__ if isinstance(getattr(act, name), act.Function)]
    found = [
        heading.get_text().strip()
        for _, article in articles(plain, language)
        for heading in article.select(".doc-function > h2 > .doc-object-name")
    ]
    assert sorted(found) == sorted(functions)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_raw_and_no_id_stands_twice(plain, language):
    for path, article in articles(plain, language):
        ids = Counter(element["id"] for element in article.select("[id]"))
        assert not [identifier for identifier, times in ids.items() if times > 1], path
        assert all(part["lang"] == "en" for part in article.select(".doc-contents")), path
        # Kept pages could not know them: links by mkdocs-autorefs, a language's terms in docstrings.
        assert not article.select("a.autorefs, autoref, .doc-contents abbr"), path
        for element in article.select("pre, code, math"):
            element.decompose()
        raw = re.findall(r"\$|:::?|>>>|\.\. |`|\\\w+|\*\*|^[-=~]{3,}$", article.get_text(), re.M)
        assert not raw, path

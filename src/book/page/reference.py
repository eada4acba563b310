"""The reference: what Griffe reads from `src/activations`, made into what a page can show.

Griffe reads the source without running it. Where a decorator makes an object of a formula, it sees the
formula alone, so this extension adds what the object has: `out`, PyTorch's name, and the formulas of
its methods with their docstrings. The docstrings are reStructuredText where LaTeX is concerned and
examples stand in them without a fence; both become the Markdown of the chapters.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from textwrap import dedent
from typing import Any

import griffe
from griffe import DocstringSectionKind as Kind
from math_core import LatexError
from mkdocs.exceptions import PluginError

from book import ROOT
from book.page.formulas import to_mathml
from book.page.state import shown

_MATH = re.compile(r"^\.\. math::((?:.|\n(?=[\n ]))*)", re.MULTILINE)
_EXAMPLE = re.compile(r"^>>> (?:.+\n?)+", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![<(])https://\S*[^\s.,;)]")
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_LINE = re.compile(r'id="[^"]*__span-\d+-(\d+)"')


class Reference(griffe.Extension):
    """Make the package ready to be shown, once it has been read."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Go through the modules; where one defines functions, nothing else of it is shown."""
        for module in pkg.modules.values():
            if functions := [f for f in module.functions.values() if _definition(f)]:
                for member in module.members.values():
                    member.public = member in functions
                for function in functions:
                    _complete(function)
        for thing in _documented(pkg):
            thing.docstring.parsed = list(_sections(thing))


def _documented(thing: Any) -> Iterator[Any]:
    """Give an object and what it contains, as far as there are docstrings."""
    if thing.docstring:
        yield thing
    for member in thing.members.values():
        if not member.is_alias:
            yield from _documented(member)


def _definition(function: Any) -> Any:
    """Give the call that makes an object of a formula, as in ``@Elementwise.define(...)``."""
    decorators = (d for d in function.decorators if d.callable_path.endswith(".define"))
    return next((decorator.value for decorator in decorators), None)


def _complete(function: Any) -> None:
    """Let a formula's signature be the object's: no blocks of float64, but `out`."""
    for parameter in function.parameters:
        parameter.annotation = None
    function.returns = None
    function.parameters.add(
        griffe.Parameter("out", kind=griffe.ParameterKind.keyword_only, default="None")
    )


def _methods(function: Any, definition: Any) -> Iterator[tuple[str, Any]]:
    """Give the object's methods that have a documented formula: ``_sigmoid_derivative``, ..."""
    methods = function.parent[str(definition.function).removesuffix(".define")].all_members
    for name, formula in function.parent.functions.items():
        method = name.removeprefix(f"_{function.name}_")
        if method in methods and formula.docstring:
            yield method, formula


def _sections(thing: Any) -> Iterator[griffe.DocstringSection]:
    """Give an object's docstring, with text, notes and examples in one piece of Markdown each."""
    text: list[str] = []
    for section in thing.docstring.parsed:
        match section.kind:
            case Kind.text:
                text.append(_markdown(thing, section.value))
            case Kind.admonition:
                text += [f"**{section.title}:**", _markdown(thing, section.value.contents)]
            case Kind.examples:
                text += ["**Examples:**", *(_markdown(thing, part) for _, part in section.value)]
            case _:
                yield griffe.DocstringSectionText("\n\n".join(text))
                text = []
                yield section
    if thing.is_function and (definition := _definition(thing)):
        [name] = (a.value for a in definition.arguments if a.name == "torch_name")
        text.insert(0, f"**In PyTorch:** `{ast.literal_eval(name)}`")
        for method, formula in _methods(thing, definition):
            text += [f"**`{thing.name}.{method}`:**", _markdown(formula, formula.docstring.value)]
    yield griffe.DocstringSectionText("\n\n".join(text))


def _markdown(thing: Any, text: str) -> str:
    """Make the Markdown of the chapters of a piece of a docstring."""

    def formula(found: re.Match[str]) -> str:
        latex = dedent(found[1]).strip()
        try:
            to_mathml(latex, True)
        except LatexError as error:
            docstring, first = thing.docstring, latex.partition("\n")[0]
            before, _, _ = docstring.value.partition(first)
            line = docstring.lineno + before.count("\n")
            where = f"{shown(thing.filepath)}:{line}"
            raise PluginError(f"{where}: formula {latex!r} does not parse: {error}") from None
        return f"$$\n{latex}\n$$\n"

    text = _EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", text)
    return _ADDRESS.sub(r"<\g<0>>", _MATH.sub(formula, text))


def finish(page: str) -> str:
    """Say that docstrings are English; number the blocks of code of a page, each once.

    mkdocstrings converts each docstring by itself, and in each the numbers start anew.
    """
    if 'class="doc ' not in page:
        return page
    block = itertools.count()
    page = _CODE.sub(lambda code: _LINE.sub(rf'id="__span-{next(block)}-\1"', code[0]), page)
    return page.replace('<div class="doc doc-contents', '<div lang="en" class="doc doc-contents')


def remember(handler: Any) -> None:
    """Render the docstrings once for both languages, and again only when the library has changed.

    They take longer than all chapters, and are the same for every edit of a chapter.
    """
    files = sorted((ROOT / "src" / "activations").rglob("*.py"))
    rendered = _rendered(tuple((path, path.stat().st_mtime_ns) for path in files))
    collect, render = handler.collect, handler.render

    def collect_once(identifier: str, options: Any) -> tuple[Any, Any]:
        key = identifier, repr(options)
        return key, None if key in rendered else collect(identifier, options)

    def render_once(collected: tuple[Any, Any], options: Any) -> str:
        key, thing = collected
        if thing is not None:
            rendered[key] = render(thing, options), handler.get_headings()
        html, headings = rendered[key]
        handler._headings.extend(deepcopy(headings))  # the table of contents is made of these
        return html

    handler.collect, handler.render = collect_once, render_once


@lru_cache(maxsize=1)
def _rendered(library: tuple[Any, ...]) -> dict[Any, tuple[str, list[Any]]]:
    """Give what has been rendered of the library as it is."""
    return {}

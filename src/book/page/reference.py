"""The reference: what Griffe reads from `src/activations`, made into what a page can show.

Griffe reads the source without running it. Where a decorator makes an object of a kernel, it sees the
kernel alone, so this extension adds what the object has: its signature, its whole docstring, PyTorch's
name, and the docstrings of its derivatives. The docstrings are reStructuredText where LaTeX is concerned
and examples stand in them without a fence; both become the Markdown of the chapters.
"""

from __future__ import annotations

import importlib
import itertools
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from inspect import signature
from textwrap import dedent
from types import ModuleType
from typing import Any

import griffe
from griffe import DocstringSectionKind as Kind
from math_core import LatexError
from mkdocs.exceptions import PluginError

import activations as act
from book import ROOT
from book.page.formulas import DIRECTIVE, to_mathml
from book.page.state import Source, shown

_EXAMPLE = re.compile(r"^>>> (?:.+\n?)+", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![<(])https://\S*[^\s.,;)]")
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)
_LINE = re.compile(r'id="[^"]*__span-\d+-(\d+)"')


class Reference(griffe.Extension):
    """Make the package ready to be shown, once it has been read."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Go through the modules and complete the functions that they define."""
        objects = vars(importlib.import_module(pkg.path))
        for module in pkg.modules.values():
            for function in module.functions.values():
                if function.is_alias:  # imported, and completed where it is defined
                    continue
                if isinstance(made := objects.get(function.name), act.Function):
                    _complete(function, made)
                    # Griffe has merged the stub for editors, in which it is a variable.
                    pkg.set_member(function.name, griffe.Alias(function.name, function, parent=pkg))
        for thing in _documented(pkg):
            thing.docstring.parsed = list(_sections(thing))


def _documented(thing: Any) -> Iterator[Any]:
    """Yield an object and what it contains, as far as there are docstrings."""
    if thing.docstring:
        yield thing
    for member in thing.members.values():
        if not member.is_alias:
            yield from _documented(member)


def _complete(function: Any, made: act.Function) -> None:
    """Let signature and docstring be those of the object."""
    function.parameters = griffe.Parameters(*(
        griffe.Parameter(
            p.name,
            kind=griffe.ParameterKind(p.kind.description),
            default=None if p.default is p.empty else repr(p.default),
        )
        for p in signature(made).parameters.values()
    ))  # fmt: skip
    function.returns = None
    function.docstring.value = made.doc
    function.extra["activations"]["made"] = made


def _methods(function: Any, made: act.Function) -> Iterator[tuple[str, Any]]:
    """Return the object's methods that have a documented kernel: ``_sigmoid_derivative``, ..."""
    for name, kernel in function.parent.functions.items():
        method = name.removeprefix(f"_{function.name}_")
        if method != name and hasattr(made, method) and kernel.docstring:
            yield method, kernel


def _sections(thing: Any) -> Iterator[griffe.DocstringSection]:
    """Yield an object's docstring, with text, notes and examples in one piece of Markdown each."""
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
    if made := thing.extra["activations"].get("made"):
        if made.torch_name:
            text.insert(0, f"**In PyTorch:** `{made.torch_name}`")
        for method, kernel in _methods(thing, made):
            text += [f"**`{thing.name}.{method}`:**", _markdown(kernel, kernel.docstring.value)]
    yield griffe.DocstringSectionText("\n\n".join(text))


def _markdown(thing: Any, text: str) -> str:
    """Make the Markdown of the chapters of a piece of a docstring."""

    def formula(found: re.Match[str]) -> str:
        latex = dedent(found[1]).strip()
        try:
            to_mathml(latex, True)
        except LatexError as error:
            first, start = latex.partition("\n")[0], thing.docstring.lineno
            source = thing.filepath.read_text("utf-8").splitlines()[start - 1 :]
            line = next(n for n, text in enumerate(source, start) if first in text)
            where = f"{shown(thing.filepath)}:{line}"
            raise PluginError(f"{where}: formula {latex!r} does not parse: {error}") from None
        return f"$$\n{latex}\n$$\n"

    text = _EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", text)
    return _ADDRESS.sub(r"<\g<0>>", DIRECTIVE.sub(formula, text))


def reference(page: Source, family: str) -> str:
    """Return the lines that show a family: what its modules say, and each of their functions."""
    functions = [f for f in vars(act).values() if isinstance(f, act.Function)]
    modules = dict.fromkeys(f.value_kernel.__module__ for f in functions)
    lines: list[str] = []
    for module in map(sys.modules.__getitem__, modules):
        members = [f for f in vars(module).values() if f in functions and _made_in(f, module)]
        if members[0].family == family:
            lines += ['<div lang="en" markdown>', module.__doc__ or "", "</div>"]
        lines += [
            f"::: activations.{f.name}\n    options: {{show_root_heading: true}}"
            for f in members
            if f.family == family
        ]
    if not lines:
        families = ", ".join(dict.fromkeys(f.family for f in functions))
        line = f"[[reference: {family}]]"
        raise page.error(line, f"{family!r} is no family of functions; there are {families}")
    return "\n\n".join(lines)


def _made_in(f: act.Function, module: ModuleType) -> bool:
    return f.value_kernel.__module__ == module.__name__


def formulas(page: str) -> list[str]:
    """Return the formulas in the docstrings of a page, as MathML.

    mkdocstrings puts a docstring into the page as finished HTML, rendered once for all languages, so no
    page of Markdown has seen them.
    """
    return _MATHML.findall(page) if 'class="doc ' in page else []


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

    They take longer than all chapters, and are the same for every edit of a chapter. The three methods
    are those that mkdocstrings asks of a handler: `tests/book/test_api.py` says of which version.
    """
    files = sorted((ROOT / "src" / "activations").rglob("*.py"))
    rendered = _rendered(tuple((path, path.stat().st_mtime_ns) for path in files))
    collect, render, get_headings = handler.collect, handler.render, handler.get_headings
    waiting: list[Any] = []

    def collect_once(identifier: str, options: Any) -> tuple[Any, Any]:
        key = identifier, repr(options)
        return key, None if key in rendered else collect(identifier, options)

    def render_once(collected: tuple[Any, Any], options: Any) -> str:
        key, thing = collected
        if thing is not None:
            rendered[key] = render(thing, options), get_headings()
        html, headings = rendered[key]
        waiting.extend(deepcopy(headings))  # the table of contents is made of these
        return html

    def headings_of_rendered() -> list[Any]:
        headings = [*waiting, *get_headings()]
        waiting.clear()
        return headings

    handler.collect, handler.render = collect_once, render_once
    handler.get_headings = headings_of_rendered


@lru_cache(maxsize=1)
def _rendered(library: tuple[Any, ...]) -> dict[Any, tuple[str, list[Any]]]:
    """Return what has been rendered of the library as it is."""
    return {}

"""Executable blocks: the ``pycon`` fences of a page, found, run, compared and rewritten.

Sybil finds the fences and doctest runs what is in them. This module says what counts as a fence that
runs, how an ``approx`` block compares, and how outputs are put back into the file.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import sys
import traceback
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from sybil import Document, Example, Region, Sybil
from sybil.evaluators.doctest import DocTestEvaluator, OutputChecker
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from book import ROOT, atomic
from book.page.state import shown

_INFO = re.compile(r"(?P<info>[^\n]*)\n")
_LANGUAGE = re.compile(r"[{\s]*\.?(?P<language>[\w+-]*)")
_REASON = re.compile(r"""data-norun=(?P<quote>["'])(?P<reason>.+?)(?P=quote)""")
_APPROX = re.compile(r"(?<![\w-])\.approx(?![\w-])")
PYTHON = {"python", "py", "python3", "py3", "pycon", "pycon3", "ipython", "doctest"}


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page, with the text between its fences as it stands in the file."""

    line: int
    offset: int
    info: str
    body: str

    @property
    def language(self) -> str:
        """The language, however the attributes are written."""
        found = _LANGUAGE.match(self.info)
        return found["language"].lower() if found else ""

    @property
    def runs(self) -> bool:
        """Whether the block is executed."""
        return self.language == "pycon"

    @property
    def approx(self) -> bool:
        """Whether a printed float may differ by one unit in its last place."""
        return bool(_APPROX.search(self.info))

    @property
    def reason(self) -> str:
        """Why a Python block is not executed, in the author's words."""
        found = _REASON.search(self.info)
        return found["reason"] if found else ""


def fences(document: Document) -> Iterator[Fence]:
    """Yield the fences of a page in order; one that stands inside another is text, not a fence."""
    end = 0
    lexer = RawFencedCodeBlockLexer(_INFO)
    for region in sorted(lexer(document), key=lambda region: region.start):
        if region.start < end:
            continue
        end = region.end
        source = region.lexemes["source"]
        offset = region.start + source.offset
        closing = document.text.rfind("\n", offset, region.end) + 1
        line = document.text.count("\n", 0, region.start) + 1
        info = region.lexemes["info"].strip()
        yield Fence(line, offset, info, document.text[offset:closing])


# --- comparing ------------------------------------------------------------------------------------

_FLOAT = re.compile(r"[-+]?\d+\.\d*(?:e[-+]?\d+)?")


class _Approx(doctest.OutputChecker):
    """Let each float differ by one unit in its last printed place, and nothing else."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        if _FLOAT.sub("#", want).split() != _FLOAT.sub("#", got).split():
            return False
        pairs = zip(_FLOAT.findall(want), _FLOAT.findall(got), strict=True)
        return all(
            _unit(a) == _unit(b) and abs(float(a) - float(b)) <= 1.001 * _unit(a) for a, b in pairs
        )


def _unit(number: str) -> float:
    """Return the unit of the last printed place: 0.01 for 3.14, 1e-19 for 4.25e-17."""
    mantissa, _, exponent = number.partition("e")
    return float(10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2])))


class _Evaluator(DocTestEvaluator):
    def __init__(self, checker: doctest.OutputChecker) -> None:
        self.checker = checker
        self.runner = doctest.DocTestRunner(  # type: ignore[assignment]
            checker, optionflags=doctest.REPORT_UDIFF
        )


_exact = _Evaluator(OutputChecker())
_approx = _Evaluator(_Approx())


def parse(document: Document) -> Iterable[Region]:
    """Yield the examples of a page's executable blocks, each at its place in the file."""
    for fence in fences(document):
        if fence.runs:
            parser = DocTestStringParser(_approx if fence.approx else _exact)
            for region in parser(fence.body, document.path):
                region.start += fence.offset
                region.end += fence.offset
                yield region


def _fresh(namespace: dict[str, Any]) -> None:
    """Let each page start as a reader's new session does, whatever the page before it set."""
    namespace["_settings"] = (np.get_printoptions(), np.geterr())
    np.set_printoptions(edgeitems=3, linewidth=75, precision=8, suppress=False, threshold=1000)


def _restore(namespace: dict[str, Any]) -> None:
    options, errors = namespace.pop("_settings")
    np.set_printoptions(**options)
    np.seterr(**errors)


pages = Sybil(
    [parse],
    path=str(ROOT),
    pattern="*.md",
    setup=_fresh,
    teardown=_restore,
    encoding="utf-8-sig",
)


# --- rewriting ------------------------------------------------------------------------------------


class RewriteError(ValueError):
    """An example raises where the page shows no error: a mistake, not a new output."""


def rewrite(path: Path) -> int:
    """Run a page and put what it printed in the place of what it says.

    Only output lines change: no fence, no prompt, no indentation, no newline style. The file is
    written beside itself and renamed. Errors are written only where the page already shows one.

    Returns
    -------
    int
        The number of outputs that changed.
    """
    raw = path.read_bytes()
    newline = "\r\n" if b"\r\n" in raw else "\n"
    document = pages.parse(path)
    text = document.text
    changes: list[tuple[int, int, str]] = []
    _fresh(document.namespace)
    try:
        for example in document.examples():
            if change := _change(example, document, text):
                changes.append(change)
    finally:
        _restore(document.namespace)
    if not changes:
        return 0
    for start, end, output in reversed(changes):
        text = text[:start] + output + text[end:]
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    atomic.write(path, mark + text.replace("\n", newline).encode())
    return len(changes)


def _change(example: Example, document: Document, text: str) -> tuple[int, int, str] | None:
    parsed: doctest.Example = example.parsed
    output = _run(parsed.source, document.namespace)
    where = f"{shown(Path(document.path))}:{example.line}"
    if output.startswith("Traceback") and parsed.exc_msg is None:
        raise RewriteError(
            f"{where}: this raises, and the page shows no error; fix it, or let the output "
            f"begin with 'Traceback (most recent call last):'\n{output}"
        )
    evaluator = cast(_Evaluator, example.region.evaluator)
    if parsed.exc_msg is not None:
        same = output.startswith("Traceback") and output.endswith(parsed.exc_msg)
    else:
        same = evaluator.checker.check_output(parsed.want, output, 0)
    if same:
        return None
    indent = " " * parsed.indent
    # An empty line would end the output for doctest, which has a word for it.
    lines = [indent + (line or "<BLANKLINE>") for line in output.splitlines()]
    # An example ends with its output; what comes before is prompts, which stay.
    end = example.end
    start = end - _length_of_want(text[example.start : end], parsed)
    return start, end, "".join(line + "\n" for line in lines)


def _length_of_want(piece: str, parsed: doctest.Example) -> int:
    lines = piece.splitlines(keepends=True)
    count = len(parsed.want.splitlines())
    return sum(map(len, lines[len(lines) - count :])) if count else 0


def _run(source: str, namespace: dict[str, Any]) -> str:
    """Run one example as the interactive interpreter does and give what it would print."""
    namespace.setdefault("__name__", "__main__")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")  # as in the tests: a warning is no output
        try:
            exec(compile(source, "<page>", "single"), namespace)
        except Exception:
            kind, error, _ = sys.exc_info()
            last = "".join(traceback.format_exception_only(kind, error))
            return f"Traceback (most recent call last):\n  ...\n{last}"
    return printed.getvalue()

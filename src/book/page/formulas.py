r"""Formulas: LaTeX between dollar signs becomes MathML while the site is built.

`pymdownx.arithmatex` finds the dollar signs; this converts what it found. A formula that does not parse
is an error with file and line.
"""

from __future__ import annotations

import html
import re
from functools import cache
from xml.etree import ElementTree

from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML

from book.page.state import page_of

# The annotation keeps the LaTeX with the formula: for copying it, and for comparing two languages.
BESIDE = re.compile(r" ?<!-- (?:let|so|claim|given|undecided)\b.*?-->")
DIRECTIVE = re.compile(r"^\.\. math::((?:.|\n(?=[\n ]))*)", re.MULTILINE)  # in docstrings
_converter = LatexToMathML(annotation=True, fancy_error=False)


@cache
def to_mathml(latex: str, display: bool) -> str:
    """Convert LaTeX to a MathML element."""
    mathml: str = _converter.convert_with_local_state(latex, displaystyle=display)
    # math-core takes the line that combines below a letter; over one it is drawn through its foot.
    return mathml.replace('<mo stretchy="true">\u0332</mo>', '<mo stretchy="true">\u203e</mo>')


class Words(Preprocessor):
    """Take out what stands beside a formula for `run.py prove` alone: <!-- let x > 0 -->."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without these comments."""
        return [BESIDE.sub("", line) for line in lines]


class Formulas(Treeprocessor):
    """Replace what arithmatex marked by MathML."""

    def run(self, root: ElementTree.Element) -> None:
        """Convert every formula of the page."""
        for element in root.iter():
            if element.get("class") == "arithmatex":
                self._convert(element)

    def _convert(self, element: ElementTree.Element) -> None:
        page = page_of(self.md)
        display = element.tag == "div"
        latex = (element.text or "")[2:-2].strip()
        if display:  # arithmatex escapes a block and leaves an inline formula as it is
            latex = html.unescape(latex)
        try:
            mathml = to_mathml(latex, display)
        except LatexError as error:
            raise page.error(latex, f"formula {latex!r} does not parse: {error}") from None
        page.shown.formulas.append(mathml)
        element.text = self.md.htmlStash.store(mathml)
        element.set("class", "formula")

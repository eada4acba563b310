r"""Formulas: LaTeX between dollar signs becomes MathML while the site is built.

`pymdownx.arithmatex` finds the dollar signs; this extension converts what it found. A formula that
does not parse is an error with file and line. The font is cut down to the characters that the pages
show, in `font`.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML

from book import CACHE
from book.page import PageError

# The annotation keeps the LaTeX with the formula: for copying it, and for comparing two languages.
_converter = LatexToMathML(annotation=True, fancy_error=False)


@cache
def to_mathml(latex: str, display: bool) -> str:
    """Convert LaTeX to a MathML element."""
    mathml: str = _converter.convert_with_local_state(latex, displaystyle=display)
    # math-core takes the line that combines below a letter; over one it is drawn through its foot.
    return mathml.replace('<mo stretchy="true">\u0332</mo>', '<mo stretchy="true">\u203e</mo>')


class _Formulas(Treeprocessor):
    """Replace what arithmatex marked by MathML."""

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.get("class") == "arithmatex":
                self._convert(element)

    def _convert(self, element: ElementTree.Element) -> None:
        display = element.tag == "div"
        latex = (element.text or "")[2:-2].strip()
        if display:  # arithmatex escapes a block and leaves an inline formula as it is
            latex = html.unescape(latex)
        try:
            mathml = to_mathml(latex, display)
        except LatexError as error:
            raise PageError(latex, f"formula {latex!r} does not parse: {error}") from None
        element.text = self.md.htmlStash.store(mathml)
        element.set("class", "formula")


class FormulasExtension(Extension):
    """Make MathML of the formulas that arithmatex finds."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after inline patterns, which find the inline formulas."""
        md.treeprocessors.register(_Formulas(md), "formulas", 5)


def makeExtension(**options: Any) -> FormulasExtension:
    """Give Python-Markdown what it looks for in a module named in mkdocs.yml."""
    return FormulasExtension(**options)


# --- the font -------------------------------------------------------------------------------------

_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_ANNOTATION = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Browsers set a single letter in <mi> in italics, on their own.
_VARIABLE = re.compile(r"<mi>([^<&])</mi>")
_ITALIC_LATIN, _ITALIC_GREEK, _ITALIC_H = 0x1D434, 0x1D6E2, 0x210E


def characters(page: str) -> set[str]:
    """Give the characters that the formulas of an HTML page show, variables in their italic form."""
    formulas = _ANNOTATION.sub("", "".join(_MATH.findall(page)))
    italic = {_italic(letter) for letter in _VARIABLE.findall(formulas)}
    upright = html.unescape(_TAG.sub("", _VARIABLE.sub("", formulas)))
    # A root's sign is drawn by the browser and stands nowhere as a character.
    root = {"√"} if "<msqrt" in formulas or "<mroot" in formulas else set()
    return italic | root | {character for character in upright if not character.isspace()}


def _italic(character: str) -> str:
    if character == "h":
        return chr(_ITALIC_H)
    if character.isascii() and character.isalpha():
        offset = (
            ord(character) - ord("A") if character.isupper() else ord(character) - ord("a") + 26
        )
        return chr(_ITALIC_LATIN + offset)
    if "Α" <= character <= "Ω":
        return chr(_ITALIC_GREEK + ord(character) - ord("Α"))
    if "α" <= character <= "ω":
        return chr(_ITALIC_GREEK + 26 + ord(character) - ord("α"))
    return character


def font(wanted: set[str]) -> tuple[str, bytes]:
    """Cut STIX Two Math down to some characters, with their stretched and script forms.

    Returns
    -------
    name : str
        A file name that changes with the content, so that browsers may keep the file for good.
    woff2 : bytes
        The font. Its name table keeps copyright and licence (OFL), as the licence asks.
    """
    text = "".join(sorted(wanted))
    key = "\n".join([text, version("ziamath"), version("fonttools"), version("brotli")])
    name = f"stix-two-math-{hashlib.sha256(key.encode()).hexdigest()[:12]}.woff2"
    kept = CACHE / "fonts" / name
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(".new")
        unfinished.write_bytes(_subset(text))
        unfinished.replace(kept)
    return name, kept.read_bytes()


def _subset(text: str) -> bytes:
    from fontTools import subset, ttLib

    # Found without importing the package, which would load a renderer for the sake of one file.
    package = find_spec("ziamath")
    assert package is not None
    assert package.origin is not None
    source = Path(package.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = []  # browsers apply none of the font's features to formulas by themselves
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # copyright and licence travel with the font
    options.hinting = False
    options.notdef_outline = True
    font = ttLib.TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    packed = io.BytesIO()
    subset.save_font(font, packed, options)
    return packed.getvalue()

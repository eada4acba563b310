"""The math font: STIX Two Math, cut down to the characters that the formulas of the site show."""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from book import CACHE, atomic

_NAMED = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;)\w+;")
FONTS = CACHE / "fonts"
_ITALIC_LATIN, _ITALIC_GREEK, _ITALIC_H = 0x1D434, 0x1D6E2, 0x210E


def characters(formulas: Iterable[str]) -> set[str]:
    """Return the characters that formulas in MathML show, variables in their italic form."""
    return set().union(*map(_characters, formulas))


@cache
def _characters(mathml: str) -> frozenset[str]:
    found: set[str] = set()
    # Converters name some characters as HTML does, which XML knows five of.
    named = _NAMED.sub(lambda entity: html.unescape(entity[0]), mathml)
    for element in ElementTree.fromstring(named).iter():
        text = element.text or ""
        # Browsers set a single letter in <mi> in italics, on their own.
        if element.tag == "mi" and len(text) == 1 and not element.attrib:
            found.add(_italic(text))
        elif element.tag in ("msqrt", "mroot"):
            found.add("√")  # drawn by the browser; it stands nowhere as a character
        elif element.tag != "annotation":
            found |= set(text)
    return frozenset(character for character in found if not character.isspace())


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


def font(wanted: Iterable[str]) -> tuple[str, bytes]:
    """Return the font with some characters, and their stretched and script forms.

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
    kept = FONTS / name
    try:
        data = kept.read_bytes()
    except FileNotFoundError:
        data = _subset(text)
        atomic.write(kept, data)
    return name, data


def prune(in_use: Iterable[str]) -> None:
    """Remove the fonts that the site does not use any more."""
    kept = set(in_use)
    for path in FONTS.glob("*.woff2"):
        if path.name not in kept:
            path.unlink(missing_ok=True)  # another build may have removed it already


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

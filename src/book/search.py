"""What search reads: a page's words, without the thousands of elements that draw formulas and figures.

Material's search reads a page element by element, which on a chapter took longer than converting it from
Markdown. Formulas and figures stay out of the index anyway, and of code only the text counts.
"""

from __future__ import annotations

import re

_DRAWN = re.compile(r"<(math|svg)\b.*?</\1>", re.DOTALL)
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_SPAN = re.compile(r"</?span\b[^>]*>")


def words(page: str) -> str:
    """Give an HTML page without formulas, figures, and the colouring of code."""
    return _CODE.sub(lambda code: _SPAN.sub("", code[0]), _DRAWN.sub("", page))

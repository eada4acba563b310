"""The docstrings of the functions: what one says for itself, joined with what all of an engine share.

In the source a docstring has its formula, its own parameters, what is special about what it returns,
notes, references and an example. The input, ``out`` and the errors stand here, once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import fill, indent

_DTYPES = "float16, float32, float64 (kept), integers or booleans (float64)."
_NO_REAL = "is complex, longdouble, object or text"
_OUT = "Where to write: exactly the shape and dtype of the result"

# By the name of the engine: the input where the function itself does not describe it, the array to
# write into, and when TypeError and ValueError are raised.
_SHARED = {
    "Elementwise": {
        "x": f"Any shape; {_DTYPES}",
        "out": f"{_OUT}, may be `x`.",
        "TypeError": f"If `x` {_NO_REAL}, or `out` has another dtype.",
        "ValueError": "If `out` has another shape or is read-only.",
    },
    "Elementwise with parameters": {
        "x": f"Any shape; {_DTYPES}",
        "out": f"{_OUT}, may be `x`.",
        "TypeError": f"If `x` {_NO_REAL}, a parameter has a wrong type, or `out` has another dtype.",
        "ValueError": "If a parameter is out of its range, or `out` has another shape or is read-only.",
    },
    "AlongAxis": {
        "x": f"At least one dimension; {_DTYPES}",
        "out": f"{_OUT}.",
        "TypeError": f"If `x` {_NO_REAL}, a parameter has a wrong type, or `out` has another dtype.",
        "ValueError": "If a parameter is out of its range, `x` does not have that axis, its length is 0 "
        "or does not fit, or `out` has another shape or is read-only.",
    },
    "ShiftInvariant": {
        "x": f"At least one dimension; {_DTYPES}",
        "out": f"{_OUT}, may be `x`.",
        "TypeError": f"If `x` {_NO_REAL}, a parameter has a wrong type, or `out` has another dtype.",
        "ValueError": "If a parameter is out of its range, `x` does not have that axis or the axis is "
        "empty, or `out` has another shape or is read-only.",
    },
    "Loss": {
        "x": "",
        "out": f"{_OUT}.",
        "TypeError": f"If `input` or `target` {_NO_REAL}, a parameter has a wrong type, or `out` has "
        "another dtype.",
        "ValueError": "If a class does not exist, a probability is negative or not finite, shapes do not "
        "fit, the axis is missing or empty, or `out` has another shape or is read-only.",
    },
    "OfNumbers": {
        "x": "",
        "out": f"{_OUT}.",
        "TypeError": f"If `input` or `target` {_NO_REAL}, a parameter has a wrong type, or `out` has "
        "another dtype.",
        "ValueError": "If a target is not from 0 to 1, shapes do not fit, or `out` has another shape or is "
        "read-only.",
    },
    "Normalization": {
        "x": f"At least one axis; {_DTYPES}",
        "out": f"{_OUT}, may be `x`.",
        "TypeError": "If an argument has the wrong type.",
        "ValueError": "If a parameter is out of its range, the shapes do not fit, there is too little to "
        "normalise over, or `out` is not exactly right.",
    },
}  # fmt: skip
_HEADING = re.compile(r"^(\w+)\n-+\n", re.MULTILINE)


def compose(engines: Sequence[str], own: str, parameters: bool) -> str:
    """Return the whole docstring of a function.

    Parameters
    ----------
    engines : sequence of str
        The names of the function's class and of what that inherits from, the nearest first.
    own : str
        What the source says.
    parameters : bool
        Whether the function has parameters.
    """
    keys = [f"{engine}{' with parameters' * parameters}" for engine in engines]
    shared = next(
        _SHARED[key] for pair in zip(keys, engines, strict=True) for key in pair if key in _SHARED
    )
    text, *pieces = _HEADING.split(own)
    sections = {"": text.strip(), "Parameters": "", "Returns": ""}
    sections |= {title: body.strip() for title, body in zip(pieces[::2], pieces[1::2], strict=True)}
    described = sections["Parameters"]
    entries = [described, _entry("out : ndarray, optional", shared["out"])]
    if not re.match(r"(x|input) :", described):
        entries.insert(0, _entry("x : array_like", shared["x"]))
    sections["Parameters"] = "\n".join(filter(None, entries))
    sections["Returns"] = sections["Returns"] or "ndarray or scalar"
    errors = (_entry(error, shared[error]) for error in ("TypeError", "ValueError"))
    order = ("", "Parameters", "Returns", "Raises", "Notes", "References", "Examples")
    sections["Raises"] = "\n".join(errors)
    return "\n\n".join(
        f"{title}\n{'-' * len(title)}\n{sections[title]}" if title else sections[title]
        for title in order
        if title in sections
    )


def _entry(head: str, text: str) -> str:
    return f"{head}\n{indent(fill(text, 96), '    ')}"

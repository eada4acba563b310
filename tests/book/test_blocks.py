"""Executable blocks: found wherever Markdown allows them, compared exactly, rewritten in place."""

from __future__ import annotations

import numpy as np
import pytest
from sybil.example import SybilFailure

from book.page import blocks

PAGE = """\
# Title

!!! note
    === "tab"
        ```{ .pycon .approx title="q" }
        >>> print(f"{1 / 3:.3f}")
        0.334
        >>> for i in range(2):
        ...     print(i)
        0
        1
        ```

??? success "fold"

    ~~~~ pycon hl_lines="1"
    >>> x = 3
    ~~~~

- item

    ``` pycon
    >>> x
    3

    >>> 1 / 0
    Traceback (most recent call last):
      ...
    ZeroDivisionError: division by zero
    ```

````md
```pycon
>>> this is text, not code
```
````

``` { .python data-norun="needs a file" }
open("nowhere")
```
"""


def run(path):
    document = blocks.pages.parse(path)
    blocks._fresh(document.namespace)
    try:
        for example in document.examples():
            example.evaluate()
    finally:
        blocks._restore(document.namespace)
    return document


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_kind_of_fence_runs_in_one_namespace(page, newline):
    document = run(page(PAGE, newline))
    assert len(list(document.examples())) == 5
    assert document.namespace["x"] == 3


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("        0\n        1\n", "        0\n        2\n", 8),
        ("    3\n", "    4\n", 23),
        ("ZeroDivisionError: division by zero", "ZeroDivisionError: by zero", 26),
        ("ZeroDivisionError", "ValueError", 26),
        ("0.334", "0.335", 6),
        ("0.334", "0.33", 6),
    ],
)
def test_a_wrong_output_names_its_line(page, right, wrong, line):
    path = page(PAGE.replace(right, wrong))
    with pytest.raises(SybilFailure, match=rf"page\.md, line {line},"):
        run(path)


def test_a_longer_difference_is_shown_as_a_diff(page):
    with pytest.raises(SybilFailure, match=r"-9\n.*\+8"):
        run(page("```pycon\n>>> print('1\\n2\\n8')\n1\n2\n9\n```\n"))


def test_a_missing_error_is_seen(page):
    with pytest.raises(SybilFailure):
        run(page(PAGE.replace("1 / 0", "1 / 1")))


def test_exact_is_exact(page):
    with pytest.raises(SybilFailure):
        run(page(PAGE.replace(".approx ", "")))


@pytest.mark.parametrize(
    ("want", "got", "same"),
    [
        ("1.23", "1.24", True),
        ("1.23", "1.25", False),
        ("1.23", "1.2", False),
        ("1.23", "1.2301", False),
        ("-4.25e-18", "-4.26e-18", True),
        ("-4.25e-18", "-4.25e-17", False),
        ("3", "4", False),
        ("a 1.0", "b 1.0", False),
        ("[1.0, 2.0]", "[1.1, 1.9]", True),
        ("nan", "inf", False),
    ],
)
def test_approx_lets_the_last_place_move_by_one(want, got, same):
    assert blocks._Approx().check_output(want + "\n", got + "\n", 0) is same


def test_settings_of_one_page_do_not_reach_the_next(page):
    before = np.get_printoptions(), np.geterr()
    run(page("```pycon\n>>> import numpy as np\n>>> np.set_printoptions(precision=2)\n"
             ">>> _ = np.seterr(all='ignore')\n```\n"))  # fmt: skip
    assert (np.get_printoptions(), np.geterr()) == before


def test_fences_know_what_they_are(page):
    found = list(blocks.fences(blocks.pages.parse(page(PAGE))))
    assert [(f.line, f.language, f.runs, f.approx, f.reason) for f in found] == [
        (5, "pycon", True, True, ""),
        (16, "pycon", True, False, ""),
        (22, "pycon", True, False, ""),
        (32, "md", False, False, ""),
        (38, "python", False, False, "needs a file"),
    ]


# --- rewriting ------------------------------------------------------------------------------------

STALE = (
    PAGE.replace("        0\n        1\n", "        old\n")
    .replace("    3\n", "")
    .replace("ZeroDivisionError: division by zero", "ValueError: old")
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_rewriting_restores_outputs_and_touches_nothing_else(page, newline, mark):
    path = page(STALE, newline)
    path.write_bytes(mark + path.read_bytes())
    assert blocks.rewrite(path) == 3
    assert path.read_bytes() == mark + PAGE.replace("\n", newline).encode()
    run(path)


def test_rewriting_what_is_right_writes_nothing(page):
    path = page(PAGE)
    before = path.stat().st_mtime_ns
    assert blocks.rewrite(path) == 0
    assert path.stat().st_mtime_ns == before


def test_rewriting_refuses_an_error_that_the_page_does_not_show(page):
    path = page("```pycon\n>>> 1\n2\n>>> misspelt\n3\n```\n")
    before = path.read_bytes()
    with pytest.raises(blocks.RewriteError, match=r"page\.md:4: this raises[\s\S]*NameError"):
        blocks.rewrite(path)
    assert path.read_bytes() == before


def test_a_warning_is_not_rewritten_away(page):
    path = page("```pycon\n>>> import numpy as np\n>>> np.exp(np.float64(1000))\n1\n```\n")
    with pytest.raises(blocks.RewriteError, match="RuntimeWarning"):
        blocks.rewrite(path)


def test_an_empty_line_is_written_as_doctest_reads_it(page):
    path = page('```pycon\n>>> print("a\\n\\nb")\n```\n')
    assert blocks.rewrite(path) == 1
    assert "a\n<BLANKLINE>\nb\n```" in path.read_text()
    run(path)

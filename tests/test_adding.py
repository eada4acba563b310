"""Adding is small: a function, a chapter and a lab, found on the site and in the tests.

What is added here is what an author writes, and no more: whatever else must be touched turns this red.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import build, copy_repository

import activations as act
from book import LANGUAGES, ROOT

pytestmark = pytest.mark.slow

DEFINITION = r'''

def _arctan_derivative(x: Block) -> Block:
    r"""Derivative of the arctangent.

    .. math:: \arctan'(x) = \frac{1}{1 + x^2}

    >>> import activations as act
    >>> float(act.arctan.derivative(0.0))
    1.0
    """
    h = np.hypot(1, x)
    return 1 / h / h


@Elementwise.define(
    family="smooth",
    derivative_kernel=_arctan_derivative,
    value_latex=r"\arctan x",
    derivative_latex=r"\arctan'(x) = \frac{1}{1 + x^2}",
    range=(-np.pi / 2, np.pi / 2),
    limits=(-np.pi / 2, np.pi / 2),
    lipschitz=1.0,
    monotonic=True,
    year=2002,
    reference="J. Kamruzzaman, S. M. Aziz, A Note on Activation Function, IJCNN 2002",
)
def arctan(x: Block) -> Block:
    r"""Arctangent, elementwise.

    .. math:: \arctan x

    Returns
    -------
    ndarray or scalar
        In [-pi / 2, pi / 2]; nan at nan.

    Notes
    -----
    There is no kink.

    References
    ----------
    J. Kamruzzaman, S. M. Aziz, "A Note on Activation Function in Multilayer Feedforward Learning", 2002.

    Examples
    --------
    >>> import activations as act
    >>> float(act.arctan(0.0))
    0.0
    """
    return np.arctan(x)
'''
LAST = list(act.CATALOG)[-1]
PARAGRAPH = "### arctan {{ #arctan }}\n\n{}\n\n[[card: arctan]]\n\n## "
# File, a place in it, and what is written there: None is the end of the file.
FUNCTION = [
    ("src/activations/hyperbolic.py", None, DEFINITION),
    ("src/activations/__init__.py", "hyperbolic import ", "hyperbolic import arctan, "),
    ("src/activations/__init__.py", f"        {LAST},\n", f"        {LAST},\n        arctan,\n"),
    ("tests/definitions.py", '    "sigmoid": ', '    "arctan": lambda: sympy.atan(x),\n    "sigmoid": '),
    ("docs/ko/gallery.md", f"[[card: {LAST}]]\n\n## ", PARAGRAPH.format("원주율의 절반에서 멈춥니다.")),
    ("docs/en/gallery.md", f"[[card: {LAST}]]\n\n## ", PARAGRAPH.format("It stops at half of pi.")),
]  # fmt: skip

CHAPTER = """\
---
description: {0}
---

# {0} {{ #toy }}

## {1} {{ #run }}

```pycon
>>> import activations as act
>>> float(act.arctan(0.0))
```
"""
LAB = """\
---
description: {0}
jupyter:
  jupytext:
    text_representation:
      extension: .md
      format_name: markdown
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# {0} {{ #toy-lab }}

[[downloads]]

## {1} {{ #task-half }}

```python task="half"
def half(x):
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
```

```python check="half"
assert half(3) == 1.5
print(half(3))
```
"""
ANSWERS = '''"""Answers in the toy lab."""

WRONG = {"half": {"doubles": "return 2 * x", "rounds": "return x // 2"}}
RIGHT = {"half": {"multiplies": "return 0.5 * x"}}
'''
WORDS = {"ko": ("장난감", "실행"), "en": ("Toy", "Run")}
CHAPTER_AND_LAB = {
    **{f"docs/{code}/toy.md": CHAPTER.format(*WORDS[code]) for code in LANGUAGES},
    **{f"docs/{code}/labs/toy.md": LAB.format(*WORDS[code]) for code in LANGUAGES},
    "tests/labs/answers/toy.py": ANSWERS,
}
NAV = "  - {0}: toy.md\n  - {1}: labs/toy.md\n"


def run(copy: Path, *command: str) -> str:
    """Run a command of the copy, as run.py would; return what it says."""
    # What pytest tells its workers of this run must not reach the copy's own.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env=clean | {"PYTHONPATH": str(copy / "src"), "CI": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the project to which all three were added, after what an author runs."""
    copy = copy_repository(tmp_path_factory.mktemp("copy"))
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "conftest.py", copy)
    for name, place, words in FUNCTION:
        text = (copy / name).read_text("utf-8")
        assert place is None or text.count(place) == 1, (
            f"{name} has {place!r} {text.count(place)} times; name a place in FUNCTION that is there once"
        )
        head, old, tail = text.partition(place) if place else (text, "", "")
        kept = old if name.endswith("gallery.md") else ""
        (copy / name).write_text(head + kept.removesuffix("## ") + words + tail, "utf-8")
    for name, text in CHAPTER_AND_LAB.items():
        (copy / name).write_text(text, "utf-8")
    for config, titles in (
        ("mkdocs.yml", ("장난감", "장난감 실습")),
        ("mkdocs.en.yml", ("Toy", "Toy lab")),
    ):
        text = (copy / config).read_text("utf-8")
        (copy / config).write_text(
            text.replace("nav:\n", "nav:\n" + NAV.format(*titles), 1), "utf-8"
        )
    run(copy, "scripts/commands/record.py", "arctan")
    run(copy, "scripts/commands/update_outputs.py")
    run(copy, "scripts/commands/review.py", "--changed-in-both")
    return copy


def test_the_tests_find_what_was_added_and_hold_it_to_the_contract(copy):
    chosen = "arctan or toy or gallery or catalog or hyperbolic"
    places = ("tests/activations", "tests/book/test_gallery.py", "tests/docs/test_pages.py")
    said = run(
        copy,
        *("-m", "pytest", "-vv", "-p", "no:cacheprovider", "-n", "0"),
        *("-m", "not slow", "-k", chosen, *places),
        *("docs/ko/toy.md", "docs/en/toy.md", "src/activations/hyperbolic.py"),
    )
    for proof in (
        "test_float64_is_within_its_bar[arctan()-value]",
        "test_float32_is_within_its_bar[arctan()-derivative]",
        "test_the_record_is_what_the_definition_gives[arctan()-value]",
        "test_monotonicity[arctan]",
        "test_the_stub_takes_what_the_function_takes[arctan]",
        "test_the_errors_of_this_library_are_those_of_the_record[arctan()]",
        "test_both_languages_have_the_same_structure[toy.md]",
        "test_both_languages_have_the_same_structure[labs/toy.md]",
        "docs/ko/toy.md",
        "docs/en/toy.md",
        "src/activations/hyperbolic.py",
    ):
        assert proof in said, proof


def test_the_site_shows_what_was_added_in_each_language(copy, tmp_path):
    done = build(tmp_path / "site", copy)
    assert done.returncode == 0, done.stderr
    for folder, words in ("", WORDS["ko"]), ("en/", WORDS["en"]):
        site = tmp_path / "site" / folder

        def page(path: str, site: Path = site) -> BeautifulSoup:
            return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html.parser")

        gallery = page("gallery").article
        assert gallery.select_one('[data-name="gallery-arctan"]')
        assert "IJCNN 2002" in gallery.get_text()
        assert page("api/smooth").find(id="activations.arctan")
        assert "0.0" in page("toy").article.select_one("pre").get_text()
        assert words[0] in [link.get_text(strip=True) for link in page("toy").select("nav a")]
        assert "1.5" in page("labs/toy").article.get_text()
        assert (site / "labs" / "toy.ipynb").exists()
        assert (site / "labs" / "toy-solved.ipynb").exists()


def test_a_function_is_its_definition_its_export_and_its_paragraphs():
    assert len({name for name, *_ in FUNCTION}) == 5
    assert len(CHAPTER_AND_LAB) == 5  # two pages each, and answers that the lab must refuse

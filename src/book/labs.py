"""Labs: notebooks kept as Markdown, one text for the page of the site and for the reader's notebook.

A source is a jupytext notebook in Markdown. A fence of Python at the left margin is a cell; what
follows its language says what the cell is for: ``task="name"`` asks the reader for an answer, which
stands between ``### BEGIN SOLUTION`` and ``### END SOLUTION``; ``check="name"`` tells right answers
from wrong ones; ``figure="name"`` draws what the text shows with ``![alt text](figure:name)``.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jupytext

from book import DOCS, LANGUAGES, runs
from book.figures import svg as picture
from book.page.state import read
from book.words import words as words_of

_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION\n(?P<answer>.*?)^[ \t]*### END SOLUTION\n?",
    re.DOTALL | re.MULTILINE,
)
_FIGURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figure:(?P<name>[\w-]+)\)")


@dataclass(frozen=True)
class Cell:
    """A piece of prose, or a piece of code with what it is for."""

    source: str
    code: bool
    task: str = ""
    check: str = ""
    figure: str = ""

    def blank(self, language: str) -> str:
        """Give the code with a place for the reader's answer."""
        here = f"raise NotImplementedError  # {words_of(language, 'labs')['here']}\n"
        return _SOLUTION.sub(lambda found: found["indent"] + here, self.source + "\n").rstrip()

    @property
    def solved(self) -> str:
        """The code with the answer, without the marks around it."""
        return _SOLUTION.sub(lambda found: found["answer"], self.source + "\n").rstrip()

    def line_of(self, line: int) -> int:
        """Give the place of a line of the solved code in the source, both counted from 0."""
        marks = ("### BEGIN SOLUTION", "### END SOLUTION")
        kept = [n for n, text in enumerate(self.source.splitlines()) if text.strip() not in marks]
        return kept[line]

    def answered(self, answer: str) -> str:
        """Give the code with another answer in the place of the solution."""

        def put(found: re.Match[str]) -> str:
            return textwrap.indent(answer.strip("\n") + "\n", found["indent"])

        return _SOLUTION.sub(put, self.source + "\n").rstrip()


def is_lab(path: Path) -> bool:
    """Tell whether a page is a notebook."""
    return path.parent.name == "labs" and path.stem != "index"


def sources(language: str) -> list[Path]:
    """Give the labs of a language."""
    return [path for path in sorted((DOCS / language / "labs").glob("*.md")) if is_lab(path)]


def cells(path: Path) -> list[Cell]:
    """Read a lab; what stands above its title is about the file and no cell."""
    return _cells(read(path))


@cache
def _cells(text: str) -> list[Cell]:
    return [
        Cell(cell.source, cell.cell_type == "code", **_purpose(cell.metadata))
        for cell in jupytext.reads(text, fmt="md").cells
        if cell.cell_type != "raw"
    ]


def _purpose(metadata: dict[str, str]) -> dict[str, str]:
    return {key: metadata[key] for key in ("task", "check", "figure") if key in metadata}


def code(path: Path) -> list[Cell]:
    """Give the cells of a lab that run, in order."""
    return [cell for cell in cells(path) if cell.code]


def run_of(path: Path) -> Path:
    """Give the file that keeps the run of a lab, as `wanted` last found it."""
    return _place(tuple(cell.solved for cell in code(path)))


@cache
def _place(code: tuple[str, ...]) -> Path:
    return runs.place(code)


def wanted() -> dict[Path, Path]:
    """Look anew; give the file of each run with a lab that needs it, one for both languages."""
    _place.cache_clear()
    return {run_of(path): path for code in reversed(LANGUAGES) for path in sources(code)}


def missing() -> list[Path]:
    """Give the labs that must be run."""
    return [path for run, path in wanted().items() if not run.exists()]


def alt_texts(path: Path) -> dict[str, str]:
    """Give what the prose says is to be seen in each drawing."""
    prose = "\n".join(cell.source for cell in cells(path) if not cell.code)
    return {found["name"]: found["alt"] for found in _FIGURE.finditer(prose)}


@dataclass(frozen=True)
class Page:
    """A lab as the site shows it: Markdown, and by name the drawings in it, which follow the theme."""

    markdown: str
    pictures: dict[str, str]


def page(path: Path, language: str) -> Page:
    """Give a lab with what its cells put out; solutions stand behind a fold."""
    words = words_of(language, "labs")
    done = iter(runs.load(run_of(path)))
    parts: list[str] = []
    pictures: dict[str, str] = {}
    solution = ""
    for cell in cells(path):
        if not cell.code:
            parts.append(cell.source)
            continue
        outputs = next(done)
        kind = "task" if cell.task else "check" if cell.check else ""
        title = f' title="{words[kind]}"' if kind else ""
        parts.append(_fence(f".python{title}", cell.blank(language)))
        if printed := runs.text(outputs):
            parts.append(_fence(f'.text .output title="{words["output"]}"', printed))
        if cell.figure:
            pictures[cell.figure] = picture.themed(runs.image(outputs), cell.figure)
        solution = cell.solved if cell.task else solution
        if cell.check:
            fold = textwrap.indent(_fence(".python", solution), "    ")
            parts.append(f'??? success "{words["solution"]}"\n\n{fold}')
    return Page("\n\n".join(parts), pictures)


def _fence(attributes: str, body: str) -> str:
    return f"```{{ {attributes} }}\n{body}\n```"

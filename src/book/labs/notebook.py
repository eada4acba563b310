"""What a lab says: its cells, its tasks with their solutions and checks, what its figures show.

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
from itertools import zip_longest
from pathlib import Path

import jupytext
from mkdocs.exceptions import PluginError

from book import DOCS
from book.page.state import read, shown
from book.words import words

DOWNLOADS = "[[downloads]]"  # a line that leads to the notebooks, or says in one how to install
_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION\n(?P<answer>.*?)^[ \t]*### END SOLUTION\n?",
    re.DOTALL | re.MULTILINE,
)
_FIGURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figure:(?P<name>[\w-]+)\)")


@dataclass(frozen=True)
class Cell:
    """A piece of prose, or a piece of code with what it is for; `line` is where it starts in the file."""

    source: str
    line: int
    code: bool
    task: str = ""
    check: str = ""
    figure: str = ""

    @property
    def solved(self) -> str:
        """The code with the answer, without the marks around it."""
        return _SOLUTION.sub(lambda found: found["answer"], self.source + "\n").rstrip()

    def answered(self, answer: str) -> str:
        """Return the code with another answer in the place of the solution."""

        def put(found: re.Match[str]) -> str:
            return textwrap.indent(answer.strip("\n") + "\n", found["indent"])

        return _SOLUTION.sub(put, self.source + "\n").rstrip()

    def line_of(self, line: int) -> int:
        """Return the place of a line of the solved code in the source, both counted from 0."""
        marks = ("### BEGIN SOLUTION", "### END SOLUTION")
        kept = [n for n, text in enumerate(self.source.splitlines()) if text.strip() not in marks]
        return kept[line]


@dataclass(frozen=True)
class Task:
    """A cell that asks for an answer, which has the solution, and the cell that checks it."""

    asks: Cell
    check: Cell


@dataclass(frozen=True)
class Lab:
    """A lab in one language, read from its file."""

    path: Path
    cells: tuple[Cell, ...]

    @property
    def language(self) -> str:
        """The language of the folder in which it lies."""
        return self.path.parents[1].name

    @property
    def code(self) -> tuple[Cell, ...]:
        """The cells that run, in order."""
        return tuple(cell for cell in self.cells if cell.code)

    @property
    def tasks(self) -> dict[str, Task]:
        """The tasks by name, in order."""
        tasks: dict[str, Task] = {}
        steps = [cell for cell in self.code if cell.task or cell.check]
        for asks, check in zip_longest(steps[::2], steps[1::2]):
            name = asks.task or asks.check
            if not check or not asks.task or check.check != name or name in tasks:
                raise PluginError(
                    f"{self.place(asks)}: {name!r}: a task is followed by its check, before the next "
                    f'task: ```python task="{name}", then ```python check="{name}", once in a lab'
                )
            tasks[name] = Task(asks, check)
        return tasks

    @property
    def alt_texts(self) -> dict[str, str]:
        """What the prose says is to be seen in each figure, by its name."""
        prose = "\n".join(cell.source for cell in self.cells if not cell.code)
        return {found["name"]: found["alt"] for found in _FIGURE.finditer(prose)}

    def blank(self, cell: Cell) -> str:
        """Return a cell's code with a place for the reader's answer."""
        here = f"raise NotImplementedError  # {words(self.language, 'labs')['here']}\n"
        return _SOLUTION.sub(lambda found: found["indent"] + here, cell.source + "\n").rstrip()

    def place(self, cell: Cell, line: int = 0) -> str:
        """Return file and line of a line of a cell's solved code, which is counted from 0."""
        return f"{shown(self.path)}:{cell.line + cell.line_of(line)}"


def is_lab(path: Path) -> bool:
    """Return whether a page is a notebook."""
    return path.parent.name == "labs" and path.stem != "index"


def lab(path: Path) -> Lab:
    """Return a lab, read anew only when its file says something else."""
    return _lab(path, read(path))


@cache
def _lab(path: Path, text: str) -> Lab:
    cells: list[Cell] = []
    at = 0
    for cell in jupytext.reads(text, fmt="md").cells:
        # What stands above the title is about the file and no cell.
        if cell.cell_type != "raw":
            at = text.index(cell.source, at)
            line = text.count("\n", 0, at) + 1
            purpose = _purpose(cell.metadata)
            cells.append(Cell(cell.source, line, cell.cell_type == "code", **purpose))
            at += len(cell.source)
    return Lab(path, tuple(cells))


def _purpose(metadata: dict[str, str]) -> dict[str, str]:
    return {key: metadata[key] for key in ("task", "check", "figure") if key in metadata}


def labs(language: str) -> list[Lab]:
    """Return the labs of a language."""
    return [lab(path) for path in sorted((DOCS / language / "labs").glob("*.md")) if is_lab(path)]

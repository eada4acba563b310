"""Runs of labs: made by mkdocs-jupyter, kept as long as nothing that they depend on has changed.

A run is kept under a name made of the cells' code without comments and layout, of the files of this
repository that the code imports, and of the versions of the packages that take part. So a change of
prose runs nothing, and two languages with the same code share one run.
"""

from __future__ import annotations

import ast
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from book import CACHE, LANGUAGES, atomic, settings, sources
from book.labs import jupyter
from book.labs.notebook import Cell, Lab, labs

FOLDER = CACHE / "labs"
_PACKAGES = (
    "numpy", "matplotlib", "matplotlib-inline", "scikit-learn", "tqdm", "ipykernel", "nbconvert",
    "mkdocs-jupyter", "pylopdf-fonts-ko",
)  # fmt: skip
# What prints docstrings and code as they are written.
_READERS = ("help(", "__doc__", "inspect")
_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")

Output = dict[str, Any]


class RunError(RuntimeError):
    """A cell raised, or left something on the page that does not belong there."""


# --- what is kept ---------------------------------------------------------------------------------


def place(lab: Lab) -> Path:
    """Return the file that keeps the run of a lab, as `missing` last found it."""
    return FOLDER / f"{_fingerprint(tuple(cell.solved for cell in lab.code))}.json"


@cache
def _fingerprint(code: tuple[str, ...]) -> str:
    files = sources.imported("import book.labs.kernel")
    cells = []
    for cell in code:
        try:
            cells.append(_meaning(cell))
            files |= sources.imported(cell)
        except SyntaxError:
            cells.append(cell)  # the kernel will say so, with cell and line
    reads_text = any(name in cell for name in _READERS for cell in code)
    return sources.fingerprint(files, _PACKAGES, json.dumps(cells), verbatim=reads_text)


@cache
def _meaning(cell: str) -> str:
    """Return a cell without what does not count, its comments and layout."""
    return ast.dump(ast.parse(cell))


def _wanted() -> dict[Path, Lab]:
    """Look anew; return the file of each run with a lab that needs it, one for all languages."""
    _fingerprint.cache_clear()
    return {place(lab): lab for code in reversed(LANGUAGES) for lab in labs(code)}


def missing() -> list[Lab]:
    """Return the labs that must be run."""
    return [lab for run, lab in _wanted().items() if not run.exists()]


def drop_unused() -> None:
    """Remove the runs that no lab would use now."""
    for old in set(FOLDER.glob("*.json")) - _wanted().keys():
        old.unlink(missing_ok=True)  # another build may have been faster


def ran(lab: Lab) -> Iterator[tuple[Cell, list[Output]]]:
    """Yield each cell of a lab with what it put out when it was run; prose puts nothing out."""
    outputs = iter(json.loads(place(lab).read_text("utf-8")))
    for cell in lab.cells:
        yield cell, next(outputs) if cell.code else []


def text(outputs: list[Output]) -> str:
    """Return what a cell printed and the value of its last line, as a reader sees them."""
    printed = [output["text"] for output in outputs if output["output_type"] == "stream"]
    values = [
        output["data"]["text/plain"]
        for output in outputs
        if output["output_type"] == "execute_result"
    ]
    return "".join(printed + values).rstrip()


def image(outputs: list[Output]) -> str:
    """Return the one SVG that a cell drew."""
    [svg] = [
        output["data"]["image/svg+xml"]
        for output in outputs
        if "image/svg+xml" in output.get("data", {})
    ]
    return str(svg)


# --- running --------------------------------------------------------------------------------------


def run(lab: Lab) -> None:
    """Run the cells as mkdocs.yml says mkdocs-jupyter shall, and keep what they put out.

    Raises
    ------
    RunError
        If a cell raises or writes to stderr: file, line, cell and what is wrong. Nothing is kept then.
    """
    from nbformat.v4 import new_code_cell, new_notebook

    from book.labs.kernel import FIRST_CELL

    cells = [FIRST_CELL, *(cell.solved for cell in lab.code)]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    failed: list[tuple[int, Any]] = []
    with _undisturbed():
        try:
            done = jupyter.run(
                notebook,
                settings.of(LANGUAGES[0]).plugins["mkdocs-jupyter"],
                lambda cell, cell_index, execute_reply: failed.append(
                    (cell_index, execute_reply["content"])
                ),
            )
        except Exception:
            if not failed:
                raise
            [(index, reply)] = failed
            raise _raised(lab, index - 1, reply) from None
    outputs = [cell.outputs for cell in done.cells[1:]]
    for number, left in enumerate(outputs):
        for output in left:
            if output.get("name") == "stderr":
                raise _error(lab, number, 0, f"writes to stderr: {output['text'].strip()}")
    atomic.write(place(lab), json.dumps(outputs))


def _raised(lab: Lab, number: int, reply: Any) -> RunError:
    found = next(filter(None, map(_LINE.search, map(_plain, reply["traceback"]))), None)
    line = int(found[1]) - 1 if found else 0
    what = reply["evalue"] or lab.code[number].solved.splitlines()[line].strip()
    return _error(lab, number, line, f"raises {reply['ename']}: {what}")


def _error(lab: Lab, number: int, line: int, message: str) -> RunError:
    return RunError(f"{lab.place(lab.code[number], line)}: cell {number + 1} {message}")


def _plain(traceback: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", traceback)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let neither the settings nor the kernels of the person who builds change what is run."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as empty:
        os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
        for key in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            os.environ[key] = str(Path(empty) / key.lower())
        # Threads that wait for each other on a busy machine made a run of 2 seconds last 70.
        for key in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            os.environ[key] = "1"
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)

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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from book import CACHE, LANGUAGES, atomic, settings, sources

FOLDER = CACHE / "labs"
_PACKAGES = (
    "numpy", "matplotlib", "matplotlib-inline", "scikit-learn", "tqdm", "ipykernel", "nbconvert",
    "mkdocs-jupyter", "pylopdf-fonts-ko",
)  # fmt: skip
_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")

Output = dict[str, Any]


class RunError(RuntimeError):
    """A cell raised, or left something on the page that does not belong there."""

    def __init__(self, number: int, line: int, message: str) -> None:
        super().__init__(message)
        self.number, self.line = number, line


def place(code: Sequence[str]) -> Path:
    """Give the file that keeps the run of these cells."""
    files = sources.imported("import book.kernel")
    cells = []
    for cell in code:
        try:
            cells.append(ast.dump(ast.parse(cell)))
            files |= sources.imported(cell)
        except SyntaxError:
            cells.append(cell)  # the kernel will say so, with cell and line
    return FOLDER / f"{sources.fingerprint(files, _PACKAGES, json.dumps(cells))}.json"


def load(run: Path) -> list[list[Output]]:
    """Give what each cell put out when it was run."""
    done: list[list[Output]] = json.loads(run.read_text("utf-8"))
    return done


def text(outputs: list[Output]) -> str:
    """Give what a cell printed and the value of its last line, as a reader sees them."""
    printed = [output["text"] for output in outputs if output["output_type"] == "stream"]
    values = [
        output["data"]["text/plain"]
        for output in outputs
        if output["output_type"] == "execute_result"
    ]
    return "".join(printed + values).rstrip()


def image(outputs: list[Output]) -> str:
    """Give the one SVG that a cell drew."""
    [svg] = [
        output["data"]["image/svg+xml"]
        for output in outputs
        if "image/svg+xml" in output.get("data", {})
    ]
    return str(svg)


def execute(code: Sequence[str]) -> None:
    """Run cells as mkdocs.yml says mkdocs-jupyter shall, and keep what they put out.

    Raises
    ------
    RunError
        If a cell raises or writes to stderr. Nothing is kept then.
    """
    # Imported here: it takes a second, and a build in which nothing changed does without.
    import nbformat
    from mkdocs_jupyter.convert import get_nbconvert_app
    from nbconvert.exporters import NotebookExporter
    from nbformat.v4 import new_code_cell, new_notebook

    from book.kernel import FIRST_CELL

    notebook = new_notebook(cells=[new_code_cell(cell) for cell in (FIRST_CELL, *code)])
    plugin = settings.of(LANGUAGES[0]).plugins["mkdocs-jupyter"].config
    failed: list[tuple[int, Any]] = []
    with _undisturbed():
        app = get_nbconvert_app(
            execute=plugin["execute"],
            allow_errors=plugin["allow_errors"],
            kernel_name=plugin["kernel_name"],
        )
        app.config.KernelManager.transport_encryption = "auto"
        app.config["ExecutePreprocessor"]["on_cell_error"] = (
            lambda cell, cell_index, execute_reply: failed.append(
                (cell_index, execute_reply["content"])
            )
        )
        try:
            done, _ = NotebookExporter(config=app.config).from_notebook_node(notebook)
        except Exception:
            if not failed:
                raise
            raise _error(*failed[0], code) from None
    outputs = [cell.outputs for cell in nbformat.reads(done, as_version=4).cells[1:]]
    for number, left in enumerate(outputs):
        for output in left:
            if output.get("name") == "stderr":
                raise RunError(number, 0, f"writes to stderr: {output['text'].strip()}")
    atomic.write(place(code), json.dumps(outputs))


def _error(index: int, reply: Any, code: Sequence[str]) -> RunError:
    number = index - 1  # the first cell is the kernel's
    found = next(filter(None, map(_LINE.search, map(_plain, reply["traceback"]))), None)
    line = int(found[1]) - 1 if found else 0
    what = reply["evalue"] or code[number].splitlines()[line].strip()
    return RunError(number, line, f"raises {reply['ename']}: {what}")


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

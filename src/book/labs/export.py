"""A lab as notebooks for plain Jupyter, without what only the site understands.

The one to work in has places for the answers and no outputs; the solved one has answers and outputs.
"""

from __future__ import annotations

import json
import posixpath
import re
import textwrap
from collections.abc import Sequence
from typing import Any

from book.labs import execute, wheel
from book.labs.notebook import DOWNLOADS, Lab
from book.page.formulas import BESIDE
from book.words import words

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebooks(lab: Lab, site_url: str = "") -> dict[str, str]:
    """Return both notebooks of a lab, as the texts of .ipynb files by their names.

    Parameters
    ----------
    lab : Lab
        The lab, which has been run.
    site_url : str, optional
        Where the site of this language is; links to its pages are left out without it.
    """
    return {
        f"{lab.path.stem}.ipynb": to_work_in(lab, site_url),
        f"{lab.path.stem}-solved.ipynb": solved(lab, site_url),
    }


def to_work_in(lab: Lab, site_url: str = "", *, requirement: str = "") -> str:
    """Return the notebook with places for the answers; its first cell may install something."""
    fold, tasks = words(lab.language, "labs")["solution"], lab.tasks
    cells = [_code(f"%pip install --quiet {requirement!r}")] if requirement else []
    for cell in lab.cells:
        if cell.code:
            cells.append(_code(lab.blank(cell)))
        else:
            installed = bool(requirement)
            cells.append(_prose(plain(cell.source, lab.language, site_url, installed=installed)))
        if cell.check:
            cells.append(_prose(_fold(fold, f"```python\n{tasks[cell.check].asks.solved}\n```")))
    return _written(cells)


def solved(lab: Lab, site_url: str = "") -> str:
    """Return the notebook with answers and with what each cell put out."""
    cells, number, alts = [], 0, lab.alt_texts
    for cell, outputs in execute.ran(lab):
        if cell.code:
            number += 1
            for output in outputs:
                _adapt(output, number, alts.get(cell.figure, ""))
            cells.append(_code(cell.solved, outputs, number))
        else:
            cells.append(_prose(plain(cell.source, lab.language, site_url)))
    return _written(cells)


def _adapt(output: execute.Output, number: int, alt: str) -> None:
    """Count outputs as Jupyter would; keep of a figure what it shows to everybody, with its alt text."""
    if "execution_count" in output:
        output["execution_count"] = number
    if "image/png" in output.get("data", {}):
        # An SVG is drawn only for those who trust the notebook.
        del output["data"]["image/svg+xml"]
        output["metadata"]["image/png"]["alt"] = alt


def _prose(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str, outputs: Sequence[Any] = (), number: int | None = None) -> dict[str, Any]:
    about: dict[str, Any] = {"cell_type": "code", "execution_count": number, "metadata": {}}
    return {**about, "outputs": list(outputs), "source": source}


def _written(cells: list[dict[str, Any]]) -> str:
    named = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    about: dict[str, Any] = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    notebook = {"cells": named, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


_HEADING = re.compile(r"^(#{1,6} .*?) \{ #[\w-]+ \}$", re.MULTILINE)
_SHOWN = re.compile(r"!\[[^\]]*\]\(figure:[\w-]+\)\n*")
_CAPTION = re.compile(r"^/// (?P<kind>[\w-]+)\n(?P<text>.*?)\n///$", re.MULTILINE | re.DOTALL)
_BOX = re.compile(
    r'^(?P<kind>!!!|\?\?\?\+?) \w+ "(?P<title>.*)"\n(?P<body>(?:[ ]{4}.*\n?|\n)+)', re.MULTILINE
)
_LINK = re.compile(r"(?<!!)\[(?P<label>[^\]]*)\]\((?!https?:)(?P<page>[^)#]*)(?P<anchor>#[^)]*)?\)")


def plain(prose: str, language: str, site_url: str, *, installed: bool = False) -> str:
    """Return a piece of prose without what only the site understands."""
    said = words(language, "takeaway")
    if DOWNLOADS in prose:
        prose = prose.replace(DOWNLOADS, "" if installed else _install(said, site_url))
    prose = _HEADING.sub(r"\1", BESIDE.sub("", prose))
    prose = _SHOWN.sub("", prose)
    prose = _CAPTION.sub(lambda found: f"**{said[found['kind']]}.** {found['text']}", prose)
    prose = _BOX.sub(_box, prose)
    return _LINK.sub(lambda found: _link(found, site_url), prose).strip()


def _install(said: dict[str, str], site_url: str) -> str:
    """Say how to install what the notebook imports: from the site, or from a file beside it."""
    if site_url:
        return f'{said["once"]} `pip install "activations[labs] @ {site_url}labs/{wheel.name()}"`'
    return f'{said["folder"]} `pip install "{wheel.name()}[labs]"`'


def _box(found: re.Match[str]) -> str:
    body = textwrap.dedent(found["body"]).strip()
    if found["kind"] == "!!!":
        return textwrap.indent(f"**{found['title']}**\n\n{body}", "> ", lambda _: True) + "\n\n"
    return _fold(found["title"], body) + "\n\n"


def _fold(title: str, body: str) -> str:
    return f"<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>"


def _link(found: re.Match[str], site_url: str) -> str:
    if not site_url:
        return found["label"]
    path = posixpath.normpath(posixpath.join("labs", found["page"])).removesuffix(".md")
    folder = path.removesuffix("index") if path.endswith("index") else f"{path}/"
    return f"[{found['label']}]({site_url}{folder}{found['anchor'] or ''})"

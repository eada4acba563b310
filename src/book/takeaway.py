"""What readers take along: notebooks for plain Jupyter, and the wheel that they import.

A notebook is made of the same source as the page, without what only the site understands. The one to
work in has places for the answers and no outputs; the solved one has answers and outputs.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from book import CACHE, ROOT, labs, runs, settings, sources
from book.page.state import Source
from book.words import words as words_of

BRANCH = "notebooks"  # where the publishing workflow puts the notebooks that Colab opens
DOWNLOADS = "[[downloads]]"
_GITHUB = re.compile(r"https://github\.com/(?P<name>[\w.-]+/[\w.-]+?)(\.git)?/?")
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


# --- links on the page ----------------------------------------------------------------------------


def links(page: Source) -> str:
    """Return the line of a lab's page that leads to its notebooks."""
    words, stem = words_of(page.language, "takeaway"), page.path.stem
    places = [(words["blank"], f"{stem}.ipynb"), (words["solved"], f"{stem}-solved.ipynb")]
    if address := colab(settings.of(page.language).repo_url, page.language, stem):
        places.append((words["colab"], address))
    places.append((words["install"], "index.md#install"))
    return " · ".join(f"[{label}]({address})" for label, address in places)


def colab(repo_url: str | None, language: str, stem: str) -> str:
    """Give the address under which Colab opens a notebook, or nothing if GitHub does not have it."""
    found = _GITHUB.fullmatch(repo_url or "")
    if not found:
        return ""
    path = f"{found['name']}/blob/{BRANCH}/{language}/{stem}.ipynb"
    return f"https://colab.research.google.com/github/{path}"


# --- notebooks ------------------------------------------------------------------------------------


def notebooks(path: Path, site_url: str = "") -> dict[str, str]:
    """Give both notebooks of a lab, as the texts of .ipynb files by their names.

    Parameters
    ----------
    path : Path
        The lab's source.
    site_url : str, optional
        Where the site of this language is; links to its pages are left out without it.
    """
    return {
        f"{path.stem}.ipynb": to_work_in(path, site_url),
        f"{path.stem}-solved.ipynb": solved(path, site_url),
    }


def to_work_in(path: Path, site_url: str = "", *, requirement: str = "") -> str:
    """Give the notebook with places for the answers; its first cell may install something."""
    language = path.parents[1].name
    words = words_of(language, "takeaway")
    cells = [_code(f"%pip install --quiet {requirement!r}")] if requirement else []
    solution = ""
    for cell in labs.cells(path):
        if not cell.code:
            prose = plain(cell.source, language, site_url, installed=bool(requirement))
            cells.append(_prose(prose))
            continue
        cells.append(_code(cell.blank(language)))
        solution = cell.solved if cell.task else solution
        if cell.check:
            cells.append(_prose(_fold(words["solution"], f"```python\n{solution}\n```")))
    return _written(cells)


def solved(path: Path, site_url: str = "") -> str:
    """Give the notebook with answers and with what each cell put out."""
    language = path.parents[1].name
    done = iter(enumerate(runs.load(labs.run_of(path)), 1))
    alts = labs.alt_texts(path)
    cells = []
    for cell in labs.cells(path):
        if cell.code:
            number, outputs = next(done)
            for output in outputs:
                _adapt(output, number, alts.get(cell.figure, ""))
            cells.append(_code(cell.solved, outputs, number))
        else:
            cells.append(_prose(plain(cell.source, language, site_url)))
    return _written(cells)


def _adapt(output: runs.Output, number: int, alt: str) -> None:
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
    """Give a piece of prose without what only the site understands."""
    words = words_of(language, "takeaway")
    if DOWNLOADS in prose:
        prose = prose.replace(DOWNLOADS, "" if installed else _install(words, site_url))
    prose = _HEADING.sub(r"\1", prose)
    prose = _SHOWN.sub("", prose)
    prose = _CAPTION.sub(lambda found: f"**{words[found['kind']]}.** {found['text']}", prose)
    prose = _BOX.sub(_box, prose)
    return _LINK.sub(lambda found: _link(found, site_url), prose).strip()


def _install(words: dict[str, str], site_url: str) -> str:
    """Say how to install what the notebook imports: from the site, or from a file beside it."""
    if site_url:
        return f'{words["once"]} `pip install "activations[labs] @ {site_url}labs/{wheel_name()}"`'
    return f'{words["folder"]} `pip install "{wheel_name()}[labs]"`'


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


# --- the wheel ------------------------------------------------------------------------------------


def wheel_name() -> str:
    """Give the file name of this repository's wheel."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name']}-{project['version']}-py3-none-any.whl"


def wheel() -> Path:
    """Give this repository's wheel, made again only when something in it changed."""
    inside = [
        path
        for package in ("activations", "experiments")
        for path in (ROOT / "src" / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    beside = [ROOT / "pyproject.toml", ROOT / "README.md", ROOT / "LICENSE"]
    folder = CACHE / "wheels" / sources.fingerprint([*inside, *beside], ["hatchling"])
    made = folder / wheel_name()
    if not made.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as unfinished:
            subprocess.run(
                [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", unfinished],
                cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            (Path(unfinished) / wheel_name()).replace(made)
        for old in folder.parent.iterdir():
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
    return made

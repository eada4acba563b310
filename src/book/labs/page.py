"""A lab as a page: Markdown for the site's own extensions, and figures that follow the theme."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from book.figures import svg
from book.labs import execute
from book.labs.notebook import DOWNLOADS, Lab
from book.words import words

BRANCH = "notebooks"  # where the publishing workflow puts the notebooks that Colab opens
_GITHUB = re.compile(r"https://github\.com/(?P<name>[\w.-]+/[\w.-]+?)(\.git)?/?")


@dataclass(frozen=True)
class Page:
    """What the site is given: Markdown, and by name the figures in it, as SVG."""

    markdown: str
    pictures: dict[str, str]


def render(lab: Lab, repo_url: str | None) -> Page:
    """Return a lab with what its cells put out; solutions stand behind a fold.

    Parameters
    ----------
    lab : Lab
        The lab, which has been run.
    repo_url : str or None
        Where the repository is; Colab opens notebooks from GitHub alone.
    """
    said, tasks = words(lab.language, "labs"), lab.tasks
    parts: list[str] = []
    pictures: dict[str, str] = {}
    for cell, outputs in execute.ran(lab):
        if not cell.code:
            parts.append(cell.source.replace(DOWNLOADS, links(lab, repo_url)))
            continue
        kind = "task" if cell.task else "check" if cell.check else ""
        title = f' title="{said[kind]}"' if kind else ""
        parts.append(_fence(f".python{title}", lab.blank(cell)))
        if printed := execute.text(outputs):
            parts.append(_fence(f'.text .output title="{said["output"]}"', printed))
        if cell.figure:
            pictures[cell.figure] = svg.themed(execute.image(outputs), cell.figure)
        if cell.check:
            solution = textwrap.indent(_fence(".python", tasks[cell.check].asks.solved), "    ")
            parts.append(f'??? success "{said["solution"]}"\n\n{solution}')
    return Page("\n\n".join(parts), pictures)


def _fence(attributes: str, body: str) -> str:
    return f"```{{ {attributes} }}\n{body}\n```"


def links(lab: Lab, repo_url: str | None) -> str:
    """Return the line that leads to the notebooks."""
    said, stem = words(lab.language, "labs"), lab.path.stem
    places = [(said["blank"], f"{stem}.ipynb"), (said["solved"], f"{stem}-solved.ipynb")]
    if address := colab(lab, repo_url):
        places.append((said["colab"], address))
    places.append((said["install"], "index.md#install"))
    return " · ".join(f"[{label}]({address})" for label, address in places)


def colab(lab: Lab, repo_url: str | None) -> str:
    """Return the address under which Colab opens the notebook, or nothing if GitHub does not have it."""
    found = _GITHUB.fullmatch(repo_url or "")
    if not found:
        return ""
    path = f"{found['name']}/blob/{BRANCH}/{lab.language}/{lab.path.stem}.ipynb"
    return f"https://colab.research.google.com/github/{path}"

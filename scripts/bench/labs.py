"""Measure the labs beside stock mkdocs-jupyter: seconds a notebook, bytes and formulas a page.

    python scripts/bench/labs.py

Cold and unchanged are whole commands: for the book, running one lab as the build does, and making its
page and its two notebooks of a kept run; for the stock site, `mkdocs build` of that one notebook, first
and again. Page weights are of a first load on a phone, gzipped. The last columns say how many formulas
of the page are MathML, and how many solutions the page shows to those who have not asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from book import ROOT
from book.labs import execute
from book.labs.notebook import Lab, labs
from website import mkdocs, weigh

STOCK = """\
site_name: Stock
theme: {name: material, font: false}
plugins:
  - mkdocs-jupyter: {include: [lab.md], execute: true, allow_errors: false, include_source: true}
"""
MAKE = """
from book.languages import structure
from book.labs import export, notebook
from pathlib import Path
path = Path(%r)
structure.render(path, "en")
export.notebooks(notebook.lab(path))
"""


def timed(command: list[str], folder: Path = ROOT) -> float:
    """Run a command and give its seconds."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - start


def ours(lab: Lab) -> tuple[float, float]:
    """Return the seconds of a lab, cold and unchanged."""
    execute.place(lab).unlink(missing_ok=True)
    cold = timed([sys.executable, "scripts/commands/run_labs.py"])
    return cold, timed([sys.executable, "-c", MAKE % str(lab.path)])


def stock(lab: Lab, folder: Path) -> tuple[float, float]:
    """Return the seconds of a stock site with one lab, cold and unchanged."""
    (folder / "docs").mkdir(parents=True)
    shutil.copy(lab.path, folder / "docs" / "lab.md")
    (folder / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (folder / "mkdocs.yml").write_text(STOCK, "utf-8")
    return timed(mkdocs("build", "--quiet"), folder), timed(mkdocs("build", "--quiet"), folder)


def look(site: Path, page: str) -> tuple[float, float, int, int]:
    """Return the kilobytes of a first load and of the HTML, the formulas, and the open solutions."""
    html = (site / page / "index.html").read_text("utf-8")
    shown = html.count("### BEGIN SOLUTION") // 2  # once to read, once to copy
    return weigh(site, {"": page})[""][0], len(html.encode()) / 1000, html.count("<math"), shown


def main() -> None:
    """Measure each lab and print two lines for it, ours and the stock one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        work = Path(name)
        timed(mkdocs("build", "--quiet", "--site-dir", str(work / "site")))
        print(
            "                      cold  unchanged  first load     HTML  formulas  open solutions"
        )
        for lab in labs("en"):
            stem = lab.path.stem
            for who, seconds, site, page in (
                ("ours", ours(lab), work / "site", f"en/labs/{stem}/"),
                ("stock", stock(lab, work / stem), work / stem / "site", "lab/"),
            ):
                weight, size, formulas, shown = look(site, page)
                print(
                    f"{stem:14} {who:5} {seconds[0]:4.1f} s {seconds[1]:8.1f} s {weight:8.0f} KB"
                    f" {size:5.0f} KB {formulas:9} {shown:15}"
                )


if __name__ == "__main__":
    main()

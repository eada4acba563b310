"""Measure the labs beside stock mkdocs-jupyter: seconds a notebook, bytes a page.

    python scripts/bench/labs.py

Cold and unchanged are whole commands: for the book, running one lab as the build does, and making its
page and its two notebooks of a kept run; for the stock site, `mkdocs build` of that one notebook, first
and again. Page weights are of a first load on a phone, gzipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from book import ROOT, labs
from website import mkdocs, weigh

STOCK = """\
site_name: Stock
theme: {name: material, font: false}
plugins:
  - mkdocs-jupyter: {include: [lab.md], execute: true, allow_errors: false}
"""
MAKE = """
from book import labs, takeaway
from book.languages import structure as outline
from pathlib import Path
path = Path(%r)
outline.render(path, "en")
takeaway.notebooks(path)
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


def ours(path: Path) -> tuple[float, float]:
    """Give the seconds of a lab, cold and unchanged."""
    labs.run_of(path).unlink(missing_ok=True)
    cold = timed([sys.executable, "scripts/commands/run_labs.py"])
    return cold, timed([sys.executable, "-c", MAKE % str(path)])


def stock(path: Path, folder: Path) -> tuple[float, float]:
    """Give the seconds of a stock site with one lab, cold and unchanged."""
    (folder / "docs").mkdir(parents=True)
    shutil.copy(path, folder / "docs" / "lab.md")
    (folder / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (folder / "mkdocs.yml").write_text(STOCK, "utf-8")
    return timed(mkdocs("build", "--quiet"), folder), timed(mkdocs("build", "--quiet"), folder)


def main() -> None:
    """Measure each lab and print a line for it."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        work = Path(name)
        timed(mkdocs("build", "--quiet", "--site-dir", str(work / "site")))
        print(
            "                    seconds cold    seconds unchanged     KB of a first load    ours/stock"
        )
        print("                    ours   stock        ours   stock          ours   stock")
        for path in labs.sources("en"):
            cold, again = ours(path)
            stock_cold, stock_again = stock(path, work / path.stem)
            weight = weigh(work / "site", {"": f"en/labs/{path.stem}/"})[""][0]
            stock_weight = weigh(work / path.stem / "site", {"": "lab/"})[""][0]
            print(
                f"{path.stem:16} {cold:7.1f} {stock_cold:7.1f}     {again:7.1f} {stock_again:7.1f}"
                f"       {weight:7.0f} {stock_weight:7.0f}          {weight / stock_weight:.2f}"
            )


if __name__ == "__main__":
    main()

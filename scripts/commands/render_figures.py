"""Draw the figures that are missing or whose drawing, imports or versions changed.

    python scripts/commands/render_figures.py

Pictures that no drawing makes any more are removed at the end.
"""

from __future__ import annotations

import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from runpy import run_path

from tqdm import tqdm

from book import atomic
from book.figures.inline import PICTURES, drawings, folder, missing
from book.page.state import shown

# A second process costs the import of Matplotlib, about as long as a file of drawings takes.
FILES_THAT_PAY = 3


def render(path: Path) -> None:
    """Draw the pictures of one file."""
    from book.figures import draw as drawing

    drawing.DRAWINGS.clear()
    run_path(str(path))
    target = folder(path)
    for item in drawing.DRAWINGS.values():
        for language in item.text:
            try:
                svg = drawing.to_svg(item, language)
            except Exception as error:
                raise RuntimeError(
                    f"{shown(path)}: figure {item.name!r} ({language}): {error!r}"
                ) from error
            atomic.write(target / f"{item.name}.{language}.svg", svg)


def prune() -> None:
    """Remove the folders that no file of drawings would use now."""
    current = {folder(path) for path in {drawn.path for drawn in drawings().values()}}
    for old in PICTURES.iterdir():
        if old not in current:
            shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    """Draw what is missing, in several processes when that pays."""
    paths = missing()
    if not paths:
        return 0
    workers = min(len(paths), os.cpu_count() or 1) if len(paths) >= FILES_THAT_PAY else 1
    progress = tqdm(total=len(paths), desc="figures", unit="file", disable=None)
    try:
        if workers == 1:
            for path in paths:
                render(path)
                progress.update()
        else:
            with ProcessPoolExecutor(workers) as pool:
                for _ in pool.map(render, paths):
                    progress.update()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        progress.close()
    prune()
    return 0


if __name__ == "__main__":
    sys.exit(main())

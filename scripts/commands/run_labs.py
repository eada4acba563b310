"""Run the labs whose code, whose imports or whose packages changed since they were last run.

    python scripts/commands/run_labs.py

A cell that raises ends it and is named with notebook, line and error; nothing of that run is kept.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tqdm import tqdm

from book import labs, runs
from book.page.state import read, shown


def run(path: Path) -> str:
    """Run one lab; give what is wrong with it, or nothing."""
    code = labs.code(path)
    try:
        runs.execute([cell.solved for cell in code])
    except runs.RunError as error:
        text, cell = read(path), code[error.number]
        line = text.count("\n", 0, text.find(cell.source)) + cell.line_of(error.line) + 1
        return f"{shown(path)}:{line}: cell {error.number + 1} {error}"
    return ""


def main() -> int:
    """Run what is missing, in several processes, and remove the runs that no lab would use now."""
    missing = labs.missing()
    faults = []
    if missing:
        with ProcessPoolExecutor(min(len(missing), os.cpu_count() or 1)) as pool:
            done = as_completed([pool.submit(run, path) for path in missing])
            faults = [
                fault
                for one in tqdm(done, desc="labs", total=len(missing), disable=None)
                if (fault := one.result())
            ]
    wanted = labs.wanted()
    for old in runs.FOLDER.glob("*.json"):
        if old not in wanted:
            old.unlink()
    for fault in sorted(faults):
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

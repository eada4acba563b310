"""Run the labs whose code, whose imports or whose packages changed since they were last run.

    python scripts/commands/run_labs.py

A cell that raises ends it and is named with notebook, line and error; nothing of that run is kept.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed

from tqdm import tqdm

from book.labs import execute


def main() -> int:
    """Run what is missing, in several processes, and remove the runs that no lab would use now."""
    missing = execute.missing()
    faults = []
    if missing:
        with ProcessPoolExecutor(min(len(missing), os.cpu_count() or 1)) as pool:
            done = as_completed([pool.submit(execute.run, lab) for lab in missing])
            for one in tqdm(done, desc="labs", total=len(missing), disable=None):
                try:
                    one.result()
                except execute.RunError as error:
                    faults.append(str(error))
    execute.drop_unused()
    for fault in sorted(faults):
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

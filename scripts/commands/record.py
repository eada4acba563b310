"""Refresh all that is recorded of some functions, after one of them was added or changed.

    python scripts/commands/record.py [NAME ...]

The stub for editors (that alone without a name: after a docstring was reworded), the truth, the errors
beside it. What PyTorch says is asked only where torch is
installed; `python3 run.py torch --record` asks for the whole record.
"""

from __future__ import annotations

import sys

from book import ROOT

sys.path.insert(0, str(ROOT / "scripts" / "records"))

import activations as act
import library_errors
import stub
import truth


def main(names: list[str]) -> int:
    """Record each function named."""
    functions = {f.name: f for f in vars(act).values() if isinstance(f, act.Function)}
    if unknown := sorted(set(names) - functions.keys()):
        print(
            f"record: no function {', '.join(unknown)}; there are {', '.join(functions)}",
            file=sys.stderr,
        )
        return 1
    stub.record()
    if elementwise := [n for n in names if isinstance(functions[n], act.Elementwise)]:
        truth.record(elementwise)
        library_errors.record(elementwise)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

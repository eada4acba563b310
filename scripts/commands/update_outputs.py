"""Rewrite the outputs of the executable blocks from a run, and nothing else.

python scripts/commands/update_outputs.py [PAGE.md ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

from book import DOCS
from book.page.blocks import RewriteError, rewrite
from book.page.state import shown


def main(arguments: list[str]) -> int:
    """Rewrite the given pages, or all; go on after a refusal, and end with 1 if there was one."""
    pages = [Path(argument).resolve() for argument in arguments] or sorted(DOCS.rglob("*.md"))
    refused = 0
    for page in pages:
        try:
            changed = rewrite(page)
        except (RewriteError, OSError) as error:
            print(error, file=sys.stderr)
            refused += 1
        else:
            if changed:
                print(f"{shown(page)}: {changed} outputs rewritten")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Rewrite the outputs of the executable blocks from a run, and nothing else.

python scripts/commands/update_outputs.py                     all pages
python scripts/commands/update_outputs.py sigmoid.md           this page in every language
python scripts/commands/update_outputs.py docs/ko/sigmoid.md   this file
"""

from __future__ import annotations

import sys
from pathlib import Path

from book import DOCS, LANGUAGES
from book.page.blocks import RewriteError, rewrite
from book.page.state import shown


def named(argument: str) -> list[Path]:
    """Return the files that an argument stands for: a path, or a page's name for every language."""
    given = [Path(argument), *(DOCS / language / argument for language in LANGUAGES)]
    found = [path.resolve() for path in given if path.is_file()]
    if not found:
        raise FileNotFoundError(
            f"there is no page {argument}; give its name, for example sigmoid.md, or its path, "
            "docs/ko/sigmoid.md"
        )
    return found


def main(arguments: list[str]) -> int:
    """Rewrite the given pages, or all; go on after a refusal, and end with 1 if there was one."""
    try:
        pages = [page for argument in arguments for page in named(argument)]
    except FileNotFoundError as error:
        print(f"update: {error}", file=sys.stderr)
        return 1
    refused = 0
    for page in pages or sorted(DOCS.rglob("*.md")):
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

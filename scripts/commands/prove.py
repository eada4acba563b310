"""Decide every formula of the book: each relation is computed on both sides, at many points.

python scripts/commands/prove.py                       all pages, and the formulas of the functions
python scripts/commands/prove.py sigmoid.md            this page in every language
python scripts/commands/prove.py docs/ko/sigmoid.md    this file
python scripts/commands/prove.py --drill [...]         break each formula and see whether it is noticed
"""

from __future__ import annotations

import sys
from pathlib import Path

from book import DOCS, ROOT
from book.page.state import shown
from update_outputs import named

sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(ROOT / "tests"))

from proof import check, drill, sources


def main(arguments: list[str]) -> int:
    """Print what is false or undecided, then how much was decided; end with 1 if anything is false."""
    names = [argument for argument in arguments if argument != "--drill"]
    try:
        pages = [page for name in names for page in named(name)]
    except FileNotFoundError as error:
        print(f"prove: {error}", file=sys.stderr)
        return 1
    if names != arguments:
        return drilled(pages)
    every = pages or sorted(DOCS.rglob("*.md"))
    found = [one for path in every for one in check.page(path, shown(path))]
    found += [] if pages else check.library()
    for one in found:
        if not one.verdict.decided:
            print(one)
    words = [
        f"{shown(path)}:{line}: {word}"
        for path in every
        for line, word in sources.untraced(path.read_text("utf-8"))
    ]
    for place in words if pages else ():
        print(f"{place}, a number in words: see that a run says so")
    print(check.counts(found))
    print(f"{len(words)} numbers in words, which nothing traces; name a page to see its own")
    return int(any(one.verdict.kind == "false" for one in found))


def drilled(pages: list[Path]) -> int:
    """Print the slips that go unnoticed, then the share of those that do not, by page."""
    every = []
    parts = {
        shown(path): [list(sources.of_page(path.read_text("utf-8"), shown(path)))]
        for path in pages or sorted(DOCS.rglob("*.md"))
    }
    if not pages:
        parts["the functions"] = [[formula] for formula in check.of_library()]
    for name, groups in parts.items():
        outcomes = [outcome for formulas in groups for outcome in drill.drill(formulas)]
        for one in outcomes:
            if one.kind == "missed":
                print(one, flush=True)
        if outcomes:
            print(f"{name}: {drill.score(outcomes)}", flush=True)
        every += outcomes
    print(f"all: {drill.score(every)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

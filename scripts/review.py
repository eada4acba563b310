"""Mark sections as reviewed: both languages say the same, though only one of them changed.

python scripts/review.py                      every stale section
python scripts/review.py sigmoid.md#logit     these sections
python scripts/review.py --changed-in-both    record what changed in both, mark nothing else
"""

from __future__ import annotations

import sys

from book.languages.staleness import pairs, write


def main(arguments: list[str]) -> int:
    """Record the sections asked for and name each."""
    known = pairs()
    if arguments == ["--changed-in-both"]:
        chosen = [pair for pair in known if len(pair.changed) == 2]
    elif arguments:
        unknown = sorted(set(arguments) - {pair.name for pair in known})
        if unknown:
            print(f"no such section: {', '.join(unknown)}; the form is page.md#id", file=sys.stderr)
            return 1
        chosen = [pair for pair in known if pair.name in arguments]
    else:
        chosen = [pair for pair in known if pair.changed]
    for pair in chosen:
        print(f"recorded as saying the same in both languages: {pair.name}")
    write(chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

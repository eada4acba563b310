"""Mark sections as reviewed: both languages say the same, though only one of them changed.

python scripts/commands/review.py                      every stale section
python scripts/commands/review.py sigmoid.md#logit     these sections
python scripts/commands/review.py --changed-in-both    record what changed in both, mark nothing else
"""

from __future__ import annotations

import sys

from book.languages.staleness import shared, write


def main(arguments: list[str]) -> int:
    """Record the sections asked for and name each."""
    known = shared()
    if arguments == ["--changed-in-both"]:
        chosen = [section for section in known if section.changed_in_all]
    elif arguments:
        unknown = sorted(set(arguments) - {section.name for section in known})
        if unknown:
            print(f"no such section: {', '.join(unknown)}; the form is page.md#id", file=sys.stderr)
            return 1
        chosen = [section for section in known if section.name in arguments]
    else:
        chosen = [section for section in known if section.changed]
    for section in chosen:
        print(f"recorded as saying the same in both languages: {section.name}")
    write(chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Mark sections as reviewed: both languages say the same, though only one of them changed.

python scripts/commands/review.py                      every stale section
python scripts/commands/review.py sigmoid.md#logit     these sections
python scripts/commands/review.py --changed-in-both    record what changed in both, mark nothing else
"""

from __future__ import annotations

import re
import sys

from book.languages.staleness import shared, write


def main(arguments: list[str]) -> int:
    """Record the sections asked for and name each."""
    known = shared()
    if arguments == ["--changed-in-both"]:
        chosen = [section for section in known if section.changed_in_all]
    elif arguments:
        # A path in one language stands for the page.
        names = {re.sub(r"^(\./)?docs/\w+/", "", argument) for argument in arguments}
        unknown = sorted(names - {section.name for section in known})
        if unknown:
            print(
                f"reviewed: there is no section {', '.join(unknown)}; give page and id, for example "
                "sigmoid.md#saturation",
                file=sys.stderr,
            )
            return 1
        chosen = [section for section in known if section.name in names]
    else:
        chosen = [section for section in known if section.changed]
    for section in chosen:
        print(f"recorded as saying the same in both languages: {section.name}")
    write(chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

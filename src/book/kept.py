"""What was made before, kept under a name that is made of everything it was made of.

A name that says all is never stale; one that is missing or damaged is made anew. Two builds at once may
share a folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from book import CACHE, atomic

MOST = 400  # some states of each page; one takes a few hundred kilobytes


def name(*parts: str) -> str:
    """Return a name made of all parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def find(folder: str, name: str) -> Any:
    """Return what is kept in a folder of the cache under a name, None if nothing whole is there."""
    path = CACHE / folder / f"{name}.json"
    try:
        made = json.loads(path.read_text("utf-8"))
        os.utime(path)
    except (OSError, ValueError):
        return None
    return made


def keep(folder: str, name: str, made: Any) -> None:
    """Keep what JSON can hold."""
    atomic.write(CACHE / folder / f"{name}.json", json.dumps(made))


def prune(folder: str, most: int = MOST) -> None:
    """Remove what has not been used for the longest time, so that so many are left."""

    def used(path: Path) -> float:
        try:
            return path.stat().st_mtime
        except FileNotFoundError:  # another build prunes, too
            return 0.0

    for path in sorted((CACHE / folder).glob("*.json"), key=used, reverse=True)[most:]:
        path.unlink(missing_ok=True)

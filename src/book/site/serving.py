"""`mkdocs serve` shows what a fresh build would show, whatever was edited.

MkDocs builds again in the process that serves, which reads pages and drawings anew. But a process does
not forget the code that it has imported or the settings that it has read: once one of those was edited,
a process of its own builds the site into the folder that is served.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from book import ROOT

READ_ANEW = ("docs", "scripts/figures")
# The wheel that readers take along is made of the last four, beside the code.
READ_ONCE = ("src", "pyproject.toml", "requirements.lock", "README.md", "LICENSE")


def _read_once() -> Iterator[Path]:
    yield from ROOT.glob("mkdocs*.yml")
    for name in READ_ONCE:
        place = ROOT / name
        yield from (place.rglob("*") if place.is_dir() else [place])


def _state() -> dict[Path, int]:
    """Return when each file that a process reads only once was last changed."""
    files = (path for path in _read_once() if path.is_file() and path.suffix != ".pyc")
    return {path: path.stat().st_mtime_ns for path in files}


# As this module is imported, and with it all others: what is edited during the first build counts, too.
_AT_START = _state()


def never_stale(server: LiveReloadServer) -> LiveReloadServer:
    """Have a server watch all that the site is made of, and build it from what is there now."""
    for path in (*(ROOT / name for name in (*READ_ANEW, *READ_ONCE)), *ROOT.glob("mkdocs*.yml")):
        server.watch(str(path))
    in_this_process = server.builder

    def build() -> None:
        if _state() == _AT_START:
            in_this_process()
        else:
            _in_its_own_process(server.root, server.url)

    server.builder = build
    return server


def _in_its_own_process(folder: str, address: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", folder]
    if subprocess.run(command, cwd=ROOT, env=os.environ | {"SITE_URL": address}).returncode:
        raise PluginError("the site could not be built; the reason is above")

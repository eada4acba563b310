"""The wheel that the labs' notebooks import: `activations` and `experiments`, without the book."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from contextlib import suppress
from pathlib import Path

from book import CACHE, ROOT, atomic, sources

_FOLDER = CACHE / "wheels"


def name() -> str:
    """Return the wheel's file name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name']}-{project['version']}-py3-none-any.whl"


def content() -> bytes:
    """Return the wheel, made again only when something in it changed."""
    inside = [
        path
        for package in ("activations", "experiments")
        for path in (ROOT / "src" / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    beside = [ROOT / "pyproject.toml", ROOT / "README.md", ROOT / "LICENSE"]
    kept = _FOLDER / f"{sources.fingerprint([*inside, *beside], ['hatchling'], verbatim=True)}.whl"
    with suppress(FileNotFoundError):
        return kept.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        made = (Path(folder) / name()).read_bytes()
    atomic.write(kept, made)
    for old in set(_FOLDER.glob("*.whl")) - {kept}:
        with suppress(OSError):  # on Windows another build may be reading it
            old.unlink()
    return made

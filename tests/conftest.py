"""What many tests share: drawn figures, a built site, a page in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from book import ROOT

SITE_URL = "https://example.org/book/"
REPO_URL = "https://example.org/repository"


@pytest.fixture(scope="session", autouse=True)
def figures_and_runs():
    """Draw and run what is missing once, as the build would."""
    for script in ("render_figures.py", "run_labs.py"):
        subprocess.run([sys.executable, f"scripts/commands/{script}"], cwd=ROOT, check=True)


def build(target: Path, root: Path = ROOT, **environment: str):
    """Build both sites strictly into a folder, with nothing of the caller's settings."""
    clean = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=root,
        env=clean | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root / "src")} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="session")
def plain(tmp_path_factory) -> Path:
    """The site as it is built when nobody has said where it will live."""
    target = tmp_path_factory.mktemp("plain")
    done = build(target)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """The site as it is published: with an address and a repository."""
    target = tmp_path_factory.mktemp("published")
    done = build(target, SITE_URL=SITE_URL, REPO_URL=REPO_URL)
    assert done.returncode == 0, done.stderr
    return target


def copy_repository(target: Path) -> Path:
    """Copy what site and notebooks are made of, with what was drawn and run, for a test that breaks it."""
    kept = [f".cache/{name}" for name in ("figures", "fonts", "labs")]
    for name in ("docs", "src", "scripts", *kept):
        shutil.copytree(ROOT / name, target / name)
    files = ("mkdocs.yml", "mkdocs.en.yml", "pyproject.toml", "requirements.lock", "README.md")
    for name in (*files, "LICENSE"):
        shutil.copy(ROOT / name, target)
    return target


@pytest.fixture
def repository(tmp_path) -> Path:
    """A copy of this repository."""
    return copy_repository(tmp_path)


@pytest.fixture
def page(tmp_path):
    """Write a page and give its path."""

    def write(text: str, newline: str = "\n") -> Path:
        path = tmp_path / "page.md"
        path.write_text(text, encoding="utf-8", newline=newline)
        return path

    return write

"""What many tests share: drawn figures, a built site, a page in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from book import CACHE, ROOT, atomic
from book.figures import inline as figures
from book.labs import execute

SITE_URL = "https://example.org/book/"
REPO_URL = "https://example.org/repository"
NARROW, WIDE = 390, 1280  # pixels of a phone and of a laptop
PATIENCE = 600  # seconds; figures and labs from nothing take about one minute on two cores


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left alone with it in the end."""
    long = {item.path for item in items if any(item.iter_markers("slow"))}
    items.sort(key=lambda item: item.path not in long and not any(item.iter_markers("browser")))


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], str]) -> Path:
    """Make a folder by the first process that asks; the others wait, and fail as it did.

    A folder can be made by one process alone, on every system: whoever makes it does the work.
    """
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # the folder of the whole run, in which each worker has its own
    target, done = shared / name, shared / f"{name}.done"
    try:
        target.mkdir()
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not done.exists():
            assert time.monotonic() < end, f"{name} was begun by another process and never ended"
            time.sleep(0.1)
    else:
        try:
            fault = make(target)
        except BaseException as error:
            atomic.write(done, repr(error))
            raise
        atomic.write(done, fault)
    fault = done.read_text("utf-8")
    assert not fault, fault
    return target


@pytest.fixture(scope="session", autouse=True)
def figures_and_runs(tmp_path_factory):
    """Draw and run what is missing, as the build would."""
    if figures.missing() or execute.missing():
        once(tmp_path_factory, "figures-and-runs", draw_and_run)


def draw_and_run(_: Path) -> str:
    for script in ("render_figures.py", "run_labs.py"):
        done = subprocess.run(
            [sys.executable, f"scripts/commands/{script}"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        if done.returncode:
            return done.stderr
    return ""


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


def fault_of_build(target: Path, **environment: str) -> str:
    done = build(target, **environment)
    return (done.stderr or f"mkdocs ended with {done.returncode}") if done.returncode else ""


@pytest.fixture(scope="session")
def plain(tmp_path_factory) -> Path:
    """The site as it is built when nobody has said where it will live."""
    return once(tmp_path_factory, "plain", fault_of_build)


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """The site as it is published: with an address and a repository."""
    make = partial(fault_of_build, SITE_URL=SITE_URL, REPO_URL=REPO_URL)
    return once(tmp_path_factory, "published", make)


def copy_repository(target: Path) -> Path:
    """Copy what site and notebooks are made of, with what was drawn and run, for a test that breaks it."""
    kept = [f".cache/{name}" for name in ("figures", "fonts", "labs") if (CACHE / name).exists()]
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

"""`mkdocs serve` is never stale: after an edit of each kind it shows what a fresh build shows."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import build

from book import ROOT
from book.site import serving

# What is edited at once, and the page on which the new words must appear: first what the serving process
# reads anew, then what it reads only once, then a page again.
EDITS = [
    [
        ("docs/ko/tanh.md", "# tanh {", "# tanh 함수 {", "tanh/"),
        ("docs/en/tanh.md", "# tanh {", "# The tanh {", "en/tanh/"),
        ("docs/glossary.json", "a neuron's sum passes through", "every sum passes", "en/glossary/"),
        ("scripts/figures/sigmoid.py", "maximum 1/4", "a maximum of 1/4", "en/sigmoid/"),
    ],
    [
        ("mkdocs.en.yml", "Why e, why log:", "Why log, why e:", "en/relu/"),
        ("src/book/words/en.toml", "Cited in", "Named in", "en/bibliography/"),
        ("src/activations/*.py", "Rectified linear unit, el", "ReLU, el", "api/piecewise/"),
    ],
    [("docs/ko/relu.md", "# ReLU {", "# 렐루 {", "exercises/")],
]


@pytest.fixture
def served(repository):
    """The copy behind mkdocs serve: its address, and the log of the server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = repository / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = os.environ | {"PYTHONPATH": str(repository / "src"), "NO_MKDOCS_2_WARNING": "1"}
    with log.open("wb") as words, subprocess.Popen(
        command, cwd=repository, env=environment, stdout=words, stderr=words
    ) as server:  # fmt: skip
        yield f"http://127.0.0.1:{port}/", log
        server.terminate()


RELOADING = re.compile(r"<script>(?:(?!</script>).)*livereload\(.*?</script>", re.DOTALL)


def shown(address: str) -> str:
    """Return a page as a reader gets it, without the script that reloads it."""
    with urllib.request.urlopen(address) as answer:
        return RELOADING.sub("", answer.read().decode())


def wait_for(address: str, words: str, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            if words in shown(address):
                return
        except OSError:  # not up yet, or the page is being written
            pass
        time.sleep(0.1)
    pytest.fail(f"{address} does not show {words!r}:\n{log.read_text('utf-8')[-2000:]}")


def edit(repository: Path, pattern: str, old: str, new: str) -> None:
    [path] = [p for p in repository.glob(pattern) if old in p.read_text("utf-8")]
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("pattern", sorted({pattern for edits in EDITS for pattern, *_ in edits}))
def test_an_edit_of_each_kind_is_noticed(pattern):
    watched: list[str] = []
    serving.never_stale(SimpleNamespace(watch=watched.append, builder=None))
    assert any((ROOT / pattern).is_relative_to(place) for place in watched)


@pytest.mark.slow
def test_what_is_served_after_edits_is_what_a_fresh_build_makes(served, repository, tmp_path):
    address, log = served
    wait_for(address, "<h1", log)
    for edits in EDITS:
        for pattern, old, new, _ in edits:
            edit(repository, pattern, old, new)
        for _, _, new, page in edits:
            wait_for(address + page, new.strip("# {:"), log)
    shutil.rmtree(repository / ".cache" / "pages")
    fresh = tmp_path / "fresh"
    done = build(fresh, repository, SITE_URL=address)
    assert done.returncode == 0, done.stderr
    for path in sorted(fresh.rglob("*.html")):
        name = path.relative_to(fresh).as_posix()
        assert shown(address + name) == path.read_text("utf-8"), f"{name} is stale"

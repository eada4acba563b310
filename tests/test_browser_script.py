"""scripts/commands/browser.py: which browser is taken, and one line when there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import browser


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without any browser, on which nothing can be installed."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.setattr(browser, "_playwrights_own", lambda: tmp_path / "none")
    monkeypatch.setattr(browser, "_install_with_apt", lambda: tried.append("apt"))
    monkeypatch.setattr(browser, "_install_with_playwright", lambda: tried.append("playwright"))
    tried: list[str] = []
    return tried


def test_the_one_that_was_named_comes_first(monkeypatch):
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert browser.find() == sys.executable


def test_a_wrong_name_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    with pytest.raises(
        SystemExit, match="there is no such file; install Chromium or Chrome, or set"
    ):
        browser.find()


@pytest.mark.skipif(sys.platform == "win32", reason="PATH is searched differently there")
def test_then_one_of_the_system(bare, tmp_path):
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    assert Path(browser.find()) == program


@pytest.mark.parametrize(
    ("ci", "order"), [("", ["playwright", "apt"]), ("1", ["apt", "playwright"])]
)
def test_failing_all_one_line_tells_what_to_do(bare, monkeypatch, ci, order):
    monkeypatch.setenv("CI", ci)
    with pytest.raises(SystemExit, match=r"^no browser was found or could be installed; install"):
        browser.ensure()
    assert bare == order

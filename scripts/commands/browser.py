"""Find a Chromium or Chrome for the browser tests, or get one.

    python scripts/commands/browser.py      print the path of one, after installing it if there is none

The order: $CHROMIUM, one that the system has, Playwright's own, `playwright install chromium`, and, only
as root on Debian, apt. Under CI apt comes before Playwright's download. What is installed is said aloud.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pylopdf_fonts_ko

from book import CACHE, atomic

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
REMEDY = "install Chromium or Chrome, or set CHROMIUM to the path of one"


def find() -> str | None:
    """Return the path of a browser that is there already."""
    if given := os.environ.get("CHROMIUM"):
        if not Path(given).exists():
            sys.exit(f"CHROMIUM is {given!r}, and there is no such file; {REMEDY}")
        return given
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for place in PLACES:
        if Path(place).exists():
            return place
    own = _playwrights_own()
    return str(own) if own.exists() else None


def ensure() -> str:
    """Return the path of a browser, after installing one if there is none."""
    if path := find():
        return path
    ways = [_install_with_playwright, _install_with_apt]
    for way in reversed(ways) if os.environ.get("CI") else ways:
        way()
        if path := find():
            return path
    sys.exit(f"no browser was found or could be installed; {REMEDY}")


def _playwrights_own() -> Path:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _install_with_playwright() -> None:
    _say("installing a browser: playwright install chromium")
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], stdout=subprocess.DEVNULL
    )


def _install_with_apt() -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not Path("/etc/debian_version").exists():
        return
    if not shutil.which("apt-get"):
        return
    _say("installing a browser: apt-get install chromium")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL)


def launching(path: str) -> dict[str, Any]:
    """Return what Playwright's launch takes to start the browser at a path."""
    # Root cannot use Chromium's sandbox; the pages are our own and the network is not used.
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {
        "executable_path": path,
        "env": environment(),
        "args": [*alone, "--disable-gpu", "--disable-background-networking"],
    }


def environment() -> dict[str, str]:
    """Return the browser's environment: on Linux with a font that holds Hangul, whatever is installed."""
    if not sys.platform.startswith("linux"):
        return dict(os.environ)
    fonts = Path(pylopdf_fonts_ko.__file__).parent
    config = CACHE / "fonts.conf"
    atomic.write(
        config,
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{fonts}</dir><cachedir>{CACHE / 'fontconfig'}</cachedir></fontconfig>\n",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(ensure())

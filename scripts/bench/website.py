"""Measure what the budgets are about, and print it beside a stock Material site.

    python scripts/bench/website.py [--copies 1,10,100]

Times are of whole commands on this machine; compare ratios, not seconds. The stock site has the same
pages, figures as image files, no fonts from elsewhere, and MathJax served by itself (from the npm
registry; without npm that column is left out).
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from book import CACHE, ROOT

sys.path.insert(0, str(ROOT / "scripts" / "commands"))

import browser

PAGES = {"home": "", "chapter": "sigmoid/", "home (en)": "en/", "chapter (en)": "en/sigmoid/"}
BUDGETS = {
    "cold build": "80",  # 20 for figures and pages, 60 for the labs
    "build, nothing changed": "3",
    "save to seen, page (ko)": "1.5",
    "save to seen, page (en)": "1.5",
}
BUDGET = "budget: 130 KB, 12 requests, shift under 0.01"
NEEDED = (
    *("docs", "src", "scripts", "mkdocs.yml", "mkdocs.en.yml"),
    *("pyproject.toml", "README.md", "LICENSE"),
)


def copy_of_the_book(target: Path, chapters: int = 1) -> Path:
    """Copy what the site is built from; multiply the chapter to see how cost grows."""
    target.mkdir(parents=True)
    for name in NEEDED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target / name)
    for number in range(2, chapters + 1):
        for language in ("ko", "en"):
            chapter = target / "docs" / language / "sigmoid.md"
            shutil.copy(chapter, chapter.with_name(f"sigmoid-{number}.md"))
    if chapters > 1:
        for config in ("mkdocs.yml", "mkdocs.en.yml"):
            text = (target / config).read_text("utf-8")
            (target / config).write_text(re.sub(r"nav:\n(?:  - .*\n)+", "", text), "utf-8")
    return target


def mkdocs(*arguments: str) -> list[str]:
    """Return the command that runs MkDocs."""
    return [sys.executable, "-m", "mkdocs", *arguments]


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment in which a copy of the book uses its own code."""
    return {**os.environ, "PYTHONPATH": str(folder / "src"), "NO_MKDOCS_2_WARNING": "1"}


def build(folder: Path, *arguments: str) -> float:
    """Build and tell how many seconds it took."""
    start = time.perf_counter()
    subprocess.run(
        mkdocs("build", "--strict", "--quiet", *arguments),
        cwd=folder,
        env=surroundings(folder),
        check=True,
    )
    return time.perf_counter() - start


def saved_to_seen(folder: Path, edits: dict[str, tuple[Path, str, str, str]]) -> dict[str, float]:
    """Serve a copy of the book and time each edit from the save until the page shows it."""
    port = _free_port()
    server = subprocess.Popen(
        mkdocs("serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"),
        cwd=folder,
        env=surroundings(folder),
    )
    try:
        _wait(port, "", lambda text: True, 120)
        seen = {}
        for name, (path, old, new, page) in edits.items():
            time.sleep(2)
            before = _get(port, page)
            text = path.read_text("utf-8")
            assert old in text, f"{path}: {old!r}"
            start = time.perf_counter()
            path.write_text(text.replace(old, new, 1), "utf-8")
            _wait(port, page, lambda now, before=before: now != before, 120)  # type: ignore[misc]
            seen[name] = time.perf_counter() - start
        return seen
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        return int(server.server_address[1])


def _get(port: int, page: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}") as answer:
        # MkDocs writes the number of the build into each page that it serves.
        return re.sub(r"livereload\(\d+, \d+\)", "", answer.read().decode())


def _wait(port: int, page: str, good: Callable[[str], bool], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            if good(_get(port, page)):
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"nothing new on /{page} within {seconds} s")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


WATCH = """
window.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def weigh(site: Path, pages: dict[str, str]) -> dict[str, tuple[float, int, float]]:
    """Load each page with an empty cache: kilobytes gzipped, requests, layout shift."""
    found = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**browser.launching(browser.ensure()))
        for name, path in pages.items():
            page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
            bodies: list[bytes] = []
            page.on("requestfinished", lambda r, to=bodies: to.append(_body(r)))  # type: ignore[misc]
            page.add_init_script(WATCH)
            page.goto(root + path)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1000)
            kilobytes = sum(len(_packed(body)) for body in bodies) / 1000
            found[name] = kilobytes, len(bodies), float(page.evaluate("window.__shift"))
            page.context.close()
        chromium.close()
    server.shutdown()
    return found


def _body(request: object) -> bytes:
    return request.response().body()  # type: ignore[attr-defined, no-any-return]


def _packed(body: bytes) -> bytes:
    return body if body[:4] == b"wOF2" else gzip.compress(body, 6)


STOCK = """\
site_name: Stock
docs_dir: pages
theme: {name: material, font: false, features: [content.code.copy]}
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.blocks.caption
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
extra_javascript:
  - mathjax-options.js
  - mathjax/es5/tex-mml-chtml.js
"""
OPTIONS = (
    'window.MathJax = {tex: {inlineMath: [["\\\\(", "\\\\)"]], displayMath: [["\\\\[", "\\\\]"]]},'
    ' options: {ignoreHtmlClass: ".*|", processHtmlClass: "arithmatex"}};'
)


def stock_site(work: Path) -> Path | None:
    """Build the English pages as a stock Material site with its own MathJax; None without npm."""
    if not shutil.which("npm"):
        return None
    kept = CACHE / "bench"
    if not (kept / "node_modules" / "mathjax").exists():
        kept.mkdir(parents=True, exist_ok=True)
        npm = [
            shutil.which("npm") or "npm",
            "install",
            "--silent",
            "--prefix",
            str(kept),
            "mathjax@3",
        ]
        if subprocess.run(npm).returncode:
            return None
    pages = work / "pages"
    shutil.copytree(ROOT / "docs" / "en", pages)
    shutil.copytree(kept / "node_modules" / "mathjax" / "es5", pages / "mathjax" / "es5")
    (pages / "mathjax-options.js").write_text(OPTIONS, "utf-8")
    for picture in (CACHE / "figures").glob("*/*.en.svg"):
        svg = picture.read_text("utf-8").replace(
            "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
        )
        (pages / f"{picture.name.split('.')[0]}.svg").write_text(svg, "utf-8")
    for page in pages.glob("*.md"):
        text = re.sub(r"\(figure:([\w-]+)\)", r"(\1.svg)", page.read_text("utf-8"))
        page.write_text(text.replace("/// figure-caption", "/// caption"), "utf-8")
    (work / "mkdocs.yml").write_text(STOCK, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=work,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    return work / "site"


def main() -> None:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--copies", default="1,10,100", help="sizes of the book, default: 1,10,100")
    sizes = [int(size) for size in parser.parse_args().copies.split(",")]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        work = Path(name)
        print("seconds                   budget " + "".join(f"{n:>5} chapters" for n in sizes))
        rows: dict[str, list[float]] = {}
        for size in sizes:
            folder = copy_of_the_book(work / f"book-{size}", size)
            timed = {"cold build": build(folder), "build, nothing changed": build(folder)}
            chapter, drawing = "docs/{}/sigmoid.md", "scripts/figures/sigmoid.py"
            edits = {
                "save to seen, page (ko)": (
                    folder / chapter.format("ko"), "# 시그모이드", "# 새 시그모이드", "sigmoid/",
                ),
                "save to seen, page (en)": (
                    folder / chapter.format("en"), "# Sigmoid", "# New sigmoid", "en/sigmoid/",
                ),
                "save to seen, figure": (
                    folder / drawing, '"maximum 1/4"', '"the maximum"', "en/sigmoid/",
                ),
                # Figures and labs depend on it, and are made anew before the page is seen.
                "save to seen, src": (
                    folder / "src/activations/smooth.py",
                    "Logistic sigmoid, elementwise.", "The logistic sigmoid.", "api/smooth/",
                ),
            }  # fmt: skip
            for key, seconds in {**timed, **saved_to_seen(folder, edits)}.items():
                rows.setdefault(key, []).append(seconds)
        for key, values in rows.items():
            budget = BUDGETS.get(key, "")
            print(f"{key:25} {budget:>6} " + "".join(f"{value:14.2f}" for value in values))
        build(ROOT, "--site-dir", str(work / "site"))
        ours = weigh(work / "site", PAGES)
        (work / "stock").mkdir()
        stock = stock_site(work / "stock")
        theirs = weigh(stock, {"home (en)": "", "chapter (en)": "sigmoid/"}) if stock else {}
        print(f"\nfirst load, gzipped        KB  requests  shift   KB of stock / ours   ({BUDGET})")
        for key, (kilobytes, requests, shift) in ours.items():
            peer = ""
            if key in theirs:
                weight, count, moved = theirs[key]
                peer = f"   {weight / kilobytes:.2f}"
                peer += f" (stock: {weight:.0f} KB, {count} requests, shift {moved:.3f})"
            print(f"{key:22} {kilobytes:6.0f} {requests:9} {shift:6.3f}{peer}")


if __name__ == "__main__":
    main()

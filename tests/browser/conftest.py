"""The built site behind a server, at the root and under a sub-path, and a browser to visit it with."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import WIDE
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import browser as browsers
from book.site import headers

SUB_PATH = "/book/"


@dataclass
class Place:
    """Where a site stands: its folder, the path it is served under, and what its pages ask for."""

    folder: Path
    path: str
    rules: list = field(default_factory=list)


class Handler(SimpleHTTPRequestHandler):
    """A static host: folders, a 404 page, and the headers that the site asks for."""

    protocol_version = "HTTP/1.1"

    def __init__(self, place, *arguments, **options):
        self.place = place
        super().__init__(*arguments, directory=str(place.folder), **options)

    def translate_path(self, path):
        if not path.startswith(self.place.path):
            return str(self.place.folder / "outside-the-site")
        return super().translate_path("/" + path[len(self.place.path) :])

    def end_headers(self):
        inside = "/" + self.path.partition("?")[0].removeprefix(self.place.path)
        for pattern, extra in self.place.rules:
            if fnmatch(inside, pattern):
                for key, value in extra.items():
                    self.send_header(key, value)
        super().end_headers()

    def send_error(self, code, message=None, explain=None):
        if code != 404:
            return super().send_error(code, message, explain)
        body = (self.place.folder / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    def log_message(self, *_):
        pass


def serve(place: Place) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, place)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{place.path}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def root_url(plain):
    yield from serve(Place(plain, "/", headers.read(plain)))


@pytest.fixture(scope="session")
def sub_url(published):
    yield from serve(Place(published, SUB_PATH, headers.read(published)))


@pytest.fixture(params=["root", "sub-path"])
def site(request):
    """Both places, for what can differ with the path."""
    return request.getfixturevalue({"root": "root_url", "sub-path": "sub_url"}[request.param])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browsers.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(f"there is no browser; {browsers.REMEDY}")
        pytest.skip(f"there is no browser; {browsers.REMEDY}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.launching(path))
        yield browser
        browser.close()


# Whoever follows a link before the page has all come ends what was still on its way: no trouble.
LEFT = "net::ERR_ABORTED"


@pytest.fixture(scope="session")
def window(chromium):
    """Return a window, with scripts or without; tests share the two and what a page loaded."""

    @cache
    def make(scripts: bool) -> BrowserContext:
        return chromium.new_context(
            java_script_enabled=scripts, permissions=["clipboard-read", "clipboard-write"]
        )

    return make


@pytest.fixture
def visit(window):
    """Open an address; when the test ends, nothing on the way may have gone wrong."""
    pages, troubles = [], []

    def open_page(
        url: str, *, width=WIDE, height=900, scheme="light", scripts=True, lost=False
    ) -> Page:
        page = window(scripts).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.on(
            "console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else 0
        )
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "requestfailed",
            lambda r: None if r.failure == LEFT else troubles.append(f"{r.failure}: {r.url}"),
        )
        page.on(
            "request", lambda r: None if mine(r.url) else troubles.append(f"third party: {r.url}")
        )
        page.on(
            "response",
            lambda r: troubles.append(f"{r.status}: {r.url}") if r.status >= 400 else None,
        )
        page.goto(url)
        if lost:  # an address that does not exist is answered with 404, and Chromium says so
            troubles.clear()
        return page

    yield open_page
    for page in pages:
        page.evaluate("localStorage.clear()")  # where a theme that was chosen is kept
        page.close()
    assert not troubles


def mine(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))

"""What a web server should say with the files: which may be kept for good, and what a page may load.

The site carries a file `_headers`, which Netlify and Cloudflare Pages read as it is; for other hosts the
README says how to use it. The browser tests are run with these headers.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from book import LANGUAGES, atomic
from book.languages.switch import folder

# What Material has made of its templates: no stage before it has the scripts.
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self' {hashes}",
    # MathML marks columns with style attributes, and the math font is named in a style element.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# Material puts a hash of the content into these names, and so does the book into its font's.
_FOR_GOOD = ("assets/javascripts/*", "assets/stylesheets/*", "assets/fonts/*")


def versioned(theme: Path, path: str) -> str:
    """Add a hash of a theme's file to its address, so that a kept copy is never an old one."""
    bare = path.partition("?")[0]
    return f"{bare}?{hashlib.sha256((theme / bare).read_bytes()).hexdigest()[:8]}"


def write(site: Path) -> None:
    """Write `_headers` into a finished site."""
    scripts = {
        script
        for page in site.rglob("*.html")
        for script in _INLINE_SCRIPT.findall(page.read_text("utf-8"))
    }
    hashes = " ".join(sorted(f"'sha256-{_digest(script)}'" for script in scripts))
    policy = "; ".join(f"{key} {value}" for key, value in _POLICY.items()).format(hashes=hashes)
    lines = [
        "/*",
        f"  Content-Security-Policy: {policy}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
    ]
    for code in LANGUAGES:
        for pattern in _FOR_GOOD:
            lines += [f"/{folder(code)}{pattern}", "  Cache-Control: public, max-age=31536000, immutable"]
    atomic.write(site / "_headers", "\n".join(lines) + "\n")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def read(site: Path) -> list[tuple[str, dict[str, str]]]:
    """Return the rules of a site's `_headers`: a pattern and the headers that it adds."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rules.append((line, {}))
        else:
            key, _, value = line.strip().partition(": ")
            rules[-1][1][key] = value
    return rules

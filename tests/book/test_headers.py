"""The headers file: a policy with the hash of each inline script, caching by content."""

from __future__ import annotations

import base64
import hashlib

from book.site import headers


def test_the_policy_names_each_inline_script_and_nothing_loose(tmp_path):
    (tmp_path / "index.html").write_text(
        '<script>one()</script><script src="a.js"></script>', "utf-8"
    )
    headers.write(tmp_path)
    rules = dict(headers.read(tmp_path))
    policy = rules["/*"]["Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "immutable" in rules["/en/assets/fonts/*"]["Cache-Control"]


def test_an_address_changes_with_the_content(tmp_path):
    (tmp_path / "a.css").write_text("a {}", "utf-8")
    first = headers.versioned(tmp_path, "a.css")
    assert headers.versioned(tmp_path, first) == first
    (tmp_path / "a.css").write_text("b {}", "utf-8")
    assert headers.versioned(tmp_path, "a.css") != first

"""book/atomic.py: a file is whole or not there, and nothing is left beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from book import atomic


def test_text_and_bytes_are_written_as_they_are(tmp_path):
    atomic.write(tmp_path / "new" / "text", "가\r\n나\n")
    atomic.write(tmp_path / "new" / "bytes", b"\x00\n")
    assert (tmp_path / "new" / "text").read_bytes() == "가\r\n나\n".encode()
    assert (tmp_path / "new" / "bytes").read_bytes() == b"\x00\n"
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["bytes", "text"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "kept"
    atomic.write(path, "old")

    def full(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="full"):
        atomic.write(path, "new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]

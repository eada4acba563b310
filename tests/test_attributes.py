"""Line ends: LF in every text file, also in a clone on Windows."""

from __future__ import annotations

import subprocess

import pytest

from book import ROOT

BINARY = (".npz", ".png", ".woff2")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="what is tracked is known to git alone")
def test_every_tracked_text_has_lf_and_every_binary_is_marked():
    done = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files", "--eol"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    wrong = []
    for line in done.stdout.splitlines():
        state, name = line.split("\t")
        index, work, attributes = state.split(maxsplit=2)
        if name.endswith(BINARY):
            good = index == "i/-text" and attributes.strip() == "attr/-text"
        else:
            good = index in ("i/lf", "i/none") and attributes.strip() == "attr/text=auto eol=lf"
            good = good and (work in ("w/lf", "w/none") or not (ROOT / name).exists())
        if not good:
            wrong.append(line)
    assert done.stdout
    assert not wrong

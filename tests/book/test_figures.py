"""Figures: drawn from what they depend on and nothing else, the same bytes each time, themed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings

import pytest

from book import ROOT, sources
from book.figures import draw as drawing
from book.figures import inline as figures
from book.languages.structure import render
from book.page.state import PageError

SOURCE = """\
from book.figures.draw import figure
from book.figures.svg import BLUE

@figure(height=2, ko={"title": "직선", "x": "가로"}, en={"title": "A line", "x": "across"})
def a_line(fig, text):
    ax = fig.subplots()
    ax.plot([0, 1], [0, 1], color=BLUE)
    ax.set_xlabel(text["x"])
"""


@pytest.fixture
def line():
    exec(SOURCE, {})
    yield drawing.DRAWINGS["a-line"]
    del drawing.DRAWINGS["a-line"]


def test_the_same_drawing_gives_the_same_bytes(line):
    assert drawing.to_svg(line, "ko") == drawing.to_svg(line, "ko")


def test_the_svg_speaks_the_language_and_follows_the_theme(line):
    korean, english = drawing.to_svg(line, "ko"), drawing.to_svg(line, "en")
    assert '<title id="a-line-title">직선</title>' in korean
    assert ">가로</text>" in korean
    assert ">across</text>" in english
    for svg in (korean, english):
        assert "currentColor" in svg
        assert "var(--figure-1)" in svg
        assert not re.search(r"#[0-9a-f]{6}\b|style=|<style|<metadata|xlink|font-family", svg)
        assert all(i.startswith("a-line-") for i in re.findall(r' id="([^"]+)"', svg))
        assert 'role="img" aria-labelledby="a-line-title a-line-desc"' in svg


def test_a_warning_while_drawing_is_an_error(line):
    def warn(fig, text):
        warnings.warn("odd", UserWarning, stacklevel=1)

    with pytest.raises(UserWarning, match="odd"):
        drawing.to_svg(drawing.Drawing("odd", warn, 1, line.text), "ko")


def test_a_label_that_the_font_lacks_is_an_error(line):
    def label(fig, text):
        fig.subplots().set_xlabel("⁻")

    with pytest.raises(UserWarning, match="SUPERSCRIPT MINUS"):
        drawing.to_svg(drawing.Drawing("odd", label, 1, line.text), "ko")


def test_both_languages_need_the_same_words():
    with pytest.raises(ValueError, match="same keys"):
        drawing.figure(height=1, ko={"title": "a"}, en={"title": "a", "x": "b"})(lambda *_: None)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small repository with one drawing, its library and an unrelated file."""
    for name, text in {
        "scripts/figures/lines.py": "import lib\n" + SOURCE,
        "src/lib/__init__.py": "from lib import inner\n",
        "src/lib/inner.py": "value = 1\n",
        "src/unrelated.py": "value = 1\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    monkeypatch.setattr(sources, "_ROOTS", (tmp_path / "src", tmp_path / "scripts"))
    monkeypatch.setattr(figures, "DRAWINGS", tmp_path / "scripts" / "figures")
    monkeypatch.setattr(figures, "PICTURES", tmp_path / "pictures")
    return tmp_path


def test_names_are_read_without_running(house):
    path = house / "scripts/figures/lines.py"
    path.write_text(path.read_text() + "\nraise SystemExit\n")
    assert figures.drawings() == {"a-line": figures.Drawn(path, ("ko", "en"))}


def test_a_name_drawn_twice_is_refused(house):
    (house / "scripts/figures/more.py").write_text(SOURCE)
    with pytest.raises(
        ValueError, match=r"more\.py:5: figure 'a-line' is drawn in .*lines\.py too"
    ):
        figures.drawings()


@pytest.mark.parametrize(
    "name", ["scripts/figures/lines.py", "src/lib/__init__.py", "src/lib/inner.py"]
)
def test_what_a_drawing_depends_on_makes_it_anew(house, name):
    path = house / "scripts/figures/lines.py"
    before = figures.folder(path)
    (house / name).write_text((house / name).read_text() + "\nchanged = 1\n")
    assert figures.folder(path) != before


def test_a_comment_a_docstring_and_layout_draw_nothing_anew(house):
    path, library = house / "scripts/figures/lines.py", house / "src/lib/inner.py"
    before = figures.folder(path)
    library.write_text('"""What it is."""\n\nvalue = (  # one\n    1\n)\n')
    assert figures.folder(path) == before
    whole = [sources.fingerprint([library], [], verbatim=True)]
    library.write_text("value = 1\n")
    os.utime(library, ns=(1, 1))
    whole.append(sources.fingerprint([library], [], verbatim=True))
    assert whole[0] != whole[1]


def test_nothing_else_does(house):
    path = house / "scripts/figures/lines.py"
    before = figures.folder(path)
    (house / "src/unrelated.py").write_text("value = 2\n")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert figures.folder(path) == before


def test_a_picture_cut_short_is_not_trusted(house):
    path = house / "scripts/figures/lines.py"
    folder = figures.folder(path)
    folder.mkdir(parents=True)
    (folder / "a-line.ko.svg").write_text("<svg></svg>")
    (folder / ".a-line.en.123").write_text("<sv")
    assert figures.missing() == [path]
    (folder / "a-line.en.svg").write_text("<svg></svg>")
    assert figures.missing() == []


def test_a_second_run_draws_nothing():
    assert figures.missing() == []
    before = {path: path.stat().st_mtime_ns for path in figures.PICTURES.rglob("*.svg")}
    subprocess.run([sys.executable, "scripts/commands/render_figures.py"], cwd=ROOT, check=True)
    assert before == {path: path.stat().st_mtime_ns for path in figures.PICTURES.rglob("*.svg")}


def test_a_page_shows_the_figure_with_its_alt_text(page):
    html = render(page('![what "to" see](figure:sigmoid)\n'), "ko")
    assert '<svg class="picture" data-name="sigmoid"' in html
    assert ">what &quot;to&quot; see</desc>" in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![alt](figure:nosuch)", r"page\.md:3: figure 'nosuch' is not drawn; there are .*sigmoid"),
        ("![](figure:sigmoid)", r"page\.md:3: figure 'sigmoid' has no alt text"),
    ],
)
def test_a_figure_that_cannot_be_shown_is_named_with_its_line(page, text, words):
    with pytest.raises(PageError, match=words):
        render(page(f"# T\n\n{text}\n"), "ko")

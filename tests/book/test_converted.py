"""Pages that are kept are what converting them anew would make, whatever was edited."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from conftest import copy_repository
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from book import DOCS, LANGUAGES, ROOT, kept
from book.page import converted, extension

ROUNDS = int(os.environ.get("ROUNDS", "2"))  # an hour of them by hand: ROUNDS=300 pytest -k random


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert re.search(old, text), f"{path.name} no longer has {old}"
    path.write_text(re.sub(old, new, text, count=1), encoding="utf-8", newline="\n")


def prose(root: Path, rng: random.Random) -> None:
    path = rng.choice(sorted((root / "docs" / rng.choice(LANGUAGES)).glob("*.md")))
    changed(path, r"(?m)^([^\W\d_].*)$", rf"\1 {rng.random():.6f}")


def exercise(root: Path, rng: random.Random) -> None:
    path = root / "docs" / rng.choice(LANGUAGES) / rng.choice(["relu.md", "tanh.md", "roles.md"])
    changed(path, r"(?m)^(### 1\. .*?)( \{)", rf"\1 {rng.random():.6f}\2")


def lab(root: Path, rng: random.Random) -> None:
    path = root / "docs" / rng.choice(LANGUAGES) / "labs" / "dead-relu.md"
    changed(path, r"(?m)^([^\W\d_`#].*\.)$", rf"\1 {rng.random():.6f}")


def glossary(root: Path, rng: random.Random) -> None:
    path = root / "docs" / "glossary.json"
    terms = json.loads(path.read_text("utf-8"))
    term = rng.choice(terms)
    for code in term["meaning"]:
        term["meaning"][code] += f" {rng.random():.6f}"
    path.write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")


def errors(root: Path, rng: random.Random) -> None:
    path = root / "docs" / "errors.json"
    recorded = json.loads(path.read_text("utf-8"))
    recorded["silu"]["value"]["here"] = round(rng.uniform(1, 4), 1)
    path.write_text(json.dumps(recorded, indent=1), encoding="utf-8")


def saying(root: Path, rng: random.Random) -> None:
    path = root / "src" / "book" / "words" / f"{rng.choice(LANGUAGES)}.toml"
    changed(path, r'section = "', f'section = "{rng.random():.6f} ')


def code(root: Path, rng: random.Random) -> None:
    path = root / "src" / "book" / "page" / "gallery.py"
    path.write_text(path.read_text("utf-8") + f"# {rng.random()}\n", encoding="utf-8")


def name(root: Path, rng: random.Random) -> None:
    path = root / rng.choice(["mkdocs.yml", "mkdocs.en.yml"])
    changed(path, "site_name: ", f"site_name: {rng.randrange(9)} ")


def prefix(root: Path, rng: random.Random) -> None:
    changed(root / "mkdocs.yml", 'prefix: "그림', f'prefix: "그림 {rng.randrange(9)}')


def style(root: Path, rng: random.Random) -> None:
    path = root / "src" / "book" / "theme" / "assets" / "book.css"
    path.write_text(path.read_text("utf-8") + f"/* {rng.random()} */\n", encoding="utf-8")


def added(root: Path, rng: random.Random) -> None:
    identifier = f"new-{rng.randrange(10**6)}"
    for language in rng.sample(LANGUAGES, rng.choice([1, 2])):
        path = root / "docs" / language / f"{identifier}.md"
        path.write_text(f"# New {{ #{identifier} }}\n\n[tanh](tanh.md)\n", encoding="utf-8")


def removed(root: Path, rng: random.Random) -> None:
    for path in sorted((root / "docs").glob("*/new-*.md"))[:1]:
        path.unlink()


EDITS = [prose, exercise, lab, glossary, errors, saying, code, name, prefix, style, added, removed]


@pytest.mark.slow
def test_after_random_edits_a_build_is_that_of_a_fresh_clone(tmp_path):
    root = copy_repository(tmp_path / "copy")
    pages = root / ".cache" / "pages"
    rng = random.Random(int(os.environ.get("SEED", "0")))
    make = partial(built, root, tmp_path)
    make("first")
    for number in range(ROUNDS):
        edits = rng.sample(EDITS, rng.randint(1, 4))
        for edit in edits:
            edit(root, rng)
        with_kept = make("kept")
        aside = pages.rename(pages.with_name("aside"))
        fresh = make("fresh")
        shutil.rmtree(pages)
        aside.rename(pages)
        told = f"round {number}: {[edit.__name__ for edit in edits]}"
        assert with_kept.keys() == fresh.keys(), told
        assert not [file for file in fresh if fresh[file] != with_kept[file]], told


def built(root: Path, folder: Path, name: str) -> dict[str, bytes]:
    """Build, and return each file of the site but for those that carry the time."""
    site = folder / name
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "CACHE", tmp_path)
    return tmp_path / "pages"


def convert(name: str) -> tuple[Page, list[str]]:
    """Convert a page as MkDocs does, and return it and the formulas that it shows."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    paths = [path.relative_to(DOCS / "ko").as_posix() for path in (DOCS / "ko").rglob("*.md")]
    files = Files([File(path, str(DOCS / "ko"), "site", True) for path in paths])
    page = Page(None, files.src_uris[name], config)
    page.markdown, source = extension.opened(DOCS / "ko" / name, "ko")
    config.mdx_configs.update(extension.settings_for(source))
    converted.rendering(page, source)(config, files)
    return page, source.shown.formulas


def test_an_unchanged_page_is_not_converted_again(folder, monkeypatch):
    first, formulas = convert("tanh.md")
    monkeypatch.setattr(Page, "render", None)
    second, again = convert("tanh.md")
    assert second.content == first.content
    assert str(second.toc) == str(first.toc)
    assert second._title_from_render == first._title_from_render
    assert second.present_anchor_ids == first.present_anchor_ids
    assert {file.src_uri: to for file, to in second.links_to_anchors.items()} == {
        file.src_uri: to for file, to in first.links_to_anchors.items()
    }
    assert again == formulas


def test_a_damaged_file_is_written_anew(folder):
    first, _ = convert("roles.md")
    [file] = folder.iterdir()
    whole = file.read_text("utf-8")
    for damage in ("", whole[:1000]):
        file.write_text(damage, encoding="utf-8")
        assert convert("roles.md")[0].content == first.content
        assert file.read_text("utf-8") == whole


def test_a_page_that_warns_is_not_kept(folder, monkeypatch):
    opened = extension.opened
    monkeypatch.setattr(
        extension, "opened", lambda *page: ("[nowhere](nowhere.md)", opened(*page)[1])
    )
    convert("roles.md")
    assert not folder.exists()


def test_what_was_not_used_for_the_longest_time_is_removed(folder):
    for number in range(4):
        (folder / f"{number}.json").parent.mkdir(exist_ok=True)
        (folder / f"{number}.json").write_text("{}", encoding="utf-8")
        os.utime(folder / f"{number}.json", (number, number))
    kept.prune("pages", 2)
    assert sorted(path.stem for path in folder.iterdir()) == ["2", "3"]

"""Labs: read, run once for what they depend on, shown as pages of the site, taken along as notebooks."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import version

import nbformat
import pytest
from conftest import build
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from book import DOCS, LANGUAGES, ROOT, settings, sources
from book.figures import svg as picture
from book.labs import execute, export, jupyter, wheel
from book.labs import page as lab_page
from book.labs.notebook import is_lab, labs
from book.labs.notebook import lab as lab_of
from book.languages.structure import render

HEAD = """\
---
description: 예
jupyter:
  jupytext:
    text_representation:
      extension: .md
      format_name: markdown
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# 실습 { #lab }

!!! abstract "배울 것"

    - $x^2$

[[downloads]]

"""
TASK = """\
```python task="double"
def double(x):
    # 두 배
    ### BEGIN SOLUTION
    y = 2 * x
    return y
    ### END SOLUTION
```

```python check="double"
assert double(1) == 2  # 1의 두 배
```
"""
BODY = """\
```python
import matplotlib.pyplot as plt

import activations as act
```

## 절 { #section }

[도함수](../sigmoid.md#derivative)와 [문헌](https://example.org)을 보고 그립니다.

```python figure="lab-line"
fig, ax = plt.subplots()
ax.plot([0, 1], [0, float(act.sigmoid(0.0))])
plt.show()
```

![직선](figure:lab-line)

/// figure-caption
설명
///

??? tip "힌트"

    곱합니다.

"""
# One formula that each lab leans on, and what it would be if somebody slipped.
BREAKS = [
    (
        "experiments/network.py",
        "self.activation.derivative(layer.before)",
        "self.activation(layer.before)",
    ),
    ("activations/losses.py", "(target, whole) - target", "(target, whole) + target"),
]
LAST = """\

```python
print(double(4))
double(0.25)
```
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a lab in a place of its own and read it; the run is kept there too."""
    monkeypatch.setattr(execute, "FOLDER", tmp_path / "runs")

    def write(text, language="ko"):
        path = tmp_path / language / "labs" / "lab.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
        return lab_of(path)

    return write


def pretend(lab, **outputs):
    """Keep what a run would have put out, by the number of the cell."""
    everything = [outputs.get(f"cell{n}", []) for n in range(len(lab.code))]
    execute.FOLDER.mkdir(exist_ok=True)
    execute.place(lab).write_text(json.dumps(everything))


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


# --- reading --------------------------------------------------------------------------------------


def test_a_fence_at_the_margin_is_a_cell_with_what_it_is_for(write):
    lab = write(BODY + TASK)
    assert [(c.task, c.check, c.figure) for c in lab.code] == [
        ("", "", ""), ("", "", "lab-line"), ("double", "", ""), ("", "double", ""),
    ]  # fmt: skip
    assert lab.language == "ko"
    assert lab.alt_texts == {"lab-line": "직선"}


def test_a_task_knows_its_solution_its_check_and_the_place_for_an_answer(write):
    lab = write(TASK)
    [(name, task)] = lab.tasks.items()
    assert (name, task.asks, task.check) == ("double", *lab.code)
    assert task.asks.solved == "def double(x):\n    # 두 배\n    y = 2 * x\n    return y"
    assert task.asks.answered("return 3 * x") == "def double(x):\n    # 두 배\n    return 3 * x"
    assert lab.blank(task.asks).endswith("    raise NotImplementedError  # 여기에 답을 쓰십시오")
    assert (
        write(TASK, "en").blank(task.asks).endswith("NotImplementedError  # write your answer here")
    )


CHECK = TASK[TASK.index('```python check="double"') :]


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        (TASK.removesuffix(CHECK), 23, "double"),
        (CHECK, 23, "double"),
        (TASK + CHECK, 35, "double"),
        (TASK.replace('check="double"', 'check="halve"'), 23, "double"),
        (TASK.removesuffix(CHECK) + TASK.replace('"double"', '"halve"'), 23, "double"),
        (TASK + TASK.replace("# 두 배", "# 다시 두 배"), 35, "double"),
    ],
)
def test_a_task_without_its_check_and_a_check_without_its_task_are_refused(write, text, line, name):
    message = rf"lab\.md:{line}: '{name}': a task is followed by its check"
    with pytest.raises(PluginError, match=message):
        lab_page.render(write(text), "")
    with pytest.raises(PluginError, match=message):
        export.to_work_in(write(text))


def test_a_lab_is_read_again_only_when_its_file_says_something_else(write):
    lab = write(TASK)
    assert lab_of(lab.path) is lab
    assert write(BODY + TASK).code != lab.code


# --- when a lab is run ----------------------------------------------------------------------------


@pytest.fixture
def place(write):
    """The file that keeps the run of some cells, looked for anew."""

    def place(*code):
        execute._fingerprint.cache_clear()
        return execute.place(write("".join(f"```python\n{cell}\n```\n\n" for cell in code)))

    yield place
    execute._fingerprint.cache_clear()


def test_prose_comments_and_layout_run_nothing(write, place):
    before = execute.place(write(BODY + TASK))
    changed = write(BODY.replace("그립니다", "그려 봅니다") + TASK)
    assert execute.place(changed) == before
    assert execute.place(write(BODY + TASK.replace("# 두 배", "# twice"))) == before
    assert place("f( 1,2 )") == place("f(1, 2)")


def test_a_change_of_code_runs_the_lab_again(write, place):
    before = execute.place(write(BODY + TASK))
    assert execute.place(write(BODY + TASK.replace("2 * x", "x + x"))) != before
    assert place("x = 1", "y = 2") != place("x = 1\ny = 2")


def test_a_change_of_what_the_code_imports_runs_the_lab_again(place, monkeypatch):
    before = place("import activations as act"), place("import numpy")
    changed = next(iter(sources.imported("import activations") - {ROOT / "src/book/__init__.py"}))
    read = sources._content
    monkeypatch.setattr(
        sources, "_content", lambda path, *more: read(path, *more) + b"#" * (path == changed)
    )
    assert place("import activations as act") != before[0]
    assert place("import numpy") == before[1]


def test_a_lab_that_prints_docstrings_runs_again_when_one_changes(place, monkeypatch):
    asked = []
    monkeypatch.setattr(
        sources, "_content", lambda path, changed, verbatim: asked.append(verbatim) or b""
    )
    place("import activations as act\nact.relu(1.0)")
    assert not any(asked)
    place("import activations as act\nhelp(act.relu)")
    assert any(asked)


def test_another_version_of_a_package_runs_the_lab_again(place, monkeypatch):
    before = place("import numpy")
    monkeypatch.setattr(sources, "_versions", lambda packages: "another")
    assert place("import numpy") != before


def test_all_languages_share_a_run():
    [runs, *others] = [{lab.path.name: execute.place(lab) for lab in labs(c)} for c in LANGUAGES]
    assert all(other == runs for other in others)


def test_a_line_of_the_solved_code_is_found_in_the_source(write):
    lab = write(TASK)
    lines = (ROOT / lab.path).read_text("utf-8").splitlines()
    task = lab.tasks["double"].asks
    for number, text in enumerate(task.solved.splitlines()):
        assert lines[int(lab.place(task, number).rpartition(":")[2]) - 1] == text


def test_what_ran_is_not_missing_and_nothing_else_is_kept(write, monkeypatch):
    monkeypatch.undo()
    assert {run.name for run in execute._wanted()} <= {run.name for run in execute.FOLDER.iterdir()}
    assert execute.missing() == []
    pages = {path.stem for path in (DOCS / "ko" / "labs").glob("*.md")} - {"index"}
    assert {lab.path.stem for lab in execute._wanted().values()} == pages
    assert len(execute._wanted()) == len(pages)


def test_runs_that_no_lab_uses_are_dropped_and_the_others_stay(write, monkeypatch):
    lab = write(TASK)
    pretend(lab)
    used = execute.place(lab)
    (execute.FOLDER / "0123456789abcdef.json").write_text("[]")
    monkeypatch.setattr(execute, "labs", lambda language: [lab])
    execute.drop_unused()
    assert [*execute.FOLDER.iterdir()] == [used]


# --- mkdocs-jupyter -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_labs_are_executed_and_may_not_raise(language):
    plugin = settings.of(language).plugins["mkdocs-jupyter"].config
    assert (plugin["execute"], plugin["allow_errors"]) == (True, False)


def test_mkdocs_jupyter_finds_the_pages_that_the_book_takes_for_labs_and_lets_go_of_them():
    """What `book.labs.jupyter` relies on, beside what a run shows.

    If this fails with another version of mkdocs-jupyter, see how it hands pages to MkDocs now, mend
    `take_over`, and write the version there.
    """
    assert version("mkdocs-jupyter").startswith(f"{jupyter.VERSION}.")
    for language in LANGUAGES:
        config = settings.of(language)
        plugin = config.plugins["mkdocs-jupyter"]
        for path in (DOCS / language).rglob("*.md"):
            name = path.relative_to(DOCS / language).as_posix()
            file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
            page = Page(None, file, config)
            plugin.on_pre_page(page, config=config, files=None)
            assert ("render" in vars(page)) == is_lab(path), f"{language}/{name}"
            jupyter.take_over(page)
            assert page.render.__func__ is Page.render


# --- running --------------------------------------------------------------------------------------

GOOD = (
    BODY
    + TASK
    + LAST.replace(
        "print", "from tqdm import tqdm\nfor _ in tqdm([1]): pass\nprint('a', flush=True)\nprint"
    )
)
BAD = {
    "assert": ("x = 1\nassert x == 2", 28, "raises AssertionError: assert x == 2"),
    "index": ("x = 1\n[][x]", 28, "raises IndexError: list index out of range"),
    "syntax": ("x = 1\n)", 28, r"raises SyntaxError: unmatched '\)'"),
    "stderr": ("import sys\nprint('odd', file=sys.stderr)", 27, "writes to stderr: odd"),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run a good lab and bad ones as the build does, in one process of their own: what each came to."""
    folder = tmp_path_factory.mktemp("ran") / "ko" / "labs"
    folder.mkdir(parents=True)
    (folder / "good.md").write_text(HEAD + GOOD, "utf-8")
    for name, (code, _, _) in BAD.items():
        text = f"```python\ny = 0\n```\n\n```python\n{code}\n```\n"
        (folder / f"{name}.md").write_text(HEAD + text, "utf-8")
    program = """
import json, sys
from pathlib import Path
from book.labs import execute
from book.labs.notebook import lab
folder, done = Path(sys.argv[1]), {}
execute.FOLDER = folder / "runs"
for path in folder.glob("*.md"):
    try:
        execute.run(lab(path))
        done[path.stem] = ""
    except execute.RunError as error:
        done[path.stem] = str(error)
print(json.dumps(done))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


@pytest.mark.slow
def test_a_run_is_kept_with_what_cells_put_out(ran, monkeypatch):
    folder, faults = ran
    assert faults["good"] == ""
    monkeypatch.setattr(execute, "FOLDER", folder / "runs")
    outputs = [out for cell, out in execute.ran(lab_of(folder / "good.md")) if cell.code]
    assert execute.text(outputs[-1]) == "a\n8\n0.5"
    assert outputs[-1][0]["text"] == "a\n8\n"  # in one piece, whenever it was flushed
    assert execute.image(outputs[1]).startswith("<?xml")
    assert outputs[0] == outputs[2] == outputs[3] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_what_goes_wrong_is_named_and_nothing_is_kept(ran, name):
    folder, faults = ran
    _, line, fault = BAD[name]
    assert re.search(rf"{name}\.md:{line}: cell 2 {fault}", faults[name])
    assert len([*(folder / "runs").iterdir()]) == 1  # the good one's


@pytest.mark.slow
def test_a_raising_cell_fails_the_build_and_is_named(repository):
    path = repository / "docs/ko/labs/dead-relu.md"
    text = path.read_text("utf-8")
    place = text.index("### END SOLUTION\n```") + len("### END SOLUTION\n")
    where = text.count("\n", 0, place) + 2
    path.write_text(text[:place] + "y = 1\nassert y == 2  # no\n" + text[place:], "utf-8")
    done = build(repository / "site", repository)
    assert done.returncode != 0
    assert re.search(
        rf"docs/ko/labs/dead-relu\.md:{where}: cell \d+ raises AssertionError: assert y == 2",
        done.stderr,
    )
    assert "a lab could not be run; the reason is above" in done.stderr


@pytest.mark.slow
def test_breaking_the_library_turns_every_lab_red(repository):
    for name, right, wrong in BREAKS:
        source = repository / "src" / name
        text = source.read_text("utf-8")
        assert right in text, name
        source.write_text(text.replace(right, wrong), "utf-8")
    done = subprocess.run(
        [sys.executable, "scripts/commands/run_labs.py"],
        cwd=repository, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(repository / "src")},
    )  # fmt: skip
    assert done.returncode == 1
    for lab in labs("ko"):
        assert f"docs/ko/labs/{lab.path.name}:" in done.stderr


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def shown(write):
    """A whole lab, as it was run."""
    lab = write(BODY + TASK + LAST)
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path fill='#1a5fb4'/></svg>"
    image = {"output_type": "display_data", "metadata": {"image/png": {"width": 1}}}
    image["data"] = {"image/svg+xml": svg, "image/png": "aaaa"}
    value = {"output_type": "execute_result", "execution_count": 9, "metadata": {}}
    value["data"] = {"text/plain": "0.5"}
    pretend(lab, cell1=[image], cell4=[printed("8\n"), value])
    return lab


def test_a_lab_is_a_page_of_the_site(shown):
    html = render(shown.path, "ko")
    assert '<h2 id="section">' in html
    assert "<math" in html
    assert 'fill="var(--figure-1)"' in html
    assert ">직선</desc>" in html
    assert 'href="lab.ipynb"' in html
    assert 'href="lab-solved.ipynb"' in html
    text = re.sub(r"<[^>]+>", "", html)
    assert "raise NotImplementedError  # 여기에 답을 쓰십시오" in text
    assert "출력8\n0.5" in text
    assert text.index("확인") < text.rindex("풀이") < text.index("y = 2 * x")
    assert "BEGIN SOLUTION" not in text


def test_a_figure_with_a_color_of_its_own_is_refused():
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path fill='#808080'/></svg>"
    with pytest.raises(PluginError, match="figure 'grey' has the colour #808080"):
        picture.themed(svg, "grey")


# --- what is taken along --------------------------------------------------------------------------


def test_the_notebook_to_work_in_has_places_for_answers_and_no_outputs(shown):
    made = nbformat.reads(export.to_work_in(shown), as_version=4)
    nbformat.validate(made)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert "raise NotImplementedError  # 여기에 답을 쓰십시오" in code[2].source
    folds = [cell.source for cell in made.cells if "<summary>풀이</summary>" in cell.source]
    assert len(folds) == 1
    assert "    return y\n```" in folds[0]


def test_the_solved_notebook_has_answers_and_outputs(shown):
    made = nbformat.reads(export.solved(shown), as_version=4)
    nbformat.validate(made)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]
    assert code[1].outputs[0].data.keys() == {"image/png"}
    assert code[1].outputs[0].metadata["image/png"]["alt"] == "직선"
    assert code[4].outputs[1].execution_count == 5
    assert "NotImplementedError" not in str(made)


def test_a_notebook_is_clean_of_what_only_the_site_understands(shown):
    prose = "\n".join(c.source for c in nbformat.reads(export.to_work_in(shown), 4).cells
                      if c.cell_type == "markdown")  # fmt: skip
    assert prose.startswith("# 실습\n\n> **배울 것**\n> \n> - $x^2$\n\n")
    assert "\n**그림.** 설명\n" in prose
    assert "<summary>힌트</summary>\n\n곱합니다.\n\n</details>" in prose
    assert "도함수와 [문헌](https://example.org)을" in prose
    assert f'`pip install "{wheel.name()}[labs]"`' in prose


def test_links_lead_to_the_site_if_there_is_one(shown):
    text = export.to_work_in(shown, site_url="https://example.org/book/")
    assert "[도함수](https://example.org/book/sigmoid/#derivative)" in text
    place = f"https://example.org/book/labs/{wheel.name()}"
    assert json.dumps(f'`pip install "activations[labs] @ {place}"`')[1:-1] in text


def test_the_same_source_gives_the_same_bytes(shown):
    assert export.to_work_in(shown) == export.to_work_in(shown)
    assert export.solved(shown) == export.solved(shown)


@pytest.mark.parametrize(
    ("repo_url", "address"),
    [
        ("https://github.com/a/b", "https://colab.research.google.com/github/a/b/blob/notebooks/ko/lab.ipynb"),
        ("https://github.com/a/b.git/", "https://colab.research.google.com/github/a/b/blob/notebooks/ko/lab.ipynb"),
        ("https://example.org/a/b", ""),
        ("", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_colab_opens_what_github_has(write, repo_url, address):
    lab = write(BODY)
    assert lab_page.colab(lab, repo_url) == address
    assert (f"[Colab에서 열기]({address})" in lab_page.links(lab, repo_url)) == bool(address)


def test_colab_installs_first(shown):
    text = export.to_work_in(shown, requirement="a[labs] @ git+x")
    assert nbformat.reads(text, 4).cells[0].source == "%pip install --quiet 'a[labs] @ git+x'"
    assert text.count("pip install") == 1


def test_the_wheel_is_made_once_and_an_older_one_is_dropped(tmp_path, monkeypatch):
    monkeypatch.setattr(wheel, "_FOLDER", tmp_path)
    (tmp_path / "0123456789abcdef.whl").write_bytes(b"old")
    made = wheel.content()
    assert zipfile.is_zipfile(io.BytesIO(made))
    [kept] = tmp_path.iterdir()
    assert kept.read_bytes() == made
    kept.write_bytes(b"kept")
    assert wheel.content() == b"kept"

"""Labs: read, run once for what they depend on, shown as pages of the site, taken along as notebooks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import nbformat
import pytest
from conftest import build
from mkdocs.exceptions import PluginError

from book import LANGUAGES, ROOT, labs, runs, settings, sources, takeaway
from book.figures import svg as picture
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
    ("activations/losses.py", "p[here] = -p.sum(-1)", "p[here] = p.sum(-1)"),
]
LAST = """\

```python
print(double(4))
double(0.25)
```
"""


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """Write a lab in a place of its own and give its path; the run is kept there too."""
    monkeypatch.setattr(runs, "FOLDER", tmp_path / "runs")

    def write(text, language="ko"):
        path = tmp_path / language / "labs" / "lab.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return write


def pretend(path, **outputs):
    """Keep what a run would have put out, by the number of the cell."""
    everything = [outputs.get(f"cell{n}", []) for n in range(len(labs.code(path)))]
    runs.FOLDER.mkdir(exist_ok=True)
    labs.run_of(path).write_text(json.dumps(everything))


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


# --- reading --------------------------------------------------------------------------------------


def test_a_fence_at_the_margin_is_a_cell_with_what_it_is_for(lab):
    cells = labs.code(lab(BODY + TASK))
    assert [(c.task, c.check, c.figure) for c in cells] == [
        ("", "", ""), ("", "", "lab-line"), ("double", "", ""), ("", "double", ""),
    ]  # fmt: skip


def test_a_task_has_a_place_for_the_answer(lab):
    path = lab(TASK)
    [task, _] = labs.code(path)
    assert task.solved == "def double(x):\n    # 두 배\n    y = 2 * x\n    return y"
    assert task.answered("return 3 * x") == "def double(x):\n    # 두 배\n    return 3 * x"
    assert task.blank("en").endswith("    raise NotImplementedError  # write your answer here")


# --- when a lab is run ----------------------------------------------------------------------------


def place(*code):
    return runs.place(list(code))


def test_prose_comments_and_layout_run_nothing(lab):
    before = labs.run_of(lab(BODY + TASK))
    assert labs.run_of(lab(BODY.replace("그립니다", "그려 봅니다") + TASK)) == before
    assert labs.run_of(lab(BODY + TASK.replace("# 두 배", "# twice"))) == before
    assert place("f( 1,2 )") == place("f(1, 2)")


def test_code_runs(lab):
    before = labs.run_of(lab(BODY + TASK))
    assert labs.run_of(lab(BODY + TASK.replace("2 * x", "x + x"))) != before
    assert place("x = 1", "y = 2") != place("x = 1\ny = 2")


def test_what_the_code_imports_runs(monkeypatch):
    before = place("import activations as act"), place("import numpy")
    changed = ROOT / "src/activations/sigmoids.py"
    read = type(changed).read_bytes
    monkeypatch.setattr(
        type(changed), "read_bytes", lambda path: read(path) + b"#" * (path == changed)
    )
    assert place("import activations as act") != before[0]
    assert place("import numpy") == before[1]


def test_a_version_runs(monkeypatch):
    before = place("import numpy")
    monkeypatch.setattr(sources, "_versions", lambda packages: "another")
    assert place("import numpy") != before


def test_both_languages_share_a_run():
    for path in labs.sources("ko"):
        english = path.parents[2] / "en" / "labs" / path.name
        assert labs.run_of(path) == labs.run_of(english), path.name


def test_a_line_of_the_solved_code_is_found_in_the_source(lab):
    [task, _] = labs.code(lab(TASK))
    for number, line in enumerate(task.solved.splitlines()):
        assert task.source.splitlines()[task.line_of(number)] == line


@pytest.mark.parametrize("language", LANGUAGES)
def test_labs_are_executed_and_may_not_raise(language):
    plugin = settings.of(language).plugins["mkdocs-jupyter"].config
    assert (plugin["execute"], plugin["allow_errors"]) == (True, False)


def test_what_ran_is_not_missing():
    assert labs.missing() == []
    assert len(labs.wanted()) == 3


# --- running --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_run_is_kept_with_what_cells_put_out(lab):
    path = lab(
        BODY
        + TASK
        + LAST.replace("print", "from tqdm import tqdm\nfor _ in tqdm([1]): pass\nprint")
    )
    done = execute(path)
    assert done.returncode == 0, done.stderr
    outputs = runs.load(labs.run_of(path))
    assert runs.text(outputs[-1]) == "8\n0.5"
    assert runs.image(outputs[1]).startswith("<?xml")
    assert outputs[0] == outputs[2] == outputs[3] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("x = 1\nassert x == 2", "raises AssertionError: assert x == 2"),
        ("x = 1\n[][x]", "raises IndexError: list index out of range"),
        ("x = 1\n)", r"raises SyntaxError: unmatched '\)'"),
        ("import warnings\nwarnings.warn('odd', stacklevel=1)", "writes to stderr: .*odd"),
    ],
)
def test_what_goes_wrong_is_named_and_nothing_is_kept(lab, code, fault):
    path = lab(f"```python\ny = 0\n```\n\n```python\n{code}\n```\n")
    done = execute(path)
    assert re.search(f"1 {fault}", done.stderr)
    assert not labs.run_of(path).exists()


def execute(path):
    """Run a lab as the build does, in a process of its own."""
    code = [cell.solved for cell in labs.code(path)]
    program = (
        f"from pathlib import Path; from book import runs; runs.FOLDER = Path({str(runs.FOLDER)!r})\n"
        f"try: runs.execute({code!r})\n"
        "except runs.RunError as error: raise SystemExit(f'{error.number} {error}')"
    )
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", cwd=ROOT
    )


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
    for lab in labs.sources("ko"):
        assert f"docs/ko/labs/{lab.name}:" in done.stderr


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def shown(lab):
    """A whole lab, as the site shows it."""
    path = lab(BODY + TASK + LAST)
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path fill='#1a5fb4'/></svg>"
    image = {"output_type": "display_data", "metadata": {"image/png": {"width": 1}}}
    image["data"] = {"image/svg+xml": svg, "image/png": "aaaa"}
    value = {"output_type": "execute_result", "execution_count": 9, "metadata": {}}
    value["data"] = {"text/plain": "0.5"}
    pretend(path, cell1=[image], cell4=[printed("8\n"), value])
    return path


def test_a_lab_is_a_page_of_the_site(shown):
    html = render(shown, "ko")
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


def test_a_figure_with_a_colour_of_its_own_is_refused():
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path fill='#808080'/></svg>"
    with pytest.raises(PluginError, match="figure 'grey' has the colour #808080"):
        picture.themed(svg, "grey")


# --- what is taken along --------------------------------------------------------------------------


def test_the_notebook_to_work_in_has_places_for_answers_and_no_outputs(shown):
    made = nbformat.reads(takeaway.to_work_in(shown), as_version=4)
    nbformat.validate(made)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert "raise NotImplementedError  # 여기에 답을 쓰십시오" in code[2].source
    folds = [cell.source for cell in made.cells if "<summary>풀이</summary>" in cell.source]
    assert len(folds) == 1
    assert "    return y\n```" in folds[0]


def test_the_solved_notebook_has_answers_and_outputs(shown):
    made = nbformat.reads(takeaway.solved(shown), as_version=4)
    nbformat.validate(made)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]
    assert code[1].outputs[0].data.keys() == {"image/png"}
    assert code[1].outputs[0].metadata["image/png"]["alt"] == "직선"
    assert code[4].outputs[1].execution_count == 5
    assert "NotImplementedError" not in str(made)


def test_a_notebook_is_clean_of_what_only_the_site_understands(shown):
    prose = "\n".join(c.source for c in nbformat.reads(takeaway.to_work_in(shown), 4).cells
                      if c.cell_type == "markdown")  # fmt: skip
    assert prose.startswith("# 실습\n\n> **배울 것**\n> \n> - $x^2$\n\n")
    assert "\n**그림.** 설명\n" in prose
    assert "<summary>힌트</summary>\n\n곱합니다.\n\n</details>" in prose
    assert "도함수와 [문헌](https://example.org)을" in prose
    assert f'`pip install "{takeaway.wheel_name()}[labs]"`' in prose


def test_links_lead_to_the_site_if_there_is_one(shown):
    text = takeaway.to_work_in(shown, site_url="https://example.org/book/")
    assert "[도함수](https://example.org/book/sigmoid/#derivative)" in text
    place = f"https://example.org/book/labs/{takeaway.wheel_name()}"
    assert json.dumps(f'`pip install "activations[labs] @ {place}"`')[1:-1] in text


def test_the_same_source_gives_the_same_bytes(shown):
    assert takeaway.to_work_in(shown) == takeaway.to_work_in(shown)
    assert takeaway.solved(shown) == takeaway.solved(shown)


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
def test_colab_opens_what_github_has(repo_url, address):
    assert takeaway.colab(repo_url, "ko", "lab") == address


def test_colab_installs_first(shown):
    text = takeaway.to_work_in(shown, requirement="a[labs] @ git+x")
    assert nbformat.reads(text, 4).cells[0].source == "%pip install --quiet 'a[labs] @ git+x'"
    assert text.count("pip install") == 1

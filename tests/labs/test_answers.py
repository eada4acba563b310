"""The labs' checks: a right answer passes, in more than one form; a wrong one never does."""

from __future__ import annotations

import importlib.util

import matplotlib.pyplot as plt
import pytest

from book import LANGUAGES, ROOT
from book.labs.notebook import labs
from book.page.state import shown

LABS = labs(LANGUAGES[0])
ANSWERS = ROOT / "tests" / "labs" / "answers"


def place(lab):
    return ANSWERS / f"{lab.path.stem.replace('-', '_')}.py"


def answers(lab):
    """Return the module with wrong answers, and other right ones, for a lab."""
    spec = importlib.util.spec_from_file_location(place(lab).stem, place(lab))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=LABS, ids=lambda lab: lab.path.stem)
def lab(request):
    return request.param


def test_each_lab_has_a_file_of_answers_and_no_file_is_left_over():
    assert {place(lab) for lab in LABS} == set(ANSWERS.glob("*.py"))


def test_every_task_has_a_check_and_wrong_answers(lab):
    wrong = answers(lab).WRONG
    assert lab.tasks
    assert set(wrong) == set(lab.tasks)
    assert all(len(table) >= 2 for table in wrong.values())


def test_every_fence_of_python_at_the_margin_is_a_cell(lab):
    text = lab.path.read_text("utf-8")
    fences = [line for line in text.splitlines() if line.startswith("```python")]
    assert len(fences) == len(lab.code)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # a wrong answer may overflow; a reader's kernel lets it
def test_checks_tell_right_from_wrong(lab, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    space = {"__name__": "__main__"}
    table = answers(lab)
    for cell in lab.code:
        if cell.task:
            task = lab.tasks[cell.task]
            for why, answer in table.WRONG[cell.task].items():
                assert refuses(task, answer, space), f"{cell.task}: accepts {why!r}"
            for answer in getattr(table, "RIGHT", {}).get(cell.task, {}).values():
                attempt(task, answer, space)
        exec(compile(cell.solved, shown(lab.path), "exec"), space)


def refuses(task, answer, space):
    """Return whether a check ends in the error that says what is wrong; another error is a failure."""
    try:
        attempt(task, answer, space)
    except AssertionError:
        return True
    return False


def attempt(task, answer, space):
    """Answer a task and run its check, in the session as the reader has it by then."""
    exec(compile(task.asks.answered(answer), "<answer>", "exec"), space)
    exec(compile(task.check.solved, "<check>", "exec"), space)

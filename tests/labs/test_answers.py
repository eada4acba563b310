"""The labs' checks: a right answer passes, in more than one form; a wrong one never does."""

from __future__ import annotations

import importlib.util

import matplotlib.pyplot as plt
import pytest

from book import ROOT, labs
from book.page.state import shown

LABS = labs.sources("ko")
ANSWERS = ROOT / "tests" / "labs" / "answers"


def answers(path):
    """Give the module with wrong answers, and other right ones, for a lab."""
    place = ANSWERS / f"{path.stem.replace('-', '_')}.py"
    spec = importlib.util.spec_from_file_location(place.stem, place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=LABS, ids=lambda path: path.stem)
def path(request):
    return request.param


def test_every_task_has_a_check_and_wrong_answers(path):
    cells = labs.code(path)
    tasks = [cell.task for cell in cells if cell.task]
    assert tasks == [cell.check for cell in cells if cell.check]
    assert len(tasks) == len(set(tasks)) >= 4
    wrong = answers(path).WRONG
    assert set(wrong) == set(tasks)
    assert all(len(table) >= 2 for table in wrong.values())


def test_every_fence_of_python_at_the_margin_is_a_cell(path):
    fences = [line for line in path.read_text("utf-8").splitlines() if line.startswith("```python")]
    assert len(fences) == len(labs.code(path))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # a wrong answer may overflow; a reader's kernel lets it
def test_checks_tell_right_from_wrong(path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    space = {"__name__": "__main__"}
    table = answers(path)
    cells = labs.code(path)
    for number, cell in enumerate(cells):
        if cell.task:
            check = next(other for other in cells[number:] if other.check == cell.task)
            for why, answer in table.WRONG[cell.task].items():
                assert refuses(cell, answer, check, space), f"{cell.task}: accepts {why!r}"
            for answer in getattr(table, "RIGHT", {}).get(cell.task, {}).values():
                attempt(cell, answer, check, space)
        exec(compile(cell.solved, shown(path), "exec"), space)


def refuses(task, answer, check, space):
    """Tell whether a check ends in the error that says what is wrong; another error is a failure."""
    try:
        attempt(task, answer, check, space)
    except AssertionError:
        return True
    return False


def attempt(task, answer, check, space):
    """Answer a task and run its check, in the session as the reader has it by then."""
    exec(compile(task.answered(answer), "<answer>", "exec"), space)
    exec(compile(check.solved, "<check>", "exec"), space)

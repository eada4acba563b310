"""What readers take along runs where this repository is not: in an environment of its own, offline."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import nbformat
import pytest
from conftest import copy_repository
from packaging.requirements import Requirement

import activations as act
import take_away
from book import LANGUAGES, ROOT
from book.labs import export, wheel
from book.labs.notebook import labs

BIN, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


def test_the_notebooks_are_clean_of_what_only_the_site_understands():
    for language in LANGUAGES:
        for lab in labs(language):
            made = nbformat.reads(export.solved(lab), as_version=4)
            nbformat.validate(made)
            for cell in made.cells:
                if cell.cell_type == "markdown":
                    for raw in (
                        "{ #",
                        "{ .",
                        "!!!",
                        "???",
                        "///",
                        ".md",
                        "figure:",
                        "[[",
                        "    - ",
                    ):
                        assert raw not in cell.source, f"{lab.path}: {raw}\n{cell.source}"


def test_the_wheel_holds_the_two_packages_and_nothing_else():
    with zipfile.ZipFile(io.BytesIO(wheel.content())) as file:
        names = file.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"activations", "experiments", f"activations-{act.__version__}.dist-info"}
    for package in ("activations", "experiments"):
        sources = {
            p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src" / package).rglob("*.py")
        }
        assert sources <= set(names)


def test_what_the_wheel_imports_comes_with_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["labs"]]
    names = {Requirement(text).name for text in declared}
    places = packages_distributions()
    for code in code_of_readers():
        for module in modules(ast.parse(code)):
            if module not in sys.stdlib_module_names | {"activations", "experiments"}:
                assert names & set(places[module]), f"{module} is not in [labs] of pyproject.toml"


def code_of_readers():
    for package in ("activations", "experiments"):
        for path in (ROOT / "src" / package).rglob("*.py"):
            yield path.read_text("utf-8")
    for lab in labs(LANGUAGES[0]):
        yield from (cell.solved for cell in lab.code)


def modules(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def test_the_part_of_the_lock_is_whole():
    part = take_away.locked({"numpy", "tqdm"})
    assert {re.split("[= ]", line)[0] for line in part.splitlines() if "==" in line} == {
        "numpy",
        "tqdm",
    }
    assert part.count("--hash=sha256:") > 10
    assert {
        "numpy",
        "matplotlib",
        "scikit-learn",
        "tqdm",
        "ipykernel",
        "pillow",
    } <= take_away.needed()
    assert not take_away.needed() & {"mkdocs", "pytest", "activations"}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A room without network: the folder of the verb, and an environment made of it alone."""
    folder = tmp_path_factory.mktemp("room")
    copy = copy_repository(tmp_path_factory.mktemp("copy"))
    done = subprocess.run(
        [sys.executable, "scripts/commands/take_away.py"], cwd=copy, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(copy / "src")},
    )  # fmt: skip
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"the wheels cannot be fetched: {done.stderr[-500:]}")
    assert done.returncode == 0, done.stderr
    (copy / "takeaway").rename(folder / "takeaway")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / BIN / f"python{EXE}"
    readme = (folder / "takeaway" / "README.md").read_text("utf-8")
    command = re.search(r"python3 (-m pip install .*)$", readme, re.MULTILINE)[1]
    subprocess.run(
        [python, *command.replace('"', "").split()], cwd=folder / "takeaway", env=nowhere(folder),
        check=True, capture_output=True,
    )  # fmt: skip
    spec = {"argv": [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]}
    kernel = folder / "jupyter" / "kernels" / "room" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(json.dumps(spec | {"display_name": "room", "language": "python"}), "utf-8")
    return folder


def nowhere(folder, **more):
    """Return an environment without this repository, without a network and without a home."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_", "JUPYTER"))}
    refused = dict.fromkeys(
        ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"
    )
    return kept | refused | {"HOME": str(folder), "USERPROFILE": str(folder)} | more


def run(room, notebook: Path):
    """Run a notebook as a reader's Jupyter does, with the environment of the room as its kernel."""
    return subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--stdout",
         "--ExecutePreprocessor.kernel_name=room", str(notebook)],
        cwd=room, capture_output=True, text=True, encoding="utf-8",
        env=nowhere(room, JUPYTER_PATH=str(room / "jupyter"), PYTHONUTF8="1"),
    )  # fmt: skip


@pytest.mark.slow
def test_the_room_does_not_know_this_repository(room):
    python = room / "env" / BIN / f"python{EXE}"
    code = "import activations, experiments; print(activations.__file__, experiments.__file__)"
    done = subprocess.run(
        [python, "-c", code],
        cwd=room,
        capture_output=True,
        text=True,
        env=nowhere(room),
        check=True,
    )
    assert str(ROOT) not in done.stdout
    assert subprocess.run(
        [python, "-c", "import book"], cwd=room, env=nowhere(room), stderr=subprocess.DEVNULL
    ).returncode


@pytest.mark.slow
@pytest.mark.parametrize("lab", [lab.path.stem for lab in labs("ko")])
def test_the_solved_notebook_runs_there(room, lab):
    done = run(room, room / "takeaway" / "en" / f"{lab}-solved.ipynb")
    assert done.returncode == 0, done.stderr
    cells = nbformat.reads(done.stdout, 4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    # In a reader's kernel a long training shows how far it is; the site's kernel has no bars.
    bars = "".join(output.text for output in outputs if output.get("name") == "stderr")
    assert ("100%" in bars) == any("in tqdm(" in cell.source for cell in cells)


@pytest.mark.slow
@pytest.mark.parametrize("lab", [lab.path.stem for lab in labs("ko")])
def test_the_notebook_to_work_in_waits_for_the_first_answer(room, lab):
    done = run(room, room / "takeaway" / "ko" / f"{lab}.ipynb")
    assert done.returncode != 0
    assert "NotImplementedError" in done.stderr
    assert "여기에 답을 쓰십시오" in done.stderr

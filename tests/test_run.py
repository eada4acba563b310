"""run.py: what it does when the ground is bad, each time with one line that says what to do."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

from book import ROOT

VERBS = (
    "serve", "test", "build", "figures", "update", "reviewed", "takeaway", "bench", "torch", "lock",
)  # fmt: skip


def call(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        [sys.executable, "run.py", *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module, working in a folder of its own with a small, whole environment."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, path in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "CACHE": tmp_path / ".cache",
        "LOCK": tmp_path / "requirements.lock",
        "STAMP": tmp_path / ".venv" / "complete.json",
    }.items():
        monkeypatch.setattr(module, name, path)
    module.LOCK.write_text("numpy==1\n")
    library = module.VENV / "lib" / "numpy.py"
    library.parent.mkdir(parents=True)
    library.write_text("x = 1\n")
    stamp = {"identity": module.identity(), "files": module.installed_files()}
    module.STAMP.write_text(json.dumps(stamp))
    return module


def test_help_has_a_line_for_each_verb():
    done = call("--help")
    assert done.returncode == 0
    for verb in VERBS:
        assert any(
            line.split()[:1] == [verb] and line.split()[1:] for line in done.stdout.splitlines()
        )


def test_an_old_python_gets_one_line():
    code = "import sys; sys.version_info = (3, 9, 1); exec(open('run.py', encoding='utf-8').read())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "this is Python 3.9, but 3.11 or newer is needed; install one" in done.stderr


def test_run_py_can_be_read_by_an_old_python():
    import ast

    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 7))


def test_a_port_in_use_is_named_with_another_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = call("serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"run.py: port {port} is in use; stop the other server, or: "
        f"python3 run.py serve --port {port + 1}\n"
    )


def test_a_whole_environment_is_used(run):
    assert run.fault() is None
    (run.VENV / "lib" / "added_by_hand.py").write_text("")
    cache = run.VENV / "lib" / "__pycache__"
    cache.mkdir()
    (cache / "numpy.pyc").write_text("")
    assert run.fault() is None


def test_none_yet(run):
    shutil.rmtree(run.VENV)
    assert run.fault() == "there is none yet"


def test_an_interrupted_one_is_seen(run):
    run.STAMP.unlink()
    assert run.fault() == "its set-up was interrupted"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"identity": {}}'])
def test_a_broken_stamp_is_an_interrupted_set_up(run, text):
    run.STAMP.write_text(text)
    assert run.fault() == "its set-up was interrupted"


def test_another_lock_is_seen(run):
    run.LOCK.write_text("numpy==2\n")
    assert run.fault() == "it was made for another lock"


def test_a_moved_folder_and_another_python_are_seen(run, monkeypatch):
    monkeypatch.setattr(run, "ROOT", run.ROOT.parent)
    monkeypatch.setattr(run.sys, "version", "3.99")
    assert run.fault() == "it was made for another python and folder"


def test_a_missing_file_is_seen(run):
    (run.VENV / "lib" / "numpy.py").unlink()
    assert "numpy.py is damaged or missing" in run.fault()


def test_a_shortened_file_is_seen(run):
    (run.VENV / "lib" / "numpy.py").write_text("x")
    assert "numpy.py is damaged or missing" in run.fault()


def test_only_one_sets_up_at_a_time(run):
    script = (
        "import importlib.util, pathlib, sys, time\n"
        f"spec = importlib.util.spec_from_file_location('run', {str(ROOT / 'run.py')!r})\n"
        "run = importlib.util.module_from_spec(spec); spec.loader.exec_module(run)\n"
        f"run.CACHE = pathlib.Path({str(run.CACHE)!r})\n"
        "with run.only_one('site'):\n    print('in', flush=True); time.sleep(30)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "in\n"
        with (run.CACHE / "site.lock").open("a+b") as file:
            assert not run.try_lock(file)
            other.kill()
            other.wait()
            deadline = time.monotonic() + 10
            while not run.try_lock(file):  # a run that died does not keep the lock
                assert time.monotonic() < deadline
                time.sleep(0.05)


@pytest.mark.slow
def test_without_a_network_one_line_tells_so_and_nothing_half_made_is_left(tmp_path):
    shutil.copy(ROOT / "run.py", tmp_path)
    (tmp_path / "requirements.lock").write_text("nosuch==1 --hash=sha256:" + "0" * 64 + "\n")
    done = call("figures", cwd=tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "run.py: the locked packages could not be fetched; connect to the network and retry"
    )
    assert not (tmp_path / ".venv").exists()


@pytest.mark.slow
def test_a_working_environment_survives_an_update_that_fails(tmp_path):
    shutil.copy(ROOT / "run.py", tmp_path)
    lock = tmp_path / "requirements.lock"
    lock.write_text("")
    call("figures", cwd=tmp_path)  # fails for want of scripts/, after the environment was made
    stamp = tmp_path / ".venv" / "complete.json"
    before = stamp.read_bytes()
    lock.write_text("nosuch==1 --hash=sha256:" + "0" * 64 + "\n")
    done = call("figures", cwd=tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert "could not be fetched" in done.stderr
    assert stamp.read_bytes() == before
    assert not (tmp_path / ".venv.old").exists()


def test_the_lock_has_hashes_and_no_addresses():
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    pinned = [i for i, line in enumerate(lines) if "==" in line and not line.startswith(" ")]
    assert len(pinned) > 50
    assert all("--hash=sha256:" in lines[i + 1] for i in pinned)

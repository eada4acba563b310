"""run.py: what it does when the ground is bad, each time with one line that says what to do."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile

import pytest

from book import ROOT

VERBS = (
    "serve", "test", "build", "figures", "update", "reviewed", "takeaway", "record", "bench",
    "torch", "lock",
)  # fmt: skip


def python(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def call(*arguments, **more):
    return python("run.py", *arguments, **more)


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
        "PROJECT": tmp_path / "pyproject.toml",
        "STAMP": tmp_path / ".venv" / "complete.json",
    }.items():
        monkeypatch.setattr(module, name, path)
    module.CACHE.mkdir()
    module.LOCK.write_text("numpy==1\n")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
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


def test_another_version_of_the_book_is_seen(run):
    run.PROJECT.write_text('[project]\nversion = "99"\n')
    assert run.fault() == "it was made for another version"


def test_a_missing_file_is_seen(run):
    (run.VENV / "lib" / "numpy.py").unlink()
    assert "numpy.py is damaged or missing" in run.fault()


def test_a_shortened_file_is_seen(run):
    (run.VENV / "lib" / "numpy.py").write_text("x")
    assert "numpy.py is damaged or missing" in run.fault()


HOLD = """
import importlib.util, pathlib, sys, time
spec = importlib.util.spec_from_file_location("run", sys.argv[1])
run = importlib.util.module_from_spec(spec); spec.loader.exec_module(run)
run.CACHE = pathlib.Path(sys.argv[2])
with run.only_one("run", sys.argv[3]):
    print("in", flush=True)
    time.sleep(float(sys.argv[4]))
"""


def holding(cache, doing, seconds):
    """A second process that takes the lock, says so, and keeps it for a while."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ROOT / "run.py"), str(cache), doing, str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_a_run_that_dies_does_not_keep_the_lock(run):
    with holding(run.CACHE, "test", 60) as other:
        assert other.stdout.readline() == "in\n"
        with (run.CACHE / "run.lock").open("a+b") as file:
            assert not run.try_lock(file)
            other.kill()
            other.wait()
            deadline = time.monotonic() + 10
            while not run.try_lock(file):
                assert time.monotonic() < deadline
                time.sleep(0.05)


def test_a_second_run_waits_and_names_the_first(run):
    with (
        holding(run.CACHE, "test", 60) as first,
        first.stdout,
    ):
        assert first.stdout.readline() == "in\n"
        with holding(run.CACHE, "build", 0) as second:
            assert second.stdout.readline() == (
                "run.py: another run is busy with test; waiting for it\n"
            )
            assert second.poll() is None
            first.kill()
            assert second.stdout.readline() == "in\n"
            assert second.wait() == 0


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("serve", "lock")])
def test_a_verb_runs_alone(run, monkeypatch, verb):
    monkeypatch.setattr(run, "set_up", lambda: None)
    monkeypatch.setattr(run, "inside", lambda *command, **options: seen.append(taken()) or "")
    monkeypatch.setattr(run.sys, "argv", ["run.py", verb, *(["relu"] if verb == "record" else [])])
    monkeypatch.setattr(run.os, "environ", dict(os.environ))

    def taken():
        with (run.CACHE / "run.lock").open("a+b") as file:
            return not run.try_lock(file)

    seen = []
    run.main()
    assert seen
    assert all(seen)


def test_serve_goes_on_beside_another_run(run, monkeypatch):
    monkeypatch.setattr(run, "set_up", lambda: None)
    monkeypatch.setattr(run, "inside", lambda *command: served.append(command))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setattr(run.sys, "argv", ["run.py", "serve", "--port", str(port)])
    served = []
    with run.only_one("run", "test"):
        run.main()
    assert served


@pytest.fixture
def fake_uv(tmp_path, monkeypatch):
    """Put a uv on the PATH that writes down its arguments and does what it is told."""
    folder = tmp_path / "uv"
    folder.mkdir()
    script = folder / "fake.py"
    if os.name == "nt":
        (folder / "uv.bat").write_text(f'@"{sys.executable}" "{script}" %*\n')
    else:
        (folder / "uv").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
        (folder / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)

    def does(code="pass"):
        script.write_text(
            "import json, pathlib, sys\n"
            f"pathlib.Path({str(folder / 'said.json')!r}).write_text(json.dumps(sys.argv[1:]))\n"
            f"{code}\n",
            encoding="utf-8",
        )
        return folder / "said.json"

    return does


def test_uv_is_given_the_same_lock_and_the_same_hashes(run, fake_uv):
    said = fake_uv()
    packages = run.sysconfig.get_path("purelib", "venv", {"base": str(run.VENV)})
    os.makedirs(packages)  # noqa: PTH103
    run.STAMP.unlink()
    run.install()
    arguments = json.loads(said.read_text())
    assert arguments[:4] == ["pip", "install", "--python", str(run.PYTHON)]
    assert {"--no-deps", "--only-binary", "--require-hashes"} < set(arguments)
    assert arguments[-2:] == ["-r", "requirements.lock"]
    assert run.fault() is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("error: Hash mismatch for `numpy==1`", "a package's hash is not the one in"),
        ("error: No space left on device (os error 28)", "the disk is full; about 1 GB is needed"),
        ("error: Failed to fetch", "the locked packages could not be fetched; connect to the"),
    ],
)
def test_a_uv_that_fails_gets_the_line_that_pip_gets(run, fake_uv, words, told):
    fake_uv(f"sys.exit({words!r})")
    with pytest.raises(SystemExit, match=told) as caught:
        run.install()
    assert "all of uv's words" in str(caught.value)


def bare(folder):
    """A project of run.py alone, with what it reads; no uv, since pip's words are checked."""
    folder.mkdir(exist_ok=True)
    for name in ("run.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)


def wheel(folder):
    """Make a wheel of one module; give its line in a lock."""
    files = {
        "toy.py": "x = 1\n",
        "toy-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: toy\nVersion: 1\n",
        "toy-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    path = folder / "toy-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            rows.append(f"{name},sha256={digest.decode().rstrip('=')},{len(text)}\n")
        archive.writestr("toy-1.dist-info/RECORD", "".join(rows) + "toy-1.dist-info/RECORD,,\n")
    return f"toy==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


# Python on Windows reads a .pth in the locale's encoding, and dies on a path it cannot decode.
@pytest.mark.slow
def test_a_folder_with_hangul_and_a_space_can_be_set_up_and_no_pth_holds_a_path(tmp_path):
    folder = tmp_path / "한글 폴더"
    bare(folder)
    (folder / "requirements.lock").write_text(wheel(tmp_path))
    (folder / "src" / "inside").mkdir(parents=True)
    (folder / "src" / "inside" / "__init__.py").touch()
    script = folder / "scripts" / "commands" / "render_figures.py"
    script.parent.mkdir(parents=True)
    script.write_text(
        "import inside, toy; from importlib.metadata import version; print(version('activations'))"
    )
    clean = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": tmp_path.as_uri(), "PYTHONPATH": ""}
    done = call("figures", cwd=folder, PATH=os.defpath, **clean)
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout.splitlines()[-1]
        == json.loads((folder / ".venv" / "complete.json").read_text("utf-8"))["identity"][
            "version"
        ]
    )
    paths = list((folder / ".venv").rglob("*.pth"))
    assert paths
    for path in paths:
        for line in path.read_bytes().decode("ascii").splitlines():
            assert line.startswith("import ")
            assert str(folder) not in line


@pytest.mark.slow
def test_without_a_network_one_line_tells_so_and_nothing_half_made_is_left(tmp_path):
    bare(tmp_path)
    (tmp_path / "requirements.lock").write_text("nosuch==1 --hash=sha256:" + "0" * 64 + "\n")
    done = call("figures", cwd=tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PATH=os.defpath)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "run.py: the locked packages could not be fetched; connect to the network and retry"
    )
    assert not (tmp_path / ".venv").exists()


@pytest.mark.slow
def test_a_working_environment_survives_an_update_that_fails(tmp_path):
    bare(tmp_path)
    lock = tmp_path / "requirements.lock"
    lock.write_text("")
    call("figures", cwd=tmp_path)  # fails for want of scripts/, after the environment was made
    stamp = tmp_path / ".venv" / "complete.json"
    before = stamp.read_bytes()
    lock.write_text("nosuch==1 --hash=sha256:" + "0" * 64 + "\n")
    done = call("figures", cwd=tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PATH=os.defpath)
    assert "could not be fetched" in done.stderr
    assert stamp.read_bytes() == before
    assert not (tmp_path / ".venv.old").exists()


def test_the_lock_has_hashes_and_no_addresses():
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    pinned = [i for i, line in enumerate(lines) if "==" in line and not line.startswith(" ")]
    assert len(pinned) > 50
    assert all("--hash=sha256:" in lines[i + 1] for i in pinned)


# --- pages and sections are named in the same ways ---


def script(name, *arguments):
    return python(f"scripts/commands/{name}.py", *arguments, PYTHONPATH=str(ROOT / "src"))


def test_update_takes_a_page_by_name_or_by_path():
    for given in ("api/smooth.md", "docs/ko/api/smooth.md", "docs/en/api/smooth.md"):
        assert script("update_outputs", given).returncode == 0, given
    done = script("update_outputs", "sigmoids.md")
    assert done.returncode == 1
    assert done.stderr == (
        "update: there is no page sigmoids.md; give its name, for example sigmoid.md, or its path, "
        "docs/ko/sigmoid.md\n"
    )


def test_reviewed_takes_a_section_by_name_or_by_path():
    before = (ROOT / "docs" / "reviewed.json").read_bytes()
    for given in ("api/smooth.md#smooth", "docs/en/api/smooth.md#smooth"):
        assert "api/smooth.md#smooth" in script("review", given).stdout
    assert (ROOT / "docs" / "reviewed.json").read_bytes() == before
    done = script("review", "docs/ko/sigmoid.md#nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("reviewed: there is no section sigmoid.md#nowhere; give page and")

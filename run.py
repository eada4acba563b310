#!/usr/bin/env python3
"""The one entry: python3 run.py serve, python3 run.py test. Needs Python 3.11 and nothing else.

Every verb first brings `.venv` to what requirements.lock says, then runs inside it. The environment
is trusted only when a stamp, written last, names the lock, the Python, the folder, the version, and
each installed file with its size; anything else is made anew.
"""

import sys

# Before any newer syntax or import, so that an old Python gets a sentence and not a traceback.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "run.py: this is Python %d.%d, but 3.11 or newer is needed; "
        "install one and start run.py with it, for example: python3.12 run.py serve"
        % sys.version_info[:2]
    )

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sysconfig
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
STAMP = VENV / "complete.json"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def say(message):
    """Tell what is being done, at once, even into a pipe."""
    print(f"run.py: {message}", flush=True)


def fail(message):
    """End with one line that says what is wrong and what to do."""
    sys.exit(f"run.py: {message}")


# --- the environment ------------------------------------------------------------------------------


@contextlib.contextmanager
def only_one(lock, doing):
    """Let a second run wait until the first is done; the system frees the lock if it dies."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / f"{lock}.lock").open("a+b") as file:
        if not try_lock(file):
            file.seek(0)
            say(f"another run is busy with {file.read().decode() or lock}; waiting for it")
            while not try_lock(file):
                time.sleep(0.2)
        file.truncate(0)
        file.write(doing.encode())
        file.flush()
        yield


def try_lock(file):
    """Take the lock on an open file, or tell that somebody has it."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(1 << 20)  # what is locked cannot be read, and the holder's name must be
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def version():
    """The version of the book's own package."""
    return tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"]


def identity():
    """What an environment was made for."""
    return {
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "python": sys.version,
        "folder": str(ROOT),
        "version": version(),
    }


def installed_files():
    """Each file of the environment with its size; compiled caches come and go and do not count."""
    files = {}
    for folder, names, leaves in os.walk(VENV):
        names[:] = [name for name in names if name != "__pycache__"]
        for leaf in leaves:
            path = os.path.join(folder, leaf)  # noqa: PTH118 (12,000 files, at every start)
            files[os.path.relpath(path, VENV)] = os.path.getsize(path)  # noqa: PTH202
    return files


def fault():
    """Why the environment cannot be used as it is, or None."""
    if not VENV.exists():
        return "there is none yet"
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
        recorded = stamp["files"]
        made_for = stamp["identity"]
    except (OSError, ValueError, KeyError, TypeError):
        return "its set-up was interrupted"
    if made_for != identity():
        changed = [key for key, value in identity().items() if made_for.get(key) != value]
        return f"it was made for another {' and '.join(changed)}"
    present = installed_files()
    for name, size in recorded.items():
        if present.get(name) != size:
            return f"{name} is damaged or missing"
    return None


def set_up():
    """Bring .venv to what the lock says; leave a working one in place where that fails."""
    with only_one("setup", "making .venv"):
        reason = fault()
        if reason is None:
            return
        say(f"making .venv ({reason}); this can take a minute")
        try:
            import ensurepip
            import venv
        except ImportError:
            fail(
                "Python's venv module is missing; on Debian or Ubuntu: sudo apt install python3-venv"
            )
        spare = VENV.with_name(".venv.old")
        try:
            shutil.rmtree(spare, ignore_errors=True)
            if STAMP.exists():
                VENV.rename(spare)  # it can come back: the paths inside it stay true
            elif VENV.exists():
                shutil.rmtree(VENV)
        except OSError as error:
            fail(f"cannot replace .venv ({error}); stop whatever still runs in it and try again")
        try:
            venv.create(VENV, with_pip=True)
            assert ensurepip.version()
            install()
        except BaseException:
            shutil.rmtree(VENV, ignore_errors=True)
            if spare.exists():
                spare.rename(VENV)
            raise
        shutil.rmtree(spare, ignore_errors=True)


def install():
    """Fill the new environment from the lock, hashes checked, and stamp it."""
    installer = "uv" if shutil.which("uv") else "pip"
    command = {
        # Compiled now, as by pip: else each process compiles them anew where none may write beside them.
        "uv": ["uv", "pip", "install", "--python", PYTHON, "--compile-bytecode"],
        "pip": [
            PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check",
            "--retries", "2",
        ],
    }[installer]  # fmt: skip
    command += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", LOCK.name]
    log = CACHE / "setup.log"
    with log.open("w", encoding="utf-8") as copy:
        status = subprocess.call(
            [shutil.which("uv") if part == "uv" else str(part) for part in command],
            stdout=copy, stderr=subprocess.STDOUT, env=surroundings(), cwd=ROOT,
        )  # fmt: skip
    if status:
        text = log.read_text("utf-8", errors="replace")
        where = f"(all of {installer}'s words: {log.relative_to(ROOT)})"
        if "HASHES" in text or "Hash mismatch" in text:
            fail(f"a package's hash is not the one in requirements.lock; nothing was kept {where}")
        if "No space left" in text:
            fail(f"the disk is full; about 1 GB is needed {where}")
        fail(f"the locked packages could not be fetched; connect to the network and retry {where}")
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    # Plain mkdocs and python inside .venv find the book's own packages too. No path stands in the
    # file: Python on Windows reads it in the locale's encoding, which may lack the folder's letters.
    (packages / "book-src.pth").write_text(
        'import os, sys; sys.path.append(os.path.join(os.path.dirname(sys.prefix), "src"))\n',
        encoding="ascii",
    )
    about = packages / f"activations-{version()}.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text(
        f"Metadata-Version: 2.1\nName: activations\nVersion: {version()}\n", encoding="utf-8"
    )
    unfinished = STAMP.with_suffix(".new")
    stamp = {"identity": identity(), "files": installed_files()}
    unfinished.write_text(json.dumps(stamp), encoding="utf-8")
    unfinished.replace(STAMP)


def surroundings():
    """The variables that a command of the environment is run with."""
    environment = dict(os.environ)
    environment["PATH"] = str(BIN) + os.pathsep + environment.get("PATH", "")
    environment["VIRTUAL_ENV"] = str(VENV)
    environment["PYTHONUTF8"] = "1"
    environment.pop("PYTHONHOME", None)
    # A read-only or empty HOME is no reason to fail, nor to build Matplotlib's font list each time.
    environment.setdefault("MPLCONFIGDIR", str(CACHE / "matplotlib"))
    # The notice tells of Material's end of life, which README knows; it is not about this site.
    environment.setdefault("NO_MKDOCS_2_WARNING", "1")
    return environment


def inside(*command, **options):
    """Run a command of the environment; end with its exit status if it fails."""
    done = subprocess.run(
        list(map(str, command)), env=surroundings(), cwd=ROOT, encoding="utf-8", **options
    )
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


# --- the verbs ------------------------------------------------------------------------------------


def serve(options):
    """Show both languages on 127.0.0.1 and reload while you write."""
    with socket.socket() as probe:
        # Without this a server that ended a moment ago would still count as running.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", options.port))
        except OSError:
            fail(
                f"port {options.port} is in use; stop the other server, or: "
                f"python3 run.py serve --port {options.port + 1}"
            )
    set_up()
    inside(PYTHON, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{options.port}")


def build(options):
    """Build the site of both languages into site/, strictly."""
    inside(PYTHON, "-m", "mkdocs", "build", "--strict")


def test(options):
    """Run everything that CI runs: format, lint, types, every example, every test."""
    say("format and lint (ruff)")
    inside(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")
    inside(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    say("types (mypy)")
    inside(PYTHON, "-m", "mypy")
    if not os.environ.get("CI"):
        inside(PYTHON, "scripts/commands/review.py", "--changed-in-both")
    say("a browser for the tests")
    found = inside(PYTHON, "scripts/commands/browser.py", stdout=subprocess.PIPE)
    os.environ["CHROMIUM"] = found.strip()
    say("examples and tests (pytest)")
    inside(PYTHON, "-m", "pytest", *options.pytest)


def figures(options):
    """Draw the figures that changed."""
    inside(PYTHON, "scripts/commands/render_figures.py")


def update(options):
    """Rewrite the outputs on the pages from a run; touch nothing else."""
    inside(PYTHON, "scripts/commands/update_outputs.py", *options.pages)


def prove(options):
    """Compute both sides of every formula, of the pages and of the functions, and say which differ."""
    inside(
        PYTHON, "scripts/commands/prove.py", *(["--drill"] if options.drill else []), *options.pages
    )


def reviewed(options):
    """Mark sections that changed in one language alone as still saying the same in both."""
    inside(PYTHON, "scripts/commands/review.py", *options.sections)


def takeaway(options):
    """Gather in takeaway/ the labs' notebooks and every wheel they need, for a room without network."""
    inside(
        PYTHON,
        "scripts/commands/take_away.py",
        *(["--colab", options.colab] if options.colab else []),
    )


def bench(options):
    """Measure the functions beside other libraries, site and labs beside stock ones."""
    if options.what in ("functions", "all"):
        inside(PYTHON, "scripts/bench/functions.py", "--elements", options.elements)
    if options.what in ("site", "all"):
        inside(PYTHON, "scripts/bench/website.py", "--copies", options.copies)
    if options.what in ("labs", "all"):
        inside(PYTHON, "scripts/bench/labs.py")


def record(options):
    """Refresh what is recorded of functions: editors' stub, truth, errors; after adding or changing one."""
    inside(PYTHON, "scripts/commands/record.py", *options.names)


def torch(options):
    """Compare the library with the PyTorch that is installed in .venv, or record its answers."""
    inside(PYTHON, "scripts/records/torch_record.py", "record" if options.record else "compare")


def lock(options):
    """Resolve requirements.lock anew from pyproject.toml; needs the tool uv."""
    if not shutil.which("uv"):
        fail("uv is needed to resolve the lock; https://docs.astral.sh/uv tells how to install it")
    command = [
        "uv", "pip", "compile", "pyproject.toml", "--group", "site", "--group", "test", "--extra", "labs",
        "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
        "--no-emit-find-links", "--no-annotate", "--no-header", "--only-binary", ":all:", "--quiet",
        "--upgrade", "--output-file", LOCK.name,
    ]  # fmt: skip
    sys.exit(subprocess.call(command, cwd=ROOT))


def main():
    """Read the command line and run the verb."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="One command for everything. The first run makes .venv and needs the network; "
        "after that serve, build and test run without it.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    for verb in (
        serve,
        test,
        build,
        figures,
        update,
        prove,
        reviewed,
        takeaway,
        record,
        bench,
        torch,
        lock,
    ):
        summary = verb.__doc__.splitlines()[0]
        verbs.add_parser(verb.__name__, help=summary, description=summary).set_defaults(run=verb)
    verbs.choices["serve"].add_argument("--port", type=int, default=8000, help="default: 8000")
    verbs.choices["update"].add_argument(
        "pages", nargs="*", help="sigmoid.md for both languages, or a path; default: all"
    )
    verbs.choices["prove"].add_argument(
        "pages", nargs="*", help="sigmoid.md for both languages, or a path; default: all"
    )
    verbs.choices["prove"].add_argument(
        "--drill", action="store_true", help="break each formula and see whether the proof notices"
    )
    verbs.choices["reviewed"].add_argument(
        "sections", nargs="*", metavar="page#section", help="default: every stale section"
    )
    verbs.choices["record"].add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="relu, for example; default: the editors' stub alone",
    )
    verbs.choices["takeaway"].add_argument(
        "--colab", metavar="REQUIREMENT",
        help="only the notebooks to work in, each of which first installs this; for publishing",
    )  # fmt: skip
    verbs.choices["bench"].add_argument(
        "what",
        nargs="?",
        choices=["functions", "site", "labs", "all"],
        default="all",
        help="default: all",
    )
    verbs.choices["bench"].add_argument(
        "--elements", default="1e3,1e5,1e6,1e7", help="sizes of arrays; default: 1e3,1e5,1e6,1e7"
    )
    verbs.choices["torch"].add_argument(
        "--record", action="store_true", help="write tests/torch.json from its answers"
    )
    verbs.choices["bench"].add_argument(
        "--copies", default="1,10,100", help="sizes of the book; default: 1,10,100"
    )
    verbs.choices["test"].add_argument(
        "pytest", nargs="*", help="arguments for pytest, after --, for example: -- -k sigmoid"
    )
    options = parser.parse_args()
    try:
        if options.run in (serve, lock):  # beside these, any other run may go on
            options.run(options)
        else:
            with only_one("run", options.verb):
                set_up()
                options.run(options)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

"""Gather in takeaway/ what a class needs without a network: notebooks of both languages, every wheel.

    python scripts/commands/take_away.py
    python scripts/commands/take_away.py --colab "activations[labs] @ git+https://..."

The wheels are those of requirements.lock, hashes checked, for this system and this Python. The folder
is made beside its place and then renamed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from book import LANGUAGES, ROOT, settings
from book.labs import execute, export, wheel
from book.labs.notebook import labs
from book.languages import switch

TARGET = ROOT / "takeaway"
LOCK = ROOT / "requirements.lock"
README = """\
# 활성함수 실습 · Labs on activation functions

Jupyter가 있는 Python {python}에서, 이 폴더를 연 터미널에 다음을 입력합니다. 네트워크는 쓰지 않습니다.
With Python {python} and Jupyter, in a terminal opened in this folder; no network is used.

    python3 -m pip install --no-index --find-links wheels "activations[labs]"

(Windows: `py` 대신 · instead of `python3`: `py`)

그런 다음 `ko`에 있는 노트북을 엽니다. 이름이 `-solved`로 끝나는 노트북에는 풀이와 출력이 들어 있습니다.
Then open the notebooks in `en`. Those whose names end in `-solved` have solutions and outputs.
"""


def needed() -> set[str]:
    """Return the names of all packages that the labs need on this machine, with what these need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    todo = [*project["dependencies"], *project["optional-dependencies"]["labs"]]
    names: set[str] = set()
    while todo:
        requirement = Requirement(todo.pop())
        name = canonicalize_name(requirement.name)
        if name in names or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        names.add(name)
        todo += requires(name) or []
    return names


def locked(names: set[str]) -> str:
    """Return the part of requirements.lock that is about these packages."""
    entries = re.split(r"^(?=[a-z0-9])", LOCK.read_text("utf-8"), flags=re.MULTILINE)
    chosen = [e for e in entries if canonicalize_name(re.split("[=[ ]", e)[0]) in names]
    return "".join(chosen)


def write_notebooks(folder: Path, colab: str) -> None:
    """Write the notebooks of both languages; for Colab only those to work in."""
    root = settings.of(LANGUAGES[0]).site_url
    for language in LANGUAGES:
        (folder / language).mkdir()
        site_url = root and root + switch.folder(language)
        for lab in labs(language):
            if colab:
                text = export.to_work_in(lab, site_url, requirement=colab)
                files = {f"{lab.path.stem}.ipynb": text}
            else:
                files = export.notebooks(lab, site_url)
            for name, text in files.items():
                (folder / language / name).write_text(text, encoding="utf-8", newline="\n")


def write_wheels(folder: Path) -> None:
    """Fetch the wheels of others and add this repository's."""
    folder.mkdir()
    with tempfile.TemporaryDirectory() as place:
        wanted = Path(place) / "wanted.lock"
        wanted.write_text(locked(needed()), encoding="utf-8")
        subprocess.run(
            [
                sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
                "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", wanted, "-d", folder,
            ],
            check=True,
        )  # fmt: skip
    (folder / wheel.name()).write_bytes(wheel.content())


def main() -> int:
    """Make the folder, or leave the one that is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--colab", default="", metavar="REQUIREMENT",
        help="the notebooks to work in alone, each of which first installs this",
    )  # fmt: skip
    options = parser.parse_args()
    if not options.colab and execute.missing():
        subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "commands" / "run_labs.py")], check=True
        )
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".takeaway-") as place:
        unfinished = Path(place) / "takeaway"
        unfinished.mkdir()
        write_notebooks(unfinished, options.colab)
        if not options.colab:
            write_wheels(unfinished / "wheels")
            python = ".".join(map(str, sys.version_info[:2]))
            (unfinished / "README.md").write_text(README.format(python=python), encoding="utf-8")
        shutil.rmtree(TARGET, ignore_errors=True)
        unfinished.rename(TARGET)
    print(f"{TARGET.name}/ holds {sum(p.is_file() for p in TARGET.rglob('*'))} files")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"takeaway: {Path(str(error.cmd[1])).name} failed; its reason is above")

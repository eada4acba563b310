"""What a piece of Python depends on in this repository: whatever was made of it is as old as that.

Figures and labs are kept under a name made of everything they depend on: their code, the files of this
repository that it imports, and the versions of the packages that do the work. What is found under that
name is never stale.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from book import ROOT

_ROOTS = (ROOT / "src", ROOT / "scripts")


def of(path: Path) -> set[Path]:
    """Return a file and every file of this repository that it imports, itself or through others."""
    return _closure({path})


def imported(code: str) -> set[Path]:
    """Return every file of this repository that a piece of Python imports, itself or through others."""
    return _closure(set(_files(_modules(code), _tops())))


def fingerprint(
    paths: Iterable[Path], packages: Iterable[str], code: str = "", *, verbatim: bool = False
) -> str:
    """Return 16 hexadecimal digits made of files, versions of packages, Python's, and a piece of code.

    Of a file of Python neither comments nor layout nor docstrings count, unless it is taken `verbatim`.
    """
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(_content(path, path.stat().st_mtime_ns, verbatim) + b"\0")
    digest.update(_versions(tuple(packages)).encode())
    digest.update(code.encode())
    return digest.hexdigest()[:16]


@cache
def _content(path: Path, changed: int, verbatim: bool) -> bytes:
    """Return what of a file counts; `changed` has it read again after an edit."""
    if verbatim or path.suffix != ".py":
        return path.read_bytes().replace(b"\r\n", b"\n")  # as a checkout on Windows has them
    tree = ast.parse(path.read_text("utf-8"), str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            del node.body[0]
    return ast.dump(tree).encode()


@cache
def _versions(packages: tuple[str, ...]) -> str:
    python = ".".join(map(str, sys.version_info[:2]))
    return " ".join([python, *(f"{package} {version(package)}" for package in packages)])


# What was found before, with the times of the files it was read from: another file can come in only by
# an edit of one of them.
_found: dict[frozenset[Path], dict[Path, int]] = {}


def _closure(start: set[Path]) -> set[Path]:
    known = _found.get(frozenset(start), {})
    if not known or any(_changed(path) != time for path, time in known.items()):
        known = {path: _changed(path) for path in _reached(set(start))}
        _found[frozenset(start)] = known
    return set(known)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def _reached(found: set[Path]) -> set[Path]:
    tops = _tops()
    todo, known = list(found), set[str]()
    while todo:
        path = todo.pop()
        modules = _modules_of(path, path.stat().st_mtime_ns) - known
        known |= modules
        fresh = set(_files(modules, tops)) - found
        found |= fresh
        todo += fresh
    return found


@cache
def _modules_of(path: Path, changed: int) -> frozenset[str]:
    """Return the names a file imports; `changed` has it read again after an edit."""
    return _modules(path.read_text("utf-8"), str(path))


@cache
def _modules(code: str, name: str = "<code>") -> frozenset[str]:
    modules: set[str] = set()
    for node in ast.walk(ast.parse(code, name)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(modules)


def _tops() -> dict[Path, set[str]]:
    return {root: {place.stem for place in root.iterdir()} for root in _ROOTS}


def _files(modules: Iterable[str], tops: dict[Path, set[str]]) -> Iterator[Path]:
    """Return the files of modules and of the packages around them."""
    for module in modules:
        parts = module.split(".")
        for root, names in tops.items():
            # Most imports are of other people's packages, and need not be looked for part by part.
            for depth in range(1, len(parts) + 1) if parts[0] in names else ():
                place = root.joinpath(*parts[:depth])
                yield from (
                    p for p in (place.with_suffix(".py"), place / "__init__.py") if p.exists()
                )

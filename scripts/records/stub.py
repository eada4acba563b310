"""What editors and type checkers see of the library: write src/activations/__init__.pyi.

    python scripts/records/stub.py

A function is an object whose parameters stand in its definition, which no checker reads: ParamSpec
hands a kernel's parameters on, but cannot add `out`. The stub says them for each method.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import activations as act
from activations.core.loss import OfNumbers
from book import ROOT, atomic

STUB = ROOT / "src" / "activations" / "__init__.pyi"
HEADER = """\
# Written by `python3 run.py record` from the definitions; do not edit, run that again.
# A function's docstring stands at its name, where an editor looks both for the name and for its call.

# On purpose: a call is narrower than that of the class above it, whose parameters are loose,
# mypy: disable-error-code="override, overload-overlap"
# and a scalar is array-like too, but what comes back for it is not an array.
# pyright: reportIncompatibleMethodOverride=false, reportOverlappingOverload=false

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

"""
ALIASES = """
_Real: TypeAlias = float | np.integer[Any] | np.bool
_Out = TypeVar("_Out", bound=NDArray[Any])

"""
KINDS = inspect.Parameter
PAIR = "return_sign"


def spelled(types: str) -> str:
    """Return types that the library names, in the names of the stub."""
    return re.sub(r"\bArray\b", "NDArray[Any]", types.replace("numpy.", "np."))


def annotation(p: Any) -> str:
    """Return what a type checker is told of a parameter."""
    return spelled(p.annotation)


def methods(f: act.Function) -> list[str]:
    """Return the names of what a function can be asked for, the call first."""
    facts = {field.name for field in fields(f)}
    named = [name for name, _ in inspect.getmembers(type(f), inspect.isfunction)]
    return ["__call__", *(name for name in named if name[0] != "_" and name not in facts)]


def overloads(f: act.Function, method: str) -> list[tuple[str, str, str]]:
    """Return the types of the first argument and of `out`, and what comes back for them."""
    signature = inspect.signature(getattr(type(f), method))
    if "out" not in signature.parameters:
        return [("ArrayLike", "", spelled(signature.return_annotation))]
    into = ("ArrayLike", "_Out", "_Out")
    without = "None = None"
    if isinstance(f, act.Elementwise):
        return [
            ("_Real", without, "np.float64"),
            ("np.floating[Any]", without, "np.floating[Any]"),
            ("ArrayLike", without, "NDArray[Any]"),
            into,
        ]
    # One number for each row or score: a scalar where there is one.
    lost = hasattr(f, "gradient") and (method == "__call__" or isinstance(f, OfNumbers))
    return [("ArrayLike", without, "np.floating[Any] | Any" if lost else "NDArray[Any]"), into]


def arguments(
    f: act.Function, method: str, first: str, out: str, pair: bool | None = None
) -> Iterator[str]:
    """Return a method's arguments, with the function's parameters where it takes any."""
    for p in inspect.signature(getattr(type(f), method)).parameters.values():
        if p.name == "self":
            yield "self"
        elif p.name == "out":
            yield f"out: {out}"
        elif p.kind is KINDS.VAR_POSITIONAL:
            for own in f.parameters:
                default = "" if own.default is KINDS.empty else f" = {own.default!r}"
                if own.name != PAIR or pair is None:
                    yield f"{own.name}: {annotation(own)}{default}"
                elif not pair:
                    yield f"{own.name}: Literal[False]{default}"
            if out:
                yield "*"
            if pair:
                yield f"{PAIR}: Literal[True]"
        elif p.kind is not KINDS.VAR_KEYWORD:
            yield f"{p.name}: {first}"
            first = "ArrayLike"


def returns(f: act.Function, method: str, result: str) -> list[tuple[bool | None, str]]:
    """Return what comes back without a sign and with one; None where no sign can be asked for."""
    if method == "__call__" and any(p.name == PAIR for p in f.parameters):
        sign = "NDArray[Any]" if result == "_Out" else result
        return [(False, result), (True, f"tuple[{result}, {sign}]")]
    return [(None, result)]


def definition(f: act.Function) -> str:
    """Return the class that says what a function can be asked for."""
    lines = [f"class {class_of(f)}({type(f).__name__}):"]
    for method in methods(f):
        made = []
        for first, out, result in overloads(f, method):
            for pair, back in returns(f, method, result):
                given = ", ".join(arguments(f, method, first, out, pair))
                made.append(f"def {method}({given}) -> {back}: ...")
        if method == "kinks" and any(p.default is KINDS.empty for p in f.parameters):
            made.insert(0, f"def kinks(self) -> {overloads(f, method)[0][2]}: ...")
        for line in made:
            lines += ["    @overload"] * (len(made) > 1) + [f"    {line}"]
    return "\n".join(lines)


def class_of(f: act.Function) -> str:
    """Return a name for a function's class."""
    return "_" + f.name.title().replace("_", "")


def variable(f: act.Function) -> str:
    """Return a function's name with its docstring."""
    raw = "r" if "\\" in (f.__doc__ or "") else ""
    return f'{f.name}: {class_of(f)}\n{raw}"""{f.__doc__}\n"""'


def stub() -> str:
    """Return the whole stub."""
    public = {name: getattr(act, name) for name in sorted(act.__all__)}
    functions = [thing for thing in public.values() if isinstance(thing, act.Function)]
    exported = {name: thing for name, thing in public.items() if isinstance(thing, type)}
    needed = {type(f).__name__: type(f) for f in functions}
    imports = [
        f"from {thing.__module__} import {name}" + (f" as {name}" if name in exported else "")
        for name, thing in (needed | exported).items()
    ]
    text = "\n".join(
        [
            HEADER,
            *imports,
            ALIASES,
            f"__all__ = {list(public)}",
            "__version__: str" if hasattr(act, "__version__") else "",
            *map(definition, functions),
            "CATALOG: dict[str, Function]",
            *map(variable, functions),
        ]
    )
    for fix in (["check", "--select=I", "--fix", "--quiet"], ["format"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *fix, f"--stdin-filename={STUB}", "-"],
            cwd=ROOT, input=text, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        text = done.stdout
    return text


def record() -> None:
    """Write the stub."""
    atomic.write(STUB, stub())
    print(STUB.name)


if __name__ == "__main__":
    record()

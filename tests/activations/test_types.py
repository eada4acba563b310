"""What editors and type checkers see of the library is what it does."""

from __future__ import annotations

import ast
import inspect
import json
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import fields
from pathlib import Path

import jedi
import numpy as np
import pytest

import activations as act
import stub
from book import ROOT

INTERFACE = ROOT / "tests" / "activations" / "interface.py"
FUNCTIONS = [thing for name in act.__all__ if isinstance(thing := getattr(act, name), act.Function)]
x = np.linspace(-1, 1, 8, dtype=np.float32).reshape(2, 4)

# Each raises when it is run; that a type checker says so beforehand is what the stub is for.
WRONG_CALLS = (
    'act.gelu(0.5, approximat="tanh")',
    'act.gelu(0.5, approximate="erf")',
    "act.gelu(0.5, approximate=None)",
    "act.relu()",
    "act.relu(None)",
    "act.relu(0.5, 1.0)",
    "act.relu(x, None)",
    "act.relu(x, out=[0.0])",
    "act.relu.derivative(x, axis=0)",
    "act.relu.jacobian(x)",
    "act.relu.weight_derivative(x)",
    "act.relu.kinks(0.5)",
    "act.relu.lipschits",
    'act.elu(x, alpha="1")',
    "act.elu(x, 1.0, alpha=1.0)",
    "act.prelu(x)",
    "act.prelu.derivative(x)",
    "act.threshold(x, 0.1)",
    "act.threshold.kinks(0.1)",
    "act.rrelu(x, training=1)",
    'act.rrelu(x, rng="seed")',
    "act.softmax(x, dim=1)",
    "act.softmax(x, axis=1.5)",
    "act.softmax.derivative(x)",
    "act.softmax.vjp(x)",
    "act.logsumexp(x, keepdims=1.5)",
    "act.glu.jacobian(x)",
    "act.cross_entropy(x)",
    'act.cross_entropy(x, [0, 1], reduction="average")',
    "act.cross_entropy.vjp(x, [0, 1])",
    "act.layer_norm(x)",
    "act.layer_norm(x, 4.0)",
    "act.layer_norm(x, 4, eps=None)",
    "act.layer_norm.vjp(x, x, 4, out=x)",
    "act.batch_norm(x)",
    "act.local_response_norm(x[..., None], 2.5)",
    "act.normalize(x, axis=None)",
    "act.swish(x)",
    'act.CATALOG["relu"].jacobian(x)',
    "act.CATALOG[0]",
)


def mypy(*files, cwd=ROOT, **environment):
    """Return the lines that mypy finds fault with."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--output=json", *files],
        cwd=cwd, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {
        (Path(f["file"]).name, f["line"], f["message"]) for f in found if f["severity"] == "error"
    }


def pyright(folder, *files, python=sys.executable, **settings):
    """Return the lines that Pyright finds fault with, as an editor with strict checking would."""
    config = folder / "pyrightconfig.json"
    checked = {"include": [str(file) for file in files], "typeCheckingMode": "strict"}
    config.write_text(json.dumps(checked | settings), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", python, "-p", config],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == len(files), done.stderr
    return {
        (Path(f["file"]).name, f["range"]["start"]["line"] + 1, f["message"])
        for f in report["generalDiagnostics"]
    }


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """What both checkers say of a file that uses everything, of the stub, and of wrong calls."""
    folder = tmp_path_factory.mktemp("types")
    wrong = folder / "wrong.py"
    start = "import activations as act\nfrom interface import x\n"
    wrong.write_text(start + "\n".join(f"print({call})" for call in WRONG_CALLS), "utf-8")
    places = [str(ROOT / "src"), str(INTERFACE.parent)]
    return {
        "mypy": mypy(INTERFACE, stub.STUB, wrong, MYPYPATH=os.pathsep.join(places)),
        "pyright": pyright(folder, INTERFACE, stub.STUB, wrong, extraPaths=places),
    }


CHECKERS = pytest.mark.parametrize("checker", ["mypy", "pyright"])


@CHECKERS
def test_a_checker_accepts_the_whole_interface_and_the_stub(reported, checker):
    assert not [fault for fault in reported[checker] if fault[0] != "wrong.py"]


@CHECKERS
def test_a_checker_refuses_each_wrong_call(reported, checker):
    refused = {line for file, line, _ in reported[checker] if file == "wrong.py"}
    assert refused == set(range(3, 3 + len(WRONG_CALLS))), [
        call for line, call in enumerate(WRONG_CALLS, 3) if line not in refused
    ]


@pytest.mark.parametrize("call", WRONG_CALLS)
def test_what_checkers_refuse_raises(call):
    with pytest.raises((TypeError, ValueError, AttributeError, KeyError)):
        eval(call, {"act": act, "x": x})


def test_what_checkers_accept_runs():
    runpy.run_path(str(INTERFACE))


def test_the_stub_is_that_of_the_definitions():
    assert stub.STUB.read_text("utf-8") == stub.stub(), (
        "a definition or a docstring changed; run: python3 run.py record"
    )


# --- stub and library ---------------------------------------------------------------------------


def declared():
    """Return each name of the stub with its type, and each class with its methods' overloads."""
    names, classes = {}, {}
    for node in ast.parse(stub.STUB.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            methods = classes.setdefault(node.name, {})
            for method in node.body:
                methods.setdefault(method.name, []).append(method)
        elif isinstance(node, ast.AnnAssign):
            names[node.target.id] = ast.unparse(node.annotation)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname: "" for alias in node.names if alias.asname}
    return names, classes


NAMES, CLASSES = declared()
BY_POSITION = inspect.Parameter.POSITIONAL_OR_KEYWORD
BY_NAME = inspect.Parameter.KEYWORD_ONLY


def parts(method):
    """Return name, kind and default of each argument that a stub's method has after self."""
    [_, *positional], named = method.args.args, method.args.kwonlyargs
    none = [None] * len(positional)
    defaults = [*none, *method.args.defaults][-len(positional) :] if positional else []
    pairs = [
        *((a.arg, BY_POSITION, d) for a, d in zip(positional, defaults, strict=True)),
        *((a.arg, BY_NAME, d) for a, d in zip(named, method.args.kw_defaults, strict=True)),
    ]
    empty = inspect.Parameter.empty
    return [(n, k, empty if d is None else ast.literal_eval(d)) for n, k, d in pairs]


def parts_of(signature):
    return [(p.name, p.kind, p.default) for p in signature.parameters.values()]


def public_methods(f):
    data = {field.name for field in fields(f)} | {"define"}
    return {m for m in dir(f) if not m.startswith("_") and callable(getattr(f, m))} - data


def test_the_stub_names_what_is_public():
    private = {name for name in NAMES if name.startswith("_") and name != "__version__"}
    assert NAMES.keys() - private - {"__version__"} == set(act.__all__)
    assert ("__version__" in NAMES) == hasattr(act, "__version__")


@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.name)
def test_the_stub_takes_what_the_function_takes(f):
    methods = CLASSES[NAMES[f.name]]
    assert methods.keys() == {"__call__", *public_methods(f)}
    own = [(p.name, BY_POSITION, p.default) for p in f.parameters]
    for name, overloads in methods.items():
        if name == "__call__":
            whole = parts_of(inspect.signature(f))
        else:
            loose = parts_of(inspect.signature(getattr(f, name)))
            at = [kind for _, kind, _ in loose].index(inspect.Parameter.VAR_POSITIONAL)
            whole = [*loose[:at], *own, *(part for part in loose[at:] if part[1] is BY_NAME)]
        if name == "kinks" and len(overloads) == 2:  # of the example
            assert parts(overloads.pop(0)) == []
        into = [(n, kind, inspect.Parameter.empty if n == "out" else d) for n, kind, d in whole]
        # Those that ask for the sign as well, by name alone: each other one once more.
        signed = [o for o in overloads if ("return_sign", BY_NAME) in {p[:2] for p in parts(o)}]
        overloads = [o for o in overloads if o not in signed]
        assert {len(signed)} <= {0, len(overloads)}
        *without, last = map(parts, overloads)
        assert last == into
        assert all(other == whole for other in without)
        assert bool(without) == (whole != into)


@pytest.mark.parametrize(
    "f",
    [f for f in FUNCTIONS if isinstance(f, act.Elementwise) or hasattr(f, "gradient")],
    ids=lambda f: f.name,
)
def test_a_scalar_comes_back_where_the_stub_says_so(f):
    if isinstance(f, act.Elementwise):
        for method in (f, f.derivative):
            assert type(method(0.5, **f.example)) is np.float64
            assert type(method(np.float32(0.5), **f.example)) is np.float32
            assert type(method([0.5], **f.example)) is np.ndarray
    else:
        target = {act.cross_entropy: [0], act.binary_cross_entropy_with_logits: [x[0] > 0]}
        assert type(f(x[0], *target.get(f, []))) is np.float32


def test_the_interface_file_uses_every_method_of_each_kind_of_function():
    tree = ast.parse(INTERFACE.read_text("utf-8"))
    used = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for kind in set(map(type, FUNCTIONS)):
        names = [f.name for f in FUNCTIONS if type(f) is kind]
        for method in ("", *(f".{m}" for m in public_methods(getattr(act, names[0])))):
            assert used & {f"act.{name}{method}" for name in names}, f"{kind.__name__}{method}"


# --- editors ------------------------------------------------------------------------------------


class Editor:
    """As much of an editor as asks a language server two questions."""

    def __init__(self, folder, text):
        self.server = subprocess.Popen(
            [Path(sysconfig.get_path("scripts")) / "basedpyright-langserver", "--stdio"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.document = {"uri": (folder / "open.py").as_uri()}
        folders = [{"uri": folder.as_uri(), "name": folder.name}]
        abilities = {"textDocument": {}, "workspace": {"configuration": True}}
        self.ask("initialize", processId=None, workspaceFolders=folders, capabilities=abilities)
        self.send(method="initialized", params={})
        opened = self.document | {"languageId": "python", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": opened})

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def receive(self):
        length = 0
        while header := self.server.stdout.readline().strip():
            if header.startswith(b"Content-Length:"):
                length = int(header.split()[1])
        return json.loads(self.server.stdout.read(length))

    def ask(self, method, **params):
        self.send(id=method, method=method, params=params)
        while (message := self.receive()).get("id") != method:
            if "id" in message:  # the server asks back for settings, of which there are none
                items = message["params"].get("items")
                self.send(id=message["id"], result=items and [{"python": {}}] * len(items))
        return message["result"]

    def at(self, question, line, character):
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{question}", textDocument=self.document, position=position)


@pytest.mark.slow
def test_an_editor_shows_the_whole_docstring_at_the_name_and_at_the_call(tmp_path):
    settings = {"extraPaths": [str(ROOT / "src")]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    editor = Editor(tmp_path, "import activations as act\nact.elu(0.5, alpha=2.0, out=None)\n")
    try:
        name = json.dumps(editor.at("hover", 1, 5))
        call = editor.at("signatureHelp", 1, 8)["signatures"]
    finally:
        editor.server.kill()
        editor.server.communicate()
    first = json.dumps(call[0])
    for part in ("alpha : float", "out : ndarray", "Raises", "References"):
        assert part in name
        assert part in first
    assert all("alpha: float = 1" in c["label"] and "out: " in c["label"] for c in call), call
    assert any(c["label"].endswith("NDArray[Any]") for c in call), call


@pytest.mark.slow
def test_jedi_shows_the_parameters_of_a_call():
    script = jedi.Script("import activations as act\nact.elu(0.5, ")
    shown = [signature.to_string() for signature in script.get_signatures()]
    assert shown
    assert all("alpha: float=1.0" in call and "out: " in call for call in shown), shown


# --- the wheel ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_checker_reads_the_types_of_the_installed_wheel(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    place = tmp_path / "elsewhere"
    venv.create(place, symlinks=os.name != "nt")
    python = str(place / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    installed = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        assert {"activations/py.typed", "activations/__init__.pyi"} <= set(file.namelist())
        file.extractall(installed)
    (installed / "numpy.pth").write_text(str(Path(np.__file__).parents[1]), "utf-8")
    interface = shutil.copy(INTERFACE, tmp_path)
    assert not mypy(interface, f"--python-executable={python}", cwd=tmp_path, PYTHONPATH="")
    assert not pyright(tmp_path, interface, python=python)

"""What a function's object says of it, held against numbers; and what the package as a whole is."""

from __future__ import annotations

import ast
import copy
import dataclasses
import inspect
import pickle
import re
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

import activations as act
from activations.core.parameters import Number

ROOT = Path(__file__).parents[2]

FUNCTIONS = [f for f in (*act.CATALOG.values(), act.logit) if isinstance(f, act.Elementwise)]


@pytest.fixture(params=FUNCTIONS, ids=lambda f: f.name)
def f(request):
    return request.param


@pytest.fixture
def domain(f):
    low, high = f.domain
    inside = np.linspace(max(low, -40), min(high, 40), 160_001)
    return inside[(inside > low) & (inside < high)]


def test_limits_at_the_ends_of_the_domain(f):
    assert tuple(f(np.array(f.domain), **f.example)) == f.limits


def test_range(f, domain):
    values = f(np.concatenate([domain, f.domain]), **f.example)
    step = (f.domain[1] - f.domain[0]) if np.isfinite(f.domain[0]) else 80
    # An end that is approached and not reached, such as a jump's, is missed by a step of the grid.
    reached = values.min(), values.max()
    for end, got in zip(f.range, reached, strict=True):
        assert got == end or abs(got - end) < 1.1 * step / 160_000
        assert f.range[0] <= got <= f.range[1]


def test_monotonicity(f, domain):
    falls = np.diff(f(domain, **f.example)) < 0
    assert bool(not falls.any()) is f.monotonic


def test_lipschitz_constant(f, domain):
    steepest = np.abs(f.derivative(np.concatenate([domain, f.domain]), **f.example)).max()
    jump = np.abs(np.diff(f(domain, **f.example))).max() > 0.4
    if np.isinf(f.lipschitz):
        assert jump or np.isinf(steepest)
    else:
        assert not jump
        # At a kink the larger slope beside it may stay a little above what is reached on the grid.
        assert steepest <= f.lipschitz * (1 + 1e-15)
        assert steepest >= f.lipschitz - 2e-4


def test_minimum(f, domain):
    values = f(domain, **f.example)
    lowest = np.flatnonzero(values == values.min())
    inside = np.isfinite(f.range[0]) and lowest.size < 3 and 0 < lowest[0] < values.size - 1
    if f.minimum is None:
        assert not inside or f.name == "threshold"
    else:
        x, y = f.minimum
        assert abs(domain[lowest[0]] - x) < 1e-3
        assert f(x, **f.example) == pytest.approx(y, abs=1e-15)
        assert y == f.range[0]
        assert f.derivative(x, **f.example) == pytest.approx(0, abs=1e-15)


def test_kinks_are_where_the_slope_jumps_and_nowhere_else(f):
    kinks = {kink.x: kink.derivative for kink in f.kinks()}
    h = 2.0**-20
    x = np.arange(-8, 8, 2.0**-5) + 2.0**-7 if f.name != "logit" else np.linspace(0.1, 0.9, 99)
    smooth = np.abs(f.derivative(x + h, **f.example) - f.derivative(x - h, **f.example))
    assert smooth.max() < 1e-3
    for at, derivative in kinks.items():
        assert f.derivative(at, **f.example) == derivative
        left, right = f(np.array([at - h, at + h]), **f.example) - f(at, **f.example)
        assert abs(left / -h - right / h) > 0.1


def test_kinks_follow_the_parameters():
    assert [kink.x for kink in act.hardtanh.kinks(min_val=-2, max_val=3)] == [-2, 3]
    assert [kink.x for kink in act.softshrink.kinks(0.25)] == [-0.25, 0.25]
    assert act.elu.kinks() == ()
    assert act.elu.kinks(alpha=2)[0].derivative == 2
    (jump,) = act.softplus.kinks(beta=2, threshold=20)
    assert jump.x == 10
    with pytest.raises(ValueError, match=r"^celu.kinks: alpha is -1"):
        act.celu.kinks(alpha=-1)


def test_the_derivative_is_that_of_the_value(f):
    x = np.linspace(-6, 6, 49) + 0.01 if np.isinf(f.domain[0]) else np.linspace(0.02, 0.98, 49)
    h = 1e-6
    slope = (f(x + h, **f.example) - f(x - h, **f.example)) / (2 * h)
    assert np.allclose(slope, f.derivative(x, **f.example), rtol=1e-6, atol=1e-9)


def test_the_catalog_names_each_function_by_its_own_name():
    assert list(act.CATALOG) == [f.name for f in act.CATALOG.values()]


def test_the_catalog_has_the_names_of_pytorch_s_page_in_its_order():
    page = (
        "threshold relu hardtanh hardswish relu6 elu selu celu leaky_relu prelu rrelu glu gelu "
        "logsigmoid hardshrink tanhshrink softsign softplus softmin softmax softshrink "
        "gumbel_softmax log_softmax tanh sigmoid hardsigmoid silu mish batch_norm group_norm "
        "instance_norm layer_norm local_response_norm rms_norm normalize"
    )
    known = [name for name, f in act.CATALOG.items() if f.torch_name]
    assert known == page.split()
    assert list(act.CATALOG)[: len(known)] == known, "what PyTorch does not have comes after"


OBJECTS = [f for f in map(vars(act).get, act.__all__) if isinstance(f, act.Function)]
SECTIONS = ["Parameters", "Returns", "Raises", "Notes", "References", "Examples"]


@pytest.fixture(params=OBJECTS, ids=lambda f: f.name)
def made(request):
    return request.param


def test_a_reader_finds_formula_source_and_each_section_in_its_order(made):
    assert made.value_latex
    assert made.derivative_latex
    assert str(made.year) in made.reference
    assert made.family in ("smooth", "piecewise", "gated", "vector", "loss", "normalization")
    assert ".. math::" in made.__doc__.partition("Parameters\n")[0]
    assert re.findall(r"^(\w+)\n-+$", made.__doc__, re.MULTILINE) == SECTIONS


def test_help_names_each_argument_of_the_call(made):
    _, _, rest = made.__doc__.partition("\nParameters\n")
    described = rest.partition("\nReturns\n")[0]
    for name in inspect.signature(made).parameters:
        assert re.search(rf"^(\w+, )*{name}(, \w+)* : ", described, re.MULTILINE), name
    named = [name for p in made.parameters for name in [p.name]]
    assert [*inspect.signature(made).parameters] == [*made.inputs, *named, "out"]
    assert all(parameter.allowed for parameter in made.parameters)


@pytest.mark.parametrize("f", act.CATALOG.values(), ids=lambda f: f.name)
def test_pytorch_s_name_is_ours(f):
    assert f.torch_name in (None, f"torch.nn.functional.{f.name}")


def test_a_function_is_known_by_its_public_name(made):
    assert getattr(act, made.name) is made
    assert (made.__name__, made.__qualname__) == (made.name, made.name)
    assert made.__module__ == "activations"
    assert repr(made) == f"<activations.{made.name}>"


def test_a_copy_of_a_function_is_the_function(made):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(made, protocol)) is made
    assert copy.copy(made) is made
    assert copy.deepcopy([made])[0] is made


def test_the_package_shows_its_interface_alone():
    shown = {name for name in dir(act) if not name.startswith("__")}
    assert shown == set(act.__all__)
    assert "core" not in shown
    assert "sigmoids" not in shown


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert act.__version__ == project["version"]


def test_what_a_kernel_declares_is_what_it_is_called_with(made):
    known = {*made.inputs, "v", "weight", *(p.name for p in made.parameters)} - {"axis"}
    for field in dataclasses.fields(made):
        if field.name.endswith("_kernel"):
            # An input may have the letter of its formula: logit's is p.
            declared = inspect.signature(getattr(made, field.name)).parameters
            assert known.issuperset([*declared][len(made.inputs) :]), field.name
            assert all(p.default is p.empty for p in declared.values()), field.name


BRITISH = re.compile(r"[a-z]*(?:isation|ised|ise_|colour|centre|neighbour|behaviour)", re.I)


def test_code_is_spelled_one_way():
    for path in (ROOT / "src" / "activations").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = (
                getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", "")
            )
            assert not BRITISH.search(str(name)), f"{path}:{node.lineno}: {name}"


def test_a_family_is_short_enough_to_read():
    for path in (ROOT / "src" / "activations").rglob("*.py"):
        lines = path.read_text("utf-8").count("\n")
        assert lines <= 300, (
            f"{path} has {lines} lines, and a reader's bar is 300: move a function into a module of its "
            "kind, new if need be and not called like a function"
        )
        if path.name != "docstrings.py":
            assert "\n    Raises\n" not in path.read_text("utf-8") or "core" in path.parts, path


def test_only_numpy_and_the_standard_library_are_imported():
    allowed = {*sys.stdlib_module_names, "numpy", "activations"}
    for path in (ROOT / "src" / "activations").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}:{node.lineno}: relative import"
                names = [node.module]
            for module in names:
                assert module.partition(".")[0] in allowed, f"{path}:{node.lineno}: {module}"


def test_adding_a_function_is_adding_one_definition():
    """Everything that users and pages read of a function comes from its definition."""

    def _slope(x, steepness):
        """Slope."""
        return np.full_like(x, steepness)

    @act.Elementwise.define(
        family="smooth",
        derivative_kernel=_slope,
        value_latex="s x",
        derivative_latex="s",
        parameters=(Number("steepness", default=2.0, above=0),),
        range=(-np.inf, np.inf),
        limits=(-np.inf, np.inf),
        lipschitz=2.0,
        monotonic=True,
        year=2026,
        reference="this test, 2026",
    )
    def ramp(x, steepness):
        """Straight line."""
        return steepness * x

    assert ramp([1, 2]).tolist() == [2, 4]
    assert ramp(np.float32(1), steepness=3).dtype == np.float32
    assert ramp.derivative([1.0], steepness=3).tolist() == [3]
    assert ramp.name == "ramp"
    assert ramp.__doc__.startswith("Straight line.\n\nParameters\n----------\nx : array_like\n")
    assert str(inspect.signature(ramp)) == "(x, steepness=2.0, *, out=None)"
    assert ramp.example == {"steepness": 2.0}
    with pytest.raises(
        ValueError, match=r"^ramp.derivative: steepness is 0, but a finite number above"
    ):
        ramp.derivative(1.0, steepness=0)

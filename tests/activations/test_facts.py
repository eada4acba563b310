"""What a function's object says of it, held against numbers; and what the package as a whole is."""

from __future__ import annotations

import ast
import inspect
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import activations as act
from book import ROOT

FUNCTIONS = [act.sigmoid, act.logit]
finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.fixture(params=FUNCTIONS, ids=lambda f: f.name)
def f(request):
    return request.param


@pytest.fixture
def domain(f):
    low, high = f.domain
    inside = np.linspace(max(low, -40), min(high, 40), 100_001)
    return inside[(inside > low) & (inside < high)]


def test_limits_at_the_ends_of_the_domain(f):
    assert tuple(f(np.array(f.domain))) == f.limits


def test_range(f, domain):
    values = f(np.append(domain, f.domain))
    assert (values.min(), values.max()) == f.range


def test_monotonicity(f, domain):
    assert bool((np.diff(f(domain)) >= 0).all()) is f.monotonic


def test_lipschitz_constant(f, domain):
    largest = float(np.abs(f.derivative(np.append(domain, f.domain))).max())
    assert largest == f.lipschitz


def test_the_derivative_is_that_of_the_value(f):
    x = np.linspace(-6, 6, 49) if np.isinf(f.domain[0]) else np.linspace(0.02, 0.98, 49)
    h = 1e-6
    slope = (f(x + h) - f(x - h)) / (2 * h)
    assert np.allclose(slope, f.derivative(x), rtol=1e-6, atol=1e-9)


def test_it_can_be_read(f):
    assert f.reference
    assert str(f.year) in f.reference
    assert f.__doc__ == inspect.getdoc(f.value_formula)
    for section in (
        ".. math::",
        "Parameters",
        "Returns",
        "Raises",
        "Notes",
        "References",
        "Examples",
    ):
        assert section in f.__doc__


def test_the_catalog_names_each_function_by_its_own_name():
    assert list(act.CATALOG) == [f.name for f in act.CATALOG.values()]


@given(finite)
def test_symmetry_of_the_sigmoid(x):
    assert abs(act.sigmoid(x) + act.sigmoid(-x) - 1) <= 4e-16
    assert act.sigmoid.derivative(x) == act.sigmoid.derivative(-x)


@given(st.floats(-700, 20))
def test_the_way_back_through_the_logit(x):
    bound = 8 * np.finfo(float).eps * (abs(x) + 1 + np.exp(min(x, 20)))
    assert abs(act.logit(act.sigmoid(x)) - x) <= bound


@given(st.floats(0, 1))
def test_the_logit_is_odd_about_one_half(p):
    q = 1 - p
    if 1 - q == p:
        assert act.logit(p) == -act.logit(q)


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

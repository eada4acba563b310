"""The numbers in the source of the gated functions are those that their definitions give."""

from __future__ import annotations

import mpmath
import pytest

import fit_gelu
from activations import gated, gaussian, gaussian_coefficients
from book import ROOT


def test_the_coefficients_are_those_that_the_script_computes():
    source = ROOT / "src" / "activations" / "gaussian_coefficients.py"
    assert source.read_text("utf-8") == fit_gelu.module()
    assert len(gaussian_coefficients.VALUE) == fit_gelu.VALUE_DEGREE + 1


@pytest.mark.parametrize(
    ("root", "function"),
    [
        (gated.SILU_ROOT, lambda x: x / (1 + mpmath.exp(-x))),
        (gated.MISH_ROOT, lambda x: x * mpmath.tanh(mpmath.log(1 + mpmath.exp(x)))),
        (gaussian.ROOT, lambda x: x * mpmath.ncdf(x)),
        (gaussian.GELU_TANH_ROOT, lambda x: x / (1 + mpmath.exp(-doubled_u(x)))),
    ],
    ids=["silu", "mish", "gelu", "gelu tanh"],
)
def test_the_roots_are_those_of_the_derivatives(root, function):
    with mpmath.workdps(50):
        true = mpmath.findroot(lambda x: mpmath.diff(function, x), root[0])
        assert root[0] == float(true)
        assert root[1] == pytest.approx(float(true - root[0]), rel=1e-12, abs=0)


def doubled_u(x):
    return 2 * mpmath.sqrt(2 / mpmath.pi) * (x + mpmath.mpf("0.044715") * x**3)


def test_the_two_constants_of_the_tanh_form():
    with mpmath.workdps(50):
        linear = doubled_u(mpmath.mpf(1)) * 1000000 / 1044715
        for head, rest, true in (
            (gaussian.LINEAR_HEAD, gaussian.LINEAR_REST, linear),
            (gaussian.CUBIC_HEAD, gaussian.CUBIC_REST, linear * mpmath.mpf("0.044715")),
        ):
            assert rest == float(true - head)


def test_a_number_that_is_nearly_a_power_of_e():
    with mpmath.workdps(50):
        assert abs(mpmath.mpf(gated.E_TO_MINUS_652) / mpmath.exp(-652) - 1) < 1e-19

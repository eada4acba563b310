"""The proof of formulas: each construct is read and computed, a slip in it is refuted with a reason."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

import activations as act
from proof import check, decide, sources, symbols
from proof.compare import RefutedError
from proof.evaluate import Evaluator
from proof.read import ReadError, read

# What is true, and the same with a slip in it; a word beside either says what the letters are.
TRUE_AND_FALSE = {
    "sum over an index": (r"\sum_{i=1}^{3} i = 6", r"\sum_{i=2}^{3} i = 6", ""),
    "sum with one left out": (r"\sum_{j \ne i} p_j = 1 - p_i", r"\sum_{j \ne i} p_j = 1 - p_j", "p in P"),
    "product": (r"\prod_{i=1}^{3} 2 = 8", r"\sum_{i=1}^{3} 2 = 8", ""),
    "dots": (
        r"w_1 x_1 + \cdots + w_n x_n = w \cdot x", r"w_1 x_1 + \cdots + w_n x_n = 2 w \cdot x",
        "w in R^n; x in R^n",
    ),
    "power and root": (r"\sqrt{x^2} = |x|", r"\sqrt{x^2} = x", ""),
    "fraction": (r"\frac12 x = \frac{x}{2}", r"\frac12 x = \frac{2}{x}", ""),
    "logarithm to a base": (r"\log_2 8 = 3", r"\log_2 8 = 2", ""),
    "absolute value": ("|-x| = |x|", "|-x| = -|x|", ""),
    "largest": (r"\max(x, 0) + \min(x, 0) = x", r"\max(x, 0) - \min(x, 0) = x", ""),
    "cases": (
        r"\max(x, 0) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}",
        r"\max(x, 0) = \begin{cases} x & x < 0 \\ 0 & x \ge 0 \end{cases}",
        "",
    ),
    "derivative": (r"\frac{d}{dx} x^3 = 3 x^2", r"\frac{d}{dx} x^3 = 2 x^2", ""),
    "partial derivative": (
        r"\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)",
        r"\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_i)",
        r"z in R^n; p := \operatorname{softmax}(z)",
    ),
    "prime": (r"\sigma'(x) = \sigma(x) (1 - \sigma(x))", r"\sigma'(x) = \sigma(x) (1 + \sigma(x))", ""),
    "two primes": (r"f''(x) = 6 x", r"f'(x) = 6 x", "f(x) := x^3"),
    "integral": (r"\int_0^1 t^2 dt = 1/3", r"\int_0^1 t^2 dt = 1/2", ""),
    "tending": (r"\tanh x \to 1", r"\tanh x \to -1", r"x -> \infty"),
    "asymptotically": (r"\sinh x \sim e^x / 2", r"\sinh x \sim e^x", r"x -> \infty"),
    "order": (r"\tanh x = x + O(x^3)", r"\tanh x = x + O(x^4)", "x -> 0"),
    "order, too large": (r"\tanh x = x - \frac{x^3}{3} + O(x^5)", r"\tanh x = x + O(x)", "x -> 0"),
    "equivalence": (r"\sigma(x) > 1/2 \iff x > 0", r"\sigma(x) > 1/2 \iff x < 0", ""),
    "implication": (r"x > 1 \implies x^2 > 1", r"x^2 > 1 \implies x > 1", ""),
    "proportional": (r"a x^2 \propto x^2", r"a x^2 \propto x", ""),
    "limit": (
        r"\lim_{x \to 0} \frac{\sin x}{x} = \lim_{x \to \infty} \tanh x",
        r"\lim_{x \to 0} \frac{\sin x}{x} = \lim_{x \to -\infty} \tanh x",
        "",
    ),
    "window": (
        r"\sum_{j \in W(i)} x_j = x_{i - 1} + x_i",
        r"\sum_{j :\, i \in W(j)} x_j = x_{i - 1} + x_i",
        "x in R^n; W(i) := [i - 1, i]",
    ),
    "layers": (
        r"h_2 = \varphi(h_1 W_2)",
        r"h_2 = \varphi(h_1 W_1)",
        r"h_l := \varphi(h_{l-1} W_l); h_1 in R^n",
    ),
    "random row": (
        r"\mathbb{E}[h h^{\mathsf T}] = \operatorname{Cov}(h) + \mathbb{E}[h] \mathbb{E}[h]^{\mathsf T}",
        r"\mathbb{E}[h h^{\mathsf T}] = \operatorname{Cov}(h)",
        "h in random R^n",
    ),
    "dots between matrices": (
        r"V_1 V_2 \cdots V_4 = V_1 V_2 V_3 V_4",
        r"V_1 V_2 \cdots V_4 = V_1 V_3 V_2 V_4",
        "V_* in R^{n x n}",
    ),
    "norm of the library": (
        r"\operatorname{rms\_norm}(2 x) = \frac{2 x}{\sqrt{4 \overline{x^2} + \varepsilon}}",
        r"\operatorname{rms\_norm}(2 x) = \operatorname{rms\_norm}(x)",
        "x in R^n",
    ),
    "expectation": (r"\mathbb{E}[z^2] = 1", r"\mathbb{E}[z^4] = 1", ""),
    "norm": (r"\lVert x \rVert_2^2 = x \cdot x", r"\lVert x \rVert_1^2 = x \cdot x", "x in R^n"),
    "mean of a row": (r"3 \overline{x} = x_1 + x_2 + x_3", r"\overline{x} = x_1 + x_2 + x_3", "x in R^n"),
    "matrices": (
        r"(V W)^{\mathsf T} = W^{\mathsf T} V^{\mathsf T}",
        r"(V W)^{\mathsf T} = V^{\mathsf T} W^{\mathsf T}",
        "",
    ),
    "row and column": (r"v^{\mathsf T} v = |v|^2", r"v^{\mathsf T} v = |v|", "v in R^n"),
    "chain": (r"p < p + 0.01 \le p + 0.01", r"p < p + 0.01 < p + 0.01", ""),
    "approximation": (r"\tanh x \approx x", r"\tanh x \approx 2 x", "-0.2 < x < 0.2"),
    "lines": (
        r"\begin{aligned} (x + 1)^2 &= x^2 + 2 x + 1 \\ &= x (x + 2) + 1 \end{aligned}",
        r"\begin{aligned} (x + 1)^2 &= x^2 + 2 x + 1 \\ &= x (x - 2) + 1 \end{aligned}",
        "",
    ),
}  # fmt: skip


def verdicts(latex, words="", claim=False):
    """Return what is found of a formula, beside words."""
    return decide.formula(latex, symbols.defaults().told(words), claim=claim)[0]


@pytest.mark.parametrize("name", TRUE_AND_FALSE)
def test_what_is_true_is_proved_and_a_slip_is_refuted(name):
    true, false, words = TRUE_AND_FALSE[name]
    assert {verdict.kind for verdict in verdicts(true, words)} == {"proved"}
    with pytest.raises(RefutedError, match=r"link \d: .* (does not hold at|of a smaller order)"):
        verdicts(false, words)


def test_a_refutation_shows_link_values_point_and_what_the_symbols_were_taken_for():
    words = r"p := \sigma(x); x > 2"
    with pytest.raises(RefutedError) as caught:
        verdicts("1 - p = q = p", words + "; q := 1 - p")
    told = str(caught.value)
    assert "link 2: " in told
    assert "does not hold at x = " in told
    assert r"p as in p := \sigma(x); q as in q := 1 - p; 2.0 < x in R" in told


def test_a_symbol_that_nobody_defined_is_an_error():
    with pytest.raises(RefutedError, match=r"nothing says what \\omega is"):
        verdicts(r"\omega + x = x + \omega")


def test_a_definition_holds_for_what_follows_and_a_second_one_must_agree():
    page = "$q = 1 - p$ and $p + q = 1$. $q = 1 - p^2$. <!-- let q -->\n$q = 1 - p^2$."
    kinds = [one.verdict.kind for one in check.in_order(sources.of_page(page, "p"))]
    assert kinds == ["defined", "proved", "false", "defined"]


def test_what_must_follow_from_a_definition_is_proved_with_it():
    assert verdicts("q = 1 - p", "so q + p = 1")[0].kind == "defined"
    with pytest.raises(RefutedError, match=r"so q \+ p = 1: link 1"):
        verdicts("q = 2 - p", "so q + p = 1")


def test_a_bound_must_come_near_what_it_bounds():
    assert verdicts(r"\sigma'(x) \le 1/4")[0].kind == "proved"
    with pytest.raises(RefutedError, match="held at no point"):
        verdicts(r"x^2 < 0 \implies x > 1")
    assert verdicts(r"\sigma'(x) \le 2/4", "loose")[0].kind == "proved"
    with pytest.raises(RefutedError, match="sharpen the bound, or say loose"):
        verdicts(r"\sigma'(x) \le 2/4")


def test_a_condition_states_nothing_unless_it_is_marked_as_a_claim():
    assert [verdict.kind for verdict in verdicts("p > 0")] == ["given"]
    assert [verdict.kind for verdict in verdicts("p > 0", claim=True)] == ["proved"]
    with pytest.raises(RefutedError):
        verdicts("x > 0", claim=True)


def test_functions_of_the_book_are_compared_with_the_library(monkeypatch):
    assert verdicts(r"\sigma(x) = 1 - \sigma(-x)")[0].kind == "proved"
    monkeypatch.setattr(act, "sigmoid", act.tanh)
    with pytest.raises(
        RefutedError, match=r"act gives .* and the definition .* for \\sigma at x = "
    ):
        verdicts(r"\sigma(x) = 1 - \sigma(-x)")


@pytest.mark.parametrize("latex", [r"x @ y = 1", r"\frac{x", r"x = ", r"|x = 1", r"x ) = 1"])
def test_what_is_not_understood_is_an_error_and_never_left_out(latex):
    with pytest.raises(ReadError):
        read(latex)


@pytest.mark.parametrize("words", ["x in Q", "x > y", r"x \in 3"])
def test_words_that_say_nothing_are_an_error(words):
    with pytest.raises(ValueError, match=r"\S"):
        symbols.defaults().told(words)


def test_words_stand_beside_one_formula_or_on_a_line_for_the_rest():
    page = (
        "<!-- let t > 5 -->\n$t$ $u$<!-- let u > 1 --> `$code$` $$\nx\n$$ <!-- undecided: why -->"
    )
    found = [(f.place, f.latex, f.kind, f.words.strip()) for f in sources.of_page(page, "p")]
    assert found == [
        ("p:1", "", "let", "t > 5"),
        ("p:2", "t", "", ""),
        ("p:2", "u", "let", "u > 1"),
        ("p:2", "x", "undecided", "why"),
    ]


def test_numbers_in_words_are_listed_for_a_reader_to_trace():
    page = "$\\frac12$ `half`\nat least a quarter, tenfold\n절반이고 두 배입니다"
    assert sources.untraced(page) == [(2, "quarter"), (2, "tenfold"), (3, "절반"), (3, "두 배")]


def test_undecided_needs_a_reason():
    [one] = check.in_order(sources.of_page("$x = y$<!-- undecided -->", "p"))
    assert one.verdict.kind == "false"
    assert "without a reason" in str(one)


def test_rows_and_their_functions_are_computed_as_they_are_printed():
    z = np.array([mpmath.mpf(value) for value in (3, 1, -2)], dtype=object)
    for name in ("softmax", "sparsemax", "entmax15"):
        [chain] = read(rf"\operatorname{{{name}}}(z)")
        table = symbols.defaults().told("z in R^n")
        value = Evaluator({"z": z}, table)(chain.sides[0])
        np.testing.assert_allclose(
            value.astype(float), getattr(act, name)(z.astype(float)), rtol=1e-14
        )

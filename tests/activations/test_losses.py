"""Losses: accuracy against mpmath, PyTorch's meaning of every parameter, edges, refusals."""

from __future__ import annotations

import itertools

import mpmath
import numpy as np
import pytest
from exact import probabilities
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import activations as act

EPS = np.finfo(float).eps
BINARY = act.binary_cross_entropy_with_logits


# --- accuracy ---


def soft_targets(n, rng):
    yield np.eye(n)[0]
    yield np.eye(n)[-1]
    yield rng.dirichlet(np.ones(n))
    yield np.r_[1 - 1e-20, np.full(n - 1, 1e-20)]
    yield rng.dirichlet(np.ones(n)) * 3  # no distribution, but a weight for each class


@pytest.mark.parametrize("lead", [0, 2, 30, 36, 37, 40, 300, 700, 800])
def test_cross_entropy_keeps_its_digits_however_far_one_score_leads(lead):
    rng = np.random.default_rng(lead)
    tiny = mpmath.mpf(5e-323)  # a subnormal number has no more digits than its last place
    for n in (2, 3, 12):
        x = rng.normal(size=n)
        x[rng.integers(n)] += lead
        with mpmath.workdps(60 + lead):
            p = probabilities(x)
            for y in soft_targets(n, rng):
                exact = [mpmath.mpf(float(value)) for value in y]
                whole = mpmath.fsum(exact)
                loss = -mpmath.fsum(b * mpmath.log(a) for a, b in zip(p, exact, strict=True))
                assert (
                    abs(mpmath.mpf(float(act.cross_entropy(x, y))) - loss) <= 16 * EPS * loss + tiny
                )
                got = act.cross_entropy.gradient(x, y)
                for g, a, b in zip(got, p, exact, strict=True):
                    bound = 16 * EPS * (a * (whole - b) + b * (1 - a)) + tiny
                    assert abs(mpmath.mpf(float(g)) - (a * whole - b)) <= bound


def test_a_sure_prediction_keeps_its_digits():
    gradient = act.cross_entropy.gradient([0.0, -40.0], 0)
    assert gradient[0] == -gradient[1] == pytest.approx(-np.exp(-40), rel=1e-15)
    assert act.cross_entropy([0.0, -40.0], 0) == pytest.approx(np.exp(-40), rel=1e-15)


def test_binary_cross_entropy_keeps_its_digits():
    points = [-800.0, -745.0, -40.0, -1.0, -1e-9, 0.0, 0.3, 36.0, 40.0, 700.0, 1e300]
    for x, y, w, c in itertools.product(
        points, [0.0, 1e-20, 0.3, 0.5, 1.0], [1.0, 2.5], [1.0, 7.0]
    ):
        with mpmath.workdps(60 + int(min(abs(x), 800))):
            a, b = mpmath.mpf(x), mpmath.mpf(y)
            if x < 1e4:
                down, up = mpmath.log1p(mpmath.exp(-a)), mpmath.log1p(mpmath.exp(a))
                p, q = 1 / (1 + mpmath.exp(-a)), 1 / (1 + mpmath.exp(a))
            else:
                down, up, p, q = 0, a, 1, 0
            loss = w * ((1 - b) * up + c * b * down)
            got = BINARY(x, y, weight=w, pos_weight=c)
            assert abs(mpmath.mpf(float(got)) - loss) <= 8 * EPS * loss + mpmath.mpf(5e-323)
            terms = w * (1 - b) * p, w * c * b * q
            got = BINARY.gradient(x, y, weight=w, pos_weight=c)
            bound = 8 * EPS * sum(terms) + mpmath.mpf(5e-323)
            assert abs(mpmath.mpf(float(got)) - (terms[0] - terms[1])) <= bound


@pytest.mark.parametrize("f", [act.cross_entropy, BINARY], ids=lambda f: f.name)
def test_float32_is_rounded_once(f):
    rng = np.random.default_rng(0)
    x = (rng.normal(size=(50, 7)) * 20).astype(np.float32)
    target = rng.integers(0, 7, 50) if f is act.cross_entropy else rng.random((50, 7))
    for call in (f, f.gradient):
        narrow, wide = (call(a, target, reduction="none") for a in (x, x.astype(float)))
        assert np.array_equal(narrow, wide.astype(np.float32))


# --- what the parameters mean ---

X = np.random.default_rng(1).normal(size=(6, 4)) * 2
CLASSES = np.array([0, 3, -100, 1, 1, -100])
SOFT = act.softmax(np.random.default_rng(2).normal(size=(6, 4)))
WEIGHT = np.array([0.5, 2.0, 0.0, 1.5])


def by_the_book(x, target, weight, smoothing, reduction):
    """Return PyTorch's definition, from its page, in plain NumPy."""
    log_p = x - np.log(np.exp(x).sum(-1, keepdims=True))
    w = np.ones(4) if weight is None else weight
    if target.ndim == 1:
        kept = target != -100
        one = np.where(kept, target, 0)
        each = -w[one] * log_p[np.arange(6), one] * (1 - smoothing)
        each = (each - smoothing / 4 * (w * log_p).sum(-1)) * kept
        share = w[one][kept].sum()
    else:
        smooth = target * (1 - smoothing) + smoothing / 4
        each, share = -(w * smooth * log_p).sum(-1), 6
    return {"none": each, "sum": each.sum(), "mean": each.sum() / share}[reduction]


@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("weight", [None, WEIGHT], ids=["plain", "weights"])
@pytest.mark.parametrize("target", [CLASSES, SOFT], ids=["classes", "probabilities"])
def test_cross_entropy_is_the_printed_definition(target, weight, smoothing, reduction):
    given = {"weight": weight, "label_smoothing": smoothing, "reduction": reduction}
    expected = by_the_book(X, target, weight, smoothing, reduction)
    assert np.allclose(act.cross_entropy(X, target, **given), expected, rtol=1e-13)
    gradient = act.cross_entropy.gradient(X, target, **given)
    h = 1e-6
    for index in np.ndindex(6, 4):
        step = np.zeros_like(X)
        step[index] = h
        ends = [by_the_book(X + s, target, weight, smoothing, reduction) for s in (step, -step)]
        slope = np.sum(ends[0] - ends[1]) / (2 * h)
        assert gradient[index] == pytest.approx(slope, abs=1e-8)


def test_a_batch_that_is_ignored_has_no_mean_and_no_gradient():
    ignored = np.full(6, -100)
    assert np.isnan(act.cross_entropy(X, ignored))
    assert act.cross_entropy(X, ignored, reduction="sum") == 0
    assert not act.cross_entropy(X, ignored, reduction="none").any()
    for reduction in ("none", "sum", "mean"):
        assert not act.cross_entropy.gradient(X, ignored, reduction=reduction).any()
    assert act.cross_entropy(np.full((1, 4), np.nan), [7], ignore_index=7, reduction="sum") == 0
    assert np.isnan(act.cross_entropy(X, np.array([2] * 6), weight=WEIGHT))


def test_the_mean_of_large_losses_and_weights_is_finite():
    x = np.array([[0.0, 1e308]] * 4)
    assert act.cross_entropy(x, [0] * 4) == 1e308
    assert act.cross_entropy(x, [[1.0, 0.0]] * 4) == 1e308
    assert BINARY(x[:, 1], np.zeros(4)) == 1e308
    x = np.array([[0.0, 3.0]] * 4)
    for size in (1e308, 1e-308):
        for call in (act.cross_entropy, act.cross_entropy.gradient):
            got, plain = (
                call(x, [0, 1] * 2, weight=[size, size / 2]),
                call(x, [0, 1] * 2, weight=[2, 1]),
            )
            assert np.allclose(got, plain, rtol=1e-15, atol=0)


def test_weights_of_the_binary_loss_broadcast():
    x = np.random.default_rng(3).normal(size=(5, 3))
    y = np.random.default_rng(4).random((5, 3))
    weight, pos_weight = np.array([[1.0], [2.0], [0.0], [3.0], [0.5]]), np.array([1.0, 2.0, 4.0])
    each = weight * ((1 - y) * np.log1p(np.exp(x)) + pos_weight * y * np.log1p(np.exp(-x)))
    given = {"weight": weight, "pos_weight": pos_weight}
    assert np.allclose(BINARY(x, y, reduction="none", **given), each)
    assert BINARY(x, y, **given) == pytest.approx(each.mean())
    assert BINARY(x, y, reduction="sum", **given) == pytest.approx(each.sum())
    slope = weight * ((1 - y) * act.sigmoid(x) - pos_weight * y * act.sigmoid(-x))
    assert np.allclose(BINARY.gradient(x, y, reduction="sum", **given), slope)
    assert np.allclose(BINARY.gradient(x, y, **given), slope / 15)
    out = np.zeros((3, 5)).T
    assert BINARY.gradient(x, y, out=out, **given) is out
    assert np.allclose(out, slope / 15)


def test_two_classes_are_the_binary_loss():
    x, y = np.linspace(-50, 50, 101), np.linspace(0, 1, 101)
    pair, both = np.stack([x, np.zeros_like(x)], -1), np.stack([y, 1 - y], -1)
    for reduction in ("none", "mean"):
        expected = act.cross_entropy(pair, both, reduction=reduction)
        assert np.allclose(BINARY(x, y, reduction=reduction), expected, rtol=1e-14)


def test_infinite_scores_of_the_binary_loss():
    inf = np.inf
    x, y = [inf, -inf, inf, -inf, np.nan], [1, 0, 0, 1, 1]
    assert np.array_equal(BINARY(x, y, reduction="none"), [0, 0, inf, inf, np.nan], equal_nan=True)
    got = BINARY.gradient(x, y, reduction="none")
    assert np.array_equal(got, [0, 0, 1, -1, np.nan], equal_nan=True)
    assert np.isnan(BINARY([], []))
    assert BINARY(0.0, True) == BINARY(0.0, 1.0) == np.log(2)
    assert BINARY.lipschitz == BINARY.gradient(inf, 0)


def test_the_lipschitz_constant_of_cross_entropy():
    certain = act.cross_entropy.gradient([60.0, 0.0], 1)
    assert np.linalg.norm(certain) == pytest.approx(act.cross_entropy.lipschitz)


# --- properties ---

scores = arrays(float, (4, 3), elements=st.floats(-300, 300))
classes = arrays(np.int64, 4, elements=st.sampled_from([-100, 0, 1, 2]))
smoothings = st.sampled_from([0.0, 0.1, 1.0])


@given(scores, classes, smoothings)
def test_ones_for_weights_are_no_weights(x, target, smoothing):
    for call in (act.cross_entropy, act.cross_entropy.gradient):
        plain = call(x, target, label_smoothing=smoothing)
        same = call(x, target, label_smoothing=smoothing, weight=np.ones(3))
        assert np.array_equal(plain, same, equal_nan=True)


@given(scores, classes, smoothings)
def test_a_row_that_is_ignored_is_a_row_left_out(x, target, smoothing):
    kept = target != -100
    for reduction in ("mean", "sum"):
        given = {"reduction": reduction, "label_smoothing": smoothing}
        whole, part = (
            act.cross_entropy(x, target, **given),
            act.cross_entropy(x[kept], target[kept], **given),
        )
        assert whole == pytest.approx(part, rel=1e-14, nan_ok=True)
        gradient = act.cross_entropy.gradient(x, target, **given)
        expected = act.cross_entropy.gradient(x[kept], target[kept], **given)
        assert np.allclose(gradient[kept], expected, rtol=1e-15, atol=0)
        assert not gradient[~kept].any()


@given(scores, classes, smoothings)
def test_gradients_of_a_row_sum_to_zero(x, target, smoothing):
    gradient = act.cross_entropy.gradient(x, target, label_smoothing=smoothing, reduction="sum")
    assert np.abs(gradient.sum(-1)).max() <= 16 * EPS


# --- refusals and edges ---


def test_cross_entropy_of_classes_and_of_probabilities():
    rng = np.random.default_rng(0)
    x, classes = rng.normal(size=(3, 5, 4)), rng.integers(0, 4, (3, 5))
    one_hot = np.eye(4)[classes]
    for reduction in ("none", "mean", "sum"):
        a = act.cross_entropy(x, classes, reduction=reduction)
        assert np.allclose(a, act.cross_entropy(x, one_hot, reduction=reduction), rtol=1e-15)
        moved = np.moveaxis(x, -1, 0)
        assert np.allclose(a, act.cross_entropy(moved, classes, axis=0, reduction=reduction))
        gradient = act.cross_entropy.gradient(x, classes, reduction=reduction)
        share = 15 if reduction == "mean" else 1
        assert np.allclose(gradient, (act.softmax(x) - one_hot) / share, atol=1e-15)
        assert np.array_equal(gradient, act.cross_entropy.gradient(x, one_hot, reduction=reduction))
        same = act.cross_entropy.gradient(moved, classes, axis=0, reduction=reduction)
        assert np.array_equal(np.moveaxis(same, 0, -1), gradient)
    soft = act.softmax(rng.normal(size=x.shape)) / 2
    h, step = 1e-6, np.zeros_like(x)
    step[1, 2, 3] = h
    slope = (
        act.cross_entropy(x + step, soft, reduction="sum")
        - act.cross_entropy(x - step, soft, reduction="sum")
    ) / (2 * h)
    gradient = act.cross_entropy.gradient(x, soft, reduction="sum")
    assert gradient[1, 2, 3] == pytest.approx(slope, abs=1e-7)


def test_cross_entropy_at_the_edges():
    assert act.cross_entropy([1000.0, 0.0], 1) == 1000
    assert act.cross_entropy([0.0, -np.inf], [1.0, 0.0]) == 0
    assert act.cross_entropy([0.0, -np.inf], 1) == np.inf
    assert act.cross_entropy([[2.0]], [0]) == 0
    assert act.cross_entropy.gradient([[2.0]], [0]).tolist() == [[0]]
    assert np.isnan(act.cross_entropy([np.nan, 0.0], 1))
    assert np.isnan(act.cross_entropy.gradient([np.nan, 0.0], 1)).all()


@pytest.mark.parametrize(
    ("target", "error", "words"),
    [
        (
            [0, 3],
            ValueError,
            "target has the index 3, but there are 3 classes; .* or ignore_index, -100",
        ),
        ([0, -1], ValueError, "target has the index -1, but"),
        ([0], ValueError, r"target has shape \(1,\) and dtype int64"),
        ([0.0, 1.0], ValueError, r"target has shape \(2,\) and dtype float64"),
        ([True, False], ValueError, r"target has shape \(2,\) and dtype bool"),
        (np.full((2, 3), -0.1), ValueError, "target has an element that is negative"),
        (np.full((2, 3), np.nan), ValueError, "target has an element that is negative or not"),
        (["a", "b"], TypeError, "target has dtype"),
    ],
)
def test_a_wrong_target_is_refused(target, error, words):
    for f, name in [
        (act.cross_entropy, "cross_entropy"),
        (act.cross_entropy.gradient, "cross_entropy.gradient"),
    ]:
        with pytest.raises(error, match=f"^{name}: {words}"):
            f(np.zeros((2, 3)), target)


def test_wrong_weights_and_ignored_classes_are_refused():
    x = np.zeros((2, 3))
    for weights, words in [
        (
            {"weight": [1.0, 2.0]},
            r"weight has shape \(2,\), but one number for each of the 3 classes",
        ),
        (
            {"weight": [1.0, -2.0, 0.0]},
            r"weight is .*, but an array of finite numbers from 0 on or",
        ),
        ({"label_smoothing": 1.5}, "label_smoothing is 1.5, .* at least 0 and at most 1 is needed"),
    ]:
        with pytest.raises(ValueError, match=f"^cross_entropy: {words}"):
            act.cross_entropy(x, [0, 1], **weights)
    with pytest.raises(
        ValueError, match=r"^cross_entropy: ignore_index is 0, but the target has prob"
    ):
        act.cross_entropy(x, x, ignore_index=0)
    with pytest.raises(TypeError, match=r"^cross_entropy: ignore_index is 0.5, but a whole number"):
        act.cross_entropy(x, [0, 1], ignore_index=0.5)


def test_wrong_targets_and_weights_of_the_binary_loss_are_refused():
    name = BINARY.name
    with pytest.raises(
        ValueError, match=rf"^{name}: target has shape \(3,\), but that of input, \(2,\)"
    ):
        BINARY([0.0, 0.0], [0.0, 0.0, 0.0])
    for wrong in (-0.1, 1.1, np.nan):
        with pytest.raises(
            ValueError, match=rf"^{name}: target has an element that is not from 0 to 1"
        ):
            BINARY([0.0, 0.0], [0.5, wrong])
    for factor in ("weight", "pos_weight"):
        with pytest.raises(
            ValueError, match=rf"^{name}: {factor} has shape \(3, 1\), which does not"
        ):
            BINARY([0.0, 0.0], [0.5, 0.5], **{factor: np.ones(3)})


def test_a_wrong_reduction_is_refused():
    with pytest.raises(
        ValueError, match=r"^cross_entropy: reduction is 'max', but 'none' or 'mean'"
    ):
        act.cross_entropy([0.0, 1.0], 0, reduction="max")

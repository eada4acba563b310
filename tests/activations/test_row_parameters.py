"""What softmax, its logarithm and log-sum-exp take beside scores: where, axes, factors, signs."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

import activations as act

EPS = np.finfo(float).eps

PARTS = np.random.default_rng(1).normal(size=(30, 7)) * 5
HERE = np.random.default_rng(2).random((30, 7)) < 0.6
HERE[0], HERE[1] = True, [False] * 6 + [True]


@pytest.mark.parametrize("f", [act.softmax, act.log_softmax], ids=lambda f: f.name)
def test_where_is_the_same_as_leaving_out(f):
    v = np.cos(PARTS)
    outside = 0 if f is act.softmax else -np.inf
    hidden = np.where(HERE, PARTS, np.nan)
    got, jacobian = f(hidden, where=HERE), f.jacobian(hidden, where=HERE)
    vjp = f.vjp(hidden, np.where(HERE, v, np.nan), where=HERE)
    for i, here in enumerate(HERE):
        assert here.any()
        assert np.allclose(got[i, here], f(PARTS[i, here]), rtol=4 * EPS, atol=0)
        assert (got[i, ~here] == outside).all()
        assert np.allclose(vjp[i, here], f.vjp(PARTS[i, here], v[i, here]), rtol=1e-13, atol=1e-15)
        assert not vjp[i, ~here].any()
        assert np.allclose(jacobian[i][np.ix_(here, here)], f.jacobian(PARTS[i, here]), rtol=1e-13)
        assert not jacobian[i][~here].any()
        assert not jacobian[i][:, ~here].any()


def test_where_for_logsumexp_and_rows_with_nothing():
    hidden = np.where(HERE, PARTS, np.inf)
    got = act.logsumexp(hidden, where=HERE)
    expected = [act.logsumexp(row[here]) for row, here in zip(PARTS, HERE, strict=True)]
    assert np.allclose(got, expected, rtol=4 * EPS)
    assert np.array_equal(
        act.logsumexp.gradient(hidden, where=HERE), act.softmax(hidden, where=HERE)
    )
    x, nothing = np.ones((2, 3)), np.array([[False], [True]])
    assert act.softmax(x, where=nothing)[0].tolist() == [0, 0, 0]
    assert act.softmax.vjp(x, x, where=nothing)[0].tolist() == [0, 0, 0]
    assert not act.softmax.jacobian(x, where=nothing)[0].any()
    assert act.log_softmax(x, where=nothing)[0].tolist() == [-np.inf] * 3
    assert act.log_softmax.vjp(x, x, where=nothing)[0].tolist() == [0, 0, 0]
    assert act.logsumexp(x, where=nothing)[0] == -np.inf
    assert act.logsumexp.gradient(x, where=nothing)[0].tolist() == [0, 0, 0]
    assert act.logsumexp([[2.0]], keepdims=True, where=[[False]]).tolist() == [[-np.inf]]
    with pytest.raises(
        ValueError, match=r"^softmax: where has shape \(2,\), which does not broadcast"
    ):
        act.softmax(x, where=[True, False])


def test_several_axes_are_one_long_one():
    x = np.random.default_rng(0).normal(size=(2, 3, 4, 5))
    v, turned = np.sin(x), (0, 2, 1, 3)
    long = x.transpose(turned).reshape(2, 4, 15)
    for f in (act.softmax, act.log_softmax):
        expected = f(long).reshape(2, 4, 3, 5).transpose(turned)
        assert np.array_equal(f(x, axis=(1, 3)), expected)
        assert np.array_equal(f(x, axis=(-1, 1)), expected)
        v_long = v.transpose(turned).reshape(long.shape)
        expected = f.vjp(long, v_long).reshape(2, 4, 3, 5).transpose(turned)
        assert np.array_equal(f.vjp(x, v, axis=(1, 3)), expected)
        jacobian = f.jacobian(x, axis=(1, 3))
        assert jacobian.shape == (2, 4, 3, 5, 3, 5)
        assert np.array_equal(jacobian.reshape(2, 4, 15, 15), f.jacobian(long))
    assert np.array_equal(act.logsumexp(x, axis=(1, 3)), act.logsumexp(long))
    assert act.logsumexp(x, axis=(1, 3), keepdims=True).shape == (2, 1, 4, 1)
    assert act.logsumexp(x, axis=(0, 1, 2, 3)).shape == ()
    for axis, words in [((), r"\(\)"), ((1, 1), r"\(1, 1\), but each"), ((0, -4), ".*, but each")]:
        with pytest.raises(ValueError, match=f"^softmax: axis is {words}"):
            act.softmax(x, axis=axis)
    for axis in ((0, 4), (0, 1.0), [0, 1], (True,)):
        with pytest.raises((TypeError, ValueError), match=r"^softmax: axis is "):
            act.softmax(x, axis=axis)


def signed(x, b):
    """Return the logarithm of the sum's size, its sign, how much it cancels, and the shares."""
    terms = [
        mpmath.mpf(float(w)) * mpmath.exp(mpmath.mpf(float(t))) for t, w in zip(x, b, strict=True)
    ]
    total = mpmath.fsum(terms)
    cancels = mpmath.fsum(map(abs, terms)) / abs(total)
    return mpmath.log(abs(total)), mpmath.sign(total), cancels, [t / total for t in terms]


def test_factors_of_any_sign_and_size():
    rng = np.random.default_rng(4)
    for n in (1, 2, 5, 100):
        for spread in (1.0, 300.0, 700.0):
            x = rng.uniform(-spread, spread, n)
            b = rng.normal(size=n) * 10.0 ** rng.uniform(-spread / 3, spread / 3, n)
            b[rng.random(n) < 0.2] = 0.0
            if not b.any():
                continue
            with mpmath.workdps(1500):
                true, sign, cancels, shares = signed(x, b)
                got, got_sign = act.logsumexp(x, b=b, return_sign=True)
                bound = 8 * EPS * cancels * max(1, *abs(x), *abs(np.log(abs(b[b != 0]))))
                assert got_sign == sign
                assert abs(mpmath.mpf(float(got)) - true) <= bound
                for one, share in zip(act.logsumexp.gradient(x, b=b), shares, strict=True):
                    allowed = 2 * bound * abs(share) + 1e-320
                    assert abs(mpmath.mpf(float(one)) - share) <= allowed
            alone = act.logsumexp(x, b=b)
            assert alone == got if sign > 0 else np.isnan(alone)


def test_factors_at_the_edges():
    inf = np.inf
    assert act.logsumexp([1.0, inf], b=[1.0, 0.0]) == 1
    assert act.logsumexp([1.0, inf], b=[-1.0, 2.0]) == inf
    assert act.logsumexp([1.0, inf], b=[1.0, -2.0], return_sign=True) == (inf, -1)
    assert np.isnan(act.logsumexp([inf, inf], b=[1.0, -2.0]))
    assert act.logsumexp([inf, inf], b=[1.0, 2.0]) == inf
    assert act.logsumexp([1.0, 1.0], b=[1.0, -1.0], return_sign=True) == (-inf, 0)
    assert act.logsumexp([1.0, 1.0], b=[1.0, -1.0]) == -inf
    assert act.logsumexp([1.0, 2.0], b=0.0, return_sign=True) == (-inf, 0)
    assert act.logsumexp([-inf, -inf], return_sign=True) == (-inf, 0)
    assert act.logsumexp([1.0, 2.0], b=1.0) == act.logsumexp([1.0, 2.0])
    x, out = np.array([[1.0, 2.0], [3.0, 4.0]]), np.empty(2)
    value, sign = act.logsumexp(x, b=-1.0, return_sign=True, out=out)
    assert value is out
    assert np.array_equal(value, act.logsumexp(x))
    assert sign.tolist() == [-1, -1]
    beside = x[:, 0]
    _, sign = act.logsumexp(x, b=[1.0, -9.0], return_sign=True, out=beside)
    assert sign.tolist() == [-1, -1]
    with pytest.raises(ValueError, match=r"^logsumexp: b is nan, but an array of finite numbers"):
        act.logsumexp(x, b=np.nan)

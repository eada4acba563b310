"""The whole interface as a caller uses it: type checkers read this file, and it runs."""

from collections.abc import Callable
from typing import Any, assert_type

import numpy as np
from numpy.typing import ArrayLike, NDArray

import activations as act
from activations import Elementwise, Function, Kink

Array = NDArray[Any]
x: NDArray[np.float32] = np.linspace(-2, 2, 24, dtype=np.float32).reshape(2, 4, 3)
v = np.ones_like(x)
out = np.empty_like(x)
ones = np.ones(4)

# What comes back: a scalar for a scalar, an array for what is like one, `out` for `out`.
assert_type(act.relu(0.5), np.float64)
assert_type(act.relu(True), np.float64)
assert_type(act.relu(np.int8(3)), np.float64)
assert_type(act.relu(np.float32(0.5)), np.floating[Any])
assert_type(act.relu(x), Array)
assert_type(act.relu([0.5, 1]), Array)
assert_type(act.relu(((0.5, 1.0), (2.0, 3.0)), out=None), Array)
assert_type(act.relu(x, out=out), NDArray[np.float32])
assert_type(act.relu.derivative(0.5), np.float64)
assert_type(act.relu.derivative(x), Array)
assert_type(act.relu.derivative(x, out=out), NDArray[np.float32])
assert_type(act.relu.kinks(), tuple[Kink, ...])
assert_type(act.relu.kinks()[0].derivative, float)
assert_type(act.softmax(x), Array)
assert_type(act.softmax.jacobian(x), Array)
assert_type(act.layer_norm(x, 3, out=out), NDArray[np.float32])
assert_type(act.layer_norm.vjp(x, v, 3), tuple[Array, Array | None, Array | None])
assert_type(act.logsumexp([1.0, 2.0]), np.floating[Any] | Any)
assert_type(act.cross_entropy([[1.0, 2.0]], [0]), np.floating[Any] | Any)
assert_type(act.cross_entropy.gradient([[1.0, 2.0]], [0]), Array)


def on_any_input(given: ArrayLike) -> NDArray[np.float64]:
    """Hand on what is like an array; what comes back fits an annotation."""
    return act.sigmoid(given)


number: float = act.sigmoid(0.5)
on_any_input([number])

# Facts.
assert_type(act.relu.name, str)
assert_type(act.relu.lipschitz, float)
assert_type(act.relu.range, tuple[float, float])
assert_type(act.relu.minimum, tuple[float, float] | None)
assert_type(act.softmax.lipschitz, float | None)
assert_type(act.elu.example, dict[str, Any])
assert_type(act.elu.parameters[0].name, str)

# Any function by its name.
assert_type(act.CATALOG, dict[str, Function])
act.CATALOG["relu"](x)
act.CATALOG["gelu"](x, approximate="tanh")
act.CATALOG["relu"](x, out=out)
activations: list[Callable[..., Any]] = [act.relu, *act.CATALOG.values()]
plain: Callable[[Array], Array] = act.relu
functions: list[Elementwise] = [f for f in act.CATALOG.values() if isinstance(f, Elementwise)]
for f in functions:
    f.derivative(0.5, **f.example)

# Each function, by position and by name.
calls: list[object] = [
    act.sigmoid(x),
    act.sigmoid.derivative(x),
    act.sigmoid.kinks(),
    act.logit(0.5),
    act.logit.derivative(0.5),
    act.logit.kinks(),
    act.logsigmoid(x),
    act.logsigmoid.derivative(x),
    act.logsigmoid.kinks(),
    act.softplus(x, 2.0, 20),
    act.softplus.derivative(x, beta=2),
    act.softplus.kinks(2, threshold=20.0),
    act.tanh(x),
    act.tanh.derivative(x),
    act.tanh.kinks(),
    act.tanhshrink(x),
    act.tanhshrink.derivative(x),
    act.tanhshrink.kinks(),
    act.softsign(x),
    act.softsign.derivative(x),
    act.softsign.kinks(),
    act.relu6(x),
    act.relu6.derivative(x),
    act.relu6.kinks(),
    act.threshold(x, 0.1, 20),
    act.threshold.derivative(x, threshold=0.1, value=20),
    act.threshold.kinks(),
    act.threshold.kinks(0.1, value=20),
    act.hardtanh(x, -2, 2),
    act.hardtanh.derivative(x, min_val=-2),
    act.hardtanh.kinks(max_val=2),
    act.hardsigmoid(x),
    act.hardsigmoid.derivative(x),
    act.hardsigmoid.kinks(),
    act.hardswish(x),
    act.hardswish.derivative(x),
    act.hardswish.kinks(),
    act.leaky_relu(x, 0.1),
    act.leaky_relu.derivative(x, negative_slope=0.1),
    act.leaky_relu.kinks(0.1),
    act.prelu(x, 0.25),
    act.prelu(x, weight=ones),
    act.prelu.derivative(x, 0.25),
    act.prelu.weight_derivative(x, 0.25),
    act.prelu.kinks(),
    act.prelu.kinks(0.25),
    act.rrelu(x, 0.1, 0.3, training=True, rng=0),
    act.rrelu.derivative(x, rng=np.random.default_rng(0)),
    act.rrelu.kinks(lower=0.1),
    act.elu(x, 2),
    act.elu.derivative(x, alpha=2.0),
    act.elu.kinks(),
    act.selu(x),
    act.selu.derivative(x),
    act.selu.kinks(),
    act.celu(x, 2),
    act.celu.derivative(x, alpha=2.0),
    act.celu.kinks(),
    act.hardshrink(x, 0.1),
    act.hardshrink.derivative(x, lambd=0.1),
    act.hardshrink.kinks(),
    act.softshrink(x, 0.1),
    act.softshrink.derivative(x, lambd=0.1),
    act.softshrink.kinks(),
    act.relu_squared(x),
    act.relu_squared.derivative(x),
    act.relu_squared.kinks(),
    act.squareplus(x, 4),
    act.squareplus.derivative(x, b=2.0),
    act.squareplus.kinks(b=1),
    act.sparse_plus(x),
    act.sparse_plus.derivative(x),
    act.sparse_plus.kinks(),
    act.softcap(x, 50),
    act.softcap.derivative(x, cap=50.0),
    act.softcap.kinks(),
    act.quick_gelu(x),
    act.quick_gelu.derivative(x),
    act.quick_gelu.kinks(),
    act.silu(x),
    act.silu.derivative(x),
    act.silu.kinks(),
    act.mish(x),
    act.mish.derivative(x),
    act.mish.kinks(),
    act.gelu(x, "tanh"),
    act.gelu.derivative(x, approximate="none"),
    act.gelu.kinks("tanh"),
    act.glu([1.0, 2.0]),
    act.glu.vjp(x, v[:, :2], axis=1),
    act.swiglu(x, 1),
    act.swiglu.vjp(x, v[:, :2], axis=1),
    act.geglu(x, axis=1),
    act.geglu.vjp(x, v[:, :2], 1),
    act.reglu(x, 1),
    act.reglu.vjp(x, v[:, :2], 1),
    act.sparsemax(x, 1),
    act.sparsemax.vjp(x, v, axis=1),
    act.sparsemax.jacobian(x),
    act.entmax15(x, axis=0),
    act.entmax15.vjp(x, v),
    act.entmax15.jacobian(x, 1),
    act.softmax(x, 1, out=out),
    act.softmax.vjp(x, v, axis=1, out=out),
    act.softmax.jacobian(x, axis=1),
    act.softmin(x, 1),
    act.softmin.vjp(x, v, 1),
    act.softmin.jacobian(x, 1),
    act.log_softmax(x, 1),
    act.log_softmax.vjp(x, v, 1),
    act.log_softmax.jacobian(x, 1),
    act.softmax(x, (0, 1), where=x > 0),
    act.softmax.jacobian(x, axis=(0, 1), where=[True, False, True]),
    act.log_softmax.vjp(x, v, where=x > 0),
    act.logit(0.5, eps=1e-6),
    act.logsumexp(x, axis=1, keepdims=True),
    act.logsumexp(x, (0, 1), where=x > 0, b=v),
    act.logsumexp.gradient(x, b=v, return_sign=True),
    act.logsumexp.gradient(x, 1),
    act.logsumexp.vjp([1.0, 2.0], 1.0),
    act.gumbel_softmax(x, tau=0.5, hard=True, rng=0),
    act.gumbel_softmax.vjp(x, v, rng=0),
    act.gumbel_softmax.jacobian(x, 0.5, rng=np.random.default_rng(0)),
    act.cross_entropy(x, [[0, 1, 2], [3, 0, 1]], axis=1, reduction="none"),
    act.cross_entropy.gradient([0.0, 1.0], target=[0.5, 0.5], reduction="sum"),
    act.cross_entropy(
        [[0.0, 1.0, 2.0]], [1], weight=[1.0, 1.0, 2.0], ignore_index=0, label_smoothing=0.1
    ),
    act.binary_cross_entropy_with_logits(x, x > 0, "sum", pos_weight=v),
    act.binary_cross_entropy_with_logits.gradient(0.5, 1, weight=2.0),
    act.layer_norm(x, (4, 3), weight=np.ones((4, 3)), bias=None, eps=1e-6),
    act.rms_norm(x, [3], eps=None),
    act.rms_norm.vjp(x, v, 3),
    act.group_norm(x, 2, ones, bias=ones),
    act.group_norm.vjp(x, v, num_groups=2),
    act.batch_norm(x, None, None, training=True),
    act.batch_norm.vjp(x, v, -ones, ones, ones),
    act.instance_norm(x),
    act.instance_norm.vjp(x, v, use_input_stats=True),
    act.local_response_norm(x, 2, alpha=1e-3),
    act.local_response_norm.vjp(x, v, 2, beta=0.5, k=2),
    act.normalize(x, p=np.inf, axis=-1),
    act.normalize.vjp(x, v, 1, eps=0),
]

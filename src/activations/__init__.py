"""Activation functions and their derivatives, right to the last bits, in NumPy alone.

>>> import activations as act
>>> float(act.sigmoid(0.0)), float(act.sigmoid.derivative(0.0))
(0.5, 0.25)
"""

from activations.elementwise import Elementwise, Kink
from activations.function import Function
from activations.loss import cross_entropy
from activations.piecewise import (
    celu,
    elu,
    hardshrink,
    hardsigmoid,
    hardswish,
    hardtanh,
    leaky_relu,
    prelu,
    relu,
    relu6,
    rrelu,
    selu,
    softshrink,
    threshold,
)
from activations.smooth import logit, logsigmoid, sigmoid, softplus, softsign, tanh, tanhshrink
from activations.vector import (
    glu,
    gumbel_softmax,
    log_softmax,
    logsumexp,
    softmax,
    softmin,
)

CATALOG: dict[str, Function] = {
    f.name: f
    for f in (
        threshold,
        relu,
        hardtanh,
        hardswish,
        relu6,
        elu,
        selu,
        celu,
        leaky_relu,
        prelu,
        rrelu,
        glu,
        logsigmoid,
        hardshrink,
        tanhshrink,
        softsign,
        softplus,
        softmin,
        softmax,
        softshrink,
        gumbel_softmax,
        log_softmax,
        tanh,
        sigmoid,
        hardsigmoid,
    )
}
"""Name to function, in the order of PyTorch's page of non-linear activation functions.

``logit``, ``logsumexp`` and ``cross_entropy`` belong to them but are not on that page.
"""

__all__ = [
    "CATALOG",
    "Elementwise",
    "Function",
    "Kink",
    "celu",
    "cross_entropy",
    "elu",
    "glu",
    "gumbel_softmax",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "leaky_relu",
    "log_softmax",
    "logit",
    "logsigmoid",
    "logsumexp",
    "prelu",
    "relu",
    "relu6",
    "rrelu",
    "selu",
    "sigmoid",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "tanh",
    "tanhshrink",
    "threshold",
]

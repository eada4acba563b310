"""Activation functions and their derivatives, right to the last bits, in NumPy alone.

>>> import activations as act
>>> float(act.sigmoid(0.0)), float(act.sigmoid.derivative(0.0))
(0.5, 0.25)
"""

from activations.elementwise import Elementwise, Kink
from activations.function import Function
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
        logsigmoid,
        hardshrink,
        tanhshrink,
        softsign,
        softplus,
        softshrink,
        tanh,
        sigmoid,
        hardsigmoid,
    )
}
"""Name to function, in the order of PyTorch's page of non-linear activation functions.

``logit`` is the inverse of one of them and not itself on that page, so it is not listed.
"""

__all__ = [
    "CATALOG",
    "Elementwise",
    "Function",
    "Kink",
    "celu",
    "elu",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "leaky_relu",
    "logit",
    "logsigmoid",
    "prelu",
    "relu",
    "relu6",
    "rrelu",
    "selu",
    "sigmoid",
    "softplus",
    "softshrink",
    "softsign",
    "tanh",
    "tanhshrink",
    "threshold",
]

"""Activation functions and their derivatives, right to the last bits, in NumPy alone.

>>> import activations as act
>>> float(act.sigmoid(0.0)), float(act.sigmoid.derivative(0.0))
(0.5, 0.25)
"""

from activations.elementwise import Elementwise, Kink
from activations.function import Function
from activations.gated import gelu, mish, silu
from activations.lengths import local_response_norm, normalize
from activations.loss import cross_entropy
from activations.normalisation import (
    batch_norm,
    group_norm,
    instance_norm,
    layer_norm,
    rms_norm,
)
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
        gelu,
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
        silu,
        mish,
        batch_norm,
        group_norm,
        instance_norm,
        layer_norm,
        local_response_norm,
        rms_norm,
        normalize,
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
    "batch_norm",
    "celu",
    "cross_entropy",
    "elu",
    "gelu",
    "glu",
    "group_norm",
    "gumbel_softmax",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "instance_norm",
    "layer_norm",
    "leaky_relu",
    "local_response_norm",
    "log_softmax",
    "logit",
    "logsigmoid",
    "logsumexp",
    "mish",
    "normalize",
    "prelu",
    "relu",
    "relu6",
    "rms_norm",
    "rrelu",
    "selu",
    "sigmoid",
    "silu",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "tanh",
    "tanhshrink",
    "threshold",
]

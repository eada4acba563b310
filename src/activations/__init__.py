"""Activation functions and their derivatives, right to the last bits, in NumPy alone.

>>> import activations as act
>>> float(act.sigmoid(0.0)), float(act.sigmoid.derivative(0.0))
(0.5, 0.25)
"""

from importlib import metadata

# isort: off
# In the order in which a reader meets the families.
from activations.core.function import Function
from activations.core.elementwise import Elementwise, Kink
from activations.sigmoids import logsigmoid, sigmoid, softplus
from activations.log_odds import logit
from activations.hyperbolic import softcap, softsign, tanh, tanhshrink
from activations.rectifiers import relu, relu6, threshold
from activations.soft_rectifiers import relu_squared, sparse_plus, squareplus
from activations.hard import hardsigmoid, hardswish, hardtanh
from activations.leaky import leaky_relu, prelu, rrelu
from activations.exponential import celu, elu, selu
from activations.shrinkage import hardshrink, softshrink
from activations.gated import mish, quick_gelu, silu
from activations.gaussian import gelu
from activations.gated_units import geglu, glu, reglu, swiglu
from activations.softmaxes import softmax, softmin
from activations.log_softmaxes import log_softmax, logsumexp
from activations.sparse import entmax15, sparsemax
from activations.gumbel import gumbel_softmax
from activations.losses import binary_cross_entropy_with_logits, cross_entropy
from activations.layer_norms import group_norm, layer_norm, rms_norm
from activations.batch_norms import batch_norm, instance_norm
from activations.lengths import local_response_norm, normalize
# isort: on

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
        relu_squared,
        squareplus,
        sparse_plus,
        softcap,
        quick_gelu,
        swiglu,
        geglu,
        reglu,
        sparsemax,
        entmax15,
    )
}
"""Name to function: PyTorch's page of non-linear activation functions in its order, then others.

``logit``, ``logsumexp`` and the two losses belong to them but are not in the catalogue.
"""

try:
    __version__ = metadata.version("activations")
except metadata.PackageNotFoundError:  # on the path alone, not installed
    __version__ = "0+unknown"

_functions = (*CATALOG.values(), binary_cross_entropy_with_logits, cross_entropy, logit, logsumexp)
__all__ = ["CATALOG", *(c.__name__ for c in (Elementwise, Function, Kink))]
__all__ += [f.name for f in _functions]


def __dir__() -> list[str]:
    """Show the interface alone: no modules, nothing that was imported."""
    return [*sorted(__all__), "__all__", "__doc__", "__version__"]

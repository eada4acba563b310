"""Activation functions and their derivatives, right to the last bits, in NumPy alone.

>>> import activations as act
>>> float(act.sigmoid(0.0)), float(act.sigmoid.derivative(0.0))
(0.5, 0.25)
"""

from activations.elementwise import Elementwise, Kink
from activations.smooth import logit, sigmoid

CATALOG: dict[str, Elementwise] = {f.name: f for f in (sigmoid,)}
"""Name to function, in the order of PyTorch's page of non-linear activation functions.

``logit`` is the inverse of one of them and not itself on that page, so it is not listed.
"""

__all__ = ["CATALOG", "Elementwise", "Kink", "logit", "sigmoid"]

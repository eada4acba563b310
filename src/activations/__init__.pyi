# Written by `python3 run.py record` from the definitions; do not edit, run that again.
# A function's docstring stands at its name, where an editor looks both for the name and for its call.

# On purpose: a call is narrower than that of the class above it, whose parameters are loose,
# mypy: disable-error-code="override, overload-overlap"
# and a scalar is array-like too, but what comes back for it is not an array.
# pyright: reportIncompatibleMethodOverride=false, reportOverlappingOverload=false

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from activations.core.along_axis import Halving, Reduction, ShiftInvariant
from activations.core.elementwise import Elementwise as Elementwise
from activations.core.elementwise import Kink as Kink
from activations.core.function import Function as Function
from activations.core.loss import OfClasses, OfNumbers
from activations.core.normalization import Normalization
from activations.leaky import LearnedSlope

_Real: TypeAlias = float | np.integer[Any] | np.bool
_Out = TypeVar("_Out", bound=NDArray[Any])

__all__ = [
    "CATALOG",
    "Elementwise",
    "Function",
    "Kink",
    "batch_norm",
    "binary_cross_entropy_with_logits",
    "celu",
    "cross_entropy",
    "elu",
    "entmax15",
    "geglu",
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
    "quick_gelu",
    "reglu",
    "relu",
    "relu6",
    "relu_squared",
    "rms_norm",
    "rrelu",
    "selu",
    "sigmoid",
    "silu",
    "softcap",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "sparse_plus",
    "sparsemax",
    "squareplus",
    "swiglu",
    "tanh",
    "tanhshrink",
    "threshold",
]
__version__: str

class _BatchNorm(Normalization):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        running_mean: ArrayLike | None,
        running_var: ArrayLike | None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        training: bool = False,
        momentum: float | None = 0.1,
        eps: float = 1e-05,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        running_mean: ArrayLike | None,
        running_var: ArrayLike | None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        training: bool = False,
        momentum: float | None = 0.1,
        eps: float = 1e-05,
        *,
        out: _Out,
    ) -> _Out: ...
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        running_mean: ArrayLike | None,
        running_var: ArrayLike | None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        training: bool = False,
        momentum: float | None = 0.1,
        eps: float = 1e-05,
    ) -> tuple[NDArray[Any], NDArray[Any] | None, NDArray[Any] | None]: ...

class _BinaryCrossEntropyWithLogits(OfNumbers):
    @overload
    def __call__(
        self,
        input: ArrayLike,
        target: ArrayLike,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        pos_weight: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> np.floating[Any] | Any: ...
    @overload
    def __call__(
        self,
        input: ArrayLike,
        target: ArrayLike,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        pos_weight: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def gradient(
        self,
        input: ArrayLike,
        target: ArrayLike,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        pos_weight: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> np.floating[Any] | Any: ...
    @overload
    def gradient(
        self,
        input: ArrayLike,
        target: ArrayLike,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        pos_weight: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...

class _Celu(Elementwise):
    @overload
    def __call__(self, x: _Real, alpha: float = 1.0, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], alpha: float = 1.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, alpha: float = 1.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, alpha: float = 1.0, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, alpha: float = 1.0, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], alpha: float = 1.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, alpha: float = 1.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, alpha: float = 1.0, *, out: _Out) -> _Out: ...
    def kinks(self, alpha: float = 1.0) -> tuple[Kink, ...]: ...

class _CrossEntropy(OfClasses):
    @overload
    def __call__(
        self,
        input: ArrayLike,
        target: ArrayLike,
        axis: int = -1,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        ignore_index: int = -100,
        label_smoothing: float = 0.0,
        *,
        out: None = None,
    ) -> np.floating[Any] | Any: ...
    @overload
    def __call__(
        self,
        input: ArrayLike,
        target: ArrayLike,
        axis: int = -1,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        ignore_index: int = -100,
        label_smoothing: float = 0.0,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def gradient(
        self,
        input: ArrayLike,
        target: ArrayLike,
        axis: int = -1,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        ignore_index: int = -100,
        label_smoothing: float = 0.0,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def gradient(
        self,
        input: ArrayLike,
        target: ArrayLike,
        axis: int = -1,
        reduction: Literal["none", "mean", "sum"] = "mean",
        weight: ArrayLike | None = None,
        ignore_index: int = -100,
        label_smoothing: float = 0.0,
        *,
        out: _Out,
    ) -> _Out: ...

class _Elu(Elementwise):
    @overload
    def __call__(self, x: _Real, alpha: float = 1.0, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], alpha: float = 1.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, alpha: float = 1.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, alpha: float = 1.0, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, alpha: float = 1.0, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], alpha: float = 1.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, alpha: float = 1.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, alpha: float = 1.0, *, out: _Out) -> _Out: ...
    def kinks(self, alpha: float = 1.0) -> tuple[Kink, ...]: ...

class _Entmax15(ShiftInvariant):
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def jacobian(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def jacobian(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def vjp(
        self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def vjp(self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...

class _Geglu(Halving):
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def vjp(
        self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def vjp(self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...

class _Gelu(Elementwise):
    @overload
    def __call__(
        self, x: _Real, approximate: Literal["none", "tanh"] = "none", *, out: None = None
    ) -> np.float64: ...
    @overload
    def __call__(
        self,
        x: np.floating[Any],
        approximate: Literal["none", "tanh"] = "none",
        *,
        out: None = None,
    ) -> np.floating[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, approximate: Literal["none", "tanh"] = "none", *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, approximate: Literal["none", "tanh"] = "none", *, out: _Out
    ) -> _Out: ...
    @overload
    def derivative(
        self, x: _Real, approximate: Literal["none", "tanh"] = "none", *, out: None = None
    ) -> np.float64: ...
    @overload
    def derivative(
        self,
        x: np.floating[Any],
        approximate: Literal["none", "tanh"] = "none",
        *,
        out: None = None,
    ) -> np.floating[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, approximate: Literal["none", "tanh"] = "none", *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, approximate: Literal["none", "tanh"] = "none", *, out: _Out
    ) -> _Out: ...
    def kinks(self, approximate: Literal["none", "tanh"] = "none") -> tuple[Kink, ...]: ...

class _Glu(Halving):
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def vjp(
        self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def vjp(self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...

class _GroupNorm(Normalization):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        num_groups: int,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        eps: float = 1e-05,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        num_groups: int,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        eps: float = 1e-05,
        *,
        out: _Out,
    ) -> _Out: ...
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        num_groups: int,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        eps: float = 1e-05,
    ) -> tuple[NDArray[Any], NDArray[Any] | None, NDArray[Any] | None]: ...

class _GumbelSoftmax(ShiftInvariant):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        tau: float = 1.0,
        hard: bool = False,
        axis: int = -1,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        tau: float = 1.0,
        hard: bool = False,
        axis: int = -1,
        rng: np.random.Generator | int | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def jacobian(
        self,
        x: ArrayLike,
        tau: float = 1.0,
        hard: bool = False,
        axis: int = -1,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def jacobian(
        self,
        x: ArrayLike,
        tau: float = 1.0,
        hard: bool = False,
        axis: int = -1,
        rng: np.random.Generator | int | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        tau: float = 1.0,
        hard: bool = False,
        axis: int = -1,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        tau: float = 1.0,
        hard: bool = False,
        axis: int = -1,
        rng: np.random.Generator | int | None = None,
        *,
        out: _Out,
    ) -> _Out: ...

class _Hardshrink(Elementwise):
    @overload
    def __call__(self, x: _Real, lambd: float = 0.5, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], lambd: float = 0.5, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, lambd: float = 0.5, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, lambd: float = 0.5, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, lambd: float = 0.5, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], lambd: float = 0.5, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, lambd: float = 0.5, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, lambd: float = 0.5, *, out: _Out) -> _Out: ...
    def kinks(self, lambd: float = 0.5) -> tuple[Kink, ...]: ...

class _Hardsigmoid(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Hardswish(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Hardtanh(Elementwise):
    @overload
    def __call__(
        self, x: _Real, min_val: float = -1.0, max_val: float = 1.0, *, out: None = None
    ) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], min_val: float = -1.0, max_val: float = 1.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, min_val: float = -1.0, max_val: float = 1.0, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, min_val: float = -1.0, max_val: float = 1.0, *, out: _Out
    ) -> _Out: ...
    @overload
    def derivative(
        self, x: _Real, min_val: float = -1.0, max_val: float = 1.0, *, out: None = None
    ) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], min_val: float = -1.0, max_val: float = 1.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, min_val: float = -1.0, max_val: float = 1.0, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, min_val: float = -1.0, max_val: float = 1.0, *, out: _Out
    ) -> _Out: ...
    def kinks(self, min_val: float = -1.0, max_val: float = 1.0) -> tuple[Kink, ...]: ...

class _InstanceNorm(Normalization):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        running_mean: ArrayLike | None = None,
        running_var: ArrayLike | None = None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        use_input_stats: bool = True,
        momentum: float | None = 0.1,
        eps: float = 1e-05,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        running_mean: ArrayLike | None = None,
        running_var: ArrayLike | None = None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        use_input_stats: bool = True,
        momentum: float | None = 0.1,
        eps: float = 1e-05,
        *,
        out: _Out,
    ) -> _Out: ...
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        running_mean: ArrayLike | None = None,
        running_var: ArrayLike | None = None,
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        use_input_stats: bool = True,
        momentum: float | None = 0.1,
        eps: float = 1e-05,
    ) -> tuple[NDArray[Any], NDArray[Any] | None, NDArray[Any] | None]: ...

class _LayerNorm(Normalization):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        normalized_shape: int | Sequence[int],
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        eps: float = 1e-05,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        normalized_shape: int | Sequence[int],
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        eps: float = 1e-05,
        *,
        out: _Out,
    ) -> _Out: ...
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        normalized_shape: int | Sequence[int],
        weight: ArrayLike | None = None,
        bias: ArrayLike | None = None,
        eps: float = 1e-05,
    ) -> tuple[NDArray[Any], NDArray[Any] | None, NDArray[Any] | None]: ...

class _LeakyRelu(Elementwise):
    @overload
    def __call__(
        self, x: _Real, negative_slope: float = 0.01, *, out: None = None
    ) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], negative_slope: float = 0.01, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, negative_slope: float = 0.01, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, negative_slope: float = 0.01, *, out: _Out) -> _Out: ...
    @overload
    def derivative(
        self, x: _Real, negative_slope: float = 0.01, *, out: None = None
    ) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], negative_slope: float = 0.01, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, negative_slope: float = 0.01, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, negative_slope: float = 0.01, *, out: _Out) -> _Out: ...
    def kinks(self, negative_slope: float = 0.01) -> tuple[Kink, ...]: ...

class _LocalResponseNorm(Normalization):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        size: int,
        alpha: float = 0.0001,
        beta: float = 0.75,
        k: float = 1.0,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        size: int,
        alpha: float = 0.0001,
        beta: float = 0.75,
        k: float = 1.0,
        *,
        out: _Out,
    ) -> _Out: ...
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        size: int,
        alpha: float = 0.0001,
        beta: float = 0.75,
        k: float = 1.0,
    ) -> tuple[NDArray[Any], NDArray[Any] | None, NDArray[Any] | None]: ...

class _LogSoftmax(ShiftInvariant):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def jacobian(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def jacobian(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...

class _Logit(Elementwise):
    @overload
    def __call__(self, x: _Real, eps: float | None = None, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], eps: float | None = None, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, eps: float | None = None, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, eps: float | None = None, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, eps: float | None = None, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], eps: float | None = None, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, eps: float | None = None, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, eps: float | None = None, *, out: _Out) -> _Out: ...
    def kinks(self, eps: float | None = None) -> tuple[Kink, ...]: ...

class _Logsigmoid(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Logsumexp(Reduction):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        return_sign: Literal[False] = False,
        *,
        out: None = None,
    ) -> np.floating[Any] | Any: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        *,
        return_sign: Literal[True],
        out: None = None,
    ) -> tuple[np.floating[Any] | Any, np.floating[Any] | Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        return_sign: Literal[False] = False,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        *,
        return_sign: Literal[True],
        out: _Out,
    ) -> tuple[_Out, NDArray[Any]]: ...
    @overload
    def gradient(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        return_sign: bool = False,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def gradient(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        return_sign: bool = False,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        return_sign: bool = False,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        keepdims: bool = False,
        where: ArrayLike | None = None,
        b: ArrayLike | None = None,
        return_sign: bool = False,
        *,
        out: _Out,
    ) -> _Out: ...

class _Mish(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Normalize(Normalization):
    @overload
    def __call__(
        self, x: ArrayLike, p: float = 2.0, axis: int = 1, eps: float = 1e-12, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, p: float = 2.0, axis: int = 1, eps: float = 1e-12, *, out: _Out
    ) -> _Out: ...
    def vjp(
        self, x: ArrayLike, v: ArrayLike, p: float = 2.0, axis: int = 1, eps: float = 1e-12
    ) -> tuple[NDArray[Any], NDArray[Any] | None, NDArray[Any] | None]: ...

class _Prelu(LearnedSlope):
    @overload
    def __call__(self, x: _Real, weight: ArrayLike, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], weight: ArrayLike, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, weight: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, weight: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, weight: ArrayLike, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], weight: ArrayLike, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, weight: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, weight: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def kinks(self) -> tuple[Kink, ...]: ...
    @overload
    def kinks(self, weight: ArrayLike) -> tuple[Kink, ...]: ...
    @overload
    def weight_derivative(self, x: _Real, weight: ArrayLike, *, out: None = None) -> np.float64: ...
    @overload
    def weight_derivative(
        self, x: np.floating[Any], weight: ArrayLike, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def weight_derivative(
        self, x: ArrayLike, weight: ArrayLike, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def weight_derivative(self, x: ArrayLike, weight: ArrayLike, *, out: _Out) -> _Out: ...

class _QuickGelu(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Reglu(Halving):
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def vjp(
        self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def vjp(self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...

class _Relu(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Relu6(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _ReluSquared(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _RmsNorm(Normalization):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        normalized_shape: int | Sequence[int],
        weight: ArrayLike | None = None,
        eps: float | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        normalized_shape: int | Sequence[int],
        weight: ArrayLike | None = None,
        eps: float | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        normalized_shape: int | Sequence[int],
        weight: ArrayLike | None = None,
        eps: float | None = None,
    ) -> tuple[NDArray[Any], NDArray[Any] | None, NDArray[Any] | None]: ...

class _Rrelu(Elementwise):
    @overload
    def __call__(
        self,
        x: _Real,
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> np.float64: ...
    @overload
    def __call__(
        self,
        x: np.floating[Any],
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> np.floating[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def derivative(
        self,
        x: _Real,
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> np.float64: ...
    @overload
    def derivative(
        self,
        x: np.floating[Any],
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> np.floating[Any]: ...
    @overload
    def derivative(
        self,
        x: ArrayLike,
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def derivative(
        self,
        x: ArrayLike,
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    def kinks(
        self,
        lower: float = 0.125,
        upper: float = 0.3333333333333333,
        training: bool = False,
        rng: np.random.Generator | int | None = None,
    ) -> tuple[Kink, ...]: ...

class _Selu(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Sigmoid(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Silu(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Softcap(Elementwise):
    @overload
    def __call__(self, x: _Real, cap: float = 30.0, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], cap: float = 30.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, cap: float = 30.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, cap: float = 30.0, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, cap: float = 30.0, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], cap: float = 30.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, cap: float = 30.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, cap: float = 30.0, *, out: _Out) -> _Out: ...
    def kinks(self, cap: float = 30.0) -> tuple[Kink, ...]: ...

class _Softmax(ShiftInvariant):
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def jacobian(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def jacobian(
        self,
        x: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: None = None,
    ) -> NDArray[Any]: ...
    @overload
    def vjp(
        self,
        x: ArrayLike,
        v: ArrayLike,
        axis: int | tuple[int, ...] = -1,
        where: ArrayLike | None = None,
        *,
        out: _Out,
    ) -> _Out: ...

class _Softmin(ShiftInvariant):
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def jacobian(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def jacobian(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def vjp(
        self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def vjp(self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...

class _Softplus(Elementwise):
    @overload
    def __call__(
        self, x: _Real, beta: float = 1.0, threshold: float | None = None, *, out: None = None
    ) -> np.float64: ...
    @overload
    def __call__(
        self,
        x: np.floating[Any],
        beta: float = 1.0,
        threshold: float | None = None,
        *,
        out: None = None,
    ) -> np.floating[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, beta: float = 1.0, threshold: float | None = None, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, beta: float = 1.0, threshold: float | None = None, *, out: _Out
    ) -> _Out: ...
    @overload
    def derivative(
        self, x: _Real, beta: float = 1.0, threshold: float | None = None, *, out: None = None
    ) -> np.float64: ...
    @overload
    def derivative(
        self,
        x: np.floating[Any],
        beta: float = 1.0,
        threshold: float | None = None,
        *,
        out: None = None,
    ) -> np.floating[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, beta: float = 1.0, threshold: float | None = None, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, beta: float = 1.0, threshold: float | None = None, *, out: _Out
    ) -> _Out: ...
    def kinks(self, beta: float = 1.0, threshold: float | None = None) -> tuple[Kink, ...]: ...

class _Softshrink(Elementwise):
    @overload
    def __call__(self, x: _Real, lambd: float = 0.5, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], lambd: float = 0.5, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, lambd: float = 0.5, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, lambd: float = 0.5, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, lambd: float = 0.5, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], lambd: float = 0.5, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, lambd: float = 0.5, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, lambd: float = 0.5, *, out: _Out) -> _Out: ...
    def kinks(self, lambd: float = 0.5) -> tuple[Kink, ...]: ...

class _Softsign(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _SparsePlus(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Sparsemax(ShiftInvariant):
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def jacobian(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def jacobian(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def vjp(
        self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def vjp(self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...

class _Squareplus(Elementwise):
    @overload
    def __call__(self, x: _Real, b: float = 4.0, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], b: float = 4.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, b: float = 4.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, b: float = 4.0, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, b: float = 4.0, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], b: float = 4.0, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, b: float = 4.0, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, b: float = 4.0, *, out: _Out) -> _Out: ...
    def kinks(self, b: float = 4.0) -> tuple[Kink, ...]: ...

class _Swiglu(Halving):
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...
    @overload
    def vjp(
        self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def vjp(self, x: ArrayLike, v: ArrayLike, axis: int = -1, *, out: _Out) -> _Out: ...

class _Tanh(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Tanhshrink(Elementwise):
    @overload
    def __call__(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def __call__(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    @overload
    def derivative(self, x: _Real, *, out: None = None) -> np.float64: ...
    @overload
    def derivative(self, x: np.floating[Any], *, out: None = None) -> np.floating[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: None = None) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, *, out: _Out) -> _Out: ...
    def kinks(self) -> tuple[Kink, ...]: ...

class _Threshold(Elementwise):
    @overload
    def __call__(
        self, x: _Real, threshold: float, value: float, *, out: None = None
    ) -> np.float64: ...
    @overload
    def __call__(
        self, x: np.floating[Any], threshold: float, value: float, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def __call__(
        self, x: ArrayLike, threshold: float, value: float, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def __call__(self, x: ArrayLike, threshold: float, value: float, *, out: _Out) -> _Out: ...
    @overload
    def derivative(
        self, x: _Real, threshold: float, value: float, *, out: None = None
    ) -> np.float64: ...
    @overload
    def derivative(
        self, x: np.floating[Any], threshold: float, value: float, *, out: None = None
    ) -> np.floating[Any]: ...
    @overload
    def derivative(
        self, x: ArrayLike, threshold: float, value: float, *, out: None = None
    ) -> NDArray[Any]: ...
    @overload
    def derivative(self, x: ArrayLike, threshold: float, value: float, *, out: _Out) -> _Out: ...
    @overload
    def kinks(self) -> tuple[Kink, ...]: ...
    @overload
    def kinks(self, threshold: float, value: float) -> tuple[Kink, ...]: ...

CATALOG: dict[str, Function]
batch_norm: _BatchNorm
r"""Batch normalisation: each channel by its mean and variance over the batch.

.. math:: y = \frac{x - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}}\,w_c + b_c

In training, mean and variance are those of the channel, over the batch and all places, taken as
in `layer_norm`. Otherwise they are the running ones. The form that frameworks fold into the
layer before, x a + (b - mu a) with a = w / sqrt(var + eps), cancels: at x = 1e8 + 1, mu = 1e8 and
var = 2 it is off in the ninth digit. Subtracting first rounds least.

Parameters
----------
x : array_like
    At least two axes, the channels on axis 1; dtypes as for `layer_norm`.
running_mean, running_var : array_like or None
    Finite numbers, one for each channel, the second at least 0. They are read and never written;
    in training they are not used and may be None.
weight, bias : array_like, optional
    Finite numbers, one for each channel.
training : bool
    Whether to use the batch's own mean and variance.
momentum : float or None
    Only for PyTorch's signature: it would update the running statistics.
eps : float
    Added to the variance, at least 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
    2-norm over a channel. In training a channel that holds nan or an infinity is nan.

Raises
------
TypeError
    If an argument has the wrong type.
ValueError
    If a parameter is out of its range, the shapes do not fit, there is too little to normalise
    over, or `out` is not exactly right.

Notes
-----
There is no kink for eps > 0. `batch_norm.vjp` gives the gradient; in training it goes through
mean and variance, within 8 eps of norm(g - mean(g)) / sqrt(var + eps) with g = w v.

References
----------
S. Ioffe, C. Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing
Internal Covariate Shift", 2015. arXiv:1502.03167

Examples
--------
>>> import activations as act
>>> act.batch_norm([[1.0, 10.0], [3.0, 30.0]], None, None, training=True, eps=0.0)
array([[-1., -1.],
       [ 1.,  1.]])
"""
binary_cross_entropy_with_logits: _BinaryCrossEntropyWithLogits
r"""Cross-entropy of scores and targets of two classes, with the sigmoid inside.

.. math::

    L = w\,\bigl((1 - y) \operatorname{softplus}(x) + c\,y \operatorname{softplus}(-x)\bigr)

With both weights 1 this is -y log sigma(x) - (1 - y) log(1 - sigma(x)). In two steps the logarithm
meets a sigmoid that rounded to 1: at x = 40 and y = 0 the loss would be infinite; it is 40.

Parameters
----------
input : array_like
    Scores, any shape; float16, float32, float64 (kept), integers or booleans (float64).
target : array_like
    From 0 to 1, in the shape of `input`: the probability of the class that has large scores.
reduction : {"mean", "sum", "none"}
    Whether the losses are averaged, summed or given one by one. The mean is over all numbers,
    whatever their weights.
weight : array_like, optional
    A factor w for each loss; its shape broadcasts to that of `input`.
pos_weight : array_like, optional
    A factor c for y; its shape broadcasts to that of `input`.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result.

Returns
-------
ndarray or scalar
    At least 0 where no weight is negative; an infinite score costs 0 on its own side and is
    infinite on the other. The mean over nothing is nan.

Raises
------
TypeError
    If `input` or `target` is complex, longdouble, object or text, a parameter has a wrong type, or
    `out` has another dtype.
ValueError
    If a target is not from 0 to 1, shapes do not fit, or `out` has another shape or is read-only.

Notes
-----
There is no kink. `binary_cross_entropy_with_logits.gradient` gives the derivatives by the scores.

References
----------
D. R. Cox, "The Regression Analysis of Binary Sequences", 1958.
https://doi.org/10.1111/j.2517-6161.1958.tb00292.x

Examples
--------
>>> import activations as act
>>> float(act.binary_cross_entropy_with_logits([40.0, -1000.0], [0.0, 0.0], reduction="sum"))
40.0
"""
celu: _Celu
r"""Continuously differentiable exponential linear unit, elementwise.

.. math:: \operatorname{CELU}(x) = \max(x, 0) + \min(0, \alpha\,(e^{x / \alpha} - 1))

Dividing x by alpha inside the exponential makes the slope at 0 equal to 1 on both sides. Near 0
`expm1` keeps the digits that e^x - 1 loses.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
alpha : float, default 1
    What the value tends to at -inf, with the sign changed; finite and above 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    -alpha at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
There is no kink. PyTorch takes a negative alpha too, for which the formula makes no sense.

References
----------
J. T. Barron, "Continuously Differentiable Exponential Linear Units", 2017.
https://arxiv.org/abs/1704.07483

Examples
--------
>>> import activations as act
>>> act.celu([-float("inf"), 0.0, 2.0], alpha=1.3)
array([-1.3,  0. ,  2. ])
"""
cross_entropy: _CrossEntropy
r"""Cross-entropy of scores and target classes, with softmax inside.

.. math:: L = -\sum_i y_i \log\operatorname{softmax}(x)_i

In two steps the logarithm meets a softmax that underflowed: at scores [1000, 0] and class 1 the
loss would be infinite; it is 1000. The gradient of the two steps together is simpler than either:
p - y.

Parameters
----------
input : array_like
    Scores, at least one dimension; float16, float32, float64 (kept), integers or booleans
    (float64).
target : array_like
    Either whole numbers, the class of each row, in the shape of `input` without the axis; or
    probabilities as floating-point numbers, in the shape of `input`.
axis : int, default -1
    The axis along which the classes stand. (PyTorch's is 1.)
reduction : {"mean", "sum", "none"}
    Whether the rows' losses are averaged, summed or given one by one. With `weight` and classes
    the mean is the weighted one, over the rows that are not ignored.
weight : array_like of shape (C,), optional
    A factor from 0 on for each class.
ignore_index : int, default -100
    Rows with this class have loss 0 and gradient 0. Below 0 where targets are probabilities.
label_smoothing : float, default 0
    The share of each target, from 0 to 1, that is spread evenly over all classes.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result.

Returns
-------
ndarray or scalar
    At least 0; nan where a row of scores has a nan, two infinities or only -inf. The mean over no
    rows, also where all are ignored, is nan, their sum 0.

Raises
------
TypeError
    If `input` or `target` is complex, longdouble, object or text, a parameter has a wrong type, or
    `out` has another dtype.
ValueError
    If a class does not exist, a probability is negative or not finite, shapes do not fit, the axis
    is missing or empty, or `out` has another shape or is read-only.

Notes
-----
There is no kink. `cross_entropy.gradient` gives the derivatives by the scores, with the small ones of
a good prediction. Both are PyTorch's in every combination of the parameters.

References
----------
J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990.
https://doi.org/10.1007/978-3-642-76153-9_28. C. Szegedy et al., "Rethinking the Inception
Architecture for Computer Vision", 2015, has label smoothing. https://arxiv.org/abs/1512.00567

Examples
--------
>>> import activations as act
>>> float(act.cross_entropy([[1000.0, 0.0]], [1]))
1000.0
>>> f"{act.cross_entropy([0.0, 0.0], [0.5, 0.5]):.4f}"
'0.6931'
>>> float(act.cross_entropy([[1000.0, 0.0], [7.0, 8.0]], [1, -100]))
1000.0
"""
elu: _Elu
r"""Exponential linear unit, elementwise.

.. math::

    \operatorname{ELU}(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}
    = \max(x, 0) + \alpha\,(e^{\min(x, 0)} - 1)

Near 0 the difference e^x - 1 loses digits: at x = -1e-20 it is 0. `expm1` keeps them.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
alpha : float, default 1
    What the value tends to at -inf, with the sign changed; finite.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    -alpha at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
With alpha = 1 there is no kink. Otherwise the derivative at 0 is alpha, as in PyTorch.

References
----------
D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by
Exponential Linear Units (ELUs)", 2015. https://arxiv.org/abs/1511.07289

Examples
--------
>>> import activations as act
>>> act.elu([-1e-20, 2.0]).tolist(), act.elu(-float("inf"), alpha=0.5).tolist()
([-1e-20, 2.0], -0.5)
"""
entmax15: _Entmax15
r"""Entmax with exponent 1.5 along an axis: half-way between softmax and sparsemax.

.. math::

    \operatorname{entmax15}(x)_i = \max\Bigl(\frac{x_i}{2} - \tau, 0\Bigr)^2, \qquad
    \sum_i \operatorname{entmax15}(x)_i = 1

The threshold is found by sorting: among the k largest scores it solves a quadratic equation. Values
near it fall to 0 with slope 0, so that the function is smoother than sparsemax.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int, default -1
    The axis along which the values sum to 1.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    In [0, 1], in the shape of `x`; rows with an infinity or nan as for `sparsemax`. Within
    16 eps, up to a hundred numbers a row.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis or the axis is empty, or `out`
    has another shape or is read-only.

Notes
-----
There is no kink. `entmax15.jacobian` and `entmax15.vjp` give the derivatives.

References
----------
B. Peters, V. Niculae, A. F. T. Martins, "Sparse Sequence-to-Sequence Models", 2019.
https://arxiv.org/abs/1905.05702

Examples
--------
>>> import activations as act
>>> act.entmax15([0.0, 0.0, -9.0]).round(4)
array([0.5, 0.5, 0. ])
"""
geglu: _Geglu
r"""Gated linear unit with gelu for a gate.

.. math:: \operatorname{GEGLU}(a, b) = a \operatorname{gelu}(b), \qquad x = [a, b]

The gelu is the exact one. The second half is the gate, as in `glu`.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int, default -1
    The axis that is halved; its length must be even.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result.

Returns
-------
ndarray
    The shape of `x` with half the length along the axis; nan where a or b is nan.
    Within 0.55 ULP in float32, 5 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis, its length is 0 or does not
    fit, or `out` has another shape or is read-only.

Notes
-----
There is no kink. `geglu.vjp` gives the gradient by both halves, in the shape of `x`.

References
----------
N. Shazeer, "GLU Variants Improve Transformer", 2020. https://arxiv.org/abs/2002.05202

Examples
--------
>>> import activations as act
>>> act.geglu([2.0, -4.0, 0.0, 800.0])
array([    0., -3200.])
"""
gelu: _Gelu
r"""Gaussian error linear unit, elementwise: x gated by the normal distribution function.

.. math::

    \operatorname{gelu}(x) = x\,\Phi(x)
    = \frac{x}{2} \Bigl(1 + \operatorname{erf} \frac{x}{\sqrt 2}\Bigr)
    = \max(x, 0) - a\,Q(a), \quad a = |x|

The printed sum is 0 at x = -9, where gelu is -1.02e-18: erf has rounded to -1. The other tail of the
Gaussian, Q(a) = erfc(a / sqrt(2)) / 2, keeps that. It is exp(-a^2 / 2) times a function that
changes little, which times a + 1.375 is a polynomial of degree 21 in (a - 5) / (a + 5).

With ``approximate="tanh"``:

.. math::

    f(x) = \frac{x}{2}\,(1 + \tanh u) = \frac{x}{1 + e^{-2u}}, \quad
    u = \sqrt{2 / \pi}\,(x + 0.044715\,x^3)

The sum on the left is 0 at x = -8, the truth -3.1e-21; the quotient on the right is that of silu.
Computed as it stands it is off by 421 ULP at x = -21, since 2 u is near -694 there, and what
rounding takes off 2 u is a relative error of the exponential. So 2 u is carried as two doubles.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
approximate : {"none", "tanh"}
    Whether to compute the function itself or the approximation of the paper, which differs from
    it by at most 4.74e-4.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least -0.16998, with the tanh -0.17005; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in
    float32, 4 ULP in float64, 5 ULP with the tanh.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `gelu.derivative`, 1/2 at 0, 0 at -0.752, at most 1.1289,
reached at the square root of 2. PyTorch gives nan at -inf, and for the derivative at both
infinities; with the tanh its derivative is nan from about 1e155 on, on both sides.

References
----------
D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.
https://arxiv.org/abs/1606.08415

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.gelu([-np.inf, -9.0, -1.0, 0.0, 2.0])]
['-0', '-1.02e-18', '-0.159', '0', '1.95']
>>> f"{act.gelu(-9.0, approximate='tanh'):.3g}"
'-1.34e-28'
"""
glu: _Glu
r"""Gated linear unit: the first half of a row, times the sigmoid of the second half.

.. math:: \operatorname{GLU}(a, b) = a \odot \sigma(b), \qquad x = [a, b]

Multiplied plainly, a = 1e300 and b = -742 lose all but two digits: the sigmoid is too small for a
full double, the product is not. The exponential is taken in two halves and a put between them.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int, default -1
    The axis that is halved; its length must be even.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result.

Returns
-------
ndarray
    The shape of `x` with half the length along the axis; nan where a or b is nan. Within 0.55 ULP
    in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis, its length is 0 or does not
    fit, or `out` has another shape or is read-only.

Notes
-----
There is no kink. `glu.vjp` gives the gradient by both halves, in the shape of `x`.

References
----------
Y. N. Dauphin, A. Fan, M. Auli, D. Grangier, "Language Modeling with Gated Convolutional
Networks", 2016. https://arxiv.org/abs/1612.08083

Examples
--------
>>> import activations as act
>>> act.glu([2.0, -4.0, 0.0, 800.0])
array([ 1., -4.])
"""
group_norm: _GroupNorm
r"""Group normalisation: each sample's channels in groups, each by its own mean and variance.

.. math:: y = \frac{x - \mu_g}{\sqrt{\sigma_g^2 + \varepsilon}}\,w_c + b_c

A row is a group of channels of one sample with all its places; mean and variance are taken as
in `layer_norm`, where the printed forms fail in the same way. Weight and bias belong to
channels, not to groups. One group is layer normalisation over channels and places; as many
groups as channels is instance normalisation.

Parameters
----------
x : array_like
    At least two axes, the channels on axis 1; dtypes as for `layer_norm`.
num_groups : int
    A divisor of the number of channels.
weight, bias : array_like, optional
    Finite numbers, one for each channel.
eps : float
    Added to the variance, at least 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
    2-norm over a group. A group that holds nan or an infinity is nan.

Raises
------
TypeError
    If an argument has the wrong type.
ValueError
    If a parameter is out of its range, the shapes do not fit, there is too little to normalise
    over, or `out` is not exactly right.

Notes
-----
There is no kink for eps > 0. `group_norm.vjp` gives the gradient, within 8 eps of
norm(g - mean(g)) / sqrt(var + eps) with g = w v. A group of one number is 0 (with eps = 0: nan);
PyTorch refuses it in a batch of one sample and gives 0 in a larger batch.

References
----------
Y. Wu, K. He, "Group Normalization", 2018. arXiv:1803.08494

Examples
--------
>>> import activations as act
>>> act.group_norm([[1.0, 3.0, 10.0, 30.0]], 2, eps=0.0)
array([[-1.,  1., -1.,  1.]])
"""
gumbel_softmax: _GumbelSoftmax
r"""Draw from the categorical distribution of softmax(x), softly, so that there is a gradient.

.. math::

    y = \operatorname{softmax}\Bigl(\frac{x + g}{\tau}\Bigr), \qquad
    g_i = -\log(-\log u_i), \quad u_i \sim U(0, 1)

The largest of x + g is at i with probability softmax(x)_i. As tau falls to 0, y nears the row with
1 there and 0 elsewhere. The largest score is taken off before the noise is added, which would be lost
beside it: scores and scores + c give the same draw. The maximum of the sum is taken off before the
division, which could overflow.

Parameters
----------
x : array_like
    Logarithms of probabilities, up to a constant; at least one dimension; float16, float32,
    float64 (kept), integers or booleans (float64).
tau : float, default 1
    The temperature; finite and above 0.
hard : bool, default False
    Whether the value is the row of one 1 and zeros. The gradient stays that of the soft sample.
axis : int, default -1
    The axis along which the values sum to 1.
rng : numpy.random.Generator, int or None
    Where the noise comes from. Give value and gradient the same seed for the same noise.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    In [0, 1], in the shape of `x`; infinities and nan as for `softmax`.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis or the axis is empty, or `out`
    has another shape or is read-only.

Notes
-----
There is no kink in the soft sample. `gumbel_softmax.jacobian` and `gumbel_softmax.vjp` give its
derivatives. PyTorch's hard sample carries the rounding of 1 - y + y; here it is 0 and 1.

References
----------
E. Jang, S. Gu, B. Poole, "Categorical Reparameterization with Gumbel-Softmax", 2016.
https://arxiv.org/abs/1611.01144. C. J. Maddison, A. Mnih, Y. W. Teh, "The Concrete Distribution",
2016. https://arxiv.org/abs/1611.00712

Examples
--------
>>> import activations as act
>>> act.gumbel_softmax([-1000.0, 0.0, -1000.0], hard=True, rng=0)
array([0., 1., 0.])
"""
hardshrink: _Hardshrink
r"""Set what is small to 0 and keep the rest, elementwise.

.. math::

    \operatorname{hardshrink}(x) = \begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
lambd : float, default 0.5
    The largest size that is set to 0; finite and at least 0. (lambda is a word of Python's.)
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    -inf at -inf, inf at inf, nan at nan. Exact in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
At both kinks, where the function jumps, the derivative is 0, as in PyTorch. PyTorch takes a
negative lambda too; then nothing is set to 0.

References
----------
D. L. Donoho, I. M. Johnstone, "Ideal Spatial Adaptation by Wavelet Shrinkage", 1994.
https://doi.org/10.1093/biomet/81.3.425

Examples
--------
>>> import activations as act
>>> act.hardshrink([-2.0, 0.5, 1.0])
array([-2.,  0.,  1.])
"""
hardsigmoid: _Hardsigmoid
r"""The sigmoid drawn with three straight lines, elementwise.

.. math:: \operatorname{hardsigmoid}(x) = \frac{\min(\max(x + 3, 0), 6)}{6}

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    In [0, 1]; 0 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
At both kinks the derivative is 0, as in PyTorch. In float64 PyTorch's gradient is 1/6 rounded to
float32.

References
----------
A. Howard et al., "Searching for MobileNetV3", 2019. https://arxiv.org/abs/1905.02244

Examples
--------
>>> import activations as act
>>> act.hardsigmoid([-3.0, 0.0, 1.5, 3.0])
array([0.  , 0.5 , 0.75, 1.  ])
"""
hardswish: _Hardswish
r"""The variable times its hardsigmoid, elementwise: SiLU drawn with a parabola between lines.

.. math:: \operatorname{hardswish}(x) = x\,\frac{\min(\max(x + 3, 0), 6)}{6}

At -inf the product is -inf times 0, nan; below -3 the gate is 0 anyway, so x is held at -3.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least -0.375, reached at -1.5; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in
    float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
At the kinks the derivative is 0 (at -3) and 1 (at 3), as in PyTorch; just inside they are -1/2
and 3/2. PyTorch gives nan at -inf.

References
----------
A. Howard et al., "Searching for MobileNetV3", 2019. https://arxiv.org/abs/1905.02244

Examples
--------
>>> import activations as act
>>> act.hardswish([-1.5, 0.0, 3.0])
array([-0.375,  0.   ,  3.   ])
"""
hardtanh: _Hardtanh
r"""Hold a number between two ends, elementwise: tanh drawn with three straight lines.

.. math:: \operatorname{hardtanh}(x) = \min(\max(x, \mathrm{min\_val}), \mathrm{max\_val})

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
min_val : float, default -1
    The lower end; finite.
max_val : float, default 1
    The upper end; finite and above `min_val`.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    In [min_val, max_val]; `min_val` at -inf, `max_val` at inf, nan at nan. Exact in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
At both kinks the derivative is 0, as in PyTorch.

References
----------
R. Collobert, "Large Scale Machine Learning", thesis, Université Paris VI, 2004.

Examples
--------
>>> import activations as act
>>> act.hardtanh([-3.0, 0.5, 3.0]), act.hardtanh([-3.0, 0.5, 3.0], min_val=0.0, max_val=2.0)
(array([-1. ,  0.5,  1. ]), array([0. , 0.5, 2. ]))
"""
instance_norm: _InstanceNorm
r"""Instance normalisation: each channel of each sample by its own mean and variance.

.. math:: y = \frac{x - \mu_{nc}}{\sqrt{\sigma_{nc}^2 + \varepsilon}}\,w_c + b_c

A row is one channel of one sample; mean and variance are taken as in `layer_norm`, where the
printed forms fail in the same way. With `use_input_stats` False the running ones are used, as
in `batch_norm`.

Parameters
----------
x : array_like
    At least two axes, the channels on axis 1; dtypes as for `layer_norm`.
running_mean, running_var : array_like, optional
    Finite numbers, one for each channel, the second at least 0; read and never written, and
    needed only where `use_input_stats` is False.
weight, bias : array_like, optional
    Finite numbers, one for each channel.
use_input_stats : bool
    Whether to use each row's own mean and variance.
momentum : float or None
    Only for PyTorch's signature: it would update the running statistics.
eps : float
    Added to the variance, at least 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    Of the shape of `x`. In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the
    2-norm over a row. A row that holds nan or an infinity is nan with `use_input_stats`.

Raises
------
TypeError
    If an argument has the wrong type.
ValueError
    If a parameter is out of its range, the shapes do not fit, there is too little to normalise
    over, or `out` is not exactly right.

Notes
-----
There is no kink for eps > 0. `instance_norm.vjp` gives the gradient, within 8 eps of
norm(g - mean(g)) / sqrt(var + eps) with g = w v.

References
----------
D. Ulyanov, A. Vedaldi, V. Lempitsky, "Instance Normalization: The Missing Ingredient for Fast
Stylization", 2016. arXiv:1607.08022

Examples
--------
>>> import activations as act
>>> act.instance_norm([[[1.0, 3.0], [10.0, 30.0]]], eps=0.0)
array([[[-1.,  1.],
        [-1.,  1.]]])
"""
layer_norm: _LayerNorm
r"""Layer normalisation: each sample by its own mean and variance.

.. math:: y = \hat{x}\,w + b, \quad \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}},
    \quad \mu = \overline{x}, \quad \sigma^2 = \overline{(x - \mu)^2}

The shorter form of the variance, mean of x^2 minus mu^2, subtracts two large numbers: at
[1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3] it is 2, the truth 1.25. The mean itself is rounded, too: that of
three times 0.1 lies above 0.1, and the row comes back as -4.4e-15 where it is 0. So the mean is
subtracted in two steps, the second for what the first left. At [1e200, -1e200] the squares
overflow and the result is 0 instead of [1, -1]; scaling the row by a power of two prevents it.

Parameters
----------
x : array_like
    At least one axis; float16, float32, float64 (kept), integers or booleans (float64).
normalized_shape : int or sequence of int
    The shape of the last axes of `x`, over which mean and variance are taken.
weight, bias : array_like, optional
    Finite numbers of shape `normalized_shape`.
eps : float
    Added to the variance, at least 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    Of the shape of `x`; without weight and bias each row has mean 0 and norm at most sqrt(n).
    In float64 within 8 eps of norm(w xhat) + norm(b), where norm is the 2-norm of the row. A
    row that holds nan or an infinity is nan.

Raises
------
TypeError
    If an argument has the wrong type.
ValueError
    If a parameter is out of its range, the shapes do not fit, there is too little to normalise
    over, or `out` is not exactly right.

Notes
-----
There is no kink for eps > 0. With eps = 0 a constant row is 0 / 0, nan. `layer_norm.vjp` gives
the gradient, within 8 eps of norm(g - mean(g)) / sqrt(var + eps) with g = w v. PyTorch gives 0
at [1e200, -1e200].

References
----------
J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization", 2016. arXiv:1607.06450

Examples
--------
>>> import activations as act
>>> act.layer_norm([[1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3]], 4).round(3)
array([[-1.342, -0.447,  0.447,  1.342]])
"""
leaky_relu: _LeakyRelu
r"""Leaky rectified linear unit, elementwise.

.. math:: \operatorname{LeakyReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}

The often printed max(a x, x) holds for slopes a up to 1 only; with a = 2 it gives -1 at x = -1,
where the value is -2. For steeper slopes the minimum takes its place.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
negative_slope : float, default 0.01
    The slope a on the left of 0; finite.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At -inf the infinity of the slope's sign, or 0 if the slope is 0; inf at inf, nan at nan.
    Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
At the kink, 0, the derivative is the slope on the left, as in PyTorch. With a slope of 0 PyTorch
gives nan at -inf.

References
----------
A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic
Models", ICML workshop, 2013.

Examples
--------
>>> import activations as act
>>> act.leaky_relu([-1.0, 2.0]), act.leaky_relu([-1.0, 2.0], negative_slope=2.0)
(array([-0.01,  2.  ]), array([-2.,  2.]))
"""
local_response_norm: _LocalResponseNorm
r"""Local response normalisation: each number by the channels around it, at the same place.

.. math:: y_i = \frac{x_i}{u_i^\beta}, \quad
    u_i = k + \frac{\alpha}{n} \sum_{j \in W(i)} x_j^2

The window W(i) has n = size channels, from size // 2 before i to (size - 1) // 2 after it; beyond
the first and last channel there are zeros. At [3e200, 4e200] the squares overflow and the printed
form gives 0 instead of about 1e-98. The root of u cannot overflow when it is built by hypot, and
dividing by the power u^beta in two halves, each the root to the power beta, cannot either.

Parameters
----------
x : array_like
    At least three axes, the channels on axis 1; dtypes as for `layer_norm`.
size : int
    How many channels a window has, at least 1.
alpha, k : float
    At least 0.
beta : float
    Any finite number.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    Of the shape of `x`. In float64 within 8 eps of norm(y), the 2-norm over the channels. An
    infinity is nan, and the limit of its neighbours is returned: 0 for beta > 0.

Raises
------
TypeError
    If an argument has the wrong type.
ValueError
    If a parameter is out of its range, the shapes do not fit, there is too little to normalise
    over, or `out` is not exactly right.

Notes
-----
There is no kink for k > 0; where u is 0 the result is 0 / 0, nan. `local_response_norm.vjp` gives
the gradient; there is no weight and no bias. PyTorch accepts negative alpha and k, where u can be
negative.

References
----------
A. Krizhevsky, I. Sutskever, G. E. Hinton, "ImageNet Classification with Deep Convolutional Neural
Networks", Advances in Neural Information Processing Systems 25, 2012.

Examples
--------
>>> import activations as act
>>> act.local_response_norm([[[3.0], [4.0]]], 2, alpha=2.0, beta=0.5, k=0.0).ravel()
array([1. , 0.8])
"""
log_softmax: _LogSoftmax
r"""Logarithm of softmax along an axis.

.. math::

    \log\operatorname{softmax}(x)_i = x_i - \log\sum_j e^{x_j}
    = (x_i - m) - \operatorname{log1p}\Bigl(\sum_{j \ne k} e^{x_j - m}\Bigr), \qquad m = x_k

In two steps the logarithm is -inf at [1000, 0], where softmax underflows to 0 and the truth is
-1000. Even fused, log(1 + s) drops a sum s below 1e-16: at [0, -40] the first value would be 0
instead of -4.2e-18. So the maximum's own term, which is 1, stays out of the sum, and `log1p` puts
it back.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int or tuple of int, default -1
    The axis along which the exponentials of the values sum to 1; several are taken together.
where : array_like of bool, optional
    Which numbers take part; its shape broadcasts to that of `x`. The value of the others is -inf,
    as of a row with none in it, and every derivative 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    At most 0, in the shape of `x`. [0, inf] gives [-inf, 0]; two infinities, all -inf or a nan
    give a row of nan. Within 0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis or the axis is empty, or `out`
    has another shape or is read-only.

Notes
-----
There is no kink. `log_softmax.jacobian` and `log_softmax.vjp` give the derivatives. PyTorch gives
nan for [0, inf].

References
----------
P. Blanchard, D. J. Higham, N. J. Higham, "Accurately computing the log-sum-exp and softmax
functions", 2021. https://doi.org/10.1093/imanum/draa038

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.log_softmax([0.0, -40.0])]
['-4.25e-18', '-40']
"""
logit: _Logit
r"""Logit, the log-odds of a probability: the inverse of the sigmoid, elementwise.

.. math:: \operatorname{logit}(p) = \log\frac{p}{1 - p}

Near p = 1/2 the quotient is close to 1 and its logarithm keeps only a few digits. With
q = min(p, 1 - p) the value is -log((1 - q) / q) = -log1p((1 - 2q) / q), where 1 - 2q is exact
near 1/2. For the smallest q the quotient overflows and -log q, which has the same value there,
is the smaller of the two. The sign is put back at the end; 1 - p is exact for p >= 1/2.

Parameters
----------
x : array_like
    Probabilities p in [0, 1], any shape; dtypes as for `sigmoid`.
eps : float, optional
    Any p is first moved into [eps, 1 - eps]; from 0 to 1/2.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    Any real number; -inf at 0 (of either sign), inf at 1, nan at nan and, without `eps`, outside
    [0, 1]. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
There is no kink inside (0, 1). The derivative is `logit.derivative`, at least 4. With `eps` there is a
kink at each end, where the derivative is that of the inside, as in PyTorch.

References
----------
J. Berkson, "Application of the Logistic Function to Bio-Assay", 1944.
https://doi.org/10.1080/01621459.1944.10500699

Examples
--------
>>> import activations as act
>>> act.logit([0.0, 0.25, 0.5, 1.0])
array([       -inf, -1.09861229,  0.        ,         inf])
"""
logsigmoid: _Logsigmoid
r"""Logarithm of the sigmoid, elementwise: the log-likelihood of one binary label.

.. math:: \log\sigma(x) = -\log(1 + e^{-x}) = \min(x, 0) - \log(1 + e^{-|x|})

Taken in two steps, the logarithm of act.sigmoid(-800.0) is -inf, since the sigmoid underflows to 0;
the truth is -800. On the other side act.sigmoid(40.0) is 1 and the logarithm 0 instead of -4.2e-18.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At most 0; -inf at -inf, 0 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is the sigmoid of -x, 1/2 at 0.

References
----------
M. Mächler, "Accurately Computing log(1 - exp(-|a|)), Assessed by the Rmpfr package", 2012.

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.logsigmoid([-800.0, 0.0, 40.0])]
['-800', '-0.693', '-4.25e-18']
"""
logsumexp: _Logsumexp
r"""Logarithm of the sum of exponentials along an axis: a smooth maximum.

.. math::

    \log\sum_j e^{x_j} = m + \operatorname{log1p}\Bigl(\sum_{j \ne k} e^{x_j - m}\Bigr),
    \qquad m = x_k = \max_j x_j

The left side is infinite at [1000, 0] and -inf at [-1000, -1000]. On the right no exponential is
above 1 and the sum is never 0.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int or tuple of int, default -1
    The axis along which exponentials are summed; several are taken together.
keepdims : bool, default False
    Whether the result keeps the axis, with length 1.
where : array_like of bool, optional
    Which numbers take part; its shape broadcasts to that of `x`. A row with none in it gives -inf,
    and the derivatives of what is left out are 0.
b : array_like, optional
    A finite factor for each exponential, of any sign; its shape broadcasts to that of `x`. A
    number with the factor 0 takes no part.
return_sign : bool, default False
    Whether the sign of the sum comes beside the logarithm of its size. Without it the logarithm
    of a negative sum is nan.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result.

Returns
-------
ndarray or scalar
    One number a row; -inf if all are -inf, inf if one is inf, nan if one is nan. Within
    4 eps max(1, |max x|, log n); with `b`, times the sum of the terms' sizes over that of the sum.
    With `return_sign` a pair: that, and 1, -1 or 0.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis, its length is 0 or does not
    fit, or `out` has another shape or is read-only.

Notes
-----
There is no kink. `logsumexp.gradient` is softmax; `logsumexp.vjp` multiplies it by weights.

References
----------
P. Blanchard, D. J. Higham, N. J. Higham, "Accurately computing the log-sum-exp and softmax
functions", 2021. https://doi.org/10.1093/imanum/draa038

Examples
--------
>>> import activations as act
>>> float(act.logsumexp([1000.0, 0.0])), f"{act.logsumexp([-1000.0, -1000.0]):.4f}"
(1000.0, '-999.3069')
>>> size, sign = act.logsumexp([1000.0, 1000.0], b=[1.0, -2.0], return_sign=True)
>>> float(size), float(sign)
(1000.0, -1.0)
"""
mish: _Mish
r"""Mish, elementwise: x gated by the hyperbolic tangent of softplus.

.. math::

    \operatorname{mish}(x) = x \tanh(\log(1 + e^x)) = x\,\frac{n}{n + 2}, \quad
    n = w\,(w + 2), \quad w = e^x

The printed form loses the gate on the left: at x = -40 it gives -0, the truth is -1.7e-16. tanh of
a logarithm is a quotient of polynomials; with y = 1 + w it is (y^2 - 1) / (y^2 + 1), and
y^2 - 1 = w (w + 2) has no difference left. One exponential is all that remains, two functions fewer
than printed. From x = 20 on the quotient is 1 to the last bit; from -700 down the value is x e^x.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least -0.3089; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 5 ULP in
    float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `mish.derivative`, 0.6 at 0, 0 at -1.192, at most 1.0885,
reached at 1.491; within 7 ULP. PyTorch gives nan at -inf, and for the derivative at -inf.

References
----------
D. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", 2019.
https://arxiv.org/abs/1908.08681

Examples
--------
>>> import activations as act
>>> x = np.array([-40.0, -1.0, 0.0, 2.0])
>>> [f"{value:.3g}" for value in act.mish(x)]
['-1.7e-16', '-0.303', '0', '1.94']
>>> [f"{value:.3g}" for value in x * np.tanh(np.log(1 + np.exp(x)))]
['-0', '-0.303', '0', '1.94']
"""
normalize: _Normalize
r"""Divide by the length along an axis.

.. math:: y = \frac{x}{\max(\lVert x \rVert_p, \varepsilon)}, \quad
    \lVert x \rVert_p = \left( \sum |x|^p \right)^{1/p}

At [3e200, 4e200] the squares overflow and the printed form gives 0 instead of [0.6, 0.8]. Divided
by the largest magnitude first, no power overflows, and what vanishes is too small to count.

Parameters
----------
x : array_like
    At least one axis; float16, float32, float64 (kept), integers or booleans (float64).
p : float
    The exponent of the norm, above 0; infinity gives the largest magnitude.
axis : int
    The axis along which the length is taken.
eps : float
    The smallest divisor, at least 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    Of the shape of `x`, in [-1, 1]. In float64 within 8 eps of norm(y), the 2-norm along the
    axis. A row that holds nan or an infinity is nan.

Raises
------
TypeError
    If an argument has the wrong type.
ValueError
    If a parameter is out of its range, the shapes do not fit, there is too little to normalise
    over, or `out` is not exactly right.

Notes
-----
Where the norm falls below eps, the divisor is constant: `normalize.vjp` gives v / eps there, at 0
with the default 1e12 v, and at norm = eps the gradient of the side above, as PyTorch does. For
p = 1 the sign of 0 is 0; for p = inf ties share the gradient equally. With eps = 0 the row 0 is
0 / 0, nan. PyTorch also accepts p <= 0 and several axes; at [inf, 1] it gives [nan, 0].

References
----------
PyTorch, torch.nn.functional.normalize.

Examples
--------
>>> import activations as act
>>> act.normalize([3e200, 4e200], axis=0)
array([0.6, 0.8])
"""
prelu: _Prelu
r"""Parametric ReLU, elementwise: the slope on the left is learned.

.. math:: \operatorname{PReLU}(x) = \begin{cases} x & x > 0 \\ w x & x \le 0 \end{cases}

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64). With several
    weights axis 1 counts the channels.
weight : float or array_like
    One slope for all; of shape (C,) one for each channel, as in PyTorch; with two axes or more one
    for each element to which it broadcasts, as in ONNX. Finite. PyTorch starts at 0.25.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At -inf the infinity of the weight's sign, or 0 if the weight is 0; inf at inf, nan at nan.
    Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
At the kink, 0, the derivative by x is the weight and the derivative by the weight is 0, as in
PyTorch. `prelu.weight_derivative` gives the latter for each element; sum it over the elements of a
channel for the gradient.

References
----------
K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", 2015.
https://arxiv.org/abs/1502.01852

Examples
--------
>>> import activations as act
>>> act.prelu([[-1.0, -1.0], [2.0, 2.0]], [0.25, 0.5])
array([[-0.25, -0.5 ],
       [ 2.  ,  2.  ]])
"""
quick_gelu: _QuickGelu
r"""GELU by one sigmoid, elementwise: silu made steeper.

.. math:: \operatorname{quick\_gelu}(x) = x\,\sigma(1.702\,x)

CLIP uses it. It is off from gelu by up to 0.0204. Rounding z = 1.702 x costs 300 ULP of the
exponential at x = -400, so z is carried as two doubles.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least -0.1637; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
    float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `quick_gelu.derivative`, 1/2 at 0, 0 at -0.751, at most 1.0998,
reached at 1.410; within 5 ULP. PyTorch has it in no function of its own.

References
----------
D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.
https://arxiv.org/abs/1606.08415

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.quick_gelu([-420.0, -1.0, 0.0, 2.0])]
['-1.49e-308', '-0.154', '0', '1.94']
"""
reglu: _Reglu
r"""Gated linear unit with ReLU for a gate.

.. math:: \operatorname{ReGLU}(a, b) = a \operatorname{ReLU}(b), \qquad x = [a, b]

The second half is the gate, as in `glu`. A closed gate gives 0 even to an infinite a.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int, default -1
    The axis that is halved; its length must be even.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result.

Returns
-------
ndarray
    The shape of `x` with half the length along the axis; nan where a or b is nan.
    Exact but for one rounding.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis, its length is 0 or does not
    fit, or `out` has another shape or is read-only.

Notes
-----
At the kink, b = 0, the derivative by b is 0, as for `relu`. `reglu.vjp` gives the gradient by both
halves, in the shape of `x`.

References
----------
N. Shazeer, "GLU Variants Improve Transformer", 2020. https://arxiv.org/abs/2002.05202

Examples
--------
>>> import activations as act
>>> act.reglu([2.0, -4.0, 0.0, 800.0])
array([    0., -3200.])
"""
relu: _Relu
r"""Rectified linear unit, elementwise.

.. math:: \operatorname{ReLU}(x) = \max(0, x)

Which zero the maximum of -0.0 and 0.0 is, NumPy leaves open, and it differs from one place of an
array to the next. Adding 0.0 makes it 0.0 everywhere.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least 0.0, and 0.0 at -0.0; 0 at -inf, inf at inf, nan at nan. Exact.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
At the kink, 0, the derivative is 0, as in PyTorch; any number from 0 to 1 is a subgradient.

References
----------
V. Nair, G. E. Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines", ICML 2010.
K. Fukushima used the function in 1969, https://doi.org/10.1109/TSSC.1969.300225.

Examples
--------
>>> import activations as act
>>> act.relu([-2.0, -0.0, 3.0])
array([0., 0., 3.])
"""
relu6: _Relu6
r"""ReLU that stops at 6, elementwise.

.. math:: \operatorname{ReLU6}(x) = \min(\max(x, 0), 6)

The bounded range fits fixed-point numbers with few bits.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    In [0, 6]; 0 at -inf, 6 at inf, nan at nan. Exact.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
At both kinks the derivative is 0, as in PyTorch.

References
----------
A. Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010.

Examples
--------
>>> import activations as act
>>> act.relu6([-1.0, 3.0, 9.0])
array([0., 3., 6.])
"""
relu_squared: _ReluSquared
r"""Square of ReLU, elementwise.

.. math:: \operatorname{relu\_squared}(x) = \max(0, x)^2

A search among programs found it to train language models faster than the functions that people had
chosen. Its zeros are exact, as ReLU's, and its derivative has no jump.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least 0.0, and 0.0 at -0.0; 0 at -inf, inf at inf and above the root of the largest number,
    nan at nan. One rounding.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative grows without bound.

References
----------
D. R. So et al., "Primer: Searching for Efficient Transformers for Language Modeling", 2021.
https://arxiv.org/abs/2109.08668

Examples
--------
>>> import activations as act
>>> act.relu_squared([-2.0, -0.0, 3.0])
array([0., 0., 9.])
"""
rms_norm: _RmsNorm
r"""Root mean square normalisation: layer normalisation without the mean.

.. math:: y = \frac{x}{\sqrt{\overline{x^2} + \varepsilon}}\,w

The printed form squares x: at [3e200, 4e200] the squares overflow and the result is 0 instead of
[0.849, 1.131]. Scaling the row by a power of two prevents it and rounds nothing.

Parameters
----------
x : array_like
    At least one axis; float16, float32, float64 (kept), integers or booleans (float64).
normalized_shape : int or sequence of int
    The shape of the last axes of `x`, over which the mean is taken.
weight : array_like, optional
    Finite numbers of shape `normalized_shape`.
eps : float or None
    Added to the mean square, at least 0; None is the machine epsilon of the result's dtype.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    Of the shape of `x`; without weight the norm of a row is at most sqrt(n). In float64 within
    8 eps of norm(y), the 2-norm of the row. A row that holds nan or an infinity is nan, except
    that a finite number beside infinities is 0.

Raises
------
TypeError
    If an argument has the wrong type.
ValueError
    If a parameter is out of its range, the shapes do not fit, there is too little to normalise
    over, or `out` is not exactly right.

Notes
-----
There is no kink for eps > 0. `rms_norm.vjp` gives the gradient, within 8 eps of
norm(w v) / sqrt(mean(x^2) + eps). PyTorch takes the epsilon of float32 for float16 when eps is
None, and gives 0 at [3e200, 4e200].

References
----------
B. Zhang, R. Sennrich, "Root Mean Square Layer Normalization", 2019. arXiv:1910.07467

Examples
--------
>>> import activations as act
>>> act.rms_norm([3e200, 4e200], 2).round(3)
array([0.849, 1.131])
"""
rrelu: _Rrelu
r"""Randomized leaky ReLU, elementwise: in training, each element draws its slope.

.. math::

    \operatorname{RReLU}(x) = \begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases}, \qquad
    a \sim U(\mathrm{lower}, \mathrm{upper})

Outside training the slope is the mean of the two ends, 11/48 by default.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
lower : float, default 1/8
    The smallest slope; finite and at least 0.
upper : float, default 1/3
    The largest slope; finite and at least `lower`.
training : bool, default False
    Whether slopes are drawn.
rng : numpy.random.Generator, int or None
    Where the slopes come from. Give value and derivative the same seed for the same slopes.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    -inf at -inf (0 where the slope is 0), inf at inf, nan at nan. Within 0.55 ULP in float32,
    4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
At the kink, 0, the derivative is the slope on the left, as in PyTorch.

References
----------
B. Xu, N. Wang, T. Chen, M. Li, "Empirical Evaluation of Rectified Activations in Convolutional
Network", 2015. https://arxiv.org/abs/1505.00853

Examples
--------
>>> import activations as act
>>> act.rrelu([-48.0, 2.0])
array([-11.,   2.])
>>> y = act.rrelu([-1.0, -1.0], training=True, rng=0)
>>> bool((-y == act.rrelu.derivative([-1.0, -1.0], training=True, rng=0)).all())
True
"""
selu: _Selu
r"""Scaled exponential linear unit, elementwise.

.. math::

    \operatorname{SELU}(x) = s \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}

With alpha = 1.6732632423543772 and the scale s = 1.0507009873554805, inputs of mean 0 and variance
1 keep both. Beyond ELU there is nothing to look after: `expm1` keeps the digits near 0.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    Above -1.7581; that limit at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP
    in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
At the kink, 0, the derivative is s times alpha, the slope on the left, as in PyTorch.

References
----------
G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, "Self-Normalizing Neural Networks", 2017.
https://arxiv.org/abs/1706.02515

Examples
--------
>>> import activations as act
>>> [f"{value:.4f}" for value in act.selu([-float("inf"), -1.0, 1.0])]
['-1.7581', '-1.1113', '1.0507']
"""
sigmoid: _Sigmoid
r"""Logistic sigmoid, elementwise.

.. math:: \sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^{x}}{e^{x} + 1}

The two printed forms are equal, but each overflows on one side: the first at x = -720, the
second at x = 720. With t = exp(-|x|), the first is 1 / (1 + t) for x >= 0 and the second is
t / (1 + t) for x < 0. The numerator max(t, [x >= 0]) writes both as one.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    In [0, 1]; 0 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `sigmoid.derivative`, at most 1/4, reached at 0.

References
----------
P.-F. Verhulst, "Recherches mathématiques sur la loi d'accroissement de la population", 1845.

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.sigmoid([-720.0, 0.0, 720.0])]
['2.03e-313', '0.5', '1']
"""
silu: _Silu
r"""Sigmoid linear unit, elementwise: x gated by its own sigmoid.

.. math:: \operatorname{silu}(x) = x\,\sigma(x) = \frac{x}{1 + e^{-x}}

The printed quotient is right to the last bits as long as e^{-x} is finite. At x = -720 it is
infinite and the quotient -0, the truth -1.46e-310; at -inf the quotient is nan. From -700 on
the 1 makes no difference, and the value is x e^x.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least -0.2785; -0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
    float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `silu.derivative`, 1/2 at 0, 0 at -1.278, at most 1.0998,
reached at 2.399; within 5 ULP. PyTorch gives nan at -inf, and for the derivative at both
infinities.

References
----------
S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-Weighted Linear Units for Neural Network Function
Approximation in Reinforcement Learning", 2017. https://arxiv.org/abs/1702.03118

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.silu([-np.inf, -720.0, -1.0, 0.0, 2.0])]
['-0', '-1.46e-310', '-0.269', '0', '1.76']
"""
softcap: _Softcap
r"""Soft cap, elementwise: tanh stretched so that scores stay between -cap and cap.

.. math:: \operatorname{softcap}(x) = c \tanh \frac{x}{c}

Gemma 2 caps the scores of attention at 50 and those of the last layer at 30. Near 0 it is x. With
a large cap x / c is subnormal and has lost digits; where it is so small, the value is x itself.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
cap : float, default 30
    The bound c; finite and above 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    In [-cap, cap]; -cap at -inf, cap at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
    float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `softcap.derivative`, at most 1, reached at 0.

References
----------
I. Bello, H. Pham, Q. V. Le, M. Norouzi, S. Bengio, "Neural Combinatorial Optimization with
Reinforcement Learning", 2016. https://arxiv.org/abs/1611.09940. Gemma Team, "Gemma 2", 2024.
https://arxiv.org/abs/2408.00118

Examples
--------
>>> import activations as act
>>> [f"{value:.4g}" for value in act.softcap([-1e9, 1.0, 50.0])]
['-30', '0.9996', '27.93']
"""
softmax: _Softmax
r"""Softmax along an axis: positive numbers that sum to 1, in the proportions of exponentials.

.. math::

    \operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}
    = \frac{e^{x_i - m}}{\sum_j e^{x_j - m}}, \qquad m = \max_j x_j

The first form is nan at [1000, 0], since e^1000 is infinite. Taking the maximum off first fixes
that, but the difference x - m is rounded, and near -700 that rounding is worth 459 ULP of the
exponential. So the maximum stays where it does no harm, and is taken off exactly, in two doubles,
where it does.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int or tuple of int, default -1
    The axis along which the values sum to 1; several are taken together.
where : array_like of bool, optional
    Which numbers take part; its shape broadcasts to that of `x`. The value and every derivative
    of the others is 0, and a row with none in it is a row of 0.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    In [0, 1], in the shape of `x`. [0, inf] gives [0, 1]; two infinities, all -inf or a nan give
    a row of nan. Within 0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis or the axis is empty, or `out`
    has another shape or is read-only.

Notes
-----
There is no kink. `softmax.jacobian` gives the derivatives, shape batch + (n, n), and `softmax.vjp`
their product with weights without forming them, both with the small ones right beside a score that
dominates. In the Euclidean norm the Lipschitz constant is
1/2. PyTorch gives nan for [0, inf].

References
----------
J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990.
https://doi.org/10.1007/978-3-642-76153-9_28

Examples
--------
>>> import activations as act
>>> act.softmax([1000.0, 1000.0, 0.0])
array([0.5, 0.5, 0. ])
>>> act.softmax.jacobian([0.0, 0.0])
array([[ 0.25, -0.25],
       [-0.25,  0.25]])
"""
softmin: _Softmin
r"""Softmin along an axis: softmax of the numbers with the sign changed.

.. math:: \operatorname{softmin}(x)_i = \operatorname{softmax}(-x)_i

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int, default -1
    The axis along which the values sum to 1.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    In [0, 1], in the shape of `x`; rows with an infinity or nan as for `softmax` of -x. Within
    0.55 ULP in float32, 4 ULP in float64 on rows of a thousand.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis or the axis is empty, or `out`
    has another shape or is read-only.

Notes
-----
There is no kink. Derivatives as for `softmax`: `softmin.jacobian` and `softmin.vjp`.

References
----------
As for `softmax`. https://doi.org/10.1007/978-3-642-76153-9_28

Examples
--------
>>> import activations as act
>>> act.softmin([1000.0, 0.0, 0.0])
array([0. , 0.5, 0.5])
"""
softplus: _Softplus
r"""Softplus, a smooth ReLU, elementwise.

.. math::

    \operatorname{softplus}(x) = \frac{1}{\beta}\,\log(1 + e^{\beta x})
    = \max(x, 0) + \frac{1}{\beta}\,\log(1 + e^{-\beta|x|})

The first form is infinite at x = 710 and 0 at x = -40, where the truth is 4.2e-18. In the second
the exponential is at most 1, and log1p keeps it however small it is. For beta other than 1 the
product beta x is carried in two doubles (`activations.core.double_double`).

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
beta : float, default 1
    How sharp the bend is; finite and above 0.
threshold : float, optional
    PyTorch's cut: where beta x is above it, the value is x. The default, None, is exact
    everywhere; PyTorch's default is 20.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least 0; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
There is no kink without a threshold. With 20 the value jumps down by 2.1e-9 at x = 20: that is
5.8e5 ULP, and PyTorch's default.

References
----------
C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia, "Incorporating Second-Order Functional
Knowledge for Better Option Pricing", NIPS 13, 2001.

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.softplus([-40.0, 0.0, 710.0])]
['4.25e-18', '0.693', '710']
"""
softshrink: _Softshrink
r"""Move everything towards 0 by lambda, and what is nearer to 0, elementwise.

.. math::

    \operatorname{softshrink}(x) = \operatorname{sign}(x)\,\max(|x| - \lambda, 0)
    = x - \min(\max(x, -\lambda), \lambda)

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
lambd : float, default 0.5
    How far; finite and at least 0. (lambda is a word of Python's.)
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    -inf at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
At both kinks the derivative is 0, as in PyTorch.

References
----------
D. L. Donoho, "De-noising by Soft-thresholding", 1995. https://doi.org/10.1109/18.382009

Examples
--------
>>> import activations as act
>>> act.softshrink([-2.0, 0.5, 1.0])
array([-1.5,  0. ,  0.5])
"""
softsign: _Softsign
r"""Softsign, elementwise: S-shaped like tanh, but it nears its limits like 1/x.

.. math:: \operatorname{softsign}(x) = \frac{x}{1 + |x|}

At infinity the quotient is inf / inf = nan, so x is held to the finite numbers first; there the
quotient has long been 1.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    In [-1, 1]; -1 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink: the slope is 1 on both sides of 0. PyTorch gives nan at both infinities.

References
----------
X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural
networks", AISTATS 2010.

Examples
--------
>>> import activations as act
>>> act.softsign([-float("inf"), -1.0, 0.0, 3.0])
array([-1.  , -0.5 ,  0.  ,  0.75])
"""
sparse_plus: _SparsePlus
r"""Sparseplus, elementwise: ReLU with its corner replaced by a piece of a parabola.

.. math::

    \operatorname{sparse\_plus}(x) = \begin{cases} 0 & x \le -1 \\
    \frac{(x + 1)^2}{4} & -1 < x < 1 \\ x & x \ge 1 \end{cases}

Its derivative is what sparsemax is for two scores, as the derivative of softplus is the sigmoid.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    At least 0; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 2 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink: at -1 and at 1 the slopes of both sides agree. JAX has the function.

References
----------
JAX authors, "JAX: composable transformations of Python+NumPy programs", 2018.
https://docs.jax.dev/en/latest/_autosummary/jax.nn.sparse_plus.html

Examples
--------
>>> import activations as act
>>> act.sparse_plus([-2.0, 0.0, 2.0])
array([0.  , 0.25, 2.  ])
"""
sparsemax: _Sparsemax
r"""Sparsemax along an axis: the probabilities nearest to the scores, many of them exactly 0.

.. math::

    \operatorname{sparsemax}(x) = \operatorname*{arg\,min}_{p \ge 0,\ \sum_i p_i = 1} |p - x|^2
    = \max(x - \tau, 0)

The threshold tau is such that the values sum to 1. Sorting the scores finds it in one pass. Scores
1 apart already give [1, 0], where softmax gives [0.73, 0.27].

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int, default -1
    The axis along which the values sum to 1.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray
    In [0, 1], in the shape of `x`. [0, inf] gives [0, 1]; two infinities, all -inf or a nan give
    a row of nan. Within 4 eps of the exact projection.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis or the axis is empty, or `out`
    has another shape or is read-only.

Notes
-----
There are kinks where a score meets the threshold; there the derivative is that without it, the
value being 0. `sparsemax.jacobian` and `sparsemax.vjp` give the derivatives.

References
----------
A. F. T. Martins, R. F. Astudillo, "From Softmax to Sparsemax", 2016.
https://arxiv.org/abs/1602.02068

Examples
--------
>>> import activations as act
>>> act.sparsemax([0.5, 0.0, -2.0])
array([0.75, 0.25, 0.  ])
"""
squareplus: _Squareplus
r"""Squareplus, elementwise: softplus by a square root instead of an exponential.

.. math:: \operatorname{squareplus}(x) = \frac{x + \sqrt{x^2 + b}}{2}

The square overflows from 1.3e154 on, and for x < 0 the sum cancels: at x = -1e9 it is 0, the truth
1e-9. `hypot` does not overflow, and b / (2 (h - x)) with the root h has no difference.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
b : float, default 4
    How wide the bend is; finite and above 0. With 4 the value at 0 is 1, with 0 it would be ReLU.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    Above 0; 0 at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `squareplus.derivative`, 1/2 at 0; within 5 ULP. JAX has the
function, with the same default.

References
----------
J. T. Barron, "Squareplus: A Softplus-Like Algebraic Rectifier", 2021.
https://arxiv.org/abs/2112.11687

Examples
--------
>>> import activations as act
>>> [f"{value:.3g}" for value in act.squareplus([-1e9, 0.0, 1e200])]
['1e-09', '1', '1e+200']
"""
swiglu: _Swiglu
r"""Gated linear unit with silu for a gate.

.. math:: \operatorname{SwiGLU}(a, b) = a \operatorname{silu}(b), \qquad x = [a, b]

Llama and most language models since use it, with a and b from two linear layers. The second half is
the gate here, as in `glu`; programs that keep both in one array differ in which half it is.

Parameters
----------
x : array_like
    At least one dimension; float16, float32, float64 (kept), integers or booleans (float64).
axis : int, default -1
    The axis that is halved; its length must be even.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result.

Returns
-------
ndarray
    The shape of `x` with half the length along the axis; nan where a or b is nan.
    Within 0.55 ULP in float32, 5 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, `x` does not have that axis, its length is 0 or does not
    fit, or `out` has another shape or is read-only.

Notes
-----
There is no kink. `swiglu.vjp` gives the gradient by both halves, in the shape of `x`.

References
----------
N. Shazeer, "GLU Variants Improve Transformer", 2020. https://arxiv.org/abs/2002.05202

Examples
--------
>>> import activations as act
>>> act.swiglu([2.0, -4.0, 0.0, 800.0])
array([    0., -3200.])
"""
tanh: _Tanh
r"""Hyperbolic tangent, elementwise: a sigmoid stretched to the range from -1 to 1.

.. math:: \tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}} = 2\,\sigma(2x) - 1

The quotient of exponentials is inf / inf = nan at x = 720, and near 0 the difference on top loses
digits. NumPy's own tanh has neither fault and is faster than any form of exponentials.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    In [-1, 1]; -1 at -inf, 1 at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative is `tanh.derivative`, at most 1, reached at 0.

References
----------
Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998.
https://doi.org/10.1007/3-540-49430-8_2

Examples
--------
>>> import activations as act
>>> act.tanh([-720.0, 0.0, 720.0])
array([-1.,  0.,  1.])
"""
tanhshrink: _Tanhshrink
r"""What tanh takes off, elementwise.

.. math::

    x - \tanh x = \frac{x^3}{D + x^2}, \qquad
    D = 3 + \cfrac{x^2}{5 + \cfrac{x^2}{7 + \cdots}}

Near 0 both terms of the difference are almost equal: at x = 1e-5 they agree in their first ten
digits, which leaves about six, and at 1e-9 the difference is 0. Lambert's continued fraction
tanh x = x / (1 + x^2 / D), put into the difference, leaves one quotient whose terms are all of one
sign. Ten steps of the fraction are enough up to |x| = 1.5; beyond that the difference is good.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    Any real number; -inf at -inf, inf at inf, nan at nan. Within 0.55 ULP in float32, 4 ULP in
    float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, or `out` has another dtype.
ValueError
    If `out` has another shape or is read-only.

Notes
-----
There is no kink. The derivative, tanh squared, is 0 at 0 and below 1.

References
----------
J. H. Lambert, "Mémoire sur quelques propriétés remarquables des quantités transcendentes
circulaires et logarithmiques", 1768 (the continued fraction). R. Collobert, K. Kavukcuoglu,
C. Farabet, "Torch7: A Matlab-like Environment for Machine Learning", 2011 (the layer).

Examples
--------
>>> import activations as act
>>> [f"{value:.10g}" for value in act.tanhshrink([1e-9, 1e-5, 1.0])]
['3.333333333e-28', '3.333333333e-16', '0.238405844']
"""
threshold: _Threshold
r"""Keep what is above a threshold t and put a value v in place of the rest, elementwise.

.. math:: f(x) = \begin{cases} x & x > t \\ v & x \le t \end{cases}

The comparison is asked the other way round, x <= t, so that nan, which compares as false, stays
what it is.

Parameters
----------
x : array_like
    Any shape; float16, float32, float64 (kept), integers or booleans (float64).
threshold : float
    Finite.
value : float
    Finite.
out : ndarray, optional
    Where to write: exactly the shape and dtype of the result, may be `x`.

Returns
-------
ndarray or scalar
    `value` at -inf, inf at inf, nan at nan. Exact in float64.

Raises
------
TypeError
    If `x` is complex, longdouble, object or text, a parameter has a wrong type, or `out` has
    another dtype.
ValueError
    If a parameter is out of its range, or `out` has another shape or is read-only.

Notes
-----
At the threshold, where the function jumps or bends, the derivative is 0, as in PyTorch.

References
----------
R. Collobert, K. Kavukcuoglu, C. Farabet, "Torch7: A Matlab-like Environment for Machine
Learning", 2011.

Examples
--------
>>> import activations as act
>>> act.threshold([0.0, 0.1, 0.2], threshold=0.1, value=20.0)
array([20. , 20. ,  0.2])
"""

"""Measure the library beside the printed formulas, SciPy, PyTorch and JAX, on one thread.

    python scripts/bench/functions.py [--elements 1e3,1e5,1e7]

Each line is one interleaved run: every peer is timed in turn, several rounds, and the fastest round
counts. The first column is ours in nanoseconds an element, the others are ours divided by the peer's
time: below 1 we are faster. A star marks a bar that is missed. A peer that is not installed is left
out; PyTorch and JAX are not in requirements.lock.

Where numbers do not lie together ("every second", "first axis"), "copy" is our own time for a contiguous
copy, the copying included.
"""

from __future__ import annotations

import argparse
import os
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

# Before NumPy and its peers are imported: they read these at their start.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_ENABLE_X64"] = "true"

import numpy as np  # noqa: E402

import activations as act  # noqa: E402

Call = Callable[[], Any]
PEERS = ("copy", "naive", "scipy", "torch", "jax")
ROWS = ["softmax", "log_softmax", "logsumexp"]
ROUNDS = 7
# From 1e5 elements: the largest ratio allowed to each peer, by type.
BARS = {
    ("scipy", "float64"): 1,
    ("scipy", "float32"): 2.5,
    ("copy", "float64"): 1.5,
    ("copy", "float32"): 1.5,
    ("torch", "float64"): 3,
    ("torch", "float32"): 9,
}
FASTER_THAN_TORCH = ("tanh", "softplus", "mish")
ROWS_BAR = 2.5

NAIVE: dict[str, Callable[[Any], Any]] = {
    "threshold": lambda x: np.where(x > 0.1, x, x.dtype.type(20)),
    "relu": lambda x: np.maximum(x, 0),
    "hardtanh": lambda x: np.clip(x, -1, 1),
    "hardswish": lambda x: x * np.clip(x + 3, 0, 6) / 6,
    "relu6": lambda x: np.clip(x, 0, 6),
    "elu": lambda x: np.where(x > 0, x, np.exp(x) - 1),
    "selu": lambda x: 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * (np.exp(x) - 1)),
    "celu": lambda x: np.where(x > 0, x, np.exp(x) - 1),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "prelu": lambda x: np.where(x > 0, x, 0.25 * x),
    "rrelu": lambda x: np.where(x > 0, x, 11 / 48 * x),
    "logsigmoid": lambda x: np.log(1 / (1 + np.exp(-x))),
    "hardshrink": lambda x: np.where(np.abs(x) > 0.5, x, 0),
    "tanhshrink": lambda x: x - np.tanh(x),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "softplus": lambda x: np.log(1 + np.exp(x)),
    "softshrink": lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0),
    "tanh": lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "hardsigmoid": lambda x: np.clip(x + 3, 0, 6) / 6,
    "silu": lambda x: x / (1 + np.exp(-x)),
    "mish": lambda x: x * np.tanh(np.log(1 + np.exp(x))),
    "softmax": lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True),
    "log_softmax": lambda x: x - np.log(np.exp(x).sum(-1, keepdims=True)),
    "logsumexp": lambda x: np.log(np.exp(x).sum(-1)),
}
SCIPY = {"sigmoid": "expit", "softmax": "softmax", "log_softmax": "log_softmax", "logsumexp": "logsumexp",
         "softplus": "softplus", "logsigmoid": "log_expit"}  # fmt: skip
JAX = {"logsigmoid": "log_sigmoid", "softsign": "soft_sign", "hardtanh": "hard_tanh",
       "hardsigmoid": "hard_sigmoid", "hardswish": "hard_swish"}  # fmt: skip


def laid_out(x: Any, layout: str) -> Any:
    """Return the same numbers as they lie in memory in one of the layouts."""
    return np.repeat(x, 2, axis=-1)[..., ::2] if layout == "every second" else x


def calls(name: str, x: Any, layout: str = "contiguous") -> dict[str, Call]:
    """Return a call of each peer that has the function, ours first."""
    f = getattr(act, name)
    rows = not isinstance(f, act.Elementwise)
    axis = 0 if layout == "first axis" else -1
    given = {"axis": axis} if rows else {
        p.name: p.example for p in f.parameters if p.example is not None
    }  # fmt: skip
    found: dict[str, Call] = {"ours": partial(f, x, **given)}
    if layout != "contiguous":
        view, last = (np.moveaxis(x, 0, -1), {"axis": -1}) if axis == 0 else (x, given)
        found["copy"] = lambda: f(np.ascontiguousarray(view), **last)
    if name in NAIVE and axis == -1:
        found["naive"] = partial(NAIVE[name], x)
    if name in SCIPY and find_spec("scipy"):
        function = getattr(import_module("scipy.special"), SCIPY[name])
        found["scipy"] = partial(function, x, **({"axis": axis} if rows else {}))
    if f.torch_name and find_spec("torch"):
        found["torch"] = torch_call(name, x, given)
    if find_spec("jax") and layout == "contiguous":
        nn = import_module("jax").nn
        if function := getattr(nn, JAX.get(name, name), None):
            jitted, there = (
                import_module("jax").jit(function),
                import_module("jax.numpy").asarray(x),
            )
            found["jax"] = lambda: jitted(there).block_until_ready()
    return found


def torch_call(name: str, x: Any, given: Mapping[str, Any]) -> Call:
    """Return torch's call on the same memory."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    function = getattr(torch.nn.functional, name, None) or getattr(torch, name)
    there = torch.from_numpy(x)
    if name == "prelu":
        return partial(function, there, torch.tensor([0.25], dtype=there.dtype))
    return partial(function, there, **{{"axis": "dim"}.get(k, k): v for k, v in given.items()})


def fastest(contenders: Mapping[str, Call], elements: int) -> dict[str, float]:
    """Time every contender in turn, round after round; give nanoseconds an element."""
    repeats = max(1, 20_000 // elements)
    best = dict.fromkeys(contenders, float("inf"))
    with np.errstate(all="ignore"):
        for call in contenders.values():
            call()
        for _ in range(ROUNDS if elements < 5e6 else 3):
            for name, call in contenders.items():
                start = time.perf_counter()
                for _ in range(repeats):
                    call()
                best[name] = min(best[name], (time.perf_counter() - start) / repeats)
    return {name: seconds / elements * 1e9 for name, seconds in best.items()}


def allowed(name: str, peer: str, dtype: str, elements: int, rows: bool) -> float:
    """Return the largest ratio that is within the bar; infinite where nothing is asked."""
    if elements < 1e5:
        return float("inf")
    if peer == "torch" and rows:
        return ROWS_BAR
    if peer == "torch" and dtype == "float64" and name in FASTER_THAN_TORCH:
        return 1
    return BARS.get((peer, dtype), float("inf"))


def table(names: list[str], dtype: str, shape: tuple[int, ...], layout: str = "contiguous") -> int:
    """Print a line for each function; return the number of missed bars."""
    size = int(np.prod(shape))
    print(f"\n{dtype}, {' x '.join(f'{n:.0e}' for n in shape)} elements, {layout}")
    print(f"{'':14}{'ours, ns':>9}" + "".join(f"{peer:>9}" for peer in PEERS))
    x = laid_out((np.random.default_rng(0).normal(size=shape) * 3).astype(dtype), layout)
    missed = 0
    for name in names:
        times = fastest(calls(name, x, layout), size)
        line = f"{name:14}{times['ours']:9.2f}"
        for peer in PEERS:
            ratio = times["ours"] / times[peer] if peer in times else None
            over = ratio is not None and ratio > allowed(name, peer, dtype, size, len(shape) == 2)
            missed += over
            line += f"{'-' if ratio is None else f'{ratio:.2f}' + '*' * over:>9}"
        print(line, flush=True)
    return missed


def memory(names: list[str]) -> None:
    """Print the largest extra memory at 1e7 elements, result included, in units of the result."""
    print("\nlargest extra memory at 1e7 elements, times the output's (bar: 1.2)")
    for dtype in ("float64", "float32"):
        x = np.full(10_000_000, 0.5, dtype)
        found = {}
        for name in names:
            call = calls(name, x)["ours"]
            tracemalloc.start()
            call()
            found[name] = tracemalloc.get_traced_memory()[1] / x.nbytes
            tracemalloc.stop()
        worst = max(found, key=lambda name: found[name])
        print(f"{dtype}: at most {found[worst]:.3f} ({worst})")


def main() -> None:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--elements", default="1e3,1e5,1e7", help="default: 1e3,1e5,1e7")
    sizes = [int(float(size)) for size in parser.parse_args().elements.split(",")]
    for peer in ("numpy", "scipy", "torch", "jax"):
        print(
            f"{peer} {import_module(peer).__version__ if find_spec(peer) else 'is not installed'}"
        )
    names = [f.name for f in act.CATALOG.values() if isinstance(f, act.Elementwise)]
    missed = 0
    for dtype in ("float64", "float32"):
        for size in sizes:
            rows = (max(10, size // 1000), min(size // 10, 1000))
            for layout in ("contiguous", "every second"):
                missed += table(names, dtype, (size,), layout)
            for layout in ("contiguous", "every second", "first axis"):
                missed += table(ROWS, dtype, rows, layout)
    memory(names)
    print(f"\nbars missed: {missed} (marked *)")


if __name__ == "__main__":
    main()

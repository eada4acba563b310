"""Compare with PyTorch: write down what it says, or compare with one that is installed.

    python scripts/records/torch_record.py record     # writes tests/torch.json
    python scripts/records/torch_record.py compare

It needs torch, which is not in requirements.lock; the tests need only the record.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import numpy as np  # noqa: E402
import torch_cases  # noqa: E402

import activations as act  # noqa: E402
from book import atomic  # noqa: E402

try:
    import torch
except ImportError:
    sys.exit(f"torch_record.py: torch is missing; {sys.executable} -m pip install torch==2.13.0")

F = torch.nn.functional


class Torch:
    """A function of torch with our calls: array-likes in, arrays out, derivatives by autograd."""

    def __init__(self, name: str):
        self.name = name
        self.function = getattr(F, name, None) or getattr(torch, name)

    def _call(self, inputs: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if self.name == "cross_entropy":
            named = {key: value for key, value in named.items() if key != "axis"}
        elif self.name in ("softmax", "softmin", "log_softmax", "logsumexp"):
            named["dim"] = named.pop("axis", -1)
        elif "axis" in named:
            named["dim"] = named.pop("axis")
        return self.function(*inputs, **named)

    def _named(self, named: dict[str, Any]) -> dict[str, Any]:
        if self.name == "prelu":
            named["weight"] = np.atleast_1d(named["weight"])
        return {
            key: tensor(value) if isinstance(value, np.ndarray) else value
            for key, value in named.items()
        }

    def __call__(self, x: Any, *others: Any, **named: Any) -> Any:
        """Return the value."""
        return array(self._call((tensor(x), *map(tensor, others)), self._named(named)))

    def derivative(self, x: Any, *others: Any, **named: Any) -> Any:
        """Return the gradient of the sum by x, which for elementwise functions is the derivative."""
        x = tensor(x).requires_grad_()
        named = self._named(named)
        if self.name == "prelu":
            named["weight"] = named["weight"].to(x.dtype)
        self._call((x, *map(tensor, others)), named).sum().backward()
        return array(x.grad)

    gradient = derivative

    def vjp(self, x: Any, v: Any, **named: Any) -> Any:
        """Return the gradients of sum(v * f(x)) by x and, for a normalisation, by weight and bias."""
        x, named = tensor(x).requires_grad_(), self._named(named)
        learned = [named[key].requires_grad_() for key in ("weight", "bias") if key in named]
        (self._call((x,), named) * tensor(v)).sum().backward()
        return array(x.grad) if not learned else [array(t.grad) for t in (x, *learned)]


def tensor(value: Any) -> torch.Tensor:
    """Return a tensor; numbers without a NumPy type are float64."""
    return torch.tensor(np.asarray(value))


def array(value: torch.Tensor) -> Any:
    """Return an array."""
    return value.detach().numpy()


def answers() -> dict[str, Any]:
    """Ask torch about every expression."""
    functions = {
        name: Torch(name) for name in act.__all__ if isinstance(getattr(act, name), act.Function)
    }

    def ask(expression: str) -> Any:
        value = torch_cases.evaluate(expression, functions)
        if isinstance(value, str):
            return value
        parts = value if isinstance(value, list) else [value]
        return [np.asarray(part, np.float64).ravel().tolist() for part in parts]

    return {
        "torch": torch.__version__.partition("+")[0],
        "agree": {call: ask(call) for call in torch_cases.AGREE},
        "edges": {call: ask(call) for call in torch_cases.AT_THE_EDGES},
        "differences": {
            call: torch_cases.shown(torch_cases.evaluate(call, functions))
            for call, _, _ in torch_cases.differences("ko")
        },
    }


def record(found: dict[str, Any]) -> None:
    """Write the record, whole or not at all."""
    lines = [f'"torch": {json.dumps(found["torch"])}']
    for key in ("agree", "edges", "differences"):
        rows = ",\n".join(f"{json.dumps(c)}: {json.dumps(a)}" for c, a in found[key].items())
        lines.append(f'"{key}": {{\n{rows}\n}}')
    atomic.write(torch_cases.RECORD, "{\n" + ",\n".join(lines) + "\n}\n")
    size = torch_cases.RECORD.stat().st_size / 1024
    print(f"torch {found['torch']}: {torch_cases.RECORD.relative_to(ROOT)}, {size:.0f} KiB")


def compare(found: dict[str, Any]) -> int:
    """Print how far we are from the torch that is installed; give the number of surprises."""
    surprises = 0
    for call in torch_cases.AGREE:
        worst = torch_cases.distance(call, found["agree"][call])
        if not worst <= torch_cases.TOLERANCE:
            surprises += 1
            print(f"differs by {worst:.1e}: {call}")
    for call, _, theirs in torch_cases.differences("ko"):
        if found["differences"][call] != theirs:
            surprises += 1
            print(f"{call}: the table says that torch gives {theirs}; {found['differences'][call]}")
    checked = len(torch_cases.AGREE) + len(torch_cases.differences("ko"))
    print(f"torch {found['torch']}: {checked} calls compared, {surprises} surprises")
    return surprises


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("verb", choices=["record", "compare"])
    verb = parser.parse_args().verb
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    found = answers()
    if verb == "record":
        record(found)
    else:
        sys.exit(1 if compare(found) else 0)


if __name__ == "__main__":
    main()

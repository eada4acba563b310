"""The truth of the accuracy tests: record it, or compute it live for many more points.

    python scripts/records/truth.py record [NAMES]    write tests/truth.npz (a few minutes for all)
    python scripts/records/truth.py sweep [NAMES]     print the worst errors at about 100,000 points a case

The points are random, with a fixed seed: no form of the library was chosen by looking at them. A result
is recorded as the nearest double and, in steps of 1/256 of its last place, what that double lacks; so
an error is told to a hundredth of a unit.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile

import numpy as np

from book import ROOT, atomic

sys.path.insert(0, str(ROOT / "tests"))

from cases import CASES, RECORD, STEPS, Case, Truth, known_cases, load_record, recorded
from definitions import Evaluation, definition, kinks


def points(case: Case, density: int, rng: np.random.Generator) -> np.ndarray:
    """Return points of every exponent, a dense middle, and what is close to kinks and roots.

    Both kinds of numbers are there everywhere: doubles, and doubles that are float32 numbers.
    """
    wide = [_magnitudes(density, -1074, 1024, rng), _middle(density, rng)]
    narrow = [_magnitudes(density, -149, 128, rng), _middle(density, rng)]
    doubles, singles = np.concatenate(wide), np.concatenate(narrow).astype(np.float32)
    limits = [
        (info.smallest_subnormal, info.tiny, info.max)
        for info in map(np.finfo, (np.float32, np.float64))
    ]
    positive = np.concatenate([doubles, singles, np.ravel(limits)])
    special = [_near(center, density, rng) for center in _centers(case)]
    found = np.unique(np.concatenate([positive, -positive, [0.0], *special]))
    low, high = case.domain
    # Sorted, a stretch of results that equal the points is stored as one reference to them.
    return found[np.isfinite(found) & (low < found) & (found < high)]


def _magnitudes(density: int, low: int, high: int, rng: np.random.Generator) -> np.ndarray:
    return np.ldexp(rng.uniform(1, 2, (density, high - low)), np.arange(low, high)).ravel()


def _middle(density: int, rng: np.random.Generator) -> np.ndarray:
    spans = np.repeat([2.0, 6.0, 40.0, 750.0], 60 * density)
    return np.concatenate([rng.uniform(0, spans), 2.0 ** rng.uniform(-30, 14, 120 * density)])


def _centers(case: Case) -> list[float]:
    expressions = definition(case.name, case.parameters)
    centers = [kink for kink in kinks(expressions["value"]) if kink != 0]
    if np.isfinite(case.domain).all():
        centers += np.linspace(*case.domain, 3).tolist()
    return centers + _root(Evaluation(expressions["derivative"]))


def _root(derivative: Evaluation) -> list[float]:
    """Return the double below the root of a derivative: what falls and rises does so right here."""
    low, high = -2.9, -0.5
    if not derivative(low)[0] < 0 < derivative(high)[0]:
        return []
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (low, middle) if derivative(middle)[0] > 0 else (middle, high)
    return [low]


def _near(center: float, density: int, rng: np.random.Generator) -> np.ndarray:
    steps = np.arange(-4, 5)
    apart = _magnitudes(density, -52, -1, rng) * center
    single = np.float32(center)
    return np.concatenate(
        [
            center + steps * np.spacing(center),
            single + steps * np.spacing(single),
            center + apart,
            center - apart,
            np.float32(center + apart),
            np.float32(center - apart),
        ]
    )


def compute(case: Case, x: np.ndarray) -> dict[str, Truth]:
    """Return the truth of value and derivative at some points."""
    truth = {}
    for what, expression in definition(case.name, case.parameters).items():
        nearest, rest = np.transpose([*map(Evaluation(expression), x.tolist())])
        truth[what] = Truth(x, nearest, rest)
    return truth


def kept(case: Case) -> tuple[np.ndarray, dict[str, Truth]]:
    """Return what has been recorded of a case."""
    truth = {what: recorded(case, what) for what in ("value", "derivative")}
    return truth["value"].points, truth


def made(case: Case) -> tuple[np.ndarray, dict[str, Truth]]:
    """Compute the truth of a case anew."""
    # Every case starts with the same points, and what repeats takes no space.
    x = points(case, 1, np.random.default_rng(0))
    print(case, x.size, flush=True)
    return x, compute(case, x)


def record(names: list[str]) -> None:
    """Write what the tests read, anew for some functions or for all; the same points give the same bytes.

    Cases that are recorded nowhere are computed whatever the names, and cases that are gone are dropped.
    """
    known = set() if not names else known_cases()
    doubles, rests, sizes = [], [], []
    for case in CASES:
        x, truth = kept(case) if str(case) in known and case.name not in names else made(case)
        value, derivative = truth["value"], truth["derivative"]
        doubles.append([x, value.nearest, derivative.nearest])
        rests.append([value.rest, derivative.rest])
        sizes.append(x.size)
    steps = np.clip(np.rint(np.concatenate(rests, axis=1) * STEPS), -128, 127)
    arrays = {
        "cases": np.array([str(case) for case in CASES]),
        "sizes": np.array(sizes),
        "doubles": np.concatenate(doubles, axis=1),
        "rests": steps.astype(np.int8),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, array in arrays.items():
            # LZMA looks back for megabytes, to the points; a new ZipInfo has a date of its own: 1980.
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = zipfile.ZIP_LZMA
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    atomic.write(RECORD, packed.getvalue())
    load_record.cache_clear()
    print(f"{RECORD.name}: {RECORD.stat().st_size:,} bytes")


def sweep(names: list[str]) -> None:
    """Print the worst errors of the library, and where."""
    print(f"{'':42}{'points':>9}{'float64':>9} {'at':>24}{'float32':>9} {'at':>24}")
    for case in CASES:
        if names and case.name not in names:
            continue
        for what, truth in compute(case, points(case, 16, np.random.default_rng(1))).items():
            line = f"{case!s:31} {what:10}{truth.points.size:9,}"
            for kind, part in ((np.float64, truth), (np.float32, truth.singles())):
                errors = case.errors(what, case.compute(what, part.points.astype(kind)), part)
                worst = errors.argmax()
                line += f"{errors[worst]:9.3f} {float(part.points[worst])!r:>24}"
            print(line, flush=True)


def main() -> None:
    """Read the verb and do it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    verbs = parser.add_subparsers(required=True)
    written = verbs.add_parser("record", help="write tests/truth.npz")
    written.add_argument("names", nargs="*", help="functions, default: all")
    written.set_defaults(run=lambda options: record(options.names))
    wide = verbs.add_parser("sweep", help="print the worst errors at about 100,000 points a case")
    wide.add_argument("names", nargs="*", help="functions, default: all")
    wide.set_defaults(run=lambda options: sweep(options.names))
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()

"""The library's tests once more: without the processor's vector instructions, and on NumPy 2.0.

NumPy chooses its loops by what the processor can do, and they round differently. What holds on one
machine must hold on the next.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "tests" / "numpy-2.0.lock"

pytestmark = pytest.mark.slow

DISPATCHED = """
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
print(*[name for name in __cpu_dispatch__ if __cpu_features__[name]])
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


# What neither a processor nor another NumPy can change is not tried again.
THE_SAME_EVERYWHERE = {
    "test_elsewhere.py": "this file",
    "test_calling.py": "words, and no numbers",
    "test_gelu_fit.py": "mpmath beside numbers in the source",
    "test_truth.py": "mpmath beside the record",
    "test_types.py": "type checkers, which run nothing",
}
# What holds by NumPy's interface and not by how it rounds.
THE_SAME_ON_EVERY_PROCESSOR = {
    "test_containers.py": "what is refused, and no numbers",
    "test_contract.py": "but for the tests named below",
    "test_normalization_gradients.py": "tolerances far above rounding",
}
OF_THE_CONTRACT = [
    "test_memory_layout_is_of_no_consequence",
    "test_a_value_does_not_depend_on_where_it_lies",
    "test_a_number_alone_gives_the_value_it_has_in_an_array",
    "test_narrow_types_are_rounded_once",
    "test_no_warning_reaches_the_caller",
    "test_out_may_be_x_or_overlap_it",
]
HERE = Path(__file__).parent


def files_but(*left_out: dict[str, str]) -> list[str]:
    """Return the files of the library's tests without some."""
    names = {path.name for path in HERE.glob("test_*.py")}
    for table in left_out:
        assert names >= table.keys()
        names -= table.keys()
    return [str(HERE / name) for name in sorted(names)]


def run(*tests: str, **environment: str) -> None:
    done = python(
        # A wrong name of a processor feature is an ImportWarning, and here an error.
        *("-W", "error::ImportWarning", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("--noconftest", "-m", "not slow", *tests),
        **environment,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_values_are_right_without_the_processor_s_vector_instructions():
    features = python("-c", DISPATCHED).stdout.strip()
    off = {"NPY_DISABLE_CPU_FEATURES": features}
    assert python("-W", "error::ImportWarning", "-c", DISPATCHED, **off).stdout.strip() == ""
    contract = [f"{HERE / 'test_contract.py'}::{name}" for name in OF_THE_CONTRACT]
    run(*files_but(THE_SAME_EVERYWHERE, THE_SAME_ON_EVERY_PROCESSOR), *contract, **off)


def test_a_wrong_name_of_a_feature_would_be_seen():
    done = python(
        "-W", "error::ImportWarning", "-c", "import numpy", NPY_DISABLE_CPU_FEATURES="AVX9"
    )
    assert done.returncode != 0


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="there is no NumPy 2.0 for this Python")
def test_the_library_works_on_the_oldest_numpy_it_allows():
    assert np.__version__ >= "2.4"
    name = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = ROOT / ".cache" / f"numpy-2.0-{name}"
    if not folder.exists():
        unfinished = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        done = python(
            *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"),
            *("--only-binary", ":all:", "--require-hashes", "--target", str(unfinished)),
            *("-r", str(LOCK)),
        )
        assert done.returncode == 0, f"NumPy 2.0 could not be fetched:\n{done.stdout}"
        unfinished.rename(folder)
    older = {"PYTHONPATH": str(folder)}
    assert python("-c", "import numpy; print(numpy.__version__)", **older).stdout.strip() == "2.0.2"
    run(*files_but(THE_SAME_EVERYWHERE), **older)

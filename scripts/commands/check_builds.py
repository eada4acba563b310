"""Show that a build depends on the repository alone, and that a build killed midway does no harm.

    python scripts/commands/check_builds.py [--kills 10] [--seed N]

Two fresh clones are built, with nothing drawn or cached before, and compared byte by byte. Then, in one
of them, a build is killed at random moments, half of the time with the cache emptied first; after each
kill the next build has to give the same bytes again.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from book import ROOT


def start(clone: Path) -> subprocess.Popen[bytes]:
    """Start a build in a process group of its own, so that it can be killed whole."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=clone,
        env={
            **os.environ,
            "PYTHONPATH": str(clone / "src"),
            "SOURCE_DATE_EPOCH": "0",
            "NO_MKDOCS_2_WARNING": "1",
        },
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


def kill(build: subprocess.Popen[bytes]) -> None:
    """Kill a build and what it started, without a chance to clean up."""
    if hasattr(os, "killpg"):
        os.killpg(build.pid, signal.SIGKILL)
    else:
        build.kill()
    build.wait()


def fingerprints(clone: Path) -> dict[str, str]:
    """Build to the end and give each file of the site with a hash of its bytes."""
    if start(clone).wait():
        sys.exit("the build fails; run python3 run.py build to see why")
    site = clone / "site"
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def compare(what: str, got: dict[str, str], expected: dict[str, str]) -> bool:
    """Print whether two sites are equal, and which files differ."""
    differing = sorted(
        name for name in got.keys() | expected.keys() if got.get(name) != expected.get(name)
    )
    print(
        f"{what}: {'equal' if not differing else 'DIFFERENT: ' + ', '.join(differing)}", flush=True
    )
    return not differing


def main() -> int:
    """Clone, build, compare; kill, build, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="builds-") as name:
        clones = [Path(name) / "first", Path(name) / "second"]
        for clone in clones:
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        begun = time.perf_counter()
        expected = fingerprints(clones[0])
        length = time.perf_counter() - begun
        good = [compare("two clones", fingerprints(clones[1]), expected)]
        for number in range(1, options.kills + 1):
            emptied = moments.random() < 0.5
            if emptied:
                shutil.rmtree(clones[0] / ".cache", ignore_errors=True)
            moment = moments.uniform(0.05, length)
            build = start(clones[0])
            time.sleep(moment)
            kill(build)
            what = f"killed after {moment:.2f} s, {'empty' if emptied else 'full'} cache"
            good.append(compare(f"{number}. {what}", fingerprints(clones[0]), expected))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())

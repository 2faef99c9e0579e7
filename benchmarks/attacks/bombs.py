"""Small files that unpack to gigabytes, nest without end or are no files: read in a process with little memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.reading.bombs import BOMBS

MEMORY = 4 << 30
"""Bytes of address space; the libraries of all formats take one of them."""
PATIENCE = 300.0
"""Seconds; of a processor the slowest takes some ten."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a bomb: articles read, the reason of what was skipped, processor seconds and megabytes at most."""

    bomb: str
    n_articles: int
    said: str
    seconds: float
    n_megabytes: int
    failed: str


def read_all() -> Iterator[Read]:
    """Each bomb, in a process of its own."""
    for name in BOMBS:
        with tempfile.TemporaryDirectory() as folder:
            place = BOMBS[name](Path(folder))
            begin = time.monotonic()
            try:
                done = subprocess.run(
                    [sys.executable, "-m", "benchmarks.attacks.bombs", str(place)],
                    check=False, capture_output=True, text=True, timeout=PATIENCE,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                yield Read(name, 0, "", round(time.monotonic() - begin, 1), 0, "did not end")
                continue
            subprocess.run(
                ["rm", "-rf", "--", *map(str, Path(folder).iterdir())], check=False
            )  # deeper than rmtree goes
            if done.returncode:
                last = (done.stderr.strip().splitlines() or [""])[-1]
                yield Read(name, 0, "", 0.0, 0, f"exit code {done.returncode}: {last}"[:200])
            else:
                found = json.loads(done.stdout)
                yield Read(name, found["articles"], found["said"], found["seconds"], found["megabytes"], "")


def main(place: str) -> None:
    """Read a place and print what came of it."""
    from dedup.reading import read

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")
    reader = read(place)
    n_articles = sum(1 for _ in reader)
    used = resource.getrusage(resource.RUSAGE_SELF)
    found = {
        "articles": n_articles,
        "said": "; ".join(sorted({one.reason for one in reader.skipped}))[:300],
        "seconds": round(used.ru_utime + used.ru_stime, 1),
        "megabytes": used.ru_maxrss >> 10,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])

"""Reads damaged files of every format for some minutes: nothing may raise, hang or fill the memory.

python -m benchmarks.mutated --minutes 10
"""

from __future__ import annotations

import argparse
import logging
import resource
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from dedup.reading import read
from tests.reading.mutated import damaged, documents, files

MAX_SECONDS = 10.0
"""Of a processor, for one damaged file of a few kilobytes; more is a hang."""


def main() -> None:
    """Read until the time is up and print what there was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()
    originals = {**files(), **documents()}
    n_files: Counter[str] = Counter()
    n_read: Counter[str] = Counter()
    slowest = (0.0, "", 0)
    end, seed = time.monotonic() + 60 * options.minutes, options.seed
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            seed += 1
            for name, raw in originals.items():
                path = Path(folder) / name
                path.write_bytes(damaged(name, raw, seed))
                start = time.process_time()
                n_read[name] += sum(1 for _ in read(path))
                path.unlink()
                n_files[name] += 1
                slowest = max(slowest, (time.process_time() - start, name, seed))
                if slowest[0] > MAX_SECONDS:
                    raise SystemExit(f"{slowest[1]} with seed {slowest[2]} took {slowest[0]:.1f} s")
    for name in originals:
        print(f"{name:14} {n_files[name]:7,} damaged files, {n_read[name]:8,} articles read of them")
    print(f"{n_files.total():,} damaged files of {len(originals)} kinds")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}, seed {slowest[2]}); at most {memory:,} MB; last seed {seed}")


if __name__ == "__main__":
    main()

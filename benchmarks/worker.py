"""One run of one system in this process: `python -m benchmarks.worker MODULE NAME WORK SCRATCH OUT [--list]`.

Writes `OUT.json` (seconds, memory, versions) and `OUT.npz` (what was found). With `--list` the articles are Python
strings in a list before the clock starts; else the system reads them one by one as it goes.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from benchmarks import recall
from benchmarks.texts import Texts


def main(module: str, name: str, work: str, scratch: str, out: str, feed: str = "") -> None:
    """Runs `module` on the collection `name`."""
    system = import_module(module)
    texts = Texts(Path(work), name)
    articles = list(texts) if feed == "--list" else texts
    before = memory("VmRSS")
    start, busy = perf_counter(), cpu_seconds()
    found = system.find(articles, Path(scratch))
    seconds, busy = perf_counter() - start, cpu_seconds() - busy
    peak = memory("VmHWM")
    measured = {
        "seconds": seconds,
        "cpu_seconds": busy,
        "stages": found.seconds,
        "counts": found.counts,
        "peak_bytes": peak,
        "bytes_before": before,
        "python": platform.python_version(),
        "versions": {package: version(package) for package in system.PACKAGES},
        "settings": system.SETTINGS,
    }
    Path(f"{out}.json").write_text(json.dumps(measured))
    recall.save(Path(f"{out}.npz"), found.read() if found.read else found)


def cpu_seconds() -> float:
    """Processor time of this process and of those it waited for."""
    return sum(os.times()[:4])


def memory(field: str) -> int:
    """Bytes of this process: `VmRSS` now, `VmHWM` the most so far (`getrusage` would count the parent's as well)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status[field].split()[0]) * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])

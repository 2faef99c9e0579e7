"""How long a user waits: `import dedup`, and `dedup report seeds` with the kernels cached.

Writes one JSON a run to benchmarks/results/: what was measured, on which commit, machine and versions.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.processes import as_installed

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
RUNS = 5
PACKAGES = ("dedup-news", "numpy", "numba", "rapidfuzz", "datasketch")
COMMANDS = {
    "python": [sys.executable, "-c", "pass"],
    "dedup --help": [sys.executable, "-m", "dedup", "--help"],
    "import dedup": [sys.executable, "-c", "import dedup"],
    "dedup report seeds": [sys.executable, "-m", "dedup", "report", "seeds"],
}


def seconds(command: list[str]) -> float:
    """Wall time of one run, in seconds."""
    environment, quiet = as_installed(), subprocess.DEVNULL
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, check=True)
    return time.perf_counter() - start


def measure(command: list[str]) -> dict[str, float]:
    """The first run, which may compile, and the median of the next ones."""
    return {"first": round(seconds(command), 3), "median": round(median(seconds(command) for _ in range(RUNS)), 3)}


def circumstances() -> dict[str, object]:
    """What the figures depend on: commit, machine, versions."""
    git = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "commit": git.stdout.strip(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"system": platform.platform(), "processor": platform.machine(), "cores": os.cpu_count()},
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "runs": RUNS,
    }


def write(benchmark: str, record: dict[str, object], results: Path = RESULTS) -> Path:
    """Write a result where results of its kind are looked for: BENCHMARK-TIME.json."""
    results.mkdir(parents=True, exist_ok=True)
    path = results / f"{benchmark}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Written to {path}")
    return path


def main() -> None:
    """Measure, print, and write the result."""
    found = {name: measure(command) for name, command in COMMANDS.items()}
    for name, times in found.items():
        print(f"{name:20} first {times['first']:.2f} s, then {times['median']:.2f} s (median of {RUNS})")
    write("startup", circumstances() | {"seconds": found})


if __name__ == "__main__":
    main()

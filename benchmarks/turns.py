"""One turn of one system, in a process of its own, watched from here: time, memory, or why it failed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import numpy as np

from benchmarks.systems import ROOT, SYSTEMS, reason
from benchmarks.texts import Texts

LISTED = 100_000
"""Up to so many articles are held as strings in a list; larger collections are read one by one, by every system."""

SPARE = 1 << 29
"""A system that leaves less memory than this, in bytes, to the machine is stopped."""

COMMON = ("python", "versions", "settings")
"""What a system's turns have in common."""


def turn(system: str, texts: Texts, work: Path, limit: float) -> dict[str, Any]:
    """What `benchmarks.worker` measured, and in `WORK/NAME-SYSTEM.npz` what the system found.

    Raises `Unavailable` where the system cannot be set up, `SubprocessError` where it fails or takes over `limit`
    seconds.
    """
    python = SYSTEMS[system].interpreter()
    scratch, out = work / "scratch", work / f"{texts.name}-{system}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    module = f"benchmarks.peers.{SYSTEMS[system].module}"
    arguments = [module, texts.name, str(work), str(scratch), str(out)]
    arguments += ["--list"] if len(texts) <= LISTED else []
    together = _watch([str(python), "-m", "benchmarks.worker", *arguments], work, limit)
    shutil.rmtree(scratch, ignore_errors=True)
    measured: dict[str, Any] = json.loads(Path(f"{out}.json").read_text())
    measured["peak_bytes"] = max(measured["peak_bytes"], together)
    return measured


def compilation(texts: Texts, work: Path) -> dict[str, Any]:
    """What compiling the kernels costs: a process that scans 100 articles, with an empty cache and then a full one.

    No turn after it compiles.
    """
    shutil.rmtree(work / "kernels", ignore_errors=True)
    np.save(work / "warm-up.offsets.npy", texts.offsets[:101])
    (work / "warm-up.txt").write_bytes("\n".join([*texts[:100], ""]).encode())
    few = Texts(work, "warm-up")
    seconds = []
    for _ in range(2):
        start = perf_counter()
        turn("dedup-all", few, work, 3600.0)
        seconds.append(perf_counter() - start)
    return {"what": "a process that scans 100 articles, with no kernels cached and then with all", "seconds": seconds}


def wc(texts: Texts) -> float:
    """Seconds that `LC_ALL=C.UTF-8 wc -w` takes on the same bytes."""
    start = perf_counter()
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(["wc", "-w", texts.path], check=True, stdout=subprocess.DEVNULL, env=environment)
    return perf_counter() - start


def feed(texts: Texts) -> float:
    """Seconds that reading the articles one by one takes by itself."""
    start = perf_counter()
    for _ in texts:
        pass
    return perf_counter() - start


def _watch(command: list[str], work: Path, limit: float) -> int:
    """Runs a command; the most memory that its processes were seen to hold together, 0 if it never had several."""
    most, deadline = 0, perf_counter() + limit
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(work / "kernels")}
    with (
        (work / "worker.log").open("w+") as log,
        subprocess.Popen(command, cwd=ROOT, stderr=log, stdout=log, env=environment) as process,
    ):
        while process.poll() is None:
            sleep(0.25)
            family = descendants(process.pid)
            if len(family) > 1:
                most = max(most, sum(map(proportional, family)))
            why = f"given up after {limit:.0f} s" if perf_counter() > deadline else _short_of_memory()
            if why:
                for pid in reversed(family):
                    os.kill(pid, 9)
                raise subprocess.SubprocessError(why)
        if process.returncode:
            log.seek(0)
            raise subprocess.SubprocessError(f"exit code {process.returncode}: {reason(log.read())}")
    return most


def _short_of_memory() -> str:
    """Why to stop before the machine does, where less than `SPARE` is left; "" otherwise."""
    fields = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
    total, left = (int(fields[field].split()[0]) * 1024 for field in ("MemTotal", "MemAvailable"))
    return f"needs more than the {total / 1024**3:.0f} GB of this machine" if left < SPARE else ""


def descendants(pid: int) -> list[int]:
    """A process and all that it started, as far as they are still there."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(descendant for child in children for descendant in descendants(child))]


def proportional(pid: int) -> int:
    """Bytes a process holds; memory shared among processes is counted in parts (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))

"""A process as its user meets it: wall seconds, processor seconds and memory, from its start to its end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter
from typing import Any

from benchmarks.systems import reason
from benchmarks.turns import descendants, proportional

PAUSE = 0.25
"""Seconds between two looks at what the processes of a command hold together."""


def measured(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> dict[str, Any]:
    """Run a command in a folder until it ends: `seconds`, `cpu_seconds`, and `peak_bytes` that it held at most.

    The kernel counts the memory of one process; what several of them hold is looked at from time to time, memory that
    they share being divided among them (PSS). Raises `SubprocessError` with what a command said that failed.
    """
    with TemporaryFile("w+") as said:
        start = perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=said, cwd=folder, env={**as_installed(), **variables}
        )
        ended, together = Event(), [0]
        watch = Thread(target=_watch, args=(process.pid, ended, together))
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        ended.set()
        watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.SubprocessError(f"exit code {process.returncode}: {reason(said.read())}")
    return {
        "seconds": round(seconds, 3),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 3),
        "peak_bytes": max(used.ru_maxrss * 1024, together[0]),
    }


def as_installed() -> dict[str, str]:
    """The environment of a command whose modules Python keeps compiled, as pip does when it installs a package."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _watch(pid: int, ended: Event, together: list[int]) -> None:
    """Note in `together` the most that a process and those it started were seen to hold, once there are several."""
    while not ended.wait(PAUSE):
        family = descendants(pid)
        if len(family) > 1:
            together[0] = max(together[0], sum(map(proportional, family)))

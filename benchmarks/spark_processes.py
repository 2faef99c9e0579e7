"""The processes that a session of Spark starts on this machine: how much they computed, and executors killed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

EXECUTOR = b"CoarseGrainedExecutorBackend"

_PARENT, _TIMES = 1, slice(11, 15)  # of /proc/PID/stat, behind the name: own and ended children's time, user and system


def _started() -> dict[int, list[str]]:
    """The processes that this one has started, and those that these have, with what the system says of each."""
    every: dict[int, list[str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            every[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
    found: dict[int, list[str]] = {}
    for pid, fields in every.items():
        above = pid
        while above in every and above != os.getpid():
            above = int(every[above][_PARENT])
        if above == os.getpid() != pid:
            found[pid] = fields
    return found


def processor_seconds() -> float:
    """The processor time of all that this process has started and that still runs, and of their ended children.

    Unlike seconds by the clock it hardly depends on what else the machine does.
    """
    ticks = sum(int(value) for fields in _started().values() for value in fields[_TIMES])
    return ticks / os.sysconf("SC_CLK_TCK")


def executors() -> list[int]:
    """The executors that this process has started, the oldest first."""
    return sorted(pid for pid in _started() if _is_executor(pid))


def _is_executor(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return Path(os.fsdecode(command[0])).name == "java" and any(EXECUTOR in one for one in command)


class Killer:
    """Kills an executor so many seconds after it was made, for each of `seconds`; `killed` lists their processes."""

    def __init__(self, seconds: Sequence[float]) -> None:
        self.killed: list[int] = []
        self._timers = [threading.Timer(one, self._kill) for one in seconds]
        for timer in self._timers:
            timer.daemon = True
            timer.start()

    def _kill(self) -> None:
        for pid in executors()[:1]:
            os.kill(pid, signal.SIGKILL)
            self.killed.append(pid)

    def stop(self) -> None:
        """Kill no more."""
        for timer in self._timers:
            timer.cancel()

"""How the time of each stage grows with the length of a text, for every pattern: the exponent, 1 where it is linear."""

from __future__ import annotations

import contextlib
import math
import resource
import signal
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

SIZES = (20_000, 80_000, 320_000, 1_300_000)
LONGEST = 20.0
"""Seconds of the processor that one text may take: a larger size is left out where, linear, it would take longer."""
PATIENCE = 60.0
"""Seconds of the processor after which a process is ended."""
SHORTEST = 0.05
"""Seconds of processor time from which growth is told from noise."""
MAX_MEMORY = 6 << 30
"""Bytes of address space for one worker."""
LINEAR = 1.5
"""Exponent up to which a stage counts as near linear: n log n, and caches that no longer hold what they held."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A stage on a pattern: seconds of the processor by size, `error` of one that failed; `exponent` of the growth.

    `left_out` are the sizes that would have taken too long, growing as they did.
    """

    stage: str
    pattern: str
    seconds: dict[int, float]
    left_out: tuple[int, ...]
    error: str
    exponent: float | None


def measured(
    stages: Sequence[str], patterns: Sequence[str], sizes: Sequence[int] = SIZES, longest: float = LONGEST
) -> Iterator[Grown]:
    """Each stage on each pattern, in a process that is ended where it takes too long.

    A size is left out if, linear, it would take more than `longest` seconds: then the one before it took long enough
    to tell the exponent.
    """
    worker = _Worker()
    try:
        for stage in stages:
            for pattern in patterns:
                seconds: dict[int, float] = {}
                error = ""
                for size in sizes:
                    before = max(seconds, default=0)
                    if before and seconds[before] * size / before > longest:
                        break
                    taken = worker.ask(stage, pattern, size)
                    if isinstance(taken, str):
                        error = f"{size:,}: {taken}"
                        break
                    seconds[size] = taken
                left_out = () if error else tuple(size for size in sizes if size not in seconds)
                yield Grown(stage, pattern, seconds, left_out, error, exponent(seconds))
    finally:
        worker.end()


def exponent(seconds: dict[int, float]) -> float | None:
    """The steepest growth between two sizes that both take a time; None where none does."""
    known = sorted(seconds.items())
    steps = [
        math.log(later / max(sooner, SHORTEST / 4)) / math.log(larger / smaller)
        for (smaller, sooner), (larger, later) in pairwise(known)
        if later > SHORTEST
    ]
    return round(max(steps), 2) if steps else None


def as_dicts(grown: Sequence[Grown]) -> list[dict[str, Any]]:
    """For JSON."""
    return [asdict(one) for one in grown]


class _Worker:
    """A process that does what it is asked; another takes its place when it was ended."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def ask(self, stage: str, pattern: str, size: int) -> float | str:
        """The seconds that it took, or what went wrong."""
        if self._process is None or self._line is None:
            self._line, theirs = get_context("spawn").Pipe()
            self._process = get_context("spawn").Process(target=_work, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        self._line.send((stage, pattern, size))
        try:
            taken: float | str = self._line.recv()
            return taken
        except (EOFError, ConnectionError):
            self._process.join()
            code = self._process.exitcode
            self.end()
            return f"more than {PATIENCE:.0f} s" if code == -signal.SIGPROF else f"the process died ({code})"

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None


def _work(line: Connection) -> None:
    from benchmarks.attacks.patterns import PATTERNS
    from benchmarks.attacks.stages import STAGES
    from dedup.errors import DedupError

    warnings.simplefilter("ignore")
    sys.setrecursionlimit(1000)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    warm = set()
    while True:
        stage, pattern, size = line.recv()
        signal.setitimer(signal.ITIMER_PROF, 0)
        if stage not in warm:  # what is compiled or loaded once is no part of the time
            warm.add(stage)
            with contextlib.suppress(Exception):
                STAGES[stage]("The river rose two metres overnight, the mayor said. " * 20)
        text = PATTERNS[pattern](size)
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)  # ends the process, also inside a kernel
        begin = time.process_time()
        try:
            STAGES[stage](text)
        except DedupError:  # an answer, too: there is no article in it
            line.send(time.process_time() - begin)
        except Exception as error:
            line.send(f"{type(error).__name__}: {error}"[:200])
        else:
            line.send(time.process_time() - begin)

"""Chunks of work on all threads, their results in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dedup.arguments import MAX_JOBS, require_number

Chunk = TypeVar("Chunk")
Done = TypeVar("Done")


def n_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def n_threads(jobs: int | None) -> int:
    """How many threads a caller wants, by default one for each processor. Raises `InputError` for no such number."""
    return n_processors() if jobs is None else require_number("jobs", jobs, MAX_JOBS)


def on_threads(work: Callable[[Chunk], Done], chunks: Sequence[Chunk], threads: int) -> Iterator[Done]:
    """What `work` makes of each chunk, in order. Starting a thread takes longer than a pair: one chunk starts none."""
    if threads == 1 or len(chunks) <= 1:
        yield from map(work, chunks)
    else:
        with ThreadPoolExecutor(threads) as pool:
            yield from pool.map(work, chunks)


def chunks(n: int, size: int) -> list[slice]:
    """The places 0 to `n`, cut into chunks of `size` for `on_threads`; the last may be shorter.

    >>> chunks(5, 2)
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    return [slice(begin, min(begin + size, n)) for begin in range(0, n, size)]

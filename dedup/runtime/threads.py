"""Chunks of work on all threads, their results in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Chunk = TypeVar("Chunk")
Done = TypeVar("Done")


def on_threads(work: Callable[[Chunk], Done], chunks: Sequence[Chunk], threads: int) -> Iterator[Done]:
    """What `work` makes of each chunk, in order. Starting a thread takes longer than a pair: one chunk starts none."""
    if threads == 1 or len(chunks) <= 1:
        yield from map(work, chunks)
    else:
        with ThreadPoolExecutor(threads) as pool:
            yield from pool.map(work, chunks)

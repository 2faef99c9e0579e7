"""Chunks of work in processes of their own, for what is Python through and through: threads share one interpreter.

The processes are copies of this one at the moment when they begin (fork), so nothing is sent to them and nothing is
loaded anew; what they make comes back as bytes. Only a command may do that: a library does not copy the process of its
user, in which other threads may hold locks that nobody would open in the copy.
"""

from __future__ import annotations

import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

Chunk = TypeVar("Chunk")


def in_processes(work: Callable[[Chunk], bytes], chunks: Sequence[Chunk], n_processes: int) -> Iterator[bytes]:
    """What `work` makes of each chunk, in order, each made in one of `n_processes`; of a few chunks in this one.

    A chunk that does not arrive, because its process was ended or `work` failed there, is made here: so an error is
    raised here as it would be without processes.
    """
    n_processes = min(n_processes, len(chunks) // 2)
    if n_processes <= 1:
        yield from map(work, chunks)
        return
    context = get_context("fork")
    processes, ends = [], []
    try:
        for first in range(n_processes):
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_make, args=(work, chunks[first::n_processes], there), daemon=True)
            with warnings.catch_warnings():  # Python warns of forks beside threads; those of numpy are at rest
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            there.close()
            processes.append(process)
            ends.append(here)
        for place, chunk in enumerate(chunks):
            found = _received(ends[place % n_processes])
            yield work(chunk) if found is None else found
    finally:
        for end in ends:
            end.close()
        for process in processes:
            process.terminate()
            process.join()


def _received(end: Connection) -> bytes | None:
    """The next bytes from a process; None where none come any more."""
    try:
        return end.recv_bytes()
    except (EOFError, OSError):
        return None


def _make(work: Callable[[Chunk], bytes], chunks: Sequence[Chunk], end: Connection) -> None:
    """Send what is made of each chunk, until all are sent, one fails, or nobody wants them any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever breaks off the command ends these by ending it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(Exception):
        for chunk in chunks:
            end.send_bytes(work(chunk))

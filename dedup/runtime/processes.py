"""Chunks of work in processes of their own, for what is Python through and through: threads share one interpreter.

The processes are copies of this one at the moment when they begin (fork), so nothing is sent to them and nothing is
loaded anew; what they make comes back as bytes. Only a command may do that: a library does not copy the process of its
user, in which other threads may hold locks that nobody would open in the copy.
"""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import TypeVar

Chunk = TypeVar("Chunk")

GIVING_WAY = 10
"""By how much processes that work ahead are nicer than what they work for: they take the processors that it leaves.

`dedup report` of SaudiNewsNet on two processors takes 9.1 s with 10 and 9.7 s with 0."""


def in_processes(
    work: Callable[[Chunk], bytes], chunks: Sequence[Chunk], n_processes: int, *, ahead: bool = False
) -> Iterator[bytes]:
    """What `work` makes of each chunk, in order, each made in one of `n_processes`; of a few chunks in this one.

    The processes begin at once, and end when all is taken or nobody wants it any more. A chunk that does not arrive,
    because its process was ended or `work` failed there, is made here: so an error is raised here as it would be
    without processes. A process waits for what it made to be taken, a few chunks that a pipe holds excepted; with
    `ahead` it makes and keeps all of them first, for a process of which they are asked only later, and to which it
    gives way.
    """
    n_processes = min(n_processes, len(chunks) // 2)
    if n_processes <= 1:
        return map(work, chunks)
    begun = [_begun(work, chunks[first::n_processes], ahead=ahead) for first in range(n_processes)]
    return _taken(work, chunks, begun)


def beside(work: Callable[[], bytes], n_processes: int) -> Iterator[bytes]:
    """What `work` makes, alone: begun at once in a process of its own, if several are allowed, and else when taken."""
    if n_processes <= 1:
        return map(_done, [work])
    return _taken(_done, [work], [_begun(_done, [work])])


def _done(work: Callable[[], bytes]) -> bytes:
    return work()


def _begun(
    work: Callable[[Chunk], bytes], chunks: Sequence[Chunk], *, ahead: bool = False
) -> tuple[ForkProcess, Connection]:
    """A process that makes these chunks, and where they arrive."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_make, args=(work, chunks, here, there, ahead), daemon=True)
    with warnings.catch_warnings():  # Python warns of forks beside threads; those of numpy are at rest
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    there.close()
    return process, here


def _taken(
    work: Callable[[Chunk], bytes], chunks: Sequence[Chunk], begun: Sequence[tuple[ForkProcess, Connection]]
) -> Iterator[bytes]:
    try:
        for place, chunk in enumerate(chunks):
            found = _received(begun[place % len(begun)][1])
            yield work(chunk) if found is None else found
    finally:
        for process, end in begun:
            end.close()
            process.terminate()
            process.join()


def _received(end: Connection) -> bytes | None:
    """The next bytes from a process; None where none come any more."""
    try:
        return end.recv_bytes()
    except (EOFError, OSError):
        return None


def _make(
    work: Callable[[Chunk], bytes], chunks: Sequence[Chunk], here: Connection, end: Connection, ahead: bool
) -> None:
    """Send what is made of each chunk, until all are sent, one fails, or nobody wants them any more."""
    here.close()  # the other end, of which this process has a copy: it would wait for itself when the command is killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever breaks off the command ends these by ending it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if ahead:
        os.nice(GIVING_WAY)
    with suppress(Exception):
        made = map(work, chunks)
        for found in list(made) if ahead else made:
            end.send_bytes(found)

"""Writers on one index while its server is stopped and started, gently and as by a power cut."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

from dedup.errors import IndexFormatError
from dedup.index import Index
from tests.index.stress import together
from tests.servers import PostgreSQL, postgresql

EVERY = 5.0
"""Seconds from one restart to the next."""


def restarted(n_processes: int, seconds: float) -> dict[str, Any]:
    """Processes that share an index while the database restarts again and again: figures, and what went wrong."""
    with postgresql() as server:
        location = server.database()
        with _restarting(server, location, seconds - 2 * EVERY) as restarts:
            found = together.run(location, n_processes, seconds)
    return found | {"restarts": len(restarts)}


@contextmanager
def _restarting(server: PostgreSQL, location: str, seconds: float) -> Iterator[list[str]]:
    """While the server restarts again and again for so long, from when writers are at work; a word for each time."""
    done = threading.Event()
    restarts: list[str] = []

    def restart() -> None:
        while not _is_filled(location) and not done.wait(0.2):
            pass
        until = time.monotonic() + seconds
        for mode in cycle(("fast", "immediate")):
            if done.wait(EVERY) or time.monotonic() > until:
                return
            server.restart(mode)
            restarts.append(mode)

    thread = threading.Thread(target=restart)
    thread.start()
    try:
        yield restarts
    finally:
        done.set()
        thread.join()


def _is_filled(location: str) -> bool:
    try:
        with Index(location, read_only=True) as index:
            return len(index) > 0
    except IndexFormatError:  # it has no tables yet
        return False

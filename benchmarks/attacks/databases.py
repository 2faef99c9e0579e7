"""Eight writers on one index while its server is stopped and started, gently and as by a power cut."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

from tests.index.stress import killed, together
from tests.servers import PostgreSQL, postgresql

EVERY = 5.0
"""Seconds from one restart to the next."""


def restarted(n_processes: int, seconds: float, n_kills: int) -> dict[str, Any]:
    """Processes that share an index, and processes that are killed, while the database restarts again and again."""
    with postgresql() as server:
        with _restarting(server) as restarts:
            found = together.run(server.database(), n_processes, seconds)
            found["restarts"] = len(restarts)
        with _restarting(server) as restarts:
            under_kills = killed.run(server.database(), n_kills)
            under_kills["restarts"] = len(restarts)
    return {"together": found, "killed": under_kills}


@contextmanager
def _restarting(server: PostgreSQL) -> Iterator[list[str]]:
    """While the server restarts every few seconds; the list has a word for each time."""
    done = threading.Event()
    restarts: list[str] = []

    def restart() -> None:
        for mode in cycle(("fast", "immediate")):
            if done.wait(EVERY):
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

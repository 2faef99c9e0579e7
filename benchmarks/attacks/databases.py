"""Writers on one index while its server is stopped and started, gently and as by a power cut."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

from tests.index.stress import together
from tests.servers import PostgreSQL, postgresql

EVERY = 5.0
"""Seconds from one restart to the next."""


def restarted(n_processes: int, seconds: float) -> dict[str, Any]:
    """Processes that share an index while the database restarts again and again: figures, and what went wrong."""
    with postgresql() as server, _restarting(server, seconds) as restarts:
        found = together.run(server.database(), n_processes, seconds)
    return found | {"restarts": len(restarts)}


@contextmanager
def _restarting(server: PostgreSQL, seconds: float) -> Iterator[list[str]]:
    """While the server restarts again and again for so long; the list has a word for each time."""
    done, until = threading.Event(), time.monotonic() + seconds
    restarts: list[str] = []

    def restart() -> None:
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

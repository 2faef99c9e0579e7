"""Writers on one index while its server is stopped and started, gently and as by a power cut."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from unittest.mock import patch

from tests.index.stress import together
from tests.index.stress.soundness import unsound
from tests.servers import PostgreSQL, postgresql

EVERY = 5.0
"""Seconds from one restart to the next."""


def restarted(n_processes: int, seconds: float) -> dict[str, Any]:
    """Processes that share an index while the database restarts again and again: figures, and what went wrong."""
    with postgresql() as server, _restarting(server) as restarts:
        found = together.run(server.database(), n_processes, seconds)
    return found | {"restarts": len(restarts)}


@contextmanager
def _restarting(server: PostgreSQL) -> Iterator[list[str]]:
    """While the server restarts every few seconds; the list has a word for each time.

    The look at all tables in the end goes past the index, with a connection of its own: meanwhile there is no restart.
    """
    done, looking = threading.Event(), threading.Lock()
    restarts: list[str] = []

    def restart() -> None:
        for mode in cycle(("fast", "immediate")):
            if done.wait(EVERY):
                return
            with looking:
                server.restart(mode)
            restarts.append(mode)

    def look(location: str) -> list[str]:
        with looking:
            return unsound(location)

    thread = threading.Thread(target=restart)
    thread.start()
    try:
        with patch.object(together, "unsound", look):
            yield restarts
    finally:
        done.set()
        thread.join()

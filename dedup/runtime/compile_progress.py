"""Who is told how far the compiler is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Watcher = Callable[[int, int], None]
"""Called with how many kernels are compiled, at first 0, and how many there are to compile."""

_watchers: list[Watcher] = []


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Have somebody told how far the compiler is, instead of a line in the log."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def tell(n_done: int, n_in_all: int, n_processors: int) -> None:
    """Tell who watches, or the log when it begins."""
    if _watchers:
        _watchers[-1](n_done, n_in_all)
    elif n_done == 0 and n_in_all:
        kernels = f"{n_in_all} kernels" if n_in_all > 1 else "a kernel"
        logging.getLogger("dedup").warning("dedup: compiling %s on %d processors, once", kernels, n_processors)

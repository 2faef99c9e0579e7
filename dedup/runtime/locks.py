"""Locks: a file that one process has open at a time, also where that process was killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # no such locks on this system
    HAS_LOCKS = False
else:
    HAS_LOCKS = True


def locked(path: Path) -> IO[bytes] | None:
    """The file, held until it is closed or the process ends; None if another one has it."""
    file = path.open("ab")
    if HAS_LOCKS:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
    return file


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While no other process is alone with the same folder; the others wait."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        if HAS_LOCKS:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

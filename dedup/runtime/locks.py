"""Locks: a file that one process has open at a time, also where that process was killed."""

from __future__ import annotations

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

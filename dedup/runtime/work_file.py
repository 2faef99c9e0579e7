"""A file of a work folder while it is written: where the disk is full, one error names the folder and the remedy."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import DedupError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def written_in(folder: Path) -> Iterator[None]:
    """Raises `DedupError` in place of what the system says where nothing more can be written into the folder."""
    try:
        yield
    except OSError as error:
        remedy = "name a work folder with more room" if error.errno in _FULL else "name another work folder"
        raise DedupError(f"{folder}: {error.strerror or error}: {remedy}") from None


class WorkFile:
    """A new file of a work folder; what is written is on the disk once it is finished, and of no use before.

    Raises `DedupError` where it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        with written_in(self._folder):
            self._file = path.open("wb", buffering=1 << 20)

    def write(self, data: bytes | memoryview) -> None:
        """Write behind what stands there."""
        with written_in(self._folder):
            self._file.write(data)

    def finish(self) -> None:
        """Bring it to the disk, so that a name given to it afterwards never stands for less than its content."""
        with written_in(self._folder):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def __del__(self) -> None:
        with contextlib.suppress(OSError, AttributeError):  # what is left of it is thrown away; or it was never opened
            self._file.close()

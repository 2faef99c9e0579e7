"""A limit on the memory that mapped files may take: pages are let go of as it comes near."""

from __future__ import annotations

import mmap
import os
import re
import threading
from pathlib import Path

from dedup.arguments import refused
from dedup.errors import InputError
from dedup.runtime.mapped import drop_pages

CHECK_SECONDS = 0.005
"""How often the resident memory is looked at. A page that is read brings its neighbours along, 64 KB in all, so that
two threads that read here and there map 100 MB in this time."""

LEAST = 512 << 20
"""The least limit: the program itself and the work space of two threads take about as much."""


def resident() -> int:
    """Bytes of memory that this process takes now, mapped files included; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * mmap.PAGESIZE
    except OSError:
        return 0


class MemoryLimit:
    """Keeps the resident memory below `limit` bytes by letting go of mapped pages as it comes near.

    What is not mapped - work space, ids, results - cannot be let go of and stays.
    """

    def __init__(self, limit: int) -> None:
        self._from = limit - limit // 3
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="dedup-memory", daemon=True)

    def _watch(self) -> None:
        while not self._over.wait(CHECK_SECONDS):
            self.check()

    def check(self) -> None:
        """Let go of mapped pages, if the limit is near."""
        if resident() > self._from:
            drop_pages()

    def start(self) -> None:
        """Watch from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()


_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def bytes_of(size: int | str) -> int:
    """A number of bytes, or text such as "2GB", "1.5G", "800 MiB"; a unit is a power of 1,024.

    Raises `InputError` for anything else, and for less than `LEAST`.

    >>> bytes_of("2GB")
    2147483648
    """
    if not isinstance(size, (str, int)) or (isinstance(size, int) and size >= 1 << 63):
        raise refused("memory", size, "a number of bytes, or text such as 2GB")
    found = re.fullmatch(r"\s*(\d{1,18}(?:\.\d{1,18})?)\s*([KMGT]?)i?B?\s*", str(size), re.IGNORECASE)
    if found is None:
        raise InputError(f'"{size[:40] if isinstance(size, str) else size}" is no amount of memory: write it as 2GB')
    n_bytes = int(float(found[1]) * _UNITS[found[2].upper()])
    if n_bytes < LEAST:
        raise InputError(f"{size} of memory is too little: {LEAST >> 20} MB is the least")
    return n_bytes


def machine_memory() -> int:
    """Bytes of memory of this machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

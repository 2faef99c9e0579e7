"""How much may come out of a file: bytes as they are unpacked are counted, whatever they were packed in."""

from __future__ import annotations

from collections.abc import Callable

from dedup.errors import InputError

ANY_SIZE = 1 << 28
"""Bytes that may come out of a file of any size, 256 MB: of one article that is the limit as well."""

MAX_RATIO = 2000
"""How many times its own size a larger one may unpack to. News packs to a quarter or a tenth of its size, and gzip
packs nothing to less than a thousandth; what exceeds this is packed twice, or made to fill memory and disk."""

MAX_PAGE = 1 << 24
"""Characters of a web page, 16 MB. Common Crawl cuts them at 1 MB; the tree of one takes some twenty times its size."""


class Meter:
    """Counts the bytes that come out of a file of which `packed` tells how many were read."""

    def __init__(self, packed: Callable[[], int] | None = None) -> None:
        self._packed = packed
        self._n_bytes = 0

    def add(self, n_bytes: int) -> None:
        """Count on. Raises `InputError` if it is more than any file of news holds."""
        self._n_bytes += n_bytes
        if self._n_bytes > ANY_SIZE and self._packed is not None and self._n_bytes > MAX_RATIO * self._packed():
            raise InputError(
                f"unpacks to more than {MAX_RATIO:,} times its size, beyond {ANY_SIZE >> 20} MB: the rest is not read"
            )


UNLIMITED = Meter()
"""Counts in vain: where a file was read before and is read again to be written."""


def require_page(markup: str) -> None:
    """Raises `InputError` for a web page larger than any is."""
    if len(markup) > MAX_PAGE:
        raise InputError(f"a web page of more than {MAX_PAGE >> 20} MB, which none is")

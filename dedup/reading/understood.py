"""The one place where a library's failure on a file becomes an error that names what the file was taken for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dedup.errors import DedupError, InputError
from dedup.reading.records import failure


@contextmanager
def understood(what: str) -> Iterator[None]:
    """Turns whatever a library raises on a file that is taken for `what` into `InputError`."""
    try:
        yield
    except (DedupError, OSError):
        raise
    except Exception as error:  # parsers of other people's formats raise anything
        raise InputError(f"not understood as {what}: {failure(error)}") from error

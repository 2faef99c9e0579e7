"""The one place where a library's failure on a file becomes an error that names what the file was taken for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dedup.errors import DedupError, InputError


@contextmanager
def understood(what: str) -> Iterator[None]:
    """Turns whatever a library raises on a file that is taken for `what` into `InputError`."""
    try:
        yield
    except (DedupError, OSError):
        raise
    except Exception as error:  # parsers of other people's formats raise anything
        raise InputError(f"not understood as {what}: {_said(error)}") from error


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:200]}" if text else type(error).__name__

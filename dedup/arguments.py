"""What a function is given, checked before any work: one error names the argument, what it may be, and what it is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, TypeVar

from dedup.errors import InputError

Given = TypeVar("Given")

MAX_JOBS = 4_096
"""Threads: more than any machine has processors."""

_MAX_SHOWN = 40


def refused(name: str, given: object, wanted: str) -> InputError:
    """The error for an argument that is none of what is `wanted`.

    >>> str(refused("jobs", -1, "a whole number from 1 on"))
    'jobs must be a whole number from 1 on, not -1'
    """
    return InputError(f"{name} must be {wanted}, not {_shown(given)}")


def require(name: str, given: Given, kind: type | tuple[type, ...], wanted: str) -> Given:
    """The argument, if it is of this kind. Raises `InputError` otherwise."""
    if not isinstance(given, kind):
        raise refused(name, given, wanted)
    return given


def require_number(name: str, given: object, most: int) -> int:
    """A whole number from 1 to `most`. Raises `InputError` for anything else."""
    if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= most:
        return given
    raise refused(name, given, f"a whole number from 1 to {most:,}")


def require_text(name: str, given: object, wanted: str) -> str:
    """A text that says something. Raises `InputError` for anything else."""
    if isinstance(given, str) and given.strip():
        return given
    raise refused(name, given, wanted)


def require_names(name: str, given: object, wanted: str) -> tuple[str, ...]:
    """Names, also as one text with commas between. Raises `InputError` for anything else."""
    parts = given.split(",") if isinstance(given, str) else given
    if not isinstance(parts, Iterable) or isinstance(parts, bytes):
        raise refused(name, given, wanted)
    listed = tuple(parts)
    if not all(isinstance(part, str) for part in listed):
        raise refused(name, given, wanted)
    return tuple(part.strip() for part in listed if part.strip())


def require_ids(name: str, given: object) -> frozenset[str]:
    """Ids of articles. Raises `InputError` for anything else; one text is taken for what it is, not for its letters."""
    if isinstance(given, Iterable) and not isinstance(given, (str, bytes)):
        listed = list(given)
        if all(isinstance(one, str) for one in listed):
            return frozenset(listed)
    raise refused(name, given, 'a list of ids, such as ["a1", "b7"]')


def require_path(name: str, given: object) -> str:
    """The path of a file or folder. Raises `InputError` for what is none, or cannot be one on this machine."""
    found = os.fspath(given) if isinstance(given, (str, os.PathLike)) else None
    if not isinstance(found, str) or not found or "\0" in found:
        raise refused(name, given, "a path")
    try:
        os.fsencode(found)
    except UnicodeError:
        raise refused(name, given, "a path") from None
    return found


def _shown(given: Any) -> str:
    if given is None or isinstance(given, (bool, float)) or (isinstance(given, int) and abs(given) < 1 << 63):
        return repr(given)
    if isinstance(given, (str, bytes)):
        return repr(given[:_MAX_SHOWN]) + ("..." if len(given) > _MAX_SHOWN else "")
    if isinstance(given, int):
        return "a number with more than 18 digits"
    return f"what has the type {type(given).__name__}"

"""Whether files are still those that were read, by what the system keeps of them: size, times, inode."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dedup.errors import InputError
from dedup.reading.inputs import Input
from dedup.results import Skipped

State = Mapping[str, list[Any]]
"""By the path of each input, what JSON can hold of it: how it goes by, its size, its times, its inode.

The time of the last change of the inode is among them, which no program can set: a file that was written anew has
another one, also where its size and its date are as before.
"""


def state_of(entries: Iterable[Input | Skipped]) -> State:
    """The state of the files that are read, and of what is skipped."""
    return {entry.path: [entry.reason] if isinstance(entry, Skipped) else _state(entry) for entry in entries}


def _state(entry: Input) -> list[Any]:
    try:
        status = Path(entry.file).stat()
    except OSError as error:
        return [entry.name, f"cannot be read: {error.strerror}"]
    return [entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def require_unchanged(before: State, after: State) -> None:
    """Raises `InputError` with the name of the first file that has changed, is gone, or is new."""
    for path in [*before, *after]:
        if path not in after:
            raise InputError(f"is gone since it was read: {_REMEDY}", path=path)
        if path not in before:
            raise InputError(f"is new since the others were read: {_REMEDY}", path=path)
        if before[path] != after[path]:
            raise InputError(f"was changed since it was read: {_REMEDY}", path=path)


_REMEDY = "run it again when nobody writes to the input"

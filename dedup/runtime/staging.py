"""A file or a folder that appears whole or not at all: filled beside its place, synced, then renamed."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dedup.errors import InputError
from dedup.runtime.locks import HAS_LOCKS, locked

_SUFFIX = ".unfinished"
_LOCK = "lock"
_CONTENT = "content"
_MAX_NAME = 50
"""Characters of a name that those of unfinished folders begin with: all of a long one would make too long a name."""
_BEGINNING = 60.0
"""Seconds after which an unfinished folder without a lock is no run at its very beginning."""


def check_free(out: Path) -> None:
    """Raises `InputError` if a folder cannot be made at `out`: something is there, or its parent is not."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() or out.is_symlink():
        raise InputError("exists already and is not empty: name a folder that is not there yet", path=str(out))
    _check_parent(out)


def check_replaceable(path: Path) -> None:
    """Raises `InputError` if no file can be written at `path`: it is a folder, or nothing may be written there."""
    if path.is_dir():
        raise InputError("is a folder: name a file", path=str(path))
    if path.exists():
        if not os.access(path, os.W_OK):
            raise InputError("may not be written", path=str(path))
        return
    _check_parent(path)


def check_fillable(folder: Path) -> None:
    """Raises `InputError` if no files can be written into a folder, which is made where it is not there."""
    whole = folder.absolute()
    there = next(place for place in (whole, *whole.parents) if os.path.lexists(place))
    if not there.is_dir():
        raise InputError("is no folder: name one for the tables", path=str(there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise InputError("nothing may be written into this folder", path=str(there))


def _check_parent(path: Path) -> None:
    parent = path.absolute().parent
    if not parent.is_dir():
        raise InputError("there is no such folder to write into", path=str(parent))
    if not os.access(parent, os.W_OK | os.X_OK):
        raise InputError("nothing may be written into this folder", path=str(parent))


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A new folder that becomes `out` when the work in it is done; when it fails, nothing of it is left.

    What killed runs have left of theirs for the same `out` is removed first.
    """
    check_free(out)
    with _beside(out) as place:
        content = place / _CONTENT
        content.mkdir()
        yield content
        _sync(content)
        content.rename(out)
        _sync_folder(out.absolute().parent)


@contextmanager
def replaced(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when it is complete; when that fails, the old one is as it was.

    What is no file (a pipe, a device) is written to as it is, and so is a file in a folder that takes no others.
    """
    target = Path(os.path.realpath(path))
    is_special = target.exists() and not target.is_file()
    if is_special or (target.exists() and not os.access(target.parent, os.W_OK | os.X_OK)):
        with target.open("wb") as stream:
            yield stream
        return
    with _beside(target) as place:
        content = place / _CONTENT
        with content.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            content.chmod(target.stat().st_mode & 0o7777)
        content.replace(target)
        _sync_folder(target.parent)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder beside `out` that goes with the work, or with the next run for the same `out` if this one is killed.

    Its lock stands beside the content, not in it: any name may stand there, and a run that is killed while what it made
    is synced has left a folder that nobody holds.
    """
    parent = out.absolute().parent
    prefix = f".{out.name[:_MAX_NAME]}."
    _clear_abandoned(parent, prefix)
    place = Path(tempfile.mkdtemp(prefix=prefix, suffix=_SUFFIX, dir=parent))
    lock = None
    try:
        lock = locked(place / _LOCK)
        yield place
    finally:
        _remove(place)
        if lock is not None:
            lock.close()


def _clear_abandoned(parent: Path, prefix: str) -> None:
    """Remove unfinished folders whose runs are dead: nobody holds their locks.

    One without a lock is empty: its run is at its beginning, or was killed there some time ago.
    """
    for folder in parent.glob(f"{glob.escape(prefix)}*{_SUFFIX}"):
        with contextlib.suppress(OSError):  # someone else's, or just gone
            if not HAS_LOCKS or folder.is_symlink():
                continue
            if (folder / _LOCK).is_file():
                lock = locked(folder / _LOCK)
                if lock is not None:
                    _remove(folder)
                    lock.close()
            elif time.time() - folder.stat().st_mtime > _BEGINNING:
                folder.rmdir()


def _remove(place: Path) -> None:
    """Remove an unfinished folder, its lock last: by that the next run knows what a kill in here has left."""
    content = place / _CONTENT
    with contextlib.suppress(OSError):  # what cannot be removed is left to the next run
        if content.is_dir():
            shutil.rmtree(content)
        else:
            content.unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Bring everything below a folder to the disk."""
    for path, _, names in os.walk(folder):
        for name in names:
            with (Path(path) / name).open("rb") as file:
                os.fsync(file.fileno())
        _sync_folder(Path(path))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

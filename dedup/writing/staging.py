"""A folder that appears whole or not at all: filled under another name beside its place, synced, then renamed."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import InputError
from dedup.runtime.locks import HAS_LOCKS, locked

_SUFFIX = ".unfinished"
_LOCK = ".lock"


def check_free(out: Path) -> None:
    """Raises `InputError` if a folder cannot be made at `out`: something is there, or its parent is not."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() or out.is_symlink():
        raise InputError("exists already and is not empty: name a folder that is not there yet", path=str(out))
    if not out.absolute().parent.is_dir():
        raise InputError("there is no such folder to write into", path=str(out.absolute().parent))


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A new folder that becomes `out` when the work in it is done; when it fails, nothing of it is left.

    What a killed run has left of its folder for the same `out` is removed first.
    """
    check_free(out)
    parent = out.absolute().parent
    _clear_abandoned(out)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=_SUFFIX, dir=parent))
    lock = locked(folder / _LOCK)
    try:
        yield folder
        (folder / _LOCK).unlink()
        _sync(folder)
        folder.chmod(0o777 & ~_umask())
        folder.rename(out)
        _sync_folder(parent)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        if lock is not None:
            lock.close()


def _clear_abandoned(out: Path) -> None:
    """Remove unfinished folders for `out` whose runs are dead: nobody holds their locks.

    One without a lock is left alone: it may be at its very beginning or end.
    """
    for folder in out.absolute().parent.glob(f".{glob.escape(out.name)}.*{_SUFFIX}"):
        if HAS_LOCKS and not folder.is_symlink() and (folder / _LOCK).is_file():
            with contextlib.suppress(OSError):  # someone else's, or just gone
                lock = locked(folder / _LOCK)
                if lock is not None:
                    shutil.rmtree(folder, ignore_errors=True)
                    lock.close()


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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

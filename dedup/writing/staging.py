"""A folder that appears whole or not at all: filled under another name beside its place, synced, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import InputError


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
    """A new folder that becomes `out` when the work in it is done; when it fails, nothing of it is left."""
    check_free(out)
    parent = out.absolute().parent
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".unfinished", dir=parent))
    try:
        yield folder
        _sync(folder)
        folder.chmod(0o777 & ~_umask())
        folder.rename(out)
        _sync_folder(parent)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


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

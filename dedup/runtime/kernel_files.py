"""Where the machine code of kernels is kept: in the package `dedup-news-kernels`, beside the sources, or for the user.

Machine code is loaded only from files that nobody else can write, and only when they are whole: a file begins with a
digest of its name and its content. What is damaged is compiled again, and written over.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from dedup.runtime.machine_code import fits

log = logging.getLogger("dedup")

FOLDER = "DEDUP_KERNELS"
"""The variable by which a process that compiles is told where to keep the kernels."""

SHIPPED = "dedup_news_kernels"
"""The import name of the package that brings machine code."""

_PACKAGE = Path(__file__).parents[1]
_DIGEST = 16


def read(name: str) -> bytes | None:
    """The content of the first whole file with this name, or None."""
    for folder in (*_readable(), *_passing):
        content = _content(folder / name)
        if content is None:
            continue
        if content[:_DIGEST] == _digest(name, content[_DIGEST:]):
            return content[_DIGEST:]
        if FOLDER not in os.environ:  # else the process that has started this one has said so
            log.warning("dedup: %s is damaged: this kernel is compiled again", folder / name)
    return None


def write(name: str, payload: bytes) -> None:
    """Keep what was compiled, whole or not at all."""
    folder = writable()
    if folder is None:
        return
    unfinished = folder / f"{name}.{os.getpid()}"
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123  # a handle, no path
            file.write(_digest(name, payload) + payload)
            os.fchmod(handle, stat.S_IMODE(folder.stat().st_mode) & 0o644)
        unfinished.rename(folder / name)
    except OSError as error:  # a full disk, a folder that was taken away
        log.warning("dedup: kernels cannot be kept in %s: %s", folder, error.strerror)
        with suppress(OSError):
            unfinished.unlink()


@cache
def writable() -> Path | None:
    """The folder where kernels are kept from now on, or None where there is none, not even a passing one."""
    for folder in _own():
        mode = 0o755 if _PACKAGE in folder.parents else 0o700
        try:
            folder.parent.mkdir(mode, parents=True, exist_ok=True)
            folder.mkdir(mode, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK) and _why_not(folder) is None:
            return folder
    try:
        passing = Path(mkdtemp(prefix="dedup-kernels-"))
    except OSError:
        return None
    atexit.register(shutil.rmtree, passing, ignore_errors=True)
    _passing.append(passing)
    return passing


_passing: list[Path] = []


def is_passing(folder: Path | None) -> bool:
    """Whether kernels kept in a folder are gone when this process ends."""
    return folder is None or folder in _passing


@cache
def _readable() -> tuple[Path, ...]:
    """Folders to look in, in their order."""
    shipped = find_spec(SHIPPED)
    found = [Path(place) / fits() for place in (shipped and shipped.submodule_search_locations) or ()]
    for folder in _own():
        reason = _why_not(folder)
        if reason is None:
            found.append(folder)
        else:
            log.warning("dedup: kernels in %s are not used: %s", folder, reason)
    return tuple(found)


def _own() -> Iterator[Path]:
    if folder := os.environ.get(FOLDER):
        yield Path(folder)
        return
    if asked_for := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(asked_for, "dedup-news", fits())
        return
    yield _PACKAGE / "__pycache__" / "kernels" / fits()
    try:
        caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:  # no home
        return
    yield Path(caches, "dedup-news", fits())


def _why_not(folder: Path) -> str | None:
    """What speaks against loading machine code from a folder."""
    for level in (folder.parent, folder):
        try:
            info = level.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            return error.strerror
        if not stat.S_ISDIR(info.st_mode):
            return f"{level} is no folder"
        if not _only_ours(info):
            return f"others can write to {level}"
    return None


def _only_ours(info: os.stat_result) -> bool:
    """Whether nobody can write but this user, root, and whoever can write the sources: a group of one is no other."""
    ours = info.st_uid in (os.geteuid(), 0, _PACKAGE.stat().st_uid)
    group = stat.S_IWGRP if info.st_gid != info.st_uid else 0
    return ours and not info.st_mode & (stat.S_IWOTH | group)


def _content(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # no waiting where a pipe goes by this name
    except OSError:
        return None
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode) or not (_only_ours(info) or SHIPPED in path.parts):
            return None
        return os.read(handle, info.st_size + 1)
    finally:
        os.close(handle)


def _digest(name: str, payload: bytes) -> bytes:
    return blake2b(f"{fits()}/{name}\n".encode() + payload, digest_size=_DIGEST).digest()

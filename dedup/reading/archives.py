"""Archives: the files inside .zip and .tar, one after the other and never unpacked under names of their own."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BufferedReader
from pathlib import PurePosixPath

from dedup.reading.compression import seekable, sound
from dedup.reading.inputs import passed_over
from dedup.reading.limits import Meter

Member = tuple[str, BufferedReader]
"""A file's path inside its archive and its content, which must be read before the next member is asked for."""


def zip_members(stream: BufferedReader, meter: Meter) -> Iterator[Member]:
    """The files of a zip archive by name."""
    try:
        with seekable(stream) as file, zipfile.ZipFile(file) as archive:
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                path = below(info.filename)
                if not info.is_dir() and not hidden(path):
                    yield path, _zip_member(archive, info, meter)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise OSError(f"damaged or cut off: {error}") from None


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, meter: Meter) -> BufferedReader:
    try:
        return sound(archive.open(info), meter)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:  # a password, a rare method, damage
        return sound(_Failing(error), meter)


class _Failing:
    """A member that cannot be opened: says so when it is read, so that the others are not lost."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def read1(self, _: int) -> bytes:
        raise zipfile.BadZipFile(str(self._error))


def tar_members(stream: BufferedReader, meter: Meter) -> Iterator[Member]:
    """The files of a tar archive in its order, which is all a stream allows."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Bounded) as archive:
            for info in archive:
                path = below(info.name)
                content = archive.extractfile(info) if info.isreg() and not hidden(path) else None
                if content is not None:
                    yield path, sound(content, meter)
                archive.members = []  # type: ignore[attr-defined]  # else it remembers every one
    except tarfile.TarError as error:
        raise OSError(f"damaged or cut off: {error}") from None


_MAX_HEAD = 1 << 20
"""Bytes of a name or of other facts about a member: paths have four thousand, and tar would take any number."""

_HEADS = {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE}


class _Bounded(tarfile.TarInfo):
    """A member whose name and facts are of a size that those of files have; `tarfile` reads them into memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _HEADS and self.size > _MAX_HEAD:
            raise tarfile.ReadError(f"a name of {self.size:,} bytes")
        member: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return member


def below(path: str) -> str:
    """A member's path without what would lead out of the archive."""
    return "/".join(part for part in path.split("/") if part not in {"", ".", ".."})


def hidden(path: str) -> bool:
    """Whether a member is left alone without a word."""
    return any(passed_over(part) for part in PurePosixPath(path).parts)


ARCHIVES: Mapping[str, Callable[[BufferedReader, Meter], Iterator[Member]]] = {"zip": zip_members, "tar": tar_members}
"""By ending, what lists an archive."""

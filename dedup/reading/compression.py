"""Compressed files: .gz, .zst, .bz2 and .xz, read as streams and never unpacked to disk under a name of theirs."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BufferedReader
from typing import BinaryIO, cast

from dedup.errors import MissingExtra
from dedup.reading.records import buffered

_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)


def _gz(stream: BufferedReader) -> BufferedReader:
    return sound(cast("BinaryIO", gzip.GzipFile(fileobj=stream)))


def _bz2(stream: BufferedReader) -> BufferedReader:
    return sound(cast("BinaryIO", bz2.BZ2File(stream)))


def _xz(stream: BufferedReader) -> BufferedReader:
    return sound(cast("BinaryIO", lzma.LZMAFile(stream)))


def _zst(stream: BufferedReader) -> BufferedReader:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("reading .zst files", "reading") from None
    unpacked = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return sound(cast("BinaryIO", unpacked), zstandard.ZstdError)


COMPRESSIONS: Mapping[str, Callable[[BufferedReader], BufferedReader]] = {
    "gz": _gz,
    "zst": _zst,
    "bz2": _bz2,
    "xz": _xz,
}
"""By ending, what opens a compressed stream."""


def sound(stream: BinaryIO, *damage: type[Exception]) -> BufferedReader:
    """`stream` so that damage in it, `damage` included, shows as an `OSError` that says so."""
    return buffered(cast("BinaryIO", _Sound(stream, (*_DAMAGE, *damage))))


def seekable(stream: BufferedReader) -> BinaryIO:
    """`stream` if one can jump about in it, else its content in a nameless temporary file."""
    if stream.seekable():
        return cast("BinaryIO", stream)
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - goes away with the last reference
    shutil.copyfileobj(stream, copy, 1 << 20)
    copy.seek(0)
    return cast("BinaryIO", copy)


class _Sound(io.RawIOBase):
    def __init__(self, stream: BinaryIO, damage: tuple[type[Exception], ...]) -> None:
        self._stream = stream
        self._damage = damage

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._stream.read(len(buffer))
        except self._damage as error:
            raise OSError(f"damaged: {error}") from None
        buffer[: len(piece)] = piece
        return len(piece)

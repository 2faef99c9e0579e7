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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from typing import BinaryIO, cast

from dedup.errors import MissingExtra
from dedup.reading.limits import Meter
from dedup.reading.records import buffered

_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)


def _gz(stream: BufferedReader, meter: Meter) -> BufferedReader:
    return sound(gzip.GzipFile(fileobj=stream), meter)


def _bz2(stream: BufferedReader, meter: Meter) -> BufferedReader:
    return sound(bz2.BZ2File(stream), meter)


def _xz(stream: BufferedReader, meter: Meter) -> BufferedReader:
    return sound(lzma.LZMAFile(stream), meter)


def _zst(stream: BufferedReader, meter: Meter) -> BufferedReader:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("reading .zst files", "reading") from None
    unpacked = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return sound(unpacked, meter, zstandard.ZstdError)


COMPRESSIONS: Mapping[str, Callable[[BufferedReader, Meter], BufferedReader]] = {
    "gz": _gz,
    "zst": _zst,
    "bz2": _bz2,
    "xz": _xz,
}
"""By ending, what opens a compressed stream, of which a meter counts what comes out."""


def sound(stream: object, meter: Meter, *damage: type[Exception]) -> BufferedReader:
    """`stream`, of which `read1` suffices, so that damage in it, also `damage`, shows as an `OSError` that says so.

    `meter` counts what comes out of it.
    """
    return buffered(cast("BinaryIO", _Sound(cast("BufferedReader", stream), meter, (*_DAMAGE, *damage))))


@contextmanager
def seekable(stream: BufferedReader) -> Iterator[BinaryIO]:
    """`stream` if one can jump about in it, else its content in a nameless temporary file."""
    if stream.seekable():
        yield cast("BinaryIO", stream)
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.seek(0)
        yield cast("BinaryIO", copy)


class _Sound(io.RawIOBase):
    def __init__(self, stream: BufferedReader, meter: Meter, damage: tuple[type[Exception], ...]) -> None:
        self._stream = stream
        self._meter = meter
        self._damage = damage

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._stream.read1(len(buffer))  # what comes before the damage is given out first
        except self._damage as error:
            raise OSError(f"damaged: {error}; what stands before the damage is read") from None
        except gzip.BadGzipFile as error:
            raise OSError(f"damaged, or not compressed as its name says: {error}") from None
        self._meter.add(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)

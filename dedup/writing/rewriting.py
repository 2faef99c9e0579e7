"""A file written anew with its changes, through whatever it is wrapped in: compressions, archives, formats."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from dedup.errors import InputError
from dedup.reading.archives import below
from dedup.reading.compression import COMPRESSIONS, seekable, sound
from dedup.reading.formats import Wrapping
from dedup.reading.inputs import Input, member
from dedup.reading.limits import UNLIMITED
from dedup.reading.records import Hints
from dedup.reading.webarchives import placed_pages
from dedup.writing.columns import rewrite_arrow, rewrite_parquet
from dedup.writing.edits import Changes, Edit, Sink, splice
from dedup.writing.jsonrecords import json_edits, json_line_edits
from dedup.writing.plain import feed_edits, mbox_edits, plain_edits, warc_edits
from dedup.writing.tables import csv_edits, tsv_edits

Editor = Callable[[BufferedReader, Changes, Hints, str], Iterator[Edit]]
Rewriter = Callable[[BinaryIO, Changes, Hints, str, BinaryIO], None]

EDITORS: Mapping[str, Editor] = {
    "txt": plain_edits,
    "json": json_edits,
    "jsonl": json_line_edits,
    "ndjson": json_line_edits,
    "csv": csv_edits,
    "tsv": tsv_edits,
    "warc": warc_edits,
    "wet": warc_edits,
    "mbox": mbox_edits,
    "rss": feed_edits,
    "atom": feed_edits,
    "xml": feed_edits,
}
"""Formats of which some bytes are changed and all others stay."""

REWRITERS: Mapping[str, Rewriter] = {
    "parquet": rewrite_parquet,
    "arrow": rewrite_arrow,
    "feather": rewrite_arrow,
}
"""Formats that are written anew."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done: the changes of each file by its `Input.path`, and what is known of the files.

    `field` is the name that novelty is written to, `wrapping_of` says how a file is opened.
    """

    changes: Mapping[str, Changes]
    hints: Hints
    field: str
    wrapping_of: Callable[[str], Wrapping]

    def concerns(self, path: str) -> bool:
        """Whether something changes in a file or in one inside it."""
        return path in self.changes or any(changed.startswith(f"{path}/") for changed in self.changes)

    def removes(self, path: str) -> bool:
        """Whether a file that is one article goes."""
        changes = self.changes.get(path, {})
        return 0 in changes and changes[0].removed


def rewrite(source: BufferedReader, entry: Input, work: Work, out: BinaryIO) -> None:
    """Write a file with its changes, wrapped as it was."""
    how = work.wrapping_of(entry.file)
    stream = source
    for compression in how.compressions:
        stream = COMPRESSIONS[compression](stream, UNLIMITED)
    if how.kind in ("warc", "wet") and how.compressions == ("gz",):
        _rewrite_warc(stream, work.changes[entry.path], work, out)
        return
    with ExitStack() as stack:
        for compression in how.compressions:
            out = stack.enter_context(_COMPRESSORS[compression](out))
        if how.is_archive:
            _ARCHIVERS[how.kind](stream, entry, work, out)
        elif how.kind in REWRITERS:
            with seekable(stream) as file:
                REWRITERS[how.kind](file, work.changes[entry.path], work.hints, work.field, out)
        elif how.kind not in EDITORS:
            raise InputError(f"several articles stand in this .{how.kind} file, and none can be taken out of it")
        else:
            with twice(stream) as (read, copied):
                edits = EDITORS[how.kind](read, work.changes[entry.path], work.hints, work.field)
                for _ in splice(copied, edits, Sink(out)):
                    pass


@contextmanager
def twice(stream: BufferedReader) -> Iterator[tuple[BufferedReader, BinaryIO]]:
    """The content of a stream to be read at two places at once."""
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.flush()
        with Path(copy.name).open("rb") as first, Path(copy.name).open("rb") as second:
            yield first, second


def _rewrite_warc(stream: BufferedReader, changes: Changes, work: Work, out: BinaryIO) -> None:
    """Write a web archive with each record compressed for itself, as tools that jump into it expect."""
    with twice(stream) as (read, copied):
        for number, (start, end) in placed_pages(read):
            copied.seek(start)
            if number not in changes or not changes[number].removed:
                out.write(gzip.compress(copied.read(end - start), mtime=0))


@contextmanager
def _zst(out: BinaryIO) -> Iterator[BinaryIO]:
    import zstandard

    with zstandard.ZstdCompressor().stream_writer(out, closefd=False) as writer:
        yield cast("BinaryIO", writer)


GZIP_LEVEL = 6
"""What gzip itself takes: 9, Python's own, takes twice the time for a file 1 % smaller."""

_COMPRESSORS: Mapping[str, Callable[[BinaryIO], Any]] = {
    "gz": lambda out: gzip.GzipFile("", "wb", GZIP_LEVEL, out, mtime=0),
    "bz2": lambda out: bz2.BZ2File(out, "wb"),
    "xz": lambda out: lzma.LZMAFile(out, "wb"),  # noqa: SIM115 - the caller closes it
    "zst": _zst,
}


_SAME_NAMES = "two files in it have one name, and nobody can tell which is meant: unpack it first"


def _content(stream: BinaryIO, entry: Input, work: Work) -> BinaryIO:
    """A member with its changes, in a temporary file at its beginning; as it is where nothing changes."""
    content = tempfile.SpooledTemporaryFile(1 << 24)  # noqa: SIM115 - the caller closes it
    if work.concerns(entry.path):
        rewrite(sound(stream, UNLIMITED), entry, work, cast("BinaryIO", content))
    else:
        shutil.copyfileobj(stream, content, 1 << 20)
    content.seek(0)
    return cast("BinaryIO", content)


def _rewrite_zip(stream: BufferedReader, entry: Input, work: Work, out: BinaryIO) -> None:
    with seekable(stream) as file, zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        if len(set(map(below, names))) < len(names):
            raise InputError(_SAME_NAMES)
        for info in old.infolist():
            inside = member(entry, below(info.filename))
            if work.removes(inside.path):
                continue
            with old.open(info) as content, _content(cast("BinaryIO", content), inside, work) as changed:
                new.writestr(copy(info), changed.read())


def _rewrite_tar(stream: BufferedReader, entry: Input, work: Work, out: BinaryIO) -> None:
    with tarfile.open(fileobj=stream, mode="r|") as old, tarfile.open(fileobj=out, mode="w|") as new:
        names: set[str] = set()
        for info in old:
            inside = member(entry, below(info.name))
            if inside.path in names:
                raise InputError(_SAME_NAMES)
            names.add(inside.path)
            content = old.extractfile(info) if info.isreg() else None
            if content is None:
                new.addfile(info)
            elif not work.removes(inside.path):
                with _content(cast("BinaryIO", content), inside, work) as changed:
                    info.size = changed.seek(0, io.SEEK_END)
                    changed.seek(0)
                    new.addfile(info, changed)


_ARCHIVERS = {"zip": _rewrite_zip, "tar": _rewrite_tar}

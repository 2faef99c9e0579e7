"""Writes a cleaned collection into a stream, such as stdout: one file as it is, or several of JSON Lines in a row."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import IO, BinaryIO, cast

from dedup.cleaning.plan import Plan
from dedup.errors import InputError
from dedup.reading import Reader
from dedup.reading.formats import Wrapping
from dedup.reading.inputs import Input
from dedup.results import Skipped
from dedup.writing.rewriting import Work, rewrite
from dedup.writing.write import work_of

_LINES = (Wrapping((), "jsonl"), Wrapping((), "ndjson"))
"""Formats of which files can follow one another."""

_IN_MEMORY = 1 << 24
"""Bytes of a cleaned file that wait in memory until it is complete; more wait on disk."""


def check_stream(reader: Reader) -> None:
    """Before a long run, whether its result can be written into one stream.

    Raises `InputError` for several files that are not all JSON Lines.
    """
    entries = [entry for entry in reader.inputs() if isinstance(entry, Input)]
    if len(entries) > 1:
        for entry in entries:
            if reader.wrapping(entry.file) not in _LINES:
                reason = "several files go to stdout only if all are JSON Lines: name a folder with -o OUT"
                raise InputError(reason, path=entry.path)


def write_stream(plan: Plan, out: IO[bytes], *, novelty_field: str = "") -> list[Skipped]:
    """Write what a plan leaves of its reader's files into a stream, all other bytes as they are.

    Each file is written when it is complete, and only if it is the one that the plan was made of. Gives the files that
    cannot be rewritten, as `write` does. Raises what `write` raises, and what `check_stream` does.
    """
    reader, work = work_of(plan, novelty_field)
    check_stream(reader)
    reader.require_unchanged(plan.state)
    left: list[Skipped] = []
    ends_line = True
    for entry in reader.inputs():
        if isinstance(entry, Input) and not work.removes(entry.path):
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
                clean = cast(BinaryIO, spooled)
                reason = _cleaned(entry, work, clean)
                reader.require_unchanged(plan.state)
                if reason:
                    left.append(Skipped(reason, path=entry.path))
                if not ends_line:
                    out.write(b"\n")
                n_bytes = clean.tell()
                clean.seek(max(n_bytes - 1, 0))
                ends_line = not n_bytes or clean.read(1) == b"\n"
                clean.seek(0)
                shutil.copyfileobj(clean, out)
    out.flush()
    return left


def _cleaned(entry: Input, work: Work, out: BinaryIO) -> str:
    """Write what is left of a file; why it is all of it, if it cannot be changed."""
    with Path(entry.file).open("rb") as source:
        if work.concerns(entry.path):
            try:
                rewrite(source, entry, work, out)
            except (InputError, OSError, RuntimeError, zipfile.BadZipFile, tarfile.TarError) as error:
                reason = f"nothing is changed in it: {error}"
            else:
                return ""
            source.seek(0)
            out.seek(0)
            out.truncate()
        else:
            reason = ""
        shutil.copyfileobj(source, out)
    return reason

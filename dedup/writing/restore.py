"""Undoes a clean: the input files, byte for byte, from the output and its plan."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from dedup.errors import InputError
from dedup.runtime.staging import check_free, staged
from dedup.writing.edits import Sink, Undo, unsplice
from dedup.writing.planfile import ORIGINALS
from dedup.writing.planread import EditLine, FileLine, read_plan


def restore(plan: Path, back: Path) -> int:
    """Write the input of a clean to the folder `back`, from its `plan` and the folder that the plan lies in.

    Returns how many files there are. Each is checked by its SHA-256; the folder appears whole or not at all.

    Raises `InputError` if the plan or the output was changed since or is cut off, or if there is something at `back`.
    """
    check_free(back)
    n_files = 0
    with staged(back) as folder:
        for name, of_file in groupby(read_plan(plan), key=lambda line: line.name):
            _restore_file(plan.parent, folder / name, of_file)
            n_files += 1
    return n_files


def _restore_file(cleaned: Path, target: Path, lines: Iterator[FileLine | EditLine]) -> None:
    line = next(lines)
    if not isinstance(line, FileLine):
        raise InputError(f"the plan was changed: edits of {line.name} stand before the file")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        out = target.open("xb")
    except (FileExistsError, NotADirectoryError, UnicodeEncodeError):
        raise InputError(f"the plan was changed: two files are called {line.name}, or one as a folder") from None
    source = cleaned / ORIGINALS / line.name if line.action == "rewritten" else cleaned / line.name
    with out, _source(source, line) as edited:
        sink = Sink(out, line.n_bytes)
        unsplice(edited, map(_undo, lines), sink)
    if sink.sha256 != line.sha256:
        raise InputError("was changed since it was cleaned, and cannot be restored", path=str(source))


@contextmanager
def _source(path: Path, line: FileLine) -> Iterator[BinaryIO]:
    """What a file is restored from, of the size that the plan says: a link to a device has no end."""
    if line.action == "removed":
        yield io.BytesIO()
        return
    if not path.is_file():
        raise InputError("is not there: the plan must lie in the output it belongs to", path=str(path))
    with path.open("rb") as edited:
        if path.stat().st_size != (line.n_bytes if line.action == "rewritten" else line.clean_bytes):
            raise InputError("was changed since it was cleaned, and cannot be restored", path=str(path))
        yield edited


def _undo(line: FileLine | EditLine) -> Undo:
    if isinstance(line, FileLine):
        raise InputError(f"the plan was changed: two lines for the file {line.name}")
    return line.undo

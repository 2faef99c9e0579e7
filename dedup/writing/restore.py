"""Undoes a clean: the input files, byte for byte, from the output and its plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath

from dedup.errors import InputError
from dedup.writing.edits import Sink, unsplice
from dedup.writing.planfile import ORIGINALS, Line, read_plan, undo_of
from dedup.writing.staging import check_free, staged


def restore(plan: Path, back: Path) -> int:
    """Write the input of a clean to the folder `back`, from its `plan` and the folder that the plan lies in.

    Returns how many files there are. Each is checked by its SHA-256; the folder appears whole or not at all.

    Raises `InputError` if the output was changed since, or if there is something at `back`.
    """
    check_free(back)
    lines = (line for _, line in read_plan(plan) if line["type"] in ("file", "edit"))
    n_files = 0
    with staged(back) as folder:
        for name, of_file in groupby(lines, key=lambda line: str(line["file"])):
            _restore_file(plan.parent, folder, name, of_file)
            n_files += 1
    return n_files


def _restore_file(cleaned: Path, folder: Path, name: str, lines: Iterator[Line]) -> None:
    line = next(lines)
    if line["type"] != "file" or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise InputError(f"the plan was changed: {name}")
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    source = {"rewritten": cleaned / ORIGINALS / name, "removed": Path("/dev/null")}.get(line["action"], cleaned / name)
    if not source.exists():
        raise InputError("is not there: the plan must lie in the output it belongs to", path=str(source))
    with source.open("rb") as edited, target.open("wb") as out:
        sink = Sink(out)
        unsplice(edited, map(undo_of, lines), sink)
    if sink.sha256 != line["sha256"]:
        raise InputError("was changed since it was cleaned, and cannot be restored", path=str(source))

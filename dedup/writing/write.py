"""Writes a cleaned collection: every input file under its own name, and the plan that leads back."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Any

from dedup.cleaning.plan import Plan
from dedup.errors import InputError
from dedup.output.jsonl import encoded
from dedup.reading import Reader
from dedup.reading.formats import VERBATIM
from dedup.reading.inputs import STDIN, Input
from dedup.reading.places import Place, Places
from dedup.results import Skipped, Span
from dedup.runtime.staging import check_free, staged
from dedup.writing.edits import REMOVED, Change, Sink, Undo, splice
from dedup.writing.planfile import NAME, ORIGINALS, Line, Where, decision_lines, edit_line, end_line, head
from dedup.writing.rewriting import EDITORS, Work, rewrite


def check_out(reader: Reader, out: Path) -> None:
    """Before a long run, whether its result can be written to `out`.

    Raises `InputError` if something is there, if it lies in an input folder, where the next run would read it, or if
    two files would have one name in it.
    """
    check_free(out)
    reader.require_outside(out)
    dict(_names(reader))


def write(plan: Plan, out: Path, *, novelty_field: str = "") -> list[Skipped]:
    """Write what a plan leaves of its reader's files to the folder `out`, with the plan in `out/plan.jsonl`.

    With `novelty_field` every record of JSON, CSV, Parquet and Arrow gets a field of that name with its novelty.
    The folder appears whole or not at all, and only if every file is the one that the plan was made of, before and
    after it was copied. Gives the files that cannot be rewritten, in which articles stay as they are that the plan
    removes or cuts.

    Raises `InputError` if it cannot be written or if a file has changed, `DedupError` if records have a field
    `novelty_field`.
    """
    reader, work = work_of(plan, novelty_field)
    check_out(reader, out)
    reader.require_unchanged(plan.state)
    names = dict(_names(reader))
    left: list[Skipped] = []
    n_lines = {"file": 0, "edit": 0}
    with staged(out) as folder, (folder / NAME).open("wb") as plan_file:
        plan_file.writelines(map(encoded, plan_lines(plan)))
        try:
            for entry in reader.inputs():
                if isinstance(entry, Input):
                    for line in _FileWriter(folder, names[entry.path], entry, work).write():
                        plan_file.write(encoded(line))
                        n_lines[line["type"]] += 1
                        if "left" in line:
                            left.append(Skipped(line["left"], path=entry.path))
        finally:  # a file that changed meanwhile may have been the cause of any failure
            reader.require_unchanged(plan.state)
        plan_file.write(encoded(end_line(n_lines["file"], n_lines["edit"])))
    return left


def work_of(plan: Plan, novelty_field: str) -> tuple[Reader, Work]:
    """The reader of a plan's files, and what is to be done to them. Raises `InputError` for articles of no files."""
    reader = plan.source
    if not isinstance(reader, Reader) or plan.places is None:
        raise InputError("the articles of this plan come from no files: apply() gives those that stay")
    changes = _changes(plan, plan.places, with_novelty=bool(novelty_field))
    return reader, Work(changes, reader.hints, novelty_field, reader.wrapping)


def plan_lines(plan: Plan) -> Iterator[Line]:
    """What a plan says of articles: its head, then a line for each removal and cut."""
    yield head(plan)
    where = None
    if isinstance(plan.source, Reader) and plan.places is not None:
        where = _where(plan.source, plan.places)
    yield from decision_lines(plan, where)


def _where(reader: Reader, places: Places) -> Where:
    """Tells of an article, by its id, its file in the output and its record."""
    names = dict(_names(reader))

    def where(article_id: str) -> tuple[str, int]:
        place = places[article_id]
        return _name_in_output(place.path, names), place.number

    return where


def _names(reader: Reader) -> Iterator[tuple[str, str]]:
    """The path of each input file, and its name in the output: its path under the argument that led to it.

    Raises `InputError` where two files would have the same.
    """
    taken = {NAME: "the plan", ORIGINALS: "the plan"}
    for entry in reader.inputs():
        if isinstance(entry, Skipped):
            continue
        if entry.file == STDIN:
            raise InputError("stdin cannot be cleaned to a folder: save it to a file", path=entry.path)
        n_parts = len(PurePosixPath(entry.name).parts)  # printable; the file's own name may be none that can be
        parts = [part for part in Path(entry.file).parts[-n_parts:] if part not in ("/", ".", "..")]
        name = "/".join(parts)
        if name in taken or parts[0] in taken:
            other = taken.get(name) or taken[parts[0]]
            reason = f"would be written to the same place as {other}: name one folder above both, or rename it"
            raise InputError(reason, path=entry.path)
        taken[name] = entry.path
        yield entry.path, name


def _name_in_output(path: str, names: Mapping[str, str]) -> str:
    """The name of a file, which may lie in an archive, in the output."""
    inside = ""
    while path not in names:
        path, _, last = path.rpartition("/")
        inside = f"/{last}{inside}"
    return names[path] + inside


def _changes(plan: Plan, places: Places, *, with_novelty: bool) -> dict[str, dict[int, Change]]:
    """What is to be done to each file."""
    spans: dict[str, list[Span]] = {}
    for cut in plan.cuts:
        spans.setdefault(cut.article, []).append(cut.span)
    removed = {removal.article for removal in plan.removed}
    found: dict[str, dict[int, Change]] = {}
    for article_id in plan.novelty if with_novelty else removed | spans.keys():
        place = places[article_id]
        novelty = round(plan.novelty[article_id], 4) if with_novelty and _takes_fields(place) else None
        change = Change(article_id in removed, tuple(spans.get(article_id, ())), novelty)
        if change != Change():
            found.setdefault(place.path, {})[place.number] = REMOVED if change == REMOVED else change
    return found


def _takes_fields(place: Place) -> bool:
    return place.kind in VERBATIM and place.kind != "txt"


class _FileWriter:
    """Writes one input file into the output."""

    def __init__(self, folder: Path, name: str, entry: Input, work: Work) -> None:
        self._folder = folder
        self._name = name
        self._entry = entry
        self._work = work
        self._target = folder / name
        self._target.parent.mkdir(parents=True, exist_ok=True)
        with Path(entry.file).open("rb") as source:
            self._before = _digest(source)

    def write(self) -> Iterator[Line]:
        """Write the file, and yield its lines of the plan: the file's own, then those of its edits."""
        entry, work = self._entry, self._work
        if not work.concerns(entry.path):
            yield self._copied()
        elif work.removes(entry.path):
            old = Path(entry.file).read_bytes()
            yield self._line("removed", (0, ""))
            yield edit_line(self._name, Undo(0, 0, old))
        else:
            try:
                how = work.wrapping_of(entry.file)
                yield from self._edited() if not how.compressions and how.kind in EDITORS else self._rewritten()
            except (InputError, OSError, RuntimeError, zipfile.BadZipFile, tarfile.TarError) as error:
                yield self._copied() | {"left": f"nothing is changed in it: {error}"}

    def _copied(self) -> dict[str, Any]:
        shutil.copyfile(self._entry.file, self._target)
        return self._line("same", self._before)

    def _edited(self) -> Iterator[Line]:
        """Some bytes are changed, and the plan holds those that were there."""
        entry, work = self._entry, self._work
        changes = work.changes[entry.path]
        with (
            Path(entry.file).open("rb") as read,
            Path(entry.file).open("rb") as copied,
            self._target.open("wb") as out,
            tempfile.TemporaryFile() as kept,
        ):
            sink = Sink(out)
            edits = EDITORS[work.wrapping_of(entry.file).kind](read, changes, work.hints, work.field)
            for undo in splice(copied, edits, sink):
                kept.write(encoded(edit_line(self._name, undo)))
            yield self._line("edited", (sink.n_bytes, sink.sha256))
            kept.seek(0)
            yield from map(json.loads, kept)

    def _rewritten(self) -> Iterator[Line]:
        """The file is made anew, and the plan's folder keeps the one that was."""
        with Path(self._entry.file).open("rb") as source, self._target.open("wb") as out:
            rewrite(source, self._entry, self._work, out)
        with self._target.open("rb") as written:
            line = self._line("rewritten", _digest(written))
        original = self._folder / ORIGINALS / self._name
        original.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._entry.file, original)
        yield line

    def _line(self, action: str, after: tuple[int, str]) -> dict[str, Any]:
        line: dict[str, Any] = {"type": "file", "file": self._name, "action": action}
        line |= {"bytes": self._before[0], "sha256": self._before[1]}
        return line | {"clean_bytes": after[0], "clean_sha256": after[1]}


def _digest(stream: BufferedReader) -> tuple[int, str]:
    """The length and the SHA-256 of a file."""
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return stream.tell(), digest

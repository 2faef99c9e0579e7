"""Edits in CSV and TSV: the bytes of untouched rows stay as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader

from dedup.cleaning.plan import without
from dedup.errors import DedupError
from dedup.reading.lines import Line, measured_lines
from dedup.reading.records import MAX_RECORD, Hints
from dedup.reading.tables import header_of, split_lines
from dedup.results import Span
from dedup.writing.edits import Change, Changes, Edit, Replacement, replaced_in, text_edits


def csv_edits(stream: BufferedReader, changes: Changes, hints: Hints, field: str) -> Iterator[Edit]:
    """Edits of a CSV file; `field` is the column that novelty is written to."""
    yield from _edits(stream, changes, hints, field, "")


def tsv_edits(stream: BufferedReader, changes: Changes, hints: Hints, field: str) -> Iterator[Edit]:
    """As `csv_edits` with tabs."""
    yield from _edits(stream, changes, hints, field, "\t")


def _edits(stream: BufferedReader, changes: Changes, hints: Hints, field: str, delimiter: str) -> Iterator[Edit]:
    lines = _Lines(measured_lines(stream, hints.encoding))
    _, delimiter, header = header_of(lines, delimiter)
    csv.field_size_limit(MAX_RECORD)
    names = next(csv.reader([header], delimiter=delimiter))
    row_of_header = lines.taken()
    if any(change.novelty is not None for change in changes.values()):
        if field in names:
            raise DedupError(f'there is a column "{field}" already: name another')
        yield from row_of_header.edits([_appended(row_of_header.text, delimiter + _cell(field, delimiter))])
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error:
            lines.taken()
            continue
        if row is None:
            return
        place = lines.taken()
        if not row:
            number -= 1
            continue
        change = changes.get(number)
        if change is not None and change.removed:
            yield Edit(place.start, place.end)
        elif change is not None:
            yield from place.edits(_replacements(place.text, names, row, delimiter, change, hints))


def _replacements(
    text: str, names: Sequence[str], row: Sequence[str], delimiter: str, change: Change, hints: Hints
) -> list[Replacement]:
    """What is replaced in the text of a row."""
    replaced: list[Replacement] = []
    fields = dict(zip(names, row, strict=False))
    name = hints.names.text_key(fields)
    if change.spans and name is not None:
        column = len(names) - 1 - names[::-1].index(name)  # of two columns of one name the last counts
        cell, cut = cells(text, delimiter)[column], without(fields[name], change.spans)
        replaced = [((cell.offsets[start], cell.offsets[end]), "") for start, end in sorted(change.spans)]
        parsed = next(csv.reader(io.StringIO(replaced_in(text, replaced), newline=""), delimiter=delimiter), [])
        if parsed[column : column + 1] != [cut]:  # quotes in odd places
            replaced = [(cell.span, _cell(cut, delimiter))]
    if change.novelty is not None:
        missing = delimiter * (len(names) - len(row))
        replaced.append(_appended(text, f"{missing}{delimiter}{change.novelty}"))
    return replaced


def _appended(text: str, new: str) -> Replacement:
    """A replacement that adds cells at the end of a row."""
    end = len(text.rstrip("\r\n"))
    return (end, end), new


def _cell(value: str, delimiter: str) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="").writerow([value])
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its place, quotes included, and where each of its characters begins and the last one ends."""

    span: Span
    offsets: Sequence[int]


def cells(text: str, delimiter: str) -> list[Cell]:
    r"""The cells of a row, as Python's `csv` reads them.

    >>> [cell] = cells('"a ""b"" c"\n', ",")
    >>> cell
    Cell(span=(0, 11), offsets=[1, 2, 3, 5, 6, 8, 9, 10])
    """
    found = []
    at = 0
    while True:
        begin, offsets = at, []
        if text[at : at + 1] == '"':
            at += 1
            while at < len(text) and not (text[at] == '"' and text[at + 1 : at + 2] != '"'):
                offsets.append(at)
                at += 2 if text[at] == '"' else 1
            end = at
            at += 1
        else:
            end = -1
        while at < len(text) and text[at] not in (delimiter, "\r", "\n"):
            offsets.append(at)
            at += 1
            end = at
        found.append(Cell((begin, at), [*offsets, end if end >= 0 else at]))
        if text[at : at + 1] != delimiter:
            return found
        at += 1


@dataclass(frozen=True, slots=True)
class _Place:
    """The lines of a row: their text, where they begin and end in the file, and their encoding."""

    text: str
    start: int
    end: int
    encoding: str

    def edits(self, replaced: Sequence[Replacement]) -> list[Edit]:
        return text_edits(self.text, self.encoding, (self.start, self.end), replaced)


class _Lines:
    """The lines of a table; tells which of them were taken for one row."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = _pieces(lines)
        self._taken: list[Line] = []
        self._at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._taken.append(line)
        return line[0]

    def taken(self) -> _Place:
        """The lines taken since this was asked last."""
        start = self._at
        self._at += sum(n_bytes for _, n_bytes, _ in self._taken)
        text = "".join(text for text, _, _ in self._taken)
        encoding = self._taken[-1][2] if self._taken else "utf-8"
        self._taken.clear()
        return _Place(text, start, self._at, encoding)


def _pieces(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines that end where a table's lines end, also at lone carriage returns."""
    for text, n_bytes, encoding in lines:
        pieces = list(split_lines(iter([text])))
        if len(pieces) == 1:
            yield text, n_bytes, encoding
            continue
        errors = "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        sizes = [len(piece.encode(encoding, errors)) for piece in pieces]
        sizes[:1] = [n_bytes - sum(sizes[1:])]
        for piece, size in zip(pieces, sizes, strict=True):
            yield piece, size, encoding

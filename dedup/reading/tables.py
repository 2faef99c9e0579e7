"""Tables in text: .csv and .tsv; one row, one article."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import BufferedReader

from dedup.errors import InputError
from dedup.fields.plain import Records
from dedup.reading.encoding import mended, undecodable
from dedup.reading.lines import text_lines
from dedup.reading.records import MAX_RECORD, Flaw, Hints, NoTextField, Record, Row, in_columns, require_text

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""A line with its end, which may be a lone carriage return as on old Macs."""


def read_csv(stream: BufferedReader, hints: Hints) -> Iterator[Record | Records | Flaw]:
    """A record for each row under a header, whichever of comma, semicolon, tab and bar separates."""
    return in_columns(_rows(text_lines(stream, hints), "", hints), hints.at_once)


def read_tsv(stream: BufferedReader, hints: Hints) -> Iterator[Record | Records | Flaw]:
    """As `read_csv` with tabs."""
    return in_columns(_rows(text_lines(stream, hints), "\t", hints), hints.at_once)


def _rows(pieces: Iterator[str], delimiter: str, hints: Hints) -> Iterator[Row | Flaw]:
    lines = split_lines(pieces)
    _, delimiter, header = header_of(lines, delimiter)
    csv.field_size_limit(MAX_RECORD)  # the default, 128 kB, is less than a long article
    try:
        names = tuple(next(csv.reader([header], delimiter=delimiter)))
    except csv.Error as error:
        raise InputError(f"no header: {error}") from None
    try:
        require_text(names, hints)
    except NoTextField as error:
        if len(names) > 1:
            raise
        raise InputError(f"{error.reason}; cells are parted by comma, semicolon, tab or bar") from None
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        line = rows.line_num + 2
        number += 1
        try:
            row = _next_row(rows, len(names), delimiter)
        except InputError as error:
            yield Flaw(error.reason, number, line)
            continue
        if row is None:
            return
        if not row:
            number -= 1
            continue
        yield Row(names[: len(row)], row, number, line, sum(map(len, row)))


def _next_row(rows: Iterator[list[str]], n_names: int, delimiter: str) -> list[str] | None:
    """The cells of the next row; None behind the last. Raises `InputError` for one that is broken."""
    try:
        row = next(rows, None)
    except csv.Error as error:
        raise InputError(f"not {'TSV' if delimiter == chr(9) else 'CSV'}: {error}") from None
    if row is not None and len(row) > n_names:
        reason = f"{len(row)} fields under a header of {n_names}"
        raise InputError(f"{reason}: is a quotation mark left open, or a cell not quoted?")
    return list(map(mended, row)) if row is not None and any(map(undecodable, row)) else row


def split_lines(pieces: Iterator[str]) -> Iterator[str]:
    """The lines of a table, each with its end."""
    for piece in pieces:
        if "\r" not in piece.removesuffix("\r\n"):
            yield piece
        else:  # one by one: a file without another line end is a single piece
            yield from (match[0] for match in _LINE.finditer(piece))


def header_of(lines: Iterator[str], delimiter: str = "") -> tuple[int, str, str]:
    """How many lines stand up to the header, what separates cells, and the header; the next line is the first row's.

    Raises `InputError` if there is none.
    """
    n_lines, header = next(((n, line) for n, line in enumerate(lines, start=1) if line.strip()), (0, ""))
    if not header:
        raise InputError("empty file")
    if header.startswith("sep="):  # as Excel tells itself
        delimiter, header, n_lines = header[4], next(lines, ""), n_lines + 1
    return n_lines, delimiter or max(",;\t|", key=header.count), header  # the comma where none is there

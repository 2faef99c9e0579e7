"""Spreadsheets: .xlsx; one row, one article, under the header of its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, BytesIO
from itertools import islice
from typing import Any

from dedup.errors import InputError, MissingExtra
from dedup.reading.limits import Meter
from dedup.reading.records import Flaw, Hints, NoTextField, Record, whole
from dedup.reading.understood import understood
from dedup.reading.word import check_size

_MAX_ABOVE = 10
"""Rows among which the header is, which may stand below a heading."""

_MAX_ROWS = 1 << 20
"""Rows of a sheet, as spreadsheet programs have them: more are numbers only, and each number makes up those before."""

_CELL = 8
"""Bytes that a cell counts besides its text: a row has as many as its last cell says."""


def read_xlsx(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each row of the sheets that have a column of text.

    Rows are numbered through all these sheets. Raises `InputError` if no sheet has such a column.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("reading .xlsx files", "documents") from None
    raw = whole(stream)
    check_size(raw)
    with understood("a spreadsheet"):
        book = openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    number = 0
    lacking: list[tuple[str, NoTextField]] = []
    n_read = 0
    for sheet in book.worksheets:
        first = list(islice(_contained(_rows(sheet, hints.meter)), _MAX_ABOVE))
        above = [[_name(cell) for cell in row] for row in first if not isinstance(row, Flaw)]
        header = next((place for place, names in enumerate(above) if hints.names.holds_text(names)), None)
        if header is None and first and isinstance(first[-1], Flaw):
            raise InputError(first[-1].reason)
        if not above:
            continue
        if header is None:
            lacking.append((sheet.title, NoTextField(list(filter(None, above[0])), hints.names)))
            continue
        names, rows = above[header], islice(_rows(sheet, hints.meter), header + 1, None)
        n_read += 1
        for row in _contained(rows):
            number += 1
            if isinstance(row, Flaw):
                yield Flaw(row.reason, number)
            else:
                yield Record({name: cell for name, cell in zip(names, row, strict=False) if name}, number)
    if not n_read:
        raise lacking[0][1] if lacking else InputError("no rows in it")
    for title, error in lacking:
        yield Flaw(f'the sheet "{title}" has {error.reason}')


def _rows(sheet: Any, meter: Meter) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet that are not empty; one text may stand in all of them, so `meter` counts what they hold.

    Raises `InputError` for more rows than a sheet has.
    """
    sheet.reset_dimensions()  # what a file says of its size would cut rows off, or make them up
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number >= _MAX_ROWS:
            raise InputError(f"more than {_MAX_ROWS:,} rows, which no spreadsheet has")
        meter.add(_CELL * len(row) + sum(len(cell) for cell in row if isinstance(cell, str)))
        if any(cell not in (None, "") for cell in row):
            yield row


def _contained(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...] | Flaw]:
    """Rows, and where the sheet is broken the reason; behind that nothing more of it can be read."""
    while True:
        try:
            with understood("a spreadsheet"):
                row = next(rows, None)
        except InputError as error:
            yield Flaw(f"{error.reason}; the rows behind it are not read")
            return
        if row is None:
            return
        yield row


def _name(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()

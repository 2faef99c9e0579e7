"""Tables: .csv and .tsv by line, Parquet and Arrow by batches of rows; one row, one article."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from dedup.errors import InputError, MissingExtra
from dedup.reading.compression import seekable
from dedup.reading.lines import text_lines, undecodable
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1024
"""Rows that are in memory at once; a few megabytes of articles."""


def read_csv(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each row under a header, whichever of comma, semicolon, tab and bar separates."""
    yield from _rows(text_lines(stream, hints.encoding), "")


def read_tsv(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """As `read_csv` with tabs."""
    yield from _rows(text_lines(stream, hints.encoding), "\t")


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[Record | Flaw]:
    header = next((line for line in lines if line.strip()), "")
    if not header:
        raise InputError("empty file")
    if header.startswith("sep="):  # as Excel tells itself
        delimiter, header = header[4], next(lines, "")
    delimiter = delimiter or max(",;\t|", key=header.count)  # the comma where none is there
    csv.field_size_limit(MAX_RECORD)  # the default, 128 kB, is less than a long article
    names = next(csv.reader([header], delimiter=delimiter))
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        line = rows.line_num + 2
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Flaw(f"not {'TSV' if delimiter == chr(9) else 'CSV'}: {error}", number, line)
            continue
        if row is None:
            return
        if not row:
            number -= 1
        elif len(row) > len(names):
            yield Flaw(f"{len(row)} fields under a header of {len(names)}", number, line)
        elif any(undecodable(field) for field in row):
            yield Flaw("not text: bytes that no encoding can read", number, line)
        else:
            yield Record(dict(zip(names, row, strict=False)), number, line)


def read_parquet(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """A record for each row, a batch at a time."""
    pa = _pyarrow("Parquet")
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(seekable(stream))
        yield from _records(table.iter_batches(_BATCH))
    except pa.ArrowException as error:
        raise InputError(f"not Parquet: {error}") from None


def read_arrow(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """A record for each row of an Arrow file (Feather) or an Arrow stream, as Hugging Face keeps them."""
    pa = _pyarrow("Arrow")
    try:
        if stream.peek(6).startswith(b"ARROW1"):
            table = pa.ipc.open_file(seekable(stream))
            yield from _records(table.get_batch(index) for index in range(table.num_record_batches))
        else:
            yield from _records(iter(pa.ipc.open_stream(stream)))
    except pa.ArrowException as error:
        raise InputError(f"not Arrow: {error}") from None


def _pyarrow(format: str) -> Any:
    try:
        import pyarrow
        import pyarrow.ipc
    except ImportError:
        raise MissingExtra(f"reading {format}", "reading") from None
    return pyarrow


def _records(batches: Iterator[pa.RecordBatch]) -> Iterator[Record]:
    number = 0
    for batch in batches:
        for start in range(0, batch.num_rows, _BATCH):
            for row in _without_nanoseconds(batch.slice(start, _BATCH)).to_pylist():
                number += 1
                yield Record(row, number)


def _without_nanoseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Times as Python can hold them: pandas writes nanoseconds."""
    import pyarrow as pa

    for index, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            column = batch.column(index).cast(pa.timestamp("us", field.type.tz), safe=False)
            batch = batch.set_column(index, field.name, column)
    return batch

"""Tables in columns: Parquet and Arrow (Feather), by batches of rows; one row, one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BufferedReader
from typing import TYPE_CHECKING

from dedup.errors import InputError
from dedup.fields.arrow import pyarrow_for, python_values
from dedup.fields.plain import Records
from dedup.reading.compression import seekable
from dedup.reading.limits import Meter
from dedup.reading.records import MAX_RECORD, Flaw, Hints, require_text

if TYPE_CHECKING:
    import pyarrow as pa

_PAGES = 1 << 20
"""Bytes of a column that are read at once, lest a row group stands in memory as a whole."""

_BATCH = 1024
"""Rows that are in memory at once; a few megabytes of articles."""

_AT_ONCE = 1 << 26
"""Bytes of text that are in memory at once where one value may stand in many rows: 64 MB."""


def read_parquet(stream: BufferedReader, hints: Hints) -> Iterator[Records | Flaw]:
    """A record for each row, a batch at a time."""
    pa = pyarrow_for("reading Parquet", "reading")
    import pyarrow.parquet

    try:
        with seekable(stream) as file:
            schema = pyarrow.parquet.read_schema(file)
            texts = [field.name for field in schema if _is_text(field.type)]
            file.seek(0)
            table = pyarrow.parquet.ParquetFile(file, read_dictionary=texts, buffer_size=_PAGES, pre_buffer=False)
            names = _wanted(schema.names, hints)
            yield from _records(table.iter_batches(_BATCH, columns=names), hints)
    except pa.ArrowException as error:
        raise InputError(f"not Parquet: {error}") from None


def read_arrow(stream: BufferedReader, hints: Hints) -> Iterator[Records | Flaw]:
    """A record for each row of an Arrow file (Feather) or an Arrow stream, as Hugging Face keeps them."""
    pa = pyarrow_for("reading Arrow", "reading")
    try:
        if stream.peek(6).startswith(b"ARROW1"):
            with seekable(stream) as file:
                table = pa.ipc.open_file(file)
                names = _wanted(table.schema.names, hints)
                batches = map(table.get_batch, range(table.num_record_batches))
                yield from _records((batch.select(names) for batch in batches), hints)
        else:
            batches = pa.ipc.open_stream(stream)
            names = _wanted(batches.schema.names, hints)
            yield from _records((batch.select(names) for batch in batches), hints)
    except pa.ArrowException as error:
        raise InputError(f"not Arrow: {error}") from None


def _wanted(names: Sequence[str], hints: Hints) -> list[str]:
    """The columns that can be a part of an article: whatever stands in others is not even decoded.

    Raises `InputError` if none can be the text.
    """
    require_text(names, hints)
    hints.notes.columns.update(dict.fromkeys(names))
    return hints.names.wanted(names)


def _records(batches: Iterator[pa.RecordBatch], hints: Hints) -> Iterator[Records | Flaw]:
    number = 0
    for batch in batches:
        batch.validate(full=True)  # damaged offsets would lead out of the memory
        hints.meter.add(batch.nbytes)
        names = tuple(batch.schema.names)
        rows, repeats = _rows_at_once(batch)
        for start in range(0, batch.num_rows, rows):
            columns = [python_values(column) for column in batch.slice(start, rows).columns]
            numbers = range(number + 1, number + 1 + len(columns[0]))
            number = numbers[-1]
            if repeats:
                yield from _each(Records(names, columns, numbers), hints.meter)
            else:
                yield Records(names, columns, numbers)


def _each(records: Records, meter: Meter) -> Iterator[Records | Flaw]:
    """The records one by one, each counted at the size that it has as Python's values."""
    for row, number in enumerate(records.numbers):
        size = sum(len(column[row]) for column in records.values if isinstance(column[row], (str, bytes)))
        meter.add(size)
        if size > MAX_RECORD:
            yield Flaw(f"larger than {MAX_RECORD >> 20} MB, which no single article is", number)
        else:
            yield records.slice(row, row + 1)


def _rows_at_once(batch: pa.RecordBatch) -> tuple[int, bool]:
    """How many rows may be in memory as Python's values, and whether a value may stand in many of them.

    In a dictionary one long text stands for any number of rows, and so it may in types that point into a buffer.
    """
    import pyarrow as pa
    import pyarrow.compute

    longest = 0
    for column in batch.columns:
        kind = column.type
        if pa.types.is_dictionary(kind) and _is_text(kind.value_type):
            length = pyarrow.compute.max(pyarrow.compute.binary_length(column.dictionary)).as_py()
            longest = max(longest, length or 0)
        elif _points_elsewhere(kind):
            longest = _AT_ONCE  # one by one
    return min(_BATCH, max(1, _AT_ONCE // max(longest, 1))), longest * _BATCH > _AT_ONCE


def _points_elsewhere(kind: pa.DataType) -> bool:
    """Whether values of a type, or what stands in them, point to a place that others point to as well."""
    name = str(kind).partition("<")[0]
    if name == "dictionary" or "view" in name or "run_end" in name:
        return True
    return any(_points_elsewhere(kind.field(number).type) for number in range(kind.num_fields))


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return any(
        is_kind(kind)
        for is_kind in (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    )

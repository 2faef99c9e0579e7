"""Tables in columns: Parquet and Arrow (Feather), by batches of rows; one row, one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from dedup.errors import InputError, MissingExtra
from dedup.reading.compression import seekable
from dedup.reading.records import Flaw, Hints, Record, require_text

if TYPE_CHECKING:
    import pyarrow as pa

_PAGES = 1 << 20
"""Bytes of a column that are read at once, lest a row group stands in memory as a whole."""

_BATCH = 1024
"""Rows that are in memory at once; a few megabytes of articles."""


def read_parquet(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each row, a batch at a time."""
    pa = _pyarrow("Parquet")
    import pyarrow.parquet

    try:
        with seekable(stream) as file:
            table = pyarrow.parquet.ParquetFile(file, buffer_size=_PAGES, pre_buffer=False)
            require_text(table.schema_arrow.names, hints)
            yield from _records(table.iter_batches(_BATCH))
    except pa.ArrowException as error:
        raise InputError(f"not Parquet: {error}") from None


def read_arrow(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each row of an Arrow file (Feather) or an Arrow stream, as Hugging Face keeps them."""
    pa = _pyarrow("Arrow")
    try:
        if stream.peek(6).startswith(b"ARROW1"):
            with seekable(stream) as file:
                table = pa.ipc.open_file(file)
                require_text(table.schema.names, hints)
                yield from _records(table.get_batch(index) for index in range(table.num_record_batches))
        else:
            batches = pa.ipc.open_stream(stream)
            require_text(batches.schema.names, hints)
            yield from _records(iter(batches))
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
        batch.validate(full=True)  # damaged offsets would lead out of the memory
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

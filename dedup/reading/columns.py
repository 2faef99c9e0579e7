"""Tables in columns: Parquet and Arrow (Feather), by batches of rows; one row, one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BufferedReader
from typing import TYPE_CHECKING

from dedup.errors import InputError
from dedup.fields.arrow import pyarrow_for, python_values
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
    pa = pyarrow_for("reading Parquet", "reading")
    import pyarrow.parquet

    try:
        with seekable(stream) as file:
            table = pyarrow.parquet.ParquetFile(file, buffer_size=_PAGES, pre_buffer=False)
            names = _wanted(table.schema_arrow.names, hints)
            yield from _records(table.iter_batches(_BATCH, columns=names))
    except pa.ArrowException as error:
        raise InputError(f"not Parquet: {error}") from None


def read_arrow(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each row of an Arrow file (Feather) or an Arrow stream, as Hugging Face keeps them."""
    pa = pyarrow_for("reading Arrow", "reading")
    try:
        if stream.peek(6).startswith(b"ARROW1"):
            with seekable(stream) as file:
                table = pa.ipc.open_file(file)
                names = _wanted(table.schema.names, hints)
                yield from _records(table.get_batch(index).select(names) for index in range(table.num_record_batches))
        else:
            batches = pa.ipc.open_stream(stream)
            names = _wanted(batches.schema.names, hints)
            yield from _records(batch.select(names) for batch in batches)
    except pa.ArrowException as error:
        raise InputError(f"not Arrow: {error}") from None


def _wanted(names: Sequence[str], hints: Hints) -> list[str]:
    """The columns that can be a part of an article: whatever stands in others is not even decoded.

    Raises `InputError` if none can be the text.
    """
    require_text(names, hints)
    hints.notes.columns.update(dict.fromkeys(names))
    return hints.names.wanted(names)


def _records(batches: Iterator[pa.RecordBatch]) -> Iterator[Record]:
    number = 0
    for batch in batches:
        batch.validate(full=True)  # damaged offsets would lead out of the memory
        names = batch.schema.names
        for start in range(0, batch.num_rows, _BATCH):
            columns = map(python_values, batch.slice(start, _BATCH).columns)
            for row in zip(*columns, strict=True):
                number += 1
                yield Record(dict(zip(names, row, strict=True)), number)

"""Arrow and numpy: the rows of a task as the columns that stages work on, and back, never value by value."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Batches = Iterable["pa.RecordBatch"]

ROWS = 2048
"""Rows that a task hands over at a time: some 8 MB of articles with their sketches."""

KINDS = {
    "bigint": "int64",
    "int": "int32",
    "tinyint": "int8",
    "double": "float64",
    "boolean": "bool_",
    "string": "string",
    "binary": "binary",
}
"""The types of columns in the words of Spark and of Arrow."""

Schema = Mapping[str, str]
"""The columns of rows by name, with their types in Spark's words."""


def spelled(schema: Schema) -> str:
    """The columns as Spark reads them."""
    return ", ".join(f"{name} {kind}" for name, kind in schema.items())


def as_table(batches: Batches, columns: Sequence[str]) -> pa.Table:
    """All rows of a task, of these columns, each in one piece."""
    import pyarrow as pa

    parts = [batch.select(list(columns)) for batch in batches]
    if not parts:
        return pa.table({name: pa.nulls(0, pa.binary()) for name in columns})
    return pa.Table.from_batches(parts).combine_chunks()


def by_kind(batches: Batches) -> dict[int, pa.Table]:
    """The rows of a task by their `kind`, each kind in the order in which its rows came."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts: dict[int, list[pa.RecordBatch]] = {}
    for batch in batches:
        for kind in pc.unique(batch["kind"]).to_pylist():
            parts.setdefault(kind, []).append(batch.filter(pc.equal(batch["kind"], kind)))
    return {kind: pa.Table.from_batches(some).combine_chunks() for kind, some in parts.items()}


def numbers(table: pa.Table | pa.RecordBatch, name: str) -> NDArray[Any]:
    """A column of numbers."""
    column = table[name]
    column = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    found: NDArray[Any] = column.to_numpy(zero_copy_only=False)
    return found if found.flags.writeable else found.copy()  # kernels take no array that may not be written


def lists(table: pa.Table | pa.RecordBatch, name: str, dtype: DTypeLike) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """A column of bytes as the values of all its rows, one after the other, and how many each row has."""
    column = table[name]
    pieces = column.chunks if hasattr(column, "chunks") else [column]
    values, lengths = [np.empty(0, dtype)], [np.empty(0, np.int64)]
    for piece in pieces:
        _, offsets, data = piece.buffers()
        if not len(piece):
            continue
        width = np.int64 if str(piece.type).startswith("large") else np.int32
        bounds = np.frombuffer(offsets, width)[piece.offset : piece.offset + len(piece) + 1].astype(np.int64)
        some = np.frombuffer(b"" if data is None else data, np.uint8)[bounds[0] : bounds[-1]]
        values.append(np.array(some).view(dtype))  # a copy, aligned and writable: kernels ask for that
        lengths.append(np.diff(bounds) // np.dtype(dtype).itemsize)
    return np.concatenate(values), np.concatenate(lengths)


def as_bytes(values: NDArray[Any], lengths: NDArray[np.integer]) -> pa.Array:
    """A column of bytes: the values of all rows, one after the other, given how many each row has."""
    import pyarrow as pa

    values = np.ascontiguousarray(values)
    offsets = np.append(0, np.cumsum(lengths, dtype=np.int64)) * values.dtype.itemsize
    data = values.view(np.uint8).reshape(-1) if values.size else np.empty(0, np.uint8)
    return pa.Array.from_buffers(
        pa.binary(), len(lengths), [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data)]
    )


def records_as_bytes(records: NDArray[Any]) -> pa.Array:
    """A column of bytes, one record (or row of values) a row."""
    row = records.dtype.itemsize * int(np.prod(records.shape[1:], dtype=np.int64))
    return as_bytes(np.frombuffer(np.ascontiguousarray(records).tobytes(), np.uint8), np.full(len(records), row))


def rows(schema: Schema, columns: Mapping[str, Any]) -> Iterator[pa.RecordBatch]:
    """These columns, arrays of Arrow, numpy or lists, as rows of a schema; a missing one has no values."""
    import pyarrow as pa

    n = len(next(iter(columns.values())))
    arrays = []
    for name, kind in schema.items():
        arrow = getattr(pa, KINDS[kind])()
        given = columns.get(name)
        if given is None:
            arrays.append(pa.nulls(n, arrow))
        else:
            arrays.append((given if isinstance(given, pa.Array) else pa.array(given)).cast(arrow))
    whole = pa.RecordBatch.from_arrays(arrays, names=list(schema))
    for begin in range(0, n, ROWS):
        yield whole.slice(begin, ROWS)


BLOB: Schema = {"part": "bigint", "kind": "int", "at": "bigint", "data": "binary"}
"""Columns on their way to another task: the part that they go to, what they are, where they come from."""


def packed(**columns: NDArray[Any]) -> bytes:
    """Columns as bytes."""
    return pickle.dumps(columns, pickle.HIGHEST_PROTOCOL)


def unpacked(blobs: Iterable[bytes]) -> dict[str, NDArray[Any]]:
    """The columns of several blobs, one after the other; of none nothing."""
    parts = [pickle.loads(blob) for blob in blobs]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}

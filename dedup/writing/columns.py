"""Parquet and Arrow with rows taken out, cut or given a column more; schema and metadata stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from dedup.cleaning.plan import without
from dedup.errors import DedupError
from dedup.reading.records import Hints
from dedup.writing.edits import Change, Changes

if TYPE_CHECKING:
    import pyarrow as pa


def rewrite_parquet(source: BinaryIO, changes: Changes, hints: Hints, field: str, out: BinaryIO) -> None:
    """Write a Parquet file anew, its row groups one by one, each column compressed as it was."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(source)
    groups = (file.read_row_group(index) for index in range(file.num_row_groups))
    compression: Any = "snappy"
    if file.num_row_groups:
        first = file.metadata.row_group(0)
        columns = [first.column(index) for index in range(first.num_columns)]
        compression = {column.path_in_schema: column.compression.lower() for column in columns}
        compression = {path: "none" if name == "uncompressed" else name for path, name in compression.items()}
    schema = _schema(file.schema_arrow, changes, field)
    if field and isinstance(compression, dict):
        compression[field] = next(iter(compression.values()))
    with pq.ParquetWriter(out, schema, compression=compression) as writer:
        for table in _changed(groups, changes, hints, field, schema):
            writer.write_table(table)


def rewrite_arrow(source: BinaryIO, changes: Changes, hints: Hints, field: str, out: BinaryIO) -> None:
    """Write an Arrow file or stream anew, batch by batch."""
    import pyarrow as pa

    head = source.read(6)
    source.seek(0)
    if head.startswith(b"ARROW1"):
        file = pa.ipc.open_file(source)
        batches, schema, new = (file.get_batch(i) for i in range(file.num_record_batches)), file.schema, pa.ipc.new_file
    else:
        stream = pa.ipc.open_stream(source)
        batches, schema, new = iter(stream), stream.schema, pa.ipc.new_stream
    schema = _schema(schema, changes, field)
    tables = (pa.Table.from_batches([batch]) for batch in batches)
    with new(out, schema) as writer:
        for table in _changed(tables, changes, hints, field, schema):
            writer.write_table(table)


def _schema(schema: pa.Schema, changes: Changes, field: str) -> pa.Schema:
    import pyarrow as pa

    if not any(change.novelty is not None for change in changes.values()):
        return schema
    if field in schema.names:
        raise DedupError(f'there is a column "{field}" already: name another')
    return schema.append(pa.field(field, pa.float64()))


def _changed(
    tables: Iterator[pa.Table], changes: Changes, hints: Hints, field: str, schema: pa.Schema
) -> Iterator[pa.Table]:
    """The tables with their changes; rows are numbered from 1 through all of them."""
    import pyarrow as pa

    number = 1
    untouched = Change()
    for table in tables:
        here = [changes.get(number + row, untouched) for row in range(table.num_rows)]
        number += table.num_rows
        changed = _cut(table, here, hints) if any(change.spans for change in here) else table
        if len(schema) > len(changed.schema):
            values = pa.array([change.novelty for change in here], pa.float64())
            changed = changed.append_column(schema.field(field), values)
        yield changed.filter(pa.array([not change.removed for change in here]))


def _cut(table: pa.Table, changes: list[Change], hints: Hints) -> pa.Table:
    """The table with spans of its texts cut."""
    import pyarrow as pa

    names = list({path[0] for path in hints.names.plan(table.schema.names)["text"]})
    columns = {name: table.column(name).to_pylist() for name in names}
    changed: set[str] = set()
    for row, change in enumerate(changes):
        if change.spans:
            name = hints.names.text_key({name: columns[name][row] for name in names})
            if name is not None:
                changed.add(name)
                columns[name][row] = without(columns[name][row], change.spans)
    for name in sorted(changed):
        index = table.schema.get_field_index(name)
        kind = table.schema.field(index).type
        plain = pa.array(columns[name], kind.value_type if pa.types.is_dictionary(kind) else kind)
        table = table.set_column(index, table.schema.field(index), plain.cast(kind))
    return table

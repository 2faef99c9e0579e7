"""Table: what was found of one kind, as objects made on demand and as a table for other libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar, overload

from dedup.errors import DedupError
from dedup.fields.arrow import pyarrow_for
from dedup.tables.schemas import SCHEMAS, Column, Row, Schema

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

T = TypeVar("T")

_SURROGATES = re.compile("[\ud800-\udfff]")

BATCH = 8192
"""Rows of a batch: as objects they are in memory together, some 20 MB of matches."""


class Table(Sequence[T]):
    """Objects in order, each made when it is accessed; equal to any sequence of the same.

    As a table it can be handed to whatever reads Arrow: `pyarrow.table(table)`, `pandas.DataFrame.from_arrow(table)`,
    `duckdb.sql("select * from table")`. Without rows it has the same columns of the same types.
    """

    def __init__(self, items: Sequence[T], schema: Schema) -> None:
        self._items = items
        self._schema = schema

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Table[T]: ...
    def __getitem__(self, index: int | slice) -> T | Table[T]:
        return Table(self._items[index], self._schema) if isinstance(index, slice) else self._items[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, (str, bytes)):
            return NotImplemented
        return len(self) == len(other) and all(map(lambda a, b: a == b, self, other))

    __hash__ = None  # type: ignore[assignment] # as of lists

    def __repr__(self) -> str:
        return f"<{self._schema.name}: {len(self):,}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._items, self._schema.name)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self._schema.columns)

    def rows(self) -> Iterator[Row]:
        """The rows of the table as tuples, in the order of the columns."""
        if self._schema.numbered:
            return ((number, *row) for number, one in enumerate(self) for row in self._schema.rows(one))
        return chain.from_iterable(map(self._schema.rows, self))

    def to_arrow(self) -> pa.Table:
        """The table of pyarrow."""
        return self._reader().read_all()

    def to_pandas(self) -> pd.DataFrame:
        """The data frame of pandas."""
        _require("pandas")
        frame: pd.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_polars(self) -> pl.DataFrame:
        """The data frame of polars."""
        frame: pl.DataFrame = _require("polars").DataFrame(self.to_arrow())
        return frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table for any library that reads Arrow; it is made a batch at a time."""
        return self._reader().__arrow_c_stream__(requested_schema)

    def _reader(self) -> pa.RecordBatchReader:
        pa = pyarrow_for("a table of a report", "tables")
        schema = arrow_schema(self._schema.columns)
        return pa.RecordBatchReader.from_batches(schema, arrow_batches(self.rows(), schema))


def _restored(items: Sequence[T], name: str) -> Table[T]:
    return Table(items, SCHEMAS[name])


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """The columns in Arrow."""
    pa = pyarrow_for("a table of a report", "tables")
    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "count": pa.int64(),
        "score": pa.float64(),
        "time": pa.timestamp("us", "UTC"),
    }
    return pa.schema([pa.field(one.name, kinds[one.kind], nullable=one.may_lack) for one in columns])


def arrow_batches(rows: Iterator[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows of a table in Arrow, some at a time."""
    import pyarrow as pa

    while some := list(islice(rows, BATCH)):
        columns = zip(zip(*some, strict=True), schema, strict=True)
        yield pa.RecordBatch.from_arrays([_array(cells, field.type) for cells, field in columns], schema=schema)


def _array(cells: Sequence[Any], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    try:
        return pa.array(cells, kind)
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can hold and UTF-8 cannot
        return pa.array([_SURROGATES.sub("\ufffd", one) if isinstance(one, str) else one for one in cells], kind)


def _require(package: str) -> Any:
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError:
        raise DedupError(f"to_{package} needs {package}: pip install {package}") from None

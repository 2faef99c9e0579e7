"""Tables of other libraries as records: rows made on demand from columns that stay where they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from dedup.errors import InputError
from dedup.fields.arrow import pyarrow_for, python_values
from dedup.fields.names import FIELD_NAMES, Names
from dedup.fields.plain import AT_ONCE, Records

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


class Frame(Protocol):
    """The rows of a table, from the first to the last."""

    @property
    def names(self) -> Sequence[str]:
        """Its columns, as far as they can be of an article."""

    def __iter__(self) -> Iterator[Records]: ...

    def label(self, number: int, /) -> str:
        """What a row is called that has no id: its number from 0, or its label in the index of pandas."""

    def kept(self) -> Rows:
        """The same where any row can be had again; what comes from elsewhere is then in memory, in columns."""


class Rows(Frame, Protocol):
    """The rows of a table in memory, also by number."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Row: ...


def is_frame(value: object) -> bool:
    """Whether a value is a table: of pandas, polars, pyarrow, DuckDB, Hugging Face, or any that speaks Arrow."""
    return _is_pandas(value) or _is_dataset(value) or hasattr(value, "__arrow_c_stream__")


def frame_of(table: Any, names: Names) -> Frame:
    """The records of a table.

    Raises `InputError` if none of its columns can be the text, and `MissingExtra` without pyarrow, which only tables of
    pandas do without.
    """
    if _is_pandas(table):
        return _PandasRows.of(table, names)
    if _is_dataset(table):
        kept = table.select_columns(_wanted(table.column_names, names)).with_format("arrow")
        table = kept[:] if len(kept) else kept.data.table  # a memory-mapped table as it is, unless rows were chosen
    return _Stream(table, names)


def _wanted(columns: Sequence[Any], names: Names) -> list[str]:
    """The columns that can be a part of an article."""
    known = [name for name in dict.fromkeys(columns) if isinstance(name, str)]
    if not names.holds_text(known):
        listed = ", ".join(map(str, list(columns)[:20])) or "none"
        raise InputError(
            f"no column for the text among {listed}: looked for {', '.join(names.text_names)};"
            " rename one, or name it: dedup.read(table, fields={'text': ...})"
        )
    return names.wanted(known)


def _is_pandas(value: object) -> bool:
    return type(value).__module__.partition(".")[0] == "pandas" and hasattr(value, "iloc") and hasattr(value, "columns")


def _is_dataset(value: object) -> bool:
    """Whether this is a data set of Hugging Face, which keeps Arrow tables but does not hand them out as such."""
    is_theirs = type(value).__module__.startswith("datasets.") and not isinstance(value, Mapping)  # several, by name
    return is_theirs and hasattr(value, "select_columns") and hasattr(value, "data")


class _Stream:
    """A table, or a stream that can be read once, of any library that speaks Arrow."""

    def __init__(self, table: Any, names: Names) -> None:
        self._pa = pyarrow_for("a table of articles", "tables")
        self._table = table
        self._fields = names
        first = self._reader()
        self.names = _wanted(first.schema.names, names)
        self._n_rows = 0
        self._first: pa.RecordBatchReader | None = first  # what can be read once has been opened by asking its columns

    def __iter__(self) -> Iterator[Records]:
        n = 0
        for batch in self._batches():
            for begin in range(0, batch.num_rows, AT_ONCE):
                yield _records(self.names, batch.slice(begin, AT_ONCE).columns, n + begin)
            n += batch.num_rows

    def label(self, number: int) -> str:
        return str(number)

    def kept(self) -> Rows:
        pa, batches = self._pa, list(self._batches())
        return _ArrowRows(self.names, pa.Table.from_batches(batches) if batches else None)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        reader = self._first or self._reader()
        self._first, n_before, self._n_rows = None, self._n_rows, 0
        places = [reader.schema.names.index(name) for name in self.names]  # of two columns of one name the first
        for batch in reader:
            self._n_rows += batch.num_rows
            yield batch.select(places)
        if n_before and not self._n_rows:
            raise InputError("this stream was read before, and gives its rows only once: pass a table to read it again")

    def _reader(self) -> pa.RecordBatchReader:
        pa = self._pa
        try:
            return pa.RecordBatchReader.from_stream(self._table)
        except (pa.ArrowException, TypeError, ValueError) as error:
            try:
                texts = pa.chunked_array(self._table)  # a column that is no table: a series of texts
            except (pa.ArrowException, TypeError, ValueError):
                raise InputError(f"this {type(self._table).__name__} cannot be read as a table: {error}") from None
            if not str(texts.type).startswith(("string", "large_string", "dictionary<values=string", "null")):
                raise InputError(f"a column of {texts.type}: articles are texts") from None
            return pa.table({FIELD_NAMES["text"][0]: texts}).to_reader()


class _ArrowRows:
    """The rows of an Arrow table, whose buffers are those that the library handed over."""

    def __init__(self, names: Sequence[str], table: pa.Table | None) -> None:
        self.names = names
        self._columns: list[pa.ChunkedArray] = [] if table is None else table.columns
        self._n = 0 if table is None else table.num_rows

    def __iter__(self) -> Iterator[Records]:
        for begin in range(0, self._n, AT_ONCE):
            yield _records(self.names, [column.slice(begin, AT_ONCE) for column in self._columns], begin)

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, number: int) -> Row:
        return _records(self.names, [column.slice(number, 1) for column in self._columns], number).fields(0)

    def kept(self) -> Rows:
        return self

    def label(self, number: int) -> str:
        return str(number)


def _records(names: Sequence[str], columns: Sequence[pa.Array | pa.ChunkedArray], begin: int) -> Records:
    """Rows of a table from this one on, counted from 1."""
    values = list(map(python_values, columns))
    return Records(tuple(names), values, range(begin + 1, begin + 1 + len(values[0])))


@dataclass(frozen=True, slots=True)
class _PandasRows:
    """The rows of a table of pandas, from its own columns: Arrow would copy texts that are objects, and refuse others.

    The levels of its index that have names are columns too; one without a name labels the rows that have no id.
    """

    names: Sequence[str]
    _columns: Sequence[Any]
    _n: int
    _labels: Any

    @classmethod
    def of(cls, table: Any, names: Names) -> _PandasRows:
        columns: dict[Any, Any] = {}
        for place, name in enumerate(table.columns):
            columns.setdefault(name, table.iloc[:, place])
        for level, name in enumerate(table.index.names):
            if name is not None:
                columns.setdefault(name, table.index.get_level_values(level).to_series())
        labels = table.index if table.index.nlevels == 1 and table.index.names[0] is None else None
        if labels is not None and not (labels.is_unique and labels.dtype.kind in "iuO"):
            labels = None
        wanted = _wanted(list(columns), names)
        return cls(wanted, [columns[name] for name in wanted], len(table), labels)

    def __iter__(self) -> Iterator[Records]:
        for begin in range(0, self._n, AT_ONCE):
            values = [_pandas_values(column.iloc[begin : begin + AT_ONCE]) for column in self._columns]
            yield Records(tuple(self.names), values, range(begin + 1, begin + 1 + len(values[0])))

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, number: int) -> Row:
        cells = [_pandas_values(column.iloc[number : number + 1])[0] for column in self._columns]
        return dict(zip(self.names, cells, strict=True))

    def kept(self) -> Rows:
        return self

    def label(self, number: int) -> str:
        return str(number if self._labels is None else self._labels[number])


def _pandas_values(column: Any) -> list[Any]:
    """The values of a column as Python's own; a time loses what is below a microsecond."""
    values: list[Any] = column.tolist()
    if column.dtype.kind == "M" or hasattr(column.dtype, "pyarrow_dtype"):
        return [_time(value) if hasattr(value, "to_pydatetime") else value for value in values]
    return values


def _time(value: Any) -> Any:
    """A time of pandas as Python's own; None for NaT."""
    return value.to_pydatetime(warn=False) if value == value else None  # noqa: PLR0124 - NaT equals nothing


def refuse_no_collection(articles: object) -> None:
    """Raises `InputError` for what is no collection of articles, with what to pass instead."""
    if isinstance(articles, (str, bytes)):
        what = "one text: put it into a list, or read a file with dedup.read(path)"
    elif isinstance(articles, os.PathLike):
        what = f"a path: pass dedup.read({str(articles)!r})"
    elif isinstance(articles, Mapping):
        if any(map(is_frame, articles.values())):
            what = f"a mapping of tables: pass one of them, such as that of {next(iter(articles))!r}"
        elif any(isinstance(value, (list, tuple)) for value in articles.values()) and "text" in articles:
            what = "a mapping of columns: make a table of it, such as pandas.DataFrame(columns)"
        else:
            what = "one mapping: put the articles into a list, also if it is one"
    elif hasattr(articles, "collect") and type(articles).__name__ == "LazyFrame":
        what = "a query that was not run: pass what its collect() returns"
    elif not hasattr(articles, "__iter__") and not hasattr(articles, "__getitem__"):
        what = f"{type(articles).__name__}: put the articles into a list, also if it is one"
    else:
        return
    raise InputError(f"articles are a table, a list or another iterable of articles, not {what}")

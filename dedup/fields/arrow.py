"""Columns of Arrow data as Python's own values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dedup.errors import MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa


def pyarrow_for(feature: str, extra: str) -> Any:
    """The package pyarrow. Raises `MissingExtra` where it is not installed: `feature` needs it, `extra` brings it."""
    try:
        import pyarrow
        import pyarrow.ipc
    except ImportError:
        raise MissingExtra(feature, extra) from None
    return pyarrow


def python_values(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """The values of a column as Python's own; of a time that Python cannot hold what stands there, as text."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":  # pandas writes nanoseconds
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    try:
        return list(column.to_pylist())
    except Exception:  # whatever is wrong with one value, the others are read
        return list(map(_value, column))


def _value(one: pa.Scalar) -> Any:
    try:
        return one.as_py()
    except Exception:  # a time before the year 1 or after 9999, or in a zone that nobody knows
        return f"{getattr(one, 'value', None)} in {one.type}"

"""Records whose fields are texts under plain names, as most are: their parts by columns, no question asked twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dedup.fields.names import FIELD_NAMES, PlainKeys
from dedup.fields.values import identity_of, is_empty

AT_ONCE = 1024
"""Records that stand together in columns at most; a few megabytes of articles."""

BYTES_AT_ONCE = 1 << 22
"""Bytes of records beyond which no further one joins them."""

ID, TEXT, TITLE, SOURCE, URL, PUBLISHED = map(
    tuple(FIELD_NAMES).index, ("id", "text", "title", "source", "url", "published")
)
"""The places of parts in the order of `FIELD_NAMES`."""

_NO_OBJECTS = frozenset({str, int, float, bool, type(None)})
_SHORT = 10
"""Characters of a value that is no word for nothing, whatever space is around it."""

_LARGE = 10**18
"""A number beyond which nobody counts articles."""

_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Records:
    """Records that have the same keys, in columns: `values` holds one for each of `names`.

    `numbers` counts them as their source does; `lines` are those that they start in, where their source has lines.
    """

    names: tuple[str, ...]
    values: Sequence[Sequence[Any]]
    numbers: Sequence[int]
    lines: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def fields(self, row: int) -> dict[str, Any]:
        """The fields of a record."""
        return {name: column[row] for name, column in zip(self.names, self.values, strict=True)}

    def slice(self, begin: int, end: int) -> Records:
        """The records from one row to another, the last not included."""
        return Records(
            self.names,
            [column[begin:end] for column in self.values],
            self.numbers[begin:end],
            self.lines[begin:end],
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of articles as their records have them, in columns in the order of `FIELD_NAMES`.

    `values` has "" where a record has no such part, and dates as they are written; `names` the field that each was
    found under. `odd` are the rows of which this does not hold: one of their parts is anything but a text, or hard to
    tell.
    """

    values: Sequence[Sequence[str]]
    names: Sequence[Sequence[str]]
    odd: frozenset[int]


def plain_parts(records: Records, keys: PlainKeys) -> Parts:
    """The parts of records, whose keys are `keys`.

    What this finds, `article.article_of` finds as well, which knows objects, lists, bytes and all else.

    >>> from dedup.fields.names import Names
    >>> names = ("guid", "body")
    >>> plain_parts(Records(names, [[7], ["The river rose."]], [1]), Names().plain_keys(names)).values[:2]
    [['7'], ['The river rose.']]
    """
    columns = dict(zip(records.names, records.values, strict=True))
    n, odd = len(records), set[int]()
    for key in keys.leading:
        if not _NO_OBJECTS.issuperset(map(type, columns[key])):
            odd.update(row for row, value in enumerate(columns[key]) if type(value) not in _NO_OBJECTS)
    values: list[Sequence[str]] = []
    names: list[Sequence[str]] = []
    for part, of_part in enumerate(keys.parts):
        given = [(key, columns[key]) for key in of_part]
        found, under = _first(given, n, odd, may_be_number=part == ID)
        values.append(found)
        names.append(under)
    values[ID] = list(map(identity_of, values[ID]))
    if "" in values[TEXT]:
        odd.update(row for row, text in enumerate(values[TEXT]) if not text)
    odd.update(_with_address(values[SOURCE], range(n)))
    if "source" in columns and "" in values[URL]:
        lacking = [row for row, url in enumerate(values[URL]) if not url]
        sources = [value if isinstance(value := columns["source"][row], str) else "" for row in lacking]
        odd.update(_with_address(sources, lacking))
    return Parts(values, names, frozenset(odd))


def _with_address(sources: Sequence[str], rows: Sequence[int]) -> Iterable[int]:
    """The rows that have a web address for an outlet."""
    if not any(source.startswith(_ADDRESS) for source in set(sources)):
        return ()
    return (row for row, source in zip(rows, sources, strict=True) if source.startswith(_ADDRESS))


def _first(
    columns: Sequence[tuple[str, Sequence[Any]]], n: int, odd: set[int], *, may_be_number: bool
) -> tuple[Sequence[str], Sequence[str]]:
    """Of each of `n` records the first value that is not empty, "" without one, and the name of its column.

    A record that has anything but a text or None before that is added to `odd`, unless it is a number that may be one.
    """
    found, under = [""] * n, [""] * n
    pending: Sequence[int] = range(n)
    for name, column in columns:
        if len(pending) == n and _all_full(column):
            return column, [name] * n
        rest = []
        for row in pending:
            value = column[row]
            if may_be_number and type(value) is int and abs(value) < _LARGE:
                value = str(value)
            if value is None:
                rest.append(row)
            elif type(value) is not str:
                odd.add(row)
            elif is_empty(value):
                rest.append(row)
            else:
                found[row], under[row] = value, name
        pending = rest
        if not pending:
            break
    return found, under


def _all_full(column: Sequence[Any]) -> bool:
    """Whether all values of a column are texts that say something."""
    if set(map(type, column)) != {str} or any(map(str.isspace, column)):
        return False
    return not any(is_empty(value) for value in column if len(value) < _SHORT)

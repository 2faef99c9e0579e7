"""Articles of a table in memory or of a stream of one, read as those of files are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dedup.article import Article
from dedup.articles import Articles
from dedup.errors import InputError
from dedup.fields.frames import Rows, frame_of
from dedup.reading.fields import Fields
from dedup.reading.inputs import Input
from dedup.reading.opening import Met
from dedup.reading.reader import Reader
from dedup.reading.records import Flaw, Hints, Record
from dedup.results import Reading, Skipped


class TableReader(Reader):
    """Articles of a table to iterate over; `article_at` gives any of them again, without keeping texts beside it.

    An article without an id is called by the number of its row from 0, or by its label in the index of pandas, with "#"
    before it where other rows have ids.

    Raises `InputError` if none of the columns can be the text.
    """

    has_files = False

    def __init__(self, table: Any, fields: Fields) -> None:
        super().__init__((), "", fields, "")
        self._frame = frame_of(table, fields.names)
        has_ids = bool(fields.names.plan(self._frame.names)["id"])
        self._mark = "#" if has_ids else ""
        self._rows: Rows | None = None
        self._settled = fields
        self._told: Reading | None = None

    def place(self, row: int) -> str:
        """A row of those that were read last."""
        return f"row {self._last.numbers[row] - 1}"

    @property
    def reading(self) -> Reading:
        """Dates that were not understood, and ids that were told apart."""
        return super().reading if self._told is None else self._told

    def identity(self) -> None:
        """Nothing tells whether a table is the same another time."""
        return

    def keep(self) -> Callable[[int], Article]:
        """`article_at`, for which the columns are kept of what can be read only once."""
        self._rows = self._rows or self._frame.kept()
        return self.article_at

    def article_at(self, position: int) -> Article:
        """The article that was yielded at this position by the last iteration, made again. Wants `keep` before."""
        if self._rows is None:
            raise InputError("the columns of this table were not kept")
        number = position + 1
        return self._settled.article(Record(self._rows[number - 1], number), self._default_id(_TABLE, number))

    def _columns(self, at_once: int) -> Iterator[Articles | Skipped]:
        """Articles and what had to be skipped, in the order of the rows."""
        self._told = None
        yield from super()._columns(at_once)
        self._told, self._settled = super().reading, self._fields

    def _met(self, fields: Fields, hints: Hints) -> Iterator[Met | Skipped]:
        fields.meet(self._frame.names)
        for records in self._frame if self._rows is None else self._rows:
            yield Met(_TABLE, records, "")

    def _skipped(self, entry: Input, record: Record | Flaw, reason: str) -> Skipped:
        return Skipped(reason, id=self._default_id(entry, record.number))

    def _default_id(self, entry: Input, number: int) -> str:
        return f"{self._mark}{self._frame.label(number - 1)}"


_TABLE = Input("", "", "", "", "")
"""A table has no name."""

"""Articles of a table in memory or of a stream of one, read as those of files are."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from dedup.article import Article
from dedup.errors import InputError
from dedup.fields.frames import Row, Rows, frame_of
from dedup.reading.fields import Fields
from dedup.reading.reader import Reader
from dedup.reading.records import Hints, Record, failure
from dedup.results import Reading, Skipped


class TableReader(Reader):
    """Articles of a table to iterate over; `article_at` gives any of them again, without keeping texts beside it.

    An article without an id is called by the number of its row from 0, or by its label in the index of pandas, with "#"
    before it where other rows have ids.

    Raises `InputError` if none of the columns can be the text.
    """

    has_files = False

    def __init__(self, table: Any, fields: Fields, since: datetime | None = None) -> None:
        super().__init__((), "", fields, "", since)
        self._frame = frame_of(table, fields.names)
        has_ids = bool(fields.names.plan(self._frame.names)["id"])
        self._mark = "#" if has_ids else ""
        self._rows: Rows | None = None
        self._settled = fields
        self._told: Reading | None = None
        self._yielded = array("q")
        self._number = -1

    @property
    def here(self) -> str:
        """The row that was read last."""
        return f"row {self._number}"

    @property
    def file(self) -> str:
        """Nothing: a table has no name."""
        return ""

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
        number = position if self._since is None else self._yielded[position]
        return self._settled.article(_record(self._rows[number], number), self._default_id(number))

    def records(self) -> Iterator[Article | Skipped]:
        """Articles and what had to be skipped, in the order of the rows."""
        self._told = None
        self._yielded = array("q")
        for one in super().records():
            if self._since is not None:
                self._yielded.append(self._number)
            yield one
        self._told, self._settled = super().reading, self._fields

    def _articles(self, fields: Fields, hints: Hints) -> Iterator[Article | Skipped]:
        fields.meet(self._frame.names)
        rows = enumerate(self._frame if self._rows is None else self._rows)
        for number, row in fields.dates.settled(rows, lambda one: fields.date_of(_record(one[1], one[0]), "")):
            self._number = number
            default_id = self._default_id(number)
            try:
                article = fields.article(_record(row, number), default_id)
            except InputError as error:
                yield Skipped(error.reason, id=default_id)
            except BaseException as error:  # whatever stands in a row, the others are read
                yield Skipped(f"cannot be read: {failure(error)}", id=default_id)
            else:
                yield article if article.id == default_id else self._same_ids.told_apart(article, "")

    def _default_id(self, number: int) -> str:
        return f"{self._mark}{self._frame.label(number)}"


def _record(row: Row, number: int) -> Record:
    return Record(row, number + 1)

"""Rows: what a transaction reads and writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, tuple_, update

from dedup.confirm.days import NO_DAY
from dedup.index.dialects import Dialect
from dedup.index.schema import articles, corrections, counts, postings, revisions, settings, state

MICROSECONDS_A_DAY = 86_400_000_000

PAGE = 500
"""Articles read at a time: two megabytes of text."""


@dataclass(frozen=True, slots=True)
class State:
    """The counters of an index; every number below `next_number` has been given once and never comes again."""

    next_number: int = 1
    n_articles: int = 0
    n_words: int = 0
    last_correction: int = 0
    saved_number: int = 0
    saved_correction: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """An article as it is stored."""

    number: int
    id: bytes
    digest: int
    n_words: int
    counted: bool
    time: int
    dated: bool
    record: bytes

    @property
    def day(self) -> int:
        """The day it was published, counted from 1970, `NO_DAY` where that is not known."""
        return self.time // MICROSECONDS_A_DAY if self.dated else NO_DAY


@dataclass(frozen=True, slots=True)
class Correction:
    """Words to count once more (`sign` 1) or less (-1), for whoever has counted up to their article or beyond."""

    seq: int
    article: int
    day: int
    sign: int
    words: bytes


_ROW = (
    articles.c.number,
    articles.c.id,
    articles.c.digest,
    articles.c.n_words,
    articles.c.counted,
    articles.c.time,
    articles.c.dated,
    articles.c.record,
)
_AFTER = select(*_ROW).where(articles.c.number > text(":after")).order_by(articles.c.number).limit(PAGE)
_COUNTED_AFTER = _AFTER.where(articles.c.counted)
_BY_TIME = (
    select(*_ROW)
    .where(tuple_(articles.c.time, articles.c.number) > tuple_(bindparam("time"), bindparam("number")))
    .where(articles.c.counted, articles.c.dated == bindparam("dated"))
    .order_by(articles.c.time, articles.c.number)
    .limit(PAGE)
)
_BY_ID = select(*_ROW).where(articles.c.id == text(":id"))
_COUNTED = select(articles.c.number).where(articles.c.digest == text(":digest"), articles.c.counted).limit(1)
_STATE = select(
    state.c.next_number,
    state.c.n_articles,
    state.c.n_words,
    state.c.last_correction,
    state.c.saved_number,
    state.c.saved_correction,
)


class Rows:
    """The tables within one transaction."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        self._by_number = text(
            "SELECT number, id, digest, n_words, counted, time, dated, record FROM dedup_articles"
            f" WHERE number {dialect.in_list} AND time BETWEEN :first AND :last"
        )

    def settings(self) -> dict[str, str]:
        """What the index was made with."""
        return {name: value for name, value in self._connection.execute(select(settings.c.name, settings.c.value))}

    def set_settings(self, values: Mapping[str, str]) -> None:
        """Say what the index is made with."""
        self._connection.execute(delete(settings))
        self._connection.execute(insert(settings), [{"name": name, "value": value} for name, value in values.items()])

    def state(self) -> State:
        """The counters."""
        return State(*self._connection.execute(_STATE).one())

    def set_state(self, new: State) -> None:
        """Store the counters."""
        self._connection.execute(update(state).values(**asdict(new)))

    def add_state(self) -> None:
        """Make the row of counters."""
        self._connection.execute(insert(state).values(id=1, **asdict(State())))

    def with_ids(self, ids: Sequence[bytes]) -> dict[bytes, Row]:
        """The articles with these ids."""
        if len(ids) == 1:
            found = self._connection.execute(_BY_ID, {"id": ids[0]})
        else:
            found = self._connection.execute(select(*_ROW).where(articles.c.id.in_(ids)))
        return {row.id: row for row in _rows(found)}

    def with_numbers(self, numbers: Sequence[int], times: tuple[int, int]) -> list[Row]:
        """The articles with these numbers that were published between these times (inclusive)."""
        values = {"values": self._dialect.many(numbers), "first": times[0], "last": times[1]}
        return list(_rows(self._connection.execute(self._by_number, values)))

    def page(self, after: int, *, counted: bool = False) -> list[Row]:
        """The next articles, at most `PAGE`, above a number, in their order.

        With `counted` only those whose 4-grams count.
        """
        return list(_rows(self._connection.execute(_COUNTED_AFTER if counted else _AFTER, {"after": after})))

    def page_by_time(self, after: tuple[int, int], *, dated: bool) -> list[Row]:
        """The next articles whose 4-grams count, at most `PAGE`, after a time and number, in the order of both."""
        values = {"time": after[0], "number": after[1], "dated": dated}
        return list(_rows(self._connection.execute(_BY_TIME, values)))

    def before(self, time: int) -> list[Row]:
        """The first articles, a page at most, that were published before this time."""
        statement = select(*_ROW).where(articles.c.time < time).order_by(articles.c.time).limit(PAGE)
        return list(_rows(self._connection.execute(statement)))

    def counted_digests(self, digests: Sequence[int]) -> set[int]:
        """Those of the digests whose words are counted."""
        statement = select(articles.c.digest).where(articles.c.digest.in_(digests), articles.c.counted)
        return set(self._connection.scalars(statement))

    def is_counted(self, digest: int) -> bool:
        """Whether the words of this digest are counted."""
        return self._connection.scalar(_COUNTED, {"digest": digest}) is not None

    def same_words(self, row: Row) -> Row | None:
        """Another article with the same words, None without one."""
        statement = select(*_ROW).where(articles.c.digest == row.digest, articles.c.number != row.number)
        return next(_rows(self._connection.execute(statement.order_by(articles.c.number).limit(1))), None)

    def count_instead(self, number: int) -> None:
        """Let the 4-grams of this article count."""
        self._connection.execute(update(articles).where(articles.c.number == number).values(counted=True))

    def add(self, rows: Sequence[Row], keys: Sequence[NDArray[np.int64]]) -> None:
        """Store articles and what they are found by."""
        self._connection.execute(insert(articles), [asdict(row) for row in rows])
        self._add_postings(rows, keys)

    def _add_postings(self, rows: Sequence[Row], keys: Sequence[NDArray[np.int64]]) -> None:
        new = posting_rows(rows, keys)
        if len(new):
            self._dialect.add_postings(self._connection, new)

    def delete(self, rows: Sequence[Row], keys: Sequence[NDArray[np.int64]]) -> None:
        """Delete articles and what they are found by."""
        self._connection.execute(delete(articles).where(articles.c.number.in_([row.number for row in rows])))
        gone = posting_rows(rows, keys)
        if len(gone):
            self._dialect.delete_postings(self._connection, gone)

    def holders(self, keys: Sequence[int], days: tuple[int, int], limit: int) -> list[Sequence[int]]:
        """Of each key that any hold, the newest articles of these days (inclusive), at most `limit`."""
        return self._dialect.holders(self._connection, keys, days, limit)

    def add_revision(self, row: Row, replaced: int) -> None:
        """Keep a text that another one replaced at this time."""
        values = {"number": row.number, "id": row.id, "replaced": replaced, "record": row.record}
        self._connection.execute(insert(revisions), values)

    def revisions(self, article_id: bytes) -> list[tuple[int, bytes]]:
        """When each earlier text of an id was replaced, and its record, the oldest first."""
        statement = select(revisions.c.replaced, revisions.c.record).where(revisions.c.id == article_id)
        return [(time, record) for time, record in self._connection.execute(statement.order_by(revisions.c.number))]

    def delete_revisions(self, ids: Sequence[bytes]) -> None:
        """Delete the earlier texts of these ids."""
        self._connection.execute(delete(revisions).where(revisions.c.id.in_(ids)))

    def corrections(self, after: int) -> list[Correction]:
        """What is to be counted more or less, after this one."""
        columns = (corrections.c.seq, corrections.c.article, corrections.c.day, corrections.c.sign, corrections.c.words)
        found = self._connection.execute(select(*columns).where(corrections.c.seq > after).order_by(corrections.c.seq))
        return [Correction(*row) for row in found]

    def correct(self, new: Sequence[Correction]) -> None:
        """Add corrections."""
        self._connection.execute(insert(corrections), [asdict(one) for one in new])

    def counts(self) -> Iterator[bytes]:
        """The saved parts of the table of counts."""
        yield from self._connection.scalars(select(counts.c.data).order_by(counts.c.part))

    def save_counts(self, parts: Iterable[bytes]) -> None:
        """Replace the table of counts; the corrections are in it."""
        self._connection.execute(delete(corrections))
        self._connection.execute(delete(counts))
        for part, data in enumerate(parts):
            self._connection.execute(insert(counts), {"part": part, "data": data})

    def clear(self) -> None:
        """Delete what follows from the articles and settings: keys and counts."""
        for table in (postings, counts, corrections):
            self._connection.execute(delete(table))

    def replace(self, rows: Sequence[Row], keys: Sequence[NDArray[np.int64]]) -> None:
        """Store anew what follows from these articles' texts."""
        for row in rows:
            values = {"digest": row.digest, "n_words": row.n_words, "counted": row.counted}
            self._connection.execute(update(articles).where(articles.c.number == row.number).values(**values))
        self._add_postings(rows, keys)

    def totals(self) -> tuple[int, int | None, int | None, int]:
        """How many revisions are kept, the first and the last time of an article, and the bytes all takes."""
        n_revisions = self._connection.scalar(select(func.count()).select_from(revisions)) or 0
        first, last = self._connection.execute(select(func.min(articles.c.time), func.max(articles.c.time))).one()
        return n_revisions, first, last, int(self._connection.exec_driver_sql(self._dialect.n_bytes).scalar_one())


def posting_rows(rows: Sequence[Row], keys: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The postings (key, day, article) of articles, int64[n, 3]."""
    n_keys = [len(own) for own in keys]
    days = np.array([row.time // MICROSECONDS_A_DAY for row in rows], np.int64)
    numbers = np.array([row.number for row in rows], np.int64)
    column = np.concatenate([np.empty(0, np.int64), *keys])
    return np.stack([column, np.repeat(days, n_keys), np.repeat(numbers, n_keys)], axis=1)


def _rows(found: Iterable[Any]) -> Iterator[Row]:
    for number, article_id, digest, n_words, counted, time, dated, record in found:
        yield Row(number, bytes(article_id), digest, n_words, bool(counted), time, bool(dated), bytes(record))

"""Rows: what a transaction reads and writes of articles, their counts, and the state of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from dedup.index.database.dialects import Dialect
from dedup.index.database.schema import articles, corrections, counts, revisions, settings, state
from dedup.index.database.stored import Correction, Row, State, StoredArticle
from dedup.index.postings.run_rows import RunRows

R = TypeVar("R")

PAGE = 500
"""Articles read at a time: two megabytes of text."""


_KNOWN = (
    articles.c.number,
    articles.c.id,
    articles.c.digest,
    articles.c.n_words,
    articles.c.counted,
    articles.c.time,
    articles.c.dated,
    articles.c.source,
    articles.c.contents,
)
_ROW = (*_KNOWN, articles.c.record)
_AFTER = select(*_ROW).where(articles.c.number > bindparam("after")).order_by(articles.c.number).limit(PAGE)
_COUNTED_AFTER = (
    select(*_KNOWN)
    .where(articles.c.number > bindparam("after"), articles.c.counted)
    .order_by(articles.c.number)
    .limit(PAGE)
)
_BY_TIME = (
    select(*_KNOWN)
    .where(tuple_(articles.c.time, articles.c.number) > tuple_(bindparam("time"), bindparam("number")))
    .where(articles.c.counted, articles.c.dated == bindparam("dated"))
    .order_by(articles.c.time, articles.c.number)
    .limit(PAGE)
)
_STATE = (
    state.c.next_number,
    state.c.n_articles,
    state.c.n_words,
    state.c.last_correction,
    state.c.saved_number,
    state.c.saved_correction,
    state.c.next_run,
)
_IS_COUNTED = select(articles.c.number).where(articles.c.digest == bindparam("digest"), articles.c.counted).exists()


class _Hot:
    """The statements of every check, as the driver takes them."""

    def __init__(self, dialect: Dialect) -> None:
        listed = dialect.listed(articles.c.number)
        between = articles.c.time.between(bindparam("first"), bindparam("last"))
        self.state = dialect.compiled(select(*_STATE))
        self.state_and_counted = dialect.compiled(select(*_STATE, _IS_COUNTED))
        self.by_id = dialect.compiled(select(*_ROW).where(articles.c.id == bindparam("id")))
        self.known = dialect.compiled(select(*_KNOWN).where(listed, between))
        self.count_parts = dialect.compiled(select(counts.c.part, counts.c.data).where(dialect.listed(counts.c.part)))
        self.records = dialect.compiled(select(articles.c.number, articles.c.record).where(listed))


class Rows:
    """The tables of articles, counts and settings, within whatever transaction is under way."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self.connection = connection
        self.dialect = dialect
        self._connection = connection
        self._hot = _Hot(dialect)
        self.runs = RunRows(connection, dialect)

    def _execute(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Sequence[Any]]:
        return self.dialect.execute(self._connection, statement, values)

    def settings(self) -> dict[str, str]:
        """What the index was made with."""
        return {name: value for name, value in self._connection.execute(select(settings.c.name, settings.c.value))}

    def set_settings(self, values: Mapping[str, str]) -> None:
        """Say what the index is made with."""
        self._connection.execute(delete(settings))
        self._connection.execute(insert(settings), [{"name": name, "value": value} for name, value in values.items()])

    def state(self) -> State:
        """The counters."""
        return State(*self._execute(self._hot.state)[0])

    def state_and_counted(self, digest: int) -> tuple[State, bool]:
        """The counters, and whether the words of this digest are counted."""
        *counters, is_counted = self._execute(self._hot.state_and_counted, {"digest": digest})[0]
        return State(*counters), bool(is_counted)

    def set_state(self, new: State) -> None:
        """Store the counters."""
        self._connection.execute(update(state).values(**asdict(new)))

    def add_state(self) -> None:
        """Make the row of counters."""
        self._connection.execute(insert(state).values(id=1, **asdict(State())))

    def with_ids(self, ids: Sequence[bytes]) -> dict[bytes, Row]:
        """The articles with these ids."""
        if len(ids) == 1:
            found: Iterable[Any] = self._execute(self._hot.by_id, {"id": ids[0]})
        else:
            found = self._connection.execute(select(*_ROW).where(articles.c.id.in_(ids)))
        return {row.id: row for row in _made(Row, found)}

    def with_numbers(self, numbers: Sequence[int], times: tuple[int, int]) -> list[StoredArticle]:
        """The articles with these numbers that were published between these times (inclusive)."""
        values = {"values": self.dialect.many(numbers), "first": times[0], "last": times[1]}
        return list(_made(StoredArticle, self._execute(self._hot.known, values)))

    def records(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """The records of the articles with these numbers."""
        found = self._execute(self._hot.records, {"values": self.dialect.many(numbers)}) if numbers else []
        return {number: bytes(record) for number, record in found}

    def page(self, after: int) -> list[Row]:
        """The next articles, at most `PAGE`, above a number, in their order."""
        return list(_made(Row, self._connection.execute(_AFTER, {"after": after})))

    def counted_page(self, after: int) -> list[StoredArticle]:
        """The same of articles whose 4-grams count."""
        return list(_made(StoredArticle, self._connection.execute(_COUNTED_AFTER, {"after": after})))

    def page_by_time(self, after: tuple[int, int], *, dated: bool) -> list[StoredArticle]:
        """The next articles whose 4-grams count, at most `PAGE`, after a time and number, in the order of both."""
        values = {"time": after[0], "number": after[1], "dated": dated}
        return list(_made(StoredArticle, self._connection.execute(_BY_TIME, values)))

    def before(self, time: int) -> list[Row]:
        """The first articles, a page at most, that were published before this time."""
        statement = select(*_ROW).where(articles.c.time < time).order_by(articles.c.time).limit(PAGE)
        return list(_made(Row, self._connection.execute(statement)))

    def count_before(self, time: int) -> int:
        """How many articles were published before this time."""
        statement = select(func.count()).select_from(articles).where(articles.c.time < time)
        return self._connection.scalar(statement) or 0

    def counted_digests(self, digests: Sequence[int]) -> set[int]:
        """Those of the digests whose words are counted."""
        statement = select(articles.c.digest).where(articles.c.digest.in_(digests), articles.c.counted)
        return set(self._connection.scalars(statement))

    def same_words(self, row: StoredArticle) -> StoredArticle | None:
        """Another article with the same words, None without one."""
        statement = select(*_KNOWN).where(articles.c.digest == row.digest, articles.c.number != row.number)
        return next(
            _made(StoredArticle, self._connection.execute(statement.order_by(articles.c.number).limit(1))), None
        )

    def count_instead(self, number: int) -> None:
        """Let the 4-grams of this article count."""
        self._connection.execute(update(articles).where(articles.c.number == number).values(counted=True))

    def add(self, rows: Sequence[Row]) -> None:
        """Store articles."""
        columns = [column.name for column in _ROW]
        self._connection.execute(insert(articles), [{name: getattr(row, name) for name in columns} for row in rows])

    def delete(self, rows: Sequence[Row]) -> None:
        """Delete articles."""
        self._connection.execute(delete(articles).where(articles.c.number.in_([row.number for row in rows])))

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

    def counts_header(self) -> bytes | None:
        """What was saved with the table of counts; None where nothing was."""
        found = self._connection.scalar(select(counts.c.data).where(counts.c.part == 0))
        return None if found is None else bytes(found)

    def counts(self) -> Iterator[bytes]:
        """The saved parts of the table of counts."""
        yield from self._connection.scalars(select(counts.c.data).where(counts.c.part > 0).order_by(counts.c.part))

    def count_parts(self, parts: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Some of the saved parts, which count from 0."""
        values = {"values": self.dialect.many([part + 1 for part in parts])}
        return ((part - 1, bytes(data)) for part, data in self._execute(self._hot.count_parts, values))

    def save_counts(self, header: bytes, parts: Iterable[bytes]) -> None:
        """Replace the table of counts; the corrections are in it."""
        self._connection.execute(delete(corrections))
        self._connection.execute(delete(counts))
        numbered = enumerate(chain([header], parts))
        while some := list(islice(numbered, PAGE)):
            self._connection.execute(insert(counts), [{"part": part, "data": data} for part, data in some])

    def clear_counts(self) -> None:
        """Delete what was counted."""
        for table in (counts, corrections):
            self._connection.execute(delete(table))

    def replace(self, rows: Sequence[Row]) -> None:
        """Store anew what follows from these articles' texts."""
        for row in rows:
            values = {name: getattr(row, name) for name in ("digest", "n_words", "counted", "source", "contents")}
            self._connection.execute(update(articles).where(articles.c.number == row.number).values(**values))

    def totals(self) -> tuple[int, int | None, int | None, int]:
        """How many revisions are kept, the first and the last time of an article, and the bytes all takes."""
        n_revisions = self._connection.scalar(select(func.count()).select_from(revisions)) or 0
        first, last = self._connection.execute(select(func.min(articles.c.time), func.max(articles.c.time))).one()
        return n_revisions, first, last, int(self._connection.exec_driver_sql(self.dialect.n_bytes).scalar_one())


def _made(kind: Callable[..., R], found: Iterable[Any]) -> Iterator[R]:
    for number, article_id, digest, n_words, counted, time, dated, *parts in found:
        whole = map(bytes, parts)
        yield kind(number, bytes(article_id), digest, n_words, bool(counted), time, bool(dated), *whole)

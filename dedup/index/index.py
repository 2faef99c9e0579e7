"""Index: the collection that grows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import RLock
from types import TracebackType
from typing import Any, Self, TypeVar

from dedup.article import Article
from dedup.config import Config
from dedup.errors import InputError, renamed
from dedup.fields.values import as_id
from dedup.index.check import Memory, Question, answered, window
from dedup.index.database.rows import Rows
from dedup.index.database.store import Store
from dedup.index.given import Batch, as_article, batches, beside_stored, duration_of, items_of, skipped_of, time_of
from dedup.index.keys import keys_of, sketch_few
from dedup.index.rebuild import rebuild
from dedup.index.records import EPOCH, microseconds, packed_id, unpacked
from dedup.index.results import Added, AddReport, Check, Revision, Stats
from dedup.index.stories import story_of
from dedup.index.write import Keeper
from dedup.judge.relation import PARTIAL, RELATIONS
from dedup.results import Cluster, Skipped, Story
from dedup.scanning.report import Report
from dedup.scanning.scan import scan

T = TypeVar("T")

BATCH = 1000
"""Articles stored in one transaction: the disk is waited for once a batch, and other writers wait for half a second."""

TIDY_BYTES = 1 << 22
"""Bytes that were written anew, from which the database is told to use the space of the old ones again."""


class Index:
    """Articles seen before, in an SQLite file or a PostgreSQL database, against which new ones are checked.

    `location` is the path of a file, created if it does not exist, or a `postgresql://` address. `config` holds the
    settings of a new index; an existing one keeps its own. Several processes may use one index; within a process
    threads may share it, taking turns. After a fork, open it again.

    Raises `IndexFormatError` for a file that is not an index or is damaged, and for an index made by a version of dedup
    that does not go together with this one.

    >>> flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    >>> with Index(":memory:") as index:
    ...     _ = index.add(Article("wire-1", flood))
    ...     [(match.a, match.relation) for match in index.check(Article("web-7", "Breaking: " + flood))]
    [('web-7', 'reprint')]
    """

    def __init__(
        self, location: str | os.PathLike[str], *, config: Config | None = None, read_only: bool = False
    ) -> None:
        self._store = Store(location, config, read_only=read_only)
        self._memory = Memory(self.config)
        self._store.when_renewed(self._memory.forget)
        self._n_freed = 0
        self._lock = RLock()

    @staticmethod
    def rebuild(location: str | os.PathLike[str], config: Config | None = None) -> int:
        """Rebuild an index from its own articles, with another config or this version's folding; how many there are.

        This is one transaction: if it fails, the index is as before.
        """
        return rebuild(location, config)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; everything has been stored already."""
        self._store.close()

    @property
    def config(self) -> Config:
        """The settings that the index was made with."""
        return self._store.config

    def check(
        self,
        article: Article | Mapping[str, Any],
        within: timedelta | str | None = None,
        *,
        every_relation: bool = False,
        file: str = "",
    ) -> Check:
        """The articles of the index that reuse this one or that it reuses; nothing is stored.

        An article of the same id is not compared with itself; `already_stored` says whether it is there. The answer is
        about what was stored before the check began, so that whoever checks first and adds then may miss what another
        process adds in between: `add` does both at once. `within` restricts the check to articles published at most
        this long ("36h", "30d", "8w" or a `timedelta`) before or after (before or after now if its own time is not
        known); for those without a time, it is the time at which they were added that counts. `every_relation` also
        keeps pairs that are no reuse. `file` is the file that the article comes from. The address is the id of a
        mapping that has no other.

        Raises `InputError` if it is not an article, or `within` no length of time.
        """
        question = self._question(article, within, every_relation)
        with self._lock:
            return self._store.read(lambda rows: answered(_apart(question, rows, file), rows, self._memory))

    def check_many(
        self,
        articles: Iterable[Article | Mapping[str, Any] | Skipped],
        within: timedelta | str | None = None,
        *,
        every_relation: bool = False,
    ) -> Iterator[Check | Skipped]:
        """What `check` says of each of many articles, in order, one at a time as they are asked for.

        `articles` may also be a table (`dedup.read` says of which libraries) with a column of ids or addresses, or what
        `dedup.read` returns. In the place of an item that is not an article stands a `Skipped` with the reason.
        """
        items, here = items_of(articles)
        duration_of(within)  # says at once what is wrong with it

        def one(item: object) -> Check | Skipped:
            if isinstance(item, Skipped):
                return item
            try:
                return self.check(as_article(item), within, every_relation=every_relation, file=here())
            except InputError as error:
                return skipped_of(item, error)

        return map(one, items)

    def add(
        self,
        article: Article | Mapping[str, Any],
        within: timedelta | str | None = None,
        *,
        every_relation: bool = False,
    ) -> Added:
        """Check an article as `check` does and store it, in one transaction; when this returns, it is on disk.

        Writers take turns, so of two that add copies of one text at the same time the second is told of the first. If
        the id is stored already with the same text, other fields are updated: those that the article gives. With
        another text it is revised: the earlier text is kept (`revisions`) and no longer compared. If an article of
        another outlet, or with another address, has the id, this one is stored as `outlet#id`, or from a file as
        `file#id`.

        Raises `InputError` if it is not an article, or `within` no length of time.
        """
        question = self._question(article, within, every_relation)

        def work(rows: Rows) -> Added:
            asked = _apart(question, rows)
            check = answered(asked, rows, self._memory)
            keeper = Keeper(rows, self.config)
            outcome = keeper.take_one(asked.article, asked.sketches)
            self._finish(rows, keeper)
            return Added(check, outcome)

        return self._write(work)

    def add_many(self, articles: Iterable[Article | Mapping[str, Any] | Skipped], batch: int = BATCH) -> AddReport:
        """Store many articles without checking them, `batch` per transaction, and count what became of them.

        `articles` may also be a table (`dedup.read` says of which libraries) with a column of ids or addresses.
        An item that is not an article is skipped with its reason, and so is one that a reader has skipped
        (`add_many(read("folder"))`). If this raises, the batches before are stored and the current one is not.
        """
        items, here = items_of(articles)
        outcomes: list[str] = []
        skipped: list[Skipped] = []
        for some in batches(items, max(1, batch), skipped, here):
            outcomes += self._write(lambda rows: self._take(rows, some))  # noqa: B023 - called at once
        self._write(lambda rows: self._memory.commonness.save_if_due(rows, rows.state()))
        n_of = Counter(outcomes)
        return AddReport(n_of["added"], n_of["revised"], n_of["unchanged"], tuple(skipped), n_of["updated"])

    def remove(self, article_id: str) -> bool:
        """Remove an article and its revisions; whether there was one."""
        packed = packed_id(article_id)

        def work(rows: Rows) -> bool:
            keeper = Keeper(rows, self.config)
            keeper.remove(list(rows.with_ids([packed]).values()))
            self._finish(rows, keeper)
            return keeper.n_removed > 0

        return self._write(work)

    def prune(self, before: datetime | date | timedelta | str, *, dry_run: bool = False) -> int:
        """Remove all articles published (or if that is not known, added) before this time; how many there were.

        `before` is a time or date, also as text ("2015-07-21"), or how long ago: "90d" or a `timedelta`. With `dry_run`
        they are only counted.

        Raises `InputError` if `before` is neither.
        """
        time = microseconds(time_of(before, datetime.now(UTC)))
        if dry_run:
            with self._lock:
                return self._store.read(lambda rows: rows.count_before(time))

        def work(rows: Rows) -> int:
            keeper = Keeper(rows, self.config)
            keeper.remove(rows.before(time))
            self._finish(rows, keeper)
            return keeper.n_removed

        n_removed = 0
        while n := self._write(work):
            n_removed += n
        return n_removed

    def __len__(self) -> int:
        with self._lock:
            return self._store.read(lambda rows: rows.state().n_articles)

    def __contains__(self, article_id: object) -> bool:
        return self.get(as_id(article_id)) is not None

    def get(self, article_id: str) -> Article | None:
        """The article with this id, as it was last added; None if there is none."""
        try:
            packed = packed_id(article_id)
        except InputError:
            return None
        with self._lock:
            found = self._store.read(lambda rows: rows.with_ids([packed])).get(packed)
        return None if found is None else unpacked(found.id, found.record)

    def revisions(self, article_id: str) -> list[Revision]:
        """The earlier texts of the article with this id, the oldest first."""
        packed = packed_id(article_id)
        with self._lock:
            found = self._store.read(lambda rows: rows.revisions(packed))
        return [Revision(unpacked(packed, record), _time(replaced)) for replaced, record in found]

    def __iter__(self) -> Iterator[Article]:
        """All articles in the order in which they were added; those added meanwhile may be among them."""
        number = 0
        while True:
            with self._lock:
                page = self._store.read(lambda rows: rows.page(number))  # noqa: B023 - called at once
            if not page:
                return
            for row in page:
                yield unpacked(row.id, row.record)
            number = page[-1].number

    def report(self) -> Report:
        """Everything that a scan finds among the articles of the index."""
        return scan(list(self), config=self.config)

    def families(self) -> Sequence[Cluster]:
        """The old name of `clusters`."""
        renamed("Index.families()", "Index.clusters()")
        return self.clusters()

    def clusters(self) -> Sequence[Cluster]:
        """The families that a scan finds among all articles of the index, the largest first."""
        return self.report().clusters

    def story(self, article: Article | Mapping[str, Any], within: timedelta | str | None = None) -> Story:
        """To how many independent origins an article and the stored ones that share text with it go back.

        Takes and raises what `check` does. Each of them is checked as well, so this takes as long as so many checks.
        """
        given = as_article(article)
        with self._lock:
            named = self._store.read(lambda rows: beside_stored(rows, given, ""))[0]
            return story_of(named, lambda one: self.check(one, within), self.get)

    def stats(self) -> Stats:
        """How much the index holds, and the settings it was made with."""

        def work(rows: Rows) -> Stats:
            state, made_with = rows.state(), rows.settings()
            n_revisions, first, last, n_bytes = rows.totals()
            return Stats(
                state.n_articles,
                n_revisions,
                state.n_words,
                n_bytes,
                None if first is None else _time(first),
                None if last is None else _time(last),
                int(made_with["schema"]),
                made_with["folding"],
                self.config,
            )

        with self._lock:
            return self._store.read(work)

    def _question(self, article: object, within: timedelta | str | None, every_relation: bool) -> Question:
        given, length = as_article(article), duration_of(within)
        sketches = sketch_few([given.text], self.config)
        weakest = len(RELATIONS) - 1 if every_relation else PARTIAL
        keys, now = keys_of(sketches, self.config)[0], datetime.now(UTC)
        return Question(given, sketches, keys, window(given, length, now), weakest, now)

    def _take(self, rows: Rows, articles: Batch) -> list[str]:
        keeper = Keeper(rows, self.config)
        outcomes = keeper.take(articles)
        keeper.finish()
        self._n_freed += keeper.n_freed
        return list(outcomes)

    def _finish(self, rows: Rows, keeper: Keeper) -> None:
        """Store the counters, and the table of counts if it was not for long."""
        self._memory.commonness.save_if_due(rows, keeper.finish())
        self._n_freed += keeper.n_freed

    def _write(self, work: Callable[[Rows], T]) -> T:
        """What `work` returns once all it did is stored; what was counted of a transaction that failed is forgotten."""
        is_first = True

        def once(rows: Rows) -> T:
            nonlocal is_first
            if not is_first:
                self._memory.forget()
            is_first = False
            return work(rows)

        with self._lock:
            try:
                result = self._store.write(once)
            except BaseException:
                self._memory.forget()
                raise
            if self._n_freed > TIDY_BYTES:
                self._store.tidy()
                self._n_freed = 0
            return result


def _time(time: int) -> datetime:
    return EPOCH + timedelta(microseconds=time)


def _apart(question: Question, rows: Rows, file: str = "") -> Question:
    """The question, about an article of its own id where another outlet's has it by chance."""
    article, stored = beside_stored(rows, question.article, file)
    if stored is None:
        return replace(question, article=article)
    return replace(question, article=article, standing="same_text" if stored.text == article.text else "other_text")

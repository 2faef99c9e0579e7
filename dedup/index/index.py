"""Index: the collection that grows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from types import TracebackType
from typing import Any, Self, cast

from dedup.article import Article
from dedup.config import Config
from dedup.dates.durations import time_of
from dedup.errors import InputError, renamed
from dedup.index.check import Memory, answered
from dedup.index.database.rows import Rows
from dedup.index.database.store import Store
from dedup.index.given import as_article, batches, beside_stored, duration_of, items_of, skipped_of
from dedup.index.question import apart, question_of
from dedup.index.rebuild import rebuild
from dedup.index.records import as_time, microseconds, packed_id, unpacked
from dedup.index.results import Added, AddReport, Check, Revision, Stats
from dedup.index.stats import stats_of
from dedup.index.stories import story_of
from dedup.index.transactions import Transactions
from dedup.index.write import Keeper
from dedup.results import Cluster, Skipped, Story
from dedup.scanning.report import Report
from dedup.scanning.scan import scan

BATCH = 1000
"""Articles stored in one transaction: the disk is waited for once a batch, and other writers wait for half a second."""


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
        self._transactions = Transactions(self._store, self._memory)

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
        question = question_of(article, within, self.config, every_relation=every_relation)
        return self._transactions.read(lambda rows: answered(apart(question, rows, file), rows, self._memory))

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
        question = question_of(article, within, self.config, every_relation=every_relation)

        def work(rows: Rows, keeper: Keeper) -> Added:
            asked = apart(question, rows)
            return Added(answered(asked, rows, self._memory), keeper.take_one(asked.article, asked.sketches))

        return self._transactions.change(work)

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
            outcomes += self._transactions.change(
                lambda _, keeper: keeper.take(some),  # noqa: B023 - called at once
                is_one_of_many=True,
            )
        self._transactions.save()
        n_of = Counter(outcomes)
        return AddReport(n_of["added"], n_of["revised"], n_of["unchanged"], tuple(skipped), n_of["updated"])

    def remove(self, article_id: str) -> bool:
        """Remove an article and its revisions; whether there was one."""
        packed = packed_id(article_id)

        def work(rows: Rows, keeper: Keeper) -> bool:
            keeper.remove(list(rows.with_ids([packed]).values()))
            return keeper.n_removed > 0

        return self._transactions.change(work)

    def prune(self, before: datetime | date | timedelta | str, *, dry_run: bool = False) -> int:
        """Remove all articles published (or if that is not known, added) before this time; how many there were.

        `before` is a time or date, also as text ("2015-07-21"), or how long ago: "90d" or a `timedelta`. With `dry_run`
        they are only counted.

        Raises `InputError` if `before` is neither.
        """
        time = microseconds(time_of(before, "before", datetime.now(UTC)))
        if dry_run:
            return self._transactions.read(lambda rows: rows.count_before(time))

        def work(rows: Rows, keeper: Keeper) -> int:
            keeper.remove(rows.before(time))
            return keeper.n_removed

        n_removed = 0
        while n := self._transactions.change(work):
            n_removed += n
        return n_removed

    def __len__(self) -> int:
        return self._transactions.read(lambda rows: rows.state().n_articles)

    def __contains__(self, article_id: object) -> bool:
        return self.get(cast(str, article_id)) is not None  # anything may be asked for

    def get(self, article_id: str) -> Article | None:
        """The article with this id, as it was last added; None if there is none."""
        try:
            packed = packed_id(article_id)
        except InputError:
            return None
        found = self._transactions.read(lambda rows: rows.with_ids([packed])).get(packed)
        return None if found is None else unpacked(found.id, found.record)

    def revisions(self, article_id: str) -> list[Revision]:
        """The earlier texts of the article with this id, the oldest first."""
        packed = packed_id(article_id)
        found = self._transactions.read(lambda rows: rows.revisions(packed))
        return [Revision(unpacked(packed, record), as_time(replaced)) for replaced, record in found]

    def __iter__(self) -> Iterator[Article]:
        """All articles in the order in which they were added; those added meanwhile may be among them."""
        number = 0
        while True:
            page = self._transactions.read(lambda rows: rows.page(number))  # noqa: B023 - called at once
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
        with self._transactions.lock:
            named = self._transactions.read(lambda rows: beside_stored(rows, given, ""))[0]
            return story_of(named, lambda one: self.check(one, within), self.get)

    def stats(self) -> Stats:
        """How much the index holds, and the settings it was made with."""
        return self._transactions.read(lambda rows: stats_of(rows, self.config))

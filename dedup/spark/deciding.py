"""Deciding what goes: the articles of a connected group of pairs in one task, as `cleaning.deciding` has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.containing import shares_enough
from dedup.cleaning.deciding import decide
from dedup.cleaning.decisions import Removal
from dedup.cleaning.policy import Policy
from dedup.cleaning.ranking import Ranking
from dedup.cleaning.state import CleaningState
from dedup.cleaning.staying import Staying
from dedup.origin.order import origin_times
from dedup.scanning.on_demand import ArticleColumns
from dedup.spark.arrow import Batches, Schema, as_table, by_kind, numbers
from dedup.spark.intake import articles_in
from dedup.spark.pairs import ARTICLES, JUDGED, PAIR, PAIRS, articles_of, judged_in, judged_rows
from dedup.tables.schemas import Column
from dedup.tables.table import arrow_batches, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

SHARING: Schema = {**PAIR, "family": "int"}
"""Two articles that share something, with `NO_FAMILY`; or a member of a large family and its origin, with the number of
the scan that found the `family`."""

NO_FAMILY = -1

MAX_TEXTS = 8_000
"""Texts whose sentences a task remembers: some 80 MB of news."""

REMOVED = (
    Column("article", "text", "id of the article that goes"),
    Column("relation", "text", "how it relates to the one that is kept: exact, reprint or contained"),
    Column("kept", "text", "id of the article in whose favour it goes"),
    Column("containment", "score", "share of its words that lie in passages of both"),
    Column("n_words", "count", "its words"),
    Column("n_lost", "count", "those of them that the kept one lacks"),
)
"""The columns of the articles that go; after them stands `lost`, where these words stand in the text: [begin, end]."""

REMOVED_SCHEMA: Schema = {
    "article": "string", "relation": "string", "kept": "string", "containment": "double", "n_words": "bigint",
    "n_lost": "bigint", "lost": "array<array<bigint>>",
}  # fmt: skip


def sharing_enough(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The judged pairs that a clean looks at (JUDGED), without their passages."""
    table = as_table(batches, list(JUDGED))
    if table.num_rows:
        own = articles_of(table)
        yield from judged_rows(shares_enough(judged_in(table, own)), own)


def removed(
    batches: Batches, *, policy: Policy, keep_ids: frozenset[str], crawled: frozenset[str]
) -> Iterator[pa.RecordBatch]:
    """The articles of a part that go."""
    import pyarrow as pa

    kinds = by_kind(batches)
    if PAIRS not in kinds:
        return
    known = _known(kinds[ARTICLES], policy, keep_ids, crawled)
    known.learn(_pairs(kinds[PAIRS], known, _places(kinds[ARTICLES], known)))
    removals = decide(known, policy).removals
    schema = arrow_schema(REMOVED).append(pa.field("lost", pa.list_(pa.list_(pa.int64()))))
    yield from arrow_batches(_rows(map(removals.__getitem__, np.flatnonzero(removals.gone).tolist())), schema)


def _known(table: pa.Table, policy: Policy, keep_ids: frozenset[str], crawled: frozenset[str]) -> CleaningState:
    articles = {article.id: article for article in sorted(articles_in(table), key=lambda article: article.id)}
    order = np.array(sorted(range(table.num_rows), key=table["id"].to_pylist().__getitem__), np.int64)
    n_words, published = (numbers(table, name)[order] for name in ("n_tokens", "published"))
    names = sorted({article.source for article in articles.values()})
    outlets = np.searchsorted(names, [article.source for article in articles.values()]).astype(np.int32)
    places = np.arange(len(order))
    columns = ArticleColumns(np.zeros(len(order), np.int64), n_words, published, outlets, names, places)
    times = origin_times(published, outlets, names, crawled=crawled)
    staying = Staying(list(articles), keep_ids & articles.keys())
    ranking = Ranking(policy, columns, staying.marks, times)
    return CleaningState(articles, ranking, n_words, lambda _: True, MAX_TEXTS, uncut=True, staying=staying)


def _places(table: pa.Table, known: CleaningState) -> NDArray[np.int64]:
    """The place of each row's article in the order of ids."""
    return np.array([known.number(one) for one in table["id"].to_pylist()], np.int64)


def _pairs(table: pa.Table, known: CleaningState, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pairs that are looked at, int64[M, 2]: those of rows, and each member of a large family with the best."""
    own = articles_of(table)
    sides = [places[np.searchsorted(own, numbers(table, side))] for side in "ab"]
    family = numbers(table, "family")
    found = [np.stack([side[family == NO_FAMILY] for side in sides], axis=1)]
    for one in np.unique(np.stack([family, sides[1]], axis=1)[family != NO_FAMILY], axis=0).tolist():
        members = np.append(sides[0][(family == one[0]) & (sides[1] == one[1])], one[1])
        members = known.order(np.unique(members))
        found.append(np.stack([members[1:], np.full(len(members) - 1, members[0])], axis=1))
    return np.concatenate(found)


def _rows(removals: Iterable[Removal]) -> Iterator[tuple[object, ...]]:
    for one in removals:
        lost = [list(span) for span in one.lost]
        yield one.article, one.relation, one.kept, one.containment, one.n_words, one.n_lost, lost

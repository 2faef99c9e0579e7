"""The tables of a scan: their rows made in the executors, as `dedup.tables` describes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from dedup.article import Article
from dedup.candidates.pairs import split
from dedup.credits.detect import detect
from dedup.matches.columns import MatchColumns
from dedup.matches.objects import MatchMaker
from dedup.matches.rows import passages_of
from dedup.matches.table import BATCH, match_table
from dedup.origin import ProfileCache
from dedup.repeats import repeats_of
from dedup.results import MatchPassage
from dedup.spark.arrow import Batches, Schema, as_table, by_kind, numbers
from dedup.spark.intake import articles_in
from dedup.spark.pairs import ARTICLES, PAIRS, judged_in
from dedup.tables.schemas import SCHEMAS, Column
from dedup.tables.table import arrow_batches, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

SPARK_KINDS = {"text": "string", "texts": "array<string>", "count": "bigint", "score": "double", "time": "timestamp"}


def schema_of(name: str) -> Schema:
    """The columns of a table, with their types in Spark's words."""
    return spark_schema(SCHEMAS[name].columns)


def spark_schema(columns: Iterable[Column]) -> Schema:
    """Columns with their types in Spark's words."""
    return {one.name: SPARK_KINDS[one.kind] for one in columns}


def _rows(name: str, objects: Iterable[Any]) -> Iterator[pa.RecordBatch]:
    """The rows of a table that objects become."""
    schema = SCHEMAS[name]
    made: Iterator[tuple[Any, ...]]
    if schema.numbered:
        made = ((number, *row) for number, one in enumerate(objects) for row in schema.rows(one))
    else:
        made = (row for one in objects for row in schema.rows(one))
    yield from arrow_batches(made, arrow_schema(schema.columns))


class Part:
    """The matches of a part in the order of ids, their articles by their places, whose `numbers` those of all are.

    `place` int64[N]: the places of articles in the order of their ids; `origins` int64[M]: of the matches of a member
    of a family with its origin, the origin.
    """

    def __init__(self, kinds: Mapping[int, pa.Table], crawled: frozenset[str], now: datetime) -> None:
        own = self.numbers = numbers(kinds[ARTICLES], "number")
        self.articles = articles_in(kinds[ARTICLES])
        self.ids = [article.id for article in self.articles]
        self.place = np.empty(len(own), np.int64)
        self.place[sorted(range(len(own)), key=self.ids.__getitem__)] = np.arange(len(own))
        judged = judged_in(kinds[PAIRS], own)
        first, second = split(judged.pairs)
        self.matches = MatchColumns(first, second, np.arange(len(judged)), judged).sorted_by(self.place)
        self.origins = np.searchsorted(own, numbers(kinds[PAIRS], "family"))[self.matches.row]
        self.profiles = ProfileCache(self.articles.__getitem__, crawled, now=now)

    def article(self, number: int) -> Article:
        """The article at a place."""
        return self.articles[int(number)]


def matches(batches: Batches, *, crawled: frozenset[str], now: datetime) -> Iterator[pa.RecordBatch]:
    """Rows of the table `matches`."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        part = Part(kinds, crawled, now)
        yield from _rows("matches", MatchMaker(part.matches, part.place, part.profiles))


def passages(batches: Batches, *, crawled: frozenset[str], now: datetime) -> Iterator[pa.RecordBatch]:
    """Rows of the table `passages`."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        yield from _rows("passages", _passages(Part(kinds, crawled, now)))


def _passages(part: Part) -> Iterator[MatchPassage]:
    ids = [part.ids[number] for number in np.argsort(part.place).tolist()]
    for begin in range(0, len(part.matches), BATCH):
        some = part.matches.chosen(slice(begin, begin + BATCH))
        table = match_table(some, part.place, lambda number: part.article(number).text)
        for (a, b), found in zip(table.articles.tolist(), passages_of(table), strict=True):
            for one in found:
                yield MatchPassage(ids[a], ids[b], one)


def credits(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Rows of the table `credits`."""
    for batch in batches:
        yield from _rows("credits", detect(articles_in(batch)))


def repeats(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Rows of the table `repeats`, counted from 0 in each batch of articles."""
    for batch in batches:
        yield from _rows("repeats", repeats_of(articles_in(batch)))


def repeats_in_order(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Rows of the table `repeats` in the order of their articles, counted from 0 in the partition."""
    import pyarrow as pa

    names = list(schema_of("repeats"))
    table = as_table(batches, names)
    if table.num_rows:
        article, repeat = table["article"].to_numpy(), numbers(table, "repeat")
        is_next = (article[1:] != article[:-1]) | (repeat[1:] != repeat[:-1])
        number = pa.array(np.append(0, np.cumsum(is_next)))
        yield from table.set_column(names.index("repeat"), "repeat", number).to_batches()

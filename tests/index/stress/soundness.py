"""Whether an index is sound: the database says so, its tables agree, and it answers as one filled afresh."""

from __future__ import annotations

from collections import Counter

import numpy as np
import sqlalchemy
from sqlalchemy import Connection

from dedup.article import Article
from dedup.config import Config
from dedup.index import Index, contents
from dedup.index.database.dialects import dialect_of
from dedup.index.database.opening import engine_of
from dedup.index.database.rows import Rows
from dedup.index.database.stored import MICROSECONDS_A_DAY, Row
from dedup.index.keys import keys_of
from dedup.index.postings.blocks import places_of, unpack
from dedup.index.records import unpacked
from dedup.sketch.sketches import Sketches, sketch

SAMPLE = 40
"""Articles for which two indexes are asked."""


def unsound(location: str) -> list[str]:
    """What is wrong with an index; nothing, if all is well."""
    with Index(location) as index:
        articles = list(index)
        n_told, config = len(index), index.config
    engine, _ = engine_of(location, read_only=False)
    with engine.connect() as connection:
        wrong = damage(connection)
        rows = Rows(connection, dialect_of(engine.dialect.name))
        state = rows.state()
        stored = _all(rows)
        in_runs, gone = _postings(rows)
    engine.dispose()
    if not n_told == state.n_articles == len(articles) == len(stored):
        wrong.append(f"{len(stored)} articles are there, {n_told} are told")
    if len({row.id for row in stored}) != len(stored):
        wrong.append("an id is there twice")
    sketches = sketch([article.text for article in articles], config)
    due = _due(stored, sketches, config)
    missing, extra = due - in_runs, {posting for posting in in_runs - due if posting[1] not in gone}
    if missing or extra:
        wrong.append(f"{len(missing)} postings are missing, {len(extra)} belong to no article")
    if gone & {row.number for row in stored}:
        wrong.append("an article that is there counts as removed")
    if [row.contents for row in stored] != contents.packed(sketches):
        wrong.append("the contents of an article are not those of its text")
    counted = Counter(row.digest for row in stored if row.counted)
    if set(counted) != {row.digest for row in stored} or max(counted.values(), default=1) > 1:
        wrong.append("of articles with the same words not exactly one is counted")
    if state.n_words != sum(row.n_words for row in stored if row.counted):
        wrong.append("the number of words is off")
    if any(row.digest != int(digest) for row, digest in zip(stored, sketches.digests.view(np.int64), strict=True)):
        wrong.append("a digest is not that of its text")
    return wrong + different_answers(location, articles)


def damage(connection: Connection) -> list[str]:
    """What the database itself says of its file or its indexes."""
    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [] if said == ["ok"] else [f"integrity check: {line}" for line in said]
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS amcheck")
    names = connection.exec_driver_sql(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid::regclass::text LIKE 'dedup%%'"
    )
    for name in names.scalars().all():
        try:
            connection.exec_driver_sql(f"SELECT bt_index_check('{name}'::regclass, true)")
        except sqlalchemy.exc.DBAPIError as error:
            return [f"index check of {name}: {error.orig}"]
    return []


def different_answers(location: str, articles: list[Article]) -> list[str]:
    """For which of a sample of articles the index answers otherwise than one that was filled at once."""
    wrong = []
    with Index(location) as grown, Index(":memory:") as fresh:
        fresh.add_many(articles)
        for article in articles[:: max(1, len(articles) // SAMPLE)]:
            told = [(match.a, match.b, match.relation, match.similarity) for match in grown.check(article)]
            due = [(match.a, match.b, match.relation, match.similarity) for match in fresh.check(article)]
            if told != due:
                wrong.append(f"{article.id}: the index finds {told}, a fresh one {due}")
    return wrong


def _postings(rows: Rows) -> tuple[set[tuple[int, int]], set[int]]:
    """All postings (place, article) of the runs, and the articles that count as removed."""
    found: set[tuple[int, int]] = set()
    gone: set[int] = set()
    for run in rows.runs.all():
        postings = unpack(rows.runs.blocks(run, rows.runs.directory(run)))
        found |= set(zip(postings.places.tolist(), postings.articles.tolist(), strict=True))
        gone |= set(run.gone.tolist())
    return found, gone


def _due(stored: list[Row], sketches: Sketches, config: Config) -> set[tuple[int, int]]:
    """The postings that the articles should have."""
    found: set[tuple[int, int]] = set()
    for row, keys in zip(stored, keys_of(sketches, config), strict=True):
        places = places_of(keys, np.full(len(keys), row.time // MICROSECONDS_A_DAY))
        found |= {(place, row.number) for place in places.tolist()}
    return found


def _all(rows: Rows) -> list[Row]:
    stored: list[Row] = []
    while page := rows.page(stored[-1].number if stored else 0):
        stored += page
    for row in stored:
        unpacked(row.id, row.record)
    return stored

"""Tables of the index: one schema for SQLite and PostgreSQL, with a version that migrations count up.

Texts, ids and fields are bytes, so that NUL, lone surrogates and quotes of any language are data to every database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

VERSION = 2
"""Of the tables below; stored with them."""

MIGRATIONS: Mapping[int, Sequence[str]] = {
    2: (
        "DROP TABLE dedup_postings",
        "ALTER TABLE dedup_articles ADD COLUMN source {bytes} NOT NULL DEFAULT {empty}",
        "ALTER TABLE dedup_articles ADD COLUMN contents {bytes} NOT NULL DEFAULT {empty}",
        "ALTER TABLE dedup_state ADD COLUMN next_run BIGINT NOT NULL DEFAULT 1",
    )
}
"""The statements that bring a store of the version before to this one, by version, before it is rebuilt.

Tables that are new are made besides. `{bytes}` and `{empty}` are the type and the empty value of the database.
"""

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite's own row number, which costs nothing

metadata = MetaData()

settings = Table(
    "dedup_settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the store was made with: schema version, folding version, config."""

state = Table(
    "dedup_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("next_number", BigInteger, nullable=False),
    Column("n_articles", BigInteger, nullable=False),
    Column("n_words", BigInteger, nullable=False),
    Column("last_correction", BigInteger, nullable=False),
    Column("saved_number", BigInteger, nullable=False),
    Column("saved_correction", BigInteger, nullable=False),
    Column("next_run", BigInteger, nullable=False),
)
"""One row that every writer changes: counters, and up to where the saved word counts reach."""

articles = Table(
    "dedup_articles",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", LargeBinary, nullable=False, unique=True),
    Column("digest", BigInteger, nullable=False),
    Column("n_words", Integer, nullable=False),
    Column("counted", Boolean(create_constraint=False), nullable=False),
    Column("time", BigInteger, nullable=False),
    Column("dated", Boolean(create_constraint=False), nullable=False),
    Column("source", LargeBinary, nullable=False),
    Column("contents", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("dedup_articles_digest", "digest"),
    Index("dedup_articles_time", "time"),
)
"""The newest text of every id: `contents` is what is compared, `record` the article as it came. `time` is when it was
published, where it is `dated`, else when it was added, in microseconds since 1970; `counted` marks the one of several
with the same words whose 4-grams are counted."""

revisions = Table(
    "dedup_revisions",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", LargeBinary, nullable=False, index=True),
    Column("replaced", BigInteger, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
"""Earlier texts of ids that came again with another; they are kept and no longer compared."""

runs = Table(
    "dedup_runs",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("first_article", BigInteger, nullable=False),
    Column("last_article", BigInteger, nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("n_articles", Integer, nullable=False),
    Column("n_bytes", BigInteger, nullable=False),
    Column("gone", LargeBinary, nullable=False),
    Column("directory", LargeBinary, nullable=False),
)
"""Which articles hold a key: runs of sorted postings, each of the articles between two numbers, in `blocks`. A run
never changes but for the articles of it that are `gone`; a transaction adds one, and small ones are merged."""

blocks = Table(
    "dedup_blocks",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""The postings of a run in packed parts, each after a checksum, numbered from the run's own times `RUN_ROWS` on."""

RUN_ROWS = 1 << 24
"""Rows of a run at most: three billion postings."""

counts = Table(
    "dedup_counts",
    metadata,
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""The table of 4-gram counts as it was when it was last saved, in compressed parts, after one on days in JSON."""

corrections = Table(
    "dedup_corrections",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("article", BigInteger, nullable=False),
    Column("day", BigInteger, nullable=False),
    Column("sign", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
)
"""What was removed since then, for the processes that have counted it: words to count once more or less."""

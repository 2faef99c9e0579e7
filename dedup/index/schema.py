"""Tables of the index: one schema for SQLite and PostgreSQL, with a version that migrations count up.

Texts, ids and fields are bytes, so that NUL, lone surrogates and quotes of any language are data to every database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

VERSION = 1
"""Of the tables below; stored with them."""

MIGRATIONS: Mapping[int, Sequence[str]] = {}
"""The statements that bring a store of the version before to this one, by version."""

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
    Column("record", LargeBinary, nullable=False),
    Index("dedup_articles_digest", "digest"),
    Index("dedup_articles_time", "time"),
)
"""The newest text of every id. `time` is when it was published, where it is `dated`, else when it was added, in
microseconds since 1970; `counted` marks the one of several with the same words whose 4-grams are counted."""

revisions = Table(
    "dedup_revisions",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", LargeBinary, nullable=False, index=True),
    Column("replaced", BigInteger, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
"""Earlier texts of ids that came again with another; they are kept and no longer compared."""

postings = Table(
    "dedup_postings",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("article", _Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Which articles hold a key, by day: fingerprints from 0 up, bands below 0."""

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

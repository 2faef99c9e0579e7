"""Stats: how much an index holds."""

from __future__ import annotations

from dedup.config import Config
from dedup.index.database.rows import Rows
from dedup.index.records import as_time
from dedup.index.results import Stats


def stats_of(rows: Rows, config: Config) -> Stats:
    """How much an index with these settings holds."""
    state, made_with = rows.state(), rows.settings()
    n_revisions, first, last, n_bytes = rows.totals()
    return Stats(
        state.n_articles,
        n_revisions,
        state.n_words,
        n_bytes,
        None if first is None else as_time(first),
        None if last is None else as_time(last),
        int(made_with["schema"]),
        made_with["folding"],
        config,
    )

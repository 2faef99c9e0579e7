"""Rebuilding: an index made anew from its own articles, where what it was made with has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dedup.config import Config
from dedup.index import contents
from dedup.index.database.rows import Rows
from dedup.index.database.store import Store, made_with
from dedup.index.database.stored import MICROSECONDS_A_DAY, Row, State
from dedup.index.keys import keys_of, sketch_few
from dedup.index.postings.merging import Merger
from dedup.index.records import packed_text, unpacked


def rebuild(location: str | os.PathLike[str], config: Config | None = None) -> int:
    """Make the keys, digests and counts of an index anew; how many articles it has.

    `config` is what it is made with from now on, by default what it was. All happens in one transaction.
    """
    store = Store(location, config, rebuilding=True)

    def work(rows: Rows) -> int:
        store.migrate(rows)
        rows.clear_counts()
        rows.runs.clear()
        rows.set_settings(made_with(store.config))
        state = replace(rows.state(), n_words=0)
        number = 0
        digests: set[int] = set()
        while page := rows.page(number):
            state = _renewed(rows, state, page, store.config, digests)
            number = page[-1].number
        # Numbers below are given: a process that has counted under the old settings must not go on from there.
        rows.set_state(
            replace(
                state,
                saved_number=0,
                last_correction=state.last_correction + 1,
                saved_correction=state.last_correction + 1,
                next_run=state.next_run + 1,
            )
        )
        return state.n_articles

    try:
        return store.write(work)
    finally:
        store.close()


def _renewed(rows: Rows, state: State, page: Sequence[Row], config: Config, digests: set[int]) -> State:
    """Store anew what follows from a page of articles; the new state."""
    articles = [unpacked(row.id, row.record) for row in page]
    sketches = sketch_few([article.text for article in articles], config)
    new = []
    n_words = state.n_words
    columns = (
        sketches.digests.view(np.int64).tolist(),
        sketches.n_tokens.tolist(),
        contents.packed(sketches),
        [packed_text(article.source) for article in articles],
    )
    for row, digest, n, content, source in zip(page, *columns, strict=True):
        counts = n > 0 and digest not in digests
        digests.add(digest)
        n_words += n if counts else 0
        new.append(replace(row, digest=digest, n_words=n, counted=counts, contents=content, source=source))
    rows.replace(new)
    numbers, times = np.array([(row.number, row.time) for row in new], np.int64).T
    keys = keys_of(sketches, config)
    return Merger(rows.runs).add(replace(state, n_words=n_words), keys, numbers, times // MICROSECONDS_A_DAY)

"""Rebuilding: an index made anew from its own articles, where what it was made with has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dedup.config import Config
from dedup.index.keys import keys_of
from dedup.index.records import text_of
from dedup.index.rows import Row, Rows
from dedup.index.store import Store, made_with
from dedup.sketch.sketches import sketch


def rebuild(location: str | os.PathLike[str], config: Config | None = None) -> int:
    """Make the keys, digests and counts of an index anew; how many articles it has.

    `config` is what it is made with from now on, by default what it was. All happens in one transaction.
    """
    store = Store(location, config, rebuilding=True)

    def work(rows: Rows) -> int:
        rows.clear()
        rows.set_settings(made_with(store.config))
        state = rows.state()
        n_words, number = 0, 0
        digests: set[int] = set()
        while page := rows.page(number):
            n_words += _renew(rows, page, store.config, digests)
            number = page[-1].number
        # Numbers below are given: a process that has counted under the old settings must not go on from there.
        rows.set_state(
            replace(
                state,
                n_words=n_words,
                saved_number=0,
                last_correction=state.last_correction + 1,
                saved_correction=state.last_correction + 1,
            )
        )
        return state.n_articles

    try:
        return store.write(work)
    finally:
        store.close()


def _renew(rows: Rows, page: Sequence[Row], config: Config, digests: set[int]) -> int:
    """Store anew what follows from a page of articles; the words that they add to those counted."""
    sketches = sketch([text_of(row.record) for row in page], config)
    new = []
    n_counted = 0
    for row, digest, n in zip(page, sketches.digests.view(np.int64).tolist(), sketches.n_tokens.tolist(), strict=True):
        counts = n > 0 and digest not in digests
        digests.add(digest)
        n_counted += n if counts else 0
        new.append(replace(row, digest=digest, n_words=n, counted=counts))
    rows.replace(new, keys_of(sketches, config))
    return n_counted

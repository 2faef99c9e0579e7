"""Which articles may name an agency, told from their words alone, as a scan has them of all articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.credits.matching import may_begin_names
from dedup.runtime.threads import chunks, on_threads
from dedup.sketch.sketches import TokenLists
from dedup.text.tokens import tokenize

BATCH = 1 << 20
"""Words that a thread looks at before it takes others."""


def texts_may_name(lists: TokenLists, threads: int) -> NDArray[np.bool_]:
    """Whether an agency may be named in each of N texts, bool[N]: where not, `detect` finds none there."""

    def work(some: slice) -> NDArray[np.int64]:
        places = may_begin_names(lists.values[some.start : some.stop + 1])  # with the word that follows
        return places + np.int64(some.start)

    places = np.concatenate([np.empty(0, np.int64), *on_threads(work, chunks(len(lists.values), BATCH), threads)])
    order = np.argsort(lists.begin)
    found = np.zeros(len(order), np.bool_)
    found[order[np.searchsorted(lists.begin[order], places, side="right") - 1]] = True
    return found


def may_name_beside(articles: Sequence[Article]) -> NDArray[np.bool_]:
    """Whether each article may name one in its title or as its author, bool[n]."""
    authors = {article.author: place for place, article in enumerate(articles)}
    places = [*range(len(articles)), *authors.values()]
    tokens = tokenize([*(article.title for article in articles), *authors])
    is_named = np.zeros(len(places), np.bool_)
    is_named[np.searchsorted(tokens.offsets, may_begin_names(tokens.hashes), side="right") - 1] = True
    named = {author for author, found in zip(authors, is_named[len(articles) :].tolist(), strict=True) if found}
    return is_named[: len(articles)] | np.array([article.author in named for article in articles], np.bool_)

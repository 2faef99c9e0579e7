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
    return _stand_in(places, lists.begin, lists.end)


def may_name_beside(articles: Sequence[Article]) -> NDArray[np.bool_]:
    """Whether each article may name one in its title or as its author, bool[n]."""
    authors = list(dict.fromkeys(article.author for article in articles))  # an outlet writes most of them often
    tokens = tokenize([article.title for article in articles] + authors)
    is_named = _stand_in(may_begin_names(tokens.hashes), tokens.offsets[:-1], tokens.offsets[1:])
    named = {author for author, found in zip(authors, is_named[len(articles) :].tolist(), strict=True) if found}
    return is_named[: len(articles)] | np.array([article.author in named for article in articles], np.bool_)


def _stand_in(places: NDArray[np.int64], begins: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether one of the places, which rise, stands in each of the half-open ranges."""
    found: NDArray[np.bool_] = np.searchsorted(places, begins) < np.searchsorted(places, ends)
    return found

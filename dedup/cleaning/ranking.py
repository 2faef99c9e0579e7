"""The order of preference: which of two articles stays when either could."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import numpy as np

from dedup.article import Article
from dedup.cleaning.knowledge import Rank
from dedup.cleaning.policy import Policy
from dedup.origin.order import origin_times

_NEVER = datetime.max.replace(tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ranking(policy: Policy, position: Mapping[str, int], times: Mapping[str, float]) -> Rank:
    """The order that a policy asks for.

    `position` gives the places of articles in the input, `times` those by which they are origins (`times_of`), as
    families have them.
    """
    outlets = {source: k for k, source in enumerate(policy.sources)}

    def origin(article: Article, n_words: int) -> tuple[object, ...]:
        return (times[article.id], -n_words, _digest(article.text), article.id)

    def longest(article: Article, n_words: int) -> tuple[object, ...]:
        return (-n_words, *origin(article, n_words))

    def first(article: Article, _: int) -> tuple[object, ...]:
        return (article.published_utc or _NEVER, position[article.id])

    def last(article: Article, _: int) -> tuple[object, ...]:
        published = article.published_utc
        seconds = 0.0 if published is None else (published - _EPOCH).total_seconds()
        return (published is None, -seconds, -position[article.id])

    chosen = {"origin": origin, "longest": longest, "first": first, "last": last}[policy.keep]
    return lambda article, n_words: (outlets.get(article.source, len(outlets)), *chosen(article, n_words))


def times_of(articles: Iterable[Article]) -> dict[str, float]:
    """The times by which articles are taken for origins, in seconds; what has none comes last."""
    ids, published, sources = [], [], []
    for article in articles:
        time = article.published_utc
        ids.append(article.id)
        published.append(math.nan if time is None else time.timestamp())
        sources.append(article.source)
    names, outlets = np.unique(np.array(sources, object).astype(str), return_inverse=True)
    times = origin_times(np.array(published), outlets.astype(np.int32), names.tolist())
    return dict(zip(ids, np.nan_to_num(times, nan=math.inf, posinf=math.inf, neginf=-math.inf).tolist(), strict=True))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()

"""The order of preference: which of two articles stays when either could."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from dedup.article import Article
from dedup.cleaning.knowledge import Rank
from dedup.cleaning.policy import Policy

_NEVER = datetime.max.replace(tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ranking(policy: Policy, position: Mapping[str, int]) -> Rank:
    """The order that a policy asks for; `position` gives the places of articles in the input.

    It depends on each article alone, so that what is left of a collection stands in the same order. The origin of a
    family is the one that `origin.origin_order` puts first, and here likewise.
    """
    outlets = {source: k for k, source in enumerate(policy.sources)}

    def origin(article: Article, n_words: int) -> tuple[object, ...]:
        return (article.published_utc or _NEVER, -n_words, _digest(article.text), article.id)

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


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()

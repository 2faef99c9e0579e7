"""A collection as a scan sees it, kept whole so that any pair in it can be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.boilerplate import find_boilerplate
from dedup.candidates.nominate import nominate, representatives
from dedup.candidates.pairs import join
from dedup.candidates.sorting import contains
from dedup.config import Config
from dedup.corpus.collection import Item
from dedup.corpus.intake import Source, take_in
from dedup.errors import InputError
from dedup.judge.judged import anything
from dedup.judge.relation import Texts
from dedup.origin import Profile, crawled_outlets, origin_order
from dedup.runtime.stages import Stages
from dedup.runtime.storage import Storage
from dedup.scanning.engine import Found, find_reuse, marks_of
from dedup.sketch.sketches import Sketches
from dedup.weigh.days import days_of


@dataclass(frozen=True, slots=True)
class Among:
    """N articles, numbered in the order of their content, with what a scan makes of them.

    `representative` int64[N] is the first article with the same words; `candidates` the pairs that were nominated.
    """

    articles: Sequence[Article]
    numbers: Mapping[str, int]
    sketches: Sketches
    days: NDArray[np.int64]
    crawled: frozenset[str]
    representative: NDArray[np.int64]
    candidates: NDArray[np.uint64]
    texts: Texts
    found: Found

    @classmethod
    def of(cls, items: Sequence[Item], config: Config) -> Among:
        """The collection that these articles are, scanned."""
        intake = take_in(Source(lambda: items, dict), config, 1, Stages())
        collection, order, sketches = intake.collection, intake.order, intake.sketches[0]
        published = np.array(collection.published, np.float64)[order]
        days, outlets = days_of(published), np.array(collection.sources, np.int32)[order]
        representative = representatives(sketches)
        unique = np.unique(representative)
        boilerplate = find_boilerplate(sketches, outlets, days)
        places = origin_order(published, sketches.n_tokens, outlets, collection.source_names)
        n_own = sketches.n_tokens - boilerplate.n_words(len(sketches))
        marks = marks_of(sketches, unique, days, boilerplate, 1, Storage())
        return cls(
            [collection[int(number)] for number in order],
            {collection.ids[at]: number for number, at in enumerate(order.tolist())},
            sketches,
            days,
            crawled_outlets(published, outlets, collection.source_names),
            representative,
            nominate(sketches, unique, config),
            Texts(sketches.begin, marks, sketches.n_tokens, n_own, sketches.digests, days, sketches.layout),
            find_reuse(sketches, places, days, boilerplate, config, wanted=anything),
        )

    def number_of(self, identity: str) -> int:
        """The number of an article."""
        if identity not in self.numbers:
            raise InputError(f'there is no article "{identity}" with words in the collection')
        return self.numbers[identity]

    def is_nominated(self, low: int, high: int) -> bool:
        """Whether a channel proposes to compare two articles."""
        return bool(contains(self.candidates, join(np.array([low]), np.array([high])))[0])

    def is_aligned(self, low: int, high: int) -> bool:
        """Whether a scan compares them, because they were proposed or because a family holds both."""
        if low == high:
            return True
        pairs = self.found.matches.alignments.pairs
        return bool((pairs == join(np.array([low]), np.array([high]))[0]).any())

    def family(self, a: int, b: int) -> str | None:
        """The id of the family that holds both."""
        origins = self.found.origins
        return self.articles[int(origins[a])].id if origins[a] == origins[b] else None

    def profile(self, number: int) -> Profile:
        """An article as a side of a match."""
        article = self.articles[number]
        return Profile.of(article, crawled=article.source in self.crawled)

"""The rules of `dedup.judge.relation` in plain Python, so that their parameters can be chosen anew in every fold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import align
from dedup.boilerplate import find_boilerplate
from dedup.candidates.nominate import representatives
from dedup.corpus.collection import Collection
from dedup.corpus.days import days_of, same_days
from dedup.corpus.intake import content_order
from dedup.judge import relation
from dedup.judge.templates import WORDS_A_FACT, other_numbers
from dedup.sketch.sketches import sketch
from dedup.weigh import rarity
from dedup.weigh.evidence import REPEATED, flag_kernel, flag_speech


class Pair(NamedTuple):
    """What a verdict is made from: evidence in its four columns, words, and shares of either article's own words."""

    by_rarity: float
    by_spread: float
    unquoted: float
    formula: float
    shared: int
    own: tuple[int, int]
    n_own: tuple[int, int]
    n_facts: int
    near: bool
    exact: bool
    kernel: str


@dataclass(frozen=True)
class Rules:
    """The parameters of a verdict; the defaults are those of `dedup`."""

    evidence: float = relation.MIN_EVIDENCE
    news: float = relation.MIN_NEWS
    rare: float = relation.MIN_RARE
    same_story: float = relation.SAME_STORY
    whole: float = relation.MIN_WHOLE
    both: float = relation.MIN_BOTH

    def verdict(self, pair: Pair | None) -> str:
        """The relation of a pair; "none" where nothing is shared."""
        if pair is None:
            return "none"
        if pair.exact:
            return "exact"
        shares = sorted(own / max(n, 1) for own, n in zip(pair.own, pair.n_own, strict=True))
        weight, needed = pair.by_spread, self.evidence
        whole = shares[1] >= self.whole
        if whole:
            weight = max(weight, pair.by_rarity)
            needed = min(needed, relation.MIN_SHARE * min(pair.n_own))
        same_story = shares[1] >= self.same_story and min(pair.own) >= self.evidence and pair.near
        if pair.near:
            form = weight < self.news * (weight + pair.formula)
        else:
            form = weight < self.rare * pair.shared or pair.n_facts * WORDS_A_FACT >= max(pair.shared, 1)
        if form or (weight < needed and not same_story):
            return "quote" if pair.by_spread - pair.unquoted > pair.unquoted else "boilerplate"
        if not whole:
            return "partial" if pair.unquoted >= needed else "quote"
        return "reprint" if shares[0] >= self.both else "contained"


REUSE_GRID = [
    Rules(evidence=evidence, news=news, rare=rare, same_story=same_story)
    for evidence, news, rare, same_story in product(
        (16, 12, 14, 18, 20), (1 / 3, 0, 0.2, 0.5), (0.5, 0, 1 / 3, 2 / 3), (0.85, 0.8, 0.9)
    )
]
"""What is tried for reuse or not, the settings of `dedup` first: of equal ones the first is taken."""

EXTENT_GRID = [
    Rules(whole=whole, both=both)
    for whole, both in product((0.775, 0.7, 0.75, 0.8, 0.85), (0.725, 0.65, 0.7, 0.75, 0.8))
]
"""What is tried for the kind of reuse."""

COMMON_GRID = (8, 4, 12, 16)
"""Articles that may share a 4-gram before it counts less."""


class Judged:
    """A collection, and the evidence of any pairs in it."""

    def __init__(self, articles: list[object]) -> None:
        collection = Collection(articles)  # type: ignore[arg-type]
        sketches = sketch(collection.texts(), threads=2)
        order = content_order(sketches.digests, sketches.n_tokens, collection.ids)
        self._sketches = sketches = sketches.reordered(order)
        self._number = {collection.ids[old]: new for new, old in enumerate(order)}
        self._days = days_of(np.array(collection.published)[order])
        self._representative = representatives(sketches)
        self._unique = np.unique(self._representative)
        self._boilerplate = find_boilerplate(sketches, np.array(collection.sources, np.int32)[order], self._days)
        self._n_own = sketches.n_tokens - self._boilerplate.n_words(len(sketches))

    def pairs(self, ids: list[tuple[str, str]], common: int = rarity.COMMON) -> list[Pair | None]:
        """The evidence of each pair of articles, None where nothing is shared or an article has no words."""
        texts = self._texts(common)
        return [self._pair(texts, *names) for names in ids]

    def _texts(self, common: int) -> relation.Texts:
        sketches, found = self._sketches, self._boilerplate
        spans = (sketches.begin, sketches.end)
        levels = np.clip(np.round(np.log2(np.maximum(np.arange(256), 1) / common)), 0, rarity.N_LEVELS - 1)
        own_levels, rarity.LEVELS = rarity.LEVELS, levels.astype(np.uint8)
        try:
            marks = rarity.rarity_marks(sketches.tokens, spans, self._unique, self._days, 2)
        finally:
            rarity.LEVELS = own_levels
        flag_kernel(marks, sketches.begin, found.article.astype(np.int64), found.begin, found.end, REPEATED)
        flag_speech(marks, sketches.begin, sketches.layout)
        return relation.Texts(
            sketches.begin, marks, sketches.n_tokens, self._n_own, sketches.digests, self._days, sketches.layout
        )

    def _pair(self, texts: relation.Texts, one: str, other: str) -> Pair | None:
        if one not in self._number or other not in self._number:
            return None
        a, b = sorted(int(self._representative[self._number[name]]) for name in (one, other))
        if a == b:
            return Pair(0, 0, 0, 0, 0, (0, 0), (0, 0), 0, near=True, exact=True, kernel="exact")
        spans, key = (self._sketches.begin, self._sketches.end), np.array([(a << 32) | b], np.uint64)
        aligned = align(self._sketches.tokens, spans, key, texts.marks, self._days)
        if not len(aligned.pairs):
            return None
        codes, _ = relation.verdicts(aligned, texts)
        layout = texts.layout
        of_a, of_b = ((int(layout.number_begin[n]), int(layout.number_end[n])) for n in (a, b))
        rows = aligned.passages
        own = self._own(texts, a, rows[:, 0:2]), self._own(texts, b, rows[:, 2:4])
        words = int((rows[:, 1] - rows[:, 0]).sum()), int((rows[:, 3] - rows[:, 2]).sum())
        return Pair(
            *map(float, aligned.evidence[0]),
            shared=int(rows[:, 4].sum()) - min(words) + min(own),
            own=own,
            n_own=(int(texts.n_own[a]), int(texts.n_own[b])),
            n_facts=sum(other_numbers(layout.numbers, of_a, of_b, row) for row in rows),
            near=bool(same_days.py_func(int(self._days[a]), int(self._days[b]))),  # type: ignore[attr-defined]
            exact=False,
            kernel=relation.RELATIONS[codes[0]],
        )

    def _own(self, texts: relation.Texts, article: int, spans: NDArray[np.int32]) -> int:
        begin = int(texts.begin[article])
        return sum(int((texts.marks[begin + i : begin + j] & REPEATED == 0).sum()) for i, j in spans.tolist())

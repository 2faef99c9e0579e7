"""The rules of `dedup.judge.relation` in plain Python, so that their parameters can be chosen anew in every fold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from dedup import Article, Config
from dedup.alignment.common_subsequence import common_words
from dedup.boilerplate import boilerplate_of
from dedup.candidates.pairs import join
from dedup.corpus.corpus import Corpus
from dedup.corpus.days import NO_DAY, NO_OUTLET, same_days
from dedup.corpus.intake import take_in
from dedup.corpus.texts import Texts
from dedup.judge import relation
from dedup.judge.templates import WORDS_A_FACT
from dedup.matches.confirmer import Confirmer
from dedup.runtime.stages import Stages
from dedup.scanning.engine import Run, find_reuse
from dedup.scanning.scan import source_of


class Pair(NamedTuple):
    """What a verdict is made from: evidence, words shared, and the own words of either article, shared and in all.

    `outlets` is "one", "two" where both outlets and both days are known, else "". `shares` are those of either article
    in passages, and those of its words that stand in the other in the same order (0 in scripts without spaces).
    """

    by_rarity: float
    by_spread: float
    unquoted: float
    formula: float
    shared: int
    own: tuple[int, int]
    n_own: tuple[int, int]
    n_facts: int
    intact: int
    outlets: str
    near: bool
    exact: bool
    kernel: str
    shares: tuple[float, float] = (0, 0)
    in_order: tuple[float, float] = (0, 0)


@dataclass(frozen=True)
class Rules:
    """The parameters of a verdict; the defaults are those of `dedup`."""

    evidence: float = relation.MIN_EVIDENCE
    across: float = relation.MIN_ACROSS
    within: float = relation.MIN_WITHIN
    news: float = relation.MIN_NEWS
    rare: float = relation.MIN_RARE
    same_story: float = relation.SAME_STORY
    whole: float = relation.MIN_WHOLE

    def verdict(self, pair: Pair | None) -> str:
        """The relation of a pair; "none" where nothing is shared."""
        if pair is None:
            return "none"
        if pair.exact:
            return "exact"
        shares = sorted(own / max(n, 1) for own, n in zip(pair.own, pair.n_own, strict=True))
        weight, needed = pair.by_spread, self._needed(pair)
        whole = shares[1] >= self.whole
        if whole:
            weight = max(weight, pair.by_rarity)
            needed = min(needed, relation.MIN_SHARE * min(pair.n_own))
        same_story = shares[1] >= self.same_story and min(pair.own) >= self.evidence and pair.near
        if pair.near:
            form = weight < self.news * (weight + pair.formula)
        else:
            form = weight < self.rare * pair.shared or (
                pair.n_facts * WORDS_A_FACT >= max(pair.shared, 1) and pair.intact < relation.MIN_INTACT
            )
        if form or (weight < needed and not same_story):
            return "quote" if pair.by_spread - pair.unquoted > pair.unquoted else "boilerplate"
        if not whole and pair.unquoted < needed:
            return "quote"
        if not whole:
            return self._edited_throughout(pair) or "partial"
        return "reprint" if shares[0] >= self.whole else "contained"

    def _edited_throughout(self, pair: Pair) -> str | None:
        if not relation.MIN_COPIED <= max(pair.shares) < self.whole or max(pair.in_order) < relation.MIN_IN_ORDER:
            return None
        return "reprint" if min(pair.in_order) >= relation.MIN_IN_ORDER else "contained"

    def _needed(self, pair: Pair) -> float:
        if pair.outlets == "two" and pair.near and pair.formula < relation.MAX_FORM * pair.by_spread:
            return self.across
        return self.within if pair.outlets == "one" else self.evidence


REUSE_GRID = [
    Rules(across=across, within=within, news=news, rare=rare, same_story=same_story)
    for across, within, news, rare, same_story in product(
        (10, 8, 12, 16), (20, 16, 24), (1 / 3, 0, 0.2, 0.5), (0.5, 0, 1 / 3, 2 / 3), (0.85, 0.8, 0.9)
    )
]
"""What is tried for reuse or not, the settings of `dedup` first: of equal ones the first is taken."""

EXTENT_GRID = [Rules(whole=whole) for whole in (0.75, 0.65, 0.7, 0.725, 0.775, 0.8, 0.85)]
"""What is tried for the kind of reuse."""


class Judged:
    """A collection, and the evidence of any pairs in it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        run = Run(Config(), jobs=2)
        intake = take_in(source_of(articles), run.config, run.jobs, Stages())
        corpus = Corpus(intake.collection, intake.order)
        boilerplate = boilerplate_of(corpus, intake.sketches[0])
        found = find_reuse(corpus, intake.sketches.pop(), boilerplate, run)
        self._texts, self._representative = found.texts, found.representative
        self._confirm = Confirmer(found.texts)
        self._number = {name: number for number, name in enumerate(corpus.ids)}

    def pairs(self, ids: Iterable[tuple[str, str]]) -> list[Pair | None]:
        """The evidence of each pair of articles, None where nothing is shared or an article has no words."""
        return [self._pair(*names) for names in ids]

    def _pair(self, one: str, other: str) -> Pair | None:
        if one not in self._number or other not in self._number:
            return None
        a, b = sorted(int(self._representative[self._number[name]]) for name in (one, other))
        if a == b:
            return Pair(0, 0, 0, 0, 0, (0, 0), (0, 0), 0, 0, "", near=True, exact=True, kernel="exact")
        judged = self._confirm(join(np.array([a]), np.array([b])))
        if not len(judged):
            return None
        texts, found = self._texts, judged.alignments
        overlap = relation.overlap_kernel(texts, a, b, found.of(0))
        own = overlap.own_a, overlap.own_b
        n_a, n_b = int(texts.n_tokens[a]), int(texts.n_tokens[b])
        in_order = common_words(texts.words(a), texts.words(b)) if overlap.word >= relation.MIN_WORD else 0
        return Pair(
            *found.evidence[0].tolist(),
            shared=overlap.common - min(overlap.words_a, overlap.words_b) + min(own),
            own=own,
            n_own=(int(texts.n_own[a]), int(texts.n_own[b])),
            n_facts=overlap.n_other_numbers,
            intact=overlap.intact,
            outlets=_outlets(texts, a, b),
            near=same_days(int(texts.days[a]), int(texts.days[b])),
            exact=False,
            kernel=relation.RELATIONS[judged.relations[0]],
            shares=(overlap.words_a / n_a, overlap.words_b / n_b),
            in_order=(in_order / n_a, in_order / n_b),
        )


def _outlets(texts: Texts, a: int, b: int) -> str:
    if NO_OUTLET in (texts.outlets[a], texts.outlets[b]):
        return ""
    if texts.outlets[a] == texts.outlets[b]:
        return "one"
    return "" if NO_DAY in (texts.days[a], texts.days[b]) else "two"

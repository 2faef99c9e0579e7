"""A pair of articles lifted out of its collection, judged by the engine's own functions under any conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged, judge
from dedup.judge.relation import RELATIONS
from dedup.matches.confirmer import Confirmer
from dedup.weigh.marks import QUOTED, REPEATED
from dedup.weigh.rarity import GRAM_BITS

_PAIR = np.array([1], np.uint64)  # text 0 with text 1
NOTHING = len(RELATIONS)
"""The code where two texts share no passage."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts with all that the verdict looks at, numbered 0 and 1."""

    texts: Texts

    @classmethod
    def of(cls, texts: Texts, numbers: tuple[int, int]) -> Pair:
        """The texts with these numbers."""
        return cls(texts.chosen(np.array(numbers, np.int64)))

    def judged(self) -> Judged:
        """What the two share, judged; no pair where they share nothing."""
        return Confirmer(self.texts)(_PAIR)

    def relation(self) -> int:
        """The code of their relation; `NOTHING` if they share no passage."""
        return code_of(self.judged())

    def with_days(self, a: int, b: int) -> Pair:
        """The same, published on these days."""
        return Pair(self.texts._replace(days=np.array([a, b], np.int64)))

    def with_marks(self, cleared: np.uint8) -> Pair:
        """The same without these bits in the marks of all words."""
        n_own = self.texts.n_tokens if cleared & REPEATED else self.texts.n_own
        return Pair(self.texts._replace(marks=self.texts.marks & ~cleared, n_own=n_own))

    def all_rare(self) -> Pair:
        """The same as if no other article had any of their words."""
        return self.with_marks(GRAM_BITS)

    def without_quotations(self) -> Pair:
        """The same as if nobody was quoted."""
        return self.with_marks(QUOTED)

    def with_the_same_numbers(self) -> Pair:
        """The same as if no number differed."""
        return Pair(self.texts._replace(number_end=self.texts.number_begin))

    def without_boilerplate(self) -> Pair:
        """The same as if nothing was boilerplate of its outlet."""
        return self.with_marks(REPEATED)


def code_of(found: Judged) -> int:
    """The code of the relation of two texts."""
    return int(found.relations[0]) if len(found) else NOTHING


def weighed(found: Judged, texts: Texts, factor: float) -> int:
    """The code of the relation of two texts as if the words they share weighed so many times as much."""
    aligned = found.alignments
    evidence = aligned.evidence.copy()
    for name in evidence.dtype.names or ():
        evidence[name] *= factor
    return code_of(judge(replace(aligned, evidence=evidence), texts))


def lengthened(found: Judged, texts: Texts, in_order: int, side: int, n_words: int) -> int:
    """The code of their relation if one of them had so many more words of its own, or fewer.

    `in_order` are the words that they have in the same order as they are.
    """
    n_tokens, n_own = texts.n_tokens.copy(), texts.n_own.copy()
    n_tokens[side] += n_words
    n_own[side] += n_words
    longer = texts._replace(n_tokens=n_tokens, n_own=n_own)
    return code_of(judge(found.alignments, longer, in_order=np.array([in_order])))

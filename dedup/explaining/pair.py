"""A pair of articles lifted out of its collection, judged by the engine's own functions under any conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments, align
from dedup.judge.relation import BOILERPLATE, MIN_EVIDENCE, RELATIONS, Texts, verdicts
from dedup.sketch.sketches import Sketches
from dedup.weigh.evidence import BY_RARITY, BY_SPREAD, QUOTED, REPEATED, SPOKEN, UNQUOTED
from dedup.weigh.rarity import GRAM_BITS

_PAIR = np.array([1], np.uint64)  # text 0 with text 1
NOTHING = len(RELATIONS)
"""The code where two texts share no passage."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts with all that the verdict looks at; `tokens` are those of the one and then of the other."""

    tokens: NDArray[np.uint32]
    texts: Texts

    @classmethod
    def of(cls, sketches: Sketches, texts: Texts, numbers: tuple[int, int]) -> Pair:
        """The texts with these numbers."""
        spans = [slice(int(sketches.begin[one]), int(sketches.end[one])) for one in numbers]
        chosen = np.array(numbers, np.int64)
        lengths = texts.n_tokens[chosen]
        return cls(
            np.concatenate([sketches.tokens[span] for span in spans]),
            Texts(
                np.array([0, lengths[0]], np.int64),
                np.concatenate([texts.marks[span] for span in spans]),
                lengths,
                texts.n_own[chosen],
                texts.digests[chosen],
                texts.days[chosen],
                texts.layout.reordered(chosen),
            ),
        )

    def tokens_of(self, side: int) -> list[int]:
        """The tokens of one of the two."""
        begin = int(self.texts.begin[side])
        found: list[int] = self.tokens[begin : begin + int(self.texts.n_tokens[side])].tolist()
        return found

    def aligned(self) -> Alignments:
        """What the two share."""
        begin = self.texts.begin
        spans = (begin, begin + self.texts.n_tokens)
        return align(self.tokens, spans, _PAIR, self.texts.marks, self.texts.days)

    def judged(self) -> int:
        """The code of their relation; `NOTHING` if they share no passage."""
        return judged(self.aligned(), self.texts)

    def with_days(self, a: int, b: int) -> Pair:
        """The same, published on these days."""
        return replace(self, texts=replace(self.texts, days=np.array([a, b], np.int64)))

    def with_marks(self, cleared: np.uint8) -> Pair:
        """The same without these bits in the marks of all words."""
        marks = self.texts.marks & ~cleared
        n_own = self.texts.n_tokens if cleared & REPEATED else self.texts.n_own
        return replace(self, texts=replace(self.texts, marks=marks, n_own=n_own))

    def all_rare(self) -> Pair:
        """The same as if no other article had any of their words."""
        return self.with_marks(GRAM_BITS)

    def without_quotations(self) -> Pair:
        """The same as if nobody was quoted."""
        return self.with_marks(QUOTED | SPOKEN)

    def with_the_same_numbers(self) -> Pair:
        """The same as if no number differed."""
        layout = replace(self.texts.layout, number_end=self.texts.layout.number_begin)
        return replace(self, texts=replace(self.texts, layout=layout))

    def without_boilerplate(self) -> Pair:
        """The same as if nothing was boilerplate of its outlet."""
        return self.with_marks(REPEATED)


def judged(aligned: Alignments, texts: Texts) -> int:
    """The code of the relation of two aligned texts."""
    if len(aligned.pairs) == 0:
        return NOTHING
    return int(verdicts(aligned, texts)[0][0])


def with_evidence(aligned: Alignments, evidence: NDArray[np.floating]) -> Alignments:
    """The same alignment as if its words weighed this."""
    return replace(aligned, evidence=evidence.reshape(1, -1).astype(np.float32))


def longer(texts: Texts, side: int, n_words: int) -> Texts:
    """The same texts, one of them with so many more words of its own, or fewer."""
    n_tokens, n_own = texts.n_tokens.copy(), texts.n_own.copy()
    n_tokens[side] += n_words
    n_own[side] += n_words
    return replace(texts, n_tokens=n_tokens, n_own=n_own)


def needed_evidence(aligned: Alignments, texts: Texts) -> float | None:
    """How much the words of two aligned texts must weigh to count as reuse, None where no weight would do.

    0.0 where they count whatever they weigh, as a story of the same days does.
    """
    weight = aligned.evidence[0].astype(np.float64)

    def counts(words: float) -> bool:
        weight[[BY_RARITY, BY_SPREAD, UNQUOTED]] = words
        return judged(with_evidence(aligned, weight), texts) < BOILERPLATE

    low, high = 0.0, float(aligned.passages[:, 4].sum()) + MIN_EVIDENCE
    if counts(low):
        return 0.0
    if not counts(high):
        return None
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if counts(middle) else (middle, high)
    return round(high, 2)

"""Evidence: what a run of shared words counts, by how common and how spread its words are and by where it stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.records import EVIDENCE, EvidenceRecord, EvidenceRecords, PassageRecord, PassageRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import GRAM
from dedup.weigh.marks import FIRST_WORD, QUOTED, REPEATED, SPOKEN, is_quoted, is_unmarked
from dedup.weigh.rarity import (
    GRAM_BITS,
    LASTING_WEIGHTS,
    LONG_WEIGHTS,
    PERSISTENT,
    SPREAD_SHIFT,
    STORY_WEIGHTS,
    WEIGHTS,
)

MIN_STORY_RUN = 12
"""Words of a verbatim run that, shared within days, is more than a name with its titles: about a clause, the shortest
run that is sure to nominate a pair (`Config.min_run`)."""

LONG_RUN = 80
"""Words of a passage that is no formula, unless it is spread over many days. The longest formulas seen have 71."""

MOST_QUOTED = 0.9
"""Share of a passage's common words that are quotation, from which all of it is: the rest are words that introduce it,
or that one outlet's marks leave out. Of 40 pairs of Brazilian news, 21 of them wrongly called reuse, three quotations
are told by it and no copy is lost. Told by weight it loses a pair of US news, which copied the reporting around one.
Of a passage that only one text quotes (`is_quoted_by_one`) 15 matches of Brazilian news are told with all of its words
quoted, 18 with .9, 19 with .8 and 29 with .5; of Arabic news 17, 19, 24 and 56; labelled pairs are right alike."""

_TABLES = np.concatenate([LASTING_WEIGHTS, STORY_WEIGHTS, LONG_WEIGHTS])
_STORY, _LONG = len(WEIGHTS), 2 * len(WEIGHTS)


def in_full(words: NDArray[np.floating]) -> EvidenceRecords:
    """The evidence of pairs whose shared words, so many, all count: EVIDENCE[P]."""
    evidence = np.zeros(len(words), EVIDENCE)
    for name in ("by_rarity", "by_spread", "unquoted"):
        evidence[name] = words
    return evidence


def unquoted_words(passages: PassageRecords, marks: tuple[NDArray[np.uint8], NDArray[np.uint8]]) -> float:
    """The words of passages of two texts with these marks that are no quotation in both, of the side with fewer.

    What is a quotation in both is told as in `weigh_run`: one has it in quotation marks, or both introduce it.
    """
    n = 0.0
    marks_a, marks_b = marks
    for passage in passages:
        a = marks_a[passage["begin_a"] : passage["end_a"]]
        b = marks_b[passage["begin_b"] : passage["end_b"]]
        spoken_a, spoken_b = (np.count_nonzero(side & SPOKEN) for side in (a, b))
        marked = (a & QUOTED == QUOTED).any() or (b & QUOTED == QUOTED).any()
        quoted = marked or (
            _is_introduced(marks_a, int(passage["begin_a"])) and _is_introduced(marks_b, int(passage["begin_b"]))
        )
        n_own = min(len(a) - spoken_a, len(b) - spoken_b) if quoted else min(len(a), len(b))
        n += 0 if min(len(a), len(b)) - n_own >= MOST_QUOTED * min(len(a), len(b)) else n_own
    return n


def _is_introduced(marks: NDArray[np.uint8], begin: int) -> bool:
    """Whether speech without marks begins among the first words of a passage: before a 4-gram of its introduction."""
    spoken = marks[max(begin - 1, 0) : begin + GRAM] & QUOTED == SPOKEN
    return bool((spoken[1:] & ~spoken[:-1]).any())


@inlined
def _quotes(marks: NDArray[np.uint8], begin: int, end: int) -> bool:
    """Whether a passage of the text with these marks is a quotation in quotation marks, and begins where they open."""
    n = 0
    for i in range(begin, end):
        n += is_quoted(marks[i])
    return n >= MOST_QUOTED * (end - begin) and (begin == 0 or not is_quoted(marks[begin - 1]))


@kernel("boolean(uint8[::1], uint8[::1], PassageRecord)")
def is_quoted_by_one(marks_a: NDArray[np.uint8], marks_b: NDArray[np.uint8], passage: PassageRecord) -> bool:
    """Whether one of two texts with these marks quotes what the other begins a sentence with, in no quotation marks.

    That is a post or a statement that the other embeds. Where the passage begins inside the quotation, a mark that is
    never closed may be what makes it one, and inside a sentence the writer may be the one who is quoted.
    """
    opens_a = marks_a[passage.begin_a] & QUOTED == FIRST_WORD
    opens_b = marks_b[passage.begin_b] & QUOTED == FIRST_WORD
    return (opens_b and _quotes(marks_a, passage.begin_a, passage.end_a)) or (
        opens_a and _quotes(marks_b, passage.begin_b, passage.end_b)
    )


@kernel("Tuple((int64, float64))(uint8[::1], UniTuple(int64, 2), int64, int64, EvidenceRecord)")
def weigh_run(
    marks: NDArray[np.uint8], at: tuple[int, int], length: int, n_around: int, evidence: EvidenceRecord
) -> tuple[int, float]:
    """Add the words of a verbatim run, weighted, to `evidence`, an EVIDENCE.

    Return how many of them are quotation, and what the others weigh.

    `at` are its places in both articles' tokens, `n_around` the words of the passage around it where the articles may
    be news of the same days, else 0. A word counts by the rarest of the 4-grams of the run that it stands in; it counts
    nothing in the boilerplate of either outlet. What both have as speech is a quotation if one has it in quotation
    marks, or if both introduce it in words of their own: no 4-gram of those is shared. The words being the same, so are
    the bits of their 4-grams; those of either may be 0, not looked up.
    """
    at_a, at_b = at
    table = 0
    if n_around > 0 and length >= MIN_STORY_RUN:
        table = _STORY
    if n_around >= LONG_RUN:
        table = _LONG
    introduced = False
    n_quoted, unquoted = 0, 0.0
    for word in range(length):
        own = marks[at_a + word] | marks[at_b + word]
        if own & REPEATED:
            continue
        by_rarity, by_spread, lasting = np.float32(0), np.float32(0), False
        for gram in range(max(word - GRAM + 1, 0), min(word, length - GRAM) + 1):
            mark = np.int64((marks[at_a + gram] | marks[at_b + gram]) & GRAM_BITS)
            by_rarity = max(by_rarity, WEIGHTS[mark])
            by_spread = max(by_spread, _TABLES[table + mark])
            lasting = lasting or mark >> SPREAD_SHIFT != PERSISTENT
        evidence.formula += not lasting
        evidence.by_rarity += by_rarity
        evidence.by_spread += by_spread
        spoken = marks[at_a + word] & marks[at_b + word] & SPOKEN
        marked = spoken and is_quoted(own)
        if not spoken:
            introduced = False
        elif word < GRAM and (word > 0 or not marked):  # a text may begin with speech in marks, and no word is before
            own_before = not (is_unmarked(marks[at_a + word - 1]) or is_unmarked(marks[at_b + word - 1]))
            introduced = introduced or own_before
        if marked or introduced:
            n_quoted += 1
        else:
            unquoted += np.float64(by_spread)
    evidence.unquoted += unquoted
    return n_quoted, unquoted

"""Evidence: what a run of shared words counts, by how common and how spread its words are and by where it stands.

Every token has a mark of 8 bits: how common and how spread the 4-gram is that begins there (`rarity`), whether it
stands in a quotation or in other speech, and whether in what its outlet repeats under many articles.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text.grams import GRAM
from dedup.text.layout import Layout
from dedup.text.speech import MARKED
from dedup.weigh.rarity import (
    GRAM_BITS,
    LASTING_WEIGHTS,
    LONG_WEIGHTS,
    PERSISTENT,
    SPREAD_SHIFT,
    STORY_WEIGHTS,
    WEIGHTS,
)

QUOTED, REPEATED, SPOKEN = np.uint8(0x20), np.uint8(0x40), np.uint8(0x80)
"""The bits of a mark that say that a token stands in quotation marks, in the boilerplate of its outlet, and, by its
place, in somebody's speech."""

BY_RARITY, BY_SPREAD, UNQUOTED, FORMULA = range(4)
"""The columns of evidence: shared words weighted by their rarity; where a formula counts nothing and a story's own
words count in full; and these without what both articles have in quotation marks."""

MIN_STORY_RUN = 12
"""Words of a verbatim run that, shared within days, is more than a name with its titles: about a clause, the shortest
run that is sure to nominate a pair (`Config.min_run`)."""

LONG_RUN = 80
"""Words of a passage that is no formula, unless it is spread over many days. The longest formulas seen have 71."""

_SPEECH = QUOTED | SPOKEN

_TABLES = np.concatenate([LASTING_WEIGHTS, STORY_WEIGHTS, LONG_WEIGHTS])
_STORY, _LONG = len(WEIGHTS), 2 * len(WEIGHTS)


def in_full(words: NDArray[np.float32]) -> NDArray[np.float32]:
    """The evidence of pairs whose shared words, so many, all count: float32[P, 4]."""
    return np.stack([words, words, words, np.zeros_like(words)], axis=1)


@kernel("void(uint8[::1], int64[::1], int64[::1], int32[::1], int32[::1], uint8)")
def flag_kernel(
    marks: NDArray[np.uint8],
    text_begin: NDArray[np.int64],
    article: NDArray[np.int64],
    begin: NDArray[np.int32],
    end: NDArray[np.int32],
    bit: np.uint8,
) -> None:
    """Set a bit in the marks of the tokens `begin` to `end` of each of these articles."""
    for k in range(len(article)):
        for i in range(text_begin[article[k]] + begin[k], text_begin[article[k]] + end[k]):
            marks[i] |= bit


def flag_speech(marks: NDArray[np.uint8], text_begin: NDArray[np.int64], layout: Layout) -> None:
    """Set `QUOTED` or `SPOKEN` in the marks of the tokens that are somebody's words."""
    n = layout.speech_end - layout.speech_begin
    article = np.repeat(np.arange(len(n)), n)
    rows = np.arange(len(article)) + np.repeat(layout.speech_begin - (np.cumsum(n) - n), n)
    begin, end, kind = (np.ascontiguousarray(layout.speeches[name][rows]) for name in ("begin", "end", "kind"))
    for bit, chosen in ((QUOTED, kind == MARKED), (SPOKEN, kind != MARKED)):
        flag_kernel(marks, text_begin, article[chosen], begin[chosen], end[chosen], bit)


def unquoted_words(passages: NDArray[np.int32], marks: NDArray[np.uint8], offsets: NDArray[np.int64]) -> float:
    """The words of passages of two texts that are no quotation in both, of the side that has fewer."""
    n = 0.0
    for begin_a, end_a, begin_b, end_b in passages[:, :4]:
        a, b = marks[offsets[0] + begin_a : offsets[0] + end_a], marks[offsets[1] + begin_b : offsets[1] + end_b]
        spoken = [np.count_nonzero(side & _SPEECH) for side in (a, b)]
        marked = (a & QUOTED).any() or (b & QUOTED).any()
        n += min(len(a) - spoken[0], len(b) - spoken[1]) if marked else min(len(a), len(b))
    return n


@kernel("void(uint8[::1], UniTuple(int64, 2), int64, int64, float32[::1])")
def weigh_run(
    marks: NDArray[np.uint8], at: tuple[int, int], length: int, n_around: int, evidence: NDArray[np.float32]
) -> None:
    """Add the words of a verbatim run, weighted, to the columns of `evidence`.

    `at` are its places in both articles' tokens, `n_around` the words of the passage around it where the articles may
    be news of the same days, else 0. A word counts by the rarest of the 4-grams of the run that it stands in; it counts
    nothing in the boilerplate of either outlet. The words being the same, so are the bits of their 4-grams; those of
    either may be 0, not looked up.
    """
    table = 0
    if n_around > 0 and length >= MIN_STORY_RUN:
        table = _STORY
    if n_around >= LONG_RUN:
        table = _LONG
    for word in range(length):
        own = marks[at[0] + word] | marks[at[1] + word]
        if own & REPEATED:
            continue
        by_rarity, by_spread, lasting = np.float32(0), np.float32(0), False
        for gram in range(max(word - GRAM + 1, 0), min(word, length - GRAM) + 1):
            mark = np.int64((marks[at[0] + gram] | marks[at[1] + gram]) & GRAM_BITS)
            by_rarity = max(by_rarity, WEIGHTS[mark])
            by_spread = max(by_spread, _TABLES[table + mark])
            lasting = lasting or mark >> SPREAD_SHIFT != PERSISTENT
        evidence[FORMULA] += not lasting
        evidence[BY_RARITY] += by_rarity
        evidence[BY_SPREAD] += by_spread
        spoken = marks[at[0] + word] & _SPEECH and marks[at[1] + word] & _SPEECH and own & QUOTED
        if not spoken:
            evidence[UNQUOTED] += by_spread

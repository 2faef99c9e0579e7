"""Marks: what is known of the words that begin at each token, in the 8 bits of a uint8.

How common and how spread the 4-gram is that begins there (`rarity`), whether the token stands in a quotation or in
other speech, and whether in what its outlet repeats under many articles.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.layout import Layout
from dedup.text.speech import FIRST, MARKED, UNMARKED

FIRST_WORD, REPEATED, SPOKEN, QUOTED = np.uint8(0x20), np.uint8(0x40), np.uint8(0x80), np.uint8(0xA0)
"""The bits of a mark that say that a token is the first of a sentence of the writer's own, that it stands in the
boilerplate of its outlet, in somebody's speech, and, which are two bits, in speech that is in quotation marks."""


@inlined
def is_quoted(mark: int) -> bool:
    """Whether a token with this mark stands in quotation marks."""
    return bool(mark & QUOTED == QUOTED)


@inlined
def is_unmarked(mark: int) -> bool:
    """Whether a token with this mark is somebody's word by its place alone."""
    return bool(mark & QUOTED == SPOKEN)


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
    """Set `QUOTED` or `SPOKEN` in the marks of the tokens that are somebody's words, `FIRST_WORD` in others."""
    n = layout.speech_end - layout.speech_begin
    article = np.repeat(np.arange(len(n)), n)
    rows = np.arange(len(article)) + np.repeat(layout.speech_begin - (np.cumsum(n) - n), n)
    begin, end, kind = (np.ascontiguousarray(layout.speeches[name][rows]) for name in ("begin", "end", "kind"))
    for bit, chosen in ((QUOTED, kind == MARKED), (SPOKEN, kind == UNMARKED)):
        flag_kernel(marks, text_begin, article[chosen], begin[chosen], end[chosen], bit)
    first = text_begin[article[kind == FIRST]] + begin[kind == FIRST]
    marks[first[marks[first] & SPOKEN == 0]] |= FIRST_WORD

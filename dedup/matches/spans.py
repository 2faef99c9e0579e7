"""Spans of passages: from words to characters, with the marks around them that both sides have.

Words are compared, marks are not; but a copied sentence is copied with its full stop and its quotation marks. A mark
belongs to a passage if it touches the passage's first or last word, no word of the next sentence touches it, and it
stands on both sides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.records import SPANS, PairRecords, SpanRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.text.marks import LINE_BREAK, SENTENCE_END, SPACE, kind_of, mark_table
from dedup.text.tokens import Points, Tokens


def characters(tokens: Tokens, places: SpanRecords, owners: PairRecords) -> SpanRecords:
    """Runs of tokens on both sides as spans of characters, SPANS[n]; an empty run stands after the token before it.

    `places` SPANS[n] are places in `tokens`; `owners` PAIR[n] the texts in which both sides stand.
    """
    spans = np.empty(len(places), SPANS)
    last = len(tokens) - 1
    for side in "ab":
        begin, end = places[f"begin_{side}"], places[f"end_{side}"]
        first = tokens.offsets[owners[side]]
        before = np.where(begin > first, tokens.ends[np.maximum(begin - 1, 0)], 0)
        spans[f"begin_{side}"] = np.where(begin < end, tokens.starts[np.minimum(begin, last)], before)
        spans[f"end_{side}"] = np.where(begin < end, tokens.ends[np.maximum(end - 1, 0)], before)
    return spans


def with_marks(tokens: Tokens, points: Points, places: SpanRecords, owners: PairRecords) -> SpanRecords:
    """Passages as spans of characters, SPANS[n], widened by the marks that both sides have.

    The parameters are those of `characters`; `points` are the characters of the texts.
    """
    spans = characters(tokens, places, owners)
    limits = np.empty(len(places), SPANS)
    for side in "ab":
        begin, end, text = places[f"begin_{side}"], places[f"end_{side}"], owners[side]
        first, last = tokens.offsets[text], tokens.offsets[text + 1]
        at = np.minimum(end, len(tokens) - 1)
        limits[f"begin_{side}"] = np.where(begin > first, tokens.ends[np.maximum(begin - 1, 0)], 0)
        limits[f"end_{side}"] = np.where(end < last, tokens.starts[at], np.diff(points[1])[text])
    mark_kernel(points, mark_table(), owners, limits, spans)
    return spans


@inlined
def is_visible_space(char: np.uint32, table: NDArray[np.uint8]) -> bool:
    """Whether a character is space that takes room: a joiner or a mark of direction belongs to what it touches."""
    return SPACE <= kind_of(char, table) <= LINE_BREAK


@inlined
def ahead_of(chars: NDArray[np.uint32], table: NDArray[np.uint8], begin: int, before: int) -> int:
    """How many characters touch a word that begins at `begin`, down to `before`, the end of the word before it."""
    at = begin
    while at > before and not is_visible_space(chars[at - 1], table):
        at -= 1
    return begin - at


@inlined
def after(chars: NDArray[np.uint32], table: NDArray[np.uint8], end: int, then: int, text_end: int) -> int:
    """How many characters touch a word that ends at `end`, up to `then`, the start of the word after it.

    Where they touch that word too, only those up to a mark that closes a sentence.
    """
    at = end
    while at < then and not is_visible_space(chars[at], table):
        at += 1
    if at == then and then < text_end:
        while at > end and kind_of(chars[at - 1], table) != SENTENCE_END:
            at -= 1
    return at - end


@kernel("void(Points, uint8[::1], PairRecords, SpanRecords, SpanRecords)")
def mark_kernel(
    points: Points,
    table: NDArray[np.uint8],
    owners: PairRecords,
    limits: SpanRecords,
    spans: SpanRecords,
) -> None:
    """Widen `spans` of characters by the marks that both sides have.

    `limits` are the end of the word before each span, 0 if there is none, and the start of the word after it, else the
    end of the text; `owners` names the texts of both sides.
    """
    chars, bounds = points
    for row in range(len(spans)):
        span, limit, owner = spans[row], limits[row], owners[row]
        first_a, first_b = bounds[owner.a], bounds[owner.b]
        begin_a, end_a, begin_b, end_b = (
            first_a + span.begin_a, first_a + span.end_a, first_b + span.begin_b, first_b + span.end_b,
        )  # fmt: skip
        reach_a = ahead_of(chars, table, begin_a, first_a + limit.begin_a)
        if begin_a - reach_a == first_a + limit.begin_a and limit.begin_a > 0:
            reach_a = 0
        reach_b = ahead_of(chars, table, begin_b, first_b + limit.begin_b)
        if begin_b - reach_b == first_b + limit.begin_b and limit.begin_b > 0:
            reach_b = 0
        n_ahead = 0
        while n_ahead < min(reach_a, reach_b) and chars[begin_a - 1 - n_ahead] == chars[begin_b - 1 - n_ahead]:
            n_ahead += 1
        reach_a = after(chars, table, end_a, first_a + limit.end_a, bounds[owner.a + 1])
        reach_b = after(chars, table, end_b, first_b + limit.end_b, bounds[owner.b + 1])
        n_after = 0
        while n_after < min(reach_a, reach_b) and chars[end_a + n_after] == chars[end_b + n_after]:
            n_after += 1
        span.begin_a -= n_ahead
        span.end_a += n_after
        span.begin_b -= n_ahead
        span.end_b += n_after

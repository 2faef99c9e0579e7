"""Dialogue: speech without quotation marks that is told by lines, which begin with a dash or stand below a colon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.records import SpeechRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.text.marks import COLON, DASH, FULL_STOP, LINE_BREAK, SENTENCE_END, kind_of
from dedup.text.speech import MARKED, UNMARKED, write_speech
from dedup.text.tokens import Points, Tokens

MAX_QUESTIONS = 1
"""Lines of dialogue that ask something; more of them are an interview, which is its outlet's own text."""

_QUESTION_MARKS = (0x3F, 0x37E, 0x55E, 0x61F, 0xFF1F)


@inlined
def gap_before(points: Points, tokens: Tokens, text: int, token: int) -> tuple[int, int]:
    """The bounds among `points` of what stands before a token of a text, or behind its last one."""
    offset, n_tokens = tokens.offsets[text], tokens.offsets[text + 1] - tokens.offsets[text]
    begin, end = points.bounds[text], points.bounds[text + 1]
    if token < n_tokens:
        end = begin + tokens.starts[offset + token]
    if token > 0:
        begin += tokens.ends[offset + token - 1]
    return begin, end


@inlined
def has_dash(points: Points, tokens: Tokens, text: int, token: int, table: NDArray[np.uint8], apart: bool) -> bool:
    """Whether a dash stands before a token; `apart`: and something beside it, as no dash inside a word has."""
    begin, end = gap_before(points, tokens, text, token)
    found = False
    for i in range(begin, end):
        found = found or kind_of(points.chars[i], table) == DASH
    return found and (end - begin > 1 or not apart)


@inlined
def has_stop(points: Points, tokens: Tokens, text: int, token: int, table: NDArray[np.uint8]) -> bool:
    """Whether a mark that ends a sentence stands before a token."""
    begin, end = gap_before(points, tokens, text, token)
    found = False
    for i in range(begin, end):
        found = found or FULL_STOP <= kind_of(points.chars[i], table) <= SENTENCE_END
    return found


@inlined
def _asks(points: Points, tokens: Tokens, text: int, token: int) -> bool:
    """Whether a question mark stands before a token."""
    begin, end = gap_before(points, tokens, text, token)
    found = False
    for i in range(begin, end):
        found = found or points.chars[i] in _QUESTION_MARKS
    return found


@inlined
def _is_introduced(points: Points, tokens: Tokens, text: int, token: int, table: NDArray[np.uint8]) -> bool:
    """Whether the line before the one that begins with a token ends with a colon."""
    begin, end = gap_before(points, tokens, text, token)
    has_colon = False
    for i in range(begin, end):
        kind = kind_of(points.chars[i], table)
        has_colon = has_colon or kind == COLON
        if kind == LINE_BREAK:
            return has_colon
    return False


@kernel("int64(Points, Tokens, int64, uint8[::1], int32[::1], SpeechRecords)")
def dialogue_kernel(
    points: Points,
    tokens: Tokens,
    text: int,
    table: NDArray[np.uint8],
    lines: NDArray[np.int32],
    speeches: SpeechRecords,
) -> int:
    """Fill in what is said in a text's lines that begin with a dash; return in how many stretches.

    A second dash in such a line parts the words from who says them, "— Нет, — сказал он. — Никогда", and shows that the
    first one opens speech and no item of a list. `lines` are the tokens that the text's lines begin with.
    """
    n_tokens = tokens.offsets[text + 1] - tokens.offsets[text]
    n, n_questions = 0, 0
    for k in range(len(lines)):
        begin, end = lines[k], lines[k + 1] if k + 1 < len(lines) else n_tokens
        if not has_dash(points, tokens, text, begin, table, False):
            continue
        n_questions += _asks(points, tokens, text, end)
        opened, first = begin, n
        for token in range(begin + 1, end):
            if has_dash(points, tokens, text, token, table, True):
                n = write_speech(speeches, n, opened, token, MARKED)
                opened = token if opened < 0 else -1
        if n > first:
            n = write_speech(speeches, n, opened, end, MARKED)
    return n if n_questions <= MAX_QUESTIONS else 0


@kernel("int64(Points, Tokens, int64, uint8[::1], int32[::1], SpeechRecords)")
def statement_kernel(
    points: Points,
    tokens: Tokens,
    text: int,
    table: NDArray[np.uint8],
    lines: NDArray[np.int32],
    speeches: SpeechRecords,
) -> int:
    """Fill in the paragraphs of a text below a line that ends with a colon, "He said:"; return how many.

    Nothing is before a sentence has ended: the lines of a headline, a byline and a dateline have colons too. A line
    that a sentence does not end goes on in the next.
    """
    n, at, has_ended, opened = 0, 1, False, -1
    for k in range(1, len(lines)):
        token = lines[k]
        if opened >= 0 and has_stop(points, tokens, text, token, table):
            n = write_speech(speeches, n, opened, token, UNMARKED)
            opened = -1
        if opened < 0 and _is_introduced(points, tokens, text, token, table):
            while at < token and not has_ended:
                has_ended = has_stop(points, tokens, text, at, table)
                at += 1
            opened = token if has_ended else -1
    if opened >= 0:
        n = write_speech(speeches, n, opened, tokens.offsets[text + 1] - tokens.offsets[text], UNMARKED)
    return n

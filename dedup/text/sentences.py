"""Sentences: where they begin among the tokens, in every script.

A sentence ends with a mark that ends sentences and the quotation marks and brackets that it closes, or with its line.
It goes on

- behind a mark that also stands in numbers, names and addresses ("3.5", "example.org"), unless space follows;
- behind the full stop of an abbreviation before a name or a number ("Dr. Smith", "No. 5", "am 3. Oktober"), of a letter
  that stands for a name or a title ("J.", "د."), of Thai words, and of the number of a list's entry;
- before a small letter, and before a comma ("«Who pays?», she said"), as in rules SB8 and SB8a of UAX 29; but a full
  stop behind a word too long for an abbreviation ends one, as some texts begin sentences with small letters;
- over the line breaks of a text that is wrapped at a width.

Greek asks with ";", and Armenian closes with a colon for want of its own mark on keyboards. Thai and Lao have no mark,
but space between sentences: it ends one where neither side of it is as short as a name.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.abbreviations import MAX_ABBREVIATION, Abbreviations, abbreviations, is_abbreviated, is_thai
from dedup.text.marks import (
    APOSTROPHE,
    CLOSING,
    CLOSING_BRACKET,
    COLON,
    FULL_STOP,
    INVISIBLE,
    LINE_BREAK,
    LOWER,
    PAUSE,
    SENTENCE_END,
    SPACE,
    STRAIGHT,
    UPPER,
    ZERO,
    kind_of,
    mark_table,
)
from dedup.text.tokens import Points, Tokens, code_points
from dedup.text.wrapping import is_wrapped

MIN_PHRASE = 20
"""Letters of Thai and Lao on either side of a space that parts sentences: names and titles are shorter."""

CLOSING_KINDS = (CLOSING, STRAIGHT, APOSTROPHE, CLOSING_BRACKET, INVISIBLE)
"""What may stand between the mark that ends a sentence and the space behind it."""

HEAD = 1000
"""Characters at the beginning of a text that show whether it is written with capitals."""


@inlined
def _is_han(char: np.uint32) -> bool:
    """Whether a letter is kana or Han, so that no space follows a full stop behind it."""
    return bool(np.uint32(0x3041) <= char <= np.uint32(0x9FFF))


@inlined
def _ends(chars: NDArray[np.uint32], at: int, table: NDArray[np.uint8]) -> bool:
    """Whether a character is a mark that can end a sentence; in Greek and Armenian the letter before it tells."""
    kind, before = kind_of(chars[at], table), chars[max(at - 1, 0)]
    greek = np.uint32(0x370) <= before <= np.uint32(0x3FF) or np.uint32(0x1F00) <= before <= np.uint32(0x1FFF)
    armenian = np.uint32(0x531) <= before <= np.uint32(0x587)
    return (
        FULL_STOP <= kind <= SENTENCE_END
        or (chars[at] == np.uint32(0x3B) and greek)
        or (chars[at] == np.uint32(0x3A) and armenian)
    )


@inlined
def _is_white(char: np.uint32, table: NDArray[np.uint8]) -> bool:
    return SPACE <= kind_of(char, table) <= LINE_BREAK


@inlined
def _opens_paragraph(chars: NDArray[np.uint32], at: int, end: int, table: NDArray[np.uint8]) -> bool:
    """Whether a blank line or an indented one follows a line break."""
    after = at + 1
    while after < end and kind_of(chars[after], table) == SPACE:
        after += 1
    blank = after < end and kind_of(chars[after], table) == LINE_BREAK
    if chars[at] == np.uint32(0x0D) and blank and after == at + 1 and chars[after] == np.uint32(0x0A):
        blank = False  # "\r\n" is one line break
    return blank or after > at + 2 or (after > at + 1 and chars[at + 1] == np.uint32(0x09))


@inlined
def _has_capitals(chars: NDArray[np.uint32], begin: int, end: int, table: NDArray[np.uint8]) -> bool:
    """Whether a text has capitals, by its first characters: only then do small letters say that a sentence goes on."""
    found = False
    for i in range(begin, min(end, begin + HEAD)):
        if kind_of(chars[i], table) == UPPER:
            found = True
            break
    return found


@kernel("boolean(Tokens, int64, int64, int64)")
def parts_phrases(tokens: Tokens, first: int, token: int, last: int) -> bool:
    """Whether the space before a token parts two phrases of Thai or Lao, each longer than names are.

    The text's tokens are those from `first` to `last`.
    """
    _, starts, ends, _ = tokens
    low, high = token - 1, token
    while low > first and ends[low - 1] == starts[low] and token - low < MIN_PHRASE:
        low -= 1
    while high + 1 < last and ends[high] == starts[high + 1] and high + 1 - token < MIN_PHRASE:
        high += 1
    return bool(min(token - low, high + 1 - token) >= MIN_PHRASE)


@inlined
def _behind_marks(chars: NDArray[np.uint32], at: int, end: int, table: NDArray[np.uint8]) -> tuple[int, int, bool]:
    """Where the marks end that end a sentence and what they close; how many they are; whether one needs no space."""
    n_marks = 0
    anywhere = _is_han(chars[at - 1]) and _is_han(chars[end])
    while at < end and (_ends(chars, at, table) or kind_of(chars[at], table) in CLOSING_KINDS):
        n_marks += _ends(chars, at, table)
        anywhere = anywhere or kind_of(chars[at], table) == SENTENCE_END
        at += 1
    while not anywhere and at < end and not _is_white(chars[at], table):
        at += 1
    return at, n_marks, anywhere


@kernel("int64(Points, Tokens, int64, int64, uint8[::1], Abbreviations, boolean)")
def begin_kernel(
    points: Points, tokens: Tokens, text: int, token: int, table: NDArray[np.uint8], known: Abbreviations, wrapped: bool
) -> int:
    """The place among `points` where the sentence that begins with a token begins, its opening marks with it.

    It is -1 where none begins: the token, not the first of its text, goes on with a sentence. `wrapped`: lines are
    broken at a width.
    """
    chars, bounds = points
    _, starts, ends, offsets = tokens
    begin, end = bounds[text] + ends[token - 1], bounds[text] + starts[token]
    stop, line, only_space = end, end, True
    for i in range(begin, end):
        kind = kind_of(chars[i], table)
        only_space = only_space and kind == SPACE
        if kind == LINE_BREAK and (not wrapped or _opens_paragraph(chars, i, end, table)):
            line = i
            break
        if stop == end and _ends(chars, i, table):
            stop = i
    at = line
    if stop < end:
        at, n_marks, anywhere = _behind_marks(chars, stop, end, table)
        last = at if anywhere and at < end else at - 1
        goes_on = kind_of(chars[last], table) in (PAUSE, COLON) and not _ends(chars, last, table)
        single = n_marks == 1 and chars[stop] == np.uint32(0x2E)
        small = kind_of(chars[end], table) == LOWER and _has_capitals(chars, bounds[text], bounds[text + 1], table)
        small = small and (not single or ends[token - 1] - starts[token - 1] <= MAX_ABBREVIATION)
        if line == end and ((at == end and not anywhere) or goes_on or small):
            return -1
        asked = line == end or kind_of(chars[begin - 1], table) >= ZERO  # before a line's end, for a list's number only
        if single and stop == begin and asked and is_abbreviated(points, tokens, text, token, table, known):
            return -1
    elif line == end:
        phrases = only_space and end > begin and is_thai(chars[begin - 1]) and is_thai(chars[end])
        if not (phrases and parts_phrases(tokens, offsets[text], token, offsets[text + 1])):
            return -1
        at = begin
    while at < end and _is_white(chars[at], table):
        at += 1
    return int(at)


@kernel("void(Points, Tokens, uint8[::1], Abbreviations, boolean[::1], int32[::1])")
def sentence_kernel(
    points: Points,
    tokens: Tokens,
    table: NDArray[np.uint8],
    known: Abbreviations,
    wrapped: NDArray[np.bool_],
    begins: NDArray[np.int32],
) -> None:
    """Fill in where the sentence that begins with each token begins, -1 where none does."""
    chars, bounds = points
    _, starts, ends, offsets = tokens
    for text in range(len(bounds) - 1):
        begins[offsets[text] : offsets[text] + 1] = 0
        for token in range(offsets[text] + 1, offsets[text + 1]):
            gap = bounds[text] + ends[token - 1]
            begins[token] = -1
            if starts[token] - ends[token - 1] != 1 or chars[gap] != np.uint32(0x20) or is_thai(chars[gap + 1]):
                at = begin_kernel(points, tokens, text, token, table, known, wrapped[text])
                begins[token] = at - bounds[text] if at >= 0 else -1


def sentence_begins(texts: Sequence[str], tokens: Tokens) -> NDArray[np.int32]:
    """Of each token, the character of its text with which the sentence that it begins begins, else -1: int32[n_tokens].

    The first sentence of a text begins with its first character, and marks that open a sentence belong to it.

    >>> from dedup.text.tokens import tokenize
    >>> text = "The river rose by 3.5 metres. “Nobody was hurt,” said Dr. Ray."
    >>> [int(at) for at in sentence_begins([text], tokenize([text])) if at >= 0]
    [0, 30]
    """
    wrapped = np.fromiter(map(is_wrapped, texts), np.bool_, len(texts))
    begins = np.empty(len(tokens), np.int32)
    sentence_kernel(code_points(texts), tokens, mark_table(), abbreviations(), wrapped, begins)
    return begins

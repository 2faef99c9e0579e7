"""What a text's words do not say: where lines begin, which words are somebody's speech, and which are numbers."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel

OTHER, SPACE, LINE_BREAK, FULL_STOP, COLON, OPENING, CLOSING, STRAIGHT, ZERO = range(9)

_ZEROS = "0٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐０"  # each with the digits 1 to 9 after it

_MARKS = {
    LINE_BREAK: "\n\r\u2028\u2029",
    SPACE: " \t\v\f\xa0\u1680\u200e\u200f\u202f\u3000" + "".join(map(chr, range(0x2000, 0x200C))),
    OPENING: "«‹“„‟‘‚「『﹁﹃〝﴿",
    CLOSING: "»›”’」』﹂﹄〞〟﴾",
    STRAIGHT: '"＂',
    COLON: ":：",
    FULL_STOP: ".!?؟…。！？۔।",
}

MARKED, SPEECH = 1, 2
"""How words are somebody's: they stand in quotation marks; or by their place, from a colon to the end of the
sentence."""


@cache
def mark_table() -> NDArray[np.uint8]:
    """What each character of the basic plane does between words, or `ZERO` and the value of a digit, uint8[65536]."""
    table = np.zeros(0x10000, np.uint8)
    for kind, characters in _MARKS.items():
        table[[ord(character) for character in characters]] = kind
    for zero in map(ord, _ZEROS):
        table[zero : zero + 10] = np.arange(ZERO, ZERO + 10)
    return table


_APOSTROPHE = np.uint32(0x2019)
_NEEDS_NO_SPACE = np.uint32(0x900)  # from here on stand the colons and full stops that need no space after them


@inlined
def _is_hebrew(char: np.uint32) -> bool:
    return bool(np.uint32(0x5D0) <= char <= np.uint32(0x5EA))


@inlined
def _kind(char: np.uint32, table: NDArray[np.uint8]) -> int:
    return int(table[char]) if char < np.uint32(0x10000) else OTHER


@inlined
def _is_space(char: np.uint32, table: NDArray[np.uint8]) -> bool:
    return SPACE <= _kind(char, table) <= LINE_BREAK


@inlined
def write_speech(speeches: NDArray[np.int32], n: int, begin: int, end: int, kind: int) -> int:
    """Add a row unless it is empty; return how many rows there are."""
    if 0 <= begin < end:
        speeches[n, 0], speeches[n, 1], speeches[n, 2] = begin, end, kind
        n += 1
    return n


@inlined
def opens_quotation(kind: int, after_space: bool, after_word: bool, before_word: bool, inside: bool) -> bool:
    """Whether a quotation mark opens: before a word, not after one, whichever way it is drawn.

    German and Danish draw theirs the other way round. Where that does not tell, as between Chinese characters, the
    mark's shape does, and of straight ones the first opens.
    """
    opens = kind == OPENING or (kind == STRAIGHT and not inside)
    if after_space and before_word:
        opens = True
    elif not after_space and not before_word and (kind != OPENING or after_word):
        opens = False
    return opens


@kernel(
    "UniTuple(int64, 2)(Array(uint32, 1, 'C', True), int64, int64, int32[::1], int32[::1], uint8[::1], int32[::1],"
    " int32[:, ::1])"
)
def punctuation_kernel(
    chars: NDArray[np.uint32],
    first: int,
    last: int,
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    table: NDArray[np.uint8],
    lines: NDArray[np.int32],
    speeches: NDArray[np.int32],
) -> tuple[int, int]:
    """Fill in where among the tokens of the text `chars[first:last]` each line with words begins, and what is speech.

    Returns how many of both. `speeches` rows: begin and end in tokens, MARKED or SPEECH. A quotation that is not
    closed, or opened anew on another line, ends with the line that it began on. A colon in the first sentence is a
    dateline's.
    """
    n_lines, n_speeches, n_stops = 0, 0, 0
    depth, opened, said = 0, -1, -1
    torn = -1  # where the first line ends that an open quotation goes on from
    fresh = True
    for token in range(len(starts) + 1):
        begin = first + ends[token - 1] if token > 0 else first
        end = first + starts[token] if token < len(starts) else last
        for i in range(begin, end):
            kind = _kind(chars[i], table)
            if kind <= SPACE:
                continue
            after_word, before_word = i == begin and token > 0, i + 1 == end and token < len(starts)
            parts = not before_word or chars[i] >= _NEEDS_NO_SPACE
            if kind == COLON:
                said = token if said < 0 and n_stops > 0 and parts else said
            elif kind <= FULL_STOP:
                if kind == LINE_BREAK:
                    torn = token if depth > 0 and torn < 0 else torn
                    n_stops, fresh = n_stops + 1, True
                elif parts:
                    n_speeches = write_speech(speeches, n_speeches, said, token, SPEECH)
                    n_stops, said = n_stops + 1, -1
            elif after_word and before_word and (chars[i] == _APOSTROPHE or _is_hebrew(chars[i - 1])):
                continue  # an apostrophe, or the mark of a Hebrew abbreviation
            else:
                after_space = i == first or _is_space(chars[i - 1], table)
                if opens_quotation(kind, after_space, after_word, before_word, depth > 0):
                    if torn >= 0:
                        n_speeches = write_speech(speeches, n_speeches, opened, torn, MARKED)
                        depth, torn = 0, -1
                    opened = token if depth == 0 else opened
                    depth += 1
                elif depth > 0:
                    depth -= 1
                    if depth == 0:
                        n_speeches = write_speech(speeches, n_speeches, opened, token, MARKED)
                        opened, torn = -1, -1
        if fresh and token < len(starts):
            lines[n_lines] = token
            n_lines += 1
            fresh = False
    n_speeches = write_speech(speeches, n_speeches, opened, torn if torn >= 0 else len(starts), MARKED)
    n_speeches = write_speech(speeches, n_speeches, said, len(starts), SPEECH)
    return n_lines, n_speeches


@kernel("int64(Array(uint32, 1, 'C', True), int64, int32[::1], int32[::1], uint8[::1], int32[:, ::1])")
def number_kernel(
    chars: NDArray[np.uint32],
    first: int,
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    table: NDArray[np.uint8],
    numbers: NDArray[np.int32],
) -> int:
    """Fill in the words of the text that begins at `first` that begin or end with a digit; return how many.

    `numbers` rows: the token, and the digits in it as a number (modulo 2^31), so that "20", "and20" and "٢٠" are one.
    """
    n = 0
    for token in range(len(starts)):
        begin, end = first + starts[token], first + ends[token]
        if _kind(chars[begin], table) < ZERO and _kind(chars[end - 1], table) < ZERO:
            continue
        value = 0
        for i in range(begin, end):
            digit = _kind(chars[i], table) - ZERO
            value = (10 * value + digit) & 0x7FFFFFFF if digit >= 0 else value
        numbers[n, 0], numbers[n, 1] = token, value
        n += 1
    return n

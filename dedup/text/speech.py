"""Speech: which words are somebody's, by the quotation marks of all scripts and by colons; lines and sentences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.records import SpeechRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.text.abbreviations import Abbreviations
from dedup.text.marks import (
    COLON,
    FULL_STOP,
    LINE_BREAK,
    OPENING,
    SENTENCE_END,
    SPACE,
    STRAIGHT,
    is_space,
    kind_of,
)
from dedup.text.sentences import begin_kernel
from dedup.text.tokens import Points, Tokens

MARKED, UNMARKED, FIRST = 1, 2, 3
"""How words are somebody's: they stand in quotation marks; or by their place, from a colon to the end of the
sentence. The third says only that a sentence begins, but for the first of a text, which is its own report: another
text may quote it."""

_COLON, _APOSTROPHE = np.uint32(0x3A), np.uint32(0x2019)


@inlined
def _is_hebrew(char: np.uint32) -> bool:
    return bool(np.uint32(0x5D0) <= char <= np.uint32(0x5EA))


@inlined
def write_speech(speeches: SpeechRecords, n: int, begin: int, end: int, kind: int) -> int:
    """Add a speech unless it is empty; return how many rows there are."""
    if 0 <= begin < end:
        speeches[n].begin, speeches[n].end, speeches[n].kind = begin, end, kind
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


@kernel("UniTuple(int64, 2)(Points, Tokens, int64, uint8[::1], Abbreviations, int32[::1], SpeechRecords)")
def speech_kernel(
    points: Points,
    tokens: Tokens,
    text: int,
    table: NDArray[np.uint8],
    known: Abbreviations,
    lines: NDArray[np.int32],
    speeches: SpeechRecords,
) -> tuple[int, int]:
    """Fill in where among a text's tokens each line with words begins, and what is speech; return how many of both.

    A speech is MARKED or UNMARKED, and each word that a sentence begins with is FIRST: behind a mark that ends
    sentences, or a blank line, but not the text's own first. A quotation that is not closed, or opened anew on another
    line, ends with the line that it began on. A colon in the first sentence is a dateline's.
    """
    chars, bounds = points
    _, starts, ends, offsets = tokens
    first, n_tokens = bounds[text], offsets[text + 1] - offsets[text]
    starts, ends = starts[offsets[text] : offsets[text + 1]], ends[offsets[text] : offsets[text + 1]]
    n_lines, n_speeches, n_stops = 0, 0, 0
    depth, opened, said = 0, -1, -1
    torn = -1  # where the first line ends that an open quotation goes on from
    fresh = True
    for token in range(n_tokens + 1):
        begin = first + ends[token - 1] if token > 0 else first
        end = first + starts[token] if token < n_tokens else bounds[text + 1]
        begins, asked = False, not 0 < token < n_tokens
        for i in range(begin, end):
            kind = kind_of(chars[i], table)
            if kind <= SPACE:
                continue
            after_word, before_word = i == begin and token > 0, i + 1 == end and token < n_tokens
            if not asked and (kind == LINE_BREAK or FULL_STOP <= kind <= SENTENCE_END):
                at = begin_kernel(points, tokens, text, offsets[text] + token, table, known, True)
                begins, asked = at >= 0, True
            if kind == LINE_BREAK:
                torn = token if depth > 0 and torn < 0 else torn
                n_stops, fresh = n_stops + 1, True
            elif kind == COLON:
                apart = not before_word or chars[i] != _COLON
                said = token if said < 0 < token and n_stops > 0 and apart else said
            elif FULL_STOP <= kind <= SENTENCE_END:
                if begins and (n_stops == 0 or said >= 0):
                    n_speeches = write_speech(speeches, n_speeches, said, token, UNMARKED)
                    n_stops, said = n_stops + 1, -1
            elif OPENING <= kind <= STRAIGHT:
                if after_word and before_word and (chars[i] == _APOSTROPHE or _is_hebrew(chars[i - 1])):
                    continue  # an apostrophe, or the mark of a Hebrew abbreviation
                after_space = i == first or is_space(chars[i - 1], table)
                if opens_quotation(kind, after_space, after_word, before_word, depth > 0):
                    n_speeches = write_speech(speeches, n_speeches, opened, torn, MARKED)
                    depth, torn = 0 if torn >= 0 else depth, -1
                    opened = token if depth == 0 else opened
                    depth += 1
                elif depth > 0:
                    depth -= 1
                    if depth == 0:
                        n_speeches = write_speech(speeches, n_speeches, opened, token, MARKED)
                        opened, torn = -1, -1
        if (begins or fresh) and token < n_tokens:
            n_speeches = write_speech(speeches, n_speeches, token if begins else -1, token + 1, FIRST)
            lines[n_lines] = token
            n_lines, fresh = n_lines + fresh, False
    n_speeches = write_speech(speeches, n_speeches, opened, torn if torn >= 0 else n_tokens, MARKED)
    n_speeches = write_speech(speeches, n_speeches, said, n_tokens, UNMARKED)
    return n_lines, n_speeches

"""What a text embeds: posts above their author's handle, and pictures' captions with their credit."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.records import SpeechRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.text.dialogue import gap_before, has_dash, has_stop
from dedup.text.marks import (
    CLOSING_BRACKET,
    DASH,
    FULL_STOP,
    LINE_BREAK,
    OPENING_BRACKET,
    SENTENCE_END,
    ZERO,
    kind_of,
)
from dedup.text.speech import MARKED, write_speech
from dedup.text.tokens import Points, Tokens, tokenize

MAX_EMBEDDED = 700
"""Characters of a line that is a post or a caption: longer ones are paragraphs. In 680 articles of US outlets the
longest post has 355, with its links and its author, and the longest caption 642, which are 97 words. With 350 precision
on labelled pairs of these is .839 at a recall of .968, with 500, 700 and 1,000 .886 at .952."""

MAX_NAME = 10
"""Words between the dash and the handle below a post."""

MAX_CREDIT = 12
"""Words of a credit in brackets: "(Alexei Nikolsky, Sputnik, Kremlin Pool Photo via AP)" has eight. With 8 one
of 578 posts and captions is not found, with 18 none more is."""

MAX_LINE = 8
"""Words of a line that is a credit, and of what pages print behind one in brackets: "less", "... more". With 4 there
are 490 posts and captions, with 12 580."""

MIN_CAPTION = 8
"""Words of a caption whose credit stands on the line below it, as many as those of a passage."""

_PICTURES = (
    "photo photos photograph photographs photographer photography picture pictures image images handout photograf "
    "foto fotos fotó fotografía fotografia fotografie fotograf fotoğraf fotoğrafı photographie bild bilder afbeelding "
    "kuva zdjęcie fot snímek kép φωτογραφία φωτο фото снимок снимка світлина снимки צילום תמונה צילומים "
    "صورة صور الصورة الصور تصوير عدسة عکس تصویر عکاس फोटो तस्वीर छवि ছবি படம் ఫోటో gambar ảnh 사진 摄 攝 撮"
)
_CREDITS = "credit credits crédit crédits crédito créditos credito créditos copyright"

_AT = np.uint32(0x40)
Signs = tuple[np.uint32, np.uint32]
_SLASHES, _COLONS, _COMMAS = ((np.uint32(ord(one)), np.uint32(ord(other))) for one, other in ("/／", ":：", ",،"))


class CreditWords(NamedTuple):
    """Words by which a credit is a picture's, by their hashes, uint32: in brackets as well, and before a colon only."""

    pictures: NDArray[np.uint32]
    credits: NDArray[np.uint32]


@cache
def credit_words() -> CreditWords:
    """The words by which a credit is a picture's: a "(tax credit)" in brackets is none."""
    return CreditWords(*(tokenize([words]).hashes for words in (_PICTURES, _CREDITS)))


@inlined
def _is_among(value: np.uint32, values: NDArray[np.uint32]) -> bool:
    found = False
    for one in values:
        found = found or one == value
    return found


@inlined
def _n_chars(tokens: Tokens, text: int, begin: int, end: int) -> int:
    """The characters from one token of a text to the end of the one before another."""
    return int(tokens.ends[tokens.offsets[text] + end - 1] - tokens.starts[tokens.offsets[text] + begin])


@inlined
def _stands_between(points: Points, tokens: Tokens, text: int, begin: int, end: int, signs: Signs) -> int:
    """The first token of a text, behind `begin` and before `end`, before which one of two characters stands, or -1."""
    for token in range(begin + 1, end):
        low, high = gap_before(points, tokens, text, token)
        for i in range(low, high):
            if points.chars[i] == signs[0] or points.chars[i] == signs[1]:
                return token
    return -1


@inlined
def _opens_bracket(points: Points, tokens: Tokens, text: int, token: int, table: NDArray[np.uint8]) -> bool:
    """Whether a bracket opens before a token, on its own line."""
    low, high = gap_before(points, tokens, text, token)
    found = False
    for i in range(low, high):
        kind = kind_of(points.chars[i], table)
        found = kind == OPENING_BRACKET or (found and kind != LINE_BREAK)
    return found


@inlined
def _is_number(points: Points, tokens: Tokens, text: int, token: int, table: NDArray[np.uint8]) -> bool:
    at = points.bounds[text] + tokens.starts[tokens.offsets[text] + token]
    return kind_of(points.chars[at], table) >= ZERO


@inlined
def _names_picture(tokens: Tokens, text: int, begin: int, end: int, words: NDArray[np.uint32]) -> bool:
    found = False
    for token in range(tokens.offsets[text] + begin, tokens.offsets[text] + end):
        found = found or _is_among(tokens.hashes[token], words)
    return found


@inlined
def _is_credit_line(
    points: Points, tokens: Tokens, text: int, begin: int, end: int, table: NDArray[np.uint8], words: CreditWords
) -> bool:
    """Whether a line is a picture's credit: "Photo: Ines Talhof, AP", "INES TALHOF, AFP/Getty Images"."""
    if end - begin > MAX_LINE or _is_number(points, tokens, text, begin, table):
        return False
    first = tokens.hashes[tokens.offsets[text] + begin]
    if _is_among(first, words.pictures) or _is_among(first, words.credits):
        return _stands_between(points, tokens, text, begin, min(end, begin + 4), _COLONS) >= 0
    for token in range(begin + 1, end):
        if _is_number(points, tokens, text, token, table):
            return False
    comma = _stands_between(points, tokens, text, begin, end, _COMMAS)
    parted = comma >= 0 and _stands_between(points, tokens, text, comma, end, _SLASHES) >= 0
    return parted and has_stop(points, tokens, text, begin, table)


@inlined
def _is_picture(
    points: Points, tokens: Tokens, text: int, begin: int, end: int, table: NDArray[np.uint8], words: CreditWords
) -> bool:
    """Whether words in brackets are a picture's credit: "AP Photo/Ines Talhof", "I. Talhof / Associated Press"."""
    if end - begin > MAX_CREDIT or _is_number(points, tokens, text, begin, table):
        return False
    parted = end - begin > 2 and _stands_between(points, tokens, text, begin, end, _SLASHES) >= 0
    return parted or (end - begin > 1 and _names_picture(tokens, text, begin, end, words.pictures))


@inlined
def write_embedded(tokens: Tokens, text: int, speeches: SpeechRecords, n: int, begin: int, end: int) -> int:
    """Add what is embedded unless it is too long to be; return how many rows there are."""
    if _n_chars(tokens, text, begin, end) > MAX_EMBEDDED:
        return n
    return write_speech(speeches, n, begin, end, MARKED)


@kernel("int64(Points, Tokens, int64, uint8[::1], CreditWords, int32[::1], SpeechRecords)")
def embedded_kernel(
    points: Points,
    tokens: Tokens,
    text: int,
    table: NDArray[np.uint8],
    words: CreditWords,
    lines: NDArray[np.int32],
    speeches: SpeechRecords,
) -> int:
    """Fill in the posts and captions of a text; return how many. `lines` are the tokens that its lines begin with.

    A post is the line above one that a dash and a name with its handle begin, as pages embed posts, "— Ines Talhof
    (@talhof)", or what stands before these in one line. A caption is a line up to the brackets that close it, behind
    the end of a sentence, in which two parts are set apart by a slash or a word says that it is a picture, "(AP
    Photo/Ines Talhof)"; or the line above such brackets, or above a line that is a credit.
    """
    n = 0
    first_token, n_tokens = tokens.offsets[text], tokens.offsets[text + 1] - tokens.offsets[text]
    starts, ends = tokens.starts[first_token:], tokens.ends[first_token:]
    for k in range(len(lines)):
        begin, end = lines[k], lines[k + 1] if k + 1 < len(lines) else n_tokens
        before, goes_on = lines[k - 1] if k > 0 else begin, k + 1 < len(lines)
        has_room = goes_on and before <= begin - MIN_CAPTION
        if has_room and _is_credit_line(points, tokens, text, begin, end, table, words):
            n = write_embedded(tokens, text, speeches, n, before, end)
        dash = begin if has_dash(points, tokens, text, begin, table, False) else -1
        opened = -1
        if _opens_bracket(points, tokens, text, begin, table):
            opened = begin if has_stop(points, tokens, text, begin, table) else -1
        for token in range(begin + 1, end + 1):
            if token < n_tokens and starts[token] - ends[token - 1] < 2:
                continue  # a single sign between two words is none of those looked for
            low, high = gap_before(points, tokens, text, token)
            has_ended, is_open = False, False
            for i in range(low, high):
                kind = kind_of(points.chars[i], table)
                if kind == LINE_BREAK:
                    break
                has_ended = has_ended or FULL_STOP <= kind <= SENTENCE_END
                if kind == DASH:
                    dash = token
                elif kind == OPENING_BRACKET:
                    is_open, opened = True, token if has_ended else -1
                elif kind == CLOSING_BRACKET:
                    if goes_on and 0 <= opened < token and end - token <= MAX_LINE:
                        first = before if opened == begin else begin
                        if _is_picture(points, tokens, text, opened, token, table, words):
                            n = write_embedded(tokens, text, speeches, n, first, token)
                    opened = -1
                elif points.chars[i] == _AT and is_open and dash >= 0 and token <= dash + MAX_NAME:
                    first = before if dash == begin else begin
                    n = write_embedded(tokens, text, speeches, n, first, end if end - token <= MAX_NAME else dash)
                    dash = -1
                    break  # one a token, however many handles stand before it
    return n

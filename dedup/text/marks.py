"""Marks: what the characters between and inside words mean, in every script: one table for Python and for kernels.

It follows the Unicode character database. Sentences end with what has the property Sentence_Terminal; quotation marks
are those of the property Quotation_Mark, and open or close by their general category (Pi and Ps, Pf and Pe), as
brackets do; dashes are Pd without the hyphens that only join; digits are what has a decimal value (Nd); space and line
breaks are those of `str.isspace` and `str.splitlines`. Python's `unicodedata` lacks the first two properties, so that
their members stand here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined

(
    OTHER, INVISIBLE, SPACE, LINE_BREAK, FULL_STOP, SENTENCE_END, COLON, PAUSE, OPENING, CLOSING, STRAIGHT, APOSTROPHE,
    OPENING_BRACKET, CLOSING_BRACKET, DASH, LOWER, UPPER, ZERO,
) = range(18)  # fmt: skip
"""The kinds of characters. A digit is `ZERO` and its value; letters without case are `OTHER`."""

FULL_STOPS = ".!?…‥․۔﹒．\u037e"
"""Marks that end a sentence before space: they also stand in numbers, names, abbreviations and addresses. The
last is the question mark of Greek, which mostly has a semicolon instead."""

SENTENCE_ENDS = "։؝؞؟܀܁܂߹࠷࠹࠽࠾।॥།༎။።፧፨᙮᜵᜶។៕᠃᠉᥄᥅᪨᪩᪪᪫᭎᭏᭚᭛᭞᭟᭽᭾᭿᰻᰼᱾᱿‼‽⁇⁈⁉⳹⳺⳻⸮⸼⹓⹔⹠⹡。꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫︒︕︖﹖﹗！？｡"
"""Marks that end a sentence wherever they stand: Sentence_Terminal in the basic plane, without the Burmese comma, and
with the Tibetan shad."""

PAUSES = ",;،؛؍、，；､︐︑︔﹐﹑﹔՝߸፣፤၊᠂᠈"
"""Commas and semicolons: behind a quotation they show that the sentence goes on (Sentence_Break=SContinue)."""

COLONS = ":：﹕︓"
LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
STRAIGHT_QUOTES, APOSTROPHES = '"＂', "'＇"

_QUOTATION_MARKS = "«»‘’‚‛“”„‟‹›⹂「」『』〝〞〟﹁﹂﹃﹄｢｣" + "﴾﴿"  # the last two quote the Quran
HYPHENS = "֊־᐀᠆‐‑⸗゠"
"""Hyphens that only join; "-" is a dash as well."""

_PUNCTUATION = tuple(map(chr, chain(range(0x3100), range(0xFD00, 0x10000))))
"""Where the basic plane has its punctuation."""


def _of(*categories: str) -> str:
    return "".join(char for char in _PUNCTUATION if unicodedata.category(char) in categories)


def _among(marks: str, *categories: str) -> str:
    return "".join(char for char in marks if unicodedata.category(char) in categories)


def without(marks: str, others: str) -> str:
    """Marks but for others."""
    return "".join(char for char in marks if char not in others)


OPENING_QUOTES, CLOSING_QUOTES = _among(_QUOTATION_MARKS, "Pi", "Ps"), _among(_QUOTATION_MARKS, "Pf", "Pe")
QUOTES = OPENING_QUOTES + CLOSING_QUOTES + STRAIGHT_QUOTES + APOSTROPHES
DOUBLE_QUOTES = without(QUOTES, APOSTROPHES + "‘’‚‛")
"""Quotation marks that are no apostrophes."""

OPENING_BRACKETS = without(_of("Ps", "Pi"), _QUOTATION_MARKS)
CLOSING_BRACKETS = without(_of("Pe", "Pf"), _QUOTATION_MARKS)
OPENERS = OPENING_QUOTES + OPENING_BRACKETS + STRAIGHT_QUOTES + APOSTROPHES
CLOSERS = CLOSING_QUOTES + CLOSING_BRACKETS + STRAIGHT_QUOTES + APOSTROPHES
"""What may stand before the first word of a sentence, and between the mark that ends it and the space behind."""

DASHES = without(_of("Pd"), HYPHENS)
INVISIBLES = _of("Cf")
"""Joiners, marks of direction, and spaces of no width."""

SPACES = "".join(filter(str.isspace, _PUNCTUATION)) + INVISIBLES
ENDS = FULL_STOPS + SENTENCE_ENDS
_ASKS = re.compile("QUESTION|EXCLAMATION|INTERROBANG|ELLIPSIS|LEADER")
STATEMENT_ENDS = "".join(char for char in ENDS if not _ASKS.search(unicodedata.name(char, "")))
"""Marks that end what is neither asked, exclaimed nor left open: headlines end with the others, hardly with these."""

_KINDS = {
    FULL_STOP: FULL_STOPS, SENTENCE_END: SENTENCE_ENDS, PAUSE: PAUSES, COLON: COLONS, LINE_BREAK: LINE_BREAKS,
    STRAIGHT: STRAIGHT_QUOTES, APOSTROPHE: APOSTROPHES, OPENING: OPENING_QUOTES, CLOSING: CLOSING_QUOTES,
    OPENING_BRACKET: OPENING_BRACKETS, CLOSING_BRACKET: CLOSING_BRACKETS, DASH: DASHES, INVISIBLE: INVISIBLES,
}  # fmt: skip

N_CODE_POINTS = 0x20000
"""Code points in the table; what stands beyond are ideographs and tags."""


def any_of(*marks: str) -> str:
    r"""A regular expression's class of all these marks.

    >>> any_of(".", "[]")
    '[\\.\\[\\]]'
    """
    return f"[{re.escape(''.join(marks))}]"


@cache
def mark_table() -> NDArray[np.uint8]:
    """The kind of each character, or `ZERO` and the value of a digit, uint8[0x20000].

    >>> [int(mark_table()[ord(char)]) for char in "A«٣"] == [UPPER, OPENING, ZERO + 3]
    True
    """
    chars = np.arange(N_CODE_POINTS, dtype=np.uint32).view("<U1")
    table = np.zeros(N_CODE_POINTS, np.uint8)
    table[np.char.islower(chars)] = LOWER
    table[np.char.isupper(chars)] = UPPER
    table[np.char.isspace(chars)] = SPACE
    digits = np.flatnonzero(np.char.isdecimal(chars))
    table[digits] = [ZERO + unicodedata.decimal(chr(code_point)) for code_point in digits.tolist()]
    for kind, marks in _KINDS.items():
        table[[*map(ord, marks)]] = kind
    return table


@inlined
def kind_of(char: np.uint32, table: NDArray[np.uint8]) -> int:
    """What a character means, in a kernel."""
    return int(table[char]) if char < np.uint32(N_CODE_POINTS) else OTHER


@inlined
def is_space(char: np.uint32, table: NDArray[np.uint8]) -> bool:
    """Whether a character is space, of whatever width, or breaks the line."""
    return INVISIBLE <= kind_of(char, table) <= LINE_BREAK

"""Text of articles made fit for a terminal: it cannot move the cursor, change colours or turn other text around."""

from __future__ import annotations

import re
import unicodedata

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
"""Isolates - from left to right, from right to left, as the first letter runs - and their end: what stands between does
not turn around what stands beside it."""

MAX_MARKS = 8
"""Combining marks shown on one letter. Writing needs up to four; what piles up hundreds is no writing."""

_SPACE = re.compile(r"\s+")
_PLAIN = re.compile(r"[\x20-\x7e\xa0-\xac\xae-\u02ff]*")
_KEPT_FORMATS = "\u200c\u200d\u200e\u200f"
"""Zero-width (non-)joiners shape Persian and Indic words, the two marks order a word; none of them reaches further."""


def visible(text: str) -> str:
    r"""`text` on one line: white space as single spaces, control characters as pictures, what cannot be shown left out.

    Letters of any script, with the joiners and the marks that they need, stay as they are.

    >>> visible("The river\n\trose \x1b[31m12 cm\u202e")
    'The river rose ␛[31m12 cm'
    """
    text = _SPACE.sub(" ", text)
    if _PLAIN.fullmatch(text):
        return text
    shown: list[str] = []
    n_marks = 0
    for char in text:
        category = unicodedata.category(char)
        n_marks = n_marks + 1 if category[0] == "M" else 0
        if category == "Cc":
            shown.append(_picture(char))
        elif category == "Cs":
            shown.append("\ufffd")
        elif n_marks <= MAX_MARKS and (category != "Cf" or char in _KEPT_FORMATS):
            shown.append(char)
    return "".join(shown)


def _picture(control: str) -> str:
    code = ord(control)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def isolated(text: str) -> str:
    """`text` set apart from its neighbours if it has letters that run from right to left.

    >>> isolated("Reuters"), isolated("رويترز") == FSI + "رويترز" + PDI
    ('Reuters', True)
    """
    return f"{FSI}{text}{PDI}" if directions(text)[1] else text


def directions(text: str) -> tuple[int, int]:
    """How many letters run from left to right, and how many from right to left.

    >>> directions("TT أ.ف.ب")
    (2, 3)
    """
    found = [unicodedata.bidirectional(char) for char in text]
    return found.count("L"), found.count("R") + found.count("AL")


def clipped(text: str, limit: int) -> str:
    """`visible(text)` of at most `limit` characters, cut between words, with an ellipsis where it was cut.

    >>> clipped("The river rose two metres overnight", 20)
    'The river rose two …'
    """
    shown = visible(text[: 4 * limit])
    if len(shown) <= limit and len(text) <= 4 * limit:
        return shown
    return shown[: word_end(shown, limit - 2)].rstrip() + " …"


def word_start(text: str, at: int) -> int:
    """The place of the first whole word from `at` on, or `at` itself where words are not set apart by spaces."""
    if at <= 0 or text[at - 1].isspace():
        return max(at, 0)
    found = _SPACE.search(text, at, at + 24)
    return found.end() if found else at


def word_end(text: str, at: int) -> int:
    """The place where the last whole word up to `at` ends, or `at` itself where words are not set apart by spaces."""
    if at >= len(text) or text[at].isspace():
        return min(at, len(text))
    found = [space.start() for space in _SPACE.finditer(text, max(at - 24, 0), at)]
    return found[-1] if found else at

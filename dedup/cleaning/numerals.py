"""Numerals: numbers written as words, in English and Arabic, so that "two billion" is not taken for "1.5 billion"."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from dedup.text.folding import fold

_WORDS = {
    2: "two both twice second اثنان اثنين اثنتان اثنتين اثنا اثني",
    3: "three third ثلاثة ثلاث",
    4: "four fourth أربعة أربع",
    5: "five fifth خمسة خمس",
    6: "six sixth ستة ست",
    7: "seven seventh سبعة سبع",
    8: "eight eighth ثمانية ثماني ثمان",
    9: "nine ninth تسعة تسع",
    10: "ten tenth عشرة عشر",
    11: "eleven",
    12: "twelve dozen",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty عشرون عشرين",
    30: "thirty ثلاثون ثلاثين",
    40: "forty أربعون أربعين",
    50: "fifty خمسون خمسين",
    60: "sixty ستون ستين",
    70: "seventy سبعون سبعين",
    80: "eighty ثمانون ثمانين",
    90: "ninety تسعون تسعين",
    100: "hundred hundreds مئة مائة مئات",
    200: "مئتان مئتين مائتان مائتين",
    1000: "thousand thousands ألف آلاف",
    10**6: "million millions mln مليون ملايين",
    10**9: "billion billions bln مليار مليارات بليون",
}
_VALUES = {fold(word): value for value, words in _WORDS.items() for word in words.split()}
_WORD = re.compile(r"\w+")


@lru_cache(1 << 16)
def value_of(word: str) -> int | None:
    """The number that a word is, in words or digits; None for any other word. "One" is mostly none.

    >>> [value_of(word) for word in ("Two", "وثلاثين", "٣٠", "river")]
    [2, 30, 30, None]
    """
    folded = fold(word)
    if folded.isdecimal():
        return int(folded)
    if folded not in _VALUES and folded[:1] in ("و", "ب", "ل"):
        folded = folded[1:]
    return _VALUES.get(folded)


@lru_cache(1 << 10)
def values_in(text: str) -> Counter[int]:
    """How often each number stands in a text, in words or digits."""
    return Counter(value for value in map(value_of, _WORD.findall(text)) if value is not None)

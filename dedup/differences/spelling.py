"""Spellings: words that are one and the same, written by two rules."""

from __future__ import annotations

import re
from functools import lru_cache

from dedup.text.folding import folded_letters

_HAMZAS = str.maketrans(dict.fromkeys("ؤئ", "ء"))
_IZE = re.compile(
    r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)|(?<=[a-z]{2}l)ys(?=(?:e|ed|es|er|ers|ing)$)"
)
_OUR = re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|ably|ite|ites|hood|al|less|ful|y)?$)")
_DOUBLE_L = re.compile(r"(?<=[a-z]{2}[aeiou])ll(?=(?:ed|er|ers|ing)$)")
_ARTICLES = re.compile("^(?:[وفبكل]{0,2}ال|لل|[وفبكل])")


@lru_cache(1 << 16)
def spelling(word: str) -> frozenset[str]:
    """What a word, as it stands, is compared by: words that share one of these are the same.

    British and American endings are the same from five letters on, and so are the seats of an Arabic hamza.

    >>> spelling("organisation") & spelling("Organization"), spelling("شؤون") & spelling("شئون")
    (frozenset({'organization'}), frozenset({'شءون'}))
    >>> spelling("four") & spelling("for")
    frozenset()
    """
    folded = folded_letters(word)
    found = {folded, fold_hamzas(word)}
    if len(folded) >= 5 and folded.isascii():
        found.add(_DOUBLE_L.sub("l", _OUR.sub("or", _IZE.sub(lambda match: match[0][0] + "z", folded))))
    return frozenset(found)


def fold_hamzas(word: str) -> str:
    """A word folded, but with its hamzas left on no seat."""
    return folded_letters(word.translate(_HAMZAS))

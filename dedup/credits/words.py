"""The words that credits and bylines are made of: agencies' names, and what stands around names in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dedup.credits.agencies import entries
from dedup.text.folding import folded_letters

_NAMES = ("names", "reported", "short", "outlets")
_AROUND = ("fillers", "sources", "given_by", "with", "sourced", "outlet_with", "provided", "newsroom", "reporters")
_BEFORE_NAMES = ("given_by", "with", "reporters")

MAX_WORDS = 6
"""Words of the longest names of agencies."""

MAX_NAME_WORDS = 4
"""Words of a reporter's name."""


def is_credit(words: Sequence[str], may_be_names: Sequence[bool] | None = None) -> bool:
    """Whether some folded words are a credit or a byline: agencies, "photo", "our correspondent", "by" and a name.

    Beside an agency there may be a place. `may_be_names` says of each word whether it may be a name: not if it is
    written in small letters.

    >>> is_credit(["photo", "reuters"]), is_credit(["by", "ines", "talhof"]), is_credit(["tolvik", "afp"])
    (True, True, True)
    >>> is_credit(["the", "mayor", "dies"]), is_credit(["mayor", "dies", "afp"])
    (False, False)
    >>> is_credit(["with", "injuries"], [False, False])
    False
    """
    at, n_others, n_agencies = 0, 0, 0
    named = may_be_names if may_be_names is not None else [True] * len(words)
    while at < len(words):
        n = next(_known_at(words, at), 0)
        if n == 0 and not named[at]:
            return False
        known = "".join(words[at : at + n])
        n_others += n == 0
        n_agencies += known in _agencies()
        at += max(n, 1)
        is_before_name = n > 0 and n_others == 0 and known in _around(_BEFORE_NAMES)
        if is_before_name and 0 < len(words) - at <= MAX_NAME_WORDS and (named[-1] or known in _OURS):
            return True
    return bool(words) and n_others <= min(n_agencies, 1)


def _known_at(words: Sequence[str], at: int) -> Iterator[int]:
    """Of how many words the names and phrases are that begin at a word, the longest first."""
    for n in range(min(len(words) - at, MAX_WORDS), 0, -1):
        letters = "".join(words[at : at + n])
        if letters in _agencies() or letters in _around(_AROUND):
            yield n


@cache
def _agencies() -> frozenset[str]:
    tables = (entry for key, entry in entries().items() if key not in ("none", "forms", "cues", "words"))
    return frozenset(folded_letters(name) for entry in tables for key in _NAMES for name in entry.get(key, ()))


@cache
def _around(keys: tuple[str, ...]) -> frozenset[str]:
    phrases = (phrase for key in keys for phrase in entries()["words"][key])
    return _OURS | {folded_letters(phrase.replace("?", "")) for phrase in phrases}


_OURS = frozenset({"our", "special", "own"})
"""What stands before "correspondent"."""

"""Words that a text spells in more than one way: one of the spellings may be inherited."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dedup.confirm.changes import Side
from dedup.text.folding import fold

Spellings = tuple[tuple[tuple[str, tuple[int, ...]], ...], ...]
"""Words that a text spells in several ways: of each spelling, folded, the tokens at which it stands."""

_CANDIDATES = (
    re.compile(r"(?<![\u0620-\u065f])[\u0620-\u065f]+[غج][\u0620-\u065f]+"),
    re.compile(r"[A-Z](?<!\w[A-Z])[a-z]{4,}\b"),
    re.compile(r"[a-z](?<!\w[a-z])[a-z]{3,}i[sz](?:e|ed|es|ing|ations?)\b"),
)
"""Words that newsrooms spell by habit: foreign names with a g in Arabic, names, and verbs in -ise or -ize. Patterns
that begin with a letter pass over other scripts quickly."""

_ARABIC, _NAMES, _VERBS = range(3)

MIN_ARABIC = 6
"""Letters of the shortest Arabic word that counts: of shorter ones غ and ج make different words."""

MIN_LATIN = 5
"""Letters of the shortest name that counts."""

_NAME = (
    (re.compile("ph"), "f"),
    (re.compile("(?<=[kgdtz])h"), ""),
    (re.compile("[qc]"), "k"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)
"""What transliterations vary: Mikhail and Mikail, Qadhafi and Kadafi, Zelenskyy and Zelensky."""


_NOT_LATIN = bytes(byte for byte in range(256) if not chr(byte).isascii() or not chr(byte).isalpha())


def spellings_of(side: Side) -> Spellings:
    """The words that a text spells in more than one way.

    >>> [found] = spellings_of(Side.of("The port of Kharkiv is closed. Trains to Kharkyv run."))
    >>> found
    (('kharkiv', (3,)), ('kharkyv', (8,)))
    """
    kinds = list(_kinds(side))
    known: dict[str, str] = {}
    for kind in kinds:
        for word in set(_CANDIDATES[kind].findall(side.text)):
            folded, key = _spelled(word, kind)
            if key and known.setdefault(key, folded) != folded:
                return _with_places(side, kinds)
    return ()


def _kinds(side: Side) -> Iterator[int]:
    """The kinds of words that a text may have; most have none that it could spell in two ways, and are told at once."""
    if _has_both(side):
        yield _ARABIC
    latin = side.text.encode("utf-8", "replace").translate(None, _NOT_LATIN)
    if len(latin) >= MIN_LATIN:
        yield _NAMES
    if b"iz" in latin or b"yz" in latin:  # of two spellings of a verb one has a z; and what names are reduced to has i
        yield _VERBS


def _with_places(side: Side, kinds: Sequence[int]) -> Spellings:
    found: dict[str, dict[str, list[int]]] = {}
    for kind in kinds:
        for word in _CANDIDATES[kind].finditer(side.text):
            folded, key = _spelled(word[0], kind)
            if key:
                found.setdefault(key, {}).setdefault(folded, []).append(word.start())
    return tuple(
        tuple((word, tuple(bisect_left(side.starts, at) for at in places)) for word, places in spellings.items())
        for spellings in found.values()
        if len(spellings) > 1
    )


def _has_both(side: Side) -> bool:
    """Whether a word stands in a text with غ and with ج, as far as can be told without folding it."""
    text = side.text
    long, at = False, text.find("غ")
    tokens = set()
    while at >= 0:
        token = bisect_right(side.starts, at) - 1
        start, end = side.starts[token], side.ends[token]
        tokens.add(text[start:end])
        long |= end - start >= MIN_ARABIC
        at = text.find("غ", end)
    if not long or not any(_other(token) in text for token in tokens):
        return False
    return any(_other(word) in text for word in text.split() if "غ" in word)


def _other(word: str) -> str:
    """The other spelling of a word."""
    return word.replace("غ", "ج")


@lru_cache(maxsize=1 << 16)
def _spelled(word: str, kind: int) -> tuple[str, str]:
    """A word, folded, and what all its usual spellings have in common; "" if it does not count."""
    folded = fold(word)
    if kind == _ARABIC:
        return folded, folded.replace("غ", "ج") if len(folded) >= MIN_ARABIC else ""
    if kind == _VERBS:
        return folded, re.sub("is(?=e|ing|ation)", "iz", folded)
    key = folded
    for pattern, plain in _NAME:
        key = pattern.sub(plain, key)
    return folded, key

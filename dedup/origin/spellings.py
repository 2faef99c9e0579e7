"""Words that a text spells in more than one way: one of the spellings may be inherited."""

from __future__ import annotations

import re
from bisect import bisect_left
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

_ARABIC, _VERB = 0, 2

MIN_ARABIC = 6
"""Letters of the shortest Arabic word that counts: of shorter ones غ and ج make different words."""

_NAME = (
    (re.compile("ph"), "f"),
    (re.compile("(?<=[kgdtz])h"), ""),
    (re.compile("[qc]"), "k"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)
"""What transliterations vary: Mikhail and Mikail, Qadhafi and Kadafi, Zelenskyy and Zelensky."""


def spellings_of(side: Side) -> Spellings:
    """The words that a text spells in more than one way.

    >>> [found] = spellings_of(Side.of("The port of Kharkiv is closed. Trains to Kharkyv run."))
    >>> found
    (('kharkiv', (3,)), ('kharkyv', (8,)))
    """
    found: dict[str, dict[str, list[int]]] = {}
    for kind, candidates in enumerate(_CANDIDATES):
        if kind == _ARABIC and not _has_both(side.text):
            continue
        for word in candidates.finditer(side.text):
            folded = _folded(word[0])
            key = _key(folded, kind)
            if key:
                found.setdefault(key, {}).setdefault(folded, []).append(word.start())
    return tuple(
        tuple((word, tuple(bisect_left(side.starts, at) for at in places)) for word, places in spellings.items())
        for spellings in found.values()
        if len(spellings) > 1
    )


def _has_both(text: str) -> bool:
    """Whether a word stands in a text with غ and with ج; most texts have none, and are told so at once."""
    return "غ" in text and any(word.replace("غ", "ج") in text for word in text.split() if "غ" in word)


_folded = lru_cache(maxsize=1 << 16)(fold)


@lru_cache(maxsize=1 << 16)
def _key(folded: str, kind: int) -> str:
    """What all usual spellings of a word have in common; "" if it does not count."""
    if kind == _ARABIC:
        return folded.replace("غ", "ج") if len(folded) >= MIN_ARABIC else ""
    if kind == _VERB:
        return re.sub("is(?=e|ing|ation)", "iz", folded)
    for pattern, plain in _NAME:
        folded = pattern.sub(plain, folded)
    return folded

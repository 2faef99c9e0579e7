"""Words that a text spells in more than one way: one of the spellings may be inherited."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from dedup.confirm.changes import Side
from dedup.text.folding import fold

Spellings = tuple[tuple[tuple[str, tuple[int, ...]], ...], ...]
"""Words that a text spells in several ways: of each spelling, folded, the tokens at which it stands."""

_LATIN = (
    re.compile(r"[A-Z](?<!\w[A-Z])[a-z]{4,}\b"),
    re.compile(r"[a-z](?<!\w[a-z])[a-z]{3,}i[sz](?:e|ed|es|ing|ations?)\b"),
)
"""Names, and verbs in -ise or -ize. Both begin with a letter, so that other scripts are passed over quickly."""

_HARD = re.compile(r"[غج](?<=[\u0620-\u065f][غج])(?=[\u0620-\u065f])")
"""Inside an Arabic word, a letter of foreign names with a g, which newsrooms write one way or the other."""

_RUN = re.compile(r"[\u0620-\u065f]+")
_NAMES, _VERBS, _FOREIGN = 0, 1, 2

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
    for kind, at, word in _candidates(side.text):
        folded = _folded(word)
        key = _key(folded, kind)
        if key:
            found.setdefault(key, {}).setdefault(folded, []).append(at)
    return tuple(
        tuple((word, tuple(bisect_left(side.starts, at) for at in places)) for word, places in spellings.items())
        for spellings in found.values()
        if len(spellings) > 1
    )


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Words that newsrooms spell by habit: of which kind, where, and the word."""
    if "غ" in text and "ج" in text:
        reached = 0
        for letter in _HARD.finditer(text):
            if letter.start() >= reached:
                begin = letter.start()
                while begin and "\u0620" <= text[begin - 1] <= "\u065f":
                    begin -= 1
                run = _RUN.match(text, begin)
                reached = letter.end() if run is None else run.end()
                yield _FOREIGN, begin, text[begin:reached]
    for kind, candidates in enumerate(_LATIN):
        for word in candidates.finditer(text):
            yield kind, word.start(), word[0]


_folded = lru_cache(maxsize=1 << 16)(fold)


@lru_cache(maxsize=1 << 16)
def _key(folded: str, kind: int) -> str:
    """What all usual spellings of a word have in common; "" if it does not count."""
    if kind == _FOREIGN:
        return folded.replace("غ", "ج") if len(folded) >= MIN_ARABIC else ""
    if kind == _VERBS:
        return re.sub("is(?=e|ing|ation)", "iz", folded)
    for pattern, plain in _NAME:
        folded = pattern.sub(plain, folded)
    return folded

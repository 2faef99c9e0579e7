"""Words that a text spells in more than one way: one of the spellings may be inherited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.characters import KIND_SHIFT, VALUE_MASK, CharacterKind, fold_table
from dedup.text.folding import fold
from dedup.text.side import Side
from dedup.text.tokens import Points


class Spelling(NamedTuple):
    """A spelling of a word, folded, and the tokens at which it stands."""

    word: str
    places: tuple[int, ...]


Spellings = tuple[tuple[Spelling, ...], ...]
"""The words that a text spells in several ways, each with all its spellings."""

_CANDIDATES = (
    re.compile(r"(?<![\u0620-\u065f])[\u0620-\u065f]+[غج][\u0620-\u065f]+"),
    re.compile(r"[A-Z](?<!\w[A-Z])[a-z]{4,}\b"),
    re.compile(r"[a-z](?<!\w[a-z])[a-z]{3,}i[sz](?:e|ed|es|ing|ations?)\b"),
)
"""Words that newsrooms spell by habit: foreign names with a g in Arabic, names, and verbs in -ise or -ize. Patterns
that begin with a letter pass over other scripts quickly."""

_ARABIC, _NAMES, _VERBS = 0, 1, 2

MIN_ARABIC = 6
"""Letters of the shortest Arabic word that counts: in shorter ones غ and ج make different words."""

MIN_LATIN = 5
"""Letters of the shortest name that counts."""

MAX_ARABIC = 4096
"""Words with غ or ج of a text that the kernel compares with each other; a text with more is searched in full."""

ALL_KINDS = (1 << len(_CANDIDATES)) - 1

# What the kernel compares characters with; below the first of a range differences wrap to large numbers.
_POINT = np.uint32(CharacterKind.POINT)
_GHAIN, _JEEM = np.uint32(0x63A), np.uint32(0x62C)
_SMALL_I, _SMALL_Y, _SMALL_Z = (np.uint32(ord(letter)) for letter in "iyz")
_ARABIC_LETTERS = (np.uint32(0x620), np.uint32(0x40))  # the first of a range, and how many
_CAPITALS, _SMALL_LETTERS = (np.uint32(ord("A")), np.uint32(26)), (np.uint32(ord("a")), np.uint32(26))
_PRIME = np.uint32(0x9E3779B1)

_NAME = (
    (re.compile("ph"), "f"),
    (re.compile("(?<=[kgdtz])h"), ""),
    (re.compile("[qc]"), "k"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)
"""What transliterations vary: Mikhail and Mikail, Qadhafi and Kadafi, Zelenskyy and Zelensky."""


@inlined
def run_end(chars: NDArray[np.uint32], at: int, limit: int, step: int, letters: tuple[np.uint32, np.uint32]) -> int:
    """How far `letters`, the first of a range and how many, go on from `at` forwards (`step` 1) or backwards (-1)."""
    first_letter, n_letters = letters
    here = at if step > 0 else at - 1
    while at != limit and chars[here] - first_letter < n_letters:
        at += step
        here += step
    return at


@inlined
def arabic_hashes(
    chars: NDArray[np.uint32], begin: int, end: int, entries: NDArray[np.uint32]
) -> tuple[np.uint32, np.uint32]:
    """A hash of a folded word with ج for غ, and one of the word as it is."""
    key = word = np.uint32(0)
    for k in range(begin, end):
        if entries[chars[k]] >> KIND_SHIFT < _POINT:  # other signs fold to nothing
            letter = entries[chars[k]] & VALUE_MASK
            word = np.uint32(word * _PRIME + letter)
            key = np.uint32(key * _PRIME + (_JEEM if letter == _GHAIN else letter))
    return key, word


@kernel("void(Array(uint32, 1, 'C', True), int64[::1], uint32[::1], uint8[::1])")
def kinds_kernel(
    chars: NDArray[np.uint32], bounds: NDArray[np.int64], entries: NDArray[np.uint32], found: NDArray[np.uint8]
) -> None:
    """Fill `found` with the kinds of words that each text may spell in two ways, a bit for each kind.

    For Arabic this is exact but for collisions of hashes: the text has two words that differ in غ and ج alone. Of names
    and verbs it only says that there are some: of verbs by a spelling with z, or with what names are reduced to it.
    """
    keys, plain = np.empty(MAX_ARABIC, np.uint32), np.empty(MAX_ARABIC, np.uint32)
    for text in range(len(found)):
        first, last = bounds[text], bounds[text + 1]
        kinds = 0
        n = 0  # Arabic words with either letter
        i = first
        while i < last:
            char = chars[i]
            i += 1
            if char in (_GHAIN, _JEEM):
                begin = run_end(chars, i - 1, first, -1, _ARABIC_LETTERS)
                i = run_end(chars, i, last, 1, _ARABIC_LETTERS)
                if i - begin >= MIN_ARABIC and n < MAX_ARABIC:
                    keys[n], plain[n] = arabic_hashes(chars, begin, i, entries)
                    if np.any((keys[:n] == keys[n]) & (plain[:n] != plain[n])):
                        kinds |= 1 << _ARABIC
                    n += 1
            elif char - _CAPITALS[0] < _CAPITALS[1]:
                if run_end(chars, i, last, 1, _SMALL_LETTERS) - i >= MIN_LATIN - 1:
                    kinds |= 1 << _NAMES
            elif char == _SMALL_Z and i - first > 1 and chars[i - 2] in (_SMALL_I, _SMALL_Y):
                kinds |= 1 << _VERBS
        if n == MAX_ARABIC:
            kinds |= 1 << _ARABIC
        found[text] = kinds


def kinds_of(points: Points) -> list[int]:
    """The kinds of words that each text may spell in two ways, none for most texts, which need no further search."""
    chars, bounds = points
    found = np.empty(len(bounds) - 1, np.uint8)
    kinds_kernel(chars, bounds, fold_table()[0], found)
    return found.tolist()


def spellings_of(side: Side, kinds: int = ALL_KINDS) -> Spellings:
    """The words that a text spells in more than one way; `kinds` from `kinds_of` are those to search for.

    >>> for spelling in spellings_of(Side.of("The port of Kharkiv is closed. Trains to Kharkyv run."))[0]:
    ...     print(spelling)
    Spelling(word='kharkiv', places=(3,))
    Spelling(word='kharkyv', places=(8,))
    """
    if not kinds:
        return ()
    chosen = [kind for kind in range(len(_CANDIDATES)) if kinds >> kind & 1]
    known: dict[str, str] = {}
    for kind in chosen:
        for word in set(_CANDIDATES[kind].findall(side.text)):
            folded, key = _spelled(word, kind)
            if key and known.setdefault(key, folded) != folded:
                return _with_places(side, chosen)
    return ()


def _with_places(side: Side, kinds: Sequence[int]) -> Spellings:
    found: dict[str, dict[str, list[int]]] = {}
    for kind in kinds:
        for word in _CANDIDATES[kind].finditer(side.text):
            folded, key = _spelled(word[0], kind)
            if key:
                found.setdefault(key, {}).setdefault(folded, []).append(word.start())
    return tuple(
        tuple(Spelling(word, tuple(np.searchsorted(side.starts, at).tolist())) for word, at in spellings.items())
        for spellings in found.values()
        if len(spellings) > 1
    )


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

"""Where the agencies' names stand in a batch of texts, whatever they mean there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.credits.agencies import TABLE_SHIFT, Name, NameKind, lexicon, pair_keys
from dedup.credits.signs import EAST_ASIAN
from dedup.text.marks import DASHES, HYPHENS, QUOTES, SPACES
from dedup.text.tokens import Tokens

_WORD_GAP = frozenset(SPACES + DASHES + HYPHENS + QUOTES + "ʼ״׳_./·・")
_LOOSE_GAP = _WORD_GAP | frozenset("()")
_LETTER_GAP = frozenset(SPACES + ".ـ")
_BEFORE_LETTERS, _AFTER_LETTERS = "ولبفك", "و"
"""Arabic words of one letter, which may stand beside an abbreviation: "رويترز و أ ف ب"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at tokens `first` to `last` of the batch and characters `start` to `end` of its text, half-open."""

    name: Name
    kind: NameKind
    first: int
    last: int
    start: int
    end: int


def may_begin_names(hashes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The places of words, given as hashes, at which a name may begin."""
    words, shift = lexicon(), np.uint32(TABLE_SHIFT)
    at = np.flatnonzero(words.first[hashes >> shift])
    followers = hashes[np.minimum(at + 1, max(len(hashes) - 1, 0))]
    found: NDArray[np.int64] = at[
        words.alone[hashes[at] >> shift] | words.pair[pair_keys(hashes[at], followers) >> shift]
    ]
    return found


def find(texts: Sequence[str], tokens: Tokens) -> Iterator[tuple[int, list[Hit]]]:
    """Each text that holds names, with its hits in order."""
    at = may_begin_names(tokens.hashes)
    places = at.tolist()
    owners = (np.searchsorted(tokens.offsets, at, side="right") - 1).tolist()
    low = 0
    while low < len(places):
        owner, high = owners[low], bisect_right(owners, owners[low], low)
        hits = list(_matches(texts[owner], tokens, places[low:high], _bounds(tokens, owner)))
        if hits:
            yield owner, hits
        low = high


def _bounds(tokens: Tokens, text: int) -> tuple[int, int]:
    return int(tokens.offsets[text]), int(tokens.offsets[text + 1])


def _matches(text: str, tokens: Tokens, places: Sequence[int], bounds: tuple[int, int]) -> Iterator[Hit]:
    """The longest name at each of the places, left to right, none inside another nor outside the text's `bounds`."""
    words = lexicon()
    free = 0
    for first in places:
        if first < free:
            continue
        for n_words in words.lengths.get(int(tokens.hashes[first]), ()):
            last = first + n_words
            if last > bounds[1]:
                continue
            found = _named(
                text, tokens, (first, last), bounds, words.names.get(tuple(tokens.hashes[first:last].tolist()))
            )
            if found is not None:
                free = last
                if found[1] is not NameKind.NONE:
                    yield Hit(*found, first, last, int(tokens.starts[first]), int(tokens.ends[last - 1]))
                break


def _named(
    text: str, tokens: Tokens, place: tuple[int, int], bounds: tuple[int, int], names: Sequence[Name] | None
) -> tuple[Name, NameKind] | None:
    """The first of several names that the words at a place are written as, and what it takes there."""
    for name in names or ():
        kind = _kind(text, tokens, place, bounds, name)
        if kind is not None:
            return name, kind
    return None


def _kind(text: str, tokens: Tokens, place: tuple[int, int], bounds: tuple[int, int], name: Name) -> NameKind | None:
    """What it takes for the words at a place to count as the name, None if they are not written as it is."""
    first, last = place
    gap_signs = _LETTER_GAP if name.spelled else _LOOSE_GAP if name.kind is NameKind.NONE else _WORD_GAP
    for i in range(first, last - 1):
        gap = text[tokens.ends[i] : tokens.starts[i + 1]]
        if len(gap) > 3 or not gap_signs.issuperset(gap):
            return None
    if name.spelled and (
        _in_row(text, tokens, (first - 1, first), bounds, _BEFORE_LETTERS)
        or _in_row(text, tokens, (last, last - 1), bounds, _AFTER_LETTERS)
    ):
        return None
    start, end = int(tokens.starts[first]), int(tokens.ends[last - 1])
    numbered = text[start - 1 : start].isdecimal() or text[end : end + 1].isdecimal()
    if numbered and not EAST_ASIAN.match(text, start):  # a product: "A320", "SUSIBA2"; but "中新网11月3日电"
        return None
    if text[start - 1 : start] == "<" and text[end : end + 1] == ">":  # a company's sign at the stock exchange
        return NameKind.NONE
    there = text[start:end]
    if name.written:
        form = "".join(filter(str.isalpha, there))
        if form not in name.written and form not in {w.replace(".", "") for w in name.written}:
            return name.kind if form == form.lower() and _foreign(text, start) else None
        if name.spelled and " " in there:
            return None
    elif name.capital and not there[0].isupper() and there[0].upper() != there[0].lower():
        return max(name.kind, NameKind.SHORT)
    return name.kind


def _foreign(text: str, start: int) -> bool:
    """Whether the words before are in a script without capitals, where "cnn" is as good as "CNN", or there are none."""
    letter = next((sign for sign in reversed(text[max(start - 20, 0) : start]) if sign.isalpha()), "")
    return letter.upper() == letter.lower()


def _in_row(text: str, tokens: Tokens, pair: tuple[int, int], bounds: tuple[int, int], words: str) -> bool:
    """Whether the first token of a pair is one more letter in the row of the second, so that no name begins or ends.

    `words` are letters that are words by themselves.
    """
    outer, inner = pair
    if not bounds[0] <= outer < bounds[1]:
        return False
    gap = text[tokens.ends[min(pair)] : tokens.starts[max(pair)]]
    letters = [text[tokens.starts[i] : tokens.ends[i]].strip("ـ") for i in (outer, inner)]
    near = len(gap) <= 2 and _LETTER_GAP.issuperset(gap)
    return near and all(len(letter) == 1 for letter in letters) and letters[0] not in words

"""Where the agencies' names stand in a batch of texts, whatever they mean there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dedup.credits.agencies import TABLE_SHIFT, Kind, Lexicon, Name, lexicon, pair_keys
from dedup.text.tokens import Tokens

_WORD_GAP = frozenset(" \u00a0\u200c\u200d\u200e\u200f\t\n\r-‐‑–'’ʼ\"״׳«»“”_./·・")
_LETTER_GAP = frozenset(" .\u00a0\u200c\u200e\u200f\u202a\u202b\u202cـ")
_CLITICS = frozenset("ولبفك")
"""Arabic words of one letter, which may stand beside an abbreviation: "رويترز و أ ف ب"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at tokens `first` to `last` and characters `start` to `end` (half-open) of a text; `kind` as written there."""

    name: Name
    kind: Kind
    first: int
    last: int
    start: int
    end: int


def find(texts: Sequence[str], tokens: Tokens) -> Iterator[tuple[int, list[Hit], Tokens]]:
    """Each text that holds names, with its hits in order and its tokens."""
    words = lexicon()
    hashes = tokens.hashes
    shift = np.uint32(TABLE_SHIFT)
    at = np.flatnonzero(words.first[hashes >> shift])
    follower = hashes[np.minimum(at + 1, max(len(hashes) - 1, 0))]
    alone = np.isin(hashes[at], words.single)
    at = at[alone | words.pair[pair_keys(hashes[at], follower) >> shift]]
    owners = np.searchsorted(tokens.offsets, at, side="right") - 1
    bounds = np.flatnonzero(np.diff(owners, prepend=-1, append=-1))
    for low, high in zip(bounds.tolist(), bounds[1:].tolist(), strict=False):
        i = int(owners[low])
        own = tokens.of(i)
        hits = list(_matches(texts[i], own, (at[low:high] - tokens.offsets[i]).tolist(), words))
        if hits:
            yield i, hits, own


def _matches(text: str, tokens: Tokens, places: Sequence[int], words: Lexicon) -> Iterator[Hit]:
    """The longest name at each of the places, left to right, none inside another."""
    free = 0
    for first in places:
        if first < free:
            continue
        for n_words in words.lengths.get(int(tokens.hashes[first]), ()):
            last = first + n_words
            if last > len(tokens):
                continue
            name = words.names.get(tuple(tokens.hashes[first:last].tolist()))
            kind = None if name is None else _kind(text, tokens, first, last, name)
            if name is not None and kind is not None:
                free = last
                if kind is not Kind.NONE:
                    yield Hit(name, kind, first, last, int(tokens.starts[first]), int(tokens.ends[last - 1]))
                break


def _kind(text: str, tokens: Tokens, first: int, last: int, name: Name) -> Kind | None:
    """What it takes for these words to count as the name, None if they are not written as it is."""
    gap_signs = _LETTER_GAP if name.spelled else _WORD_GAP
    for i in range(first, last - 1):
        gap = text[tokens.ends[i] : tokens.starts[i + 1]]
        if len(gap) > 3 or not gap_signs.issuperset(gap):
            return None
    if name.spelled and (_spelled_on(text, tokens, first - 1) or _spelled_on(text, tokens, last - 1)):
        return None
    there = text[tokens.starts[first] : tokens.ends[last - 1]]
    if name.written:
        form = "".join(filter(str.isalpha, there))
        if form not in name.written and form not in {w.replace(".", "") for w in name.written}:
            return name.kind if form == form.lower() and _foreign(text, int(tokens.starts[first])) else None
        if name.spelled and " " in there:
            return None
    elif name.capital and not there[0].isupper() and there[0].upper() != there[0].lower():
        return max(name.kind, Kind.SHORT)
    return name.kind


def _foreign(text: str, start: int) -> bool:
    """Whether the words before are in a script without capitals, where "cnn" is as good as "CNN", or there are none."""
    letter = next((sign for sign in reversed(text[max(start - 20, 0) : start]) if sign.isalpha()), "")
    return letter.upper() == letter.lower()


def _spelled_on(text: str, tokens: Tokens, i: int) -> bool:
    """Whether tokens i and i + 1 stand in one row of single letters, so that an abbreviation does not begin or end there."""
    if not 0 <= i < len(tokens) - 1:
        return False
    gap = text[tokens.ends[i] : tokens.starts[i + 1]]
    if len(gap) > 2 or not _LETTER_GAP.issuperset(gap):
        return False
    outer = [text[tokens.starts[j] : tokens.ends[j]].strip("ـ") for j in (i, i + 1)]
    return all(len(letter) == 1 for letter in outer) and not _CLITICS.intersection(outer)

"""The agencies' names, read from `agencies.toml` and compiled for matching by token."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.text.tokens import tokenize

TABLE_SHIFT = 12
"""Hashes are looked up by their upper 20 bits: a megabyte, which stays in the cache, and one miss in 400 tokens."""

MAX_CASED_LETTERS = 5
"""Words of up to five letters are abbreviations or everyday words too; their capitals tell ("AP", "MAP", "Ansa")."""

_LISTS = ("names", "reported", "short", "phrase", "none", "signed")
_TABLES = ("none", "forms", "cues", "words")  # what the file holds besides agencies


class NameKind(IntEnum):
    """How much it takes until a name counts; the lists of `agencies.toml`."""

    CLEAR = 0
    REPORTED = 1
    SHORT = 2
    PHRASE = 3
    NONE = 4
    SIGNED = 5


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an agency.

    `written` holds the forms that count, none if case does not matter. `capital`: it starts with a capital in running
    text. `spelled`: letters one by one ("أ ف ب"). `place`: a place is called so too. `attached`: a word is written onto
    it that makes it part of a sentence ("لرويترز", "연합뉴스는"). `national`: "the Iranian news agency", any.
    """

    agency: str
    kind: NameKind
    written: frozenset[str] = frozenset()
    capital: bool = False
    spelled: bool = False
    place: bool = False
    attached: bool = False
    national: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases of up to `n_words` tokens, with the tokens that they begin and end with."""

    phrases: frozenset[tuple[int, ...]]
    firsts: frozenset[int]
    lasts: frozenset[int]
    n_words: int

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Cues:
        """The cues that these phrases are."""
        hashed = frozenset(_hashed(phrases))
        firsts, lasts = frozenset(words[0] for words in hashed), frozenset(words[-1] for words in hashed)
        return cls(hashed, firsts, lasts, max(map(len, hashed)))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All names and cues by their token hashes.

    Several `names` of the same words are written in different ways, "TASS" and "Tass"; the clearest comes first.
    `first`, `alone` and `pair`, bool[2**20], say by upper bits which tokens may start a name, which may be one, and
    which pairs may start one of two or more. `lengths` says by first token how many tokens its names have, most first.
    """

    names: Mapping[tuple[int, ...], tuple[Name, ...]]
    lengths: Mapping[int, tuple[int, ...]]
    first: NDArray[np.bool_]
    pair: NDArray[np.bool_]
    alone: NDArray[np.bool_]
    agency: Cues
    agency_after: Cues
    reporting: Cues
    reporting_after: Cues
    continuing: Cues
    outlets: Mapping[str, str]


def pair_keys(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A hash for each pair of neighbouring tokens, uint32[n]."""
    return (first * np.uint32(0x9E3779B1)) ^ second


@lru_cache(maxsize=1024)
def agency_of(source: str) -> str | None:
    """The agency that an outlet is, None for any other outlet.

    >>> agency_of("Reuters"), agency_of("www.spa.gov.sa"), agency_of("aawsat")
    ('reuters', 'spa', None)
    """
    name = source.strip().casefold().removeprefix("www.")
    return lexicon().outlets.get(name) if name else None  # reading the lexicon takes a tenth of a second


@cache
def entries() -> dict[str, Any]:
    """`agencies.toml` as it stands."""
    return tomllib.loads(files("dedup.credits").joinpath("agencies.toml").read_text("utf-8"))


@cache
def lexicon() -> Lexicon:
    """The compiled list; made once."""
    table = entries()
    forms, cues = table["forms"], table["cues"]
    written: list[tuple[str, Name]] = []
    for name in table["none"]["names"]:
        written.extend((form, Name("", NameKind.NONE)) for form, _ in _inflected(name, NameKind.CLEAR, forms))
    for agency, entry in table.items():
        if agency not in _TABLES:
            written.extend(_names_of(agency, entry, forms))
    names: dict[tuple[int, ...], list[Name]] = {}
    for words, (_, name) in zip(_hashed(form for form, _ in written), written, strict=True):
        known = names.setdefault(words, [])
        if not known or (name.written and all(other.written for other in known)):
            known.append(name)
    lengths: dict[int, set[int]] = {}
    for words in names:
        lengths.setdefault(words[0], set()).add(len(words))
    pairs = np.array([words[:2] for words in names if len(words) > 1], np.uint32)
    spoken = {
        key: Cues.of(form for cue in cues[key] for form, _ in _inflected(cue, NameKind.CLEAR, forms))
        for key in ("agency", "agency_after", "reporting", "reporting_after")
    }
    return Lexicon(
        names={words: tuple(sorted(those, key=lambda name: name.kind)) for words, those in names.items()},
        lengths={first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        first=_marked(np.array(list(lengths), np.uint32)),
        alone=_marked(np.array([words[0] for words in names if len(words) == 1], np.uint32)),
        pair=_marked(pair_keys(*pairs.T)),
        continuing=Cues.of(cues["continuing"]),
        outlets={outlet.casefold(): agency for agency, entry in table.items() for outlet in entry.get("outlets", ())},
        **spoken,
    )


def _names_of(agency: str, entry: Mapping[str, Any], forms: Mapping[str, list[str]]) -> Iterator[tuple[str, Name]]:
    """Every form of an agency's names with what it takes to count."""
    places = entry.get("place", ())
    for key, kind in zip(_LISTS, NameKind, strict=False):
        for text in entry.get(key, ()):
            spelled = len(text) > 2 and all(len(part) == 1 for part in text.split(" "))
            cased = text.upper() != text.lower()
            short = cased and text.isalpha() and len(text) <= MAX_CASED_LETTERS
            name = Name(
                agency,
                kind,
                frozenset((text, text.upper())) if short else frozenset(),
                capital=cased and text[0].isupper(),
                spelled=spelled,
                place=text in places,
            )
            for form, attached in _inflected(text, kind, forms):
                yield form, replace(name, attached=attached)
            if short and text.isupper() and len(text) > 1:
                yield ".".join(text), Name(agency, kind, frozenset((text,)), spelled=True, place=name.place)
            if spelled and len(text) > 3:
                yield from ((form, name) for form in _joined(text))
    for text in entry.get("national", ()):
        for pattern in forms["national"]:
            for form, attached in _inflected(pattern.format(text), NameKind.CLEAR, forms):
                yield form, Name(agency, NameKind.CLEAR, attached=attached, national=True)


def _joined(spelled: str) -> Iterator[str]:
    """An abbreviation's letters with one space left out: "أف ب"."""
    letters = spelled.split(" ")
    for i in range(len(letters) - 1):
        yield " ".join((*letters[:i], letters[i] + letters[i + 1], *letters[i + 2 :]))


def _inflected(text: str, kind: NameKind, forms: Mapping[str, list[str]]) -> Iterator[tuple[str, bool]]:
    """A name alone and with what its language writes onto it ("لرويترز", "연합뉴스는"), and whether that ties it in."""
    yield text, False
    first, last = text[0], text[-1]
    if "\u0600" <= first <= "\u06ff":
        article = text.startswith("ال")
        for prefix in forms["arabic_prefixes"] if kind is NameKind.CLEAR else ("و", "ل"):
            # ل and the article join to لل; و alone only lists ("رويترز والوكالات")
            yield prefix + text[1:] if article and prefix.endswith("ل") else prefix + text, prefix != "و"
    elif "\u05d0" <= first <= "\u05ea":
        yield from ((prefix + text, prefix != "ו") for prefix in forms["hebrew_prefixes"])
    if "\uac00" <= last <= "\ud7a3":
        yield from ((text + particle, True) for particle in forms["korean_particles"])


def _hashed(forms: Iterable[str]) -> list[tuple[int, ...]]:
    tokens = tokenize(list(forms))
    hashes, offsets = tokens.hashes.tolist(), tokens.offsets.tolist()
    return [tuple(hashes[start:end]) for start, end in pairwise(offsets)]


def _marked(hashes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    table = np.zeros(1 << (32 - TABLE_SHIFT), np.bool_)
    table[hashes >> np.uint32(TABLE_SHIFT)] = True
    return table

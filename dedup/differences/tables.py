"""Tables: numbers, days, units and currencies from Unicode CLDR; negations and opposites by hand."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from dedup.differences.numerals import MAX_LETTERS, numerals_of, readings_of
from dedup.text.folding import fold, folded_letters

Kind = Literal[
    "number", "sign", "percent", "currency", "unit", "weekday", "month", "day", "negation", "opposite", "question",
    "light", "word",
]  # fmt: skip
"""What a piece of text is; "light" where it may stand or lack without anything being said otherwise."""

Name = tuple[Kind, frozenset[str]]
"""A kind, and what the name stands for, in CLDR's words."""

_NAMED: tuple[Kind, ...] = ("percent", "weekday", "month", "day", "currency", "unit")
"""The kinds of names; one that is several is the first."""

MIN_LETTERS = 3
"""Letters of a number word that may stand for digits; shorter ones mean other things in other languages: "on"."""


folded = lru_cache(1 << 16)(folded_letters)
"""A text folded, without spaces: as names are looked up."""


@cache
def _by_hand() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _names() -> Mapping[str, Name]:
    meanings: dict[tuple[str, str], set[str]] = {}
    for line in files(__package__).joinpath("names.tsv").read_text(encoding="utf-8").splitlines():
        kind, meaning, names = line.split("\t")
        for name in names.split():
            meanings.setdefault((name, kind), set()).add(meaning)
    found: dict[str, Name] = {}
    for wanted in _NAMED:
        for (name, kind), those in meanings.items():
            if kind == wanted:
                found.setdefault(name, (wanted, frozenset(those)))
    for phrases in _by_hand()["light"].values():
        found.update({folded_letters(phrase): ("light", frozenset({""})) for phrase in phrases})
    return found


def name_of(letters: str) -> Name | None:
    """What folded letters name; units and currencies in the Arabic accusative as well.

    A unit of one letter is that letter: "m" stands for metres, months, minutes and millions.
    """
    found = _names().get(letters)
    if found is not None and found[0] == "unit" and len(letters) == 1 and letters.isascii():
        return "unit", frozenset({letters})
    if found is None and letters.endswith("ا"):
        stem = _names().get(letters[:-1])
        return stem if stem is not None and stem[0] in {"unit", "currency"} else None
    return found


@cache
def _names_in_order() -> tuple[str, ...]:
    return tuple(sorted(_names()))


def may_begin_name(word: str) -> bool:
    """Whether a folded word is the first of a name, or may be."""
    names = _names_in_order()
    at = bisect_left(names, word)
    return (at < len(names) and names[at].startswith(word)) or name_of(word) is not None


@dataclass(frozen=True, slots=True)
class _Words:
    turning: frozenset[str]
    opposite: frozenset[str]
    same: Mapping[str, str]


@cache
def _words() -> _Words:
    table = _by_hand()
    turning = frozenset(word for words in table["turning"].values() for word in fold(words).split())
    opposite = frozenset(word for lines in table["opposite"].values() for line in lines for word in fold(line).split())
    variants = [fold(line).split() for lines in table["variants"].values() for line in lines]
    return _Words(turning, opposite, {word: words[0] for words in variants for word in words})


def one_spelling(word: str) -> str:
    """A folded word, in the one spelling that stands for those of which the table knows several."""
    return _words().same.get(word, word)


def kind_of(word: str) -> Kind:
    """What a folded word is that names nothing: a negation, one of two opposites, or just a word."""
    if any(map(str.isnumeric, word)):
        return "number"
    known = _words()
    return "negation" if word in known.turning else "opposite" if word in known.opposite else "word"


@lru_cache(1 << 16)
def number_of(word: str) -> frozenset[str]:
    """The numbers that folded letters may be, "o" before ordinals; empty where they are none.

    >>> sorted(number_of("twentyfirst")), sorted(number_of("duabelas")), sorted(number_of("river"))
    (['o21'], ['12'], [])
    """
    if not word or word[0].isdecimal() or len(word) > MAX_LETTERS:
        return frozenset()
    found = numerals_of(word)
    if len(word) < MIN_LETTERS and word[0] < "\u2e80":
        return frozenset({word}) if found else frozenset()
    return frozenset(f"{'o' if one.ordinal else ''}{one.value}" for one in found)


@lru_cache(1 << 14)
def readings(word: str) -> frozenset[tuple[str, int]]:
    """What folded letters are as a number in each language that has it, by the code of the language."""
    return frozenset((language, numeral.value) for language, numeral in readings_of(word).items())


@cache
def _scales() -> Mapping[str, frozenset[tuple[str, int]]]:
    found: dict[str, set[tuple[str, int]]] = {}
    for line in files(__package__).joinpath("scales.tsv").read_text(encoding="utf-8").splitlines():
        language, power, words = line.split("\t")
        for word in words.split():
            found.setdefault(word, set()).add((language, 10 ** int(power)))
    return {word: frozenset(those) for word, those in found.items()}


def scale_of(letters: str, *, is_money: bool) -> frozenset[tuple[str, int]]:
    """By what folded letters multiply the number in digits before them, in each language; nothing where they do not.

    One letter does so behind an amount of money only, and so does what may be a unit: "5 m" are metres, "$5m" are not.

    >>> ("en", 1_000_000_000) in scale_of("bn", is_money=False), scale_of("m", is_money=False)
    (True, frozenset())
    """
    if not is_money and (name_of(letters) is not None or (len(letters) == 1 and letters < "\u2e80")):
        return frozenset()
    return _scales().get(letters, frozenset())


def needs_others(word: str) -> bool:
    """Whether a folded word is, or may be, a number or the name of a month: it goes with the words beside it."""
    name = _names().get(word)
    return any(map(str.isnumeric, word)) or bool(number_of(word)) or (name is not None and name[0] == "month")

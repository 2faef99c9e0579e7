"""Meaning: what the words and marks of a stretch of text stand for, as far as a table can tell."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from dedup.differences.marks import DASHES
from dedup.differences.numerals import MAX_LETTERS, numerals_of
from dedup.text.folding import fold

Kind = Literal[
    "number", "sign", "percent", "currency", "unit", "weekday", "month", "day", "negation", "opposite", "question", "light",
    "word",
]  # fmt: skip
"""What a piece of text is; "light" where it may stand or lack without anything being said otherwise."""

MAX_NAME_WORDS, MAX_NUMBER_WORDS = 4, 12

MIN_LETTERS = 3
"""Letters of a number word that may stand for digits; shorter ones mean other things in other languages: "on"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what it means: pieces of one kind are the same if they share a meaning."""

    kind: Kind
    meanings: frozenset[str]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Piece) and self.kind == other.kind and not self.meanings.isdisjoint(other.meanings)

    __hash__ = None  # type: ignore[assignment]  # sharing is not transitive


@cache
def _names() -> Mapping[str, tuple[Kind, frozenset[str]]]:
    """What weekdays, months, units, per cent and currencies are called: letters to kind and meanings."""
    found: dict[str, dict[Kind, set[str]]] = {}
    order: tuple[Kind, ...] = ("percent", "weekday", "month", "day", "currency", "unit")
    for line in files(__package__).joinpath("names.tsv").read_text(encoding="utf-8").splitlines():
        kind, meaning, names = line.split("\t")
        for name in names.split():
            found.setdefault(name, defaultdict(set))[kind].add(meaning)  # type: ignore[index]  # the file's kinds
    names = {
        name: next((kind, frozenset(kinds[kind])) for kind in order if kind in kinds) for name, kinds in found.items()
    }
    light: tuple[Kind, frozenset[str]] = "light", frozenset({""})
    return {**names, **{_folded(phrase): light for phrases in _table()["light"].values() for phrase in phrases}}


def _name(letters: str) -> tuple[Kind, frozenset[str]] | None:
    """What folded letters name; units and currencies in the Arabic accusative as well."""
    found = _names().get(letters)
    if found is None and letters.endswith("ا") and (stem := _names().get(letters[:-1])) and stem[0] in {"unit", "currency"}:
        return stem
    return found


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The folded words of `words.toml`. `same` gives those that are spelled in several ways one spelling."""

    turning: frozenset[str]
    opposite: frozenset[str]
    same: Mapping[str, str]


@cache
def _words() -> _Words:
    table = _table()
    turning = frozenset(word for words in table["turning"].values() for word in fold(words).split())
    opposite = frozenset(word for lines in table["opposite"].values() for line in lines for word in fold(line).split())
    same = {
        word: words[0]
        for lines in table["variants"].values()
        for line in lines
        for words in [fold(line).split()]
        for word in words
    }
    return _Words(turning, opposite, same)


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[,٬'’\s]\d{3})+|[1-9]\d{0,2}(?:\.\d{3}){2,}")
_DASH = re.compile(rf"\s*[{DASHES}]\s*")


def figures(text: str) -> str:
    """A number in digits as it is compared: in ASCII, without what groups its thousands.

    >>> [figures(number) for number in ("١٠٬٠٠٠", "10,000", "1.25", "1.250.000", "3 – 1")]
    ['10000', '10000', '1.25', '1250000', '3-1']
    """
    plain = _DASH.sub("-", "".join(str(int(char)) if char.isdecimal() else char for char in text))
    return re.sub(r"\D", "", plain) if _GROUPED.fullmatch(plain) else plain.replace("٫", ",")


@lru_cache(1 << 16)
def number_of(word: str) -> frozenset[str]:
    """The numbers that a folded word may be, "o" before ordinals; empty where it is none."""
    if not word or word[0].isdecimal() or len(word) > MAX_LETTERS:
        return frozenset()
    found = numerals_of(word)
    if len(word) < MIN_LETTERS and word[0] < "\u2e80":
        return frozenset({word}) if found else frozenset()
    return frozenset(f"{'o' if one.ordinal else ''}{one.value}" for one in found)


def belongs_to_others(word: str) -> bool:
    """Whether a folded word is, or may be, a number or the name of a month: it goes with the words beside it."""
    name = _names().get(word)
    return any(map(str.isnumeric, word)) or bool(number_of(word)) or (name is not None and name[0] == "month")


def mark_piece(mark: str) -> Piece:
    """What a mark means."""
    if mark in "%‰":
        return Piece("percent", frozenset({"concentr-percent" if mark == "%" else "concentr-permille"}))
    if mark == "?":
        return Piece("question", frozenset({mark}))
    is_currency = mark in _CURRENCIES
    return Piece("currency" if is_currency else "sign", frozenset({mark}))


_CURRENCIES = frozenset("$€£¥₩₽₺₹₪₫₦₱฿₴₸₼₾₡₲₵₮₭₨¢﷼؋৳៛")


class Stretch:
    """The words of a text one by one, folded, with the marks between them."""

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int], marks: Mapping[int, str]) -> None:
        self.text, self.starts, self.ends, self.marks = text, starts, ends, marks

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, at: int) -> str:
        """A folded word."""
        word = _folded(self.text[self.starts[at] : self.ends[at]])
        return _words().same.get(word, word)

    def gap(self, at: int) -> str:
        """What stands before a word; behind the last one for their count."""
        return self.text[self.ends[at - 1] if at else 0 : self.starts[at] if at < len(self) else len(self.text)]

    def goes_on(self, at: int) -> bool:
        """Whether a word goes on with the number in digits before it: "1|25", "10|000", "3|1"."""
        if not 0 < at < len(self):
            return False
        before, gap, after = self.text[: self.ends[at - 1]][-1:], self.gap(at), self.text[self.starts[at] :][:1]
        if not (before.isdecimal() and after.isdecimal()):
            return False
        return bool(_JOINT.fullmatch(gap)) or (gap.isspace() and self.ends[at] - self.starts[at] == 3 and "\n" not in gap)

    def pieces(self, begin: int, end: int) -> list[Piece]:
        """What the words from `begin` to `end` mean, and the marks around them."""
        found: list[Piece] = []
        at = begin
        while at <= end:
            if not self.goes_on(at):
                found += [mark_piece(mark) for mark in self.marks.get(at, "") if not mark.isspace()]
            if at == end:
                break
            at = self._next(at, end, found)
        for place in range(len(found) - 1):
            if found[place].kind == "percent" and found[place + 1].kind == "number":  # "%12" and "12%"
                found[place : place + 2] = found[place + 1], found[place]
        return found

    def _next(self, begin: int, end: int, found: list[Piece]) -> int:
        """Add the pieces that begin at a word; where the next ones begin."""
        if self.word(begin)[:1].isdecimal():
            last = begin + 1
            while last < end and self.goes_on(last):
                last += 1
            found += _in_digits(self.text[self.starts[begin] : self.ends[last - 1]])
            return last
        words = [self.word(at) for at in range(begin, min(end, begin + MAX_NUMBER_WORDS))]
        for n in range(len(words) if number_of(words[0]) else 0, 0, -1):
            numbers = number_of("".join(words[:n]))
            if numbers:
                found.append(Piece("number", numbers))
                return begin + n
        for n in range(min(len(words), MAX_NAME_WORDS), 0, -1):
            name = _name("".join(words[:n]))
            if name is not None and (name[0] != "unit" or (found and found[-1].kind == "number")):
                found.append(Piece(*name))
                return begin + n
        found.append(_word(words[0]))
        return begin + 1


_JOINT = re.compile(rf"[.,:/٫٬'’]|\s?[{DASHES}]\s?")
_GLUED = re.compile(r"(\d(?:.*\d)?)(\D*)", re.DOTALL)
_folded = lru_cache(1 << 16)(lambda word: fold(word).replace(" ", ""))


def _in_digits(text: str) -> list[Piece]:
    """A number in digits, and the unit or word that is glued to it: "30km", "5pm"."""
    number, glued = _GLUED.fullmatch(text).groups()  # type: ignore[union-attr]  # it begins with a digit
    found = [Piece("number", frozenset({figures(number)}))]
    letters = _folded(glued)
    if letters:
        name = _name(letters)
        found.append(Piece(*name) if name else _word(letters))
    return found


def _word(word: str) -> Piece:
    known = _words()
    if any(map(str.isnumeric, word)):
        return Piece("number", frozenset({word}))
    if word in known.turning:
        return Piece("negation", frozenset({word}))
    if word in known.opposite:
        return Piece("opposite", frozenset({word}))
    return Piece("word", frozenset({word}))

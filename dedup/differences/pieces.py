"""Pieces: what the words and signs of a stretch of text stand for, as far as tables can tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dedup.differences.signs import CURRENCIES, DASHES, JOINT
from dedup.differences.spelling import spelling
from dedup.differences.tables import (
    Kind,
    folded,
    kind_of,
    may_begin_name,
    name_of,
    needs_others,
    number_of,
    one_spelling,
)

MAX_NAME_WORDS, MAX_NUMBER_WORDS = 4, 12
"""Words of the longest names of days, units and titles, and of numbers below a million."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what it means: pieces of one kind are the same if they share a meaning."""

    kind: Kind
    meanings: frozenset[str]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Piece) and self.kind == other.kind and not self.meanings.isdisjoint(other.meanings)

    __hash__ = None  # type: ignore[assignment]  # two that are the same need not be the same as a third


class Word(NamedTuple):
    """What is known of a word as it stands, whatever stands beside it.

    `letters` is it folded, in one spelling; `n_letters` how many it has as it is folded. It `begins` a number or a
    name, or may, or else is the one `piece`: a number of words if it `begins_number`, a name if it `begins_name`. If it
    `needs_others`, it is or may be a number or a month.
    """

    letters: str
    n_letters: int
    begins: bool
    begins_number: bool
    begins_name: bool
    needs_others: bool
    piece: Piece


@lru_cache(1 << 17)
def word_of(raw: str) -> Word:
    """What is known of a word."""
    plain = folded(raw)
    letters = one_spelling(plain)
    is_number, is_name = bool(number_of(letters)), may_begin_name(letters)
    begins = letters[:1].isdecimal() or is_number or is_name
    piece = Piece(kind_of(letters), spelling(raw) | {letters})
    return Word(letters, len(plain), begins, is_number, is_name, needs_others(letters), piece)


class Stretch:
    """The words of a text one by one, folded, with the signs between them (`signs.signs`)."""

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int], signs: Mapping[int, str]) -> None:
        self.text, self.starts, self.ends, self.signs = text, starts, ends, signs

    def __len__(self) -> int:
        return len(self.starts)

    def raw(self, at: int) -> str:
        """A word as it stands."""
        return self.text[self.starts[at] : self.ends[at]]

    def known(self, at: int) -> Word:
        """What is known of a word."""
        return word_of(self.text[self.starts[at] : self.ends[at]])

    def gap(self, at: int) -> str:
        """What stands before a word; behind the last one for their count."""
        return self.text[self.ends[at - 1] if at else 0 : self.starts[at] if at < len(self) else len(self.text)]

    def goes_on(self, at: int) -> bool:
        """Whether a word goes on with the number in digits before it: "1|25", "10|000", "3|1"."""
        if not 0 < at < len(self):
            return False
        if not (self.text[self.ends[at - 1] - 1].isdecimal() and self.text[self.starts[at]].isdecimal()):
            return False
        gap = self.gap(at)
        is_group = self.ends[at] - self.starts[at] == 3 and gap.isspace() and "\n" not in gap
        return is_group or bool(JOINT.fullmatch(gap))

    def signs_of(self, begin: int, end: int) -> list[str]:
        """The signs before, between and after the words from `begin` to `end`, without those inside numbers."""
        found: list[str] = []
        for at in range(begin, end + 1):
            signs = self.signs.get(at)
            if signs and not self.goes_on(at):
                found += signs
        return found

    def pieces(self, begin: int, end: int) -> list[Piece]:
        """What the words from `begin` to `end` mean, and the signs around them."""
        found: list[Piece] = []
        text, starts, ends, signs = self.text, self.starts, self.ends, self.signs
        at = begin
        while at <= end:
            if at in signs:
                found += map(_sign, self.signs_of(at, at))
            if at == end:
                break
            word = word_of(text[starts[at] : ends[at]])
            if word.begins:
                at = self._next(at, end, found)
            else:
                found.append(word.piece)
                at += 1
        for place in range(len(found) - 1):
            if found[place].kind == "percent" and found[place + 1].kind == "number":  # "%12" and "12%"
                found[place : place + 2] = found[place + 1], found[place]
        return found

    def _next(self, begin: int, end: int, found: list[Piece]) -> int:
        """Add the pieces that begin at a word which may be more than a word; where the next ones begin."""
        word = self.known(begin)
        first = word.letters
        if first[:1].isdecimal():
            last = begin + 1
            while last < end and self.goes_on(last):
                last += 1
            found += _in_digits(self.text[self.starts[begin] : self.ends[last - 1]])
            return last
        n_words = min(MAX_NUMBER_WORDS if word.begins_number else MAX_NAME_WORDS, end - begin)
        letters = [first, *(self.known(at).letters for at in range(begin + 1, begin + n_words))]
        if word.begins_number:
            for n in range(n_words, 0, -1):
                numbers = number_of("".join(letters[:n]))
                if numbers:
                    found.append(Piece("number", numbers))
                    return begin + n
        for n in range(min(n_words, MAX_NAME_WORDS) if word.begins_name else 0, 0, -1):
            name = name_of("".join(letters[:n]))
            if name is not None and (name[0] != "unit" or (found and found[-1].kind == "number")):
                found.append(Piece(*name))
                return begin + n
        found.append(word.piece)
        return begin + 1


@lru_cache(1 << 10)
def _sign(sign: str) -> Piece:
    if sign in "%‰":
        return Piece("percent", frozenset({"concentr-percent" if sign == "%" else "concentr-permille"}))
    kind: Kind = "question" if sign == "?" else "currency" if sign in CURRENCIES else "sign"
    return Piece(kind, frozenset({sign}))


_GLUED = re.compile(r"(\d(?:.*\d)?)(\D*)", re.DOTALL)


def _in_digits(text: str) -> list[Piece]:
    """A number in digits, and the unit or word that is glued to it: "30km", "5pm"."""
    glued = _GLUED.fullmatch(text)
    number, letters = (glued[1], folded(glued[2])) if glued else (text, "")
    found = [Piece("number", _numbers(number))]
    if letters:
        found.append(Piece(*(name_of(letters) or (kind_of(letters), frozenset({letters})))))
    return found


def _numbers(text: str) -> frozenset[str]:
    """What a number in digits may be: the Arabic decimal mark is written as a comma or as a point."""
    return frozenset({figures(text), figures(text.replace("٫", "."))})


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[,٬،'’\s]\d{3})+|[1-9]\d{0,2}(?:\.\d{3}){2,}")
_DASH = re.compile(rf"\s*[{DASHES}]\s*")
_SLASH = re.compile(r"\s*/\s*")


def figures(text: str) -> str:
    """A number in digits as it is compared: in ASCII, without what groups its thousands.

    >>> [figures(number) for number in ("١٠٬٠٠٠", "10,000", "1.25", "1.250.000", "3 – 1")]
    ['10000', '10000', '1.25', '1250000', '3-1']
    """
    plain = _DASH.sub("-", "".join(str(int(char)) if char.isdecimal() else char for char in text))
    plain = _SLASH.sub("/", plain)
    return re.sub(r"\D", "", plain) if _GROUPED.fullmatch(plain) else plain.replace("٫", ",").replace("،", ",")

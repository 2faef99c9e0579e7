"""Pieces: what the words and signs of a stretch of text stand for, as far as tables can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dedup.differences.contractions import written_out
from dedup.differences.digits import DATE, in_digits, is_day, time_of_day
from dedup.differences.piece import Piece
from dedup.differences.signs import CURRENCIES, JOINT
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
    readings,
    scale_of,
)

MAX_NAME_WORDS, MAX_NUMBER_WORDS = 4, 12
"""Words of the longest names of days, units and titles, and of numbers below a million."""


Window = tuple[str, int, bool, bool, bool]
"""Some words of a text with the word before and the one behind: the characters, how many words, whether there is a word
before and behind, and whether signs count."""

MAX_WINDOWS = 1 << 14
"""Windows of which the pieces are kept. Copies differ from each other in the same places: of 73,000 windows on
SaudiNewsNet, 53,000 were looked at before."""

_PIECES: dict[Window, Sequence[Piece]] = {}
"""The pieces of windows looked at last."""


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

    def elsewhere(self, begin: int, end: int) -> set[str]:
        """The letters of the words before `begin` and from `end` on, each that stands there several times once."""
        text, starts, ends = self.text, self.starts, self.ends
        places = *zip(starts[:begin], ends[:begin], strict=True), *zip(starts[end:], ends[end:], strict=True)
        return {word_of(raw).letters for raw in {text[start:end] for start, end in places}}

    def gap(self, at: int) -> str:
        """What stands before a word; behind the last one for their count."""
        return self.text[self.ends[at - 1] if at else 0 : self.starts[at] if at < len(self) else len(self.text)]

    def is_shortened(self, at: int) -> bool:
        """Whether an apostrophe joins a word to the one before it."""
        return 0 < at < len(self) and self.text[self.ends[at - 1] : self.starts[at]] in _APOSTROPHES

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

    def window(self, begin: int, end: int) -> Window:
        """All that the pieces of the words from `begin` to `end` depend on."""
        first = self.starts[begin - 1] if begin else 0
        last = self.ends[end] if end < len(self.starts) else len(self.text)
        return self.text[first:last], end - begin, begin > 0, end < len(self.starts), bool(self.signs)

    def pieces(self, begin: int, end: int) -> Sequence[Piece]:
        """What the words from `begin` to `end` mean, and the signs around them."""
        window = self.window(begin, end)
        found = _PIECES.get(window)
        if found is None:
            if len(_PIECES) >= MAX_WINDOWS:
                _PIECES.clear()
            found = _PIECES[window] = self._pieces(begin, end)
        return found

    def _pieces(self, begin: int, end: int) -> list[Piece]:
        found: list[Piece] = []
        text, starts, ends, signs = self.text, self.starts, self.ends, self.signs
        at = begin
        while at <= end:
            if at in signs:
                found += map(_sign, self.signs_of(at, at))
            if at == end:
                break
            word = word_of(text[starts[at] : ends[at]])
            behind = self.known(at + 1).letters if at + 1 < end and self.is_shortened(at + 1) else ""
            if shortened := written_out(word.letters, behind):
                found += shortened
                at += 2 if behind else 1
                continue
            if word.begins:
                at = self._next(at, end, found)
            else:
                found.append(word.piece)
                at += 1
        for place in range(len(found) - 1):
            if found[place].kind == "percent" and found[place + 1].kind == "number":  # "%12" and "12%"
                found[place : place + 2] = found[place + 1], found[place]
            elif found[place + 1].kind == "month" and [one for one in found if is_day(one)] == [found[place]]:
                found[place : place + 2] = found[place + 1], found[place]  # "3 March" and "March 3"
        return found

    def _next(self, begin: int, end: int, found: list[Piece]) -> int:
        """Add the pieces that begin at a word which may be more than a word; where the next ones begin."""
        word = self.known(begin)
        first = word.letters
        if first[:1].isdecimal():
            last = begin + 1
            while last < end and self.goes_on(last):
                last += 1
            number = self.text[self.starts[begin] : self.ends[last - 1]]
            behind = [self.known(at).letters for at in range(last, min(last + 2, end))]
            time, n_words = time_of_day(number, behind)
            if time:
                found.append(Piece("number", time))
                return last + n_words
            is_money = bool(found) and found[-1].kind == "currency"
            found += in_digits(number)
            scale = scale_of(behind[0], is_money=is_money) if behind else frozenset()
            if not scale:
                return last
            found.append(Piece("number", frozenset(str(value) for _, value in scale), scale))
            return last + 1
        n_words = min(MAX_NUMBER_WORDS if word.begins_number else MAX_NAME_WORDS, end - begin)
        letters = [first, *(self.known(at).letters for at in range(begin + 1, begin + n_words))]
        if word.begins_number:
            for n in range(n_words, 0, -1):
                numbers = number_of("".join(letters[:n]))
                if numbers:
                    if n == 1 and not (found and found[-1].kind == "number"):
                        numbers = _alone(first, numbers)
                    found.append(Piece("number", numbers, readings("".join(letters[:n]))))
                    return begin + n
        for n in range(min(n_words, MAX_NAME_WORDS) if word.begins_name else 0, 0, -1):
            name = name_of("".join(letters[:n]))
            if name is not None and letters[:n] == [_ERA] and _is_year(found):
                return begin + n
            if name is not None and (name[0] != "unit" or (found and found[-1].kind == "number")):
                found.append(Piece(*name))
                return begin + n
        found.append(word.piece)
        return begin + 1


_ERA = "م"
"""Stands behind a year of the common era, and may lack; behind other numbers it is the metre."""


def _is_year(found: Sequence[Piece]) -> bool:
    """Whether the last pieces are a date in digits, or a month and its year."""
    if not found or found[-1].kind != "number":
        return False
    after_month = len(found) > 1 and found[-2].kind == "month"
    return any(DATE.fullmatch(number) or (after_month and len(number) == 4) for number in found[-1].meanings)


@lru_cache(1 << 10)
def _sign(sign: str) -> Piece:
    if sign in "%‰":
        return Piece("percent", frozenset({"concentr-percent" if sign == "%" else "concentr-permille"}))
    kind: Kind = "question" if sign == "?" else "currency" if sign in CURRENCIES else "sign"
    return Piece(kind, frozenset({sign}))


_APOSTROPHES = frozenset({"'", "’", "＇"})


def _alone(letters: str, numbers: frozenset[str]) -> frozenset[str]:
    """What a number word is that follows no number: "ألفا" is a thousand in "15 ألفا", and by itself two thousand."""
    if letters[0] < "\u0600" or not letters.endswith("ا") or number_of(letters[:-1]) != numbers:
        return numbers
    return frozenset({str(2 * int(number)) for number in numbers})

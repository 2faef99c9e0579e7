"""Numerals: numbers written as words in many languages, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

MAX_LETTERS = 120
"""Letters of a number in words: the longest below a million take about 80."""

MAX_WORD = 32
"""Letters of the longest single number word."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that was read: its value, and whether it is an ordinal."""

    value: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language, folded and without spaces: what they add, multiply by, end or join."""

    adding: dict[str, int] = field(default_factory=dict)
    multiplying: dict[str, int] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    joining: dict[str, int] = field(default_factory=dict)

    def read(self, letters: str) -> Numeral | None:
        """The number that folded letters are from the first to the last; None where they are none.

        >>> words = NumberWords({"two": 2, "thirty": 30}, {"hundred": 100}, {"second": 2}, {"and": 0})
        >>> words.read("twohundredandthirtysecond")
        Numeral(value=232, ordinal=True)
        >>> words.read("thirtythirty")
        """
        if not letters or len(letters) > MAX_LETTERS:
            return None
        return next(self._readings(letters, 0, (), set()), None)

    @property
    def has_gaps(self) -> bool:
        """Whether a zero stands for the places that a number leaves out: 一百零五 is 105."""
        return any(self.adding.get(word) == 0 for word in self.joining)

    def _next_place(self, parts: tuple[int, ...], digit: int) -> int:
        """What a last digit adds behind a multiplier without a zero between them: 一百五 is 150, 两万三 23,000."""
        places = [factor for factor in self.multiplying.values() if parts[-1] % factor == 0]
        return digit * max(places, default=10) // 10

    def _readings(
        self,
        letters: str,
        at: int,
        parts: tuple[int, ...],
        seen: set[tuple[int, tuple[int, ...], bool]],
        *,
        ordinal: bool = False,
    ) -> Iterator[Numeral]:
        """The readings of the letters from a place on, after numbers that are to be added up; long words first.

        After an ordinal only ordinals follow: "vigésimo primero".
        """
        if at == len(letters):
            yield Numeral(sum(parts), ordinal)
        if at == len(letters) or (at, parts, ordinal) in seen:
            return
        seen.add((at, parts, ordinal))
        for end in range(min(len(letters), at + MAX_WORD), at, -1):
            word = letters[at:end]
            if word in self.ordinals and (more := _added(parts, self.ordinals[word])):
                yield from self._readings(letters, end, more, seen, ordinal=True)
            if word in self.joining and parts and end < len(letters):
                yield from self._readings(letters, end, parts, seen, ordinal=ordinal)
            if ordinal:
                continue
            value = self.adding.get(word)
            if value is not None and end == len(letters) and value < 10 and parts and self.has_gaps:
                value = value if letters[at - 1] in self.joining else self._next_place(parts, value)
            if value is not None and (more := _added(parts, value)):
                yield from self._readings(letters, end, more, seen)
            if word in self.multiplying and (more := _multiplied(parts, self.multiplying[word])):
                yield from self._readings(letters, end, more, seen)


def _added(parts: tuple[int, ...], value: int) -> tuple[int, ...]:
    """Numbers and one more; nothing where both have a digit in the same place, as in "twenty thirty"."""
    if value == 0:
        return () if parts else (0,)
    here, there = str(sum(parts))[::-1], str(value)[::-1]
    if any(one != "0" and other != "0" for one, other in zip(here, there, strict=False)):
        return ()
    return (*parts, value)


def _multiplied(parts: tuple[int, ...], factor: int) -> tuple[int, ...]:
    """Numbers of which those below a factor are multiplied by it: two and thirty and "thousand" are 32,000."""
    n_before = len(parts)
    while n_before and parts[n_before - 1] < factor:
        n_before -= 1
    return _added(parts[:n_before], (sum(parts[n_before:]) or 1) * factor)


@cache
def languages() -> Mapping[str, NumberWords]:
    """The number words of each language, by its code."""
    found: dict[str, NumberWords] = {}
    for line in files(__package__).joinpath("numerals.tsv").read_text(encoding="utf-8").splitlines():
        language, kind, value, words = line.split("\t")
        known = found.setdefault(language, NumberWords())
        here = {"=": known.adding, "*": known.multiplying, "o": known.ordinals, "+": known.joining}[kind]
        here.update(dict.fromkeys(words.split(), int(value)))
    return found


@cache
def _beginnings() -> Mapping[str, frozenset[str]]:
    """In which languages a number may begin with a word."""
    found: dict[str, set[str]] = {}
    for language, words in languages().items():
        for word in (*words.adding, *words.multiplying, *words.ordinals):
            found.setdefault(word, set()).add(language)
    return {word: frozenset(those) for word, those in found.items()}


@lru_cache(1 << 16)
def readings_of(letters: str) -> Mapping[str, Numeral]:
    """What folded letters come to as a number in words, in each of the languages; nothing where they are none.

    >>> readings_of("fifteen"), readings_of("river")
    ({'en': Numeral(value=15, ordinal=False)}, {})
    """
    beginnings, known = _beginnings(), languages()
    possible = {
        language for end in range(1, min(len(letters), MAX_WORD) + 1) for language in beginnings.get(letters[:end], ())
    }
    return {language: found for language in sorted(possible) if (found := known[language].read(letters))}


def numerals_of(letters: str) -> frozenset[Numeral]:
    """The same in whichever language.

    >>> numerals_of("twelve"), numerals_of("river")
    (frozenset({Numeral(value=12, ordinal=False)}), frozenset())
    """
    return frozenset(readings_of(letters).values())

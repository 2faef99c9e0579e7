"""Accents and vowel signs: words that fold to the same letters and say different things, "wurde" and "würde"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from dedup.differences.pieces import Stretch

MIN_ACCENTED = 2
"""Different words with an accent that show a text to be written with accents, where the other one has none at all."""

_MARK = re.compile(r"[\u0300-\u036fıøđłßىةё]")
_ACCENTED = re.compile(r"[A-Za-z\u0370-\u03ff\u0400-\u04ff][\u0300-\u036f]|[ıøđł]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_PLACE = re.compile(rf"([ou])([{_TONES}])([aey])(?![\u0300-\u036f])", re.IGNORECASE)
"""Vietnamese tones, which some write on the first and some on the second of two vowels: "hòa", "hoà"."""

_SAME = str.maketrans({"\u0327": "\u0326"})
"""The cedilla that old fonts have for the Romanian comma below."""

_GREEK = str.maketrans({"\u0313": None, "\u0314": None, "\u0345": None, "\u0300": "\u0301", "\u0342": "\u0301"})
"""What spelling with several accents tells apart, and spelling with one does not."""

_OPTIONAL = {"i": "\u0307"}
"""A mark that may lack: i has its dot anyway."""

_YO = "ё"
"""Stands for the two dots of ё, which most Russian texts never have."""

_STRESS = "\u0300\u0301"
"""On Cyrillic letters these only help to read."""

_MADDA = str.maketrans(dict.fromkeys("\u0653"))
"""Newsrooms write "آخر" and "أخر" for one another."""

_HAMZAS = ("\u0654", "\u0655")
"""Above and below an alef: beside a vowel sign they are no other word."""

_THAT = re.compile(r"[وف]?[بلك]?[أإ]ن(?:[يكه]|نا|كم|هم|ها|هما)?")
"""And "أن" and "إن", in whatever form; elsewhere the hamza below makes another word: "أعلام" and "إعلام"."""

_LETTERS = {
    "ı": ("i", "ı"), "ø": ("o", "ø"), "đ": ("d", "đ"), "ł": ("l", "ł"), "ß": ("ss", "ß"), "ى": ("ي", "ى"),
    "ة": ("ه", "ة"),
}  # fmt: skip
"""Letters that fold to others, as those with an accent do: "kır" and "kir", "Maße" and "Masse", "على" and "علي"."""

_TWINS = {"ى": "ي", "ة": "ه"}
"""Letters at the end of Arabic words that some newsrooms write one for the other; others tell them apart."""


def marked_otherwise(here: Stretch, there: Stretch, runs: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of words that two texts share, letter by letter, under marks that make them other words.

    `runs` are stretches that both texts share: the first word here, the first there, and how many.
    """
    if here.text == there.text:
        return
    for begin, kept_begin, n_words in runs:
        for at in _written_otherwise(here, there, begin, kept_begin, n_words):
            word, other = here.raw(at), there.raw(kept_begin + at - begin)
            if _THAT.fullmatch(word) and _THAT.fullmatch(other):
                continue
            if conflict(word, other) or _lack(here, there, word, other) or _lack(there, here, other, word):
                yield at, kept_begin + at - begin


def _written_otherwise(here: Stretch, there: Stretch, begin: int, kept_begin: int, n_words: int) -> Iterator[int]:
    """The words of a run that are not the same characters; found by halving it, as most of it is the same."""
    if n_words == 0:
        return
    last, kept_last = begin + n_words - 1, kept_begin + n_words - 1
    mine = here.text[here.starts[begin] : here.ends[last]]
    if mine == there.text[there.starts[kept_begin] : there.ends[kept_last]]:
        return
    if n_words == 1:
        yield begin
        return
    half = n_words // 2
    yield from _written_otherwise(here, there, begin, kept_begin, half)
    yield from _written_otherwise(here, there, begin + half, kept_begin + half, n_words - half)


def conflict(word: str, other: str) -> bool:
    """Whether a letter of a word bears a mark, and the same letter of another one a different mark.

    >>> conflict("avó", "avô"), conflict("bán", "bạn"), conflict("hòa", "hoà"), conflict("café", "cafe")
    (True, True, False, False)
    """
    return _compared(word, other)[0]


def lacks(word: str, other: str) -> str:
    """The marks that a word lacks of another one, unless they may lack: in capitals.

    Vowel signs of Arabic and Hebrew, and the hamza, may always lack.

    >>> lacks("wurde", "würde") != "", lacks("würde", "wurde"), lacks("Etat", "État"), lacks("kir", "kır")
    (True, '', '', 'ı')
    """
    return _compared(word, other)[1]


def _lack(side: Stretch, marked: Stretch, word: str, other: str) -> bool:
    """Whether a word lacks a mark of another one, in a text that is not written without such marks throughout."""
    return any(_tells(mark, side.text, marked.text) for mark in lacks(word, other))


def _tells(mark: str, text: str, marked: str) -> bool:
    """Whether it says something that a word of a text lacks a mark."""
    if mark in _TWINS:
        return all(_n_words(rf"{letter}\b", one) for letter in (mark, _TWINS[mark]) for one in (text, marked))
    if mark == _YO:
        return mark in text.casefold()
    if mark == "ß":
        return mark in text or _n_words("ß", marked) < MIN_ACCENTED
    return _n_accented(text) > 0 or _n_accented(marked) < MIN_ACCENTED


@lru_cache(1 << 8)
def _n_words(pattern: str, text: str) -> int:
    """How many different words of a text have something."""
    return len({word for word in text.split() if re.search(pattern, word)})


@lru_cache(1 << 8)
def _n_accented(text: str) -> int:
    """How many different words of a text have an accent."""
    words = {word for word in unicodedata.normalize("NFD", text).casefold().split() if _ACCENTED.search(word)}
    return len(words)


@lru_cache(1 << 14)
def _compared(word: str, other: str) -> tuple[bool, str]:
    """Whether two words are in `conflict`, and the marks of the second that the first `lacks`."""
    ours, theirs = _letters(word), _letters(other)
    if [letter.casefold() for letter, _ in ours] != [letter.casefold() for letter, _ in theirs]:
        return False, ""
    in_conflict, lacking = False, ""
    is_upper = len(word) > 1 and word.isupper()
    for place, ((letter, marks), (_, others)) in enumerate(zip(ours, theirs, strict=True)):
        same = set(marks) & set(others)
        marks, others = ("".join(mark for mark in side if mark not in same) for side in (marks, others))  # noqa: PLW2901
        if marks == others:
            continue
        may_lack = not _MARK.search(marks + others)  # neither is an accent
        if marks and others:
            in_conflict |= not may_lack or (marks in _HAMZAS) == (others in _HAMZAS)
        elif others and not may_lack:
            lacking += "" if is_upper or (place == 0 and letter.isupper() and len(ours) > 1) else others
    return in_conflict, lacking


def _letters(word: str) -> list[tuple[str, str]]:
    """The letters of a word, and the marks on each that say something."""
    found: list[tuple[str, str]] = []
    decomposed = unicodedata.normalize("NFD", word)
    for char in _TONE_PLACE.sub(r"\1\3\2", decomposed):
        if char.lower() in _LETTERS:
            letters, mark = _LETTERS[char.lower()]
            found += [(letter if char.islower() else letter.upper(), mark) for letter in letters]
        elif not unicodedata.combining(char):
            found.append((char, ""))
        elif found:
            letter, marks = found[-1]
            found[-1] = letter, marks + char
    return [(letter, _telling(letter.lower(), marks)) if marks else (letter, "") for letter, marks in found]


def _telling(letter: str, marks: str) -> str:
    marks = marks.translate(_SAME).replace(_OPTIONAL.get(letter, "\0"), "")
    if "\u0370" <= letter < "\u0400":
        return marks.translate(_GREEK)
    if letter == "е":
        marks = marks.replace("\u0308", _YO)
    if "\u0400" <= letter < "\u0530":
        return "".join(mark for mark in marks if mark not in _STRESS)
    return "".join(sorted(marks.translate(_MADDA)))

"""Accents and vowel signs: words that fold to the same letters and say different things, "wurde" and "würde"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from dedup.differences.pieces import Stretch

MIN_ACCENTED = 2
"""Different words with an accent that show a text to be written with accents, where the other one has none at all."""

_MARK = re.compile(r"[\u0300-\u036f]")
_ACCENTED = re.compile(r"[A-Za-z\u0370-\u03ff\u0400-\u04ff][\u0300-\u036f]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_PLACE = re.compile(rf"([ou])([{_TONES}])([aey])(?![\u0300-\u036f])", re.IGNORECASE)
"""Vietnamese tones, which some write on the first and some on the second of two vowels: "hòa", "hoà"."""

_SAME = str.maketrans({"\u0327": "\u0326"})
"""The cedilla that old fonts have for the Romanian comma below."""

_GREEK = str.maketrans({"\u0313": None, "\u0314": None, "\u0345": None, "\u0300": "\u0301", "\u0342": "\u0301"})
"""What spelling with several accents tells apart, and spelling with one does not."""

_OPTIONAL = {"е": "\u0308", "i": "\u0307"}
"""Marks that may lack: ё is written е, and i has its dot anyway."""

_STRESS = "\u0300\u0301"
"""On Cyrillic letters these only help to read."""

_HAMZAS = str.maketrans(dict.fromkeys("\u0653\u0654\u0655"))
"""Newsrooms write "أن" and "إن", "آخر" and "أخر" for one another."""


def marked_otherwise(here: Stretch, there: Stretch, runs: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of words that two texts share, letter by letter, under marks that make them other words.

    `runs` are stretches that both texts share: the first word here, the first there, and how many.
    """
    if here.text == there.text:
        return
    for begin, kept_begin, n_words in runs:
        for at in _written_otherwise(here, there, begin, kept_begin, n_words):
            word, other = here.raw(at), there.raw(kept_begin + at - begin)
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


def lacks(word: str, other: str) -> bool:
    """Whether a word lacks an accent that another one has, unless it may: in capitals, or over an ё.

    Vowel signs of Arabic and Hebrew, and the hamza, may always lack.

    >>> lacks("wurde", "würde"), lacks("würde", "wurde"), lacks("Etat", "État"), lacks("еще", "ещё")
    (True, False, False, False)
    """
    return _compared(word, other)[1]


def _lack(side: Stretch, marked: Stretch, word: str, other: str) -> bool:
    """Whether a word lacks an accent of another one, in a text that is not written without accents throughout."""
    return lacks(word, other) and not (_n_accented(side.text) == 0 and _n_accented(marked.text) >= MIN_ACCENTED)


@lru_cache(1 << 8)
def _n_accented(text: str) -> int:
    """How many different words of a text have an accent."""
    words = {word for word in unicodedata.normalize("NFD", text).casefold().split() if _ACCENTED.search(word)}
    return len(words)


@lru_cache(1 << 14)
def _compared(word: str, other: str) -> tuple[bool, bool]:
    """Whether two words are in `conflict`, and whether the first `lacks` an accent of the second."""
    ours, theirs = _letters(word), _letters(other)
    if [letter.casefold() for letter, _ in ours] != [letter.casefold() for letter, _ in theirs]:
        return False, False
    in_conflict = lacking = False
    is_upper = len(word) > 1 and word.isupper()
    for place, ((letter, marks), (_, others)) in enumerate(zip(ours, theirs, strict=True)):
        if marks == others:
            continue
        may_lack = not _MARK.search(marks + others)  # neither is an accent
        if marks and others:
            in_conflict |= not (may_lack and (set(marks) <= set(others) or set(others) <= set(marks)))
        elif others and not may_lack:
            lacking |= not (is_upper or (place == 0 and letter.isupper()))
    return in_conflict, lacking


def _letters(word: str) -> list[tuple[str, str]]:
    """The letters of a word, and the marks on each that say something."""
    found: list[tuple[str, str]] = []
    decomposed = unicodedata.normalize("NFD", word)
    for char in _TONE_PLACE.sub(r"\1\3\2", decomposed):
        if not unicodedata.combining(char):
            found.append((char, ""))
        elif found:
            letter, marks = found[-1]
            found[-1] = letter, marks + char
    return [(letter, _telling(letter.lower(), marks)) if marks else (letter, "") for letter, marks in found]


def _telling(letter: str, marks: str) -> str:
    marks = marks.translate(_SAME).replace(_OPTIONAL.get(letter, "\0"), "")
    if "\u0370" <= letter < "\u0400":
        return marks.translate(_GREEK)
    if "\u0400" <= letter < "\u0530":
        return "".join(mark for mark in marks if mark not in _STRESS)
    return "".join(sorted(marks.translate(_HAMZAS)))

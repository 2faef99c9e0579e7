"""Signs between words that say something: minus, arrows, currencies, per cent, what joins the digits of a number."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.text import marks

DASHES = re.escape(marks.DASHES + marks.HYPHENS + "-−➖")
"""What stands for a minus, or between two numbers, as the inside of a class of a regular expression."""

CURRENCIES = frozenset("$€£¥₩₽₺₹₪₫₦₱฿₴₸₼₾₡₲₵₮₭₨¢﷼؋৳៛")

JOINT = re.compile(rf"[.,:٫٬،'’]|\s?[/{DASHES}]\s?")
"""What joins the digits of a number, a date, a time or a score."""

_SILENT = frozenset("|¬©®™●○■□◆◇►◄▪▫•♦♥❤️<>~^`´¨=")
"""Symbols that decorate: bullets, rules, trade marks."""

_SAME = {
    **dict.fromkeys("٪﹪％", "%"),
    **dict.fromkeys("؉", "‰"),
    **dict.fromkeys("＋﬩➕", "+"),
    **dict.fromkeys("？؟\u037e՞፧", "?"),
    **dict.fromkeys("⬆🔺🔼△⇧⬈↗", "▲"),
    **dict.fromkeys("⬇🔻🔽▽⇩⬊↘", "▼"),
    **dict.fromkeys("↑", "▲"),
    **dict.fromkeys("↓", "▼"),
    "˚": "°",
    "＄": "$",
    "﹩": "$",
    "￡": "£",
    "￥": "¥",
    "￠": "¢",
    "￦": "₩",
}


_SYMBOL_PLANES = (range(0x21, 0x10000), range(0x1F000, 0x1FB00))


@cache
def _symbols() -> frozenset[str]:
    """The symbols that say something, wherever they stand."""
    telling = {
        char
        for plane in _SYMBOL_PLANES
        for char in map(chr, plane)
        if unicodedata.category(char) in {"Sc", "Sm", "So"}
        and char not in _SILENT
        and not unicodedata.decomposition(char)
    }
    return frozenset({*telling, *_SAME, *"+%‰?"} - {*"−➖"})


_RAISED = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SPACE = ord(" ")


def signs(text: str, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> dict[int, str]:
    """What the signs before each word say, by the word's number; its count for those at the end.

    `starts` and `ends` are the characters of the words. Forms of one sign are the same, and so are dashes with and
    without space.

    >>> signs("−5 to 7% ▲", np.array([1, 3, 6], np.int32), np.array([2, 5, 7], np.int32))
    {0: '-', 3: '%▲'}
    """
    found: dict[int, str] = {}
    begins, stops = np.append(0, ends), np.append(starts, len(text))
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    lengths = stops - begins
    is_space = (lengths == 1) & (characters[np.minimum(begins, len(text) - 1)] == _SPACE) if len(text) else lengths == 0
    for word in np.flatnonzero((lengths > 0) & ~is_space).tolist():
        begin, end = int(begins[word]), int(stops[word])
        if _is_silent(text[begin:end]):
            continue
        said = _said(text[begin - 1 : begin].isdecimal(), text[begin:end], text[end : end + 1].isdecimal())
        if said:
            found[word] = said
    for match in _RAISED.finditer(text):
        word = int(np.searchsorted(starts, match.start(), side="right"))
        found[word] = found.get(word, "") + "^" + unicodedata.normalize("NFKC", match[0])
    return found


_DASH = re.compile(rf"\s*[{DASHES}]\s*")
_SIGN = re.compile(rf"(?:^|.*[\s(\[:,،;/])(?:[{DASHES}][$€£¥]?|[\u2212\u2796]\s)$", re.DOTALL)
_TELLING = re.compile(rf"[<>=~{DASHES}]")
_COMPARISON = re.compile(r"[<>=~](?=\s?$)")


@lru_cache(1 << 14)
def _is_silent(gap: str) -> bool:
    """Whether what stands between two words says nothing, whatever the words are: punctuation and space."""
    return not JOINT.fullmatch(gap) and not _TELLING.search(gap) and _symbols().isdisjoint(gap)


@lru_cache(1 << 14)
def _said(after_digit: bool, gap: str, before_digit: bool) -> str:
    """What stands between two words, or rather what of it says something, in the one form for all of its kind."""
    if after_digit and before_digit and JOINT.fullmatch(gap):
        return _DASH.sub("-", gap).strip().replace("،", ",")
    said = "".join(_SAME.get(char, char) for char in gap if char in _symbols())
    if before_digit:
        said += "".join(_COMPARISON.findall(gap)) + ("-" if _SIGN.match(gap) else "")
    return said

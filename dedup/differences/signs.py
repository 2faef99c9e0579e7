"""Signs between words that say something: minus, arrows, currencies, per cent, what joins the digits of a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text import marks
from dedup.text.tokens import Points, Tokens

_ALL_DASHES = marks.DASHES + marks.HYPHENS + "-−➖"

DASHES = re.escape(_ALL_DASHES)
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


_PRIMES = "′″"
"""Feet and inches, or minutes and seconds, behind a number; an apostrophe elsewhere."""

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

_TELLS, _DIGIT, _RAISES, _POINTS = np.uint8(1), np.uint8(2), np.uint8(4), np.uint8(8)


class SignColumns(NamedTuple):
    """The signs of a text in columns: the `words` before which they stand, in order, and what each says as a number."""

    words: NDArray[np.int32]
    signs: NDArray[np.int64]

    @classmethod
    def of(cls, signs: Mapping[int, str]) -> SignColumns:
        """The columns of `signs`; equal signs have equal numbers in this process, and none is 0."""
        words = sorted(signs)
        return cls(np.array(words, np.int32), np.array([hash(signs[word]) | 1 for word in words], np.int64))


@cache
def _sign_table() -> NDArray[np.uint8]:
    """What may say something of each character: a symbol or dash, a digit, a raised digit."""
    table = np.zeros(0x110000, np.uint8)
    for tells, chars in ((_TELLS, {*_symbols(), *_ALL_DASHES, *_PRIMES, *"<>=~"}), (_RAISES, "⁰¹²³⁴⁵⁶⁷⁸⁹")):
        table[[ord(char) for char in chars]] |= tells
    table[ord(".")] |= _POINTS
    table[np.char.isdecimal(np.arange(0x110000, dtype=np.uint32).view("<U1"))] |= _DIGIT
    return table


@kernel("boolean(Array(uint32, 1, 'C', True), int32[::1], int32[::1], uint8[::1], boolean[::1])")
def telling_kernel(
    chars: NDArray[np.uint32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    table: NDArray[np.uint8],
    telling: NDArray[np.bool_],
) -> bool:
    """Mark the words, and the end of the text, before which something may say something; whether a digit is raised.

    That is a symbol or a dash, whatever stands between two digits, or a point before one.
    """
    for word in range(len(starts) + 1):
        begin = ends[word - 1] if word else np.int32(0)
        end = starts[word] if word < len(starts) else np.int32(len(chars))
        for at in range(begin, end):
            telling[word] |= table[chars[at]] & _TELLS != 0
        if 0 < begin < end < len(chars):
            telling[word] |= table[chars[begin - 1]] & table[chars[end]] & _DIGIT != 0
        if begin + 1 < end < len(chars):
            telling[word] |= table[chars[end - 1]] & _POINTS != 0 and table[chars[end]] & _DIGIT != 0
    raised = False
    for char in chars:
        raised |= table[char] & _RAISES != 0
    return raised


@kernel("void(Points, Tokens, int64[::1], uint8[::1], boolean[::1], boolean[::1])")
def telling_texts_kernel(
    points: Points,
    tokens: Tokens,
    chosen: NDArray[np.int64],
    table: NDArray[np.uint8],
    telling: NDArray[np.bool_],
    raised: NDArray[np.bool_],
) -> None:
    """Do as `telling_kernel` for the `chosen` texts, whose words and ends stand one after the other in `telling`."""
    at = 0
    for k in range(len(chosen)):
        text = chosen[k]
        begin, end = tokens.offsets[text], tokens.offsets[text + 1]
        raised[k] = telling_kernel(
            points.chars[points.bounds[text] : points.bounds[text + 1]],
            tokens.starts[begin:end],
            tokens.ends[begin:end],
            table,
            telling[at : at + end - begin + 1],
        )
        at += end - begin + 1


def signs(text: str, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> dict[int, str]:
    """What the signs before each word say, by the word's number; its count for those at the end.

    `starts` and `ends` are the characters of the words. Forms of one sign are the same, and so are dashes with and
    without space.

    >>> signs("−5 to 7% ▲", np.array([1, 3, 6], np.int32), np.array([2, 5, 7], np.int32))
    {0: '-', 3: '%▲'}
    """
    telling = np.zeros(len(starts) + 1, np.bool_)
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    is_raised = telling_kernel(characters, starts, ends, _sign_table(), telling)
    return _signs_at(np.flatnonzero(telling).tolist(), is_raised, text, (starts, ends))


def signs_of_all(
    texts: Sequence[str], points: Points, tokens: Tokens, chosen: NDArray[np.int64]
) -> Iterator[dict[int, str]]:
    """The signs of the `chosen` ones of some texts, each as `signs` gives them."""
    lengths = np.diff(tokens.offsets)[chosen] + 1
    ends = np.cumsum(lengths)
    telling, raised = np.zeros(lengths.sum(), np.bool_), np.zeros(len(chosen), np.bool_)
    telling_texts_kernel(points, tokens, chosen, _sign_table(), telling, raised)
    at = np.flatnonzero(telling)
    of = np.searchsorted(ends, at, side="right")
    words = (at - (ends - lengths)[of]).tolist()
    bounds = np.searchsorted(of, np.arange(len(chosen) + 1)).tolist()
    for k, (text, is_raised) in enumerate(zip(chosen.tolist(), raised.tolist(), strict=True)):
        here = slice(tokens.offsets[text], tokens.offsets[text + 1])
        bounds_of_words = tokens.starts[here], tokens.ends[here]
        yield _signs_at(words[bounds[k] : bounds[k + 1]], is_raised, texts[text], bounds_of_words)


def _signs_at(
    words: Sequence[int], is_raised: bool, text: str, places: tuple[NDArray[np.int32], NDArray[np.int32]]
) -> dict[int, str]:
    """What the signs before these words of a text say, and its raised digits; words start and end at `places`."""
    found: dict[int, str] = {}
    starts, ends = places[0].data, places[1].data
    for word in words:
        begin, end = ends[word - 1] if word else 0, starts[word] if word < len(starts) else len(text)
        said = said_in(text, begin, end)
        if said:
            found[word] = said
    for match in _RAISED.finditer(text) if is_raised else ():
        word = int(np.searchsorted(places[0], match.start(), side="right"))
        found[word] = found.get(word, "") + "^" + unicodedata.normalize("NFKC", match[0])
    return found


_DASH = re.compile(rf"\s*[{DASHES}]\s*")
_SIGN = re.compile(rf"(?:^|.*[\s(\[:,،;/])(?:[{DASHES}][$€£¥]?|[\u2212\u2796]\s)$", re.DOTALL)
_COMPARISON = re.compile(r"[<>=~](?=\s?$)")
_POINT = re.compile(r".*[^\w.]\.", re.DOTALL)
"""What a number below one may begin with: ".5"."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
"""Letters behind which such a point is a full stop that belongs at the other end of the number."""


def said_in(text: str, begin: int, end: int) -> str:
    """What stands between two words, or rather what of it says something, in the one form for all of its kind."""
    before, gap, after = text[begin - 1 : begin] if begin else "", text[begin:end], text[end : end + 1]
    return _said(before.isdecimal(), gap, after.isdecimal()) + _point(bool(_RIGHT_TO_LEFT.match(before)), gap, after)


def _point(is_right_to_left: bool, gap: str, after: str) -> str:
    is_point = gap.endswith(".") and after.isdecimal() and not is_right_to_left and _POINT.fullmatch(gap)
    return "." if is_point else ""


@lru_cache(1 << 14)
def _said(after_digit: bool, gap: str, before_digit: bool) -> str:
    if after_digit and before_digit and JOINT.fullmatch(gap):
        return _DASH.sub("-", gap).strip().replace("،", ",")
    said = "".join(_SAME.get(char, char) for char in gap if char in _symbols() or (after_digit and char in _PRIMES))
    if before_digit:
        said += "".join(_COMPARISON.findall(gap)) + ("-" if _SIGN.match(gap) else "")
    return said

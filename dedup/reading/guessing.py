"""Which encoding text without a declaration is in: what charset-normalizer finds least messy, and news is written in.

A headline is too short for a detector that knows a hundred encodings, so only those of newsrooms are compared first:
how little of a mess charset-normalizer sees in the text, and how far its letters are those of a language that is
written in the encoding. Signs that stand alone, such as £ and °, are Western until words show otherwise.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from dedup.errors import InputError

_SAMPLE = 1 << 16
"""Bytes that are looked at where newsrooms' encodings do not fit; about ten thousand words."""

_COMPARED = 1 << 9
"""Bytes from the first beyond ASCII on by which encodings are compared."""

_MIN_FIT = 0.3
"""Fit below which no encoding of `COMMON` is believed. Right ones score above 0.5 on a sentence."""

_WESTERN = {
    "English": "éèïñöüçâêôáíóë", "French": "éèàêçîôâùûœïëüÿæ", "German": "üäößé", "Spanish": "áéíóúñü¿¡ªº",
    "Portuguese": "ãáàâçéêíóôõúü", "Italian": "àèéìòùóî", "Dutch": "ëéïèöüó", "Swedish": "åäöéü", "Danish": "æøåé",
    "Finnish": "äöåšž", "Icelandic": "áéíóúýþæðö",
}  # fmt: skip
_CENTRAL = {
    "Polish": "ąćęłńóśźż", "Czech": "áčďéěíňóřšťúůýž", "Slovak": "áäčďéíĺľňóôŕšťúýž", "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîşţ", "Croatian": "čćđšž", "Slovene": "čšž",
}  # fmt: skip
_BALTIC = {"Lithuanian": "ąčęėįšųūž", "Latvian": "āčēģīķļņšūž", "Estonian": "äõöüšž"}
_TURKISH = {"Turkish": "ıüşçöğâîû"}
_SMALL_WORDS = {
    "English": "the of and to in a is was that for on", "French": "le la les de des du et en un une dans que est",
    "German": "der die das und in den von zu mit ist auf", "Spanish": "el la los de que y en un una por con del se",
    "Portuguese": "o a os de que e do da em um uma para", "Italian": "il la di che e in un una per con del",
    "Dutch": "de het een van en in is dat op te", "Swedish": "och i att det en som på är av för den",
    "Danish": "og i at det er en på til af for den", "Finnish": "ja on ei että se oli hän",
    "Icelandic": "og í að á er sem", "Polish": "w i na z że się do jest o po", "Czech": "a v na se že je o s do po",
    "Slovak": "a v na sa že je o s do po", "Hungarian": "a az és hogy nem egy is",
    "Romanian": "şi în de la a cu pe din o",
    "Croatian": "i je u na se da za od su", "Slovene": "in je v na se da za so", "Lithuanian": "ir į kad yra su per iš",
    "Latvian": "un ir par no uz ar kas", "Estonian": "ja on ei et see üle", "Turkish": "ve bir bu da de için ile",
}  # fmt: skip
"""Words that stand in almost every sentence of a language."""
_PER_SMALL_WORD = 0.1
_MAX_SMALL_WORDS = 3
_MAX_FIT = 1.0 + _PER_SMALL_WORD * _MAX_SMALL_WORDS

_CYRILLIC = {
    "Russian": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюя", "Serbian": "абвгдђежзијклљмнњопрстћуфхцчџш",
}  # fmt: skip
_ARABIC = {"Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىپچژگًٌٍَُِّْ", "Farsi": "ابپتثجچحخدذرزژسشصضطظعغفقكگلمنوهيیآءئ"}
_GREEK = {"Greek": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"}
_HEBREW = {"Hebrew": "אבגדהוזחטיכלמנסעפצקרשתךםןףץ"}
_THAI = {"Thai": "".join(chr(code) for code in (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F)))}

COMMON: Mapping[str, Mapping[str, str]] = {
    "cp1252": _WESTERN,
    "cp1256": _ARABIC,
    "cp1251": _CYRILLIC,
    "cp1250": _CENTRAL,
    "cp1254": _TURKISH,
    "cp1253": _GREEK,
    "cp1255": _HEBREW,
    "cp874": _THAI,
    "cp1257": _BALTIC,
    "iso8859_2": _CENTRAL,
    "koi8_r": _CYRILLIC,
    "koi8_u": _CYRILLIC,
    "iso8859_6": _ARABIC,
    "iso8859_5": _CYRILLIC,
    "cp866": _CYRILLIC,
    "iso8859_7": _GREEK,
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
    "cp852": _CENTRAL,
    "mac_cyrillic": _CYRILLIC,
    "cp862": _HEBREW,
    "cp737": _GREEK,
    "cp857": _TURKISH,
}
"""Encodings of newsrooms with an alphabet by Python's names, the commonest first, and the letters beyond ASCII of the
languages that are written in them."""

_LEVELS = {
    "gb18030": (range(0xB0, 0xD8), range(0xD8, 0xF8)),
    "big5": (range(0xA4, 0xC7), range(0xC9, 0xFA)),
    "cp932": (range(0x88, 0x98), range(0x98, 0xEB)),
    "euc_jp": (range(0xB0, 0xD0), range(0xD0, 0xF5)),
    "cp949": (range(0xB0, 0xC9), range(0xCA, 0xFE)),
}
"""Encodings with thousands of signs: the first bytes of common ones and of rare ones, as their makers set them."""

_ALIKE = {"cp950": "big5", "gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "iso8859-2": "iso8859_2"}
"""Names of encodings that are parts of others or the same."""

_PUNCTUATION = frozenset("«»“”‘’„–—…،؛؟٪•·\xa0\u200c\u200e\u200f、。，「」『』：；！？（）《》〈〉・　￥ー々ฯๆ")
_SIGNS = frozenset("£€°©®§½¼¾²³µ±×™†")
_AFTER_LETTERS = frozenset("°²³®™†")
"""Signs that may follow a letter without a space; others there are letters of another encoding."""
_ALONE = frozenset("àáâéèêíîóôúûýöåäő")
"""Letters that are words."""
_PIECES = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*|[A-Za-z]?[^\x09-\x0d\x1b\x20-\x7f]")
"""Words with a letter beyond ASCII, and other characters beyond it with a letter that stands before them."""
_WORD = re.compile(r"[^\W\d_]+")


def guess(raw: bytes) -> str:
    r"""The encoding that bytes which are no Unicode are in.

    Raises `InputError` where they are no text in any.

    >>> guess("وصل الوزير إلى الرياض".encode("windows-1256")), guess(b"The ticket costs \xa312")
    ('cp1256', 'cp1252')
    """
    start = next((index for index, byte in enumerate(raw) if byte > 0x7F), 0)
    sample = raw[max(0, start - 20) :][:_COMPARED]  # with the start of the word
    found: list[tuple[float, int, str, str]] = []
    for rank, encoding in enumerate((*COMMON, *_LEVELS)):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(sample, final=raw.endswith(sample))
        except UnicodeDecodeError:
            continue
        found.append((_mess(text), rank, encoding, text))
    scored: list[tuple[float, int, str]] = []
    for mess, rank, encoding, text in sorted(found):
        if scored and _MAX_FIT - mess < max(scored)[0]:
            break
        scored.append((fit(text, encoding) - mess, -rank, encoding))
    for score, _, encoding in sorted(scored, reverse=True):
        if score >= _MIN_FIT and _decodes(raw, encoding):
            return encoding
    return _by_detector(raw)


def least_messy(raw: bytes, encodings: Sequence[str]) -> str:
    """That of several encodings, in all of which bytes are valid, in which they are the likeliest text."""

    def score(encoding: str) -> float:
        text = raw[:_SAMPLE].decode(encoding, "ignore")[:_COMPARED]
        alike = _ALIKE.get(encoding, encoding)
        return (fit(text, alike) if alike in COMMON or alike in _LEVELS else 0.0) - _mess(text)

    return max(encodings, key=score)


def fit(text: str, encoding: str) -> float:
    """How far the characters beyond ASCII are what people write in an encoding: the mean over them, at most 1."""
    if encoding in _LEVELS:
        return _fit_of_signs(text, encoding)
    pieces = _PIECES.findall(text)
    words = set(_WORD.findall(text.lower()))
    return max(
        _fit_of_letters(pieces, language, letters)
        + _PER_SMALL_WORD * min(_MAX_SMALL_WORDS, len(words.intersection(_SMALL_WORDS.get(language, "").split())))
        for language, letters in COMMON[encoding].items()
    )


def _fit_of_letters(pieces: Sequence[str], language: str, letters: str) -> float:
    """The mean over the characters beyond ASCII in words and signs: how far they are those of a language."""
    total, n_chars = 0.0, 0
    weights = _weights(language, letters)
    latin = letters[0] < "\u0250"
    for piece in pieces:
        n_other = sum(char > "\x7f" for char in piece)
        n_chars += n_other
        if not piece[-1].isalpha() and piece not in weights:
            sign = piece[-1]
            fits = latin and sign in _SIGNS and (len(piece) == 1 or sign in _AFTER_LETTERS)
            total += 0.5 if sign in _PUNCTUATION else 0.4 if fits else -1.0
        elif latin and n_other == len(piece):
            total += 0.5 if piece.lower() in weights and piece.lower() in _ALONE else -1.0 * n_other
        elif not latin and (n_other < len(piece) or n_other == 1):
            total -= n_other if n_other < len(piece) else 0.0  # a letter alone tells nothing
        else:
            inner_capitals = sum(char.isupper() and before.islower() for before, char in pairwise(piece))
            total += sum(weights.get(char.lower(), -1.0) for char in piece if char > "\x7f") - inner_capitals
    return total / n_chars if n_chars else 0.0


@cache
def _weights(language: str, letters: str) -> Mapping[str, float]:
    """What each letter counts: those of an alphabet of its own by how frequent charset-normalizer knows them to be."""
    from charset_normalizer.constant import FREQUENCIES

    if letters[0] < "\u0250":  # Latin
        return dict.fromkeys(letters, 1.0)
    frequent = [char for char in FREQUENCIES[language] if char in letters]
    ranked = dict.fromkeys([*frequent, *letters])
    return {char: 1.0 - 0.7 * rank / len(ranked) for rank, char in enumerate(ranked)}


def _fit_of_signs(text: str, encoding: str) -> float:
    common, rare = _LEVELS[encoding]
    total, n_chars = 0.0, 0
    run = 0
    longest = 0
    for char in text:
        if char <= "\x7f":
            run = 0
            continue
        n_chars += 1
        run += 1
        longest = max(longest, run)
        if char in _PUNCTUATION:
            total += 0.5
        elif "\u3041" <= char <= "\u30fe":
            total += 1.0 if encoding in ("cp932", "euc_jp") else -0.5
        else:
            first = char.encode(encoding)[0]
            total += 0.8 if first in common else 0.0 if first in rare else -0.5
    return -1.0 if longest < 2 else total / n_chars  # in Western text, an accent and the letter after it


def _mess(text: str) -> float:
    """How much of a mess charset-normalizer sees in a text, 0 in good ones."""
    from charset_normalizer.md import mess_ratio

    return float(mess_ratio(text, 1.0))


def _by_detector(raw: bytes) -> str:
    """What charset-normalizer takes text for that newsrooms' encodings do not fit."""
    from charset_normalizer import from_bytes

    sample = raw[:_SAMPLE]
    best = from_bytes(sample, cp_exclusion=["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_7"]).best()
    if best is None or not _decodes(raw, best.encoding):
        raise InputError("not text in any known encoding")
    letters = sum(char.isalpha() or char.isspace() for char in str(best))
    if letters < 0.7 * len(str(best)) or any(char < " " and char not in "\t\n\r\f\v\x1b" for char in str(best)):
        raise InputError("not text in any known encoding")
    return best.encoding


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True

"""Texts of any length made of one thing over and over: what patterns, parsers and tables of a stage like least."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

UNITS: Mapping[str, str] = {
    # one character
    "full stops": ".", "commas": ",", "semicolons": ";", "colons": ":", "exclamations": "!", "questions": "?",
    "hyphens": "-", "dashes": "—", "ellipses": "…", "apostrophes": "'", "quotes": '"', "open guillemets": "«",
    "open quotes": "“", "close quotes": "”", "open brackets": "(", "close brackets": ")", "open squares": "[",
    "close squares": "]", "open braces": "{", "open angles": "<", "close angles": ">", "slashes": "/",
    "backslashes": "\\", "bars": "|", "underscores": "_", "stars": "*", "hashes": "#", "equals": "=",
    "ampersands": "&",
    "ats": "@", "per cents": "%", "backticks": "`", "tildes": "~", "dollars": "$",
    "spaces": " ", "tabs": "\t", "no-break spaces": "\xa0", "newlines": "\n", "carriage returns": "\r",
    "zero-width joiners": "\u200d", "right-to-left marks": "\u200f",
    "zeros": "0", "nines": "9", "Arabic digits": "٣", "one letter": "a", "capitals": "A", "accented": "é",
    "Arabic letter": "ا", "tatweel": "ـ", "combining marks": "\u0301", "Chinese character": "的",
    "Thai letter": "ก",
    "Devanagari sign": "ि", "Hangul": "가", "emoji": "👩", "ideographic stops": "。", "Arabic commas": "،",
    # one thing, with what sets it apart
    "letters": "a ", "stops apart": ". ", "quotes apart": '" ', "digits apart": "1 ", "initials": "A. ",
    "abbreviations": "U.S. ", "doctors": "Dr. ", "brackets": "() ", "brackets with words": "(one) ",
    "squares": "[1] ",
    "decimals": "1.5", "thousands": "1,000,", "numbers": "12 ", "money": "$5 ", "percentages": "5% ",
    "dates": "1/2/2015 ",
    "times": "12:30 ", "ordinals": "1. ", "numbers in words": "twenty-one ", "sections": "1.1.",
    "hyphenated": "a-",
    "quoted words": '"one" ', "unclosed quotes": '"one ', "guillemets": "«واحد» ", "speech": 'he said: "No." ',
    "addresses": "http://a.b/c ", "long address": "http://a.b/?a=", "mail addresses": "a@b.c ",
    "short lines": "one\n",
    "blank lines": "\n \n", "list": "- one\n", "numbered list": "1. one\n", "headings": "# one\n",
    "rules": "---\n",
    "keys": "one: two\n", "links": "[one](two) ", "open links": "[one](", "pictures": "![",
    "nested links": "[[a](b)](",
    "tags": "<b>", "closed tags": "<b>a</b>", "paragraphs": "<p>one", "comments": "<!--",
    "words in italics": "<em>a</em> <i>b</i> ", "linked words": "<a href='/a'>a</a> b ",
    "headings of a page": "<h2>a</h2>", "scripts": "a<script>b</script> ",
    "entities": "&amp;",
    "numeric entities": "&#1;", "open entities": "&a", "shortcodes": '[gallery ids="1"]',
    "open shortcodes": "[gallery ",
    "attributes": " a='1'", "credits": "(AFP) ", "datelines": "PARIS (AFP) - ", "agencies": "Reuters ",
    "captions": "Photo: one (AFP)\n", "bylines": "By Ann Lee\n", "mail lines": "From a\n\n",
    "commas between": "one, ",
    "JSON lists": "[1,", "JSON objects": '{"a":', "keys again": '"a":1,',
    "half a wrapped line": "one two three four\n",
    "one word": "flood ", "two words": "flood fire ", "Arabic word": "فيضان ", "Chinese word": "洪水，",
    "Thai word": "น้ำท่วม",
    "one sentence": "The river rose two metres overnight. ", "negations": "not ",
    "front matter": "---\na: b\n---\n",
}  # fmt: skip
"""By name, what is repeated."""


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda n_chars: (unit * (n_chars // len(unit) + 1))[:n_chars]


def _words(n_different: int) -> Callable[[int], str]:
    """Random words of a vocabulary; none of them twice, where it is as large as the text."""

    def made(n_chars: int) -> str:
        draw = random.Random(n_different)
        different = n_different or n_chars // 7
        return " ".join(f"{chr(97 + draw.randrange(26))}{draw.randrange(different):05x}" for _ in range(n_chars // 7))

    return made


def _letters(alphabet: str) -> Callable[[int], str]:
    return lambda n_chars: "".join(random.Random(n_chars).choices(alphabet, k=n_chars))


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    return lambda n_chars: opening * (n_chars // 2) + closing * (n_chars // 2)


PATTERNS: Mapping[str, Callable[[int], str]] = {
    **{name: _repeated(unit) for name, unit in UNITS.items()},
    "nested brackets": _nested("(", ")"),
    "nested squares": _nested("[", "]"),
    "nested quotes": _nested("“", "”"),
    "nested angles": _nested("<", ">"),
    "words, each once": _words(0),
    "words of a large vocabulary": _words(5000),
    "words of ten": _words(10),
    "random letters": _letters("abcdefghijklmnopqrstuvwxyz"),
    "random marks": _letters(".,;:!?-'\"()[]{}<>/\\|_*#=&@% \n"),
    "random scripts": _letters("aا的ก가é1 .\n"),
    "spaces, then a letter": lambda n_chars: " " * (n_chars - 1) + "a",
    "a letter, then newlines": lambda n_chars: "a" + "\n" * (n_chars - 1),
}
"""By name, a text of so many characters."""

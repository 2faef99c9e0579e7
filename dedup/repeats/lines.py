"""Repeated lines: which lines of an article stand more than once, word for word or nearly so.

Two kernels look at every line of a batch; Python sees only lines that have a twin. Lines are compared by their folded
words, so quotes, vowel signs and spacing make no difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.results import Span
from dedup.runtime.kernels import inlined, kernel
from dedup.text.folding import fold
from dedup.text.marks import SPACES
from dedup.text.tokens import Tokens, tokenize

# A line of one word (TT) or of single letters (A A, the buttons that set the size of a page's letters) says nothing.
MIN_LINE_WORDS = 2
MIN_LETTERS = 5
# Longer lines are paragraphs, whatever they look like: their repeats are passages. The longest caption had 44 words.
MAX_LINE_WORDS = 60
# Shorter lines are alike by chance or by custom (lists of names, greetings), longer ones are passages.
MIN_NEAR_WORDS = 6
MAX_NEAR_WORDS = 40
# A line is compared with the lines before it that share most of its words; a page holds fewer lines between two copies.
LOOK_BACK = 64
# Near twins of one line that are looked at: bounds the work on tables of thousands of look-alike rows.
MAX_TWINS = 4
# An article of more lines is a table or a list, whose rows are alike and no copies of one another.
MAX_NEAR_LINES = 2000
# Two words that one edit tells apart, or two edits where they are long, are one word spelled in two ways.
LONG_WORD = 8
# One word in so many may have been added.
WORDS_AN_ADDITION = 8
# One word in so many may be spelled another way; short captions are mostly names.
WORDS_A_SPELLING = 2

CLOSING_BRACKET = re.compile(r"(?<=\S)\s*[(\[（]([^()\[\]（）\n]{1,40})[)\]）]\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's visible text, how many words it has and where it stands."""

    text: str
    n_words: int
    span: Span


LINE_PLACE = np.dtype(
    [
        ("article", np.int32), ("start", np.int32), ("end", np.int32), ("first", np.int64), ("last", np.int64),
        ("key", np.uint64), ("n_letters", np.int32),
    ]
)  # fmt: skip
"""A line with words: its article; its characters, with the line break; the half-open range of its tokens in the batch;
a key, equal for lines of one article with the same words; and how many characters the words have."""


def line_at(place: np.void, text: str) -> Line:
    """A line of `text` by its place (LINE_PLACE), without the space around it."""
    start, end = int(place["start"]), int(place["end"])
    raw = text[start:end]
    visible = raw.strip(SPACES)
    start += len(raw) - len(raw.lstrip(SPACES))
    return Line(visible, int(place["last"] - place["first"]), (start, start + len(visible)))


@inlined
def key_with(key: np.uint64, word: np.uint32) -> np.uint64:
    """The key of a line with one word more."""
    key = (key ^ np.uint64(word)) * np.uint64(0xFF51AFD7ED558CCD)
    return key ^ (key >> np.uint64(32))


@kernel("int64(int32[::1], int64[::1], Tokens, LINE_PLACE[::1])")
def lines_kernel(
    widths: NDArray[np.int32], line_offsets: NDArray[np.int64], tokens: Tokens, found: NDArray[np.void]
) -> int:
    """Fill `found` from the widths of all lines; returns how many lines have words."""
    n = 0
    for text in range(len(tokens.offsets) - 1):
        token, last_token = tokens.offsets[text], tokens.offsets[text + 1]
        at = 0
        for line in range(line_offsets[text], line_offsets[text + 1]):
            begin = at
            at += widths[line]
            first_token = token
            key = np.uint64(text + 1) * np.uint64(0x9E3779B97F4A7C15)
            n_letters = 0
            while token < last_token and tokens.starts[token] < at:
                key = key_with(key, tokens.hashes[token])
                n_letters += tokens.ends[token] - tokens.starts[token]
                token += 1
            if token > first_token:
                place = found[n]
                place.article, place.start, place.end = text, begin, at
                place.first, place.last, place.key, place.n_letters = first_token, token, key, n_letters
                n += 1
    return n


@inlined
def common_bits(a: np.uint64, b: np.uint64) -> int:
    """How many bits stand in both."""
    both = a & b
    n = 0
    while both:
        both &= both - np.uint64(1)
        n += 1
    return n


LINE_PAIR = np.dtype([("earlier", np.int32), ("later", np.int32)])


@kernel("int64(LINE_PLACE[::1], uint32[::1], LINE_PAIR[::1])")
def look_alikes_kernel(lines: NDArray[np.void], hashes: NDArray[np.uint32], pairs: NDArray[np.void]) -> int:
    """Fill `pairs` with lines of one article that have at least 60 % of their words in common; returns how many."""
    n = 0
    masks = np.empty(len(lines), np.uint64)
    for i in range(len(lines)):
        line = lines[i]
        bits = np.uint64(0)
        for token in range(line.first, line.last):
            bits |= np.uint64(1) << np.uint64(hashes[token] & np.uint32(63))
        masks[i] = bits
        n_twins = 0
        n_words = line.last - line.first
        for j in range(i - 1, max(i - LOOK_BACK, 0) - 1, -1):
            earlier = lines[j]
            if earlier.article != line.article or n_twins == MAX_TWINS:
                break
            n_others = earlier.last - earlier.first
            if 3 * common_bits(masks[i], masks[j]) < max(n_words, n_others):
                continue
            n_common = 0
            for token in range(line.first, line.last):
                if (masks[j] >> np.uint64(hashes[token] & np.uint32(63))) & np.uint64(1):
                    for other in range(earlier.first, earlier.last):
                        if hashes[token] == hashes[other]:
                            n_common += 1
                            break
            if 20 * n_common >= 6 * (n_words + n_others):
                pairs[n].earlier, pairs[n].later = j, i
                n += 1
                n_twins += 1
    return n


def split_lines(texts: Sequence[str], tokens: Tokens) -> NDArray[np.void]:
    """The lines with words of a batch in order of reading, LINE_PLACE[n]."""
    widths = [[len(line) for line in text.splitlines(True)] for text in texts]
    line_offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(of_text) for of_text in widths], out=line_offsets[1:])
    n = int(line_offsets[-1])
    flat = np.fromiter((width for of_text in widths for width in of_text), np.int32, n)
    found = np.empty(n, LINE_PLACE)
    return found[: lines_kernel(flat, line_offsets, tokens, found)]


def repeated_lines(texts: Sequence[str], tokens: Tokens, lines: NDArray[np.void]) -> dict[int, list[list[int]]]:
    """For each article that has them, groups of two or more lines with (nearly) the same words, in order of reading."""
    n_words = lines["last"] - lines["first"]
    eligible = np.flatnonzero(
        (n_words >= MIN_LINE_WORDS) & (n_words <= MAX_LINE_WORDS) & (lines["n_letters"] >= MIN_LETTERS)
    )
    _, leader, member, n_members = np.unique(
        lines["key"][eligible], return_index=True, return_inverse=True, return_counts=True
    )
    first_alike = eligible[leader[member]]
    group_of: dict[int, list[int]] = {}
    repeated = n_members[member] > 1
    for line, first in zip(eligible[repeated].tolist(), first_alike[repeated].tolist(), strict=True):
        group_of.setdefault(first, []).append(line)

    distinct = np.sort(eligible[leader])
    distinct = distinct[(n_words[distinct] >= MIN_NEAR_WORDS) & (n_words[distinct] <= MAX_NEAR_WORDS)]
    in_article = lines["article"][distinct]
    distinct = distinct[np.bincount(in_article, minlength=len(texts))[in_article] <= MAX_NEAR_LINES]
    for earlier, later in _look_alikes(tokens, lines, distinct):
        text = texts[lines["article"][earlier]]
        ours, theirs = (group_of.get(line, [line]) for line in (earlier, later))
        if ours is not theirs and near(line_at(lines[earlier], text).text, line_at(lines[later], text).text):
            joined = sorted(ours + theirs)
            group_of.update(dict.fromkeys(joined, joined))

    groups: dict[int, list[list[int]]] = defaultdict(list)
    for first, group in sorted(group_of.items()):
        if first == group[0]:
            groups[int(lines["article"][first])].append(group)
    return groups


def _look_alikes(tokens: Tokens, lines: NDArray[np.void], chosen: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    pairs = np.empty(MAX_TWINS * len(chosen), LINE_PAIR)
    pairs = pairs[: look_alikes_kernel(lines[chosen], tokens.hashes, pairs)]
    yield from zip(chosen[pairs["earlier"]].tolist(), chosen[pairs["later"]].tolist(), strict=True)


def near(a: str, b: str) -> bool:
    """Whether two lines say the same: another spelling, another credit, or a word added here and there.

    >>> near("Kim Jong-un visits the Pyongyang works (AFP)", "Kim Jong-un visits the Pyeongyang works (Reuters)")
    True
    >>> near("The results of the first race on Sunday", "The results of the third race on Sunday")
    False
    """
    a, b = (CLOSING_BRACKET.sub("", line) for line in (a, b))
    tokens = tokenize([a, b])
    words, others = tokens.of(0), tokens.of(1)
    n_words = min(len(words), len(others))
    n_added = n_respelled = 0
    for edit in _levenshtein().opcodes(words.hashes.tolist(), others.hashes.tolist()):
        if edit.tag == "equal":
            continue
        ours = [a[words.starts[k] : words.ends[k]] for k in range(edit.src_start, edit.src_end)]
        theirs = [b[others.starts[k] : others.ends[k]] for k in range(edit.dest_start, edit.dest_end)]
        if any(char.isdigit() for word in (*ours, *theirs) for char in word):
            return False  # another number is another fact
        if edit.tag == "replace":  # as many words as it removes; one that is another word makes a parallel line
            if not all(map(_one_spelled_twice, map(fold, ours), map(fold, theirs))):
                return False
            n_respelled += len(ours)
        else:
            n_added += len(ours) + len(theirs)
    return (
        n_words >= MIN_NEAR_WORDS
        and n_added * WORDS_AN_ADDITION <= n_words
        and n_respelled * WORDS_A_SPELLING <= n_words
    )


def _one_spelled_twice(word: str, other: str) -> bool:
    longest = max(len(word), len(other))
    return longest > 2 and bool(_levenshtein().distance(word, other) <= (1 if longest < LONG_WORD else 2))


@cache
def _levenshtein() -> Any:
    """Loaded when two lines are nearly the same, which most articles have not."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein

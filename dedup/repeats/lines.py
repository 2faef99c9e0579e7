"""Repeated lines: which lines of an article stand more than once, word for word or nearly so.

Two kernels look at every line of a batch; Python sees only lines that have a twin. Lines are compared by their folded
words, so quotes, vowel signs and spacing make no difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from dedup.results import Span
from dedup.runtime.kernels import inlined, kernel
from dedup.text.folding import fold
from dedup.text.marks import SPACES
from dedup.text.tokens import Tokens, tokenize

# A line of one word (TT) or of single letters (A A, the buttons that set the size of a page's letters) says nothing.
MIN_WORDS = 2
MIN_LETTERS = 5
# Longer lines are paragraphs, whatever they look like: their repeats are passages. The longest caption had 44 words.
MAX_WORDS = 60
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


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines with words of m articles, in columns, in order of reading.

    `article` and character offsets `start`, `end` int32[n] (with the line break); `first`, `last` int64[n]: half-open
    range of their tokens in the batch; `key` uint64[n], equal for lines of one article with the same words; `letters`
    int32[n], how many characters the words have.
    """

    article: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    key: NDArray[np.uint64]
    letters: NDArray[np.int32]

    def line(self, number: int, text: str) -> Line:
        """One line of `text`, without the space around it."""
        start, end = int(self.start[number]), int(self.end[number])
        raw = text[start:end]
        visible = raw.strip(SPACES)
        start += len(raw) - len(raw.lstrip(SPACES))
        return Line(visible, int(self.last[number] - self.first[number]), (start, start + len(visible)))


@kernel(
    "int64(int64[::1], int32[::1], uint32[::1], int32[::1], int32[::1], int64[::1],"
    " int32[::1], int32[::1], int32[::1], int64[::1], int64[::1], uint64[::1], int32[::1])"
)
def lines_kernel(
    line_offsets: NDArray[np.int64],
    widths: NDArray[np.int32],
    hashes: NDArray[np.uint32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    offsets: NDArray[np.int64],
    article: NDArray[np.int32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    key: NDArray[np.uint64],
    letters: NDArray[np.int32],
) -> int:
    """Fill the columns of `Lines` from the widths of all lines; returns how many lines have words."""
    n = 0
    for text in range(len(offsets) - 1):
        token = offsets[text]
        at = 0
        for line in range(line_offsets[text], line_offsets[text + 1]):
            begin = at
            at += widths[line]
            first_token = token
            value = np.uint64(text + 1) * np.uint64(0x9E3779B97F4A7C15)
            n_letters = 0
            while token < offsets[text + 1] and starts[token] < at:
                value = (value ^ np.uint64(hashes[token])) * np.uint64(0xFF51AFD7ED558CCD)
                value ^= value >> np.uint64(32)
                n_letters += ends[token] - starts[token]
                token += 1
            if token > first_token:
                article[n], start[n], end[n] = text, begin, at
                first[n], last[n], key[n], letters[n] = first_token, token, value, n_letters
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


@kernel("int64(int32[::1], int64[::1], int64[::1], uint32[::1], int64, int64, int32[:, ::1])")
def look_alikes_kernel(
    article: NDArray[np.int32],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    hashes: NDArray[np.uint32],
    look_back: int,
    max_twins: int,
    pairs: NDArray[np.int32],
) -> int:
    """Fill `pairs` with lines of one article that have at least 60 % of their words in common; returns how many."""
    n = 0
    masks = np.empty(len(article), np.uint64)
    for i in range(len(article)):
        bits = np.uint64(0)
        for token in range(first[i], last[i]):
            bits |= np.uint64(1) << np.uint64(hashes[token] & np.uint32(63))
        masks[i] = bits
        found = 0
        n_words = last[i] - first[i]
        for j in range(i - 1, max(i - look_back, 0) - 1, -1):
            if article[j] != article[i] or found == max_twins:
                break
            others = last[j] - first[j]
            if 3 * common_bits(masks[i], masks[j]) < max(n_words, others):
                continue
            common = 0
            for token in range(first[i], last[i]):
                if (masks[j] >> np.uint64(hashes[token] & np.uint32(63))) & np.uint64(1):
                    for other in range(first[j], last[j]):
                        if hashes[token] == hashes[other]:
                            common += 1
                            break
            if 20 * common >= 6 * (n_words + others):
                pairs[n, 0], pairs[n, 1] = j, i
                n += 1
                found += 1
    return n


def split_lines(texts: Sequence[str], tokens: Tokens) -> Lines:
    """The lines of a batch."""
    widths = [[len(line) + 1 for line in text.split("\n")] for text in texts]
    line_offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(of_text) for of_text in widths], out=line_offsets[1:])
    n = int(line_offsets[-1])
    flat = np.fromiter((width for of_text in widths for width in of_text), np.int32, n)
    article, start, end, letters = (np.empty(n, np.int32) for _ in range(4))
    first, last = (np.empty(n, np.int64) for _ in range(2))
    key = np.empty(n, np.uint64)
    words = (tokens.hashes, tokens.starts, tokens.ends, tokens.offsets)
    n = lines_kernel(line_offsets, flat, *words, article, start, end, first, last, key, letters)
    return Lines(article[:n], start[:n], end[:n], first[:n], last[:n], key[:n], letters[:n])


def repeated_lines(texts: Sequence[str], tokens: Tokens, lines: Lines) -> dict[int, list[list[int]]]:
    """For each article that has them, groups of two or more lines with (nearly) the same words, in order of reading."""
    n_words = lines.last - lines.first
    eligible = np.flatnonzero((n_words >= MIN_WORDS) & (n_words <= MAX_WORDS) & (lines.letters >= MIN_LETTERS))
    _, leader, member, n_members = np.unique(
        lines.key[eligible], return_index=True, return_inverse=True, return_counts=True
    )
    first_alike = eligible[leader[member]]
    group_of: dict[int, list[int]] = {}
    repeated = n_members[member] > 1
    for line, first in zip(eligible[repeated].tolist(), first_alike[repeated].tolist(), strict=True):
        group_of.setdefault(first, []).append(line)

    distinct = np.sort(eligible[leader])
    distinct = distinct[(n_words[distinct] >= MIN_NEAR_WORDS) & (n_words[distinct] <= MAX_NEAR_WORDS)]
    in_article = lines.article[distinct]
    distinct = distinct[np.bincount(in_article, minlength=len(texts))[in_article] <= MAX_NEAR_LINES]
    for earlier, later in _look_alikes(tokens, lines, distinct):
        text = texts[lines.article[earlier]]
        ours, theirs = (group_of.get(line, [line]) for line in (earlier, later))
        if ours is not theirs and near(lines.line(earlier, text).text, lines.line(later, text).text):
            joined = sorted(ours + theirs)
            group_of.update(dict.fromkeys(joined, joined))

    groups: dict[int, list[list[int]]] = defaultdict(list)
    for first, group in sorted(group_of.items()):
        if first == group[0]:
            groups[int(lines.article[first])].append(group)
    return groups


def _look_alikes(tokens: Tokens, lines: Lines, chosen: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    pairs = np.empty((MAX_TWINS * len(chosen), 2), np.int32)
    columns = (lines.article[chosen], lines.first[chosen], lines.last[chosen])
    n_pairs = look_alikes_kernel(*columns, tokens.hashes, LOOK_BACK, MAX_TWINS, pairs)
    yield from map(tuple, chosen[pairs[:n_pairs]].tolist())


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
    for edit in Levenshtein.opcodes(words.hashes.tolist(), others.hashes.tolist()):
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
    return longest > 2 and Levenshtein.distance(word, other) <= (1 if longest < LONG_WORD else 2)

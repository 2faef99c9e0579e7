"""What was edited between the two sides of a passage: words, numbers, spellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq, Levenshtein

from dedup.results import Change, ChangeKind, Span
from dedup.text.folding import fold
from dedup.text.tokens import tokenize

MIN_ALIKE = 0.7
"""Similarity of two folded words from which one is a spelling of the other: one letter in four, as in جونغ and جونج."""


@dataclass(frozen=True, slots=True)
class Side:
    """A text and its tokens: their hashes, and where each starts and ends."""

    text: str
    hashes: list[int]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> Side:
        """A text, tokenized."""
        tokens = tokenize([text])
        return cls(text, tokens.hashes.tolist(), tokens.starts.tolist(), tokens.ends.tolist())

    def span(self, begin: int, end: int) -> Span:
        """The characters of the tokens `begin` to `end`; an empty run stands after the token before it."""
        if begin == end:
            at = self.ends[begin - 1] if begin else 0
            return at, at
        return self.starts[begin], self.ends[end - 1]

    def words(self, begin: int, end: int) -> list[str]:
        """The folded words of the tokens `begin` to `end`."""
        return [_folded(self.text[self.starts[i] : self.ends[i]]) for i in range(begin, end)]


def changes(a: Side, b: Side, passage: tuple[int, int, int, int]) -> Iterator[Change]:
    """The edits of a passage (begin and end in a, begin and end in b, in tokens), in order.

    What lies between two words that both sides share in order is one change.
    """
    begin_a, end_a, begin_b, end_b = passage
    words_a, words_b = a.hashes[begin_a:end_a], b.hashes[begin_b:end_b]
    if words_a == words_b:
        return
    at_a, at_b = begin_a, begin_b
    for edit in LCSseq.opcodes(words_a, words_b):
        if edit.tag == "equal":
            if (begin_a + edit.src_start, begin_b + edit.dest_start) != (at_a, at_b):
                yield _change(a, b, (at_a, begin_a + edit.src_start), (at_b, begin_b + edit.dest_start))
            at_a, at_b = begin_a + edit.src_end, begin_b + edit.dest_end
    if (at_a, at_b) != (end_a, end_b):
        yield _change(a, b, (at_a, end_a), (at_b, end_b))


def _change(a: Side, b: Side, place_a: tuple[int, int], place_b: tuple[int, int]) -> Change:
    span_a, span_b = a.span(*place_a), b.span(*place_b)
    return Change(
        span_a,
        span_b,
        a.text[span_a[0] : span_a[1]],
        b.text[span_b[0] : span_b[1]],
        _kind(a.words(*place_a), b.words(*place_b)),
    )


def _kind(words_a: list[str], words_b: list[str]) -> ChangeKind:
    if [*filter(_has_digit, words_a)] != [*filter(_has_digit, words_b)]:
        return "number"
    if len(words_a) == len(words_b) and all(map(_alike, words_a, words_b)):
        return "spelling"
    return "word"


@lru_cache(maxsize=1 << 16)
def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _alike(a: str, b: str) -> bool:
    return Levenshtein.normalized_similarity(a, b) >= MIN_ALIKE


_folded = lru_cache(maxsize=1 << 16)(fold)

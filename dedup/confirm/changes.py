"""What was edited between the two sides of a passage: words, numbers, spellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq, Levenshtein

from dedup.results import Change, ChangeKind, Span
from dedup.text.folding import fold
from dedup.text.tokens import Tokens

MIN_ALIKE = 0.7
"""Similarity of two folded words from which one is a spelling of the other: one letter in four, as in جونغ and جونج."""


@dataclass(frozen=True, slots=True)
class Side:
    """A text and its tokens (of this text alone)."""

    text: str
    tokens: Tokens

    def span(self, begin: int, end: int) -> Span:
        """The characters of the tokens `begin` to `end`; an empty run stands after the token before it."""
        if begin == end:
            at = int(self.tokens.ends[begin - 1]) if begin else 0
            return at, at
        return int(self.tokens.starts[begin]), int(self.tokens.ends[end - 1])

    def words(self, begin: int, end: int) -> list[str]:
        """The folded words of the tokens `begin` to `end`."""
        starts, ends = self.tokens.starts[begin:end].tolist(), self.tokens.ends[begin:end].tolist()
        return [_folded(self.text[start:stop]) for start, stop in zip(starts, ends, strict=True)]


def changes(a: Side, b: Side, passage: tuple[int, int, int, int]) -> Iterator[Change]:
    """The edits of a passage (begin and end in a, begin and end in b, in tokens), in order.

    What lies between two words that both sides share in order is one change.
    """
    begin_a, end_a, begin_b, end_b = passage
    edits = LCSseq.opcodes(a.tokens.hashes[begin_a:end_a].tolist(), b.tokens.hashes[begin_b:end_b].tolist())
    at_a, at_b = 0, 0
    for edit in edits:
        if edit.tag != "equal":
            continue
        if (edit.src_start, edit.dest_start) != (at_a, at_b):
            yield _change(a, b, begin_a + at_a, begin_a + edit.src_start, begin_b + at_b, begin_b + edit.dest_start)
        at_a, at_b = edit.src_end, edit.dest_end
    if (begin_a + at_a, begin_b + at_b) != (end_a, end_b):
        yield _change(a, b, begin_a + at_a, end_a, begin_b + at_b, end_b)


def _change(a: Side, b: Side, begin_a: int, end_a: int, begin_b: int, end_b: int) -> Change:
    span_a, span_b = a.span(begin_a, end_a), b.span(begin_b, end_b)
    text_a, text_b = a.text[slice(*span_a)], b.text[slice(*span_b)]
    words_a, words_b = a.words(begin_a, end_a), b.words(begin_b, end_b)
    return Change(span_a, span_b, text_a, text_b, _kind(words_a, words_b))


def _kind(words_a: list[str], words_b: list[str]) -> ChangeKind:
    if [*filter(_has_digit, words_a)] != [*filter(_has_digit, words_b)]:
        return "number"
    if len(words_a) == len(words_b) and all(map(_alike, words_a, words_b)):
        return "spelling"
    return "word"


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _alike(a: str, b: str) -> bool:
    return Levenshtein.normalized_similarity(a, b) >= MIN_ALIKE


_folded = lru_cache(maxsize=1 << 16)(fold)

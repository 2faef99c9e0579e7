"""What was edited between the two sides of a passage, in plain Python: what the kernels are checked against."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import LCSseq

from dedup.alignment.pieces import MAX_WHOLE, piece_end
from dedup.matches.edit_kinds import alike
from dedup.results import Change, ChangeKind, Span
from dedup.text.folding import fold
from dedup.text.side import Side


class _Stretch:
    """The tokens `begin` to `end` of a side, one by one."""

    def __init__(self, side: Side, begin: int, end: int) -> None:
        self._text = side.text
        self._first = max(begin - 1, 0)
        self._starts, self._ends = side.starts[self._first : end].tolist(), side.ends[self._first : end].tolist()

    def span(self, begin: int, end: int) -> Span:
        """As `Side.span`."""
        if begin == end:
            at = self._ends[begin - 1 - self._first] if begin else 0
            return at, at
        return self._starts[begin - self._first], self._ends[end - 1 - self._first]

    def words(self, begin: int, end: int) -> list[str]:
        """The folded words of the tokens `begin` to `end`."""
        here = slice(begin - self._first, end - self._first)
        return [
            _folded(self._text[start:stop]) for start, stop in zip(self._starts[here], self._ends[here], strict=True)
        ]


def changes(a: Side, b: Side, passage: tuple[int, int, int, int]) -> Iterator[Change]:
    """The edits of a passage (begin and end in a, begin and end in b, in tokens), in order.

    What lies between two words that both sides share in order is one change.
    """
    begin_a, end_a, begin_b, end_b = passage
    words_a, words_b = a.hashes[begin_a:end_a], b.hashes[begin_b:end_b]
    if np.array_equal(words_a, words_b):
        return
    here, there = _Stretch(a, begin_a, end_a), _Stretch(b, begin_b, end_b)
    at_a, at_b = begin_a, begin_b
    for in_a, in_b, length in _shared(words_a.tolist(), words_b.tolist()):
        next_a, next_b = begin_a + in_a, begin_b + in_b
        if (next_a, next_b) != (at_a, at_b):
            yield _change((a.text, b.text), (here, there), (at_a, next_a), (at_b, next_b))
        at_a, at_b = next_a + length, next_b + length


def _shared(a: list[int], b: list[int]) -> Iterator[tuple[int, int, int]]:
    """The runs that two passages share in order (place in a, place in b, words), and an empty one at the end of both.

    Where several alignments are equally long, the same one is chosen whichever passage comes first.
    """
    if b < a:
        yield from ((in_a, in_b, length) for in_b, in_a, length in _shared(b, a))
        return
    for (i, j), (end_i, end_j) in _pieces(a, b):
        for run in LCSseq.opcodes(a[i:end_i], b[j:end_j]).as_matching_blocks():
            if run.size:
                yield i + run.a, j + run.b, run.size
    yield len(a), len(b), 0


def _pieces(a: list[int], b: list[int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the pieces of two passages begin and end, a and b each."""
    if min(len(a), len(b)) <= MAX_WHOLE:
        yield (0, 0), (len(a), len(b))
        return
    tokens_a, tokens_b = np.array(a, np.uint32), np.array(b, np.uint32)
    here = (0, 0)
    while here[0] < len(a) and here[1] < len(b):
        end = piece_end(tokens_a, tokens_b, *here)
        yield here, end
        here = end


def _change(
    texts: tuple[str, str], sides: tuple[_Stretch, _Stretch], place_a: tuple[int, int], place_b: tuple[int, int]
) -> Change:
    span_a, span_b = sides[0].span(*place_a), sides[1].span(*place_b)
    return Change(
        span_a,
        span_b,
        texts[0][slice(*span_a)],
        texts[1][slice(*span_b)],
        _kind(sides[0].words(*place_a), sides[1].words(*place_b)),
    )


def _kind(words_a: list[str], words_b: list[str]) -> ChangeKind:
    if [*filter(_has_digit, words_a)] != [*filter(_has_digit, words_b)]:
        return "number"
    if len(words_a) == len(words_b) and all(map(alike, words_a, words_b)):
        return "spelling"
    return "word"


@lru_cache(maxsize=1 << 16)
def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


_folded = lru_cache(maxsize=1 << 16)(fold)

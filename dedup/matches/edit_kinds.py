"""What each of many edits changes: a number, a spelling or wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.records import NUMBER, SPELLING, WORD, EditRecords, PairRecords
from dedup.runtime.kernels import kernel
from dedup.text.folding import folded_letters
from dedup.text.numbers import folded_digits, has_digit
from dedup.text.tokens import Points, Tokens

MIN_ALIKE = 0.7
"""Similarity of two folded words from which one is a spelling of the other: one letter in four, as in جونغ and جونج."""


_folded = lru_cache(1 << 16)(folded_letters)


class EditKinds:
    """Tells the kinds of edits, and remembers which words are spellings of each other."""

    def __init__(self) -> None:
        self._alike: dict[int, bool] = {}

    def __call__(
        self, tokens: Tokens, texts: Sequence[str], points: Points, edits: EditRecords, owners: PairRecords
    ) -> NDArray[np.int32]:
        """The code of the kind (`records.CHANGE_KINDS`) of each edit, int32[n].

        `edits` EDIT[n] are places in `tokens`, which are those of `texts`, as are `points`; `owners` PAIR[n] the texts
        in which both sides stand.
        """
        kinds = number_or_word(tokens, points, edits, owners)
        self._find_spellings(tokens, texts, edits, owners, kinds)
        return kinds

    def _find_spellings(
        self,
        tokens: Tokens,
        texts: Sequence[str],
        edits: EditRecords,
        owners: PairRecords,
        kinds: NDArray[np.int32],
    ) -> None:
        """Make SPELLING what is WORD and has words on both sides that are alike one by one."""
        n_words = edits["end_a"] - edits["begin_a"]
        asked = np.flatnonzero((kinds == WORD) & (n_words == edits["end_b"] - edits["begin_b"]))
        if not len(asked):
            return
        n_words = n_words[asked]
        ends = np.cumsum(n_words)
        within = np.arange(ends[-1]) - np.repeat(ends - n_words, n_words)
        of = np.repeat(asked, n_words)
        in_a, in_b = (edits[f"begin_{side}"][of] + within for side in "ab")
        keys = tokens.hashes[in_a].astype(np.uint64) << np.uint64(32) | tokens.hashes[in_b]
        keys, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        pairs = keys.tolist()
        new = np.array([k for k, pair in enumerate(pairs) if pair not in self._alike], np.int64)
        first = first[new]
        words_a = _words(tokens, texts, in_a[first], owners["a"][of[first]])
        words_b = _words(tokens, texts, in_b[first], owners["b"][of[first]])
        for k, word_a, word_b in zip(new.tolist(), words_a, words_b, strict=True):
            self._alike[pairs[k]] = alike(word_a, word_b)
        found = np.array([self._alike[pair] for pair in pairs], np.bool_)
        kinds[asked[np.logical_and.reduceat(found[inverse], ends - n_words)]] = SPELLING


def _words(tokens: Tokens, texts: Sequence[str], places: NDArray[np.int64], owners: NDArray[np.int64]) -> Iterator[str]:
    """The words at some places in the tokens, folded; `owners` are the texts in which they stand."""
    spans = zip(owners.tolist(), tokens.starts[places].tolist(), tokens.ends[places].tolist(), strict=True)
    return (_folded(texts[owner][start:end]) for owner, start, end in spans)


def number_or_word(tokens: Tokens, points: Points, edits: EditRecords, owners: PairRecords) -> NDArray[np.int32]:
    """NUMBER for each edit in which words with digits differ, WORD for any other, int32[n]."""
    kinds = np.empty(len(edits), np.int32)
    number_kernel(points, folded_digits(), tokens, edits, owners, kinds)
    return kinds


def alike(a: str, b: str) -> bool:
    """Whether one of two folded words is a spelling of the other."""
    return bool(_levenshtein().normalized_similarity(a, b) >= MIN_ALIKE)


@cache
def _levenshtein() -> Any:
    """Loaded when a word stands for another, which in most collections of few articles none does."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein


@kernel("void(Points, boolean[::1], Tokens, EditRecords, PairRecords, int32[::1])")
def number_kernel(
    points: Points,
    digits: NDArray[np.bool_],
    tokens: Tokens,
    edits: EditRecords,
    owners: PairRecords,
    kinds: NDArray[np.int32],
) -> None:
    """Fill `kinds` with NUMBER where the words with digits differ, else with WORD."""
    chars, bounds = points
    hashes, starts, ends, _ = tokens
    for row in range(len(edits)):
        i, end_i, j, end_j = edits[row].begin_a, edits[row].end_a, edits[row].begin_b, edits[row].end_b
        in_a, in_b = bounds[owners[row].a], bounds[owners[row].b]
        kinds[row] = WORD
        while kinds[row] == WORD:
            while i < end_i and not has_digit(chars, in_a + starts[i], in_a + ends[i], digits):
                i += 1
            while j < end_j and not has_digit(chars, in_b + starts[j], in_b + ends[j], digits):
                j += 1
            if i == end_i and j == end_j:
                break
            if i == end_i or j == end_j or hashes[i] != hashes[j]:
                kinds[row] = NUMBER
            i += 1
            j += 1

"""What each of many edits changes, a number, a spelling or wording: as `confirm.changes` says of one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.matches.changes import alike
from dedup.runtime.kernels import kernel
from dedup.text.folding import LENGTH_MASK, LENGTH_SHIFT, N_CODE_POINTS, VALUE_MASK, fold, fold_table
from dedup.text.tokens import Points, Tokens

NUMBER, WORD, SPELLING = 0, 1, 2


class EditKinds:
    """Tells the kinds of edits, and remembers which words are spellings of each other."""

    def __init__(self) -> None:
        self._alike: dict[int, bool] = {}
        self._folded = cache(fold)

    def __call__(
        self,
        tokens: Tokens,
        texts: Sequence[str],
        points: Points,
        edits: NDArray[np.int64],
        owners: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """The kind of each edit: int64[n].

        `edits` int64[n, 4] are begin and end in a and in b, as places in `tokens`, which are those of `texts`, as are
        `points`; `owners` int64[n, 2] the texts in which both sides stand.
        """
        kinds = np.empty(len(edits), np.int64)
        chars, bounds = points
        number_kernel(chars, bounds[owners], digits(), tokens.hashes, tokens.starts, tokens.ends, edits, kinds)
        self._tell_spellings(tokens, texts, edits, owners, kinds)
        return kinds

    def _tell_spellings(
        self,
        tokens: Tokens,
        texts: Sequence[str],
        edits: NDArray[np.int64],
        owners: NDArray[np.int64],
        kinds: NDArray[np.int64],
    ) -> None:
        """Make SPELLING what is WORD and has words on both sides that are alike one by one."""
        n_words = edits[:, 1] - edits[:, 0]
        asked = np.flatnonzero((kinds == WORD) & (n_words == edits[:, 3] - edits[:, 2]))
        if not len(asked):
            return
        n_words = n_words[asked]
        ends = np.cumsum(n_words)
        within = np.arange(ends[-1]) - np.repeat(ends - n_words, n_words)
        of = np.repeat(asked, n_words)
        in_a, in_b = edits[of, 0] + within, edits[of, 2] + within
        keys = tokens.hashes[in_a].astype(np.uint64) << np.uint64(32) | tokens.hashes[in_b]
        keys, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        found = np.empty(len(keys), np.bool_)
        places = np.stack([owners[of, 0], in_a, owners[of, 1], in_b], axis=1)[first]
        for k, (key, place) in enumerate(zip(keys.tolist(), places.tolist(), strict=True)):
            known = self._alike.get(key)
            if known is None:
                known = self._alike[key] = alike(
                    self._word(tokens, texts, place[0], place[1]), self._word(tokens, texts, place[2], place[3])
                )
            found[k] = known
        kinds[asked[np.logical_and.reduceat(found[inverse], ends - n_words)]] = SPELLING

    def _word(self, tokens: Tokens, texts: Sequence[str], text: int, token: int) -> str:
        return self._folded(texts[text][tokens.starts[token] : tokens.ends[token]])


@cache
def digits() -> NDArray[np.bool_]:
    """Of each Unicode character, whether a digit is in what it folds to."""
    entries, letters = fold_table()
    lengths, values = (entries >> LENGTH_SHIFT) & LENGTH_MASK, entries & VALUE_MASK
    found: NDArray[np.bool_] = (lengths == 1) & _are_digits(values)
    within = np.append(0, np.cumsum(_are_digits(letters)))
    several = np.flatnonzero(lengths > 1)
    found[several] = within[values[several] + lengths[several]] > within[values[several]]
    return found


def _are_digits(code_points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Of each code point, whether it is a digit of some script."""
    found: NDArray[np.bool_] = np.char.isdigit(np.arange(N_CODE_POINTS, dtype=np.uint32).view("<U1"))[code_points]
    return found


@kernel("boolean(Array(uint32, 1, 'C', True), int64, int64, boolean[::1])")
def has_digit(chars: NDArray[np.uint32], begin: int, end: int, digits: NDArray[np.bool_]) -> bool:
    """Whether a digit stands among these characters."""
    found = False
    for i in range(begin, end):
        found |= chars[i] < len(digits) and digits[chars[i]]
    return found


@kernel(
    "void(Array(uint32, 1, 'C', True), int64[:, ::1], boolean[::1], uint32[::1], int32[::1], int32[::1],"
    " int64[:, :], int64[::1])"
)
def number_kernel(
    chars: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    digits: NDArray[np.bool_],
    hashes: NDArray[np.uint32],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    edits: NDArray[np.int64],
    kinds: NDArray[np.int64],
) -> None:
    """Fill `kinds` with NUMBER where the words with digits differ, else with WORD; `bounds`: where both texts begin."""
    for row in range(len(edits)):
        i, end_i, j, end_j = edits[row, 0], edits[row, 1], edits[row, 2], edits[row, 3]
        in_a, in_b = bounds[row, 0], bounds[row, 1]
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

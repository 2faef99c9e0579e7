"""Tokens: the words of a batch of texts, hashed, with their places.

A token is a longest run of letters, digits and marks after folding; punctuation and space stand between tokens. In
scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) each character is a token.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.folding import KIND_SHIFT, LENGTH_MASK, LENGTH_SHIFT, VALUE_MASK, CharacterKind, FoldTable, fold_table

ALL_LETTERS = 1 << 30
"""As `n_letters`: hash whole words."""

_BREAK, _LETTER, _LONE, _MARK, _POINT, _IGNORED = (np.uint32(kind) for kind in CharacterKind)
_HASH_SEED = np.uint64(0xCBF29CE484222325)  # FNV-1a, offset basis and prime
_HASH_PRIME = np.uint64(0x100000001B3)


class Tokens(NamedTuple):
    """The tokens of m texts in columns (CSR): those of text i stand at `offsets[i]:offsets[i + 1]`.

    `hashes` uint32[n], equal for equal folded words; `starts` and `ends` int32[n], half-open character offsets in the
    token's own text; `offsets` int64[m + 1].
    """

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def of(self, text: int) -> Tokens:
        """The tokens of one text, as views."""
        here = slice(self.offsets[text], self.offsets[text + 1])
        n = np.array([0, self.offsets[text + 1] - self.offsets[text]], np.int64)
        return Tokens(self.hashes[here], self.starts[here], self.ends[here], n)

    def chosen(self, texts: Sequence[int]) -> Tokens:
        """The tokens of some of the texts, in this order."""
        chosen = np.array(texts, np.int64)
        n_tokens = np.diff(self.offsets)[chosen]
        offsets = np.append(0, np.cumsum(n_tokens))
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[chosen] - offsets[:-1], n_tokens)
        return Tokens(self.hashes[places], self.starts[places], self.ends[places], offsets)

    def followed_by(self, more: Tokens) -> Tokens:
        """These texts' tokens, and then those of further texts."""
        return Tokens(
            np.concatenate([self.hashes, more.hashes]),
            np.concatenate([self.starts, more.starts]),
            np.concatenate([self.ends, more.ends]),
            np.concatenate([self.offsets, more.offsets[1:] + self.offsets[-1]]),
        )

    def __len__(self) -> int:
        return len(self.hashes)


class Points(NamedTuple):
    """All characters of m texts in a row, uint32[n], and the bounds of each text among them, int64[m + 1]."""

    chars: Annotated[NDArray[np.uint32], "readonly"]
    bounds: NDArray[np.int64]


def code_points(texts: Sequence[str]) -> Points:
    """The characters of the texts in UTF-32, so that an index is an offset in the Python string.

    Lone surrogates are characters, too.
    """
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=bounds[1:])
    return Points(np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4"), bounds)


@inlined
def mixed(value: np.uint64) -> np.uint32:
    """The upper half of a 64-bit hash, each bit depending on all of `value` (one step of MurmurHash3's fmix64)."""
    value = (value ^ (value >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return np.uint32(value >> np.uint64(32))


@kernel("void(Points, FoldTable, int64, Tokens)")
def tokenize_kernel(points: Points, folding: FoldTable, n_letters: int, tokens: Tokens) -> None:
    """Fill `tokens`, whose `hashes`, `starts` and `ends` are as long as the characters at most, from texts.

    A token's hash is FNV-1a over its first `n_letters` folded letters, in 64 bits; the mixed upper half is kept.
    """
    chars, bounds = points.chars, points.bounds
    entries, letters = folding.entries, folding.letters
    hashes, starts, ends, offsets = tokens.hashes, tokens.starts, tokens.ends, tokens.offsets
    n = 0
    offsets[0] = 0
    for text in range(len(bounds) - 1):
        first = bounds[text]
        state = _BREAK
        value = _HASH_SEED
        n_left = n_letters
        end = first
        for i in range(first, bounds[text + 1]):
            code_point = chars[i]
            entry = entries[code_point] if code_point < np.uint32(0x110000) else np.uint32(0)
            kind = entry >> KIND_SHIFT
            if kind == _BREAK:
                if state != _BREAK:
                    hashes[n] = mixed(value)
                    ends[n] = end - first
                    n += 1
                    state = _BREAK
                continue
            if kind >= _POINT:
                if kind == _POINT:
                    end = i + 1
                continue
            if (state != _LETTER or kind == _LONE) and (state == _BREAK or kind != _MARK):
                if state != _BREAK:
                    hashes[n] = mixed(value)
                    ends[n] = end - first
                    n += 1
                starts[n] = i - first
                value = _HASH_SEED
                n_left = n_letters
                state = _LONE if kind == _LONE else _LETTER
            end = i + 1
            length = (entry >> LENGTH_SHIFT) & LENGTH_MASK
            if length == np.uint32(1):
                if n_left > 0:
                    value = (value ^ np.uint64(entry & VALUE_MASK)) * _HASH_PRIME
                    n_left -= 1
            else:
                at = np.int64(entry & VALUE_MASK)
                for k in range(at, at + np.int64(length)):
                    if n_left > 0:
                        value = (value ^ np.uint64(letters[k])) * _HASH_PRIME
                        n_left -= 1
        if state != _BREAK:
            hashes[n] = mixed(value)
            ends[n] = end - first
            n += 1
        offsets[text + 1] = n


def tokenize(texts: Sequence[str], n_letters: int = ALL_LETTERS, points: Points | None = None) -> Tokens:
    """The tokens of each text; with `n_letters`, words that begin with the same n folded letters hash alike.

    `points` are the texts' `code_points`, if they are at hand already.

    >>> tokens = tokenize(["Kim Jong-un, Pyongyang"])
    >>> [(int(start), int(end)) for start, end in zip(tokens.starts, tokens.ends)]
    [(0, 3), (4, 8), (9, 11), (13, 22)]
    """
    points = code_points(texts) if points is None else points
    n_chars = len(points.chars)
    hashes = np.empty(n_chars, np.uint32)
    starts, ends = np.empty(n_chars, np.int32), np.empty(n_chars, np.int32)
    offsets = np.empty(len(points.bounds), np.int64)
    tokenize_kernel(points, fold_table(), n_letters, Tokens(hashes, starts, ends, offsets))
    n = int(offsets[-1])
    return Tokens(hashes[:n].copy(), starts[:n].copy(), ends[:n].copy(), offsets)

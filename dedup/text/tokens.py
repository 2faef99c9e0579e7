"""Tokens: the words of a batch of texts, hashed, with their places.

A token is a longest run of letters and marks, or of digits, after folding; punctuation and space stand between tokens,
where `joining` does not find that a word goes on. In scripts written without spaces (Han, kana, Thai, Lao, Khmer,
Burmese) each character is a token.

Letters that look like Latin ones are folded to these in a word with Latin letters as well ("Москow"), and in a word of
such letters alone behind a Latin one. A text in Serbian Cyrillic is folded to its Latin letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.characters import (
    ALPHABET_SHIFT,
    KIND_SHIFT,
    LENGTH_MASK,
    LENGTH_SHIFT,
    VALUE_MASK,
    CharacterKind,
    FoldTable,
    fold_table,
)
from dedup.text.joining import goes_on, is_kind, number_end
from dedup.text.scripts import character_hash, word_hash
from dedup.text.variants import NEVER_SERBIAN, SERBIAN_ONLY

ALL_LETTERS = 1 << 30
"""As `n_letters`: hash whole words."""

_BREAK, _LETTER, _DIGIT, _LONE, _MARK, _POINT, _IGNORED = (np.uint32(kind) for kind in CharacterKind)
_HASH_SEED = np.uint64(0xCBF29CE484222325)  # FNV-1a, offset basis and prime
_HASH_PRIME = np.uint64(0x100000001B3)

_LATIN_BIT, _TWIN_BIT, _FOREIGN_BIT = (np.uint32(alphabet << int(ALPHABET_SHIFT)) for alphabet in (1, 2, 4))
_CYRILLIC, _N_CYRILLIC = np.uint32(0x400), np.uint32(0x100)
_SERBIAN_VOTES = np.zeros(int(_N_CYRILLIC), np.int64)
_SERBIAN_VOTES[[ord(letter) - int(_CYRILLIC) for letter in SERBIAN_ONLY]] = 1
_SERBIAN_VOTES[[ord(letter) - int(_CYRILLIC) for letter in NEVER_SERBIAN]] = -1


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


@kernel("boolean(Array(uint32, 1, 'C', True), int64, int64)")
def is_serbian(chars: NDArray[np.uint32], begin: int, end: int) -> bool:
    """Whether a text has more Cyrillic letters that only Serbian or Macedonian has than letters that these lack."""
    votes = 0
    for i in range(begin, end):
        if chars[i] - _CYRILLIC < _N_CYRILLIC:
            votes += _SERBIAN_VOTES[chars[i] - _CYRILLIC]
    return votes > 0


@inlined
def spelled_hash(
    chars: NDArray[np.uint32], span: tuple[int, int], folding: FoldTable, n_letters: int, as_latin: bool
) -> np.uint32:
    """The hash of a word of letters or digits that stands in `span`, whatever signs are in it."""
    value = _HASH_SEED
    for i in range(span[0], span[1]):
        entry = folding.entries[chars[i]] if chars[i] < np.uint32(0x110000) else np.uint32(0)
        length, at = np.int64((entry >> LENGTH_SHIFT) & LENGTH_MASK), entry & VALUE_MASK
        for k in range(length):
            letter = at if length == 1 else folding.letters[at + k]
            if as_latin and letter < np.uint32(len(folding.twins)):
                letter = folding.twins[letter]
            if n_letters > 0:
                value = (value ^ np.uint64(letter)) * _HASH_PRIME
                n_letters -= 1
    return word_hash(mixed(value))


@kernel("int64(Points, FoldTable, int64, int64, int64, Tokens)")
def join_kernel(points: Points, folding: FoldTable, n_letters: int, text: int, n: int, tokens: Tokens) -> int:
    """Join the tokens of a text, `n` in all texts so far, that are one word; return how many are left."""
    chars, entries = points.chars, folding.entries
    hashes, starts, ends, offsets = tokens
    first, last = points.bounds[text], points.bounds[text + 1]
    kept = offsets[text]
    token = kept
    while token < n:
        begin, end = first + starts[token], first + ends[token]
        hashes[kept], starts[kept] = hashes[token], starts[token]
        head = token
        token += 1
        joined = end
        if is_kind(chars, begin, entries, _DIGIT):
            joined = number_end(chars, begin, end, last, entries)
            while token < n and first + starts[token] < joined:
                end = first + ends[token]
                token += 1
            joined = max(joined, end)  # with what is written on the last digit
        else:
            before = begin
            while token < n and first + starts[token] == joined + 1:
                following = (first + starts[token], first + ends[token])
                if not goes_on(chars, (before, joined), following, entries):
                    break
                before, joined = following
                token += 1
        if token > head + 1:
            hashes[kept] = spelled_hash(chars, (begin, joined), folding, n_letters, False)
        ends[kept] = joined - first
        kept += 1
    return int(kept)


@kernel("void(Points, FoldTable, int64, int64, int64, Tokens)")
def latin_kernel(points: Points, folding: FoldTable, n_letters: int, text: int, n: int, tokens: Tokens) -> None:
    """Give words with letters that look like Latin ones, in a text with Latin letters as well, the hash of these."""
    chars, first = points.chars, points.bounds[text]
    hashes, starts, ends, offsets = tokens
    is_latin = False
    for token in range(offsets[text], n):
        begin, end = first + starts[token], first + ends[token]
        bits = np.uint32(0)
        for i in range(begin, end):
            bits |= folding.entries[chars[i]] if chars[i] < np.uint32(0x110000) else np.uint32(0)
        has_latin = bits & _LATIN_BIT != np.uint32(0)
        if bits & _TWIN_BIT and (has_latin or (is_latin and not bits & _FOREIGN_BIT)):
            hashes[token] = spelled_hash(chars, (begin, end), folding, n_letters, True)
            has_latin = True
        is_latin = has_latin


@inlined
def tokenize_text(
    points: Points, folding: FoldTable, n_letters: int, text: int, tokens: Tokens, serbian: bool
) -> tuple[int, np.uint32]:
    """Write the tokens of one text behind those before; return the place behind them, and the bits of its entries."""
    chars, first = points.chars, points.bounds[text]
    entries, letters = folding.serbian if serbian else folding.entries, folding.letters
    starts, ends, n = tokens.starts, tokens.ends, tokens.offsets[text]
    state, bits = _BREAK, np.uint32(0)
    value, n_left, begin, end = _HASH_SEED, n_letters, first, first
    for i in range(first, points.bounds[text + 1]):
        code_point = chars[i]
        entry = entries[code_point] if code_point < np.uint32(0x110000) else np.uint32(0)
        kind = entry >> KIND_SHIFT
        if kind == _BREAK:
            if state != _BREAK:
                write_token(tokens, n, value, chars[begin], state)
                ends[n] = end - first
                n += 1
                state = _BREAK
            continue
        if kind >= _POINT:
            if kind == _POINT:
                end = i + 1
            continue
        if (kind != state or kind == _LONE) and (state == _BREAK or kind != _MARK):
            if state != _BREAK:
                write_token(tokens, n, value, chars[begin], state)
                ends[n] = end - first
                n += 1
            starts[n] = i - first
            begin, value, n_left = i, _HASH_SEED, n_letters
            state = _LETTER if kind == _MARK else kind
        end = i + 1
        bits |= entry
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
        write_token(tokens, n, value, chars[begin], state)
        ends[n] = end - first
        n += 1
    return n, bits


@inlined
def write_token(tokens: Tokens, n: int, value: np.uint64, char: np.uint32, state: np.uint32) -> None:
    """The hash of token n, a word or a character that begins with `char`, from the FNV-1a of its letters."""
    tokens.hashes[n] = character_hash(mixed(value), char) if state == _LONE else word_hash(mixed(value))


@kernel("void(Points, FoldTable, int64, Tokens)")
def tokenize_kernel(points: Points, folding: FoldTable, n_letters: int, tokens: Tokens) -> None:
    """Fill `tokens`, whose `hashes`, `starts` and `ends` are as long as the characters at most, from texts.

    A token's hash is FNV-1a over its first `n_letters` folded letters, in 64 bits; the mixed upper half is kept.
    """
    chars, bounds = points
    tokens.offsets[0] = 0
    for text in range(len(bounds) - 1):
        n, bits = tokenize_text(points, folding, n_letters, text, tokens, False)
        if bits & (_TWIN_BIT | _FOREIGN_BIT) and is_serbian(chars, bounds[text], bounds[text + 1]):
            n, bits = tokenize_text(points, folding, n_letters, text, tokens, True)
        n = join_kernel(points, folding, n_letters, text, n, tokens)
        if bits & _LATIN_BIT and bits & _TWIN_BIT:
            latin_kernel(points, folding, n_letters, text, n, tokens)
        tokens.offsets[text + 1] = n


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

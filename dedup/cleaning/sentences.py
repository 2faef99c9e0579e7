"""Where a text may be cut: between sentences and lines, never inside a grapheme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.text.marks import COLONS, ENDS, LINE_BREAKS, PAUSES, any_of
from dedup.text.sentences import sentence_begins
from dedup.text.tokens import Tokens, tokenize

MAX_LABEL = 12
"""Words of a byline, headline or label, which need no mark at the end of their line."""

_QUOTATION = re.compile(
    r"«[^«»\n]*»|“[^“”\n]*”|„[^„“”\n]*[“”]|「[^「」\n]*」"
    rf"|(?<![^\s(\[:،,«])\"[^\"\n]*\"(?=[\s)\]»]|{any_of(ENDS, PAUSES, COLONS)}|$)"
)
"""A quotation in one line. Straight marks open after a space and close before a space or a mark."""

_GOES_ON = re.compile(rf"{any_of(PAUSES, COLONS)}\s*$")
_ELLIPSIS = re.compile(r"\.\.|…")
_ENDS_SENTENCE = re.compile(any_of(ENDS))
_LINE_BREAK = re.compile(any_of(LINE_BREAKS))
_PARAGRAPH = re.compile(r"\n(?:[ \t\r]*\n|[ ]{2}|\t)")  # a blank line, or a line set in
_JOINERS = frozenset("\u200c\u200d")
_MODIFIERS = (("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"), ("\uff9e", "\uff9f"))


@dataclass(frozen=True, slots=True)
class Sentences:
    """A text, its words, and its sentences, which cover it from the first character to the last.

    `words` uint32: the folded words as hashes; `bounds` int64[n + 1]: sentence k stands at `bounds[k]:bounds[k + 1]` in
    characters and holds the words `first_word[k]:first_word[k + 1]`; `starts`, `ends`: the characters of each word.
    """

    text: str
    words: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    bounds: NDArray[np.int64]
    first_word: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def inside(self, start: int, end: int) -> range:
        """The sentences whose words all stand in a span of characters."""
        if not len(self.words):
            return range(0)
        first = int(np.searchsorted(self.starts, start))
        last = int(np.searchsorted(self.ends, end, side="right"))
        begin = int(np.searchsorted(self.first_word, first))
        return range(begin, max(begin, int(np.searchsorted(self.first_word, last, side="right")) - 1))

    def only(self, alive: NDArray[np.bool_]) -> Sentences:
        """The text that is left of this one when only the sentences stay where `alive` (bool[n]) is true."""
        if alive.all():
            return self
        lengths, n_words = np.diff(self.bounds)[alive], np.diff(self.first_word)[alive]
        bounds, first_word = np.append(0, np.cumsum(lengths)), np.append(0, np.cumsum(n_words))
        word_stays = np.repeat(alive, np.diff(self.first_word))
        shift = np.repeat(bounds[:-1] - self.bounds[:-1][alive], n_words).astype(np.int32)
        text = "".join(
            self.text[a:b] for (a, b), stays in zip(pairwise(self.bounds.tolist()), alive, strict=True) if stays
        )
        starts, ends = self.starts[word_stays] + shift, self.ends[word_stays] + shift
        return Sentences(text, self.words[word_stays], starts, ends, bounds, first_word)


def whole(texts: Sequence[str]) -> list[Sentences]:
    """Each text as one sentence, where nothing is cut: in a fraction of the time."""
    tokens = tokenize(texts)
    found = []
    for number, text in enumerate(texts):
        own = tokens.of(number)
        ends, words = np.array([0, len(text)], np.int64), np.array([0, len(own)], np.int64)
        found.append(_with(text, own, ends, words))
    return found


def sentences_of(texts: Sequence[str]) -> list[Sentences]:
    r"""The sentences of each text.

    >>> [text] = sentences_of(["The river rose. «Nobody was hurt», she said.\nSchools stay closed."])
    >>> [text.text[a:b] for a, b in zip(text.bounds, text.bounds[1:])]
    ['The river rose. ', '«Nobody was hurt», she said.\n', 'Schools stay closed.']
    """
    tokens = tokenize(texts)
    begins = sentence_begins(texts, tokens)
    found = []
    for number, text in enumerate(texts):
        own = tokens.of(number)
        begin = begins[tokens.offsets[number] : tokens.offsets[number + 1]]
        bounds, first_word = [0], [0]
        quoted, line = _quotations(text), 0
        for word in np.flatnonzero(begin >= 0)[1:].tolist():
            gap, at = text[own.ends[word - 1] : own.starts[word]], int(begin[word])
            n_words = word - line
            line = word if _LINE_BREAK.search(gap) else line
            if (
                not quoted[at]
                and _may_be_cut(gap, gap[: at - own.ends[word - 1]], n_words)
                and not _continues(text, at)
            ):
                bounds.append(at)
                first_word.append(word)
        ends, words = np.array([*bounds, len(text)], np.int64), np.array([*first_word, len(own)], np.int64)
        found.append(_with(text, own, ends, words))
    return found


def _with(text: str, tokens: Tokens, bounds: NDArray[np.int64], first_word: NDArray[np.int64]) -> Sentences:
    """The sentences of one text; its words are copied, as a view would keep those of the whole batch in memory."""
    return Sentences(text, tokens.hashes.copy(), tokens.starts.copy(), tokens.ends.copy(), bounds, first_word)


def _quotations(text: str) -> NDArray[np.bool_]:
    """Whether each place between two characters is inside a quotation that opens and closes in one line."""
    inside = np.zeros(len(text) + 1, np.bool_)
    for quotation in _QUOTATION.finditer(text):
        inside[quotation.start() + 1 : quotation.end()] = True
    return inside


def _may_be_cut(gap: str, before: str, n_words: int) -> bool:
    """Whether what stands between two sentences parts them for good: `before` is the part of the gap before the second.

    What follows an ellipsis may go on with it, and a line that ends with a comma or announces the next one is left with
    it. So is a line of so many words that ends with no mark and is no headline: it is broken inside a sentence.
    """
    if _GOES_ON.search(before):
        return False
    line_break = _LINE_BREAK.search(gap)
    if line_break is None:
        return not _ELLIPSIS.search(before)
    ends = _ENDS_SENTENCE.search(gap, 0, line_break.start()) or _PARAGRAPH.search(gap)
    return bool(ends) or n_words <= MAX_LABEL


def _continues(text: str, at: int) -> bool:
    """Whether a character belongs to the grapheme before it: a mark, a joiner, a selector, a modifier of emoji."""
    char = text[at]
    is_mark = unicodedata.category(char).startswith("M") or any(a <= char <= b for a, b in _MODIFIERS)
    return is_mark or char in _JOINERS or text[at - 1] in _JOINERS

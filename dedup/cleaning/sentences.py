"""Where a text may be cut: between sentences and lines, never inside a grapheme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.repeats.layout import is_wrapped
from dedup.text.sentences import segment
from dedup.text.tokens import Tokens, tokenize

_JOINERS = frozenset("\u200c\u200d")
_SPACED = ".!?؟…۔"  # end a sentence before space, as in `text.sentences`
_ALONE = "。！？｡।॥"  # and these anywhere
_PARAGRAPH = re.compile(r"\n(?:[ \t\r]*\n|[ ]{2}|\t)")  # a blank line, or a line set in
MAX_LABEL = 12
"""Words of a byline, headline or label, which need no mark at the end of their line."""

_QUOTATION = re.compile(
    r"«[^«»\n]*»|“[^“”\n]*”|„[^„“”\n]*[“”]|「[^「」\n]*」"
    r"|(?<![^\s(\[:،,«])\"[^\"\n]*\"(?=[\s.,،؛;:!?؟…)\]»]|$)"
)
"""A quotation in one line. Straight marks open after a space and close before a space or a mark."""

_PAUSES = ("،", ",", "؛", ";", "、", "，")
_ELLIPSIS = re.compile(r"\.\.|…")
_NUMBERING = re.compile(r"(?:^|[\n\r])\W{0,3}\d{1,3}\.\s*$")

_ABBREVIATION = re.compile(
    r"(?<!\w)(?:[^\W\d_]|Drs?|M(?:rs?|s|essrs)|Prof|Rev|Hon|St|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|[JS]r|No|vs|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$",
    re.IGNORECASE,
)
"""A letter that stands for a name or a title ("د.", "J."), and what English abbreviates before a name or a number."""

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
        shift = np.repeat(bounds[:-1] - self.bounds[:-1][alive], n_words)
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
    edges = segment(texts, tokens).edges
    found = []
    for number, text in enumerate(texts):
        own = tokens.of(number)
        opening = np.flatnonzero(edges[tokens.offsets[number] : tokens.offsets[number + 1]])
        bounds, first_word = [0], [0]
        wrapped, line = is_wrapped(text), 0
        quoted = _quotations(text)
        for word in opening[1:].tolist():
            start, end = int(own.ends[word - 1]), int(own.starts[word])
            at = _bound(text, start, end)
            broken = _is_broken_line(text[start:end], word - line, wrapped=wrapped)
            line = word if any(map(_breaks_line, text[start:end])) else line
            if at is not None and not broken and not quoted[at]:
                bounds.append(at)
                first_word.append(word)
        ends, words = np.array([*bounds, len(text)], np.int64), np.array([*first_word, len(own)], np.int64)
        found.append(_with(text, own, ends, words))
    return found


def _with(text: str, tokens: Tokens, bounds: NDArray[np.int64], first_word: NDArray[np.int64]) -> Sentences:
    """The sentences of one text; its words are copied, as a view would keep those of the whole batch in memory."""
    return Sentences(text, tokens.hashes.copy(), tokens.starts.copy(), tokens.ends.copy(), bounds, first_word)


def _bound(text: str, start: int, end: int) -> int | None:
    """Where between two words, at `start` and `end`, the next sentence begins, its opening marks included.

    That is after the white space behind the mark that ends the sentence; after the mark and what it closes where its
    script is written without spaces. None where a grapheme would be torn.
    """
    at = start
    while at < end and text[at] not in _SPACED + _ALONE and not _breaks_line(text[at]):
        at += 1
    if at < end and text[at] in _ALONE:
        while at < end and (text[at] in _SPACED + _ALONE or _closes(text[at])):
            at += 1
    else:
        while at < end and not text[at].isspace():
            at += 1
    if text[start:at].rstrip().endswith((":", "：")):
        return None  # a line that announces the next one is left with it
    if text[start:at].endswith(_PAUSES):
        return None  # "»،": the sentence goes on behind what it quotes
    if _NUMBERING.search(text, max(start - 8, 0), at):
        return None  # "3." before an entry of a list
    if not any(map(_breaks_line, text[start:end])):
        if _ELLIPSIS.search(text, start, at):
            return None  # what follows may go on with it
        if _ABBREVIATION.search(text, max(start - 6, 0), at):
            return None  # "Dr. Smith"
    while at < end and text[at].isspace():
        at += 1
    return None if _continues(text[at]) or text[at - 1] in _JOINERS else at


def _quotations(text: str) -> NDArray[np.bool_]:
    """Whether each place between two characters is inside a quotation that opens and closes in one line."""
    inside = np.zeros(len(text) + 1, np.bool_)
    for quotation in _QUOTATION.finditer(text):
        inside[quotation.start() + 1 : quotation.end()] = True
    return inside


def _is_broken_line(gap: str, n_words: int, *, wrapped: bool) -> bool:
    """Whether a line of so many words seems to be broken inside a sentence: it ends with no mark, and is no headline.

    `gap` stands between its last word and the next one.
    """
    if not any(map(_breaks_line, gap)) or _PARAGRAPH.search(gap):
        return False
    before = gap[: next(k for k, char in enumerate(gap) if _breaks_line(char))]
    return not any(char in _SPACED + _ALONE for char in before) and (wrapped or n_words > MAX_LABEL)


def _breaks_line(char: str) -> bool:
    return char in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def _closes(char: str) -> bool:
    return char in "\"'»”’›" or unicodedata.category(char) in {"Pe", "Pf"}


def _continues(char: str) -> bool:
    """Whether a character belongs to the grapheme before it: a mark, a joiner, a selector, a modifier of emoji."""
    return unicodedata.category(char).startswith("M") or char in _JOINERS or any(a <= char <= b for a, b in _MODIFIERS)

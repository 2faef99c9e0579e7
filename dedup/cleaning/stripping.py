"""What an article loses for what it is itself: texts that stand in it twice, and its outlet's boilerplate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dedup.cleaning.decisions import Cut
from dedup.cleaning.overlap import Words
from dedup.cleaning.sentences import Sentences
from dedup.results import Repeat, Span

MIN_INSIDE = 5
"""Words of boilerplate that is cut from the middle of an article: shorter lines there are mostly the headings that an
outlet puts over the parts of a daily report. At the head and the foot they are mastheads and addresses."""

OwnCut = tuple[range, Cut]
"""Sentences of a text that are cut, and why."""


def repeat_cuts(repeat: Repeat, text: Sentences) -> Iterator[OwnCut]:
    """The sentences of later occurrences that stand word for word in the first, which stays."""
    first_span, *later = repeat.spans
    first = _words(text, first_span)
    for start, end in later:
        for begin, stop in _runs([s for s in text.inside(start, end) if _stands_in(_of(text, s), first)]):
            yield range(begin, stop), Cut(repeat.article, "repeat", (0, 0), 0, repeat.article, first_span)


def boilerplate_cuts(article_id: str, spans: Sequence[Span], text: Sentences) -> Iterator[OwnCut]:
    """The sentences that are an outlet's boilerplate; none where nothing else would be left."""
    found = sorted({sentence for start, end in spans for sentence in text.inside(start, end)})
    if len(found) == len(text):
        return
    for begin, stop in _runs(found):
        at_edge = begin == 0 or stop == len(text)
        if at_edge or text.first_word[stop] - text.first_word[begin] >= MIN_INSIDE:
            yield range(begin, stop), Cut(article_id, "boilerplate", (0, 0), 0, "", None)


def _of(text: Sentences, sentence: int) -> Words:
    return text.words[text.first_word[sentence] : text.first_word[sentence + 1]]


def _words(text: Sentences, span: Span) -> Words:
    return text.words[np.searchsorted(text.starts, span[0]) : np.searchsorted(text.ends, span[1], side="right")]


def _stands_in(words: Words, others: Words) -> bool:
    """Whether words stand in a row among others."""
    found = others.tobytes().find(words.tobytes())
    while found % words.itemsize and found >= 0:
        found = others.tobytes().find(words.tobytes(), found + 1)
    return found >= 0


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Begin and end of each run of numbers that follow one another."""
    begin = 0
    for k in range(1, len(numbers) + 1):
        if k == len(numbers) or numbers[k] != numbers[k - 1] + 1:
            yield numbers[begin], numbers[k - 1] + 1
            begin = k

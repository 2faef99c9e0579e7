"""What an article loses for what it is itself: texts that stand in it twice, and its outlet's boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cleaning.decisions import Cut
from dedup.cleaning.overlap import Words
from dedup.cleaning.sentences import MAX_LABEL, Sentences
from dedup.credits.detect import detect
from dedup.results import Repeat, Span
from dedup.text.folding import fold
from dedup.text.marks import (
    CLOSERS,
    CLOSING_BRACKETS,
    COLONS,
    DASHES,
    DOUBLE_QUOTES,
    ENDS,
    OPENING_BRACKETS,
    OPENING_QUOTES,
    STRAIGHT_QUOTES,
    any_of,
)

MIN_INSIDE = 5
"""Words of boilerplate that is cut from the middle of an article: shorter lines there are mostly the headings that an
outlet puts over the parts of a daily report. At the head and the foot they are mastheads and addresses."""

MIN_REPEATED = 20
"""Words of a line or passage that is cut because it stands in the article before. Shorter ones are refrains, entries of
lists, the same dose of another drug, and "a royal decree was drawn up on that": they say something where they stand."""

MIN_CAPTION = 6
"""Words of a caption; shorter lines that stand twice in a row are verses and labels."""

_CLOSERS = DOUBLE_QUOTES + CLOSING_BRACKETS
_SERVICE = re.compile(
    rf"^[\s*•·ـ{re.escape(DASHES)}]*(?:خدمة|خاص بـ*)\s*:?\s*"
    rf"{any_of(DOUBLE_QUOTES, OPENING_BRACKETS, '}')}[^{re.escape(_CLOSERS)}\n]{{2,40}}{any_of(_CLOSERS)}"
    r"|\b(?:News|Press|Wire|Features?) (?:Service|Syndicate)\b"
)
"""How papers name another paper's service, of which there are too many to list: "خدمة «نيويورك تايمز»"."""

MAX_SERVICE = 12
"""Words of a line that names a service; in a longer one somebody tells of it."""

MAX_BYLINE = 8
"""Words of a line at the head or the foot that names who wrote the article, where, or what the author is."""

_NO_BYLINE = re.compile(rf"[\d@#…]|\.\.|https?:|www\.|{any_of(ENDS, COLONS)}\s*$|^\W*Next Previous\W*$")
_BULLETED = re.compile(rf"\s*{any_of('*•·', STRAIGHT_QUOTES, OPENING_QUOTES)}")
_FINISHED = re.compile(rf"{any_of(ENDS, COLONS)}[\s{re.escape(CLOSERS)}]*$|\n\s*\n\s*$")

OwnCut = tuple[range, Cut]
"""Sentences of a text that are cut, and why."""


def repeat_cuts(repeat: Repeat, text: Sentences, title: str) -> Iterator[OwnCut]:
    """The sentences of later occurrences that stand word for word in the first, which stays.

    Short ones go only as captions or the article's `title`: a byline stands over each item of a round-up.
    """
    first_span, *later = repeat.spans
    first = _words(text, first_span)
    n_words = len(first)
    is_furniture = (repeat.kind == "caption" and n_words >= MIN_CAPTION) or fold(repeat.text) == fold(title)
    for start, end in later:
        for begin, stop in _runs([s for s in text.inside(start, end) if _stands_in(_of(text, s), first)]):
            if not is_furniture and text.first_word[stop] - text.first_word[begin] < MIN_REPEATED:
                continue
            yield range(begin, stop), Cut(repeat.article, "repeat", (0, 0), 0, repeat.article, first_span)


def credited(texts: Sequence[Sentences]) -> list[NDArray[np.bool_]]:
    r"""Of each text, which sentences say who provided it, bool[sentences]: to its reader these are no boilerplate.

    >>> from dedup.cleaning.sentences import sentences_of
    >>> credited(sentences_of(["The river rose.\n* New York Times News Service", "Share this: ..."]))
    [array([False,  True]), array([False])]
    """
    found = []
    for text in texts:
        lines = [text.text[start:end] for start, end in pairwise(text.bounds.tolist())]
        is_short = np.diff(text.first_word) <= MAX_SERVICE
        found.append(is_short & np.array([bool(_SERVICE.search(line)) for line in lines], np.bool_))
    for credit in detect([Article(str(k), text.text) for k, text in enumerate(texts)]):
        if credit.role == "credit" and credit.field == "text":
            text = texts[int(credit.article)]
            found[int(credit.article)][np.searchsorted(text.bounds, credit.span[0], side="right") - 1] = True
    return found


def _bylines(text: Sentences, boilerplate: Set[int]) -> Iterator[int]:
    """Short lines without an address or a number, at the head and the foot or among the boilerplate there."""
    n_words = np.diff(text.first_word).tolist()
    for order in (range(len(text)), range(len(text) - 1, -1, -1)):
        for k in order:
            if n_words[k] <= MAX_BYLINE:
                line = text.text[text.bounds[k] : text.bounds[k + 1]].rstrip()
                if (n_words[k] > 1 or _BULLETED.match(line)) and not _NO_BYLINE.search(line):
                    yield k
            elif k not in boilerplate:
                break


def boilerplate_cuts(
    article_id: str, spans: Sequence[Span], text: Sentences, credits: NDArray[np.bool_]
) -> Iterator[OwnCut]:
    """The sentences that are an outlet's boilerplate, but for `credits` and bylines; none where nothing else is left.

    A line that goes on in the next one, or goes on from the last, is not parted from it.
    """
    boilerplate = {k for start, end in spans for k in text.inside(start, end)}
    if len(boilerplate) == len(text):
        return
    stays = {*np.flatnonzero(credits).tolist(), *_bylines(text, boilerplate)}
    found = sorted(boilerplate - stays)
    for begin, stop in _runs(found):
        if begin and not _is_finished(text, begin - 1) and begin - 1 not in stays:
            continue
        if stop < len(text) and begin and not _is_finished(text, stop - 1):
            continue
        at_edge = begin == 0 or stop == len(text)
        if at_edge or text.first_word[stop] - text.first_word[begin] >= MIN_INSIDE:
            yield range(begin, stop), Cut(article_id, "boilerplate", (0, 0), 0, "", None)


def _is_finished(text: Sentences, sentence: int) -> bool:
    """Whether a sentence ends with a mark, or before an empty line, or is long enough for a paragraph."""
    long = text.first_word[sentence + 1] - text.first_word[sentence] > MAX_LABEL
    return bool(long or _FINISHED.search(text.text[text.bounds[sentence] : text.bounds[sentence + 1]]))


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

"""The verdict on one article beside those that stay: whether it may go, and which of its sentences have been seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.decisions import RemovalReason
from dedup.cleaning.overlap import Overlap
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences
from dedup.confirm.relation import MIN_BOTH, MIN_WHOLE

MIN_WORDS = 8
"""Words of a text that says something by itself; of a shorter one, such as a name, the title must be the same too."""


_ITEM = re.compile(r"(?:^|\n)\s*(?:[(\[]?\d{1,3}\s*[-–—ـ.)\]/]\s*\D|[•▪■●◦*-]\s*\w)")
"""The beginning of an entry of a list."""

_CONTINUES = re.compile(
    r"\W*(?:و?(?:أضاف|اضاف|قال|تابع|أوضح|اوضح|أكد|اكد|زاد|أشار|اشار|بين|بيّن|ذكر|أردف|اردف|استطرد|ختم)(?:ت)?(?:\s+قائلا)?\s*[:،,«\"“(]"
    r"|(?:داعيا|مشيرا|مضيفا|مؤكدا|موضحا|مبينا|لافتا|منوها|معربا|معتبرا|مشددا|مشيدا|سائلا|متمنيا)(?:ً)?\b"
    r"|(?:he|she|they)\b)",
    re.IGNORECASE,
)
"""The beginning of a sentence whose speaker is named in the one before."""

_ADDRESS = re.compile(r"https?:|www\.|\w@\w|\w\.(?:com|net|org|gov|edu|info|sa)\b", re.IGNORECASE)

MAX_LEFT_OUT = 3
"""Words inside a text that the kept one leaves out with nothing in their place: four make a clause of their own. More
may be exchanged for others, and stand at an end, as bylines do."""


def relation_of(article: Sentences, kept: Sentences, overlap: Overlap) -> RemovalReason | None:
    """How an article relates to one that is kept, if most of it stands there."""
    if np.array_equal(article.words, kept.words):
        return "exact"
    if overlap.covered >= MIN_BOTH and overlap.other_covered >= MIN_BOTH:
        return "reprint" if max(overlap.covered, overlap.other_covered) >= MIN_WHOLE else None
    return "contained" if overlap.covered >= MIN_WHOLE else None


def is_contained(article: Sentences, kept: Sentences, overlap: Overlap, policy: Policy) -> bool:
    """Whether nothing of substance of an article is lacking in one that is kept, as `Policy` defines it."""
    lost = overlap.places < 0
    if lost.sum() > policy.max_lost * len(lost):
        return False
    begins, ends = runs(lost)
    if len(begins) and (ends - begins).max() > policy.max_lost_run:
        return False
    inside = (begins > 0) & (ends < len(lost))
    left_out = overlap.places[begins[inside] - 1] + 1 == overlap.places[ends[inside]]
    if ((ends - begins)[inside][left_out] > MAX_LEFT_OUT).any():
        return False
    gone = lost & ~np.isin(article.words, kept.words)
    missing = [article.text[article.starts[i] : article.ends[i]] for i in np.flatnonzero(gone).tolist()]
    if any(map(_has_digit, missing)):
        return False
    begins, ends = runs(gone)
    return not any(
        _ADDRESS.search(article.text[article.starts[i] : article.ends[j]])
        for i, j in zip(begins.tolist(), (ends - 1).tolist(), strict=True)
    )


def is_remnant(article: Sentences, new: NDArray[np.bool_], policy: Policy) -> bool:
    """Whether those words of an article that were not seen are no more than a byline, without a number."""
    left = np.flatnonzero(new).tolist()
    return len(left) <= policy.max_lost_run and not any(
        _has_digit(article.text[article.starts[i] : article.ends[i]]) for i in left
    )


def _has_digit(word: str) -> bool:
    return any(char.isnumeric() for char in word)


def runs(marked: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Begin and end of each run of true values.

    >>> runs(np.array([True, True, False, True]))
    (array([0, 3]), array([2, 4]))
    """
    edges = np.flatnonzero(np.diff(marked.astype(np.int8), prepend=0, append=0))
    return edges[::2], edges[1::2]


def seen_sentences(
    article: Sentences, overlaps: Mapping[int, Overlap], policy: Policy
) -> Iterator[tuple[int, int, int]]:
    """Stretches of sentences that stand word for word in a kept article: its number, the first sentence, and the end.

    `overlaps` are those with kept articles, the preferred first. A sentence without words goes with the one before it.
    A list is not torn: what is left of it would look like the whole. Nor is a speaker parted from what he says next.
    """
    sentences = [article.text[a:b] for a, b in pairwise(article.bounds.tolist())]
    items = [bool(_ITEM.search(sentence)) for sentence in sentences]
    follows = [bool(_CONTINUES.match(sentence)) for sentence in sentences]
    n_words = np.diff(article.first_word)
    open_sentences = np.ones(len(article), np.bool_)
    for number, overlap in overlaps.items():
        places = overlap.places
        broken = np.append(0, np.cumsum((places[1:] != places[:-1] + 1) | (places[1:] < 0)))
        first, last = article.first_word[:-1], np.maximum(article.first_word[1:] - 1, article.first_word[:-1])
        seen = np.zeros(len(article), np.bool_)
        has_words = n_words > 0
        seen[has_words] = (broken[last[has_words]] == broken[first[has_words]]) & (places[first[has_words]] >= 0)
        for begin, end in _untorn(runs(seen & open_sentences), items, follows):
            if n_words[begin:end].sum() >= policy.min_seen:
                open_sentences[begin:end] = False
                yield number, int(begin), int(end)


def _untorn(
    stretches: tuple[NDArray[np.int64], NDArray[np.int64]], items: Sequence[bool], follows: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Stretches of sentences without what at their ends belongs to the sentences outside."""
    for first, last in zip(*(side.tolist() for side in stretches), strict=True):
        begin, end = first, last
        while begin < end and begin > 0 and items[begin] and items[begin - 1]:
            begin += 1
        while end > begin and end < len(items) and ((items[end - 1] and items[end]) or follows[end]):
            end -= 1
        if begin < end:
            yield begin, end

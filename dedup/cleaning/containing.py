"""Whether an article may go: how it relates to one that stays, and whether its content stands there."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.decisions import RemovalReason
from dedup.cleaning.numerals import value_of, values_in
from dedup.cleaning.overlap import Overlap
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences
from dedup.confirm.relation import MIN_BOTH, MIN_WHOLE

MIN_WORDS = 8
"""Words of a text that says something by itself; of a shorter one, such as a name, the title must be the same too."""


MIN_EXCHANGED = 30
"""Words of a text in which some may be exchanged for others. In a shorter one it may be all that is new: "started
trading the stock of Sherwood Group, which went public today"."""

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
    if not lost.any():
        return True
    begins, ends = runs(lost)
    lengths, inside = ends - begins, (begins > 0) & (ends < len(lost))
    if lost.sum() > policy.max_lost * len(lost) or lengths.max() > policy.max_lost_run:
        return False
    left_out = np.zeros(len(begins), np.bool_)  # with nothing in their place
    left_out[inside] = overlap.places[begins[inside] - 1] + 1 == overlap.places[ends[inside]]
    if (lengths[left_out] > MAX_LEFT_OUT).any():
        return False
    if len(lost) < MIN_EXCHANGED and (inside & ~left_out).any():
        return False
    gone = lost & ~np.isin(article.words, kept.words)
    return not _lacks_numbers(article, gone, kept) and not any(
        _ADDRESS.search(article.text[article.starts[begin] : article.ends[end - 1]])
        for begin, end in zip(*runs(gone), strict=True)
    )


def _lacks_numbers(article: Sentences, gone: NDArray[np.bool_], kept: Sentences) -> bool:
    """Whether a word that is gone is a number that stands in the kept text neither in digits nor in words."""
    words = [article.text[article.starts[i] : article.ends[i]] for i in np.flatnonzero(gone).tolist()]
    values = [value_of(word) for word in words if _has_digit(word) or value_of(word) is not None]
    return bool(values) and not values_in(kept.text) >= set(values)


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

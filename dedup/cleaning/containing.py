"""Whether an article may go: how it relates to one that stays, and whether its content stands there."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.decisions import RemovalReason
from dedup.cleaning.overlap import Overlap
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences
from dedup.differences.safety import REWORDED, is_silent, may_go
from dedup.judge.judged import Judged
from dedup.judge.relation import BOILERPLATE, CONTAINED, PARTIAL, REPRINT, TEMPLATE, copy_whole, whole_or_partial

MIN_EXCHANGED = 30
"""Words of a text in which some may be exchanged for others. In a shorter one it may be all that is new: "started
trading the stock of Sherwood Group, which went public today"."""

MIN_FORM = 48
"""Words that two articles share from which one may go though they are formula. What a shorter form is about stands in
its title, or in a number that it has twice: "Qtly div 10 cts vs 10 cts"."""

_ADDRESS = re.compile(r"https?:|www\.|\w@\w|\w\.(?:com|net|org|gov|edu|info|sa)\b", re.IGNORECASE)

MAX_LEFT_OUT = 3
"""Words inside a text that the kept one leaves out with nothing in their place: four make a clause of their own. More
may be exchanged for others, and stand at an end, as bylines do."""


def shares_enough(judged: Judged) -> Judged:
    """The pairs that are looked at: those that share substance, and those of which one may be a copy all the same.

    Whether wording is formula depends on how many others have it, and so on what else is in the collection; whether an
    article stands in another does not. Two fillings of one form are not looked at. Passages are left out: a clean
    aligns anew what is left of the texts. Of stubs (`judge.stubs`) the same words are no copy.
    """
    alignments = judged.alignments
    n_common = alignments.sums(alignments.passages["n_common"])
    whole = copy_whole(judged.scores)
    bare = alignments.without_passages(np.ones(len(alignments.passages), np.bool_))
    is_stub = (judged.relations == BOILERPLATE) & (judged.scores["similarity"] == 1)
    is_copy = whole & (n_common >= MIN_FORM) & (judged.relations != TEMPLATE) & ~is_stub
    return replace(judged, alignments=bare).selected((judged.relations <= PARTIAL) | is_copy)


def relation_of(article: Sentences, kept: Sentences, overlap: Overlap) -> RemovalReason | None:
    """How an article relates to one that is kept, if most of it stands there."""
    if np.array_equal(article.words, kept.words):
        return "exact"
    relation = whole_or_partial(overlap.covered, overlap.other_covered)
    if relation == CONTAINED and overlap.covered < overlap.other_covered:  # the kept one is the one contained
        return None
    return _REMOVED_AS.get(relation)


_REMOVED_AS: dict[int, RemovalReason] = {REPRINT: "reprint", CONTAINED: "contained"}


def is_contained(article: Sentences, kept: Sentences, overlap: Overlap, policy: Policy) -> bool:
    """Whether nothing of an article is lacking in one that is kept, or stands there otherwise (`Policy`)."""
    if not policy.reworded:
        return _lacks_little(overlap, policy) and may_go(article, kept, overlap.places)
    return _is_reworded(article, kept, overlap, policy) and may_go(article, kept, overlap.places, REWORDED)


def _lacks_little(overlap: Overlap, policy: Policy) -> bool:
    """Whether no more of an article's words are lacking in the kept one than a policy allows."""
    n_lost = overlap.n_lost
    if n_lost == 0 or n_lost > policy.max_lost * len(overlap.places):
        return n_lost == 0
    begins, ends = runs(overlap.places < 0)
    return int((ends - begins).max()) <= policy.max_lost_run


def _is_reworded(article: Sentences, kept: Sentences, overlap: Overlap, policy: Policy) -> bool:
    """Whether an article was edited as newsrooms do, rather than being another filling of the same form."""
    if not _lacks_little(overlap, policy):
        return False
    lost = overlap.places < 0
    if not lost.any():
        return True
    begins, ends = runs(lost)
    lengths, inside = ends - begins, (begins > 0) & (ends < len(lost))
    left_out = np.zeros(len(begins), np.bool_)  # with nothing in their place
    left_out[inside] = overlap.places[begins[inside] - 1] + 1 == overlap.places[ends[inside]]
    if (lengths[left_out] > MAX_LEFT_OUT).any():
        return False
    if len(lost) < MIN_EXCHANGED and (inside & ~left_out).any():
        return False
    gone = lost.copy()  # of these words, those that stand nowhere in the kept one
    gone[lost] = ~(article.words[lost, None] == kept.words).any(axis=1)
    return not any(
        _ADDRESS.search(article.text[article.starts[begin] : article.ends[end - 1]])
        for begin, end in zip(*runs(gone), strict=True)
    )


def is_remnant(article: Sentences, new: NDArray[np.bool_], policy: Policy) -> bool:
    """Whether those words of an article that were not seen are no more than a byline."""
    return int(new.sum()) <= policy.max_lost_run and all(
        is_silent(article, int(begin), int(end)) for begin, end in zip(*runs(new), strict=True)
    )


def runs(marked: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Begin and end of each run of true values.

    >>> runs(np.array([True, True, False, True]))
    (array([0, 3]), array([2, 4]))
    """
    padded = np.zeros(len(marked) + 2, np.bool_)
    padded[1:-1] = marked
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]

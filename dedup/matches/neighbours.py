"""Neighbours: pairs that nobody nominated, of articles that share a passage with a third one.

A wording that many articles have nominates each of them with a few representatives only (`candidates.nominate.CAPPED`).
What two of them have in common stands in a representative too: where their passages overlap there, both have its words.
So the passages of aligned pairs, seen on the third article, say which further pairs are worth aligning. A wording that
very many articles have (182 or more) says nothing here: the work stays linear in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import split
from dedup.candidates.sorting import distinct, sort
from dedup.corpus.days import same_days
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged
from dedup.judge.relation import MIN_ACROSS, REPRINT, evidence_needed
from dedup.records import EDITED, Ragged
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import chunks, on_threads
from dedup.text.grams import GRAM
from dedup.weigh.evidence import LONG_RUN, MIN_STORY_RUN
from dedup.weigh.marks import REPEATED
from dedup.weigh.rarity import GRAM_BITS, LASTING_WEIGHTS, LONG_WEIGHTS, N_LEVELS, STORY_WEIGHTS, WEIGHTS

CHUNK = 512
"""Articles whose neighbours a thread takes at a time."""

MAX_NEIGHBOURS = 128
"""Neighbours of an article up to which every two of them are looked at, 8,128 pairs; what more have in common with it
connects them through it. Among 680 US articles on one event 1,803 pairs amount to reuse that nobody nominated: up to 64
neighbours bring back 74 % of them, up to 128 95 %."""

HELD = np.dtype(
    [(name, np.int64) for name in ("article", "other")]
    + [(name, np.int32) for name in ("begin", "end")]
    + [("weight", np.float32), ("is_reprint", np.bool_)]
)
"""A passage that an article shares with another one: its span of tokens in the article, what all words that the two
share weigh, and whether they are reprints of each other."""

Side = Literal["a", "b"]
SIDES: tuple[Side, Side] = ("a", "b")

FAR, NEAR, LONG = range(3)
_IS_COUNTED = np.arange(len(WEIGHTS)) & 0x07 != N_LEVELS - 1
_TABLES = np.where(_IS_COUNTED, np.stack([LASTING_WEIGHTS, STORY_WEIGHTS, LONG_WEIGHTS]), 0).astype(np.float32)


class Neighbours(NamedTuple):
    """What articles share with others, sorted by article, other, and place.

    Neighbour i shares `passages[offsets[i]:offsets[i + 1]]` (HELD) with its article; those of one article stand at
    `of_article[k]:of_article[k + 1]`.
    """

    passages: Annotated[NDArray[np.void], HELD]
    offsets: NDArray[np.int64]
    of_article: NDArray[np.int64]


@inlined
def table_of(near: bool, n_words: int) -> int:
    """By which of the tables the words of so long a stretch count at most (`weigh.evidence.weigh_run`)."""
    table = FAR
    if near and n_words >= LONG_RUN:
        table = LONG
    elif near and n_words >= MIN_STORY_RUN:
        table = NEAR
    return table


@kernel("void(Texts, int64, float32[:, ::1])")
def weights_kernel(texts: Texts, article: int, sums: NDArray[np.float32]) -> None:
    """Fill what the words of an article before each place weigh at most, by each of the tables."""
    begin, n = texts.begin[article], texts.n_tokens[article]
    for table in range(3):
        sums[table, 0] = 0
        for word in range(n):
            weight = np.float32(0)
            if not texts.marks[begin + word] & REPEATED:
                for gram in range(max(word - GRAM + 1, 0), min(word, n - GRAM) + 1):
                    weight = max(weight, _TABLES[table, texts.marks[begin + gram] & GRAM_BITS])
            sums[table, word + 1] = sums[table, word] + weight


@inlined
def overlap_weight(found: Neighbours, i: int, j: int, near: bool, sums: NDArray[np.float32]) -> float:
    """What the words weigh at most that two neighbours both share with their article."""
    passages, offsets = found.passages, found.offsets
    p, q, weight = offsets[i], offsets[j], 0.0
    while p < offsets[i + 1] and q < offsets[j + 1]:
        begin, end = max(passages[p].begin, passages[q].begin), min(passages[p].end, passages[q].end)
        if begin < end:
            table = table_of(near, end - begin)
            weight += sums[table, end] - sums[table, begin]
        if passages[p].end < passages[q].end:
            p += 1
        else:
            q += 1
    return weight


@kernel("int64[::1](Neighbours, int64, float32[:, ::1])")
def heavy_neighbours(found: Neighbours, group: int, sums: NDArray[np.float32]) -> NDArray[np.int64]:
    """The neighbours of an article that share with it what may weigh enough."""
    first, last = found.of_article[group], found.of_article[group + 1]
    heavy, n = np.empty(last - first, np.int64), 0
    for i in range(first, last):
        one = found.passages[found.offsets[i]]
        if one.weight >= MIN_ACROSS and overlap_weight(found, i, i, True, sums) >= MIN_ACROSS:
            heavy[n] = i
            n += 1
    return heavy[:n]


@kernel("uint64[::1](Texts, Neighbours, int64, int64)")
def project_kernel(texts: Texts, found: Neighbours, first: int, last: int) -> NDArray[np.uint64]:
    """The pairs of neighbours of one article whose passages overlap by words that may weigh enough; some stand twice.

    The articles are those from `first` to `last`. Two reprints of one are left out: families bring them together.
    """
    pairs, n = np.empty(1024, np.uint64), 0
    sums = np.empty((3, texts.n_tokens.max() + 1), np.float32)
    for group in range(first, last):
        if found.of_article[group + 1] - found.of_article[group] < 2:
            continue
        weights_kernel(texts, found.passages[found.offsets[found.of_article[group]]].article, sums)
        heavy = heavy_neighbours(found, group, sums)
        for at in range(len(heavy) if len(heavy) <= MAX_NEIGHBOURS else 0):
            one = found.passages[found.offsets[heavy[at]]]
            for later in range(at + 1, len(heavy)):
                other = found.passages[found.offsets[heavy[later]]]
                near = same_days(texts.days[one.other], texts.days[other.other])
                if one.is_reprint and other.is_reprint:
                    continue
                weight = overlap_weight(found, heavy[at], heavy[later], near, sums)
                if weight < evidence_needed(texts, one.other, other.other, weight, 0.0):
                    continue
                if n == len(pairs):
                    grown = np.empty(2 * n, np.uint64)
                    grown[:n] = pairs
                    pairs = grown
                smaller, larger = min(one.other, other.other), max(one.other, other.other)
                pairs[n] = (np.uint64(smaller) << np.uint64(32)) | np.uint64(larger)
                n += 1
    return pairs[:n].copy()


def pairs_of_neighbours(texts: Texts, parts: Sequence[Judged], threads: int = 1) -> NDArray[np.uint64]:
    """The pairs worth aligning that aligned pairs speak for, those among them; each once, sorted."""
    return projected(texts, neighbours_of(parts), threads)


def projected(texts: Texts, neighbours: Neighbours, threads: int = 1) -> NDArray[np.uint64]:
    """The pairs worth aligning that passages held by articles speak for; each once, sorted.

    Of the articles that hold them the words and marks are looked at, of the others only days and outlets.
    """

    def work(part: slice) -> NDArray[np.uint64]:
        return distinct(sort(project_kernel(texts, neighbours, part.start, part.stop)))

    found = on_threads(work, chunks(len(neighbours.of_article) - 1, CHUNK), threads)
    return distinct(sort(np.concatenate([np.empty(0, np.uint64), *found])))


def neighbours_of(parts: Sequence[Judged]) -> Neighbours:
    """The neighbours of every article among aligned pairs, seen from both sides."""
    return neighbours_among([held_on(part, side) for part in parts for side in SIDES])


def held_on(part: Judged, side: Side) -> NDArray[np.void]:
    """The copied passages of aligned pairs as the articles on one side hold them, HELD[n].

    Of a rewritten one nobody knows which of its words both articles have.
    """
    found = part.alignments.without_passages(part.alignments.passages["kind"] > EDITED)
    article, other = split(part.pairs) if side == "a" else split(part.pairs)[::-1]
    passages = Ragged(found.passages, found.offsets)
    owners, evidence = passages.owners, found.evidence
    held = np.empty(len(owners), HELD)
    held["article"], held["other"] = article[owners], other[owners]
    held["begin"], held["end"] = passages.values[f"begin_{side}"], passages.values[f"end_{side}"]
    held["weight"] = np.maximum(evidence["by_rarity"], evidence["by_spread"])[owners]
    held["is_reprint"] = part.relations[owners] <= REPRINT
    return held


def neighbours_among(parts: Sequence[NDArray[np.void]]) -> Neighbours:
    """The neighbours of every article that holds passages (HELD, in any order)."""
    held = np.concatenate([np.empty(0, HELD), *parts])
    held = held[_order(held)]
    article, other = held["article"], held["other"]
    is_new = np.append(True, article[1:] != article[:-1])[: len(held)]
    offsets = np.flatnonzero(is_new | np.append(True, other[1:] != other[:-1])[: len(held)])
    of_article = np.flatnonzero(is_new[offsets])
    return Neighbours(held, np.append(offsets, len(held)), np.append(of_article, len(offsets)))


def _order(held: NDArray[np.void]) -> NDArray[np.int64]:
    """The order of passages (HELD) by article, other, and place.

    Most pairs share one passage: sorted by pairs, in which runs are in order already, few are left to be put in order.
    """
    pairs = (held["article"].astype(np.uint64) << np.uint64(32)) | held["other"].astype(np.uint64)
    order: NDArray[np.int64] = np.argsort(pairs, kind="stable")
    pairs, begin = pairs[order], held["begin"][order]
    same = np.flatnonzero((pairs[1:] == pairs[:-1]) & (begin[1:] < begin[:-1]))
    if len(same):
        bad = np.isin(pairs, pairs[same])
        order[bad] = order[bad][np.lexsort((begin[bad], pairs[bad]))]
    return order

"""The engine: from sketches to confirmed matches and families, in columns of article numbers.

Articles are numbered in the order of their content (`Sketches` in order of their digests), so that neither the order of
arrival nor the number of threads changes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments, align
from dedup.boilerplate import BoilerplatePlaces
from dedup.candidates.nominate import nominate, representatives
from dedup.candidates.pairs import join, split
from dedup.candidates.rare_words import sharing_rare_words
from dedup.candidates.sorting import contains, distinct, sort
from dedup.config import Config
from dedup.families.grouping import family_origins
from dedup.judge.judged import Choice, Judged, joined, stronger, substance
from dedup.judge.relation import CONTAINED, EXACT, Texts, verdicts
from dedup.matches.matches import MatchColumns
from dedup.rewrite.collection import Rewriter
from dedup.runtime.stages import Stages
from dedup.runtime.storage import Arrays, Storage
from dedup.sketch.sketches import Sketches
from dedup.weigh.evidence import REPEATED, flag_kernel, flag_speech
from dedup.weigh.rarity import rarity_marks
from dedup.weigh.rewritten import word_counts

MAX_FAMILY = 100
"""Members of a family up to which every pair in it is aligned; in a larger one each member with the origin and with its
nearest neighbours, those that nominated each other."""

PART = 1 << 20
"""Pairs aligned at a time; what is aligned need not be aligned again when a killed scan is resumed."""

MAX_SAME = 16
"""Pairs between the exact duplicates of two articles up to which each is a match of its own; of more, each duplicate is
matched with one representative of the others: the family's origin where it is among them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine found among N articles: `matches`, and the `origins` of their families, int64[N].

    An article without a family is its own origin. `counts` says how much work was done.
    """

    matches: MatchColumns
    origins: NDArray[np.int64]
    counts: dict[str, int]


class Aligner:
    """Aligns pairs and remembers which, so that no pair is aligned twice."""

    def __init__(
        self,
        sketches: Sketches,
        texts: Texts,
        jobs: int,
        stages: Stages,
        storage: Storage,
        rewriter: Rewriter | None = None,
    ) -> None:
        self._sketches = sketches
        self._texts = texts
        self._jobs = jobs
        self._stages = stages
        self._storage = storage
        self._rewriter = rewriter
        self._parts: list[Judged] = []
        self.tried = np.empty(0, np.uint64)

    def align(self, pairs: NDArray[np.uint64]) -> None:
        """Align those of the pairs, each given once, that were not aligned before."""
        new = sort(pairs[~contains(self.tried, pairs)])
        if len(new):
            with self._stages.stage("align", len(new)) as advance:
                for begin in range(0, len(new), PART):
                    make = partial(self._aligned, new[begin : begin + PART], advance)
                    *found, relations, scores = self._storage.kept(f"align-{len(self._parts)}", make)
                    self._parts.append(Judged(Alignments(*found), relations, scores))
            self.tried = sort(np.concatenate([self.tried, new]))

    def _aligned(self, pairs: NDArray[np.uint64], advance: Callable[[int], None]) -> Arrays:
        """The columns of the pairs' alignments, their relations and scores."""
        spans = (self._sketches.begin, self._sketches.end)

        part = self._judged(
            align(
                self._sketches.tokens, spans, pairs, self._texts.marks, self._texts.days,
                threads=self._jobs, progress=advance, release_memory=self._storage.release_memory,
            )
        )  # fmt: skip
        if self._rewriter is not None:
            part = stronger(part, self._rewritten(self._rewriter, pairs, part))
        found = part.alignments
        return found.pairs, found.passages, found.offsets, found.evidence, part.relations, part.scores

    def _judged(self, alignments: Alignments) -> Judged:
        return Judged(alignments, *verdicts(alignments, self._texts))

    def _rewritten(self, rewriter: Rewriter, pairs: NDArray[np.uint64], copied: Judged) -> Judged:
        """Of the sorted pairs those with rewritten passages, but for pairs in which a whole article is copied."""
        left = pairs[~contains(copied.alignments.pairs[copied.relations <= CONTAINED], pairs)]
        with self._stages.stage("rewritten", len(left)) as advance:

            def aligned(n_pairs: int) -> None:
                advance(n_pairs)
                self._storage.release_memory()

            return self._judged(rewriter.align(left, copied.alignments, aligned))

    def confirm(self, pairs: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Whether each of the pairs, aligned now if it was not before, copies a whole article."""
        self.align(pairs)
        return contains(self.copies(), pairs)

    def copies(self) -> NDArray[np.uint64]:
        """The pairs aligned so far that copy a whole article, sorted."""
        found = [part.alignments.pairs[part.relations <= CONTAINED] for part in self._parts]
        return sort(np.concatenate([np.empty(0, np.uint64), *found]))

    def result(self, wanted: Choice, duplicated: NDArray[np.int64]) -> Judged:
        """What is wanted of everything aligned so far, and the `duplicated` with themselves."""
        n_tokens = self._sketches.n_tokens[duplicated].astype(np.int32)
        zeros = np.zeros_like(n_tokens)
        with_themselves = Judged(
            Alignments(
                join(duplicated, duplicated),
                np.stack([zeros, n_tokens, zeros, n_tokens, n_tokens, zeros], axis=1),
                np.arange(len(duplicated) + 1),
                np.zeros((len(duplicated), 4), np.float32),
            ),
            np.full(len(duplicated), EXACT, np.int8),
            np.ones((len(duplicated), 3), np.float32),
        )
        return joined([*(wanted(part) for part in self._parts), with_themselves])


def find_reuse(
    sketches: Sketches,
    origin_places: NDArray[np.int64],
    days: NDArray[np.int64],
    boilerplate: BoilerplatePlaces,
    config: Config,
    *,
    wanted: Choice = substance,
    jobs: int = 1,
    stages: Stages | None = None,
    storage: Storage | None = None,
    text: Callable[[int], str] | None = None,
) -> Found:
    """Confirmed matches and families among texts in order of their digests, none of them empty.

    `origin_places` ranks the articles as origins (`origin.origin_order`); `days` are the days they were published,
    int64[N] (`days.days_of`); what is `boilerplate` of an outlet counts for nothing; `wanted` says which
    pairs are matches; `storage` keeps what is found on the way. With `text`, which gives the text of an article,
    rewritten passages and summaries are looked for too.
    """
    stages, storage = stages or Stages(), storage or Storage()
    representative = representatives(sketches)
    numbers = np.arange(len(sketches), dtype=np.int64)
    unique = numbers[representative == numbers]
    with stages.stage("nominate", len(unique)):
        (candidates,) = storage.kept("candidates", lambda: (_candidates(sketches, unique, config, jobs, text),))
    sketches = sketches.without_channels()
    with stages.stage("weigh", len(unique)):
        n_own = sketches.n_tokens - boilerplate.n_words(len(sketches))
        (marks,) = storage.kept("marks", lambda: (marks_of(sketches, unique, days, boilerplate, jobs, storage),))
        rewriter = None
        if text is not None:
            counts = word_counts(sketches.tokens, (sketches.begin, sketches.end), unique)
            rewriter = Rewriter(text, sketches.tokens, sketches.begin, marks, counts, jobs)
    texts = Texts(sketches.begin, marks, sketches.n_tokens, n_own, sketches.digests, days, sketches.layout)
    aligner = Aligner(sketches, texts, jobs, stages, storage, rewriter)
    aligner.align(candidates)
    with stages.stage("families"):
        places = origin_places.copy()  # of representatives: the place of the first among their duplicates
        np.minimum.at(places, representative, origin_places)
        by_representative = family_origins(len(sketches), aligner.copies(), places, aligner.confirm)
        inside = _pairs_inside(by_representative[unique], unique, np.bincount(representative, minlength=len(numbers)))
        aligner.align(inside)
        first_of = np.empty(len(sketches), np.int64)  # of representatives: the first among their duplicates
        first_of[representative[np.argsort(-origin_places)]] = np.argsort(-origin_places)
        origins = first_of[by_representative[representative]]
    duplicated = unique[np.bincount(representative, minlength=len(numbers))[unique] > 1]
    result = aligner.result(wanted, duplicated)
    first, second, row = _among_duplicates(result.alignments.pairs, representative, origins)
    return Found(
        MatchColumns(first, second, row, result.alignments, result.relations, result.scores),
        origins,
        {"unique": len(unique), "candidates": len(candidates), "aligned": len(aligner.tried)},
    )


def _candidates(
    sketches: Sketches,
    unique: NDArray[np.int64],
    config: Config,
    jobs: int,
    text: Callable[[int], str] | None,
) -> NDArray[np.uint64]:
    candidates = nominate(sketches, unique, config, jobs)
    if text is None:
        return candidates
    return distinct(sort(np.concatenate([candidates, sharing_rare_words(sketches, unique)])))


def marks_of(
    sketches: Sketches,
    unique: NDArray[np.int64],
    days: NDArray[np.int64],
    boilerplate: BoilerplatePlaces,
    jobs: int,
    storage: Storage,
) -> NDArray[np.uint8]:
    """What is known of the words beginning at each token, uint8[n_tokens]: rarity, boilerplate, speech."""
    most_counts = 1 << 32 if storage.memory is None else storage.memory // 16  # two bytes each: an eighth of the memory
    marks = rarity_marks(sketches.tokens, (sketches.begin, sketches.end), unique, days, jobs, most_counts)
    of_outlet = (boilerplate.article.astype(np.int64), boilerplate.begin, boilerplate.end)
    flag_kernel(marks, sketches.begin, *of_outlet, REPEATED)
    flag_speech(marks, sketches.begin, sketches.layout)
    return marks


@cache
def _all_pairs(n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places i < j of all pairs of n things."""
    i, j = np.triu_indices(n, 1)
    return i, j


def _pairs_inside(
    origins: NDArray[np.int64], articles: NDArray[np.int64], n_same: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """All pairs inside the families of 3 to `MAX_FAMILY` members; `n_same` counts each article's exact duplicates."""
    order = np.argsort(origins, kind="stable")
    bounds = np.flatnonzero(np.append(True, origins[order][1:] != origins[order][:-1]))
    sizes = np.diff(np.append(bounds, len(order)))
    found = [np.empty(0, np.uint64)]
    for begin, size in zip(bounds[sizes > 2], sizes[sizes > 2], strict=True):
        members = articles[order[begin : begin + size]]
        if n_same[members].sum() <= MAX_FAMILY:
            i, j = _all_pairs(int(size))
            found.append(join(members[i], members[j]))
    return sort(np.concatenate(found))


def _among_duplicates(
    pairs: NDArray[np.uint64], representative: NDArray[np.int64], origins: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each pair of representatives as pairs of their exact duplicates: first, second and the pair's row, int64 each."""
    n_same = np.bincount(representative, minlength=len(representative))
    family_size = np.bincount(origins, minlength=len(origins))[origins]
    first, second = split(pairs)
    rows = np.arange(len(pairs), dtype=np.int64)
    single = (n_same[first] == 1) & (n_same[second] == 1)
    found = [np.stack([first[single], second[single], rows[single]], axis=1)]
    for row in rows[~single].tolist():
        a, b = int(first[row]), int(second[row])
        same_a, same_b = range(a, a + int(n_same[a])), range(b, b + int(n_same[b]))  # duplicates stand side by side
        small_family = origins[a] == origins[b] and family_size[a] <= MAX_FAMILY
        if small_family or len(same_a) * len(same_b) <= MAX_SAME:
            both = {(i, j, row) for i in same_a for j in same_b}
        else:
            hub_a = int(origins[a]) if origins[a] in same_a else a
            hub_b = int(origins[b]) if origins[b] in same_b else b
            both = {(i, hub_b, row) for i in same_a} | {(hub_a, j, row) for j in same_b}
        if a == b:
            both = {(min(i, j), max(i, j), row) for i, j, row in both if i != j}
        found.append(np.array(sorted(both), np.int64).reshape(-1, 3))
    firsts, seconds, of_row = np.concatenate(found).T
    return firsts.copy(), seconds.copy(), of_row.copy()

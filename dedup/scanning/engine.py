"""The engine: from sketches to confirmed matches and families, in columns of article numbers.

Articles are numbered in the order of their content (`corpus.Corpus`), so that neither the order of arrival nor the
number of threads changes anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.boilerplate import BoilerplatePlaces
from dedup.candidates.bigrams import sharing_bigrams
from dedup.candidates.nominate import nominate, representatives
from dedup.candidates.rare_words import sharing_rare_words
from dedup.candidates.sorting import contains, distinct, sort
from dedup.config import Config
from dedup.corpus.corpus import Corpus
from dedup.corpus.texts import Texts
from dedup.families.inside import among_duplicates, family_origins
from dedup.judge.fillings import Fillings, fillings
from dedup.judge.forms import beside_forms, with_templates
from dedup.judge.judged import Choice, Judged, substance
from dedup.judge.slots import texts_with_slots, with_slots
from dedup.judge.stubs import stubs
from dedup.matches.columns import MatchColumns
from dedup.matches.confirmer import Confirmer
from dedup.matches.neighbours import pairs_of_neighbours
from dedup.origin import origin_order
from dedup.runtime.stages import Stages
from dedup.runtime.storage import Arrays, Storage
from dedup.sketch.sketches import Sketches
from dedup.weigh.marks import REPEATED, flag_kernel, flag_speech
from dedup.weigh.quoted import flag_widely_quoted
from dedup.weigh.rarity import mark_rarity
from dedup.weigh.rewritten import word_rarity

PART = 1 << 20
"""Pairs aligned at a time; what is aligned need not be aligned again when a killed scan is resumed."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a scan is made: which pairs are `wanted`, with `rewritten` text or without, on how many threads (`jobs`).

    `stages` times it and tells its progress, `storage` keeps what is found on the way. The report shows what concerns
    articles `since` a time. Beside it, `n_processes` may work (`runtime.processes`).
    """

    config: Config
    wanted: Choice = substance
    rewritten: bool = False
    jobs: int = 1
    stages: Stages = field(default_factory=Stages)
    storage: Storage = field(default_factory=Storage)
    since: datetime | None = None
    n_processes: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine found among N articles: `matches`, and the `origins` of their families, int64[N].

    An article without a family is its own origin. `counts` says how much work was done. `texts`, the `representative`
    int64[N] of each article's exact duplicates and the nominated `candidates` are what it found them with.
    """

    matches: MatchColumns
    origins: NDArray[np.int64]
    counts: dict[str, int]
    texts: Texts
    representative: NDArray[np.int64]
    candidates: NDArray[np.uint64]


class Confirmed:
    """The pairs confirmed so far: no pair is aligned twice, also where a killed scan is resumed.

    `texts` are those of the confirmer with what the pairs say of forms (`judge.forms`). Forms are told from the
    candidates and what they lead to; the few pairs that families ask for after that say nothing new of them.
    """

    def __init__(self, confirmer: Confirmer) -> None:
        self._confirmer = confirmer
        self._parts: list[Judged] = []
        self._fillings: list[Fillings] = []
        self._is_filling = np.zeros(len(confirmer.texts.begin), np.bool_)
        self._copies: list[NDArray[np.uint64]] = []
        self._tried: list[NDArray[np.uint64]] = []
        self.texts = confirmer.texts

    def confirm(self, pairs: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Whether each of the pairs, aligned now if it was not before, copies a whole article."""
        news, threads = self._news(), self._confirmer.threads
        found = [beside_forms(part, self.texts, self._is_filling, news, threads) for part in self._aligned(pairs)]
        self._parts += found
        self._copies += _whole_of(found)
        return _contain(self._copies, pairs)

    def confirm_with_forms(self, pairs: NDArray[np.uint64]) -> None:
        """Confirm the pairs, and tell the forms among all that is confirmed."""
        aligned, texts, threads = self._aligned(pairs), self._confirmer.texts, self._confirmer.threads
        with self._confirmer.stages.stage("forms", len(pairs)):
            self._parts += aligned
            self._fillings += [fillings(part.alignments, texts, threads) for part in aligned]
            told_before = self._news()
            self.texts = with_slots(texts, Fillings.joined(self._fillings), threads)
            news = told_before | self._news()
            self._parts, self._is_filling = with_templates(self._parts, self.texts, news, threads)
            self._copies = _whole_of(self._parts)

    def _news(self) -> NDArray[np.bool_]:
        """Of which texts more is known than the pairs were judged by when they were aligned.

        At depth "rewrite" of all: what is a template by the passages of one depth may be none by those of the other.
        """
        if self._confirmer.rewriting is not None:
            return np.ones(len(self.texts.begin), np.bool_)
        return texts_with_slots(self.texts, self._confirmer.texts)

    def _aligned(self, pairs: NDArray[np.uint64]) -> list[Judged]:
        """Those of the pairs that were not tried before, judged without what several copies say of forms."""
        new = sort(pairs[~_contain(self._tried, pairs)])
        parts: list[Judged] = []
        for begin in range(0, len(new), PART):
            name = f"align-{len(self._parts) + len(parts)}"
            *found, relations, scores = self._confirmer.storage.cached(
                name, partial(self._judged, new[begin : begin + PART])
            )
            parts.append(Judged(Alignments(*found), relations, scores))
        self._tried.append(new)
        return parts

    def _judged(self, pairs: NDArray[np.uint64]) -> Arrays:
        part = self._confirmer(pairs)
        found = part.alignments
        return found.pairs, found.passages, found.offsets, found.evidence, part.relations, part.scores

    @property
    def n_tried(self) -> int:
        """How many pairs were aligned."""
        return sum(map(len, self._tried))

    def copies(self) -> NDArray[np.uint64]:
        """The pairs confirmed so far that copy a whole article, sorted."""
        return sort(np.concatenate([np.empty(0, np.uint64), *self._copies]))

    def neighbours(self) -> NDArray[np.uint64]:
        """The pairs that share a passage with a third article, as the pairs confirmed so far have it."""
        with self._confirmer.stages.stage("neighbours"):
            return pairs_of_neighbours(self._confirmer.texts, self._parts, self._confirmer.threads)

    def chosen(self, wanted: Choice) -> Judged:
        """What is wanted of the pairs confirmed so far."""
        return Judged.joined([wanted(part) for part in self._parts])


def _whole_of(parts: Sequence[Judged]) -> list[NDArray[np.uint64]]:
    """Of each part the pairs that copy a whole article, sorted."""
    return [sort(part.pairs[part.whole]) for part in parts]


def _contain(parts: Sequence[NDArray[np.uint64]], pairs: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether each of the pairs is in one of the sorted parts.

    Families ask for few pairs at a time, many times: putting them in order among all others would take longer.
    """
    found = np.zeros(len(pairs), np.bool_)
    for part in parts:
        found |= contains(part, pairs)
    return found


def find_reuse(corpus: Corpus, sketches: Sketches, boilerplate: BoilerplatePlaces, run: Run) -> Found:
    """Confirmed matches and families among the articles of a corpus, none of them empty.

    What is `boilerplate` of an outlet counts for nothing. Where `run.rewritten` says
    so, rewritten passages and summaries are looked for too.
    """
    stages, storage = run.stages, run.storage
    order = origin_order(corpus.published, sketches.n_tokens, corpus.outlets, corpus.outlet_names)
    representative, of_stubs = stubs(
        representatives(sketches),
        lambda text: sketches.tokens[sketches.begin[text] : sketches.end[text]],
        lambda numbers: [corpus.article(number) for number in numbers],
    )
    boilerplate = boilerplate.with_whole(of_stubs, sketches.n_tokens)
    numbers = np.arange(len(sketches), dtype=np.int64)
    unique = numbers[representative == numbers]
    with stages.stage("nominate", len(unique)):
        (candidates,) = storage.cached("candidates", lambda: (_candidates(sketches, unique, run),))
    sketches = sketches.without_channels()
    with stages.stage("weigh", len(unique)):
        n_own = sketches.n_tokens - boilerplate.n_words(len(sketches))
        texts = Texts.of(
            sketches, np.zeros(len(sketches.tokens), np.uint8), n_own, (corpus.days, corpus.known_outlets())
        ).all_different(of_stubs)
        (marks,) = storage.cached("marks", lambda: (_marks(texts, sketches, unique, boilerplate, run),))
        texts = texts._replace(marks=marks)
        rewriter = None
        if run.rewritten:
            from dedup.rewrite.collection import Rewriter  # with all that finds rewritten text, which few ask for

            rewriter = Rewriter(corpus.text, texts, word_rarity(texts, unique), run.jobs)
    confirmed = Confirmed(Confirmer(texts, rewriter, run.jobs, stages=stages, storage=storage))
    confirmed.confirm_with_forms(candidates)
    confirmed.confirm_with_forms(confirmed.neighbours())
    with stages.stage("families"):
        origins = family_origins(representative, confirmed.copies(), order, confirmed.confirm)
    n_same = np.bincount(representative, minlength=len(numbers))
    duplicated = Judged.with_themselves(texts, unique[n_same[unique] > 1])
    result = Judged.joined([confirmed.chosen(run.wanted), duplicated])
    family_sizes = np.bincount(origins, minlength=len(origins))[origins]
    matches = MatchColumns(*among_duplicates(result.pairs, representative, origins, family_sizes), result)
    counts = {"unique": len(unique), "candidates": len(candidates), "aligned": confirmed.n_tried}
    return Found(matches, origins, counts, confirmed.texts, representative, candidates)


def _candidates(sketches: Sketches, unique: NDArray[np.int64], run: Run) -> NDArray[np.uint64]:
    channels = [nominate(sketches, unique, run.config, run.jobs), sharing_bigrams(sketches, unique, run.jobs)]
    if run.rewritten:
        channels.append(sharing_rare_words(sketches, unique))
    return distinct(sort(np.concatenate(channels)))


def _marks(
    texts: Texts, sketches: Sketches, unique: NDArray[np.int64], boilerplate: BoilerplatePlaces, run: Run
) -> NDArray[np.uint8]:
    """What is known of the words beginning at each token, uint8[n_tokens]: rarity, boilerplate, speech."""
    memory = run.storage.memory
    max_counts = 1 << 32 if memory is None else memory // 16  # two bytes each: an eighth of the memory
    mark_rarity(texts, unique, run.jobs, max_counts)
    repeated = boilerplate.article.astype(np.int64)
    flag_kernel(texts.marks, texts.begin, repeated, boilerplate.begin, boilerplate.end, REPEATED)
    flag_speech(texts.marks, texts.begin, sketches.layout)
    flag_widely_quoted(texts, unique, run.jobs)
    return texts.marks

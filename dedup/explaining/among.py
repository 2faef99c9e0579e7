"""A collection as a scan sees it, kept whole so that any pair in it can be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dedup.boilerplate import boilerplate_of
from dedup.candidates.pairs import join
from dedup.candidates.sorting import contains
from dedup.config import Config
from dedup.corpus.collection import Item
from dedup.corpus.corpus import Corpus
from dedup.corpus.intake import Source, take_in
from dedup.errors import InputError
from dedup.judge.judged import Judged, anything
from dedup.origin import ProfileCache, crawled_outlets
from dedup.records import EDITED
from dedup.runtime.stages import Stages
from dedup.scanning.engine import Found, Run, find_reuse
from dedup.sketch.sketches import Sketches


@dataclass(frozen=True, slots=True)
class Among:
    """The articles of a corpus with what a scan makes of them, and the sketches by which it found it."""

    corpus: Corpus
    sketches: Sketches
    found: Found
    numbers: Mapping[str, int]
    profiles: ProfileCache

    @classmethod
    def of(cls, items: Sequence[Item], config: Config, *, rewritten: bool = False) -> Among:
        """The collection that these articles are, scanned for `rewritten` text too where that is wanted."""
        intake = take_in(Source(lambda: items, dict), config, 1, Stages())
        corpus, sketches = Corpus(intake.collection, intake.order), intake.sketches[0]
        boilerplate = boilerplate_of(corpus, sketches)
        crawled = crawled_outlets(corpus.published, corpus.outlets, corpus.outlet_names)
        return cls(
            corpus,
            sketches,
            find_reuse(corpus, sketches, boilerplate, Run(config, anything, rewritten)),
            {identity: number for number, identity in enumerate(corpus.ids)},
            ProfileCache(corpus.article, crawled),
        )

    def number_of(self, identity: str) -> int:
        """The number of an article."""
        if identity not in self.numbers:
            raise InputError(f'there is no article "{identity}" with words in the collection')
        return self.numbers[identity]

    def rewritten(self, low: int, high: int) -> Judged | None:
        """What the scan found two articles to share, if some of it is reworded or summarised."""
        judged = self.found.matches.judged
        here = judged.selected(judged.pairs == join(np.array([low]), np.array([high]))[0])
        return here if len(here) and (here.alignments.passages["kind"] > EDITED).any() else None

    def is_nominated(self, low: int, high: int) -> bool:
        """Whether a channel proposes to compare two articles."""
        return bool(contains(self.found.candidates, join(np.array([low]), np.array([high])))[0])

    def is_aligned(self, low: int, high: int) -> bool:
        """Whether a scan compares them, because they were proposed or because a family holds both."""
        if low == high:
            return True
        pairs = self.found.matches.judged.pairs
        return bool((pairs == join(np.array([low]), np.array([high]))[0]).any())

    def family(self, a: int, b: int) -> str | None:
        """The id of the family that holds both."""
        origins = self.found.origins
        return self.corpus.ids[int(origins[a])] if origins[a] == origins[b] else None

"""Scanned: what a scan leaves, from which the rest of a report is found when it is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.corpus import Corpus
from dedup.families.clusters import ClusterMaker
from dedup.families.stories import StoryMaker
from dedup.judge.relation import relations_in
from dedup.matches.changed import changed_numbers
from dedup.matches.columns import MatchColumns
from dedup.matches.objects import AT_ONCE, Made, MatchMaker
from dedup.matches.table import MatchTable, match_pairs, match_table
from dedup.origin import ProfileCache, Verdicts
from dedup.records import PairRecords
from dedup.results import REUSE, Cluster, Credit, Member, Repeat
from dedup.runtime.threads import chunks
from dedup.scanning.inside import Inside, RepeatsAndCredits
from dedup.scanning.on_demand import ArticleColumns
from dedup.scanning.shown import Shown
from dedup.shared_wording.wording import Numbered, SharedWording
from dedup.sketch.sketches import Words


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan leaves: everything by article number, `found` in the order of the places of their articles.

    `found` are all matches, of which `matches` are `shown`. `n_words` int64[N], `origins` int64[N]: the origin of each
    article's family. `words` holds the words of all articles until shared wording is asked for, which is looked for on
    `jobs` threads.
    """

    corpus: Corpus
    found: MatchColumns
    matches: MatchColumns
    shown: Shown
    n_words: NDArray[np.int64]
    origins: NDArray[np.int64]
    profiles: ProfileCache
    clusters: ClusterMaker
    words: list[Words]
    jobs: int
    inside: Inside
    begun: Callable[[], RepeatsAndCredits] | None = None

    def repeats(self) -> list[Repeat]:
        """Text that appears more than once inside one article that is shown."""
        return self.inside.repeats(self.shown.articles)

    def credits(self) -> Sequence[Credit]:
        """The agencies that articles credit or mention which are shown, or are in a family that is."""
        return self._used(self.inside.credits(self._named()))

    def repeats_and_credits(self) -> Callable[[], tuple[list[Repeat], Sequence[Credit]]]:
        """Both, looked for from now on, if not since the scan (`begun`); what is returned waits for them."""
        named = self._named()
        begun = self.begun or self.inside.begin(named)

        def found() -> tuple[list[Repeat], Sequence[Credit]]:
            repeats, credits = begun()
            beside = {self.corpus.ids[number] for number in np.flatnonzero(named & ~self.shown.articles).tolist()}
            return [one for one in repeats if one.article not in beside], self._used(credits)

        return found

    def _used(self, credits: Sequence[Credit]) -> Sequence[Credit]:
        """Credits, which need not be looked for again where they are those of all articles."""
        return credits if self.shown.n_earlier else self.profiles.use_credits(credits)

    def _named(self) -> NDArray[np.bool_]:
        return self.shown.with_families(self.origins)

    def shared(self) -> SharedWording:
        """Wording that articles have in common without being a match; it can be asked for once."""
        shown = None if self.shown.since is None else self.shown.articles
        numbered = Numbered(self.words.pop().tokens, self.corpus.place, self.corpus.article, self.jobs, shown)
        return SharedWording.among(numbered, self.found.first, self.found.second)

    def match_table(self, chosen: NDArray[np.int64]) -> MatchTable:
        """The matches at these places in columns."""
        return match_table(self.matches.chosen(chosen), self.corpus.place, self.corpus.text)

    def bare_matches(self) -> tuple[Sequence[slice], Callable[[slice], Made]]:
        """The places of matches that are made together, and what makes them, without their passages and changes."""
        return chunks(len(self.matches), AT_ONCE), MatchMaker(self.matches, self.corpus.place, self.profiles).bare

    def match_pairs(self) -> PairRecords:
        """The articles of each match by place, the smaller first."""
        return match_pairs(self.matches, self.corpus.place)

    def n_changed_pairs(self) -> int:
        """How many pairs that reuse text differ in a number; quickly, unless shared wording was asked for before."""
        if not self.words:
            return self.match_table(np.arange(len(self.matches))).n_changed_pairs()
        judged = self.matches.judged
        rows = np.flatnonzero(relations_in(judged.relations, REUSE))
        is_changed = np.zeros(len(judged), np.bool_)
        is_changed[rows] = changed_numbers(self.words[0], judged, rows, self.jobs)
        return int(np.count_nonzero(is_changed[self.matches.row]))

    def n_passages(self) -> NDArray[np.int64]:
        """How many passages each match has, int64[M]."""
        return np.diff(self.matches.judged.alignments.offsets)[self.matches.row]

    def number_of(self, article_id: str) -> int:
        """The number of an article. Raises `KeyError` where there is none of this id."""
        by_place, ids = self.corpus.by_place, self.corpus.ids
        place = bisect_left(range(len(ids)), article_id, key=lambda at: ids[by_place[at]])
        if place == len(ids) or ids[by_place[place]] != article_id:
            raise KeyError(article_id)
        return int(by_place[place])

    def stories(self) -> StoryMaker:
        """The stories, and their origins."""
        return StoryMaker(self.corpus, self.origins, self.found, self.clusters.agencies, self.shown.articles)

    def judged(self) -> Iterator[tuple[Cluster, Verdicts]]:
        """The families, each with the verdicts on its origin."""
        return self.clusters.judged()

    def unjudged(self) -> Iterator[tuple[Member, ...]]:
        """The members of the families."""
        return self.clusters.unjudged()

    def shown_places(self) -> NDArray[np.bool_]:
        """Whether each article is shown, bool[N], by place."""
        return self.shown.articles[self.corpus.by_place]

    def columns(self) -> ArticleColumns:
        """What is known of all articles, in columns."""
        return ArticleColumns.of(self.corpus, self.n_words, self.origins)

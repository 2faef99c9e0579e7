"""Finding boilerplate among the lines of all articles: whole lines, the lines beside them, and fixed beginnings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.boilerplate.apart import blocks_of, n_different
from dedup.boilerplate.criteria import (
    COUNTS,
    MIN_ARTICLES,
    MIN_DAYS,
    MIN_NEIGHBOURS,
    MIN_OWN,
    Criteria,
    LineGroups,
    OutletFacts,
    Sources,
    criteria_kernel,
)
from dedup.boilerplate.keys import EDGE_WORDS, lines_of
from dedup.boilerplate.places import NOWHERE, BoilerplatePlaces
from dedup.corpus.corpus import Corpus
from dedup.sketch.sketches import Sketches
from dedup.weigh.evidence import LONG_RUN

MIN_SHARE = 0.2
"""Share of an outlet's articles with a line that begins or ends alike, from which that is its frame and no phrase."""

MIN_WORDS = 8
"""Words of lines that stand apart, from which they are boilerplate whichever outlets print them: as many as those of a
passage. A shorter line may be a greeting. Labelled pairs are judged alike with 5 and 12, and with any upper limit of 80
(`LONG_RUN`) and more; with 40 what is won on the second sample of Arabic news is lost."""

MIN_EACH = 2
"""Articles for each outlet with a line that stands apart: what outlets print once each went around. With 1 and 1.5 the
figures of US news are the same, with 3 its precision is .898 instead of .924."""

MANY_ARTICLES = 12
"""Unrelated articles with such a line, from which it is boilerplate however few of each outlet they are, or where the
outlets are not known, since each may be of another one. Of US news without outlets, sentences of a wire report that
eight and nine articles have would be boilerplate with `MIN_ARTICLES`."""

MAX_ROUNDS = 8
"""Lines of one block that are taken in one after the other, on either side of a line found."""


def find_boilerplate(
    sketches: Sketches, sources: NDArray[np.int32], days: NDArray[np.int64], outlets: OutletFacts
) -> BoilerplatePlaces:
    """What outlets repeat under many unrelated articles, on several days, or at the edges of a good part of them.

    `sources` int32[N] names each article's outlet by number, `days` int64[N] when it was published (`days.days_of`).
    `outlets` are those of all articles, of which these may be a part: those without a line that `MIN_NEIGHBOURS` have
    say nothing.
    """
    if outlets.n_articles.sum() < MIN_ARTICLES:
        return NOWHERE
    return _Search(sketches, sources, days, outlets).found()


def boilerplate_of(corpus: Corpus, sketches: Sketches) -> BoilerplatePlaces:
    """The same in all articles of a corpus."""
    facts = OutletFacts.of(corpus.outlets, corpus.days, corpus.outlet_names)
    return find_boilerplate(sketches, corpus.outlets, corpus.days, facts)


class _Search:
    """The lines of all articles by day, and which of them are boilerplate so far."""

    def __init__(
        self, sketches: Sketches, sources: NDArray[np.int32], days: NDArray[np.int64], outlets: OutletFacts
    ) -> None:
        self._tokens = sketches.token_lists
        self._articles = Sources(sketches.n_tokens, sources, days, sketches.signatures, outlets.n_articles)
        by_day = np.argsort(days, kind="stable")
        self._lines, self._keys = lines_of(self._tokens, sketches.layout, by_day)
        self._is_short, self._is_named = ~outlets.spans_windows, outlets.is_named
        self._article = np.ascontiguousarray(self._lines["article"])
        self._wording = np.full(len(self._lines), -1, np.int32)
        self._counts: list[NDArray[np.void]] = []
        self._leaders: list[NDArray[np.int64]] = []

    def found(self) -> BoilerplatePlaces:
        """The boilerplate of all outlets."""
        groups = self._groups("whole", MIN_NEIGHBOURS)
        counts, found = self._judged(groups, Criteria(MIN_ARTICLES, MIN_DAYS))
        self._take(groups, counts, found & ~self._lone_words(groups))
        _, framing = self._judged(groups, Criteria(MIN_ARTICLES, 0, MIN_SHARE))
        self._take_while(groups, counts, framing & self._of_short(groups), self._at_edges)
        self._take_shared()
        _, few = self._judged(groups, Criteria(MIN_NEIGHBOURS, 0))
        self._take_while(groups, counts, few, self._beside)
        self._take_edges("opening")
        self._take_edges("closing")
        return self._result()

    def _take_shared(self) -> None:
        """Take the lines that stand apart in several articles, whichever outlets they are of."""
        groups = self._groups("whole", MIN_ARTICLES, own=False)
        counts, found = self._judged(groups, Criteria(MIN_ARTICLES, 0))
        groups, counts = groups.chosen(found), counts[found]
        _, many = self._judged(groups, Criteria(MANY_ARTICLES, 0))
        n_outlets, named = self._outlets(groups)
        often = many | (named & (groups.sizes >= MIN_EACH * n_outlets))
        self._take_while(groups, counts, often & ~self._lone_words(groups), self._apart)

    def _apart(self, groups: LineGroups) -> NDArray[np.bool_]:
        """Whether each group stands between other lines each time, and its articles share no more than these."""
        is_open = self._wording < 0
        still = is_open[groups.first]
        groups = groups.chosen(still)
        blocks = blocks_of(self._lines, self._keys, is_open, groups)
        n_words = blocks.lines["end"] - blocks.lines["begin"]
        apart = groups.mostly((n_words >= MIN_WORDS) & (n_words < LONG_RUN))
        for beside in (blocks.above, blocks.below):
            apart &= n_different(groups, beside) >= MIN_ARTICLES
        of_blocks = LineGroups(np.arange(len(groups.lines)), groups.bounds)
        apart[apart] = self._judged(of_blocks.chosen(apart), Criteria(MIN_ARTICLES, 0), blocks.lines)[1]
        found = np.zeros(len(still), np.bool_)
        found[still] = apart
        return found

    def _outlets(self, groups: LineGroups) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Of how many outlets the lines of each group are, int64[n], and whether all of them are known, bool[n]."""
        outlet = self._articles.source[self._article[groups.lines]]
        group, outlet = np.unique(np.stack([groups.owners, outlet]), axis=1)
        n_unknown = np.bincount(group, ~self._is_named[outlet], len(groups))
        return np.bincount(group, minlength=len(groups)), n_unknown == 0

    def _groups(self, key_name: str, least: int, *, own: bool = True) -> LineGroups:
        """Lines not taken yet by key and outlet: those that one outlet has `least` times, and hardly any other.

        With `own` false those that all outlets together have as often.
        """
        keys = self._keys[key_name]
        lines = np.flatnonzero((keys != 0) & (self._wording < 0))
        slots = keys[lines] >> np.uint64(64 - max(16, len(lines).bit_length() + 1))
        lines = lines[np.bincount(slots.astype(np.int64))[slots.astype(np.int64)] >= least]
        source = self._articles.source if own else np.zeros_like(self._articles.source)
        lines = lines[np.lexsort((source[self._article[lines]], keys[lines]))]
        if not len(lines):
            return LineGroups(lines, np.zeros(1, np.int64))
        key, source = keys[lines], source[self._article[lines]]
        of_key, n_of_key = _runs(key[1:] != key[:-1])
        of_group, n_of_group = _runs((key[1:] != key[:-1]) | (source[1:] != source[:-1]))
        n = n_of_group[of_group]
        kept = (n >= least) & (n >= MIN_OWN * n_of_key[of_key])
        _, sizes = np.unique(of_group[kept], return_counts=True)
        return LineGroups(lines[kept], np.append(0, np.cumsum(sizes)))

    def _judged(
        self, groups: LineGroups, criteria: Criteria, lines: NDArray[np.void] | None = None
    ) -> tuple[NDArray[np.void], NDArray[np.bool_]]:
        counts, found = np.zeros(len(groups), COUNTS), np.zeros(len(groups), np.bool_)
        criteria_kernel(groups, self._lines if lines is None else lines, self._articles, criteria, counts, found)
        return counts, found

    def _lone_words(self, groups: LineGroups) -> NDArray[np.bool_]:
        """Whether each group is a single word on a line inside articles: it numbers their parts."""
        first, lines = self._lines[groups.first], self._lines[groups.lines]
        single = first["end"] - first["begin"] == 1
        inside = (lines["begin"] > 0) & (lines["end"] < self._articles.n_tokens[lines["article"]])
        lone: NDArray[np.bool_] = single & groups.mostly(inside)
        return lone

    def _beside(self, groups: LineGroups) -> NDArray[np.bool_]:
        """Whether each group stands beside boilerplate in most of its articles."""
        lines = groups.lines
        taken = np.concatenate([[False], self._wording >= 0, [False]])
        same = np.concatenate([[False], self._article[1:] == self._article[:-1], [False]])
        near = (taken[lines] & same[lines]) | (taken[lines + 2] & same[lines + 1])
        return groups.mostly(near & (self._wording[lines] < 0))

    def _take_while(
        self,
        groups: LineGroups,
        counts: NDArray[np.void],
        may_go: NDArray[np.bool_],
        stands: Callable[[LineGroups], NDArray[np.bool_]],
    ) -> None:
        """Take of the groups that may go those that stand right, as long as there are some beside those taken."""
        for _ in range(MAX_ROUNDS):
            chosen = may_go & stands(groups)
            if not chosen.any():
                break
            may_go = may_go & ~chosen
            self._take(groups, counts, chosen)

    def _of_short(self, groups: LineGroups) -> NDArray[np.bool_]:
        """Whether each group is of an outlet whose articles are of one news window, or of unknown days."""
        found: NDArray[np.bool_] = self._is_short[self._articles.source[self._article[groups.first]]]
        return found

    def _at_edges(self, groups: LineGroups) -> NDArray[np.bool_]:
        """Whether each group begins or ends most of its articles, but for what is boilerplate there."""
        not_taken = self._wording < 0
        n_open = np.append(0, np.cumsum(not_taken))
        line = np.arange(len(self._article))
        new = np.append(True, self._article[1:] != self._article[:-1])
        first = np.maximum.accumulate(np.where(new, line, 0))
        last = np.flatnonzero(np.append(new[1:], True))[np.cumsum(new) - 1]
        lines = groups.lines
        above, below = n_open[lines] - n_open[first[lines]], n_open[last[lines] + 1] - n_open[lines + 1]
        return groups.mostly((np.minimum(above, below) == 0) & not_taken[lines])

    def _take(self, groups: LineGroups, counts: NDArray[np.void], chosen: NDArray[np.bool_]) -> None:
        """Make the chosen groups wordings of their own."""
        n_before = sum(map(len, self._counts))
        number = np.cumsum(chosen) - 1 + n_before
        of_line = np.repeat(np.where(chosen, number, -1), groups.sizes)
        taken = of_line >= 0
        self._wording[groups.lines[taken]] = of_line[taken]
        self._counts.append(counts[chosen])
        self._leaders.append(groups.first[chosen])

    def _take_edges(self, key_name: Literal["opening", "closing"]) -> None:
        """Take what the outlet's lines begin (or end) with, as far as most of them agree."""
        groups = self._groups(key_name, MIN_ARTICLES)
        counts, found = self._judged(groups, Criteria(MIN_ARTICLES, MIN_DAYS, MIN_SHARE, EDGE_WORDS))
        _, framing = self._judged(groups, Criteria(MIN_ARTICLES, 0, MIN_SHARE, EDGE_WORDS))
        found |= framing & self._of_short(groups) & self._at_edges(groups)
        for group in np.flatnonzero(found):
            numbers = groups.lines[groups.bounds[group] : groups.bounds[group + 1]]
            lines = self._lines[numbers]
            if key_name == "closing":
                lines["begin"] = lines["end"] - self._n_agreed(lines, backwards=True)
            else:
                lines["end"] = lines["begin"] + self._n_agreed(lines, backwards=False)
            self._lines[numbers] = lines
        self._take(groups, counts, found)

    def _n_agreed(self, lines: NDArray[np.void], *, backwards: bool) -> NDArray[np.int32]:
        """How many words each line begins (or ends) with that most others begin (or end) with as well, int32[n]."""
        begin, end = lines["begin"], lines["end"]
        base = self._tokens.begin[lines["article"]]
        length = np.full(len(lines), EDGE_WORDS, np.int32)
        agree = np.ones(len(lines), np.bool_)
        while True:
            at = end - 1 - length if backwards else begin + length
            inside = agree & (at >= begin) & (at < end)
            words, n = np.unique(self._tokens.values[(base + at)[inside]], return_counts=True)
            if not len(words) or 2 * n.max() < len(lines):
                return length
            agree = inside.copy()
            agree[inside] = self._tokens.values[(base + at)[inside]] == words[n.argmax()]
            length[agree] += 1

    def _result(self) -> BoilerplatePlaces:
        taken = np.flatnonzero(self._wording >= 0)
        taken = taken[np.lexsort((self._lines["begin"][taken], self._article[taken]))]
        leaders, counts = np.concatenate(self._leaders), np.concatenate(self._counts)
        article, begin, end = (np.ascontiguousarray(self._lines[name][taken]) for name in ("article", "begin", "end"))
        source = self._articles.source[self._article[leaders]].astype(np.int32)
        n_articles, n_days = (np.ascontiguousarray(counts[name]) for name in ("n_articles", "n_days"))
        return BoilerplatePlaces(article, begin, end, self._wording[taken], source, n_articles, n_days)


def _runs(breaks: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The run that each element of a sorted column belongs to, given where it breaks, and the length of each run."""
    of = np.append(0, np.cumsum(breaks))
    return of, np.bincount(of)

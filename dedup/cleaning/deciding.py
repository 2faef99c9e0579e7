"""Decides what goes: articles in the order of preference, each beside those that stay before it.

An article stays unless its content stands in one that stays already, so the counterpart of every removal is in the
output, however long the chain of copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.decisions import Cut, Removal, RemovalReason
from dedup.cleaning.judging import is_contained, is_remnant, relation_of, runs, seen_sentences
from dedup.cleaning.knowledge import Knowledge
from dedup.cleaning.overlap import Overlap, overlaps
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences

BATCH = 5_000
"""Articles judged at a time: their words and those of their counterparts stand in memory together."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What goes, by article: its removal or its cuts. `novelty` is the share of new words of articles that share some;
    `alive` bool[sentences] says which sentences are left of articles that are cut.
    """

    removals: dict[str, Removal] = field(default_factory=dict)
    cuts: dict[str, list[Cut]] = field(default_factory=dict)
    novelty: dict[str, float] = field(default_factory=dict)
    alive: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def left(self, text: Sentences, article_id: str) -> Sentences:
        """What is left of an article's text."""
        alive = self.alive.get(article_id)
        return text if alive is None else text.only(alive)


def decide(known: Knowledge, policy: Policy) -> Decisions:
    """What goes, from all that is known.

    Cuts make articles shorter, and must not change the order of two that share something: another clean would see the
    changed order. Articles that would move stay whole.
    """
    while True:
        decisions = _decided(known, policy)
        moved = set(_moved(known, decisions))
        if not moved:
            return decisions
        known.whole |= moved


def _moved(known: Knowledge, decisions: Decisions) -> Iterator[str]:
    """The articles with seen passages cut that would come before or after others than now."""
    ranks: dict[str, tuple[Any, ...]] = {}

    def now(article_id: str) -> tuple[Any, ...]:
        if article_id not in ranks:
            ranks[article_id] = known.rank(article_id, decisions.left(known.text(article_id), article_id))
        return ranks[article_id]

    for article_id, cuts in decisions.cuts.items():
        if any(cut.kind == "seen" for cut in cuts):
            before = known.rank(article_id)
            for other in known.partners(article_id):
                if other not in decisions.removals and (before < known.rank(other)) != (now(article_id) < now(other)):
                    yield article_id
                    break


def _decided(known: Knowledge, policy: Policy) -> Decisions:
    earlier = known.earlier()
    levels: dict[str, int] = {}
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for article_id, before in earlier.items():  # articles of one level do not depend on each other
        levels[article_id] = max((levels[other] + 1 for other in before), default=0)
        groups[levels[article_id]].append(article_id)
    run = _Run(known, policy)
    for article_id, cuts in known.own_cuts.items():
        run.strip(article_id, cuts)
    for level in range(1, len(groups)):
        for start in range(0, len(groups[level]), BATCH):
            run.judge({article_id: earlier[article_id] for article_id in groups[level][start : start + BATCH]})
    return run.decisions


class _Run:
    """What is decided so far, and what is left of each article."""

    def __init__(self, known: Knowledge, policy: Policy) -> None:
        self._known = known
        self._policy = policy
        self._left: dict[str, Sentences] = {}
        self.decisions = Decisions()
        self._alive = self.decisions.alive

    def strip(self, article_id: str, cuts: Mapping[int, Cut]) -> None:
        """Cut sentences from an article, each for its own reason."""
        base = self._known.text(article_id)
        alive = self._alive.setdefault(article_id, np.ones(len(base), np.bool_))
        alive[list(cuts)] = False
        self._left[article_id] = base.only(alive)
        found = self.decisions.cuts.setdefault(article_id, [])
        found.extend(_joined(base, cuts))
        found.sort(key=lambda cut: cut.span)

    def left(self, article_id: str) -> Sentences:
        """What is left of an article's text."""
        return self._left.get(article_id) or self._known.text(article_id)

    def judge(self, earlier: Mapping[str, Sequence[str]]) -> None:
        """Decide on articles that do not depend on each other, beside those that come before each."""
        open_articles = dict(earlier)
        while open_articles:
            beside = {a: [b for b in before if b not in self.decisions.removals] for a, before in open_articles.items()}
            found = self._overlaps(beside)
            open_articles = {a: earlier[a] for a, overlap in found.items() if self._verdict(a, overlap)}

    def _overlaps(self, beside: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Overlap]]:
        pairs = [(a, b) for a, before in beside.items() for b in before]
        ids = list(dict.fromkeys(article_id for pair in pairs for article_id in pair))
        self._known.load(ids)
        number = {article_id: k for k, article_id in enumerate(ids)}
        words = [self.left(article_id).words for article_id in ids]
        result: dict[str, dict[str, Overlap]] = {}
        for (a, b), overlap in zip(pairs, overlaps(words, [(number[a], number[b]) for a, b in pairs]), strict=True):
            result.setdefault(a, {})[b] = overlap
        return result

    def _verdict(self, article_id: str, beside: Mapping[str, Overlap]) -> bool:
        """Remove an article or cut from it; whether there may be more to do."""
        if article_id not in self.decisions.novelty:
            shared = np.any([overlap.places >= 0 for overlap in beside.values()], axis=0)
            self.decisions.novelty[article_id] = float(1 - shared.mean())
        removal = self._removal(article_id, beside)
        if removal is not None:
            self._remove(removal)
            return False
        if "seen" not in self._policy.strip:
            return False
        return self._cut_seen(article_id, beside)

    def _removal(self, article_id: str, beside: Mapping[str, Overlap]) -> Removal | None:
        """The removal of an article in favour of the kept one that lacks least of it, if there is one."""
        article = self.left(article_id)
        for kept_id, overlap in sorted(beside.items(), key=lambda item: int((item[1].places < 0).sum())):
            kept = self.left(kept_id)
            relation = relation_of(article, kept, overlap)
            if relation in self._policy.drop and is_contained(article, kept, overlap, self._policy):
                return self._removal_for(article_id, relation, kept_id, overlap.covered, overlap.places < 0)
        return None

    def _removal_for(
        self, article_id: str, relation: RemovalReason, kept_id: str, covered: float, lost: NDArray[np.bool_]
    ) -> Removal:
        places, base = self._places(article_id), self._known.text(article_id)
        spans = tuple(
            (int(base.starts[places[begin]]), int(base.ends[places[end - 1]]))
            for begin, end in zip(*runs(lost), strict=True)
        )
        return Removal(article_id, relation, kept_id, round(covered, 4), len(lost), int(lost.sum()), spans)

    def _remove(self, removal: Removal) -> None:
        self.decisions.removals[removal.article] = removal
        for known in (self.decisions.cuts, self._alive, self._left):
            known.pop(removal.article, None)

    def _cut_seen(self, article_id: str, beside: Mapping[str, Overlap]) -> bool:
        article, base = self.left(article_id), self._known.text(article_id)
        stretches = list(seen_sentences(article, beside, self._policy))
        if not stretches:
            return False
        new = np.ones(len(article.words), np.bool_)
        for _, begin, end in stretches:
            new[article.first_word[begin] : article.first_word[end]] = False
        if is_remnant(article, new, self._policy):
            kept_id = stretches[0][0]
            self._remove(self._removal_for(article_id, "seen", kept_id, beside[kept_id].covered, new))
            return False
        if article_id in self._known.whole:
            return False
        if not self._known.cuttable(article_id):
            self._known.uncut.add(article_id)
            return False
        alive = np.flatnonzero(self._alive.get(article_id, np.ones(len(base), np.bool_)))
        cuts = {}
        for kept_id, begin, end in stretches:
            first, last = int(article.first_word[begin]), int(article.first_word[end])
            places = beside[kept_id].places[first:last]
            kept_words = self._places(kept_id)[places]
            kept = self._known.text(kept_id)
            kept_span = (int(kept.starts[kept_words.min()]), int(kept.ends[kept_words.max()]))
            for sentence in alive[begin:end].tolist():
                cuts[sentence] = Cut(article_id, "seen", (0, 0), 0, kept_id, kept_span)
        self.strip(article_id, cuts)
        return True

    def _places(self, article_id: str) -> NDArray[np.int64]:
        """The words of an article's text as given that are left of it."""
        base = self._known.text(article_id)
        alive = self._alive.get(article_id)
        if alive is None:
            return np.arange(len(base.words))
        return np.flatnonzero(np.repeat(alive, np.diff(base.first_word)))


def _joined(base: Sentences, cuts: Mapping[int, Cut]) -> list[Cut]:
    """Cuts of single sentences as cuts of stretches: neighbours that are cut for the same reason are one."""
    found: list[tuple[int, int, Cut]] = []
    for sentence in sorted(cuts):
        cut = cuts[sentence]
        if found and found[-1][1] == sentence and found[-1][2] == cut:
            found[-1] = (found[-1][0], sentence + 1, cut)
        else:
            found.append((sentence, sentence + 1, cut))
    result = []
    for begin, end, cut in found:
        span = (int(base.bounds[begin]), int(base.bounds[end]))
        result.append(replace(cut, span=span, n_words=int(base.first_word[end] - base.first_word[begin])))
    return result

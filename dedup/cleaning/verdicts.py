"""Verdicts one after the other: removals and cuts, each on what the earlier ones have left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.containing import is_contained, is_remnant, relation_of, runs
from dedup.cleaning.decisions import Cut, Decisions, Removal, RemovalReason
from dedup.cleaning.overlap import Overlap, overlaps
from dedup.cleaning.policy import Policy
from dedup.cleaning.seen import seen_sentences
from dedup.cleaning.sentences import Sentences
from dedup.cleaning.state import CleaningState
from dedup.cleaning.turns import Turns
from dedup.differences.beside import told_apart
from dedup.text.scripts import words_in


class Verdicts:
    """What is decided so far, by the articles' numbers, and what is left of each article."""

    def __init__(self, known: CleaningState, policy: Policy, turns: Turns) -> None:
        self._known = known
        self._turns = turns
        self._policy = policy
        self._left: dict[int, Sentences] = {}  # of articles judged at a time
        self.decisions = Decisions.none(known.ids)
        self._alive = self.decisions.alive
        self._has_novelty: set[int] = set()

    def strip_own(self, numbers: Iterable[int]) -> None:
        """Cut articles for what they are themselves."""
        for number in numbers:
            self._strip(number, self._known.own_cuts[number])
        self._left.clear()

    def _strip(self, number: int, cuts: Mapping[int, Cut]) -> None:
        """Cut sentences from an article, each for its own reason."""
        base = self._known.text(number)
        alive = self._alive.setdefault(number, np.ones(len(base), np.bool_))
        alive[list(cuts)] = False
        self._left[number] = left = base.only(alive)
        self.decisions.n_left[number] = len(left.words)
        found = self.decisions.cuts.setdefault(number, [])
        found.extend(_joined(base, cuts))
        found.sort(key=lambda cut: cut.span)

    def left(self, number: int) -> Sentences:
        """What is left of an article's text."""
        if number not in self._alive:
            return self._known.text(number)
        if number not in self._left:
            self._left[number] = self.decisions.left(self._known.text(number), number)
        return self._left[number]

    def judge(self, places: NDArray[np.int64]) -> None:
        """Decide on the articles at some places, which do not depend on each other, beside those that stay before each.

        For one that went stands the one in whose favour it went: who shares something with the copy does with that one.
        """
        self._left.clear()
        turns, removals = self._turns, self.decisions.removals
        beside = {
            int(turns.articles[place]): turns.in_order(removals.stays(turns.earlier(place))).tolist()
            for place in places.tolist()
        }
        open_articles = {}
        for number, others in beside.items():
            key = self._key(number, others)
            if not self._recall(number, key):
                open_articles[number] = others
            self._known.keys[number] = key
        while open_articles:
            found = self._overlaps(open_articles)
            open_articles = {a: beside[a] for a, overlap in found.items() if self._verdict(a, overlap)}

    def _key(self, number: int, beside: Sequence[int]) -> int:
        """Stands for all that the verdict on an article depends on: what is left of it and of those beside it."""
        states = [b if (alive := self._alive.get(b)) is None else (b, alive.tobytes()) for b in (number, *beside)]
        return hash((number in self._known.whole, *states)) | 1

    def _recall(self, number: int, key: int) -> bool:
        """Repeat the verdict of an earlier round on the same texts, if there is one."""
        if self._known.keys[number] != key:
            return False
        last = self._known.last
        self.decisions.novelty[number] = last.novelty[number]
        if number in last.uncut:
            self.decisions.uncut.add(number)
        if number in last.removals:
            self.decisions.removals.take(number, last.removals)
        elif number in last.cuts:
            self.decisions.cuts[number], self._alive[number] = last.cuts[number], last.alive[number]
            self.decisions.n_left[number] = last.n_left[number]
        return True

    def _overlaps(self, beside: Mapping[int, Sequence[int]]) -> dict[int, dict[int, Overlap]]:
        pairs = [(a, b) for a, before in beside.items() for b in before]
        numbers = list(dict.fromkeys(number for pair in pairs for number in pair))
        self._known.load(numbers)
        place = {number: k for k, number in enumerate(numbers)}
        words = [self.left(number).words for number in numbers]
        result: dict[int, dict[int, Overlap]] = {}
        for (a, b), overlap in zip(pairs, overlaps(words, [(place[a], place[b]) for a, b in pairs]), strict=True):
            result.setdefault(a, {})[b] = overlap
        return result

    def _verdict(self, number: int, beside: Mapping[int, Overlap]) -> bool:
        """Remove an article or cut from it; whether there may be more to do."""
        if number not in self._has_novelty:
            self._has_novelty.add(number)
            shared = np.any([overlap.places >= 0 for overlap in beside.values()], axis=0)
            self.decisions.novelty[number] = 1 - shared.mean()
        if self._known.stays[number] or self._removed(number, beside):
            return False
        if "seen" not in self._policy.strip:
            return False
        return self._cut_seen(number, beside)

    def _removed(self, number: int, beside: Mapping[int, Overlap]) -> bool:
        """Whether an article goes in favour of a kept one, that which lacks least of it."""
        article = self.left(number)
        for kept_number, overlap in sorted(beside.items(), key=lambda item: item[1].n_lost):
            kept = self.left(kept_number)
            relation = relation_of(article, kept, overlap)
            if (
                relation in self._policy.drop
                and is_contained(article, kept, overlap, self._policy)
                and not told_apart(
                    self._known.article(number), self._known.article(kept_number), words_in(article.words)
                )
            ):
                removal = self._removal_for(number, relation, kept_number, overlap.covered, overlap.places < 0)
                self._remove(number, kept_number, removal)
                return True
        return False

    def _removal_for(
        self, number: int, relation: RemovalReason, kept: int, covered: float, lost: NDArray[np.bool_]
    ) -> Removal:
        places, base, ids = self._places(number), self._known.text(number), self._known.ids
        spans = tuple(
            (int(base.starts[places[begin]]), int(base.ends[places[end - 1]]))
            for begin, end in zip(*runs(lost), strict=True)
        )
        elsewhere = tuple(self.decisions.cuts.get(number, ()))
        n_words, n_lost = len(base.words), int(lost.sum())
        return Removal(ids[number], relation, ids[kept], round(covered, 4), n_words, n_lost, spans, elsewhere)

    def _remove(self, number: int, kept: int, removal: Removal) -> None:
        self.decisions.removals.add(number, kept, removal)
        for known in (self.decisions.cuts, self._alive, self.decisions.n_left):
            known.pop(number, None)

    def _cut_seen(self, number: int, beside: Mapping[int, Overlap]) -> bool:
        article = self.left(number)
        stretches = list(seen_sentences(article, {k: (self.left(k), beside[k]) for k in beside}, self._policy))
        if not stretches:
            return False
        new = np.ones(len(article.words), np.bool_)
        for _, begin, end in stretches:
            new[article.first_word[begin] : article.first_word[end]] = False
        if is_remnant(article, new, self._policy):
            kept = stretches[0][0]
            removal = self._removal_for(number, "seen", kept, beside[kept].covered, new)
            here = _joined(self._known.text(number), self._cuts(number, stretches, beside))
            self._remove(number, kept, replace(removal, elsewhere=(*removal.elsewhere, *here)))
            return False
        if number in self._known.whole or new.sum() < self._policy.min_left:
            return False
        if not self._known.cuttable(number):
            self.decisions.uncut.add(number)
            return False
        self._strip(number, self._cuts(number, stretches, beside))
        return True

    def _cuts(
        self, number: int, stretches: Sequence[tuple[int, int, int]], beside: Mapping[int, Overlap]
    ) -> dict[int, Cut]:
        """The cuts of stretches of what is left of an article, by sentence of the article as given."""
        article, base, ids = self.left(number), self._known.text(number), self._known.ids
        alive = np.flatnonzero(self._alive.get(number, np.ones(len(base), np.bool_)))
        cuts = {}
        for kept_number, begin, end in stretches:
            first, last = int(article.first_word[begin]), int(article.first_word[end])
            kept_words = self._places(kept_number)[beside[kept_number].places[first:last]]
            kept = self._known.text(kept_number)
            kept_span = (int(kept.starts[kept_words.min()]), int(kept.ends[kept_words.max()]))
            for sentence in alive[begin:end].tolist():
                cuts[sentence] = Cut(ids[number], "seen", (0, 0), 0, ids[kept_number], kept_span)
        return cuts

    def _places(self, number: int) -> NDArray[np.int64]:
        """The words of an article's text as given that are left of it."""
        base = self._known.text(number)
        alive = self._alive.get(number)
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

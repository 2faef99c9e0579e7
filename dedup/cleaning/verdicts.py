"""Verdicts one after the other: removals and cuts, each on what the earlier ones have left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.decisions import Cut, Decisions, Removal, RemovalReason
from dedup.cleaning.judging import MIN_WORDS, is_contained, is_remnant, relation_of, runs, seen_sentences
from dedup.cleaning.knowledge import Knowledge, Outcome
from dedup.cleaning.overlap import Overlap, overlaps
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences
from dedup.text.folding import fold


class Verdicts:
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
        beside = {a: [b for b in before if b not in self.decisions.removals] for a, before in earlier.items()}
        keys = {a: self._key(a, before) for a, before in beside.items()}
        open_articles = {a: before for a, before in beside.items() if not self._recall(a, keys[a])}
        judged = list(open_articles)
        while open_articles:
            found = self._overlaps(open_articles)
            open_articles = {a: beside[a] for a, overlap in found.items() if self._verdict(a, overlap)}
        for article_id in judged:
            self._known.verdicts[article_id] = (keys[article_id], self._outcome(article_id))

    def _key(self, article_id: str, beside: Sequence[str]) -> int:
        """Stands for all that the verdict on an article depends on: what is left of it and of those beside it."""
        states = [
            (b, alive.tobytes() if (alive := self._alive.get(b)) is not None else b"") for b in (article_id, *beside)
        ]
        return hash((article_id in self._known.whole, *states))

    def _outcome(self, article_id: str) -> Outcome:
        found = self.decisions
        cuts, alive = found.cuts.get(article_id), found.alive.get(article_id)
        return found.removals.get(article_id), cuts, alive, found.novelty.get(article_id)

    def _recall(self, article_id: str, key: int) -> bool:
        """Repeat the verdict of an earlier round on the same texts, if there is one."""
        known_key, (removal, cuts, alive, novelty) = self._known.verdicts.get(article_id, (None, (None,) * 4))
        if known_key != key:
            return False
        if novelty is not None:
            self.decisions.novelty[article_id] = novelty
        if removal is not None:
            self._remove(removal)
        elif cuts is not None and alive is not None:
            self.decisions.cuts[article_id], self._alive[article_id] = cuts, alive
            self._left[article_id] = self._known.text(article_id).only(alive)
        return True

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
            if len(article.words) < MIN_WORDS and not self._same_title(article_id, kept_id):
                continue
            if relation in self._policy.drop and is_contained(article, kept, overlap, self._policy):
                return self._removal_for(article_id, relation, kept_id, overlap.covered, overlap.places < 0)
        return None

    def _same_title(self, a: str, b: str) -> bool:
        return fold(self._known.article(a).title) == fold(self._known.article(b).title)

    def _removal_for(
        self, article_id: str, relation: RemovalReason, kept_id: str, covered: float, lost: NDArray[np.bool_]
    ) -> Removal:
        places, base = self._places(article_id), self._known.text(article_id)
        spans = tuple(
            (int(base.starts[places[begin]]), int(base.ends[places[end - 1]]))
            for begin, end in zip(*runs(lost), strict=True)
        )
        elsewhere = tuple(self.decisions.cuts.get(article_id, ()))
        n_words, n_lost = len(base.words), int(lost.sum())
        return Removal(article_id, relation, kept_id, round(covered, 4), n_words, n_lost, spans, elsewhere)

    def _remove(self, removal: Removal) -> None:
        self.decisions.removals[removal.article] = removal
        for known in (self.decisions.cuts, self._alive, self._left):
            known.pop(removal.article, None)

    def _cut_seen(self, article_id: str, beside: Mapping[str, Overlap]) -> bool:
        article = self.left(article_id)
        stretches = list(seen_sentences(article, beside, self._policy))
        if not stretches:
            return False
        new = np.ones(len(article.words), np.bool_)
        for _, begin, end in stretches:
            new[article.first_word[begin] : article.first_word[end]] = False
        if is_remnant(article, new, self._policy):
            kept_id = stretches[0][0]
            removal = self._removal_for(article_id, "seen", kept_id, beside[kept_id].covered, new)
            here = _joined(self._known.text(article_id), self._cuts(article_id, stretches, beside))
            self._remove(replace(removal, elsewhere=(*removal.elsewhere, *here)))
            return False
        if article_id in self._known.whole:
            return False
        if not self._known.cuttable(article_id):
            self._known.uncut.add(article_id)
            return False
        self.strip(article_id, self._cuts(article_id, stretches, beside))
        return True

    def _cuts(
        self, article_id: str, stretches: Sequence[tuple[str, int, int]], beside: Mapping[str, Overlap]
    ) -> dict[int, Cut]:
        """The cuts of stretches of what is left of an article, by sentence of the article as given."""
        article, base = self.left(article_id), self._known.text(article_id)
        alive = np.flatnonzero(self._alive.get(article_id, np.ones(len(base), np.bool_)))
        cuts = {}
        for kept_id, begin, end in stretches:
            first, last = int(article.first_word[begin]), int(article.first_word[end])
            kept_words = self._places(kept_id)[beside[kept_id].places[first:last]]
            kept = self._known.text(kept_id)
            kept_span = (int(kept.starts[kept_words.min()]), int(kept.ends[kept_words.max()]))
            for sentence in alive[begin:end].tolist():
                cuts[sentence] = Cut(article_id, "seen", (0, 0), 0, kept_id, kept_span)
        return cuts

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

"""Plan: what a clean removes and cuts, with the evidence, ready to be applied."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cleaning.decisions import Cut, Removal
from dedup.cleaning.policy import Policy
from dedup.corpus.collection import Item, as_article
from dedup.errors import InputError
from dedup.reading import Reader
from dedup.reading.identity import State
from dedup.reading.places import Places
from dedup.results import Skipped, Span
from dedup.scanning.on_demand import OnDemand


class Novelty(Mapping[str, float]):
    """For each article the share of its words, in [0, 1], that stand in no passage of a kept article before it.

    Before it in the order of preference. 1.0 where nothing was seen before.
    """

    def __init__(self, ids: Sequence[str], shares: NDArray[np.float32]) -> None:
        self._ids = ids
        self._shares = shares

    def __getitem__(self, article_id: str) -> float:
        place = bisect_left(self._ids, article_id)
        if place == len(self._ids) or self._ids[place] != article_id:
            raise KeyError(article_id)
        return float(self._shares[place])

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class Listed(OnDemand[Removal]):
    """Removals, each made when it is asked for; equal to a list of the same."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment] # as of lists


@dataclass(frozen=True)
class Plan:
    """What a clean does to a collection, by `policy`.

    `removed` are the articles that go and `cuts` what is cut from those that stay, both by article id; `kept` the ids
    of the articles that stay. `novelty` gives for each article the share of its words that were not seen in a kept one
    before. `uncut` are articles from which something would be cut if their format allowed it, `skipped` the items that
    are no articles: they stay untouched. `places` tells where the articles of a reader stand, `state` what its files
    were when they were read.
    """

    policy: Policy
    removed: Sequence[Removal]
    cuts: Sequence[Cut]
    novelty: Novelty
    uncut: Sequence[str]
    skipped: Sequence[Skipped]
    source: Reader | Sequence[Item] = field(repr=False)
    places: Places | None = field(default=None, repr=False)
    state: State | None = field(default=None, repr=False)

    @property
    def kept(self) -> list[str]:
        """The ids of the articles that stay, some of them with cuts."""
        removed = {removal.article for removal in self.removed}
        return [article_id for article_id in self.novelty if article_id not in removed]

    def apply(self) -> Iterator[Article]:
        """The articles that stay, in the order of the input, without what is cut.

        Items that are no articles are left out, as are all but the first of several with one id.
        """
        removed = {removal.article for removal in self.removed}
        spans: dict[str, list[Span]] = {}
        for cut in self.cuts:
            spans.setdefault(cut.article, []).append(cut.span)
        seen: set[str] = set()
        for article in articles_of(self.source):
            if article.id not in removed and article.id not in seen:
                seen.add(article.id)
                yield replace(article, text=without(article.text, spans.get(article.id, [])))

    def counts(self) -> dict[str, int]:
        """How many articles stay, how many go in which relation, and how many cuts there are of each kind."""
        relations = Counter(removal.relation for removal in self.removed)
        kinds = Counter(cut.kind for cut in self.cuts)
        return {
            "articles": len(self.novelty),
            "kept": len(self.novelty) - len(self.removed),
            "removed": len(self.removed),
            **{f"removed_{relation}": relations[relation] for relation in ("exact", "reprint", "contained", "seen")},
            "cuts": len(self.cuts),
            **{f"cuts_{kind}": kinds[kind] for kind in ("repeat", "boilerplate", "seen")},
            "uncut": len(self.uncut),
            "skipped": len(self.skipped),
        }

    def __repr__(self) -> str:
        return f"<Plan: {len(self.removed):,} of {len(self.novelty):,} articles removed, {len(self.cuts):,} cuts>"


def without(text: str, spans: Sequence[Span]) -> str:
    """A text without some spans of it, which do not overlap.

    >>> without("The river rose. Nobody was hurt.", [(0, 16)])
    'Nobody was hurt.'
    """
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:]])


def articles_of(source: Reader | Sequence[Item]) -> Iterator[Article]:
    """The articles among the items of a collection, in order."""
    if isinstance(source, Reader):
        yield from source
        return
    for position, item in enumerate(source):
        if not isinstance(item, Skipped):
            try:
                yield as_article(item, position)
            except InputError:
                continue

"""Which articles stay as they are, whatever the policy says: those that are kept by id, and an old collection.

The articles of an old collection are scanned with the new ones under ids of their own, which sort before all others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.arguments import refused
from dedup.article import Article
from dedup.candidates.pairs import join
from dedup.cleaning.containing import MIN_FORM
from dedup.cleaning.decisions import Cut, Removal
from dedup.cleaning.plan import articles_of
from dedup.corpus.collection import Item, as_article
from dedup.errors import InputError
from dedup.fields.frames import is_frame
from dedup.judge.relation import MIN_WHOLE
from dedup.reading import Reader, read
from dedup.results import REUSE, Match, Skipped

if TYPE_CHECKING:
    from dedup.index import Index

OLD = "\0"
"""What the id of an old article begins with while it is compared with new ones."""


@dataclass(frozen=True, slots=True)
class OldCollection:
    """The old articles that new ones are compared with.

    `pairs` are the ids, of a new and an old article each, that an index has found; None: those that a scan finds.
    """

    articles: Sequence[Article]
    pairs: Collection[tuple[str, str]] | None = None

    @classmethod
    def of(cls, against: Any, new: Reader | Sequence[Item]) -> OldCollection:
        """The articles of a collection, or those of an index that share something with the new ones."""
        if not isinstance(against, Reader) and hasattr(against, "check"):
            return _found_in(against, articles_of(new))
        articles = {article.id: article for article in _articles(against)}
        return cls([replace(article, id=OLD + article.id) for article in articles.values()])


def _articles(items: Reader | Iterable[Item]) -> Iterator[Article]:
    """The articles among the items; of several with one id the last that is yielded counts."""
    if is_frame(items):
        items = read(items)
    if isinstance(items, Reader):
        yield from items
        return
    if isinstance(items, (str, bytes)) or not isinstance(items, Iterable):
        raise refused("against", items, "a collection of articles or an Index, such as dedup.read(path) or Index(path)")
    for position, item in enumerate(items):
        if not isinstance(item, Skipped):
            yield as_article(item, position)


def _found_in(index: Index, new: Iterable[Article]) -> OldCollection:
    """The articles of an index that share enough with one of these, or have its id."""
    old: dict[str, Article] = {}
    pairs = set()
    for article in new:
        found = index.check(article, every_relation=True)
        ids = [match.other(found.article_id) for match in found if _shares_enough(match)]
        for old_id in [found.article_id] * (found.standing != "unknown") + ids:
            stored = old.get(old_id) or index.get(old_id)
            if stored is not None:  # None: another process has removed it since
                old[old_id] = stored
                pairs.add((article.id, OLD + old_id))
    return OldCollection([replace(article, id=OLD + article.id) for article in old.values()], pairs)


def _shares_enough(match: Match) -> bool:
    """What `containing.shares_enough` says of pairs of a scan."""
    is_whole = max(match.containment_a, match.containment_b) >= MIN_WHOLE
    return match.relation in REUSE or (is_whole and sum(one.n_words for one in match.passages) >= MIN_FORM)


class Staying:
    """The articles of a collection that stay as they are, by number, and the pairs that are looked at."""

    def __init__(self, ids: Sequence[str], kept: Collection[str] = (), old: OldCollection | None = None) -> None:
        self.n_old = 0 if old is None else sum(article_id.startswith(OLD) for article_id in ids)
        self._is_against = old is not None
        self._given: NDArray[np.uint64] | None = None
        wanted = set(kept)
        self.marks = np.fromiter((one in wanted for one in ids), np.bool_, len(ids))
        if wanted and not self.marks.any():
            raise InputError("no article has one of the ids that are to be kept: give ids as a report shows them")
        self.marks[: self.n_old] = True
        if old is not None and old.pairs is not None:
            number = {article_id: k for k, article_id in enumerate(ids)}
            sides = [(number[a], number[b]) for a, b in old.pairs if a in number and b in number]
            self._given = np.unique(join(*np.array(sides, np.int64).reshape(-1, 2).T))

    def chosen(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Of the pairs that a scan shows those that count: with an old collection one of each, or what it gave."""
        if self._given is not None:
            return self._given
        one_of_each = (first < self.n_old) != (second < self.n_old)
        chosen: NDArray[np.uint64] = join(first, second)
        return chosen[one_of_each] if self._is_against else chosen


def with_old(new: Reader | Sequence[Item], old: OldCollection) -> Iterator[Item]:
    """The items of both collections, the new ones first, so that their positions stay."""
    yield from new.records() if isinstance(new, Reader) else new
    yield from old.articles


def named(removal: Removal) -> Removal:
    """A removal that names an old article as its collection does."""
    return replace(
        removal, kept=removal.kept.removeprefix(OLD), elsewhere=tuple(named_cut(cut) for cut in removal.elsewhere)
    )


def named_cut(cut: Cut) -> Cut:
    """A cut that names an old article as its collection does."""
    return replace(cut, kept=cut.kept.removeprefix(OLD))

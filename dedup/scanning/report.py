"""Report: what a scan found, as sequences that make their objects on demand from columns."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, get_args, overload

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.config import Config
from dedup.corpus.corpus import Corpus
from dedup.records import PairRecords
from dedup.results import Boilerplate, Cluster, Credit, Match, Reading, Relation, Repeat, Shared, Skipped, Span

if TYPE_CHECKING:
    from dedup.matches.table import MatchTable
    from dedup.origin import Verdicts

T = TypeVar("T")


class OnDemand(Sequence[T]):
    """A sequence of `n` objects, each made when it is accessed.

    `each` makes all of them one after the other, if that is quicker.
    """

    def __init__(self, n: int, make: Callable[[int], T], each: Callable[[], Iterator[T]] | None = None) -> None:
        self._n = n
        self._make = make
        self._each = each

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            places = range(self._n)[index]
            return OnDemand(len(places), lambda i: self._make(places[i]))
        return self._make(range(self._n)[index])

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(self._n)) if self._each is None else self._each()

    def __repr__(self) -> str:
        return f"<{self._n:,} on demand>"


class ArticleTable(Mapping[str, Article]):
    """The articles of a corpus by id, in the order of ids, each made when it is accessed."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.ids = [corpus.ids[number] for number in corpus.by_place.tolist()]

    def __getitem__(self, article_id: str) -> Article:
        place = bisect_left(self.ids, article_id)
        if place == len(self.ids) or self.ids[place] != article_id:
            raise KeyError(article_id)
        return self.at(place)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def values(self) -> ValuesView[Article]:
        """All articles in order, without looking up each id."""
        return _Articles(self)

    def at(self, place: int) -> Article:
        """The article at a place in the order of ids."""
        return self._corpus.article(int(self._corpus.by_place[place]))


class _Articles(ValuesView[Article]):
    def __init__(self, table: ArticleTable) -> None:
        super().__init__(table)
        self._table = table

    def __iter__(self) -> Iterator[Article]:
        return map(self._table.at, range(len(self._table)))


@dataclass(frozen=True, slots=True)
class ArticleColumns:
    """What is known of the articles of a scan, by place in the order of their ids.

    `position` int64[N] orders them as they were read; `n_words` int64[N]; `published` float64[N], seconds since 1970,
    NaN where not known; `outlets` int32[N], places in `outlet_names`; `origins` int64[N]: the origin of each one's
    family, an article without one being its own.
    """

    position: NDArray[np.int64]
    n_words: NDArray[np.int64]
    published: NDArray[np.float64]
    outlets: NDArray[np.int32]
    outlet_names: Sequence[str]
    origins: NDArray[np.int64]

    @classmethod
    def of(cls, corpus: Corpus, n_words: NDArray[np.int64], origins: NDArray[np.int64]) -> ArticleColumns:
        """The columns of a corpus by place; `n_words` and `origins` are given by number, origins being numbers too."""
        by_place = corpus.by_place
        return cls(
            corpus.position[by_place],
            n_words[by_place],
            corpus.published[by_place],
            corpus.outlets[by_place],
            corpus.outlet_names,
            corpus.place[origins[by_place]],
        )


@dataclass(frozen=True)
class Finders:
    """How a report finds what is only looked for when asked."""

    repeats: Callable[[Sequence[Article]], Sequence[Repeat]]
    credits: Callable[[Sequence[Article]], Sequence[Credit]]
    shared: Callable[[], Sequence[Shared]]
    match_table: Callable[[NDArray[np.int64]], MatchTable]
    match_pairs: Callable[[], PairRecords]
    judged: Callable[[], Iterator[tuple[Cluster, Verdicts]]]
    columns: Callable[[], ArticleColumns]


class Report:
    """What was found in a collection of articles.

    `matches` are the confirmed pairs, sorted by both ids; `clusters` the families, largest first. `repeats`, `credits`
    and `shared` are computed when first accessed. `boilerplate` is what outlets print under many articles, the most
    frequent first; `boilerplate_spans` gives its places in each article that has some, by id. `skipped` lists what was
    left out, and why; `counts` says how many articles, candidates and alignments there were, `seconds` how long each
    stage took, and `fields_used` from which fields of the records each part of the articles was taken. `reading` holds
    anything else about how they were read; `not_looked_for` says why "shared" was left out, if it was.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        matches: Sequence[Match],
        clusters: Sequence[Cluster],
        skipped: Sequence[Skipped],
        *,
        config: Config,
        counts: Mapping[str, int],
        seconds: Mapping[str, float],
        finders: Finders,
        boilerplate: Sequence[Boilerplate] = (),
        boilerplate_spans: Mapping[str, tuple[Span, ...]] = MappingProxyType({}),
        fields_used: Mapping[str, Sequence[str]] | None = None,
        reading: Reading = Reading(),  # noqa: B008 - frozen
        not_looked_for: Mapping[str, str] | None = None,
    ) -> None:
        self.articles = articles
        self.matches = matches
        self.clusters = clusters
        self.skipped = skipped
        self.config = config
        self.counts = counts
        self.seconds = seconds
        self.boilerplate = boilerplate
        self.boilerplate_spans = boilerplate_spans
        self.reading = reading
        self.fields_used = {part: tuple(names) for part, names in (fields_used or {}).items()}
        self.not_looked_for = dict(not_looked_for or {})
        self._finders = finders

    @cached_property
    def repeats(self) -> Sequence[Repeat]:
        """Text that appears more than once inside one article."""
        return self._finders.repeats(self._articles)

    @cached_property
    def credits(self) -> Sequence[Credit]:
        """The agencies that articles credit or mention."""
        return self._finders.credits(self._articles)

    @cached_property
    def shared(self) -> Sequence[Shared]:
        """Wording that articles have in common without being a match."""
        return self._finders.shared()

    @cached_property
    def _articles(self) -> Sequence[Article]:
        """The articles by place, each made when it is accessed."""
        ids = list(self.articles)
        return OnDemand(len(ids), lambda place: self.articles[ids[place]])

    def article_at(self, place: int) -> Article:
        """The article at a place in the order of ids, which is that of `articles`."""
        return self._articles[place]

    def match_pairs(self) -> PairRecords:
        """The articles of each match by place, the smaller first, PAIR[M]."""
        return self._finders.match_pairs()

    def families(self) -> Sequence[NDArray[np.int64]]:
        """The members of each of `clusters` by place, the origin first, without deciding who was first in each."""
        from dedup.families.grouping import members_by_origin  # with its kernels, which a report loads when it is used

        families = sorted(members_by_origin(self.columns().origins).items(), key=lambda family: -len(family[1]))
        return [np.append(origin, members[members != origin]) for origin, members in families]

    def judged_clusters(self) -> Iterator[tuple[Cluster, Verdicts]]:
        """`clusters`, each with the verdicts on its origin and each of its members."""
        return self._finders.judged()

    def match_table(self, chosen: NDArray[np.int64] | None = None) -> MatchTable:
        """All matches in columns, or those at the places `chosen`."""
        return self._finders.match_table(np.arange(len(self.matches)) if chosen is None else chosen)

    def columns(self) -> ArticleColumns:
        """What is known of all articles, in columns."""
        return self._finders.columns()

    def relations(self) -> Counter[str]:
        """How many matches there are of each relation."""
        return Counter({relation: self.counts[relation] for relation in get_args(Relation) if relation in self.counts})

    def __repr__(self) -> str:
        return (
            f"<Report: {len(self.articles):,} articles, {len(self.matches):,} matches,"
            f" {len(self.clusters):,} families, {len(self.skipped):,} skipped>"
        )

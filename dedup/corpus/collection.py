"""What goes into a scan: articles from anything iterable, checked, with what had to be left out."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from dedup.article import Article, identity_of
from dedup.articles import Articles, Plain, dated_pieces
from dedup.corpus.kept import KeptArticles
from dedup.corpus.pieces import Piece, Pieces, date_of
from dedup.dates import DateColumns
from dedup.errors import InputError
from dedup.fields.frames import refuse_no_collection
from dedup.fields.plain import ID
from dedup.results import Reading, Skipped
from dedup.same_ids import SameIds

Item = Article | Mapping[str, Any] | str | Skipped


class ByNumber(Protocol):
    """Gives the article of a number."""

    def __getitem__(self, number: int, /) -> Article: ...


class Collection:
    """Articles with unique ids, by number, and what was skipped on the way, with reasons.

    Of a sequence only the ids and times are kept, and each article is made again when asked for, and so it is where
    `again` gives the article at a position; what any other iterable gives is kept (`KeptArticles`), unless `keep` takes
    care of that.
    `ids`, `published` (seconds since 1970, NaN where not known) and `sources` (numbers of outlets, in order of
    appearance) stand by number. `here` tells where a row of the articles that were read last stands.
    """

    def __init__(
        self,
        items: Iterable[Item | Articles],
        keep: Callable[[Articles], None] | None = None,
        here: Callable[[int], str] = lambda row: "",
        again: Callable[[int], Article] | None = None,
    ) -> None:
        self._items = items
        self._here = here
        kept = KeptArticles()
        self._keep = kept.append if keep is None else keep
        self._again = self._made_again if isinstance(items, Sequence) else again
        self._kept: ByNumber | None = kept if self._again is None else None
        self._positions = array("q")
        self._unnamed: list[tuple[int, int]] = []  # number and position of articles that gave no id
        self.ids: list[str] = []
        self.published: list[float] = []
        self.sources: list[int] = []
        self._number_of_source: dict[str, int] = {}
        self.skipped: list[Skipped] = []
        self.reading = Reading()
        self._foreign: str | None = None  # why the first item that is nothing like an article is none
        self._n_foreign = 0
        self._dates = DateColumns()
        self._apart = SameIds()
        self._given: set[str] = set()

    @property
    def source_names(self) -> list[str]:
        """The outlets by their numbers."""
        return list(self._number_of_source)

    def texts(self) -> Iterator[str]:
        """Take in every item, and yield the texts of those that stay, in order.

        A text or mapping without an id gets its position, with "#" before it where another's id is that. An item that
        is no article is skipped with its reason, and so is all but the first of several with the same id. What the
        iterable itself raises is passed on, with a note on where.

        Raises `InputError` for what is no collection, as a single text or a path, and if no item at all is an article.
        """
        refuse_no_collection(self._items)
        pieces = Pieces(self._items, self._dates)
        try:
            for piece in self._dates.settled(pieces, date_of):
                for articles in self._articles(piece):
                    yield from articles.texts
            self._name_the_unnamed()
            dates = self._dates.notes
            self.reading = Reading(
                dates.n_not_understood,
                dates.example,
                dates.orders,
                n_told_apart=self._apart.n,
                id_example=self._apart.example,
            )
        except Exception as error:
            error.add_note(f"raised while reading article {pieces.n_read + 1:,}; nothing was reported")
            raise
        if self._foreign is not None and self._n_foreign == pieces.n_read:
            raise InputError(f"none of the {pieces.n_read:,} items is an article: {self._foreign}")

    @classmethod
    def restored(
        cls,
        kept: ByNumber,
        ids: list[str],
        published: list[float],
        sources: tuple[list[int], list[str]],
        skipped: Iterable[Skipped],
    ) -> Collection:
        """The collection that was taken in before, whose articles stand in `kept`; `sources` are numbers and names."""
        collection = cls(iter(()))
        collection._kept, collection.ids, collection.published = kept, ids, published
        collection.sources, names = sources
        collection._number_of_source = {name: number for number, name in enumerate(names)}
        collection.skipped = list(skipped)
        return collection

    def __reduce__(self) -> tuple[Any, ...]:
        """The articles themselves in place of what they are made from: files, streams, other programs' tables."""
        articles = [self[number] for number in range(len(self.ids))]
        sources = (self.sources, self.source_names)
        return Collection.restored, (articles, self.ids, self.published, sources, self.skipped)

    def _articles(self, piece: Piece) -> Iterator[Articles]:
        """The articles of a piece, as far as they stay."""
        content, positions, gives_ids = piece
        if isinstance(content, Skipped):
            self.skipped.append(content)
        elif isinstance(content, Articles):
            yield self._accepted(content, positions, () if gives_ids else range(len(content)))
        elif not isinstance(content, Plain):
            yield from self._one(content, positions[0])
        else:
            for part in dated_pieces(content, self._dates):
                if isinstance(part, int):
                    yield from self._one(content.records.fields(part), positions[part])
                else:
                    yield self._plain(*part)

    def _plain(self, plain: Plain, published: Sequence[datetime | None]) -> Articles:
        """The articles that plain mappings are, as far as they stay."""
        given, positions = plain.values[ID], plain.records.numbers
        ids = [own or str(position) for own, position in zip(given, positions, strict=True)]
        unnamed = [row for row, own in enumerate(given) if not own]
        named = [row for row, own in enumerate(given) if own] if unnamed else range(len(ids))
        articles = self._apart.told_apart(plain.articles(ids, published), "", named)
        return self._accepted(articles, positions, unnamed)

    def _one(self, item: Any, position: int) -> Iterator[Articles]:
        """The article that an item of any kind is, if it is one and stays."""
        try:
            articles = Articles.of([as_article(item, position, self._dates)])
        except NoArticle as error:
            self._foreign, self._n_foreign = self._foreign or error.reason, self._n_foreign + 1
            self.skipped.append(Skipped(reason=error.reason, id=str(position)))
            return
        except InputError as error:
            self.skipped.append(Skipped(reason=error.reason, id=_id_of(item, position)))
            return
        gives_id = isinstance(item, Article) or _gives_id(item)
        if gives_id and isinstance(item, Mapping):  # whoever made articles has seen to their ids
            articles = self._apart.told_apart(articles, "", [0])
        yield self._accepted(articles, [position], () if gives_id else [0])

    def _accepted(self, articles: Articles, positions: Sequence[int], unnamed: Sequence[int]) -> Articles:
        """Take in those articles whose id none before them has; the rows that are `unnamed` gave no id."""
        if not unnamed and self._given.isdisjoint(articles.ids) and len(set(articles.ids)) == len(articles):
            self._given.update(articles.ids)
        elif len(unnamed) < len(articles):
            articles, positions, unnamed = self._first_of_each(articles, positions, set(unnamed))
        self._unnamed += [(len(self.ids) + row, positions[row]) for row in unnamed]
        self.ids += articles.ids
        self.published.extend(map(seconds_of, articles.published))
        numbers = self._number_of_source
        for name in dict.fromkeys(articles.sources):
            numbers.setdefault(name, len(numbers))
        self.sources.extend(map(numbers.__getitem__, articles.sources))
        if self._kept is None:
            self._positions.extend(positions)
        else:
            self._keep(articles)
        return articles

    def _first_of_each(
        self, articles: Articles, positions: Sequence[int], unnamed: Set[int]
    ) -> tuple[Articles, Sequence[int], Sequence[int]]:
        """The articles whose id none before them has, their positions, and the rows among them that gave none."""
        rows = []
        for row, given in enumerate(articles.ids):
            if row not in unnamed:
                if given in self._given:
                    reason = "another article has the same id; the first is kept"
                    self.skipped.append(Skipped(reason, given, self._here(row)))
                    continue
                self._given.add(given)
            rows.append(row)
        left = [place for place, row in enumerate(rows) if row in unnamed]
        return articles.chosen(rows), [positions[row] for row in rows], left

    def _name_the_unnamed(self) -> None:
        """Make the ids of those that gave none differ from all that were given, earlier or later."""
        for number, position in self._unnamed:
            name = str(position)
            while name in self._given:
                name = f"#{name}"
            self.ids[number] = name

    def __getitem__(self, number: int) -> Article:
        if self._kept is not None or self._again is None:
            article = (self._kept or ())[number]
        else:
            article = self._again(self._positions[number])
        return article if article.id == self.ids[number] else replace(article, id=self.ids[number])

    def _made_again(self, position: int) -> Article:
        items: Any = self._items
        return as_article(items[position], position, self._dates)


class NoArticle(InputError):  # noqa: N818 - reads as the fact it states
    """An item that is nothing like an article."""


def as_article(item: object, position: int = 0, dates: DateColumns | None = None) -> Article:
    """An article from an `Article`, a mapping (`Article.from_mapping`) or a text, which gets its position as id.

    Raises `InputError` for anything else.
    """
    if isinstance(item, Article):
        return item
    if isinstance(item, str):
        return Article(id=str(position), text=item)
    if isinstance(item, Mapping):
        return Article.from_mapping(item, default_id=str(position), dates=dates)
    reason = f"an article is an Article, a mapping or a text, not {type(item).__name__}"
    if isinstance(item, (tuple, list)):
        reason += ": make mappings of rows, dict(zip(names, row))"
    raise NoArticle(reason)


_EPOCH = datetime(1970, 1, 1)


def seconds_of(published: datetime | None) -> float:
    """A time in seconds since 1970, a naive one as UTC; NaN where it is not known."""
    if published is None:
        return math.nan
    return (published - _EPOCH).total_seconds() if published.tzinfo is None else published.timestamp()


def _gives_id(item: object) -> bool:
    return isinstance(item, Mapping) and identity_of(item) is not None


def _id_of(item: object, position: int) -> str:
    given = identity_of(item) if isinstance(item, Mapping) else None
    return given if isinstance(given, str) and given else str(position)

"""What goes into a scan: articles from anything iterable, checked, with what had to be left out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dedup.article import Article, identity_of
from dedup.errors import InputError
from dedup.results import Skipped

Item = Article | Mapping[str, Any] | str | Skipped


class Collection:
    """Articles with unique ids, by number, and what was skipped on the way, with reasons.

    Of a sequence only the ids and times are kept, and each article is made again when asked for; what any other
    iterable gives is kept. `ids`, `published` (seconds since 1970, NaN where not known) and `sources` (numbers of
    outlets, in order of appearance) stand by number.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self._kept: list[Article] | None = None if isinstance(items, Sequence) else []
        self._positions: list[int] = []
        self.ids: list[str] = []
        self.published: list[float] = []
        self.sources: list[int] = []
        self._number_of_source: dict[str, int] = {}
        self.skipped: list[Skipped] = []

    def texts(self) -> Iterator[str]:
        """Take in every item, and yield the texts of those that stay, in order.

        A text or mapping without an id gets its position. An item that is no article is skipped with its reason, and so
        is all but the first of several with the same id. What the iterable itself raises is passed on, with a note on
        where.

        Raises `InputError` for a single text: its characters are no articles.
        """
        if isinstance(self._items, (str, bytes)):
            raise InputError("articles must be a list or another iterable of articles, not one text")
        n_read = 0
        seen: set[str] = set()
        try:
            for position, item in enumerate(self._items):
                article = self._accepted(item, position, seen)
                n_read = position + 1
                if article is not None:
                    yield article.text
        except Exception as error:
            error.add_note(f"raised while reading article {n_read + 1:,}; nothing was reported")
            raise

    def _accepted(self, item: Item, position: int, seen: set[str]) -> Article | None:
        if isinstance(item, Skipped):
            self.skipped.append(item)
            return None
        try:
            article = as_article(item, position)
        except InputError as error:
            self.skipped.append(Skipped(reason=error.reason, id=_id_of(item, position)))
            return None
        if article.id in seen:
            self.skipped.append(Skipped(reason="another article has the same id; the first is kept", id=article.id))
            return None
        seen.add(article.id)
        self.ids.append(article.id)
        self.published.append(_seconds(article.published))
        self.sources.append(self._number_of_source.setdefault(article.source, len(self._number_of_source)))
        if self._kept is None:
            self._positions.append(position)
        else:
            self._kept.append(article)
        return article

    def __getitem__(self, number: int) -> Article:
        if self._kept is not None:
            return self._kept[number]
        items: Any = self._items
        position = self._positions[number]
        return as_article(items[position], position)


def as_article(item: object, position: int = 0) -> Article:
    """An article from an `Article`, a mapping (`Article.from_mapping`) or a text, which gets its position as id.

    Raises `InputError` for anything else.
    """
    if isinstance(item, Article):
        return item
    if isinstance(item, str):
        return Article(id=str(position), text=item)
    if isinstance(item, Mapping):
        return Article.from_mapping(item, default_id=str(position))
    raise InputError(f"an article is an Article, a mapping or a text, not {type(item).__name__}")


_EPOCH = datetime(1970, 1, 1)


def _seconds(published: datetime | None) -> float:
    if published is None:
        return math.nan
    return (published - _EPOCH).total_seconds() if published.tzinfo is None else published.timestamp()


def _id_of(item: object, position: int) -> str:
    given = identity_of(item) if isinstance(item, Mapping) else None
    return given if isinstance(given, str) and given else str(position)

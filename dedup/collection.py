"""What goes into a scan: articles from anything iterable, checked, with what had to be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dedup.article import Article
from dedup.errors import InputError
from dedup.results import Skipped

Item = Article | Mapping[str, Any] | str | Skipped


@dataclass(slots=True)
class Collection:
    """Articles with unique ids, and what was skipped on the way, with reasons."""

    articles: list[Article] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def take_from(self, items: Iterable[Item]) -> Iterator[str]:
        """Take in every item, and yield the texts of those that stay, in order.

        A text or mapping without an id gets its position. An item that is no article is skipped with its reason, and so
        is all but one of several with the same id. What the iterable itself raises is passed on, with a note on where.
        """
        position = 0
        try:
            for position, item in enumerate(items):
                article = self._accept(item, position)
                if article is not None:
                    yield article.text
        except Exception as error:
            error.add_note(f"raised while reading article {position + 1:,}; nothing was reported")
            raise

    def _accept(self, item: Item, position: int) -> Article | None:
        if isinstance(item, Skipped):
            self.skipped.append(item)
            return None
        try:
            article = as_article(item, position)
        except InputError as error:
            self.skipped.append(Skipped(reason=error.reason, id=_id_of(item, position)))
            return None
        if article.id in self._places:
            self.skipped.append(Skipped(reason="another article has the same id; the first is kept", id=article.id))
            return None
        self._places[article.id] = len(self.articles)
        self.articles.append(article)
        return article

    def __getitem__(self, article_id: str) -> Article:
        return self.articles[self._places[article_id]]


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


def _id_of(item: object, position: int) -> str:
    given = item.get("id") if isinstance(item, Mapping) else None
    return given if isinstance(given, str) else str(position)

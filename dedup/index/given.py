"""Given: what is handed to an index, checked before the database is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dedup.article import Article, identity_of
from dedup.errors import InputError
from dedup.index.records import packed_id
from dedup.results import Skipped


def as_article(item: object) -> Article:
    """An article that has an id to be stored under. Raises `InputError` for anything else."""
    if isinstance(item, Mapping):
        item = Article.from_mapping(item)
    if not isinstance(item, Article):
        raise InputError(f"an article is an Article or a mapping with an id and a text, not {type(item).__name__}")
    packed_id(item.id)
    return item


def batches(items: Iterable[object], size: int, skipped: list[Skipped]) -> Iterator[list[Article]]:
    """The articles among the items, so many at a time; what is none goes to `skipped`."""
    batch: list[Article] = []
    for item in items:
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        try:
            batch.append(as_article(item))
        except InputError as error:
            skipped.append(Skipped(error.reason, id=_id_of(item)))
            continue
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _id_of(item: object) -> str:
    given = identity_of(item) if isinstance(item, Mapping) else getattr(item, "id", None)
    return given if isinstance(given, str) else ""

"""Given: what is handed to an index, checked before the database is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dedup.article import Article, identity_of
from dedup.errors import InputError
from dedup.index.records import packed_id, unpacked
from dedup.results import Skipped
from dedup.same_ids import are_others, name_apart

if TYPE_CHECKING:
    from dedup.index.database.rows import Rows


Batch = list[tuple[Article, str]]
"""Articles, each with the name of the file it stands in, "" where nobody knows."""


def named_apart(rows: Rows, articles: Sequence[tuple[Article, str]]) -> list[Article]:
    """The articles, those under another id that have the id of another outlet's article in the index by chance."""
    there = rows.with_ids([packed_id(article.id) for article, _ in articles])
    named = []
    for article, file in articles:
        row = there.get(packed_id(article.id))
        if row is not None and are_others(unpacked(row.id, row.record), article):
            named.append(replace(article, id=name_apart(article, file)))
        else:
            named.append(article)
    return named


def as_article(item: object) -> Article:
    """An article that has an id to be stored under. Raises `InputError` for anything else."""
    if isinstance(item, Mapping):
        item = Article.from_mapping(item)
    if not isinstance(item, Article):
        raise InputError(f"an article is an Article or a mapping with an id and a text, not {type(item).__name__}")
    packed_id(item.id)
    return item


def batches(
    items: Iterable[object], size: int, skipped: list[Skipped], here: Callable[[], str] = str
) -> Iterator[Batch]:
    """The articles among the items, so many at a time; what is none goes to `skipped`.

    `here` names the file of the item that was read last.
    """
    batch: Batch = []
    for item in items:
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        try:
            batch.append((as_article(item), here()))
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

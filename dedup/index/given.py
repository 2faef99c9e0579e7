"""Given: what is handed to an index, checked before the database is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from dedup.article import Article, identity_of
from dedup.dates.durations import read_duration
from dedup.errors import InputError
from dedup.fields.frames import frame_of, is_frame, refuse_no_collection
from dedup.fields.names import Names
from dedup.index.records import packed_id, unpacked
from dedup.reading import Reader
from dedup.results import Skipped
from dedup.same_ids import are_others, name_apart

if TYPE_CHECKING:
    from dedup.index.database.rows import Rows


_NO_ID = "\0"
"""Stands for the id of a mapping that gives none."""

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


def beside_stored(rows: Rows, article: Article, file: str) -> tuple[Article, Article | None]:
    """An article, under another id if another outlet's has its own by chance, and the stored one of its id."""
    stored = _stored(rows, article)
    if stored is None or not are_others(stored, article):
        return article, stored
    article = replace(article, id=name_apart(article, file))
    return article, _stored(rows, article)


def _stored(rows: Rows, article: Article) -> Article | None:
    key = packed_id(article.id)
    row = rows.with_ids([key]).get(key)
    return None if row is None else unpacked(row.id, row.record)


def as_article(item: object) -> Article:
    """An article that has an id to be stored under: its address, if a mapping gives no other.

    Raises `InputError` for anything else.
    """
    if isinstance(item, Mapping):
        given = Article.from_mapping(item, default_id=_NO_ID)
        if given.id != _NO_ID:
            return given
        return replace(given, id=given.url) if given.url else Article.from_mapping(item)  # which says what is lacking
    if not isinstance(item, Article):
        raise InputError(f"an article is an Article or a mapping with an id and a text, not {type(item).__name__}")
    return item


def rows_of(table: object) -> Iterator[dict[str, object]]:
    """The rows of a table, which are taken as mappings are.

    Raises `InputError` if they have no text, and without a column of ids or addresses: the number of a row says nothing
    another time.
    """
    names = Names()
    frame = frame_of(table, names)
    parts = names.plan(frame.names)
    if not parts["id"] and not parts["url"]:
        raise InputError(f'no column for ids or addresses among {", ".join(frame.names)}: call one "id"')
    return (records.fields(row) for records in frame for row in range(len(records)))


def duration_of(within: timedelta | str | None) -> timedelta | None:
    """How long before or after an article others are compared with it. Raises `InputError` for what is no such time."""
    length = read_duration(within) if isinstance(within, str) else within
    if within is None:
        return None
    if not isinstance(length, timedelta):
        raise InputError(f'within is no length of time: {within!r}. Give a timedelta, or "36h", "30d", "8w"')
    if length < timedelta(0):
        raise InputError("within is negative: say how long before or after")
    return length


def items_of(articles: object) -> tuple[Iterable[object], Callable[[], str]]:
    """The items of a collection, one at a time, and what names the file of the one that was read last.

    Raises `InputError` for what is no collection of articles.
    """
    if is_frame(articles):
        return rows_of(articles), str
    refuse_no_collection(articles)
    if isinstance(articles, Reader):
        return articles.records(), lambda: articles.file
    return cast("Iterable[object]", articles), str


def skipped_of(item: object, error: InputError) -> Skipped:
    """The entry of an item that is no article."""
    return Skipped(error.reason, id=_id_of(item))


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
            skipped.append(skipped_of(item, error))
            continue
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _id_of(item: object) -> str:
    given = identity_of(item) if isinstance(item, Mapping) else getattr(item, "id", None)
    return given if isinstance(given, str) else ""

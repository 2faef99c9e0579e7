"""What the flags say about reading: readers, single articles, a first date."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedup.cli.outputs import tell
from dedup.errors import InputError

if TYPE_CHECKING:
    from dedup.article import Article
    from dedup.corpus.collection import Item
    from dedup.reading import Reader
    from dedup.reading.fields import FieldNames

MAX_REASONS = 5

_SQLITE = b"SQLite format 3\0"
"""What an SQLite file begins with."""


def reader_of(
    paths: tuple[str, ...],
    file_format: str,
    source_from: Any = "field",
    fields: FieldNames | None = None,
    *,
    date_format: str = "",
) -> Reader:
    """The reader of what a command was given."""
    from dedup.reading import read

    return read(
        *paths,
        format=file_format.lstrip("."),
        source_from=source_from,
        fields=fields,
        date_format=date_format,
    )


def only_article(path: str, file_format: str, fields: FieldNames | None = None, date_format: str = "") -> Article:
    """The one article of a file. Raises `InputError` where there is none or several."""
    reader = reader_of((path,), file_format, fields=fields, date_format=date_format)
    found = []
    for article in reader:
        found.append(article)
        if len(found) > 1:
            raise InputError("holds several articles, and a file must hold exactly one here", path=path)
    if not found:
        reasons = [f"{one.path}: {one.reason}" for one in reader.skipped]
        raise InputError("; ".join(reasons) or "there is no article in it", path=None if reasons else path)
    tell_reading(reader)
    return found[0]


def two_articles(
    a: str, b: str, file_format: str, fields: FieldNames | None = None, date_format: str = ""
) -> tuple[Article, Article]:
    """The articles of two files, under different ids. Raises `InputError` where one has none or several."""
    first, second = (only_article(path, file_format, fields, date_format) for path in (a, b))
    if first.id == second.id:
        return replace(first, id=a), replace(second, id=f"{b} (b)" if a == b else b)
    return first, second


def collection_with(
    a: str, b: str, paths: tuple[str, ...], file_format: str, source_from: Any, fields: FieldNames, date_format: str
) -> tuple[list[Item], tuple[Item, Item]]:
    """The articles of a collection, and of two names what they name: ids in it, or files of one article each."""
    items: list[Any] = list(reader_of(paths, file_format, source_from, fields, date_format=date_format).records())
    ids = {getattr(item, "id", "") for item in items}
    first, second = (one if one in ids else only_article(one, file_format, fields, date_format) for one in (a, b))
    return items, (first, second)


def is_index(place: str) -> bool:
    """Whether a name is that of an index rather than of files: an address of a database, or an SQLite file."""
    if "://" in place:
        return True
    path = Path(place)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def read_ids(file: str) -> list[str]:
    """The ids in a file, one per line. Raises `InputError` where there is none."""
    if Path(file).is_char_device():  # which may have no end; a pipe has one
        raise InputError("is a device: name a file of ids", path=file)
    with Path(file).open(encoding="utf-8-sig", newline="\n") as lines:
        found = [line.rstrip("\r\n") for line in lines]
    ids = [line for line in found if line.strip()]
    if not ids:
        raise InputError("there is no id in it: write one per line", path=file)
    return ids


def given_date(date: str, flag: str) -> datetime:
    """The time that a flag names by a date or how long ago it is. Raises `InputError` for what is neither."""
    from dedup.dates.durations import time_of

    return time_of(date, flag, datetime.now(UTC))


def given_duration(written: str | None, flag: str) -> timedelta | None:
    """The length of time that a flag names, None where it was not given. Raises `InputError` for what is none."""
    from dedup.dates.durations import read_duration

    length = None if written is None else read_duration(written)
    if written is not None and length is None:
        raise InputError(f'{flag}: "{written}" is no time: write it as 36h, 30d or 8w')
    return length


def tell_reading(reader: Reader) -> None:
    """Tell on stderr what there is to say of how the articles were read, beside what was skipped."""
    for sentence in reader.reading.sentences():
        tell(sentence)


def require_articles(reader: Reader, n_articles: int) -> None:
    """Raises `InputError` if nothing at all could be read, with the reasons."""
    if n_articles:
        return
    reasons = Counter(one.reason for one in reader.skipped)
    said = "; ".join(f"{reason} ({n:,} times)" if n > 1 else reason for reason, n in reasons.most_common(MAX_REASONS))
    passed = [sentence for sentence in reader.reading.sentences() if sentence.startswith("passed over")]
    raise InputError(f"nothing was read: {'; '.join(filter(None, [said, *passed])) or 'there is no article in it'}")

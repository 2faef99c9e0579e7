"""What is taken in, as many at a time as are of one kind: texts, articles, mappings that have the same keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dedup.article import USUAL, Article, date_in
from dedup.articles import Articles, Plain, plain_pieces
from dedup.dates import DateColumns
from dedup.fields.feed_entries import is_feed_entry
from dedup.fields.plain import AT_ONCE, BYTES_AT_ONCE, Records


class Piece(NamedTuple):
    """Items and their positions: `Articles`, `Plain` mappings, or one of any kind.

    `gives_ids`: whether the ids of articles are their own, not made up here.
    """

    content: Any
    positions: Sequence[int]
    gives_ids: bool = True


class Pieces:
    """Items in pieces, in their order; of mappings as many together as `dates` can settle together.

    `n_read` counts the items that were read so far.
    """

    def __init__(self, items: Iterable[Any], dates: DateColumns) -> None:
        self._items = items
        self._dates = dates
        self.n_read = 0

    def __iter__(self) -> Iterator[Piece]:
        run = _Run()
        for item in self._items:
            kind = _kind_of(item)
            if not run.takes(kind):
                yield from self._split(run.taken())
            if kind is None:
                n_items = len(item) if isinstance(item, Articles) else 1
                yield Piece(item, range(self.n_read, self.n_read + n_items))
                self.n_read += n_items
            else:
                run.add(kind, item, self.n_read)
                self.n_read += 1
        if run:
            yield from self._split(run.taken())

    def _split(self, piece: Piece) -> Iterator[Piece]:
        records = piece.content
        if not isinstance(records, Records):
            yield piece
            return
        keys = None if _may_lack_id(records) else USUAL.plain_keys(records.names)
        for part in range(len(records)) if keys is None else plain_pieces(records, keys, self._dates):
            if isinstance(part, Plain):
                yield Piece(part, part.records.numbers)
            else:
                yield Piece(records.fields(part), [records.numbers[part]])


def date_of(piece: Piece) -> tuple[tuple[str, str], Any] | None:
    """The first date of mappings as it is written, and its column."""
    content = piece.content
    if isinstance(content, Plain):
        return content.date
    found = date_in(content) if isinstance(content, Mapping) else None
    return None if found is None else (("", found[0]), found[1])


class _Run:
    """Takes items of one kind, some together at most."""

    def __init__(self) -> None:
        self._kind: Any = None
        self._items: list[Any] = []
        self._begin = self._n_chars = 0

    def __len__(self) -> int:
        return len(self._items)

    def takes(self, kind: object) -> bool:
        """Whether an item of this kind may join those that are waiting."""
        if not self._items:
            return True
        return kind == self._kind and len(self._items) < AT_ONCE and self._n_chars < BYTES_AT_ONCE

    def add(self, kind: object, item: Any, position: int) -> None:
        """Take in an item; of a mapping what is in it now, since some fill the same one again and again."""
        if not self._items:
            self._kind, self._begin, self._n_chars = kind, position, 0
        if kind is str:
            self._n_chars += len(item)
        elif kind is Article:
            self._n_chars += len(item.text)
        else:
            item = tuple(item.values())
            self._n_chars += sum(len(value) for value in item if type(value) is str)
        self._items.append(item)

    def taken(self) -> Piece:
        """The items that were waiting."""
        items, kind, self._items = self._items, self._kind, []
        positions = range(self._begin, self._begin + len(items))
        if kind is str:
            return Piece(Articles.of_texts(list(map(str, positions)), items), positions, gives_ids=False)
        if kind is Article:
            return Piece(Articles.of(items), positions)
        return Piece(Records(kind, list(zip(*items, strict=True)), positions), positions)


def _kind_of(item: object) -> object:
    """What an item has in common with others that can be taken in with it; None where it goes by itself."""
    if type(item) is str or type(item) is Article:
        return type(item)
    return tuple(item) if type(item) is dict and item and not is_feed_entry(item) else None


def _may_lack_id(records: Records) -> bool:
    """Whether a mapping has an empty id, which is an error unless it has another."""
    return any(name == "id" and "" in column for name, column in zip(records.names, records.values, strict=True))

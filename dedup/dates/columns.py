"""Columns of dates: for each is decided whether the day or the month comes first; what is not read is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from dedup.arguments import require
from dedup.dates.values import Read, read, settled_date
from dedup.dates.waiting import Waiting
from dedup.errors import InputError

T = TypeVar("T")

Column = tuple[str, str]
"""A file, "" where there is none, and the name of a field in it."""

DateOf = Callable[[T], tuple[Column, Any] | None]
"""Looks up the date of an item as it is written, and its column; None where it has none."""

_LEAD = 3
"""So many dates more must show one order than show the other before a column has it: a slip decides nothing."""


@dataclass(frozen=True, slots=True)
class DateNotes:
    """What is to be said of the dates of a collection.

    `n_not_understood` counts the articles whose date could not be read, `example` is the first such date. `orders` says
    of each field whose dates are numbers alone which comes first, "day first" or "month first", and in how many files
    where they differ.
    """

    n_not_understood: int = 0
    example: str = ""
    orders: dict[str, str] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        """The same in words, a sentence each.

        >>> DateNotes(2, "tomorrow", {"date": "day first"}).sentences()
        ["2 dates not understood, such as 'tomorrow'", 'date: read with the day first']
        """
        said = []
        if self.n_not_understood:
            dates = "date" if self.n_not_understood == 1 else "dates"
            said.append(f"{self.n_not_understood:,} {dates} not understood, such as {self.example!r}")
        return said + [f"{name}: read with the {order}" for name, order in self.orders.items()]


class DateColumns:
    """Reads the dates of a collection and keeps count of them.

    `written` says how they are written where that is known: as `%d/%m/%Y`, the codes of Python's `strptime`, or which
    comes first, as `day-first`, `month-first`, `DMY` or `mm/dd/yyyy`.

    A date in numbers alone, such as 03/04/2015, is read as others of its column show: those of its file, else those
    that files with such a field have shown. `settled` waits for them.

    Raises `InputError` if `written` says neither.
    """

    def __init__(self, written: str = "") -> None:
        self.written = require("date_format", written, str, 'a text, such as "day-first" or "%d/%m/%Y"')
        self._format = written if "%" in written else ""
        self._day_first = _order_in_codes(written) if self._format else _order_of(written)
        self._shown: dict[Column, Counter[bool]] = {}
        self._leads: Counter[str] = Counter()  # by field, of all files: so many more show the day first
        self._closed: set[str] = set()
        self._is_finished = False
        self._waits = False
        self._n_not_understood = 0
        self._example = ""

    @property
    def leads(self) -> Counter[str]:
        """Of each field how many more dates show the day first than the month, below 0 how many fewer."""
        return self._leads

    @property
    def notes(self) -> DateNotes:
        """What is to be said of the dates that were read so far."""
        orders: dict[str, Counter[bool]] = {}
        for column in self._shown:
            order = self.order(column)
            if order is not None:
                orders.setdefault(column[1], Counter())[order] += 1
        said = {name: _said(counts) for name, counts in orders.items()} if self._day_first is None else {}
        return DateNotes(self._n_not_understood, self._example, said)

    def read(self, value: Any, column: Column = ("", "")) -> datetime | None:
        """A date of a column. None where it cannot be read; that is counted with `count`."""
        if self._format and isinstance(value, str):
            try:
                return datetime.strptime(value.strip(), self._format)
            except ValueError:
                pass
        found = read(value)
        return settled_date(found, self.order(column) if isinstance(found, tuple) and found[0].is_open else None)

    def count(self, value: Any) -> None:
        """Take note of a date that could not be read."""
        self._n_not_understood += 1
        if not self._example:
            try:
                self._example = " ".join(str(value).split())[:60]
            except ValueError:  # a number of more digits than Python writes
                self._example = "a number with too many digits"

    def order(self, column: Column) -> bool | None:
        """Whether the day comes first in a column; None where nothing tells, or not yet."""
        if self._day_first is not None:
            return self._day_first
        file, name = column
        own = self._shown.get(column)
        if own:
            lead = own[True] - own[False]
            if abs(lead) >= _LEAD or file in self._closed:
                return None if lead == 0 else lead > 0
            return None
        if file not in self._closed:
            return None
        lead = self._leads[name]
        return lead > 0 if abs(lead) >= _LEAD or (self._is_finished and lead) else None

    def learn(self, value: Any, column: Column) -> bool:
        """Take in what a date shows of its column; whether it is open itself and waits for others."""
        if not isinstance(value, str) or not _IN_NUMBERS.match(value):
            return False
        found: Read = read(value)
        if not isinstance(found, tuple):
            return False
        shows = found[0].tells
        if shows is not None:
            self._shown.setdefault(column, Counter())[shows] += 1
            self._leads[column[1]] += 1 if shows else -1
        return found[0].is_open and not self._is_finished and self.order(column) is None

    def may_wait(self, written: Iterable[str]) -> bool:
        """Whether one of these dates may have to wait until others of its column are known, or for one before it."""
        if self._day_first is not None or self._format:
            return False
        return self._waits or any(map(_IN_NUMBERS.match, written))

    def settled(self, items: Iterable[T], date_of: DateOf[T]) -> Iterator[T]:
        """The items in their order, each once it is known how its date is to be read, which `date_of` looks up.

        The items of one file come one after the other. Many may have to wait; few of them do so in memory.
        """
        if self._day_first is not None or self._format:
            yield from items
            return
        waiting: Waiting[T] = Waiting()
        try:
            yield from self._settled(items, date_of, waiting)
        finally:
            waiting.close()

    def _settled(self, items: Iterable[T], date_of: DateOf[T], waiting: Waiting[T]) -> Iterator[T]:
        file = ""
        for item in items:
            dated = date_of(item)
            if dated is None:
                is_open = False
            else:
                (current, _), value = column, _ = dated
                if current != file:
                    self._closed.add(file)
                    file = current
                is_open = self.learn(value, column)
            if is_open or waiting:
                waiting.append(item)
                yield from self._ready(date_of, waiting)
                self._waits = bool(waiting)
            else:
                yield item
        self._closed.add(file)
        self._is_finished = True
        yield from self._ready(date_of, waiting)

    def _ready(self, date_of: DateOf[T], waiting: Waiting[T]) -> Iterator[T]:
        while waiting:
            dated = date_of(waiting.first)
            if dated is not None and not self._is_finished:
                column, value = dated
                if self.order(column) is None and _is_open(value):
                    return
            yield waiting.popleft()


_IN_NUMBERS = re.compile(r"\D{0,24}\d{1,2}\s?[/–_-]\s?\d{1,2}\s?[/–_-]\s?\d{2}")
"""What a date looks like that may be open; others need not be looked at twice."""


def _is_open(value: Any) -> bool:
    found = read(value)
    return isinstance(found, tuple) and found[0].is_open


def _order_of(written: str) -> bool | None:
    """Whether `written` puts the day first; None where nothing was written."""
    if not written:
        return None
    letters = "".join(char for char in written.lower() if char.isalpha())
    day, month = letters.find("d"), letters.find("m")
    if re.fullmatch("y*(d+m+|m+d+)y*|(day|month)first", letters):
        return month < 0 or 0 <= day < month
    raise InputError(f'"{written}" is no format of dates: write it as %d/%m/%Y, or as day-first or month-first')


def _order_in_codes(codes: str) -> bool | None:
    """Whether codes of `strptime` put the day first; None where they have no number of a day or of a month."""
    day, month = codes.find("%d"), codes.find("%m")
    return None if min(day, month) < 0 else day < month


def _said(counts: Counter[bool]) -> str:
    names = {True: "day first", False: "month first"}
    if len(counts) == 1:
        return names[next(iter(counts))]
    return ", ".join(
        f"{names[order]} in {n:,} {'file' if n == 1 else 'files'}" for order, n in sorted(counts.items(), reverse=True)
    )

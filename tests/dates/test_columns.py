"""Whether the day or the month comes first is decided for a column as a whole; what is not read is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest

from dedup.dates import DateColumns, DateNotes
from dedup.errors import InputError

Item = tuple[str, str]
"""A file and a date in it."""


def read_all(items: Iterable[Item], columns: DateColumns) -> list[datetime | None]:
    def date_of(item: Item) -> tuple[tuple[str, str], Any]:
        return (item[0], "date"), item[1]

    return [columns.read(date, (file, "date")) for file, date in columns.settled(items, date_of)]


def days(dates: Iterable[str], columns: DateColumns | None = None) -> list[str]:
    found = read_all((("a.csv", one) for one in dates), columns or DateColumns())
    return ["" if one is None else f"{one:%m-%d}" for one in found]


def test_a_later_date_tells_how_the_first_is_meant() -> None:
    assert days(["03/04/2015", "04/04/2015", "25/04/2015"]) == ["04-03", "04-04", "04-25"]
    assert days(["03/04/2015", "04/05/2015", "04/25/2015"]) == ["03-04", "04-05", "04-25"]


def test_what_is_decided_is_said() -> None:
    columns = DateColumns()
    days(["03/04/2015", "25/04/2015"], columns)
    assert columns.notes == DateNotes(orders={"date": "day first"})
    assert columns.notes.sentences() == ["date: read with the day first"]


def test_where_nothing_tells_nothing_is_read() -> None:
    assert days(["03/04/2015", "05/04/2015", "05/05/2015"]) == ["", "", "05-05"]


def test_one_slip_does_not_turn_a_column() -> None:
    assert days(["04/25/2015", "03/04/2015", *["25/04/2015"] * 9])[:2] == ["04-25", "04-03"]


def test_files_may_differ_and_one_that_tells_nothing_follows_the_others() -> None:
    british = [("gb.csv", one) for one in ("03/04/2015", "25/04/2015")]
    american = [("us.csv", one) for one in ("03/04/2015", "04/25/2015")]
    columns = DateColumns()
    assert [one and one.month for one in read_all([*british, *american], columns)] == [4, 4, 3, 4]
    assert columns.notes.orders == {"date": "day first in 1 file, month first in 1 file"}
    single = [(f"{k}.json", f"0{k}/04/2015") for k in range(1, 10) if k != 4]
    assert {one and one.month for one in read_all([*single, ("z.json", "25/04/2015")], DateColumns())} == {4}


def test_many_may_wait() -> None:
    dates = [f"{1 + k % 12:02}/{1 + k // 12 % 12:02}/2015" for k in range(20_000)]
    found = days([*dates, "25/04/2015"])
    assert found[:-1] == [f"{date[3:5]}-{date[:2]}" for date in dates]


@pytest.mark.parametrize("written", ["%d/%m/%Y", "day-first", "DMY", "dd/mm/yyyy"])
def test_the_format_may_be_told(written: str) -> None:
    assert days(["03/04/2015"], DateColumns(written)) == ["04-03"]


@pytest.mark.parametrize("written", ["%m/%d/%Y", "month-first", "MDY", "mm/dd/yyyy"])
def test_or_the_other(written: str) -> None:
    assert days(["03/04/2015", "2015-04-03"], DateColumns(written)) == ["03-04", "04-03"]


def test_a_format_tells_the_order_of_dates_with_a_time_too() -> None:
    assert days(["03/04/2015 10:30"], DateColumns("%d/%m/%Y")) == ["04-03"]
    assert days(["03/04/2015 10:30"], DateColumns("%m/%d/%Y")) == ["03-04"]


def test_a_format_that_is_none() -> None:
    with pytest.raises(InputError, match="no format of dates: write it as"):
        DateColumns("whatever")


def test_what_is_not_understood_is_counted_with_an_example() -> None:
    columns = DateColumns()
    for value in ("the day after", "some day"):
        assert columns.read(value) is None
        columns.count(value)
    assert columns.notes.sentences() == ["2 dates not understood, such as 'the day after'"]

"""Thirty ways to write 21 July 2015, in many languages and five calendars, and what is no date."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.dates import read_date

DAY = datetime(2015, 7, 21)

STYLES = (
    "2015-07-21", "2015/07/21", "2015.07.21", "20150721", "21.07.2015", "21. 7. 2015", "21/07/2015", "07/21/2015", "21-07-2015",
    "July 21, 2015", "Jul. 21, 2015", "21 Jul 2015", "21-JUL-2015", "Tuesday, 21st July 2015", "Published: July 21, 2015", "21-Jul-15",
    "21 juillet 2015", "mardi 21 juil. 2015", "21. Juli 2015", "Dienstag, 21.07.2015", "21 de julio de 2015", "21 de julho de 2015",
    "21 luglio 2015", "21 июля 2015 г.", "21 Temmuz 2015 Salı", "21 lipca 2015", "21. července 2015", "21 липня 2015", "21 Juli 2015",
    "21 tháng 7 năm 2015", "21 Ιουλίου 2015", "21 ביולי 2015", "2015. július 21.",
    "21 يوليو 2015", "الثلاثاء ٢١ يوليو ٢٠١٥م", "21 تموز 2015", "21 تموز/يوليو 2015", "21 جويلية 2015", "21 جولائی 2015", "२१ जुलाई २०१५",
    "30 تیر 1394", "سه‌شنبه ۳۰ تیر ۱۳۹۴", "۱۳۹۴/۰۴/۳۰", "1394-04-30", "5 شوال 1436", "1436/10/05", "05/10/1436هـ",
    "الثلاثاء 5 شوال 1436هـ الموافق 21 يوليو 2015م",
    "2015年7月21日", "二〇一五年七月二十一日", "平成27年7月21日", "民國104年7月21日", "2015년 7월 21일", "2015. 7. 21.",
    "21 กรกฎาคม 2558", "21 ก.ค. 2558", "21 ก.ค. 58", "วันอังคารที่ 21 กรกฎาคม พ.ศ. 2558", "Mis à jour le 21 juillet 2015", "21/07/2558",
)  # fmt: skip

TIMES = {
    "2015-07-21T02:51:32Z": (2, 51, 32, UTC),
    "2015-07-21 02:51:32 UTC": (2, 51, 32, UTC),
    "2015-07-21T02:51:32+0300": (2, 51, 32, timezone(timedelta(hours=3))),
    "Tue, 21 Jul 2015 02:51:32 GMT": (2, 51, 32, UTC),
    "Tue, 21 Jul 2015 02:51:32 EST": (2, 51, 32, timezone(timedelta(hours=-5))),
    "Tue Jul 21 02:51:32 UTC 2015": (2, 51, 32, UTC),
    "21-JUL-2015 02:51:32.79": (2, 51, 32, None),
    "20150721T025132Z": (2, 51, 32, UTC),
    "20150721025132": (2, 51, 32, None),
    "21/Jul/2015:02:51:32 +0000": (2, 51, 32, UTC),
    "July 21, 2015 at 3:05 PM": (15, 5, 0, None),
    "Jul. 21, 2015, 3:05 p.m.": (15, 5, 0, None),
    "15:05 21.07.2015": (15, 5, 0, None),
    "21.07.2015 15:05 Uhr": (15, 5, 0, None),
    "mardi 21 juillet 2015 à 15h05": (15, 5, 0, None),
    "21/07/2015 - 15:05": (15, 5, 0, None),
    "٢١ يوليو ٢٠١٥ - ٣:٠٥ م": (15, 5, 0, None),
    "2015年7月21日下午3:05": (15, 5, 0, None),
    "2015년 7월 21일 오후 3:05": (15, 5, 0, None),
    "21 ก.ค. 2558 15:05 น.": (15, 5, 0, None),
    "1437447092": (2, 51, 32, UTC),
    "1437447092000": (2, 51, 32, UTC),
    "1437447092.0": (2, 51, 32, UTC),
    "1.437447092E9": (2, 51, 32, UTC),
    "Tuesday 21 July 2015 15.05 BST": (15, 5, 0, timezone(timedelta(hours=1))),
    "Tue Jul 21 02:51:32 +0000 2015": (2, 51, 32, UTC),
}


@pytest.mark.parametrize("written", STYLES)
def test_a_day_as_people_write_it(written: str) -> None:
    assert read_date(written) == DAY


@pytest.mark.parametrize("written", TIMES)
def test_a_time_as_people_and_programs_write_it(written: str) -> None:
    hour, minute, second, zone = TIMES[written]
    found = read_date(written)
    assert found is not None
    assert found.replace(microsecond=0) == datetime(2015, 7, 21, hour, minute, second, tzinfo=zone)
    assert (found.tzinfo is None) == (zone is None)


@pytest.mark.parametrize(
    "value",
    [
        date(2015, 7, 21), DAY, np.datetime64("2015-07-21"), np.datetime64("2015-07-21T00:00:00", "ns"), pd.Timestamp(DAY), 20150721,
        b"2015-07-21", [2015, 7, 21], {"$date": "2015-07-21"}, ["2015-07-21", "2015-07-22"],
    ],
)  # fmt: skip
def test_a_day_in_another_type(value: object) -> None:
    assert read_date(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        1437447092, 1437447092.0, 1437447092000, 1437447092 * 10**6, 1437447092 * 10**9, np.int64(1437447092),
        time.gmtime(1437447092), [2015, 7, 21, 2, 51, 32, 1, 202, 0], {"$date": {"$numberLong": "1437447092000"}},
    ],
)  # fmt: skip
def test_a_moment_in_numbers(value: object) -> None:
    assert read_date(value) == datetime(2015, 7, 21, 2, 51, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "", "nan", "yesterday", "2 hours ago", "2015", "July 2015", "2015-07", "31.02.2015", "21/07/58", "2015-07-21-15-05", "The river rose overnight.", "12", 2015, 7, True,
        None, float("nan"), float("inf"), 10**40, "9" * 500, pd.NaT, np.datetime64("NaT"), [], {}, object(),
        "0001-01-01", "0001-01-01T00:00:00+03:00", "9999-12-31T23:59:59-05:00", datetime.min, datetime.max.replace(tzinfo=UTC),
    ],
)  # fmt: skip
def test_what_is_no_date_of_news(value: object) -> None:
    assert read_date(value) is None


def test_what_can_be_read_in_two_ways_is_not_read_unless_told() -> None:
    assert read_date("03/04/2015") is None
    assert read_date("03/04/2015 10:30", day_first=True) == datetime(2015, 4, 3, 10, 30)
    assert read_date("03/04/2015", day_first=False) == datetime(2015, 3, 4)
    assert read_date("03.04.2015") == datetime(2015, 4, 3)
    assert read_date("04/04/2015") == datetime(2015, 4, 4)


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    assert isinstance(read_date(text), (datetime, type(None)))


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.binary(), st.lists)
    | st.dictionaries(st.text(), st.integers())
)
def test_no_value_raises(value: object) -> None:
    assert isinstance(read_date(value), (datetime, type(None)))


@given(st.datetimes(datetime(1700, 1, 1), datetime(2100, 1, 1)))
def test_iso_is_read_as_it_is(moment: datetime) -> None:
    assert read_date(moment.isoformat()) == moment


def test_days_that_do_not_exist_make_no_other_date_unreadable() -> None:
    for year in range(1980, 2010):
        assert read_date(f"31 de novembro de {year}") is None
    assert read_date("21 de novembro de 2015") == datetime(2015, 11, 21)

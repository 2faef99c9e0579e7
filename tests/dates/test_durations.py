"""Times given as dates, as lengths of time, and as what is neither."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dedup.dates.durations import time_of
from dedup.errors import InputError

NOW = datetime(2015, 7, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("0d", NOW),
        (timedelta(0), NOW),
        (" 36h ", datetime(2015, 7, 20, 0, tzinfo=UTC)),
        ("2015-07-20", datetime(2015, 7, 20, tzinfo=UTC)),
        (date(2015, 7, 20), datetime(2015, 7, 20, tzinfo=UTC)),
        (datetime(2015, 7, 20, 6), datetime(2015, 7, 20, 6, tzinfo=UTC)),
    ],
)
def test_a_time_is_given_as_a_date_or_how_long_ago(given: str, expected: datetime) -> None:
    assert time_of(given, "since", NOW) == expected


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("yesterday", '--since: "yesterday" is no date: write it as 2015-07-21, or 90d for 90 days ago'),
        ("", '--since: "" is no date: write it as 2015-07-21, or 90d for 90 days ago'),
        ("999999w", "--since: 999999w is longer ago than dates go back"),
        (timedelta.max, "--since: 999999999 days, 23:59:59.999999 is longer ago than dates go back"),
    ],
)
def test_what_is_no_time_is_an_error_with_the_remedy(given: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        time_of(given, "--since", NOW)
    assert str(error.value) == reason

"""What comes in: fields under the names that feeds and scrapers use."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import FIELD_NAMES, Article, parse_date
from dedup.errors import InputError


@pytest.mark.parametrize(("field", "name"), [(field, name) for field, names in FIELD_NAMES.items() for name in names])
def test_every_usual_name_is_understood(field, name):
    fields = {"id": "a", "text": "غرق عبّارة قبالة لامبيدوزا", "published": None}
    del fields[field if field in fields else "published"]
    article = Article.from_mapping(fields | {name: "2015-07-21"})
    expected = datetime(2015, 7, 21) if field == "published" else "2015-07-21"
    assert getattr(article, field) == expected


def test_the_most_telling_name_wins_and_unknown_ones_are_let_be():
    fields = {
        "body": "The body.",
        "text": "The text.",
        "id": "a",
        "section": "world",
        "headline": None,
        "head": "Flood",
    }
    article = Article.from_mapping(fields)
    assert (article.text, article.title) == ("The text.", "Flood")


def test_an_empty_cell_of_a_table_is_no_value():
    nan = float("nan")
    article = Article.from_mapping({"id": nan, "_id": 3, "text": "…", "title": nan, "author": nan, "date": nan})
    assert article == Article("3", "…")


def test_a_missing_time_of_a_pandas_frame_is_unknown():
    import pandas as pd

    rows = pd.DataFrame({"id": ["a", "b"], "text": ["…", "…"], "date": pd.to_datetime(["2015-07-21", None])})
    assert [Article.from_mapping(row).published for row in rows.to_dict("records")] == [datetime(2015, 7, 21), None]


@pytest.mark.parametrize(
    ("author", "line"),
    [
        ("موسكو: رائد جبر", "موسكو: رائد جبر"),
        (["Ann Lee", "Bo Chen"], "Ann Lee, Bo Chen"),
        (("Ann Lee", None, ""), "Ann Lee"),
        ({"@type": "Person", "name": "Ann Lee"}, "Ann Lee"),
        ([{"name": "Ann Lee"}, {"name": "AFP"}], "Ann Lee, AFP"),
        ({"@type": "Person"}, ""),
        (None, ""),
        ([], ""),
    ],
)
def test_authors_become_one_line(author, line):
    assert Article.from_mapping({"id": "a", "text": "…", "author": author}).author == line


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": "a"}, "no text field: looked for text, body"),
        ({"text": "…"}, "no id field: looked for id, _id"),
        ({"id": "a", "text": 5}, "text is int, not text"),
        ({"id": True, "text": "…"}, "id is bool, not text"),
        ({"id": 1.5, "text": "…"}, "id is float, not text"),
        ({"id": ["a"], "text": "…"}, "id is list, not text"),
        ({"id": "", "text": "…"}, "id is empty"),
    ],
)
def test_what_is_wrong_is_said(fields, reason):
    with pytest.raises(InputError) as caught:
        Article.from_mapping(fields)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "title is NoneType, not text"),
        ({"source": 7}, "source is int, not text"),
        ({"published": "2015-07-21"}, "published is str, not a datetime"),
        ({"published": date(2015, 7, 21)}, "published is date, not a datetime"),
    ],
)
def test_an_article_checks_its_fields(changes, reason):
    with pytest.raises(InputError, match=reason):
        Article(**{"id": "a", "text": "…"} | changes)


def test_a_whole_number_is_an_id_and_a_given_id_beats_the_default():
    assert Article.from_mapping({"id": 7, "text": "…"}, default_id="3").id == "7"
    assert Article.from_mapping({"id": 0, "text": "…"}, default_id="3").id == "0"
    assert Article.from_mapping({"text": "…"}, default_id="3").id == "3"


def test_the_text_is_kept_character_by_character():
    text = "\ufeff e\u0301\ud800\0\r\n"
    assert Article.from_mapping({"id": "a", "text": text}).text == text


MOSCOW = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2015-07-21 02:51:32", datetime(2015, 7, 21, 2, 51, 32)),
        (" 2015-07-21T02:51:32Z\n", datetime(2015, 7, 21, 2, 51, 32, tzinfo=UTC)),
        ("2015-07-21T02:51:32+03:00", datetime(2015, 7, 21, 2, 51, 32, tzinfo=MOSCOW)),
        ("Tue, 21 Jul 2015 02:51:32 +0300", datetime(2015, 7, 21, 2, 51, 32, tzinfo=MOSCOW)),
        ("Tue, 21 Jul 2015 02:51:32 GMT", datetime(2015, 7, 21, 2, 51, 32, tzinfo=UTC)),
        (date(2015, 7, 21), datetime(2015, 7, 21)),
        (datetime(2015, 7, 21, 2, tzinfo=MOSCOW), datetime(2015, 7, 21, 2, tzinfo=MOSCOW)),
        (1_437_447_092, datetime(2015, 7, 21, 2, 51, 32, tzinfo=UTC)),
        (1_437_447_092.5, datetime(2015, 7, 21, 2, 51, 32, 500_000, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_times_as_feeds_write_them(value, time):
    parsed = parse_date(value)
    assert parsed == time
    assert parsed.utcoffset() == time.utcoffset()


@pytest.mark.parametrize(
    "value",
    [
        None, "", "yesterday", "أمس", "31/31/2015", True, [], {}, float("nan"), float("inf"), -1e30, 10**400,
        pytest.param(10**5000, id="huge"),
        "1" * 5000, "٣" * 5000, "-" + "1" * 5000, "1." + "1" * 5000,
        "1 Jan 99999999999999999999 00:00:00", "1 Jan 2020 00:00:00 +99999999999999", "\ud800",
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_read_is_unknown(value):
    assert parse_date(value) is None


@given(st.text() | st.text("0123456789 -+:,JanMonGMTZ") | st.floats() | st.integers())
def test_no_value_of_a_date_field_is_an_error(value):
    parsed = parse_date(value)
    assert parsed is None or isinstance(parsed, datetime)


def test_a_naive_time_counts_as_utc_and_an_aware_one_keeps_its_zone():
    naive, aware = datetime(2015, 7, 21, 2), datetime(2015, 7, 21, 2, tzinfo=MOSCOW)
    assert Article("a", "…", published=naive).published_utc == naive.replace(tzinfo=UTC)
    assert Article("a", "…", published=naive).published == naive
    assert Article("a", "…", published=aware).published_utc is aware
    assert Article("a", "…").published_utc is None


def test_a_text_in_bytes_is_decoded():
    assert Article.from_mapping({"id": "a", "text": "غرق".encode()}).text == "غرق"

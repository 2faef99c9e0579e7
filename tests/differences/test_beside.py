"""Titles and days tell texts apart that say the same, in a comparison, a scan and a clean alike."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import clean, compare
from tests.differences.filled import filled, slots

NOTICE = (
    "The Tolvik district office left the ban on watering gardens unchanged after today's meeting of its council, a spokesman "
    "said in answer to enquiries from reporters."
)
STORY = f"{NOTICE} " + (
    "The reservoir above the old mill is still a third below its mark, and the farmers of the upper valley have asked for "
    "tankers. The mayor told them on the steps of the town hall that the first ones would leave the depot in Merra before "
    "noon, and that nobody would have to pay for the water."
)
MONDAY = datetime(2015, 7, 6, 8)


def safe_sides(text, one, other):
    """The sides that may go of two articles with a text, and how many a clean removes."""
    articles = [{"id": "1", "text": text, **one}, {"id": "2", "text": text, **other}]
    match = compare(*articles)
    return (match.safe_to_drop if match else ()), clean(articles).counts()["removed"]


def printed(days, source="daily", **fields):
    return {"source": source, "published": MONDAY + timedelta(days=days), "title": "Ban stays", **fields}


@pytest.mark.parametrize("days", [1, 3, 14])
def test_an_outlets_notice_is_that_of_its_day(days):
    assert safe_sides(NOTICE, printed(0), printed(days)) == ((), 0)
    assert safe_sides(STORY, printed(0), printed(days)) == (("a", "b"), 1)


def test_a_notice_of_other_outlets_is_the_same_within_a_news_window():
    assert safe_sides(NOTICE, printed(0), printed(3, "courier")) == (("a", "b"), 1)
    assert safe_sides(NOTICE, printed(0), printed(4, "courier")) == ((), 0)


def test_a_page_that_was_fetched_again_is_the_same_whenever():
    page = {"url": "https://daily.example/ban"}
    assert safe_sides(NOTICE, printed(0, **page), printed(9, **page)) == (("a", "b"), 1)


def test_without_days_a_notice_is_the_same():
    assert safe_sides(NOTICE, {"source": "daily"}, {"source": "daily"}) == (("a", "b"), 1)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Grain futures 11:00", "Grain futures 11:10"),
        ("Weather for Monday", "Weather for Tuesday"),
        ("Mill makes $2 million", "Mill makes €2 million"),
        ("Mayor to resign", "Mayor not to resign"),
        ("Mayor to resign", "Mayor to resign?"),
        ("حالة الطقس ليوم الاثنين", "حالة الطقس ليوم الثلاثاء"),
        ("3月の貿易収支", "4月の貿易収支"),
    ],
)
def test_titles_that_differ_in_facts_alone_tell_any_text_apart(title, other):
    assert safe_sides(STORY, {"title": title}, {"title": other}) == ((), 0)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Ban on watering stays", "Gardens go dry in Tolvik"),
        ("Ban on watering stays", "BAN ON WATERING STAYS"),
        ("Four months without rain", "4 months without rain"),
        ("Two hurt in fall", "Fall in the valley"),
        ("Ban stays", ""),
    ],
)
def test_headlines_of_one_story_do_not(title, other):
    assert safe_sides(STORY, {"title": title}, {"title": other}) == (("a", "b"), 1)


@given(slots, st.sampled_from(["day", "month", "number"]), st.integers(1, 2))
def test_the_title_of_another_filling_keeps_an_article(report, slot, step):
    title, other = filled(report), filled(report, **{slot: step})
    assert safe_sides(STORY, {"title": title}, {"title": other}) == ((), 0)


def test_the_reason_names_what_tells_them_apart():
    match = compare({"id": "1", "text": NOTICE, **printed(0)}, {"id": "2", "text": NOTICE, **printed(7)})
    assert [reason.code for reason in match.safety] == ["keeps_day", "keeps_day"]
    assert match.safety[0] == "a is not safe to drop: a short text, printed 7 days apart"
    match = compare(
        {"id": "1", "text": STORY, "title": "Ban at 9:00"}, {"id": "2", "text": STORY, "title": "Ban at 9:10"}
    )
    assert match.swapped().safety[0] == 'a is not safe to drop: another title, "Ban at 9:10" / "Ban at 9:00"'

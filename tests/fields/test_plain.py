"""Plain records: the short way to their parts finds what the long way finds, which looks at everything."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article, article_of
from dedup.dates import DateColumns
from dedup.errors import InputError
from dedup.fields.names import Names
from dedup.fields.plain import plain_parts
from dedup.reading.fields import Fields
from dedup.reading.records import Record

FLOOD = "The river Aster rose by two metres overnight and flooded the lower market of Tolvik."
KEYS = [
    "id", "_id", "uri", "text", "body", "content", "title", "headline", "source", "publisher", "thread", "url", "link",
    "author", "by", "published", "date", "date_download", "canonical_url", "Text", "lang",
]  # fmt: skip
WRITTEN = st.sampled_from(
    [
        "", " ", "\n\n", "null", "N/A", "nan", FLOOD, "ارتفع منسوب النهر ليلاً", "<p>The river <b>rose</b>.</p>", "A &amp; B",
        "https://courier.example/flood", "courier.example", "7", "7.0", "2015-07-21", "21 July 2015", "03/04/2015", "soon",
    ]
)  # fmt: skip
VALUE = WRITTEN | st.sampled_from(
    [None, 7, 7.0, True, float("nan"), ["Ann Lee", "Per Lund"], {"name": "The Courier"}, {"site": "courier.example"}, b"raw", {}]
)  # fmt: skip
RECORDS = st.dictionaries(st.sampled_from(KEYS), VALUE | WRITTEN, max_size=8)


def found(make: Any) -> Article | str:
    """The article, or why there is none."""
    try:
        article: Article = make()
    except InputError as error:
        return str(error)
    return article


@given(record=RECORDS, own=st.sampled_from([{}, {"text": "content"}, {"source": "thread.site", "title": "body"}]))
def test_the_article_is_the_one_that_the_long_way_makes(record: dict[str, Any], own: dict[str, str]) -> None:
    fields, slow = Fields(own, "field"), Fields(own, "field")
    slow._plain = lambda *_: None  # type: ignore[method-assign]  # everything goes the long way
    for _ in range(2):  # the second time all is known of such records
        assert found(lambda: fields.article(Record(record, 1, 1), "news#1", file="news.jsonl")) == found(
            lambda: slow.article(Record(record, 1, 1), "news#1", file="news.jsonl")
        )
    assert fields.used == slow.used
    assert fields.dates.notes == slow.dates.notes


@given(record=RECORDS)
def test_the_date_that_is_learned_from_is_that_of_the_long_way(record: dict[str, Any]) -> None:
    fields, slow = Fields({}, "field"), Fields({}, "field")
    slow._parts = lambda record: None  # type: ignore[method-assign]
    assert repr(fields.date_of(Record(record, 1), "a")) == repr(slow.date_of(Record(record, 1), "a"))


def test_a_usual_record_goes_the_short_way() -> None:
    record = {"id": 7, "source": "The Courier", "text": FLOOD, "published": "2015-07-21", "author": None, "section": {}}
    parts = plain_parts(record, Names().plain_keys(record))
    assert parts is not None
    assert (parts.id, parts.text, parts.source, parts.author) == ("7", FLOOD, "The Courier", "")
    assert parts.names == ("id", "text", "", "source", "", "", "published", "")
    assert article_of(record, Names(), DateColumns(), None).text == FLOOD

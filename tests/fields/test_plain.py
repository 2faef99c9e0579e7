"""Plain records: their columns give the articles that the long way gives, which looks at everything of each record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article, article_of
from dedup.articles import Plain
from dedup.dates import DateColumns
from dedup.errors import InputError
from dedup.fields.names import Names
from dedup.fields.plain import Records
from dedup.reading.fields import Fields
from dedup.reading.records import Record, Row
from dedup.reading.records import in_columns as together

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


SOME = st.lists(RECORDS, min_size=1, max_size=6)


def quick(fields: Fields, records: Records) -> list[Article | str]:
    """What the columns give: articles, or why there is none."""
    found: list[Article | str] = []
    for piece in fields.pieces(records, "news.jsonl"):
        if isinstance(piece, Record):
            found.append(slow(fields, piece))
            continue
        for part in fields.dated(piece):
            if isinstance(part, Record):
                found.append(slow(fields, part))
            else:
                plain, published = part
                ids = [own or f"news#{n}" for own, n in zip(plain.values[0], plain.records.numbers, strict=True)]
                found += plain.articles(ids, published)
    return found


def slow(fields: Fields, record: Record) -> Article | str:
    """What one record gives when everything is looked at."""
    try:
        return fields.article(record, f"news#{record.number}", file="news.jsonl")
    except InputError as error:
        return str(error)


def in_columns(records: Sequence[dict[str, Any]]) -> Iterator[Records]:
    """Neighbours that have the same keys, in columns."""
    rows = (
        Row(tuple(one), tuple(one.values()), number, number, 0) for number, one in enumerate(records, start=1) if one
    )
    return (found for found in together(rows, 4) if isinstance(found, Records))


@given(
    records=SOME,
    n=st.integers(1, 5),
    own=st.sampled_from([{}, {"text": "content"}, {"source": "thread.site", "title": "body"}]),
)
def test_the_articles_are_those_that_the_long_way_makes(
    records: list[dict[str, Any]], n: int, own: dict[str, str]
) -> None:
    records = [record for record in records for _ in range(n)]  # so that some stand together
    fields, looking = Fields(own, "field"), Fields(own, "field")
    given_records = [(number, record) for number, record in enumerate(records, start=1) if record]
    assert [one for some in in_columns(records) for one in quick(fields, some)] == [
        slow(looking, Record(record, number, number)) for number, record in given_records
    ]
    assert fields.used == looking.used
    assert fields.dates.notes == looking.dates.notes


@given(record=RECORDS.filter(bool))
def test_the_date_that_is_learned_from_is_that_of_the_long_way(record: dict[str, Any]) -> None:
    fields = Fields({}, "field")
    for some in in_columns([record]):
        for piece in fields.pieces(some, "a"):
            if isinstance(piece, Plain):
                assert piece.date == fields.date_of(Record(record, 1), "a")


def test_usual_records_go_the_short_way() -> None:
    names = ("id", "source", "text", "published", "author", "section")
    rows = [(7, "The Courier", FLOOD, "2015-07-21", None, {}), ("8", "", f"{FLOOD} Nobody was hurt.", "", "Ann Lee", 3)]
    records = Records(names, list(zip(*rows, strict=True)), range(1, 3))
    [plain] = Fields({}, "field").pieces(records, "")
    assert isinstance(plain, Plain)
    assert plain.values[0] == ["7", "8"]
    assert plain.values[3] == ["The Courier", ""]
    assert plain.values[5] == ["", "Ann Lee"]
    assert plain.names[6] == ["published", ""]
    assert [article_of(records.fields(row), Names(), DateColumns(), None).text for row in (0, 1)] == list(
        plain.values[1]
    )


def test_one_odd_record_leaves_the_others_in_columns() -> None:
    texts = [FLOOD, [FLOOD, "Nobody was hurt."], FLOOD, "<p>The river rose.</p>"]
    pieces = list(Fields({}, "field").pieces(Records(("text",), [texts], range(1, 5)), ""))
    assert [len(piece) if isinstance(piece, Plain) else "odd" for piece in pieces] == [1, "odd", 2]
    assert pieces[2].values[1] == [FLOOD, "The river rose."]

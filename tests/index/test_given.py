"""What an index takes: ids of any length and kind, entries of feeds, times as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import feedparser
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.errors import InputError
from dedup.index import Index
from dedup.index.records import MAX_ID_BYTES, packed, packed_id, unpacked

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
NOON = datetime(2015, 7, 21, 12, tzinfo=UTC)
LONG = "https://archive.example/search?" + "&".join(f"q{n}=نهر" for n in range(200))

FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>River news</title>
<item><title>River floods old market</title><link>https://river.example/1</link>
<pubDate>Mon, 20 Jul 2015 06:00:00 GMT</pubDate><description>The river rose.</description>
<content:encoded><![CDATA[<p>The river rose two metres overnight and flooded the old market,</p><p>the mayor told
reporters on Monday.</p>]]></content:encoded></item></channel></rss>"""


def test_an_address_longer_than_a_key_is_an_id_like_any_other(location):
    with Index(location) as index:
        assert index.add(Article(LONG, FLOOD, published=NOON, declared_origin="spa\nafp")).outcome == "added"
        assert index.add(Article(LONG + "&page=2", FLOOD)).outcome == "added"
        assert index.add(Article(LONG, FLOOD)).outcome == "unchanged"
        assert index.add(Article(LONG, FLOOD + " Two bridges are closed.")).outcome == "revised"
        assert [article.id for article in index] == [LONG + "&page=2", LONG]
        assert index.revisions(LONG)[0].article == Article(LONG, FLOOD, published=NOON, declared_origin="spa\nafp")
        found = index.check(Article("web-7", FLOOD))
        assert {match.other("web-7") for match in found} == {LONG, LONG + "&page=2"}
        assert (LONG in index, index.remove(LONG), LONG in index) == (True, True, False)


@given(
    st.text(st.characters(exclude_categories=[]), min_size=1).map(lambda text: text * (MAX_ID_BYTES // len(text) + 1)),
    st.text(st.characters(exclude_categories=[])),
)
def test_any_long_id_comes_back_beside_any_declared_origin(article_id, origin):
    article = Article(article_id, FLOOD, declared_origin=origin, published=NOON)
    assert unpacked(packed_id(article_id), packed(article)) == article


def test_whole_numbers_are_ids(location):
    with Index(location) as index:
        for number in (np.int64(7), 8, np.uint8(9)):
            index.add(Article(number, f"{FLOOD} {number}"))
        assert [article.id for article in index] == ["7", "8", "9"]
        assert index.get(np.int64(7)) == index.get("7")
        assert (np.int64(8) in index, 10 in index, None in index) == (True, False, False)
        assert index.check({"id": np.int64(70), "text": FLOOD})[0].seen_from(np.int64(70)).a == "70"
        assert index.remove(np.int64(7))
        with pytest.raises(InputError, match="an id is text or a whole number, not float"):
            index.remove(7.5)
    with pytest.raises(InputError, match="id is bool"):
        Article(True, FLOOD)


def test_entries_of_feedparser_are_articles(location):
    [entry] = feedparser.parse(FEED).entries
    with Index(location) as index:
        assert index.add(entry).is_new
        stored = index.get("https://river.example/1")
        assert stored.text.split() == FLOOD.split()
        assert (stored.title, stored.published) == ("River floods old market", datetime(2015, 7, 20, 6, tzinfo=UTC))
        assert index.add(entry).already_stored
        entry["text"] = "The whole page: " + FLOOD
        assert index.add(entry).outcome == "revised"


def test_the_address_of_a_mapping_is_its_id_where_it_gives_no_other():
    with Index(":memory:") as index:
        assert index.add({"url": "https://river.example/1", "text": FLOOD}).article_id == "https://river.example/1"
        with pytest.raises(InputError, match="no id field"):
            index.add({"text": FLOOD})


@pytest.mark.parametrize("within", ["30d", "720h", "4w", timedelta(days=30)])
def test_within_is_a_length_of_time_however_it_is_written(within):
    with Index(":memory:") as index:
        index.add(Article("near", FLOOD, published=NOON + timedelta(days=20)))
        index.add(Article("far", FLOOD, published=NOON + timedelta(days=40)))
        found = index.check(Article("new", FLOOD, published=NOON), within)
        assert [match.other("new") for match in found] == ["near"]


@pytest.mark.parametrize("within", ["999999w", timedelta.max])
def test_within_longer_than_any_calendar_leaves_nothing_out(within):
    with Index(":memory:") as index:
        index.add(Article("old", FLOOD, published=datetime(1815, 6, 18, tzinfo=UTC)))
        assert [match.b for match in index.check(Article("new", FLOOD, published=NOON), within)] == ["old"]


@pytest.mark.parametrize("within", [30, 30.0, "30", "a month", date(2015, 7, 21), NOON, ()])
def test_within_that_is_no_length_of_time_is_an_error_with_the_remedy(within):
    with Index(":memory:") as index:
        for ask in (index.check, index.add):
            with pytest.raises(InputError, match=r'within is no length of time: .* Give a timedelta, or "36h", "30d"'):
                ask(Article("new", FLOOD), within)
        assert len(index) == 0


@pytest.mark.parametrize(
    "before", ["2015-07-22", date(2015, 7, 22), datetime(2015, 7, 22), "2015-07-22T00:00:00+00:00"]
)
def test_before_is_a_time_however_it_is_written(before):
    with Index(":memory:") as index:
        index.add(Article("early", FLOOD, published=NOON))
        index.add(Article("late", FLOOD, published=NOON + timedelta(days=1)))
        assert index.prune(before) == 1
        assert [article.id for article in index] == ["late"]


@pytest.mark.parametrize("before", ["90d", timedelta(days=90)])
def test_before_may_be_how_long_ago(before):
    with Index(":memory:") as index:
        index.add(Article("early", FLOOD, published=datetime.now(UTC) - timedelta(days=91)))
        index.add(Article("late", FLOOD, published=datetime.now(UTC) - timedelta(days=89)))
        assert (index.prune(before, dry_run=True), index.prune(before)) == (1, 1)


@pytest.mark.parametrize("before", [2015, None, "soon", 1.5])
def test_before_that_is_no_time_is_an_error_with_the_remedy(before):
    with (
        Index(":memory:") as index,
        pytest.raises(InputError, match=r"before: .* is no date: write it as 2015-07-21, or 90d for 90 days ago"),
    ):
        index.prune(before)

"""The index as its users see it, on both databases."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

import dedup
from dedup.article import Article
from dedup.config import Config
from dedup.errors import DedupError, IndexFormatError, InputError
from dedup.index import AddReport, Index
from dedup.results import Skipped
from tests.index.stress.soundness import unsound
from tests.newsroom import collection, edited, story

FLOOD = (
    "ارتفع منسوب النهر مترين خلال الليل وغمر السوق القديمة، وقال رئيس البلدية للصحفيين يوم الاثنين إن المدارس ستغلق."
)
RATES = "The central bank left its main rate unchanged on Thursday, citing slower growth and falling energy prices."
NOON = datetime(2015, 7, 21, 12, tzinfo=UTC)


def relations(check):
    return [(match.a, match.b, match.relation) for match in check]


def test_check_tells_what_is_known_and_stores_nothing(location):
    with Index(location) as index:
        index.add(Article("wire-1", FLOOD))
        copy = Article("web-7", "عاجل: " + FLOOD)
        assert relations(index.check(copy)) == relations(index.check(copy)) == [("web-7", "wire-1", "reprint")]
        assert relations(index.check(Article("bank", RATES))) == []
        assert len(index) == 1


def test_add_answers_like_check_and_stores(location):
    with Index(location) as index:
        assert index.add(Article("wire-1", FLOOD)).outcome == "added"
        added = index.add({"guid": "web-7", "body": "عاجل: " + FLOOD, "date": "2015-07-21 02:51:32"})
        assert (added.outcome, relations(added)) == ("added", [("web-7", "wire-1", "reprint")])
        assert [article.id for article in index] == ["wire-1", "web-7"]


def test_what_was_stored_is_there_after_opening_it_again(location):
    article = Article("wire-1", FLOOD, "الفيضان", "was", "https://example.org/1", "محمد", NOON)
    with Index(location) as index:
        index.add(article)
    with Index(location) as index:
        assert index.get("wire-1") == article
        assert list(index) == [article]
        assert ("wire-1" in index, "wire-2" in index, 7 in index) == (True, False, False)


def test_the_same_text_again_updates_the_fields_that_are_given(location):
    with Index(location) as index:
        index.add(Article("wire-1", FLOOD, title="الأول", source="was"))
        assert index.add(Article("wire-1", FLOOD)).outcome == "unchanged"
        assert index.add(Article("wire-1", FLOOD, title="الثاني", published=NOON)).outcome == "updated"
        assert (len(index), index.revisions("wire-1")) == (1, [])
        assert index.get("wire-1") == Article("wire-1", FLOOD, title="الثاني", source="was", published=NOON)
        assert index.add(Article("wire-1", FLOOD, title="الثاني", published=NOON)).outcome == "unchanged"
        assert len(index.check(Article("web-7", FLOOD, published=NOON), within="1d")) == 1
        assert len(index.check(Article("web-7", FLOOD, published=NOON + timedelta(days=3)), within="1d")) == 0
    assert unsound(location) == []


def test_an_undated_article_that_is_updated_counts_from_when_it_was_added_first(location):
    with Index(location) as index:
        index.add(Article("wire-1", FLOOD))
        added = datetime.now(UTC)
        assert index.add(Article("wire-1", FLOOD, title="فيضان")).outcome == "updated"
        assert index.prune(added, dry_run=True) == 1


def test_another_text_is_a_revision_and_the_earlier_one_is_kept_but_no_longer_compared(location):
    with Index(location) as index:
        index.add(Article("wire-1", FLOOD))
        assert index.add(Article("wire-1", RATES)).outcome == "revised"
        assert (len(index), index.get("wire-1").text) == (1, RATES)
        assert [revision.article.text for revision in index.revisions("wire-1")] == [FLOOD]
        assert relations(index.check(Article("web-7", FLOOD))) == []
        assert relations(index.check(Article("web-7", RATES))) == [("web-7", "wire-1", "exact")]


def test_an_article_is_not_compared_with_itself(location):
    with Index(location) as index:
        index.add(Article("wire-1", FLOOD))
        assert relations(index.check(Article("wire-1", FLOOD + " وأضاف."))) == []


def test_add_many_says_what_became_of_each(location):
    items = [
        Article("1", FLOOD),
        {"id": 2, "text": RATES},
        Article("1", FLOOD),
        Article("1", RATES),
        {"text": "no id"},
        "only a text",
        Skipped("damaged", path="a.jsonl:3"),
        Article("x" * 2000, FLOOD),
    ]
    with Index(location) as index:
        report = index.add_many(items, batch=2)
        assert (report.n_added, report.n_revised, report.n_unchanged) == (3, 1, 1)
        assert [(one.path or one.id[:3], one.reason[:12]) for one in report.skipped] == [
            ("", "no id field:"),
            ("", "an article i"),
            ("a.jsonl:3", "damaged"),
        ]
        assert index.add_many([]) == AddReport()
        assert len(index) == 3


def test_an_article_without_words_is_kept_and_matches_nothing(location):
    with Index(location) as index:
        for number in range(2):
            assert relations(index.add(Article(f"photo-{number}", "!!! ..."))) == []
        assert (len(index), "photo-1" in index, relations(index.check(Article("photo", "...")))) == (2, True, [])


def test_removed_articles_are_gone_with_their_earlier_texts(location):
    with Index(location) as index:
        index.add(Article("wire-1", RATES))
        index.add(Article("wire-1", FLOOD))
        assert (index.remove("wire-1"), index.remove("wire-1")) == (True, False)
        assert (len(index), index.get("wire-1"), index.revisions("wire-1")) == (0, None, [])
        assert relations(index.check(Article("web-7", FLOOD))) == []


def test_prune_removes_what_was_published_before_a_time(location):
    with Index(location) as index:
        for day in range(4):
            index.add(Article(f"day-{day}", story(random.Random(day), 60), published=NOON + timedelta(days=day)))
        index.add(Article("undated", FLOOD))
        assert index.prune(NOON + timedelta(days=2), dry_run=True) == 2
        assert len(index) == 5
        assert index.prune(NOON + timedelta(days=2)) == 2
        assert [article.id for article in index] == ["day-2", "day-3", "undated"]
        assert index.prune(datetime.now(UTC) + timedelta(hours=1)) == 3


def test_within_keeps_to_articles_of_those_days(location):
    with Index(location) as index:
        index.add_many(Article(f"day-{day:02}", FLOOD, published=NOON + timedelta(days=day)) for day in range(40))
        article = Article("new", FLOOD, published=NOON + timedelta(days=10, hours=1))
        found = index.check(article, within=timedelta(days=2))
        assert sorted(match.a for match in found) == ["day-09", "day-10", "day-11", "day-12"]
        assert found.n_candidates == 4
        with pytest.raises(InputError, match="within is negative"):
            index.check(article, within=timedelta(days=-1))


def test_an_article_without_a_time_counts_from_when_it_was_added(location):
    with Index(location) as index:
        index.add(Article("undated", FLOOD))
        assert len(index.check(Article("new", FLOOD), within=timedelta(hours=1))) == 1
        assert len(index.check(Article("new", FLOOD, published=NOON), within=timedelta(days=30))) == 0


def test_the_strongest_relation_comes_first(location):
    rng = random.Random(4)
    text = story(rng, 200)
    words = text.split()
    with Index(location) as index:
        index.add_many(
            [
                Article("partial", story(rng, 150) + " " + " ".join(words[20:80])),
                Article("contained", " ".join(words[:80])),
                Article("exact", text),
                Article("reprint", edited(rng, text, 0.04)),
            ]
        )
        found = index.check(Article("new", text))
        assert [match.relation for match in found] == ["exact", "reprint", "contained", "partial"]
        assert [match.relation for match in found[1:3]] == ["reprint", "contained"]
        assert found[-1].relation == "partial"


def test_a_story_of_hundreds_of_copies_is_bounded_and_says_so(location):
    rng = random.Random(5)
    text = story(rng, 120)
    with Index(location) as index:
        index.add_many(Article(f"copy-{number:03}", edited(rng, text, 0.03)) for number in range(150))
        found = index.check(Article("new", text))
        assert len(found) == found.n_candidates == 64
        assert found.n_left_out > 0
        assert found.n_hot > 0


TEXTS = {
    "SQL": "'; DROP TABLE dedup_articles; -- %s %(id)s :id ? \\x00 \" ` $1 {}",
    "NUL": "قبل\x00بعد the river\x00rose",
    "surrogates": "lone \ud800 and \udfff, and a pair of them \ud83d\ude00 beside 😀",
    "line ends": "one\r\ntwo\rthree\u2028four\x85",
    "scripts": "日本銀行は金利を据え置いた。 ธนาคารกลาง Ελλάδα",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_data_in_every_field(location, text):
    article = Article(text, text + FLOOD, text, text, text, text)
    with Index(location) as index:
        index.add(article)
        assert index.get(text) == article
        assert len(index.check(Article("other", article.text))) == 1
        assert index.remove(text)


def test_ten_megabytes_go_in_and_come_out(location):
    text = story(random.Random(6), 1_000_000)
    with Index(location) as index:
        index.add(Article("book", text))
        assert index.get("book").text == text
        [match] = index.check(Article("copy", text))
        assert match.relation == "exact"


TIMES = [
    datetime(2015, 7, 21, 2, 51, 32, 123456),
    datetime(2015, 7, 21, 2, 51, 32, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    datetime(2015, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(1899, 12, 31, 23, 59, tzinfo=UTC),
    datetime(1, 1, 1),
    datetime(9999, 12, 31, 23, 59, 59, 999999),
]


@pytest.mark.parametrize("time", TIMES, ids=str)
def test_times_come_back_with_their_zone(location, time):
    with Index(location) as index:
        index.add(Article("1", FLOOD, published=time))
        back = index.get("1").published
        assert (back, back.fold, back.utcoffset(), str(back.tzinfo)) == (
            time,
            time.fold,
            time.utcoffset(),
            str(time.tzinfo),
        )


def test_families_are_those_of_a_scan(location):
    articles = collection(8)
    with Index(location) as index:
        index.add_many(articles)
        assert list(index.clusters()) == list(dedup.scan(articles).clusters)


def test_stats_tell_what_is_in_it(location):
    with Index(location) as index:
        assert (index.stats().n_articles, index.stats().first) == (0, None)
        index.add(Article("1", FLOOD, published=NOON))
        index.add(Article("2", FLOOD, published=NOON + timedelta(days=1)))
        index.add(Article("2", RATES, published=NOON + timedelta(days=2)))
        stats = index.stats()
        assert (stats.n_articles, stats.n_revisions) == (2, 1)
        assert stats.n_words == len((FLOOD + " " + RATES).split())
        assert (stats.first, stats.last) == (NOON, NOON + timedelta(days=2))
        assert stats.n_bytes > 0
        assert stats.config == Config()


def test_an_index_is_not_opened_with_another_config_and_says_what_to_do(location):
    with Index(location, config=Config(seed=2)) as index:
        index.add(Article("1", FLOOD))
    with pytest.raises(IndexFormatError, match=r"made with seed=2, not 1; .*dedup index rebuild"):
        Index(location, config=Config())
    with Index(location) as index:
        assert index.config == Config(seed=2)


def test_an_index_of_another_folding_has_to_be_rebuilt(location, monkeypatch):
    articles = collection(6)
    with monkeypatch.context() as earlier:
        earlier.setattr("dedup.index.database.store.FOLDING_VERSION", "0-1.0")
        with Index(location) as index:
            index.add_many(articles)
    with pytest.raises(IndexFormatError, match=r"folded by version 0-1\.0.*dedup index rebuild"):
        Index(location)
    assert Index.rebuild(location) == len(articles)
    with Index(location) as index:
        assert list(index) == articles
        assert list(index.clusters()) == list(dedup.scan(articles).clusters)


VERSION_1 = (
    "DROP TABLE dedup_runs",
    "DROP TABLE dedup_blocks",
    "CREATE TABLE dedup_postings (key BIGINT, day INTEGER, article BIGINT, PRIMARY KEY (key, day, article))",
    "ALTER TABLE dedup_articles DROP COLUMN source",
    "ALTER TABLE dedup_articles DROP COLUMN contents",
    "ALTER TABLE dedup_state DROP COLUMN next_run",
    "UPDATE dedup_settings SET value = '1' WHERE name = 'schema'",
)


def test_an_index_with_tables_of_an_earlier_version_has_to_be_rebuilt(location):
    articles = collection(6)
    with Index(location) as index:
        index.add_many(articles)
        index.add(Article(articles[0].id, FLOOD))
        for statement in VERSION_1:
            index._store._link.connection.exec_driver_sql(statement)
    with pytest.raises(IndexFormatError, match=r"its tables have version 1, .*dedup index rebuild"):
        Index(location)
    assert Index.rebuild(location) == len(articles)
    with Index(location) as index:
        assert index.stats().schema == 2
        assert sorted(article.id for article in index) == sorted(article.id for article in articles)
        assert [one.article for one in index.revisions(articles[0].id)] == articles[:1]
        assert relations(index.check(Article("web-7", FLOOD))) == [(articles[0].id, "web-7", "exact")]
        assert index.add(articles[1]).outcome == "unchanged"
    assert unsound(location) == []


def test_rebuilding_with_another_config_answers_as_one_made_with_it(location, tmp_path):
    articles = collection(6)
    with Index(location) as index:
        index.add_many(articles)
    assert Index.rebuild(location, Config(n_bands=21, n_rows=6)) == len(articles)
    with Index(location) as index, Index(":memory:", config=Config(n_bands=21, n_rows=6)) as other:
        other.add_many(articles)
        for article in articles:
            assert list(index.check(article)) == list(other.check(article))


def test_what_is_opened_read_only_answers_and_takes_nothing(tmp_path):
    place = tmp_path / "seen.sqlite"
    with pytest.raises(InputError, match="there is no such index"):
        Index(place, read_only=True)
    with Index(place) as index:
        index.add(Article("1", FLOOD))
    with Index(place, read_only=True) as index:
        assert len(index.check(Article("2", FLOOD))) == 1
        with pytest.raises(DedupError, match="was opened read-only"):
            index.add(Article("2", FLOOD))
        assert len(index) == 1


def test_a_generator_that_fails_leaves_the_batches_before(location):
    def articles():
        for number in range(5):
            yield Article(str(number), story(random.Random(number), 40))
        raise ValueError("the feed broke off")

    with Index(location) as index:
        with pytest.raises(ValueError, match="broke off"):
            index.add_many(articles(), batch=2)
        assert [article.id for article in index] == ["0", "1", "2", "3"]

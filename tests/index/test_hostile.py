"""Text from articles is data: whatever it contains goes in and comes out unchanged."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.index import Index
from tests.newsroom import story

STORY = story(Random(11), 80)
HOSTILE = {
    "sql": "'; DROP TABLE dedup_articles; -- \" ` \\ %s %(id)s :id ? $1 {} /* */ E'\\\\'",
    "controls": "".join(map(chr, range(32))) + "\x7f\x85\u2028\ufeff\ufffe\uffff\U0010ffff",
    "directions": "\u202eمقلوب\u202c \u2066x\u2069",
}
times = st.one_of(
    st.none(),
    st.datetimes(),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=3, minutes=7)), ZoneInfo("Asia/Riyadh")])),
)
anything = st.text(st.characters(), max_size=40)


def there_and_back(location, article):
    with Index(location) as index:
        index.add(article)
    with Index(location) as index:
        return index.get(article.id)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_comes_out_unchanged_from_every_field(location, kind):
    hostile = HOSTILE[kind]
    article = Article(hostile, f"{hostile} {STORY} {hostile}", hostile, hostile, hostile, hostile)
    assert there_and_back(location, article) == article
    with Index(location) as index:
        index.add_many([Article("wire", STORY)])
        assert hostile in index
        assert list(index) == [article, Article("wire", STORY)]
        assert {match.relation for match in index.check(Article("web", STORY))} <= {"exact", "reprint"}
        assert len(index.check(Article("web", STORY))) == 2
        assert index.remove(hostile)
        assert [other.id for other in index] == ["wire"]


@pytest.fixture(scope="module")
def kept_open(tmp_path_factory):
    with Index(tmp_path_factory.mktemp("index") / "seen.sqlite") as index:
        yield index


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), min_size=1, max_size=40), anything, anything, anything, anything, anything, times)
def test_every_article_comes_out_as_it_went_in(kept_open, article_id, text, title, source, url, author, published):
    article = Article(article_id, text, title, source, url, author, published)
    kept_open.add(article)
    found = kept_open.get(article_id)
    assert found.text == text
    if kept_open.revisions(article_id) == []:
        assert found == article or found.published == published
    assert kept_open.remove(article_id)
    assert kept_open.get(article_id) is None


def test_an_id_too_long_for_a_database_is_found_all_the_same(location):
    ids = ["م" * 600, "م" * 600_000, "م" * 600_001]
    with Index(location) as index:
        index.add_many(Article(article_id, STORY) for article_id in ids)
        assert [article.id for article in index] == ids
        assert [index.remove(article_id) for article_id in ids] == [True] * 3
        assert len(index) == 0

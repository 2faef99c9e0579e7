"""Articles in a file come back as they were, whatever is in them."""

from datetime import UTC, datetime, timedelta, timezone
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.articles import Articles
from dedup.corpus.spool import Spool, SpoolWriter
from dedup.runtime.work_folder import WorkFolder

TIMES = st.none() | st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=3, minutes=30))]))
ANY = st.text(st.characters(), max_size=30)  # lone surrogates too
ARTICLES = st.builds(Article, st.text(min_size=1, max_size=9), ANY, ANY, ANY, ANY, ANY, TIMES)


def written(folder, articles):
    writer = SpoolWriter(folder)
    for half in (articles[: len(articles) // 2], articles[len(articles) // 2 :]):
        writer.append(Articles.of(half))
    writer.finish()
    return Spool(folder)


@given(st.lists(ARTICLES, max_size=8))
def test_articles_come_back_by_number_now_and_in_a_later_run(articles):
    with TemporaryDirectory() as path:
        folder = WorkFolder(path, input_key={})
        spool = written(folder, articles)
        assert [spool[number] for number in reversed(range(len(spool)))] == articles[::-1]
        folder.finish("articles", Spool.FILES, {})
        folder.close()
        folder = WorkFolder(path, input_key={})
        again = Spool(folder)
        assert [again[number] for number in range(len(again))] == articles
        folder.close()


def test_half_of_a_character_that_json_would_join():
    article = Article("1", "\ud83d" + "\ude00 \u2028 \0", published=datetime(2015, 7, 21, 2, 51, 32, 17))
    assert written(WorkFolder(None), [article])[0] == article

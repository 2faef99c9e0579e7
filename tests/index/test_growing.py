"""Whatever is added, revised, removed and pruned in whatever order: the index holds what a plain dict would hold."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import dedup
from dedup.article import Article
from dedup.index import Index
from tests.newsroom import edited, story

START = datetime(2015, 7, 1, tzinfo=UTC)
_RNG = random.Random(7)
_STORIES = [story(_RNG, 60) for _ in range(3)]
TEXTS = [*_STORIES, *(edited(_RNG, text, 0.05) for text in _STORIES), "تم", "...", " ".join(_STORIES[:2])]

ids = st.sampled_from(["was-1", "was-2", "سبق/3", "a'b\x00", "5"])
texts = st.sampled_from(TEXTS)
days = st.one_of(st.none(), st.integers(0, 9))


class Growing(RuleBasedStateMachine):
    """An index and a dict side by side."""

    @initialize()
    def make(self):
        self.index = Index(":memory:")
        self.articles: dict[str, Article] = {}
        self.earlier: dict[str, list[str]] = {}

    def teardown(self):
        if hasattr(self, "index"):
            self.index.close()

    def _store(self, article: Article) -> str:
        before = self.articles.get(article.id)
        outcome = "added"
        if before is not None and before.text == article.text:
            if article.published in (None, before.published):
                return "unchanged"
            outcome = "updated"
        elif before is not None:
            self.earlier.setdefault(article.id, []).append(before.text)
            outcome = "revised"
        self.articles.pop(article.id, None)
        self.articles[article.id] = article
        return outcome

    @rule(article_id=ids, text=texts, day=days)
    def add(self, article_id, text, day):
        article = _article(article_id, text, day)
        added = self.index.add(article)
        assert added.outcome == self._store(article)

    @rule(items=st.lists(st.tuples(ids, texts, days), max_size=8), batch=st.integers(1, 5))
    def add_many(self, items, batch):
        articles = [_article(*item) for item in items]
        report = self.index.add_many(articles, batch=batch)
        outcomes = [self._store(article) for article in articles]
        assert (report.n_added, report.n_revised, report.n_unchanged, report.n_updated) == tuple(
            outcomes.count(outcome) for outcome in ("added", "revised", "unchanged", "updated")
        )

    @rule(article_id=ids)
    def remove(self, article_id):
        assert self.index.remove(article_id) == (article_id in self.articles)
        self.articles.pop(article_id, None)
        self.earlier.pop(article_id, None)

    @rule(day=st.integers(0, 10))
    def prune(self, day):
        time = START + timedelta(days=day)
        gone = [one.id for one in self.articles.values() if one.published is not None and one.published < time]
        assert self.index.prune(time) == len(gone)
        for article_id in gone:
            del self.articles[article_id]
            self.earlier.pop(article_id, None)

    @rule(text=texts)
    def check(self, text):
        found = {match.relation for match in self.index.check(Article("new", text))}
        same = dedup.scan([*self.articles.values(), Article("new", text)]).matches
        assert found == {match.relation for match in same if "new" in (match.a, match.b)}

    @invariant()
    def holds_the_same(self):
        if hasattr(self, "index"):
            assert list(self.index) == list(self.articles.values())
            assert len(self.index) == len(self.articles)
            for article_id, earlier in self.earlier.items():
                assert [one.article.text for one in self.index.revisions(article_id)] == earlier


def _article(article_id: str, text: str, day: int | None) -> Article:
    return Article(article_id, text, published=None if day is None else START + timedelta(days=day))


TestGrowing = Growing.TestCase
TestGrowing.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)

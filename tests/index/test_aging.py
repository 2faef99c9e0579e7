"""An index that stays open for days: what it remembers of its articles does not hold on to the day when it was opened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dedup.article import Article
from dedup.index import Index
from dedup.index.check import answered
from dedup.index.question import question_of

MONDAY = datetime(2025, 9, 1, 12, tzinfo=UTC)
FLOOD = (
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday. Schools in the"
    " lower town stay closed until Thursday, and two bridges were shut to lorries."
)


def test_an_article_dated_ahead_is_first_once_its_day_has_come(tmp_path):
    wire = Article("wire", FLOOD, source="okaz", published=MONDAY + timedelta(days=3))
    copy = Article("copy", FLOOD, source="sabq", published=MONDAY + timedelta(days=4))
    with Index(tmp_path / "seen.sqlite") as index:
        index.add(wire)

        def origin(now):
            question = replace(question_of(copy, None, index.config, every_relation=False), now=now)
            [match] = index._transactions.read(lambda rows: answered(question, rows, index._memory))
            return match.origin and getattr(match, match.origin)

        assert [origin(MONDAY + timedelta(days=day)) for day in (0, 1, 7, 8)] == [None, None, "wire", "wire"]

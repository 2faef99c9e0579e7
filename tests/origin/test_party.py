"""What is known of articles is looked up once, and the same however many are looked at together."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article
from dedup.credits import detect
from dedup.origin import Parties, Party
from dedup.origin import party as rooms
from dedup.text.tokens import tokenize

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
ARTICLES = [
    Article("1", "PARIS (AFP) - The ferry sails again. (ends)", source="Morning Tide", published=NOON),
    Article("2", "الرياض - واس: تبحر العبارة من جديد، انتهى", "UPDATE 2-Ferry", "was", author="Marta Kowalczyk"),
    Article("3", "渡船は再び出航する。", source="Harbour Post", author="رويترز - باريس"),
    Article("4", "…", url="https://example.org/2025/09/03/ferry"),
]


def told(party: Party) -> tuple[object, ...]:
    side = party.side
    return party.article, side.text, side.hashes.tolist(), side.starts.tolist(), side.ends.tolist(), party.facts


@given(st.lists(st.integers(0, 3), unique=True), st.booleans(), st.booleans())
def test_parties_made_together_are_those_made_alone(numbers, learned, tokenized):
    tokens = tokenize([article.text for article in ARTICLES]) if tokenized else None
    parties = Parties(ARTICLES.__getitem__, frozenset({"was"}), tokens)
    if learned:
        parties.learn(detect(ARTICLES))
    parties.prepare(numbers)
    for number, article in enumerate(ARTICLES):
        assert told(parties(number)) == told(Party.of(article, crawled=article.source == "was"))
        assert parties.facts(number) == parties(number).facts


def test_of_articles_with_one_id_each_keeps_its_own_credits():
    articles = [Article("same", "(AFP) - The ferry sails."), Article("same", "(Reuters) - The ferry sails.")]
    parties = Parties(articles.__getitem__)
    parties.prepare([0, 1])
    assert [set(parties.facts(number).credited) for number in (0, 1)] == [{"afp"}, {"reuters"}]


def test_facts_outlive_the_texts_that_are_kept_at_hand(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rooms, "KEPT_PARTIES", 2)
    asked: list[int] = []
    parties = Parties(lambda number: asked.append(number) or ARTICLES[number])
    parties.prepare([0, 1])
    parties.prepare([2, 3])
    facts = [parties.facts(number) for number in range(4)]
    assert asked == [0, 1, 2, 3]
    assert [parties(number).facts for number in range(4)] == facts

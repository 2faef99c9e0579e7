"""What is known of articles is looked up once, and the same however many are looked at together."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article
from dedup.credits import detect
from dedup.origin import Profile, ProfileCache
from dedup.origin import profiles as room
from dedup.text.tokens import tokenize

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
ARTICLES = [
    Article("1", "PARIS (AFP) - The ferry sails again. (ends)", source="Morning Tide", published=NOON),
    Article("2", "الرياض - واس: تبحر العبارة من جديد، انتهى", "UPDATE 2-Ferry", "was", author="Marta Kowalczyk"),
    Article("3", "渡船は再び出航する。", source="Harbour Post", author="رويترز - باريس"),
    Article("4", "…", url="https://example.org/2025/09/03/ferry"),
]


def known(profile: Profile) -> tuple[object, ...]:
    side = profile.side
    return (
        profile.article,
        side.text,
        side.hashes.tolist(),
        side.starts.tolist(),
        side.ends.tolist(),
        profile.provenance,
    )


@given(st.lists(st.integers(0, 3), unique=True), st.booleans(), st.booleans())
def test_profiles_made_together_are_those_made_alone(numbers, learned, tokenized):
    tokens = tokenize([article.text for article in ARTICLES]) if tokenized else None
    profiles = ProfileCache(ARTICLES.__getitem__, frozenset({"was"}), tokens)
    if learned:
        profiles.use_credits(detect(ARTICLES))
    profiles.prepare(numbers)
    for number, article in enumerate(ARTICLES):
        assert known(profiles[number]) == known(Profile.of(article, crawled=article.source == "was"))
        assert profiles.provenance(number) == profiles[number].provenance


def test_of_articles_with_one_id_each_keeps_its_own_credits():
    articles = [Article("same", "(AFP) - The ferry sails."), Article("same", "(Reuters) - The ferry sails.")]
    profiles = ProfileCache(articles.__getitem__)
    profiles.prepare([0, 1])
    assert [set(profiles.provenance(number).credited) for number in (0, 1)] == [{"afp"}, {"reuters"}]


def test_provenances_outlive_the_texts_that_are_kept_at_hand(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "MAX_PROFILES", 2)
    asked: list[int] = []
    profiles = ProfileCache(lambda number: asked.append(number) or ARTICLES[number])
    profiles.prepare([0, 1])
    profiles.prepare([2, 3])
    provenances = [profiles.provenance(number) for number in range(4)]
    assert asked == [0, 1, 2, 3]
    assert [profiles[number].provenance for number in range(4)] == provenances

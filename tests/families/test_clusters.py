"""Families as a report shows them: their origin, the order of their members, and their names."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dedup import Article, scan
from tests.newsroom import collection, edited, story

RNG = random.Random(12)
TEXT = story(RNG, 100)
SHORTER = " ".join(TEXT.split()[:85])
JULY = datetime(2015, 7, 21, 12)


def test_the_earliest_is_the_origin() -> None:
    report = scan(
        [
            Article("okaz", TEXT, source="okaz", published=JULY + timedelta(hours=2)),
            Article("spa", SHORTER, source="spa", published=JULY),
            Article("sabq", TEXT + " انتهى", source="sabq", published=JULY + timedelta(hours=1)),
        ]
    )
    (cluster,) = report.clusters
    assert (cluster.id, cluster.origin) == ("spa", "spa")
    assert [(one.id, one.relation, one.source) for one in cluster.members] == [
        ("spa", "origin", "spa"),
        ("sabq", "reprint", "sabq"),
        ("okaz", "reprint", "okaz"),
    ]
    assert cluster.members[0].published == JULY


def test_without_dates_the_longest_is_the_origin() -> None:
    (cluster,) = scan([Article("a", SHORTER), Article("b", TEXT), Article("c", SHORTER + " انتهى")]).clusters
    assert cluster.origin == "b"
    assert [member.id for member in cluster.members] == ["b", "a", "c"]


def test_an_article_with_a_date_comes_before_one_without() -> None:
    (cluster,) = scan([Article("a", TEXT), Article("b", SHORTER, published=JULY)]).clusters
    assert cluster.origin == "b"


def test_times_are_compared_as_moments_and_naive_ones_as_utc() -> None:
    riyadh = timezone(timedelta(hours=3))
    report = scan(
        [
            Article("naive", TEXT, published=datetime(2015, 7, 21, 10)),
            Article("riyadh", TEXT + " واس", published=datetime(2015, 7, 21, 12, tzinfo=riyadh)),
            Article("utc", TEXT + " أ ف ب", published=datetime(2015, 7, 21, 11, tzinfo=UTC)),
        ]
    )
    assert [member.id for member in report.clusters[0].members] == ["riyadh", "naive", "utc"]


def test_the_origin_among_exact_duplicates_is_the_first_of_them() -> None:
    times = {"c": JULY + timedelta(days=1), "a": JULY + timedelta(days=2), "b": JULY}
    report = scan([*(Article(name, TEXT, published=time) for name, time in times.items()), Article("z", SHORTER)])
    (cluster,) = report.clusters
    assert [(one.id, one.relation) for one in cluster.members] == [
        ("b", "origin"), ("c", "exact"), ("a", "exact"), ("z", "reprint"),
    ]  # fmt: skip


def test_a_copy_inside_a_longer_article_joins_the_family_as_contained() -> None:
    longer = story(random.Random(1), 90) + " " + TEXT + " " + story(random.Random(2), 90)
    report = scan([Article("short", TEXT, published=JULY), Article("long", longer, published=JULY + timedelta(1))])
    (cluster,) = report.clusters
    assert [(one.id, one.relation) for one in cluster.members] == [("short", "origin"), ("long", "contained")]


def test_partial_copies_do_not_merge_families() -> None:
    first, second = story(random.Random(3), 120), story(random.Random(4), 120)
    quoting = second + " " + " ".join(first.split()[:40])
    report = scan(
        [
            Article("first", first),
            Article("first again", first + " تحديث"),
            Article("second", second + " ختام"),
            Article("quoting", quoting),
        ]
    )
    assert sorted(sorted(member.id for member in cluster.members) for cluster in report.clusters) == [
        ["first", "first again"],
        ["quoting", "second"],
    ]


def test_families_stand_largest_first_then_by_the_id_of_their_origin() -> None:
    rng = random.Random(5)
    articles = []
    for name, size in (("b", 2), ("a", 2), ("c", 3)):
        text = story(rng, 80)
        articles += [Article(f"{name}{n}", text + f" {n}", published=JULY + timedelta(hours=n)) for n in range(size)]
    assert [cluster.id for cluster in scan(articles).clusters] == ["c0", "a0", "b0"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_every_family_of_a_collection_claims(seed: int) -> None:
    articles = {article.id: article for article in collection(50, seed)}
    report = scan(articles.values())
    relation = {(match.a, match.b): match.relation for match in report.matches}
    seen: set[str] = set()
    assert len({cluster.id for cluster in report.clusters}) == len(report.clusters) > 5
    for cluster in report.clusters:
        origin, *others = cluster.members
        assert (origin.id, origin.relation) == (cluster.origin, "origin")
        assert others
        for member in others:
            pair = (min(member.id, origin.id), max(member.id, origin.id))
            assert relation[pair] == member.relation
            assert member.relation in ("exact", "reprint", "contained")
            first, later = articles[origin.id].published, articles[member.id].published
            assert later is None or (first is not None and first <= later)
        ids = {member.id for member in cluster.members}
        assert not ids & seen, "an article has one family at most"
        seen |= ids


def test_small_families_show_the_match_of_every_pair() -> None:
    rng = random.Random(6)
    articles = [Article(f"{n:02d}", edited(rng, TEXT, 0.02)) for n in range(12)]
    assert len(scan(articles).matches) == 12 * 11 // 2


def credited(rng: random.Random) -> list[Article]:
    """Agency texts in several outlets: with a dateline, a byline, a closing credit or none, whole, cut and extended."""
    found = []
    for n in range(12):
        text = story(rng, 60)
        for outlet in ("okaz", "sabq", "spa", "alyaum", ""):
            told = rng.choice([text, text, " ".join(text.split()[:45]), f"{text} {story(rng, 12)}"])
            told = rng.choice([told, f"الرياض ({rng.choice(['واس', 'أ ف ب'])}) - {told}", f"{told} (رويترز)"])
            author = rng.choice(["", "", "واس - جدة", "وكالات", "مراسل الصحيفة"])
            when = rng.choice([None, JULY + timedelta(hours=rng.randrange(40))])
            found.append(Article(f"{n}-{outlet}", told, source=outlet, author=author, published=when))
    return found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("since", [None, JULY + timedelta(hours=20)])
def test_members_are_the_same_where_nobody_judges_who_was_first(seed: int, since: datetime | None) -> None:
    report = scan(credited(random.Random(seed)), since=since)
    families = [cluster.members for cluster in report.clusters]
    assert list(report.unjudged_families()) == families
    assert report.credits
    assert list(report.unjudged_families()) == families
    assert any(member.credit_removed for members in families for member in members)

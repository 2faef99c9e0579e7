"""Who was first in a family, how sure that is, and which members lost their credit."""

import random
from datetime import UTC, datetime, timedelta

from dedup import Article, scan
from dedup.origin import Profile, Provided, family_agency
from tests.newsroom import edited, story

RNG = random.Random(31)
TEXT = story(RNG, 90)
NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)


def family_of(*articles):
    (cluster,) = scan(articles).clusters
    return cluster


def lost(cluster):
    return {member.id: member.credit_removed for member in cluster.members if member.credit_removed}


def test_the_agencys_own_article_is_the_origin_though_an_outlet_was_an_hour_before_it():
    cluster = family_of(
        Article("okaz", TEXT, source="okaz", author="واس - جدة", published=NOON),
        Article("was", TEXT + " انتهى", source="was", published=NOON + timedelta(hours=1)),
        Article("sabq", TEXT + " المزيد", source="sabq", published=NOON + timedelta(hours=2)),
    )
    assert (cluster.origin, lost(cluster)) == ("was", {"sabq": "spa"})
    assert cluster.origin_confidence > 0.8
    assert cluster.reasons[0] == "okaz credits spa, whose article the origin is"


def test_without_anything_that_tells_the_origin_is_only_the_longest():
    cluster = family_of(Article("a", TEXT + " تحديث"), Article("b", TEXT))
    assert (cluster.origin, cluster.origin_confidence, cluster.reasons) == ("a", 0.0, ())


def test_an_origin_that_a_member_speaks_against_is_not_sure():
    cluster = family_of(
        Article("short", TEXT, source="okaz", author="جدة - واس"), Article("long", TEXT + " تحديث جديد", source="sabq")
    )
    assert (cluster.origin, cluster.origin_confidence) == ("long", 0.0)
    assert cluster.reasons == ("short credits spa, the origin no agency",)


def test_the_agency_of_a_family_is_what_two_outlets_credit():
    text = edited(RNG, TEXT, 0.01)
    cluster = family_of(
        Article("0", TEXT + " أولا", source="sabq", published=NOON),
        Article("1", TEXT, source="okaz", author="جدة - واس", published=NOON + timedelta(hours=3)),
        Article("2", text, source="alyaum", author="واس - جدة", published=NOON + timedelta(hours=4)),
        Article("3", text + " ثالثا", source="alweeam", published=NOON + timedelta(hours=5)),
        Article("4", text + " رابعا", source="alriyadh", author="وكالات", published=NOON + timedelta(hours=6)),
    )
    assert lost(cluster) == {"0": "spa", "3": "spa"}
    assert cluster.reasons[-1] == "2 of 5 credit spa, whose own article is not among them"


def test_what_one_outlet_credits_or_two_outlets_differently_is_nobodys_for_sure():
    texts = [
        Provided.of(Profile.of(Article("1", TEXT, source="okaz", author="واس - جدة"))),
        Provided.of(Profile.of(Article("2", TEXT, source="sabq", author="واس - جدة"))),
        Provided.of(Profile.of(Article("3", TEXT, source="alyaum", author="أ ف ب - باريس"))),
        Provided.of(Profile.of(Article("4", TEXT, source="alweeam", author="أ ف ب - باريس"))),
    ]
    assert family_agency(texts[:1]) is None
    assert family_agency(texts[:2]) == "spa"
    assert family_agency(texts) is None
    assert family_agency([]) is None

"""Texts told again in other words: one rewritten passage from end to end, where nothing is copied."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

import dedup
from dedup.alignment.wholes import (
    MAX_COPIED,
    MIN_ALIKE,
    MIN_NEIGHBOURS,
    MIN_ORDERED,
    MIN_WHOLE_WORDS,
    SENTENCE,
    align_wholes,
    alike_as_wholes,
    words_in_common,
)
from dedup.corpus.texts import Texts
from tests.newsroom import FLOOD
from tests.rewrite.test_wholes import BRIDGE, FERRY, FERRY_ELSEWHERE, FERRY_RETOLD, TRAM

KICK_OFF = (
    "Nordhaven United will be without their captain {a} in Saturday's match against {b}, the club's doctor said on "
    "Thursday after a scan of his {c} had shown a torn muscle. The coach, {d}, means to bring on the young {e} in his "
    "place, who scored twice for the reserves. Tickets for the east stand are sold out, and the gates will open at "
    "noon because of the works in the station."
)


def article(name: str, text: str, outlet: str, day: str) -> dict[str, str]:
    return {"id": name, "text": text, "source": outlet, "published": day}


def relations(*articles: dict[str, str]) -> dict[tuple[str, str], tuple[str, list[str]]]:
    report = dedup.scan(articles)
    return {(one.a, one.b): (one.relation, [passage.kind for passage in one.passages]) for one in report.matches}


@pytest.mark.parametrize("days", [("2020-05-04", "2020-05-06"), ("", "2020-05-06"), ("", "")])
@pytest.mark.parametrize("outlets", [("Wire", "Herald"), ("", "Herald"), ("", "")])
def test_a_scan_finds_a_report_that_another_outlet_told_again(days, outlets) -> None:
    one, other = article("a", FERRY, outlets[0], days[0]), article("b", FERRY_RETOLD, outlets[1], days[1])
    assert relations(one, other) == {("a", "b"): ("partial", ["rewritten"])}
    [passage] = dedup.scan([one, other]).matches[0].passages
    assert (passage.a, passage.b) == ((0, len(FERRY)), (0, len(FERRY_RETOLD)))


def test_one_outlet_and_later_days_tell_other_news_in_the_same_words() -> None:
    first = article("a", FERRY, "Wire", "2020-05-04")
    assert relations(first, article("b", FERRY_RETOLD, "Wire", "2020-05-04")) == {}
    assert relations(first, article("b", FERRY_RETOLD, "Herald", "2020-05-14")) == {}


def test_another_report_of_the_event_and_another_event_are_none() -> None:
    found = relations(
        article("a", FERRY, "Wire", "2020-05-04"),
        article("b", FERRY_ELSEWHERE, "Herald", "2020-05-04"),
        article("c", FLOOD, "Tribune", "2020-05-04"),
    )
    assert found == {}


def test_in_wording_that_many_articles_have_nobody_tells_anything_again() -> None:
    names = ("Berg", "Holm", "Lund", "Voss", "Dahl", "Krag", "Moen", "Ness", "Ruud", "Sand", "Tveit", "Vik")
    forms = [
        KICK_OFF.format(a=a, b=b, c=c, d=d, e=e)
        for a, b, c, d, e in zip(
            names, names[1:] + names[:1], ("knee", "foot", "hip") * 4, names[3:] + names[:3], names[5:] + names[:5],
            strict=True,
        )
    ]  # fmt: skip
    among = [article(f"{k}", text, f"outlet {k}", "2020-05-04") for k, text in enumerate(forms)]
    head, *rest = KICK_OFF.removesuffix(".").split(". ")
    turned = ". ".join([*rest, head]).format(a="Quist", b="Torp", c="knee", d="Lier", e="Fjeld")
    found = relations(*among, article("turned", f"{turned}.", "Herald", "2020-05-04"))
    assert not [kinds for _, kinds in found.values() if "rewritten" in kinds]


def test_a_few_words_and_single_characters_are_never_alike_as_wholes() -> None:
    retold = "With 212 on board the Sidra, a ferry, ran aground on Monday evening: off Cape Mern, said the coast guard."
    assert relations(article("a", FERRY.split(". ")[0], "", ""), article("b", retold, "", "")) == {}
    assert relations(article("a", BRIDGE, "", ""), article("b", TRAM, "", "")) == {}


def test_what_one_of_them_quotes_is_told_by_neither() -> None:
    quoting = f"“{FERRY.removesuffix('.')}”, wrote the Wire."
    found = relations(article("a", quoting, "Herald", "2020-05-04"), article("b", FERRY_RETOLD, "Globe", "2020-05-04"))
    assert found == {}


tokens = st.lists(st.integers(0, 60), min_size=2, max_size=120)


def plain_share(a: list[int], b: list[int]) -> float:
    count, scale = Counter(a + b), math.log(max((len(a) + len(b)) / SENTENCE, 2.0))
    weight = {word: max(1 - math.log(n) / scale, 0.0) for word, n in count.items()}
    total = [sum(weight[word] for word in side) + 1e-9 for side in (a, b)]
    found = [
        sum(weight[word] for word in side if word in set(other)) for side, other in ((a, b), (b, a))
    ]  # fmt: skip
    return min(found[0] / total[0], found[1] / total[1])


@given(tokens, tokens)
def test_the_share_of_common_words_is_that_of_counting_them(a: list[int], b: list[int]) -> None:
    found = words_in_common(np.array(a, np.uint32), np.array(b, np.uint32))
    assert found == pytest.approx(plain_share(a, b), abs=1e-6)


@given(tokens, tokens)
def test_texts_are_alike_where_all_three_shares_are_reached(a: list[int], b: list[int]) -> None:
    neighbours = len(set(pairwise(a)) & set(pairwise(b)))
    shares = (
        LCSseq.similarity(a, b) >= MIN_ORDERED * min(len(a), len(b)),
        neighbours >= MIN_NEIGHBOURS * max(len(a), len(b)),
        words_in_common(np.array(a, np.uint32), np.array(b, np.uint32)) >= MIN_ALIKE,
    )
    assert alike_as_wholes(np.array(a, np.uint32), np.array(b, np.uint32), 0) == all(shares)
    swapped = alike_as_wholes(np.array(b, np.uint32), np.array(a, np.uint32), 0)
    assert swapped == all(shares)


@given(tokens, tokens, st.integers(0, 60))
def test_most_of_what_they_have_in_order_stands_in_no_copied_passage(a: list[int], b: list[int], n_copied: int) -> None:
    words = np.array(a, np.uint32), np.array(b, np.uint32)
    is_enough = n_copied <= MAX_COPIED * LCSseq.similarity(a, b)
    assert alike_as_wholes(*words, n_copied) == (is_enough and alike_as_wholes(*words, 0))


@given(tokens, tokens)
def test_the_passage_is_both_texts_with_the_words_they_have_in_order(a: list[int], b: list[int]) -> None:
    offsets = np.array([0, len(a), len(a) + len(b)])
    found = align_wholes(
        Texts.alone(np.array(a + b, np.uint32), offsets), np.array([1], np.uint64), np.zeros(1, np.int64)
    )
    alike = alike_as_wholes(np.array(a, np.uint32), np.array(b, np.uint32), 0)
    assert len(found) == (alike and min(len(a), len(b)) >= MIN_WHOLE_WORDS)
    for passage in found.passages.tolist():
        assert passage[:5] == (0, len(a), 0, len(b), LCSseq.similarity(a, b))

"""A screen never hides a sign: whoever asks of all pairs together is told what each pair alone would show."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article
from dedup.alignment.align import align
from dedup.corpus.texts import Texts
from dedup.origin import Profile, View, asked_of, origin_of, removed_credit
from dedup.origin.screen import _SCREENS
from dedup.origin.verdict import SIGNS
from dedup.records import PAIR, Ragged, in_order_of_a
from dedup.text.tokens import tokenize
from tests.origin.test_verdict import LEAD, NOON, OWN, REST

TEXTS = [
    LEAD,
    LEAD + REST,
    (LEAD + REST)[:150],
    OWN + LEAD,
    "TOLVIK (AFP) - " + LEAD + REST,
    LEAD + REST + " - Reuters",
    LEAD[:80] + "… Read more",
    "He added: " + LEAD,
    LEAD + REST + " The mayor told the newspaper Morning Tide so, Marta Kowalczyk wrote.",
    "Organised trips to Kharkiv are popular. " + LEAD + " Tolvik recognizes this. Trains to Kharkyv run.",
    LEAD + REST + "\n// انتهى //",
    "".join(chr(0xFE00 + n) for n in range(4)) + LEAD,
]
ARTICLES = st.builds(
    Article,
    id=st.just("1"),
    text=st.sampled_from(TEXTS),
    title=st.sampled_from(["", "UPDATE 1-Ferry sails", "Ferry sails"]),
    source=st.sampled_from(["", "afp", "reuters", "Morning Tide", "tide.example"]),
    author=st.sampled_from(["", "AFP", "Marta Kowalczyk", "Ida Holm for Morning Tide", " Marta Kowalczyk "]),
    published=st.none()
    | st.sampled_from([NOON, NOON + timedelta(microseconds=1), NOON + timedelta(days=3), datetime(2025, 9, 1)]),
    url=st.sampled_from(["", "https://tide.example/2025/08/30/ferry"]),
    declared_origin=st.sampled_from(["", "1", "Morning Tide", "https://tide.example/2025/08/30/ferry"]),
)


def test_there_is_a_screen_for_every_kind_of_sign():
    assert {*_SCREENS} == {*SIGNS}


@given(st.lists(ARTICLES, min_size=2, max_size=6), st.data())
def test_what_is_not_asked_would_say_nothing(articles, data):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    articles = [
        Article(
            str(place), one.text, one.title, one.source, one.url, one.author, one.published,
            declared_origin=one.declared_origin,
        )
        for place, one in enumerate(articles)
    ]  # fmt: skip
    profiles = [Profile.of(one, now=now, crawled=one.source == "tide.example") for one in articles]
    tokens = tokenize([one.text for one in articles])
    texts = Texts.alone(tokens.hashes, tokens.offsets)
    numbers = st.sampled_from(range(len(articles)))
    chosen = data.draw(st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] < pair[1]), min_size=1))
    pairs = np.array(chosen, PAIR)
    found = [in_order_of_a(align(texts, np.array([a << 32 | b], np.uint64)).passages) for a, b in chosen]
    passages = Ragged.of(np.concatenate(found), np.array(list(map(len, found))))
    for (a, b), own, asked in zip(chosen, found, asked_of(profiles, pairs, passages), strict=True):
        view = View.of((profiles[a], profiles[b]), own)
        origin = origin_of(view)
        assert origin_of(view, asked) == origin
        assert removed_credit(view, origin.side, asked) == removed_credit(view, origin.side)

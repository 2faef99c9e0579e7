"""Signs add up to one verdict, whichever side is asked about first."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article, compare

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
LEAD = (
    "The ferry to the islands will sail twice a day from Monday, the harbour office said, after the quay was rebuilt."
)
REST = " The boats had stopped in March, when a storm broke the old pier, and fishermen carried the mail all winter."
OWN = "Islanders met at the school on Tuesday to count the losses of the winter and to plan the fair of the summer. "

texts = st.sampled_from(
    [LEAD, LEAD + REST, LEAD + REST[:60], OWN + LEAD, "(AFP) - " + LEAD, LEAD + " - Reuters", LEAD[:80] + "… Read more"]
)
articles = st.builds(
    Article,
    id=st.just("a"),
    text=texts,
    title=st.sampled_from(["", "UPDATE 1-Ferry sails", "Ferry sails"]),
    source=st.sampled_from(["", "afp", "reuters", "Morning Tide"]),
    author=st.sampled_from(["", "AFP", "Marta Kowalczyk"]),
    published=st.none()
    | st.sampled_from([NOON, NOON + timedelta(hours=3), NOON.replace(tzinfo=None), datetime(2025, 9, 1)]),
    url=st.sampled_from(["", "https://example.org/2025/08/30/ferry"]),
)


@given(articles, articles)
def test_asked_from_either_side_the_answer_is_one(a, b):
    here = compare(_named(a, "1"), _named(b, "2"), rewritten=False)
    there = compare(_named(a, "2"), _named(b, "1"), rewritten=False)
    swapped = there.swapped()
    assert (here.origin, here.origin_confidence, here.credit_removed) == (
        swapped.origin, swapped.origin_confidence, swapped.credit_removed,
    )  # fmt: skip
    assert here.reasons == swapped.reasons
    assert (here.origin is None) == (here.origin_confidence == 0.0)
    assert here.origin is None or 0.6 <= here.origin_confidence <= 0.99


def _named(article, name):
    return Article(name, article.text, article.title, article.source, article.url, article.author, article.published)


def test_signs_add_up():
    weak = compare(
        {"id": "1", "text": LEAD, "date": "2025-09-03T12:00:00Z"},
        {"id": "2", "text": LEAD, "date": "2025-09-03T12:20:00Z"},
    )
    both = compare(
        {"id": "1", "text": LEAD, "date": "2025-09-03T12:00:00Z", "source": "Morning Tide"},
        {"id": "2", "text": LEAD, "date": "2025-09-03T12:20:00Z", "title": "CORRECTED: Ferry sails"},
    )
    assert weak.origin == both.origin == "a"
    assert weak.origin_confidence == pytest.approx(0.769, abs=0.01)
    assert both.origin_confidence == pytest.approx(0.937, abs=0.01)


def test_what_speaks_against_the_origin_is_said_too():
    match = compare(
        {"id": "1", "text": LEAD, "date": "2025-09-03T12:00:00Z", "source": "Morning Tide"},
        {"id": "2", "text": LEAD, "date": "2025-09-03T12:20:00Z", "source": "afp"},
    )
    assert match.origin == "b"
    assert match.reasons[1:] == (
        "b is an article of the agency afp", "but a was published 20 minutes earlier",
    )  # fmt: skip

"""A pair as seen from either side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedup import Article
from dedup.origin import Profile, View
from dedup.origin.view import CopiedPassage

FERRY = Profile.of(Article("1", "The ferry to the islands will sail twice a day from Monday, the harbour office said."))
PIER = Profile.of(Article("2", "A storm broke the old pier in March. The ferry to the islands will sail twice a day."))

passages = st.lists(st.builds(CopiedPassage, *[st.integers(0, 16)] * 4), unique=True).map(sorted)
shares = st.floats(0, 1)


@given(passages, shares, shares)
def test_seen_from_the_other_side_and_back_a_view_is_itself(found, source_share, copy_share):
    view = View(FERRY, PIER, tuple(found), source_share, copy_share, ("the origin", "2"))
    swapped = view.swapped()
    assert (swapped.source, swapped.copy, swapped.names) == (PIER, FERRY, ("2", "the origin"))
    assert (swapped.source_share, swapped.copy_share) == (copy_share, source_share)
    assert [(one.begin_copy, one.end_copy) for one in sorted(swapped.passages, key=CopiedPassage.swapped)] == [
        (one.begin_source, one.end_source) for one in found
    ]
    assert list(swapped.passages) == sorted(swapped.passages)
    assert swapped.swapped() == view


def test_a_sign_names_the_two_as_the_view_does():
    view = View(FERRY, PIER, (), 0.0, 0.0, ("the origin", "2"))
    weight, reason = view.sign(2.5, "agency_article", agency="afp")
    assert (weight, reason) == (2.5, "the origin is an article of the agency afp")
    assert dict(reason.facts) == {"source": "the origin", "copy": "2", "agency": "afp"}
    assert view.swapped().sign(1.0, "keeps_author").reason == "the origin holds the name of the author of 2"

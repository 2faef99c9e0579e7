"""Where articles stand, told by their ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.reading.places import Place, Places, PlaceWriter

PLACES = st.builds(
    Place, st.sampled_from(["a.jsonl", "ب/c.csv"]), st.integers(0, 2**32 - 1), st.sampled_from(["txt", "csv"])
)


@given(st.lists(st.tuples(st.text(max_size=3), PLACES)))
def test_the_first_place_of_each_id_is_found_again(told: list[tuple[str, Place]]) -> None:
    writer = PlaceWriter()
    expected: dict[str, Place] = {}
    for article_id, place in told:
        writer.add(article_id, place)
        expected.setdefault(article_id, place)
    places = Places.restored(writer.finish().columns())
    assert {article_id: places[article_id] for article_id in expected} == expected
    with pytest.raises(KeyError):
        places["an id that was not told"]

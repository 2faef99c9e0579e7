"""A collection on disk gives back what went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks import texts as module
from benchmarks.texts import write


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))), st.integers(1, 64))
def test_articles_come_back_one_by_one_and_all_together(tmp_path_factory, texts, read_ahead):
    stored = write(tmp_path_factory.mktemp("texts"), "some", texts)
    whole, module.READ_AHEAD = module.READ_AHEAD, read_ahead
    try:
        assert list(stored) == texts
    finally:
        module.READ_AHEAD = whole
    assert [stored[i] for i in range(len(stored))] == texts
    assert stored[1:3] == texts[1:3]

"""What travels between the stages in columns."""

from itertools import chain

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.records import PASSAGE, Ragged, swapped

lists = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=6)


def ragged(of):
    return Ragged.of(np.array(list(chain(*of)), np.int64), np.array([len(each) for each in of], np.int64))


def plain(of):
    return [each.tolist() for each in of]


@given(lists)
def test_a_ragged_list_is_the_list_of_its_lists(of):
    assert plain(ragged(of)) == of
    assert (len(ragged(of)), ragged(of).lengths.tolist()) == (len(of), [len(each) for each in of])
    assert ragged(of).owners.tolist() == [i for i, each in enumerate(of) for _ in each]


@given(lists, st.data())
def test_chosen_items_stand_in_the_order_in_which_they_are_named(of, data):
    items = data.draw(st.lists(st.integers(0, len(of) - 1), max_size=8)) if of else []
    assert plain(ragged(of).chosen(np.array(items, np.int64))) == [of[item] for item in items]


@given(st.lists(lists, min_size=1, max_size=4))
def test_joined_lists_follow_each_other(parts):
    assert plain(Ragged.joined(map(ragged, parts))) == list(chain(*parts))


def test_records_seen_from_the_other_side_have_their_fields_exchanged():
    passage = np.array([(1, 5, 20, 26, 4, 0)], PASSAGE)
    assert swapped(passage).tolist() == [(20, 26, 1, 5, 4, 0)]
    assert swapped(swapped(passage)).tolist() == passage.tolist()

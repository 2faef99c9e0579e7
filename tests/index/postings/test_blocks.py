"""Postings packed into blocks come out as they went in, and are found as a plain list of them would be."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.index.postings.blocks import (
    BLOCK,
    DAY_MASK,
    FOUND_POSTING,
    Postings,
    Questions,
    merged,
    pack,
    places_of,
    search_kernel,
    unpack,
    without,
)

KEYS = st.one_of(st.integers(-3, 3), st.integers(-(1 << 40), (1 << 40) - 1))
DAYS = st.one_of(st.integers(16_600, 16_604), st.integers(-719_162, 2_932_896))
POSTINGS = st.lists(st.tuples(KEYS, DAYS, st.integers(1, 1 << 40)), min_size=1, max_size=4 * BLOCK, unique=True)


def postings_of(rows) -> Postings:
    keys, days, articles = np.array(rows, np.int64).reshape(-1, 3).T
    places = places_of(keys, days)
    order = np.lexsort((articles, places))
    return Postings(places[order], articles[order])


def packed(postings):
    return pack(postings, int((postings.places & DAY_MASK).min()), int(postings.articles.min()))


def pairs(postings):
    return list(zip(postings.places.tolist(), postings.articles.tolist(), strict=True))


@given(POSTINGS)
@settings(max_examples=60)
def test_what_is_packed_comes_out(rows):
    postings = postings_of(rows)
    assert pairs(unpack(packed(postings))) == pairs(postings)


@given(POSTINGS, st.lists(KEYS, min_size=1, max_size=8), DAYS, DAYS, st.integers(1, 5), st.randoms())
@settings(max_examples=60)
def test_the_last_postings_of_a_key_between_two_days_are_found(rows, keys, one_day, other_day, limit, draw):
    postings, blocks = postings_of(rows), packed(postings_of(rows))
    asked = np.array(keys + [key for key, _, _ in rows[:3]], np.int64)
    gone = sorted({article for _, _, article in draw.sample(rows, len(rows) // 4)})
    first, last = sorted((one_day, other_day))
    lowest, highest = (places_of(asked, np.full(len(asked), day)) for day in (first, last))
    found = np.empty(limit * len(asked), FOUND_POSTING)
    n = search_kernel(blocks, Questions(lowest, highest, limit), np.array(gone, np.int64), found)
    told = found[:n].tolist()
    due = []
    for question, (low, high) in enumerate(zip(lowest, highest, strict=True)):
        held = [pair for pair in pairs(postings) if low <= pair[0] <= high and pair[1] not in gone]
        due += [(question, *pair) for pair in held[::-1][:limit]]
    assert told == due


def test_a_key_that_very_many_hold_is_found_across_blocks():
    postings = postings_of([(7, 16_600 + number // 40, number + 1) for number in range(20 * BLOCK)])
    blocks = packed(postings)
    place = places_of(np.array([7]), np.array([16_604]))
    found = np.empty(50, FOUND_POSTING)
    n = search_kernel(blocks, Questions(place - 1, place, 50), np.empty(0, np.int64), found)
    assert found["article"][:n].tolist() == list(range(200, 150, -1))


@given(st.lists(POSTINGS, min_size=1, max_size=3))
@settings(max_examples=30)
def test_parts_are_merged_into_one_order_without_what_is_gone(parts):
    shifted = [
        [(key, day, article + number * (1 << 41)) for key, day, article in part] for number, part in enumerate(parts)
    ]
    together = postings_of([row for part in shifted for row in part])
    joined = merged([postings_of(part) for part in shifted])
    assert pairs(joined) == pairs(together)
    gone = np.unique(joined.articles[::2])
    assert pairs(without(joined, gone)) == [pair for pair in pairs(together) if pair[1] not in set(gone.tolist())]

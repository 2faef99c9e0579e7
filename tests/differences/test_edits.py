"""Edits and signs are those that the obvious way finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.differences.edits import edits, lacking_kernel
from dedup.differences.signs import SignColumns, signs
from dedup.text.tokens import tokenize
from tests.differences.plain_edits import plain_edits, plain_signs

ALIGNED = st.lists(st.sampled_from([0, 0, 0, 0, 1, 2, -9]), max_size=14)
SIGNS = st.dictionaries(st.integers(0, 14), st.sampled_from(["-", "%", "$"]), max_size=5)


@given(ALIGNED, st.lists(st.booleans(), min_size=14, max_size=14), SIGNS, SIGNS, st.integers(0, 3))
def test_edits_are_those_that_the_obvious_way_finds(steps, lacking, here, there, n_more):
    places = np.full(len(steps), -1, np.int32)
    at, taken = -1, set()
    for word, step in enumerate(steps):
        if not lacking[word] and 0 <= at + 1 + step <= 30 and at + 1 + step not in taken:
            at += 1 + step
            places[word] = at
            taken.add(at)
    n_kept = int(places.max(initial=-1)) + 1 + n_more
    here = {word: sign for word, sign in here.items() if word <= len(places)}
    found = list(edits(places, n_kept, SignColumns.of(here), SignColumns.of(there)))
    assert found == plain_edits(places, n_kept, here, there)


@given(st.lists(st.booleans(), max_size=20), st.integers(0, 4))
def test_the_longest_stretch_that_is_lacking_is_found(lacking, longest):
    places = np.array([-1 if one else 0 for one in lacking], np.int32)
    runs = [(0, 0)]
    for end in range(1, len(lacking) + 1):
        length = next((n for n in range(end) if not lacking[end - 1 - n]), end)
        runs.append((length, -end))
    length, end = max(runs)
    assert lacking_kernel(places, longest) == (-end if length > longest else 0)


TEXT = st.text(st.sampled_from("ab1٢ .,:-−–%$?²³؟▲/<~\n\ud800"), max_size=30)


@given(TEXT)
def test_signs_are_those_that_a_look_at_every_gap_finds(text):
    tokens = tokenize([text])
    assert signs(text, tokens.starts, tokens.ends) == plain_signs(text, tokens.starts, tokens.ends)

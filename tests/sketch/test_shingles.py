"""Shingles: every run of n words, as one hash."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.sketch.shingles import prefix_kernel, shingle_kernel

few_tokens = st.lists(st.sampled_from([0, 1, 2, 2**32 - 1]), max_size=30)


def shingles_of(tokens, size):
    prefix, shingles = np.empty(len(tokens) + 1, np.uint64), np.empty(len(tokens), np.uint64)
    prefix_kernel(np.array(tokens, np.uint32), 0, len(tokens), prefix)
    return shingles[: shingle_kernel(prefix, len(tokens), size, shingles)].tolist()


@given(few_tokens, few_tokens, st.integers(1, 8))
@example([0, 0, 0, 1], [0, 0, 0, 0], 3)
def test_equal_runs_and_only_they_have_equal_shingles(one, other, size):
    def runs(tokens):
        return [tuple(tokens[i : i + size]) for i in range(max(len(tokens) - size + 1, min(len(tokens), 1)))]

    all_runs = runs(one) + runs(other)
    shingles = shingles_of(one, size) + shingles_of(other, size)
    assert len(shingles) == len(all_runs)
    if len({len(run) for run in all_runs}) == 1:  # texts shorter than a shingle may be shorter than each other
        assert len(set(zip(all_runs, shingles, strict=True))) == len(set(shingles)) == len(set(all_runs))


@given(few_tokens, st.integers(0, 10), st.integers(1, 5))
def test_a_run_has_one_shingle_wherever_it_stands(run, n_before, size):
    inside = shingles_of([*range(10, 10 + n_before), *run, 7, 8], size)
    if len(run) >= size:
        assert inside[n_before : n_before + len(run) - size + 1] == shingles_of(run, size)


def test_the_order_of_words_counts():
    assert shingles_of([1, 2, 3], 3) != shingles_of([3, 2, 1], 3)

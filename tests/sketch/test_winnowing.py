"""Winnowing: a long enough shared run always leaves a shared fingerprint."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.config import Config
from dedup.sketch.sketches import sketch
from dedup.sketch.winnowing import winnow_kernel
from dedup.text.scripts import UNIT, units_in
from dedup.text.tokens import tokenize


def winnow(shingles, window):
    fingerprints = np.empty(len(shingles), np.uint64)
    n = winnow_kernel(np.array(shingles, np.uint64), len(shingles), window, fingerprints)
    return fingerprints[:n].tolist()


def plain_winnow(shingles, window):
    """Look at window after window; note the rightmost smallest hash of each, once."""
    window = min(window, len(shingles))
    chosen = set()
    for first in range(len(shingles) - window + 1) if shingles else ():
        smallest = min(shingles[first : first + window])
        chosen.add(max(i for i in range(first, first + window) if shingles[i] == smallest))
    return [shingles[position] for position in sorted(chosen)]


@given(st.lists(st.integers(0, 12) | st.integers(0, 2**64 - 1), max_size=80), st.integers(1, 20))
@example([], 4)
@example([5], 4)
@example([3, 3, 3, 3, 3, 3], 2)
def test_the_rightmost_smallest_of_every_window_is_kept(shingles, window):
    assert winnow(shingles, window) == plain_winnow(shingles, window)


WORDS = [
    "قال",
    "الرئيس",
    "وزير",
    "في",
    "من",
    "على",
    "بيان",
    "أمس",
    "اليوم",
    "موسكو",
    "said",
    "the",
    "of",
    "in",
    "minister",
    "12",
]
words = st.lists(st.sampled_from(WORDS), max_size=40)


def fingerprints_of(sketches, text):
    return set(sketches.fingerprints[sketches.fingerprint_begin[text] : sketches.fingerprint_end[text]].tolist())


@pytest.mark.parametrize(
    "config", [Config(), Config(min_run=8, fingerprint_size=4), Config(min_run=6, fingerprint_size=6)]
)
@given(st.data())
def test_texts_that_share_a_run_of_min_run_words_share_a_fingerprint(config, data):
    run = data.draw(st.lists(st.sampled_from(WORDS), min_size=config.min_run, max_size=config.min_run + 3))
    one, other = ([*data.draw(words), *run, *data.draw(words)] for _ in range(2))
    sketches = sketch([" ".join(one), "—".join(other).upper()], config)
    assert fingerprints_of(sketches, 0) & fingerprints_of(sketches, 1)


@given(st.data())
def test_texts_that_share_a_run_of_so_many_words_in_any_script_share_a_fingerprint(data):
    signs = st.sampled_from([*"台风昨夜登陆沿海三百ありがとうกขคงจฉชซฌญ", " said ", " minister ", " 12 "])
    around = st.lists(signs, max_size=40)
    run = data.draw(st.lists(signs, min_size=20, max_size=90))
    one, other = ("".join([*data.draw(around), "။", *run, "။", *data.draw(around)]) for _ in range(2))
    sketches = sketch([one, other])
    if units_in(tokenize(["".join(run)]).hashes) >= 15 * UNIT:  # a window of eight words, of five each, rounded up
        assert fingerprints_of(sketches, 0) & fingerprints_of(sketches, 1)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), max_size=30), st.integers(12, 30))
def test_a_run_that_an_outlet_respaced_and_repunctuated_still_counts(before, n_words):
    run = [f"كلمة{number}" for number in range(n_words)]
    sketches = sketch([" ".join([*before, *run]), "، ".join(run) + "."])
    assert fingerprints_of(sketches, 0) & fingerprints_of(sketches, 1)


def test_unrelated_texts_share_none():
    sketches = sketch([" ".join(f"w{i}" for i in range(500)), " ".join(f"w{i}" for i in range(499, -1, -1))])
    assert not fingerprints_of(sketches, 0) & fingerprints_of(sketches, 1)


def test_a_text_with_words_has_a_fingerprint_and_one_without_has_none():
    sketches = sketch(["عاجل", "two words", "", "…"])
    assert [len(fingerprints_of(sketches, text)) for text in range(4)] == [1, 1, 0, 0]

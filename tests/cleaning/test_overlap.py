"""What two texts have in common is found word by word, whichever way and in whatever company they are aligned."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.alignment.align import align
from dedup.cleaning.overlap import Words, overlaps
from dedup.corpus.texts import Texts
from dedup.text.tokens import tokenize
from tests.newsroom import edited, story


def words_of(text: str) -> Words:
    return tokenize([text]).hashes


def pair(seed: int, share: float, n_words: int) -> list[Words]:
    rng = random.Random(seed)
    text = story(rng, n_words)
    return [words_of(text), words_of(f"{story(rng, 20)} {edited(rng, text, share)}")]


pairs = st.builds(pair, st.integers(0, 10**6), st.sampled_from([0, 0.05, 0.2, 0.9]), st.integers(1, 120))


@given(pairs)
def test_shared_words_are_the_same_words(texts: list[Words]) -> None:
    there, back = overlaps(texts, [(0, 1), (1, 0)])
    for overlap, (here, other) in zip((there, back), (texts, texts[::-1]), strict=True):
        shared = np.flatnonzero(overlap.places >= 0)
        assert (here[shared] == other[overlap.places[shared]]).all()
        assert len(set(overlap.places[shared].tolist())) == len(shared)
        assert len(shared) <= round(overlap.covered * len(here))
    assert (there.covered, there.other_covered) == (back.other_covered, back.covered)
    assert sorted(there.places[there.places >= 0].tolist()) == np.flatnonzero(back.places >= 0).tolist()


@given(st.lists(pairs, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_company_and_order_change_nothing(several: list[list[Words]], rng: random.Random) -> None:
    texts = [text for texts in several for text in texts]
    asked = [(2 * k, 2 * k + 1) for k in range(len(several))]
    rng.shuffle(asked)
    for (i, j), found in zip(asked, overlaps(texts, asked), strict=True):
        [alone] = overlaps([texts[i], texts[j]], [(0, 1)])
        assert alone.places.tolist() == found.places.tolist()
        assert (alone.covered, alone.other_covered) == (found.covered, found.other_covered)


def test_the_same_text_twice_is_shared_whole_however_short() -> None:
    [found] = overlaps([words_of("تم"), words_of("تمّ")], [(0, 1)])
    assert (found.places.tolist(), found.covered, found.other_covered) == ([0], 1.0, 1.0)


def test_strangers_share_nothing() -> None:
    rng = random.Random(4)
    [found] = overlaps([words_of(story(rng, 50)), words_of("The bank left its main rate unchanged.")], [(0, 1)])
    assert found.places.tolist() == [-1] * 50


@given(pairs)
def test_what_is_covered_is_the_share_of_the_words_in_passages(texts: list[Words]) -> None:
    tokens, offsets = np.concatenate(texts), np.append(0, np.cumsum(list(map(len, texts))))
    one_day = Texts.alone(tokens, offsets)._replace(days=np.zeros(2, np.int64))
    found = align(one_day, np.array([1], np.uint64))
    n_here, n_there = (
        sum(int(passage[f"end_{side}"] - passage[f"begin_{side}"]) for passage in found.passages) for side in "ab"
    )
    if len(texts[0]) < len(texts[1]):
        [overlap] = overlaps(texts, [(0, 1)])
        assert (overlap.covered, overlap.other_covered) == (n_here / len(texts[0]), n_there / len(texts[1]))
        assert overlap.n_lost == sum(place < 0 for place in overlap.places.tolist())

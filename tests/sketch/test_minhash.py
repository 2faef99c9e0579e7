"""Signatures equal datasketch 2's, bit for bit."""

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from dedup.config import Config
from dedup.sketch.minhash import permutations, signature_kernel
from dedup.sketch.sketches import sketch
from dedup.text.scripts import UNIT, units_of

SENTENCES = [
    "",
    "عاجل",
    "رويترز موسكو",
    "قال الرئيس الروسي فلاديمير بوتين إن المحادثات مع نظيره الصيني في بكين كانت بنّاءة للغاية",
    "The ferry sank off Lampedusa on Tuesday, killing 12 people, the coastguard said.",
    "東京ガスは20日、データを公開した。",
]


def datasketch_of(shingles, n_slots=128, seed=1):
    """The signature that datasketch itself makes of the upper halves of 64-bit shingle hashes."""
    minhash = MinHash(num_perm=n_slots, seed=seed, hashfunc=lambda value: value, scheme="affine32")
    minhash.update_batch([int(shingle) >> 32 for shingle in shingles])
    return minhash


def signature_of(shingles, n_slots=128, seed=1):
    drawn = permutations(n_slots, seed)
    signature = np.empty(n_slots, np.uint32)
    shingles = np.array(shingles, np.uint64)
    signature_kernel(shingles, len(shingles), drawn, np.empty(len(shingles), np.uint32), signature)
    return signature


@given(st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_the_permutations_are_datasketchs_for_every_seed(n_slots, seed):
    factors_summands = np.array(permutations(n_slots, seed))
    expected = MinHash(num_perm=n_slots, seed=seed).permutations
    assert factors_summands.dtype == expected.dtype
    assert np.array_equal(factors_summands, expected)


@given(
    st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([0, 2**32 - 1, 2**32, 2**64 - 1]), max_size=40),
    st.integers(1, 200),
    st.integers(0, 2**32 - 1),
)
def test_a_signature_is_datasketchs_for_every_seed_and_slot_count(shingles, n_slots, seed):
    expected = datasketch_of(shingles, n_slots, seed).hashvalues
    assert np.array_equal(signature_of(shingles, n_slots, seed), expected)


def test_a_text_without_words_has_datasketchs_empty_signature():
    assert sketch([""]).to_datasketch()[0].is_empty()


def plain_shingles(tokens, size):
    """The shingle hashes of one text from its token hashes: a polynomial modulo 2^64, mixed.

    A shingle is the shortest run that makes so many words.
    """
    units = [int(units_of(np.uint32(token))) for token in tokens]
    ends = [
        next((k for k in range(i + 1, len(tokens) + 1) if sum(units[i:k]) >= size * UNIT), 0)
        for i in range(len(tokens))
    ]
    runs = [tokens[i:end] for i, end in enumerate(ends) if end]
    for run in runs or [tokens] * bool(tokens):
        value = 0
        for token in run:
            value = (value * 0x9E3779B97F4A7C15 + token) % 2**64
        value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD % 2**64
        yield value ^ value >> 32


@pytest.mark.parametrize(
    ("n_slots", "n_bands", "n_rows", "seed", "size"),
    [(128, 42, 3, 1, 3), (64, 20, 3, 7, 1), (256, 32, 8, 2**32 - 1, 5)],
)
def test_the_signatures_of_texts_are_datasketchs_over_the_same_shingles(n_slots, n_bands, n_rows, seed, size):
    config = Config(n_slots=n_slots, n_bands=n_bands, n_rows=n_rows, seed=seed, shingle_size=size)
    sketches = sketch(SENTENCES, config)
    for i, minhash in enumerate(sketches.to_datasketch(seed)):
        tokens = sketches.tokens[sketches.begin[i] : sketches.end[i]].tolist()
        expected = datasketch_of(plain_shingles(tokens, size), n_slots, seed)
        assert minhash.jaccard(expected) == 1.0
        assert minhash == expected


def test_datasketchs_own_index_takes_the_signatures():
    copy = SENTENCES[3] + " في بكين"
    *stored, asked = sketch([*SENTENCES[1:], copy]).to_datasketch()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for place, minhash in enumerate(stored, 1):
        index.insert(place, minhash)
    assert index.query(asked) == [3]


def test_the_objects_go_on_as_datasketchs_own():
    whole, part = sketch(["one two three four five six", "one two three four"]).to_datasketch()
    union = whole.copy()
    union.merge(part)
    assert union == whole

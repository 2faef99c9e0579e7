"""The columns of a collection: the same whatever the batches and threads."""

import random
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.sketch import batches
from dedup.sketch.sketches import sketch
from dedup.text.tokens import tokenize

COLUMNS = ("tokens", "begin", "end", "digests", "signatures", "fingerprints", "fingerprint_begin", "fingerprint_end")
VOCABULARY = [
    "قال",
    "الرئيس",
    "وزير",
    "الخارجية",
    "في",
    "موسكو",
    "أمس",
    "said",
    "the",
    "minister",
    "on",
    "Tuesday",
    "in",
    "Paris",
    "к",
    "中",
    "国",
    "서울",
    "12",
    "٣٤",
]


def made_up_texts(n, seed=7):
    chosen = random.Random(seed)
    return [" ".join(chosen.choices(VOCABULARY, k=chosen.choice((0, 1, 2, 3, 40, 300)))) for _ in range(n)]


def assert_equal(one, other):
    for name in COLUMNS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


@pytest.mark.parametrize("batch_chars", [1, 100, 5_000])
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_batches_and_threads_change_nothing(monkeypatch, batch_chars, threads):
    texts = made_up_texts(120)
    whole = sketch(texts)
    monkeypatch.setattr(batches, "BATCH_CHARS", batch_chars)
    assert_equal(sketch(iter(texts), threads=threads), whole)


def test_a_text_is_sketched_alike_alone_and_in_company():
    texts = made_up_texts(20)
    whole = sketch(texts)
    for i, text in enumerate(texts):
        alone = sketch([text])
        assert np.array_equal(whole.tokens[whole.begin[i] : whole.end[i]], alone.tokens)
        assert whole.digests[i] == alone.digests[0]
        assert np.array_equal(whole.signatures[i], alone.signatures[0])
        mine = slice(whole.fingerprint_begin[i], whole.fingerprint_end[i])
        assert np.array_equal(whole.fingerprints[mine], alone.fingerprints)


@given(st.lists(st.text(), max_size=8))
def test_tokens_are_the_tokenizers(texts):
    sketches, tokens = sketch(texts), tokenize(texts)
    assert np.array_equal(sketches.tokens, tokens.hashes)
    assert np.array_equal(sketches.begin, tokens.offsets[:-1])
    assert np.array_equal(sketches.end, tokens.offsets[1:])
    assert np.array_equal(sketches.n_tokens, np.diff(tokens.offsets))


@given(st.lists(st.sampled_from(["a", "b", "a b", "b a", "A.B", "ab", ""]), min_size=2, max_size=6))
def test_digests_are_equal_for_equal_words_in_equal_order(texts):
    sketches = sketch(texts)
    words = [text.lower().replace(".", " ").split() for text in texts]
    for i, one in enumerate(words):
        for j, other in enumerate(words):
            assert (sketches.digests[i] == sketches.digests[j]) == (one == other)


@given(st.permutations(range(12)))
def test_reordered_sketches_are_those_of_the_reordered_texts(order):
    texts = made_up_texts(12)
    reordered, direct = sketch(texts).reordered(np.array(order)), sketch([texts[i] for i in order])
    for i in range(12):
        assert np.array_equal(
            reordered.tokens[reordered.begin[i] : reordered.end[i]], direct.tokens[direct.begin[i] : direct.end[i]]
        )
        assert np.array_equal(
            reordered.fingerprints[reordered.fingerprint_begin[i] : reordered.fingerprint_end[i]],
            direct.fingerprints[direct.fingerprint_begin[i] : direct.fingerprint_end[i]],
        )
    assert np.array_equal(reordered.digests, direct.digests)
    assert np.array_equal(reordered.signatures, direct.signatures)


def test_no_texts_give_empty_columns():
    sketches = sketch([])
    assert len(sketches) == 0
    assert sketches.signatures.shape == (0, 128)
    assert sketches.to_datasketch() == []


def test_progress_counts_every_text_once(monkeypatch):
    monkeypatch.setattr(batches, "BATCH_CHARS", 1_000)
    seen = []
    sketch(made_up_texts(100), threads=2, progress=seen.append)
    assert sum(seen) == 100
    assert len(seen) > 1


def test_empty_texts_fill_a_batch_too(monkeypatch):
    monkeypatch.setattr(batches, "BATCH_CHARS", 1_000)
    seen = []
    sketch(["", "…"] * 100, progress=seen.append)
    assert max(seen) <= 10


def test_only_a_few_batches_are_read_ahead(monkeypatch):
    monkeypatch.setattr(batches, "BATCH_CHARS", 1)
    n_read, n_done, most_ahead = 0, 0, 0

    def texts():
        nonlocal n_read, most_ahead
        for text in ["one two three four"] * 100:
            n_read += 1
            most_ahead = max(most_ahead, n_read - n_done)
            yield text

    def progress(n):
        nonlocal n_done
        n_done += n

    sketch(texts(), threads=2, progress=progress)
    assert n_done == 100
    assert most_ahead <= 5


@pytest.mark.parametrize("threads", [1, 3])
def test_what_the_iterable_raises_comes_through_and_no_thread_stays(monkeypatch, threads):
    monkeypatch.setattr(batches, "BATCH_CHARS", 1)

    def texts():
        yield from ["one two", "three four"] * 10
        raise ConnectionError("the feed broke off")

    n_threads = threading.active_count()
    with pytest.raises(ConnectionError, match="broke off"):
        sketch(texts(), threads=threads)
    assert threading.active_count() == n_threads

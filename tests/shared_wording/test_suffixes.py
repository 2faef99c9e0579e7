"""Places sorted by the words from there on, also where these are the same for a long way."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.shared_wording import suffixes
from dedup.shared_wording.grams import PLACE
from dedup.shared_wording.suffixes import NEAR, sort_kernel
from dedup.sketch.sketches import TokenLists

BLOCKS = st.tuples(st.lists(st.integers(0, 2), min_size=1, max_size=4), st.integers(1, 3 * NEAR))
TEXTS = st.lists(st.lists(BLOCKS, max_size=4).map(lambda blocks: [w for block, n in blocks for w in block * n]))


def everywhere(texts: list[list[int]]) -> tuple[TokenLists, np.ndarray]:
    """The texts as kernels take them, and every place in them."""
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    words = np.array([word for text in texts for word in text], np.uint32)
    places = [(number, at) for number, text in enumerate(texts) for at in range(len(text))]
    return TokenLists(words, np.concatenate([[0], ends[:-1]]).astype(np.int64), ends), np.array(places, PLACE)


@given(TEXTS.filter(any))
def test_texts_that_repeat_themselves_and_each_other_are_sorted_by_what_follows(texts) -> None:
    lists, places = everywhere(texts)
    common = np.empty(len(places), np.int32)
    sort_kernel(lists, places, np.array([len(places)]), 0, common)
    ordered = [texts[article][at:] for article, at in places.tolist()]
    assert ordered == sorted(ordered)
    for n, (above, here) in zip(common.tolist()[1:], pairwise(ordered), strict=True):
        assert above[:n] == here[:n]
        assert above[n : n + 1] != here[n : n + 1] or above == here


class Counted:
    """Words, and how often one was looked at."""

    def __init__(self, words: np.ndarray) -> None:
        self._words, self.n_read = words.tolist(), 0

    def __getitem__(self, at: int) -> int:
        self.n_read += 1
        return self._words[at]


def words_read(monkeypatch: pytest.MonkeyPatch, texts: list[list[int]]) -> int:
    """How many words are looked at while all places of some texts are sorted, by the kernel as plain Python."""
    as_records = SimpleNamespace(
        **{name: getattr(np, name) for name in ("empty", "int32")},
        zeros=lambda n, dtype: np.zeros(n, dtype).view(np.recarray),
    )
    monkeypatch.setattr(suffixes, "np", as_records)
    for name in ("n_alike", "comes_after"):
        monkeypatch.setattr(suffixes, name, getattr(getattr(suffixes, name), "py_func", getattr(suffixes, name)))
    lists, places = everywhere(texts)
    words = Counted(lists.values)
    ends = np.array([len(places)])
    sort_kernel.function(
        lists._replace(values=words), places.view(np.recarray), ends, 0, np.empty(len(places), np.int32)
    )
    return words.n_read


@pytest.mark.parametrize(
    "text",
    [
        lambda n: [[1] * n, [1] * (n // 2) + [2] + [1] * (n // 2)],
        lambda n: [[1, 2, 3] * (n // 3), [3] + [1, 2, 3] * (n // 3)],
        lambda n: [list(range(n)), [n, *range(n), n]],
    ],
    ids=["one word", "three words", "copies"],
)
def test_the_words_that_are_looked_at_grow_about_as_the_texts(monkeypatch, text) -> None:
    few, many = (words_read(monkeypatch, text(n)) for n in (300, 1200))
    assert many < 2 * 4 * few  # compared one by one all the way they are sixteen times as many

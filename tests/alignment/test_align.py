"""Passages: what they claim can be checked on the texts alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from dedup.alignment import align as aligning
from dedup.alignment.align import align
from dedup.alignment.alignments import Alignments
from dedup.alignment.chains import MIN_WORDS
from dedup.corpus.texts import Texts
from dedup.records import KINDS
from dedup.scanning.compare import align as copies

Row = tuple[int, int, int, int, int]


def aligned(texts: list[list[int]], pairs: list[tuple[int, int]], threads: int = 1) -> Alignments:
    offsets = np.append(0, np.cumsum([len(text) for text in texts])).astype(np.int64)
    tokens = np.array([word for text in texts for word in text], np.uint32)
    keys = np.array([(a << 32) | b for a, b in pairs], np.uint64)
    return align(Texts.alone(tokens, offsets), keys, threads=threads)


def passages(a: list[int], b: list[int]) -> list[Row]:
    rows = []
    for *row, kind in aligned([a, b], [(0, 1)]).passages.tolist():
        assert KINDS[kind] == ("verbatim" if a[row[0] : row[1]] == b[row[2] : row[3]] else "edited")
        rows.append(tuple(row))
    return rows


@st.composite
def related(draw: st.DrawFn, n_distinct: int = 30) -> tuple[list[int], list[int]]:
    """A text, and one put together from edited pieces of it and words of its own."""
    word = st.integers(0, n_distinct)
    a = draw(st.lists(word, max_size=120))
    b: list[int] = []
    for _ in range(draw(st.integers(0, 5))):
        begin = draw(st.integers(0, len(a)))
        piece = a[begin : begin + draw(st.integers(0, 50))]
        for at in draw(st.lists(st.integers(0, max(len(piece) - 1, 0)), max_size=3)):
            piece[at : at + draw(st.integers(0, 2))] = draw(st.lists(word, max_size=2))
        b += piece + draw(st.lists(word, max_size=9))
    return a, b


def check(a: list[int], b: list[int], rows: list[Row]) -> None:
    for begin_a, end_a, begin_b, end_b, n_words in rows:
        assert 0 <= begin_a < end_a <= len(a)
        assert 0 <= begin_b < end_b <= len(b)
        assert a[begin_a] == b[begin_b], "begins on a word that both sides have"
        assert a[end_a - 1] == b[end_b - 1], "ends on a word that both sides have"
        assert n_words == LCSseq.similarity(a[begin_a:end_a], b[begin_b:end_b])
        assert n_words >= MIN_WORDS
    for side in (0, 2):
        spans = sorted((row[side], row[side + 1]) for row in rows)
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), "passages overlap"
    assert rows == sorted(rows), "in the order of a"


@given(related())
def test_passages_lie_within_both_texts_and_never_overlap(texts: tuple[list[int], list[int]]) -> None:
    check(*texts, passages(*texts))


@given(related(n_distinct=3))
def test_texts_that_repeat_themselves(texts: tuple[list[int], list[int]]) -> None:
    check(*texts, passages(*texts))


@given(st.lists(st.integers(0, 4), min_size=MIN_WORDS, max_size=300))
def test_a_text_and_itself_are_one_passage(text: list[int]) -> None:
    n = len(text)
    assert passages(text, list(text)) == [(0, n, 0, n, n)]


@given(
    st.lists(st.integers(0, 999), max_size=60),
    st.lists(st.integers(1000, 1999), max_size=60),
    st.lists(st.integers(2000, 2999), min_size=12, max_size=60, unique=True),
)
def test_a_sentence_between_strangers_is_found_whole(own_a: list[int], own_b: list[int], shared: list[int]) -> None:
    for cut in (0, len(own_a) // 2, len(own_a)):
        a, b = own_a[:cut] + shared + own_a[cut:], own_b + shared
        assert passages(a, b) == [(cut, cut + len(shared), len(own_b), len(b), len(shared))]


@given(related(), related())
def test_a_pair_is_aligned_the_same_in_any_company(
    one: tuple[list[int], list[int]], other: tuple[list[int], list[int]]
) -> None:
    together = aligned([*one, *other], [(0, 1), (0, 2), (0, 3), (1, 3), (2, 3)])
    found = {
        int(pair): [tuple(row[:5]) for row in together.passages[begin:end].tolist()]
        for pair, begin, end in zip(together.pairs, together.offsets, together.offsets[1:], strict=False)
    }
    assert found.get(1, []) == passages(*one)
    assert found.get(2 << 32 | 3, []) == passages(*other)
    assert all(found.values()), "pairs without a passage are left out"


@pytest.mark.parametrize("chunk", [1, 2, 7])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_and_chunks_change_nothing(chunk: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(11)
    texts = [rng.integers(0, 50, 90).tolist() for _ in range(12)]
    for k in range(1, 12):
        texts[k][10:50] = texts[k - 1][20:60]
    pairs = [(a, b) for a in range(12) for b in range(a + 1, 12)]
    expected = aligned(texts, pairs)
    monkeypatch.setattr(aligning, "CHUNK", chunk)
    found = aligned(texts, pairs, threads)
    assert len(expected.pairs) >= 11
    for column in ("pairs", "passages", "offsets", "evidence"):
        assert getattr(found, column).tolist() == getattr(expected, column).tolist()


@given(related())
def test_texts_that_share_twelve_words_share_a_passage(texts: tuple[list[int], list[int]]) -> None:
    a, b = texts
    runs = [{tuple(text[i : i + 12]) for i in range(len(text) - 11)} for text in texts]
    if runs[0] & runs[1]:
        assert passages(a, b)


def test_a_run_of_twelve_words_that_begins_inside_another_one_is_found_whole() -> None:
    name, rest = [3, 4, 5, 6, 7], [20, 21, 22, 23, 24, 25, 26]
    a, b = [1, 2, *name, 90, 91, *name, *rest], [80, 81, 1, 2, *name, *rest]
    assert passages(a, b) == [(9, 21, 4, 16, 12)]


def test_two_moved_paragraphs_are_two_passages() -> None:
    first, second = list(range(40)), list(range(100, 130))
    assert passages([*first, 500, *second], [*second, 600, *first]) == [(0, 40, 31, 71, 40), (41, 71, 0, 30, 30)]


def test_moved_paragraphs_that_begin_and_end_on_the_same_words_are_found_whole() -> None:
    says, ends = 900, [901, 902]
    lead, first, second = list(range(40)), [says, *range(100, 140), *ends], [says, *range(200, 240), *ends]
    rows = passages([*lead, *first, *second], [*lead, *second, *first])
    assert sum(row[1] - row[0] for row in rows) == len(lead) + len(first) + len(second)
    assert len(rows) == 3


def test_an_edit_that_repeats_a_word_does_not_break_a_passage() -> None:
    a = list(range(60))
    b = [*range(31), 30, *range(31, 60)]
    assert passages(a, b) == [(0, 60, 0, 61, 60)]
    assert passages(b, a) == [(0, 61, 0, 60, 60)]


@given(st.permutations(range(6)), st.integers(0, 3))
def test_paragraphs_in_any_order_are_found_whole(order: list[int], n_alike: int) -> None:
    """Their first and last words may be the same in all."""
    alike = list(range(900, 900 + n_alike))
    paragraphs = [[*alike, *range(100 * k, 100 * k + 20), *alike] for k in range(6)]
    a, b = [word for one in paragraphs for word in one], [word for k in order for word in paragraphs[k]]
    assert sum(row[1] - row[0] for row in passages(a, b)) >= len(a) - 12 * n_alike
    assert sum(row[1] - row[0] for row in passages(a, b)) >= 120


def test_an_edited_word_does_not_break_a_passage() -> None:
    a = list(range(30))
    b = [*range(14), 99, *range(15, 30)]
    assert passages(a, b) == [(0, 30, 0, 30, 29)]


def test_nothing_to_align() -> None:
    assert len(aligned([[1, 2, 3]], []).pairs) == 0
    assert len(aligned([list(range(20)), list(range(50, 90))], [(0, 1)]).pairs) == 0


TOLL = (
    "At least 12 people died when a coach left the road above the village of Saas in heavy snow late on Sunday, police said.",
    "At least 21 people were killed when a coach left the road above the village of Saas in heavy snow late on Sunday, police said.",
)


@pytest.mark.parametrize("before", ["", "The council met at noon and voted for the budget of the school. "])
@pytest.mark.parametrize("after", ["", " Trains ran again on Monday after a night of work at the junction."])
def test_a_passage_reaches_over_an_edit_to_the_words_that_its_sentence_begins_with(before: str, after: str) -> None:
    a, b = before + TOLL[0], TOLL[1] + after
    [passage] = copies(a, b, rewritten=False)
    assert a[slice(*passage.a)] == TOLL[0]
    assert b[slice(*passage.b)] == TOLL[1]


def test_a_passage_does_not_reach_over_words_that_have_little_in_common() -> None:
    shared = list(range(20))
    a, b = [90, 91, 50, 51, 52, 53, 54, *shared], [90, 91, 60, 61, 62, 63, 64, *shared]
    assert passages(a, b) == [(7, 27, 7, 27, 20)]
    a, b = [90, 50, 51, *shared], [90, 60, *shared]
    assert passages(a, b) == [(3, 23, 2, 22, 20)]
    a, b = [90, 91, 50, 51, *shared], [90, 91, 60, *shared]
    assert passages(a, b) == [(0, 24, 0, 23, 22)]
    assert passages(a[::-1], b[::-1]) == [(0, 24, 0, 23, 22)]

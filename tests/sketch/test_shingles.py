"""Shingles: every run of n words, as one hash."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.sketch.shingles import prefix_kernel, shingle_kernel, weighed_shingle_kernel
from dedup.text.scripts import UNIT, units_of
from dedup.text.tokens import tokenize

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


def weighed(tokens, size):
    prefix, shingles = np.empty(len(tokens) + 1, np.uint64), np.empty(len(tokens), np.uint64)
    of_tokens = np.array(tokens, np.uint32)
    prefix_kernel(of_tokens, 0, len(tokens), prefix)
    return shingles[: weighed_shingle_kernel(of_tokens, prefix, 0, size, shingles)].tolist()


HAN, KANA, THAI = (3 << 30 | script << 27 for script in range(3))
any_script = st.lists(st.sampled_from([1, 2, 3, HAN + 1, HAN + 2, KANA + 1, THAI + 1, THAI + 2]), max_size=60)


@given(few_tokens.map(lambda tokens: [token & 0x7FFFFFFF for token in tokens]), st.integers(1, 8))
def test_among_words_alone_the_weighed_shingles_are_the_shingles(tokens, size):
    assert weighed(tokens, size) == shingles_of(tokens, size)


@given(any_script, st.integers(1, 5))
@example([THAI + 1] * 3, 3)
@example([1, 2, THAI + 1, THAI + 2, 3], 2)
def test_a_weighed_shingle_is_the_shortest_run_of_so_many_words(tokens, size):
    expected = []
    for first in range(len(tokens)):
        ends = (
            end
            for end in range(first + 1, len(tokens) + 1)
            if sum(units_of(np.uint32(token)) for token in tokens[first:end]) >= size * UNIT
        )
        end = next(ends, None)
        if end is not None:
            expected.append(shingles_of(tokens[first:end], end - first)[0])
    assert weighed(tokens, size) == (expected or [shingles_of(tokens, len(tokens))[0]] if tokens else [])


def test_strangers_in_thai_share_few_shingles():
    one = "ฝนตกหนักทำให้น้ำท่วมตลาดเก่าเมื่อคืนวันจันทร์ ชาวบ้านหลายร้อยคนต้องอพยพไปอยู่ที่โรงเรียน"
    other = "พิพิธภัณฑ์แก้วเปิดให้บริการอีกครั้งในวันหยุดสุดสัปดาห์นี้ นายกเทศมนตรีกล่าวว่าจะเปิดให้เข้าชมฟรีในวันแรก"
    shingles = [set(weighed(tokenize([text]).hashes.tolist(), 3)) for text in (one, other)]
    assert len(shingles[0]) > 40
    assert not shingles[0] & shingles[1]

"""Edits of many passages at once: what stands between the words that both sides share in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.common_subsequence import common_places
from dedup.alignment.pieces import piece_end
from dedup.records import EDIT, EditRecords, PassageRecords
from dedup.runtime.kernels import kernel


@kernel("boolean(uint32[::1], uint32[::1])")
def comes_before(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> bool:
    """Whether `a` comes before `b` in the order of their words."""
    for i in range(min(len(a), len(b))):
        if a[i] != b[i]:
            return bool(a[i] < b[i])
    return len(a) < len(b)


@kernel("int64(uint32[::1], uint32[::1], EditRecords)")
def passage_edit_kernel(a: NDArray[np.uint32], b: NDArray[np.uint32], edits: EditRecords) -> int:
    """Fill the spans of `edits` with those of one passage, which stand in its two sides; return how many."""
    n_edits = 0
    in_x, in_y = np.empty(1 << 10, np.int32), np.empty(1 << 10, np.int32)
    swapped = comes_before(b, a)  # an order by content, so that the answer is the same either way
    x, y = (b, a) if swapped else (a, b)
    at_x = at_y = i = j = 0
    while i < len(x) and j < len(y):
        end_i, end_j = piece_end(x, y, i, j)
        if min(end_i - i, end_j - j) > len(in_x):
            in_x = np.empty(2 * min(end_i - i, end_j - j), np.int32)
            in_y = np.empty(len(in_x), np.int32)
        n_shared = common_places(x[i:end_i], y[j:end_j], in_x, in_y)
        for k in range(n_shared + 1):
            last = k == n_shared
            if last and (end_i < len(x) and end_j < len(y)):
                break
            to_x = len(x) if last else i + in_x[k]
            to_y = len(y) if last else j + in_y[k]
            if to_x != at_x or to_y != at_y:
                edit = edits[n_edits]
                edit.begin_a, edit.end_a = (at_y, to_y) if swapped else (at_x, to_x)
                edit.begin_b, edit.end_b = (at_x, to_x) if swapped else (at_y, to_y)
                n_edits += 1
            at_x, at_y = to_x + 1, to_y + 1
        i, j = end_i, end_j
    return n_edits


@kernel("int64(uint32[::1], PassageRecords, EditRecords)")
def edit_kernel(tokens: NDArray[np.uint32], passages: PassageRecords, edits: EditRecords) -> int:
    """Fill `edits` with those of each of `passages`, whose spans are places in `tokens`; return how many."""
    n_edits = 0
    for row in range(len(passages)):
        passage = passages[row]
        a, b = tokens[passage.begin_a : passage.end_a], tokens[passage.begin_b : passage.end_b]
        first = n_edits
        n_edits += passage_edit_kernel(a, b, edits[first:])
        for edit in edits[first:n_edits]:
            edit.begin_a += passage.begin_a
            edit.end_a += passage.begin_a
            edit.begin_b += passage.begin_b
            edit.end_b += passage.begin_b
            edit.passage = row
    return n_edits


def edits_of(tokens: NDArray[np.uint32], passages: PassageRecords) -> EditRecords:
    """The edits of passages whose spans are places in `tokens`, EDIT[n], in the order of the passages."""
    n_words = sum(int((passages[f"end_{side}"] - passages[f"begin_{side}"]).sum(dtype=np.int64)) for side in "ab")
    found = np.empty(n_words + 1, EDIT)
    return found[: edit_kernel(tokens, passages, found)]


@kernel("void(PassageRecords, EditRecords, int64, int64, int64, int32[::1])")
def place_kernel(
    passages: PassageRecords, edits: EditRecords, first: int, begin_a: int, begin_b: int, places: NDArray[np.int32]
) -> None:
    """Fill the places of `shared_places`; the first of the passages has the number `first` in the edits."""
    e = 0
    for p in range(len(passages)):
        at, other = passages[p].begin_a, passages[p].begin_b
        while e < len(edits) and edits[e].passage == first + p:
            while at < edits[e].begin_a:
                places[at - begin_a] = other - begin_b
                at += 1
                other += 1
            at, other = edits[e].end_a, edits[e].end_b
            e += 1
        while at < passages[p].end_a:
            places[at - begin_a] = other - begin_b
            at += 1
            other += 1


def shared_places(
    passages: PassageRecords, edits: EditRecords, begins: tuple[int, int], n_words: int, first: int = 0
) -> NDArray[np.int32]:
    """For each of the `n_words` of text a the place of the same word in text b, -1 where b lacks it: int32[n_words].

    The texts begin at the tokens `begins`; `edits` are those of the passages, whose first is number `first` there.
    """
    places = np.full(n_words, -1, np.int32)
    place_kernel(passages, edits, first, *begins, places)
    return places

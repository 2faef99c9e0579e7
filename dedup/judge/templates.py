"""Facts: the numbers that two articles have in place of each other, which tell two fillings of one form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.reasons import Reason
from dedup.results import Change, Relation
from dedup.runtime.kernels import inlined, kernel

WORDS_A_FACT = 100
"""Shared words in which at least one number stands for another where a form was filled in again; in a text that is
only corrected there are more."""


MIN_FORM = 32
"""Shared words from which a form says more than a formula: about two sentences."""

N_SHOWN = 5
"""Facts that a reason names; `Match.changes` has all."""

MAX_SHOWN = 40
"""Characters of a fact that is named; a longer change is another sentence."""


def reasons_below(relation: Relation, n_words: int, changes: Sequence[Change]) -> tuple[Reason, ...]:
    """Why a match of `n_words` shared words is no reuse; nothing where it is.

    >>> other = Change((0, 2), (0, 2), "12", "21", "number")
    >>> reasons_below("boilerplate", 60, [other])
    ('a template, one form with other facts: 12 -> 21',)
    """
    if relation == "quote":
        return (Reason("quotation"),)
    if relation != "boilerplate":
        return ()
    replaced = [one for one in changes if one.text_a and one.text_b and one.kind != "spelling"]
    short = [one for one in replaced if max(len(one.text_a), len(one.text_b)) <= MAX_SHOWN]
    facts = sorted(short, key=lambda one: one.kind != "number")[:N_SHOWN]
    if n_words < MIN_FORM or not facts:
        return (Reason("formula"),)
    texts = {"texts_a": tuple(one.text_a for one in facts), "texts_b": tuple(one.text_b for one in facts)}
    return (Reason("template", texts),)


@inlined
def _counts(numbers: NDArray[np.int32], first: int, last: int, value: int, begin: int, end: int) -> int:
    """How often a value stands among the tokens `begin` to `end`."""
    n = 0
    for i in range(first, last):
        n += numbers[i, 1] == value and begin <= numbers[i, 0] < end
    return n


@kernel("int64(int32[:, ::1], UniTuple(int64, 2), UniTuple(int64, 2), int32[::1])")
def other_numbers(
    numbers: NDArray[np.int32], of_a: tuple[int, int], of_b: tuple[int, int], passage: NDArray[np.int32]
) -> int:
    """How many numbers of a passage stand for others: those that one side has more often, of the side with fewer.

    `of_a` and `of_b` are the rows of `numbers` (`Layout.numbers`) that belong to either text.
    """
    begin_a, end_a, begin_b, end_b = passage[0], passage[1], passage[2], passage[3]
    n_a, n_b, n_same = 0, 0, 0
    for i in range(of_a[0], of_a[1]):
        if begin_a <= numbers[i, 0] < end_a:
            n_a += 1
            value = numbers[i, 1]
            n_before = _counts(numbers, of_a[0], i, value, begin_a, end_a)
            n_same += n_before < _counts(numbers, of_b[0], of_b[1], value, begin_b, end_b)
    for i in range(of_b[0], of_b[1]):
        n_b += begin_b <= numbers[i, 0] < end_b
    return min(n_a, n_b) - n_same

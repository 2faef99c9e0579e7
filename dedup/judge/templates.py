"""Facts: the numbers that two articles have in place of each other, which tell two fillings of one form."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.corpus.texts import Texts
from dedup.reasons import Reason
from dedup.records import NumeralRecords, PassageRecord
from dedup.results import Change, Relation
from dedup.runtime.kernels import inlined

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
def _counts(numbers: NumeralRecords, first: int, last: int, value: int, begin: int, end: int) -> int:
    """How often a value stands among the tokens `begin` to `end`."""
    n = 0
    for i in range(first, last):
        n += numbers[i].value == value and begin <= numbers[i].token < end
    return n


@inlined
def other_numbers(texts: Texts, a: int, b: int, passage: PassageRecord) -> int:
    """How many numbers of a passage of the texts `a` and `b` stand for others: those that one side has more often, of
    the side with fewer.
    """
    numbers = texts.numbers
    first_a, last_a, first_b, last_b = (
        texts.number_begin[a], texts.number_end[a], texts.number_begin[b], texts.number_end[b],
    )  # fmt: skip
    n_a, n_b, n_same = 0, 0, 0
    for i in range(first_a, last_a):
        if passage.begin_a <= numbers[i].token < passage.end_a:
            n_a += 1
            value = numbers[i].value
            n_before = _counts(numbers, first_a, i, value, passage.begin_a, passage.end_a)
            n_same += n_before < _counts(numbers, first_b, last_b, value, passage.begin_b, passage.end_b)
    for i in range(first_b, last_b):
        n_b += passage.begin_b <= numbers[i].token < passage.end_b
    return min(n_a, n_b) - n_same

"""Templates: whether two texts are one form filled in twice, told from the facts that stand in its slots.

A fact is a number, or a word where many copies of the form have other ones (`judge.slots`). Facts are compared in their
order: two forecasts share many figures by chance, but seldom one after the other. A text that was corrected or updated
has a few other facts among many words; a form that was filled in again has another one every few words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.texts import Texts
from dedup.reasons import Reason
from dedup.records import PassageRecord
from dedup.results import Change, Relation
from dedup.runtime.kernels import inlined

MIN_FACTS = 2
"""Facts that stand for others, from which a text of a sentence is filled in again: a correction is of one. From 3 on 63
more matches of Reuters are reuse, 4 of them rightly, of Arabic news 21, 2 of them rightly, of other news 4, wrongly."""

WORDS_A_FACT = 24
"""Shared words to every fact beyond the first that stands for another, in a form that is filled in again."""

WORDS_AN_ENTRY = 8
"""The same where most facts are the same: a table of which a few entries have moved."""

WORDS_A_FACT_LATER = 100
"""The same of texts of different days, where one fact is enough: news that is printed again keeps its numbers."""

MIN_INTACT = 60
"""Words of a passage in which no fact stands for another, from which a text of other days is printed again, whatever
facts changed elsewhere in it."""

MIN_FORM = 32
"""Shared words from which a form says more than a formula: about two sentences."""

MAX_EDGE = 8
"""Words at the edge of both texts that belong to the passage beside them, as many as a gap inside it may have: many
forms begin or end with facts. Of the matches of Reuters with a text of less than a sentence, forms nearly all, 160 are
reuse at 4, 81 at 8 and 77 at 12, where datelines count and copies of Arabic news are lost for the day in them."""

MIN_TABLE = 0.5
"""Share of the words outside of all passages that are numbers, from which they are a table's. On Reuters .7 tells 19
matches from reuse, .5 tells 79, and .3 130, of five of which two were read as another edition of one company's figures;
on Arabic, Turkish and US news none of them tells any."""

ANY_FACT, NUMBERS = -(1 << 31), 0
"""The least value of the facts that are compared: any, or numbers only."""

MAX_FACTS = 128
"""Facts of a passage that are compared; a longer table shows in these what it is."""

N_SHOWN = 5
"""Facts that a reason names; `Match.changes` has all."""

MAX_SHOWN = 40
"""Characters of a fact that is named; a longer change is another sentence."""


class Facts(NamedTuple):
    """How many facts of shared passages stand for others, of the side with fewer, and how many stand in both."""

    n_other: int
    n_same: int


def reasons_below(relation: Relation, changes: Sequence[Change]) -> tuple[Reason, ...]:
    """Why a match is no reuse; nothing where it is.

    >>> reasons_below("template", [Change((0, 2), (0, 2), "12", "21", "number")])
    ('a template, one form with other facts: 12 -> 21',)
    """
    if relation == "quote":
        return (Reason("quotation"),)
    if relation == "boilerplate":
        return (Reason("formula"),)
    if relation != "template":
        return ()
    replaced = [one for one in changes if one.text_a and one.text_b and one.kind != "spelling"]
    short = [one for one in replaced if max(len(one.text_a), len(one.text_b)) <= MAX_SHOWN]
    facts = sorted(short, key=lambda one: one.kind != "number")[:N_SHOWN]
    if not facts:
        return (Reason("form"),)
    texts = {"texts_a": tuple(one.text_a for one in facts), "texts_b": tuple(one.text_b for one in facts)}
    return (Reason("template", texts),)


@inlined
def is_filled_in_again(facts: Facts, n_words: int) -> bool:
    """Whether two texts that share `n_words` words in passages with these facts are one form filled in twice."""
    return facts.n_other >= facts_needed(facts, n_words)


@inlined
def facts_needed(facts: Facts, n_words: int) -> int:
    """How many facts must stand for others until two texts with these are one form filled in twice.

    >>> facts_needed(Facts(4, 2), 60), facts_needed(Facts(4, 20), 60)
    (4, 8)
    """
    dense = max(MIN_FACTS, -(-n_words // WORDS_A_FACT) + 1)
    return max(dense, min(facts.n_same, -(-n_words // WORDS_AN_ENTRY)))


@inlined
def is_other_news(n_other_numbers: int, n_words: int) -> bool:
    """The same of texts of different days, of which so many numbers stand for others."""
    return n_other_numbers * WORDS_A_FACT_LATER >= max(n_words, 1)


@inlined
def is_table_around(n_words: int, n_numbers: int) -> bool:
    """Whether so many words of a text that stand in no passage, with so many numbers among them, are a table's.

    Who copies a text adds words; where both texts have a table instead, the passages are its frame.
    """
    return n_words > 0 and n_numbers >= MIN_TABLE * n_words


@inlined
def is_another_filling(facts: Facts, n_words: int) -> bool:
    """The same of texts that are known to be fillings of forms."""
    return facts.n_other * WORDS_A_FACT >= n_words


@inlined
def _with_value(key: int, value: int) -> int:
    """A key with what stands behind it: the digits of a number, but for zeros, or a word (below 0).

    "12,000" is "12000", and "2.70" is "2.7".
    """
    digits, place = min(value, 0), 1
    while value > 0:
        if value % 10 > 0:
            digits += value % 10 * place
            place *= 10
        value //= 10
    return key * place + digits


@inlined
def stands_near(tokens: NDArray[np.uint32], word: np.uint32, begin: int, end: int) -> bool:
    """Whether a word is among the tokens `begin` to `end`."""
    found = False
    for i in range(begin, end):
        found = found or tokens[i] == word
    return found


@inlined
def _fill_keys(
    texts: Texts, text: int, other: int, span: tuple[int, int, int, int], least: int, keys: NDArray[np.int64]
) -> tuple[int, int]:
    """Fill in the keys of the facts in a span of a text, the same for equal facts; return how many, and how many not.

    Only those of the value `least` or more are looked at. Those side by side are one fact: a score, a price with its
    decimals, a row of a table, a full name. A word in a slot that stands in the other text's span at about the same
    place is the same there, whether the other copies of the form show that slot in it or not: it has no key.
    """
    begin, end, begin_other, end_other = span
    around = MAX_EDGE + abs((end - begin) - (end_other - begin_other))
    own, others = texts.begin[text], texts.begin[other]
    n, n_shared, token = 0, 0, -2
    for i in range(texts.number_begin[text], texts.number_end[text]):
        fact = texts.numbers[i]
        if begin <= fact.token < end and fact.value >= least:
            if fact.value < 0:
                at = begin_other + fact.token - begin
                low, high = max(at - around, begin_other), min(at + around + 1, end_other)
                if stands_near(texts.tokens, texts.tokens[own + fact.token], others + low, others + high):
                    n_shared += 1
                    continue
            if fact.token != token + 1:
                if n == len(keys):
                    break
                keys[n] = 0
                n += 1
            keys[n - 1] = _with_value(keys[n - 1], fact.value)
            token = fact.token
    return n, n_shared


@inlined
def n_numbers(texts: Texts, text: int, begin: int, end: int) -> int:
    """How many of the words of a span of a text are numbers."""
    n = 0
    for i in range(texts.number_begin[text], texts.number_end[text]):
        n += texts.numbers[i].value >= NUMBERS and begin <= texts.numbers[i].token < end
    return n


@inlined
def _with_edges(begin: int, end: int, n_tokens: int, at_head: bool, at_foot: bool) -> tuple[int, int]:
    """A span of a text, with the edges that belong to it."""
    return (0 if at_head else begin), (n_tokens if at_foot else end)


@inlined
def facts_of(texts: Texts, a: int, b: int, passage: PassageRecord, least: int) -> Facts:
    """The facts of a passage of the texts `a` and `b`, compared in their order: all, or the numbers (`NUMBERS`)."""
    n_a, n_b = texts.n_tokens[a], texts.n_tokens[b]
    at_head = max(passage.begin_a, passage.begin_b) <= MAX_EDGE
    at_foot = max(n_a - passage.end_a, n_b - passage.end_b) <= MAX_EDGE
    begin_a, end_a = _with_edges(passage.begin_a, passage.end_a, n_a, at_head, at_foot)
    begin_b, end_b = _with_edges(passage.begin_b, passage.end_b, n_b, at_head, at_foot)
    return facts_between(texts, a, b, (begin_a, end_a, begin_b, end_b), least)


@inlined
def facts_between(texts: Texts, a: int, b: int, spans: tuple[int, int, int, int], least: int) -> Facts:
    """The same of a span of either text."""
    if texts.number_begin[a] == texts.number_end[a] or texts.number_begin[b] == texts.number_end[b]:
        return Facts(0, 0)
    begin_a, end_a, begin_b, end_b = spans
    in_a, in_b = np.empty(MAX_FACTS, np.int64), np.empty(MAX_FACTS, np.int64)
    n_a, n_shared_a = _fill_keys(texts, a, b, (begin_a, end_a, begin_b, end_b), least, in_a)
    n_b, n_shared_b = _fill_keys(texts, b, a, (begin_b, end_b, begin_a, end_a), least, in_b)
    longest = np.zeros(n_b + 1, np.int64)  # common subsequence of the facts of a so far and the first of b
    for i in range(n_a):
        before = 0
        for j in range(n_b):
            above = longest[j + 1]
            longest[j + 1] = before + 1 if in_a[i] == in_b[j] else max(above, longest[j])
            before = above
    return Facts(min(n_a, n_b) - longest[n_b], longest[n_b] + min(n_shared_a, n_shared_b))

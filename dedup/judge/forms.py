"""Forms: what several copies of a form say of each other that two of them cannot.

Of two weather reports nobody can tell that "sunny" and "cloudy" were filled in; of four, each with another word in the
same place, anybody can: the word stands in a slot of the form, and is a fact as a number is. An editor's word differs
from the same word in all other copies of a story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.alignment.edits import edits_of
from dedup.candidates.pairs import split
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged, are_other_fillings, judge
from dedup.judge.relation import EXACT, TEMPLATE
from dedup.judge.templates import WORDS_A_FACT
from dedup.records import EDITED, NUMERAL, EditRecords, PassageRecords, swapped

MIN_FILLINGS = 3
"""Other fillings of a form, from which the words in its slots are known; as many different words stand in a slot."""

MIN_SLOTS = 2
"""Slots that make a text a form, if there is one every few words (`templates.WORDS_A_FACT`)."""

MAX_SLOT_WORDS = 4
"""Words of a fact: a name, a day, a place; longer ones are sentences."""


def fillings(found: Alignments) -> Alignments:
    """The pairs that differ every few words, as two fillings of a form do; the copied passages in which they differ."""
    kind = found.passages["kind"]
    n_words, n_common = np.where(kind <= EDITED, _n_words(found.passages), 0), found.passages["n_common"]
    total, common = (np.append(0, np.cumsum(n, dtype=np.int64)) for n in (n_words, np.minimum(n_common, n_words)))
    n_words = np.diff(total[found.offsets])
    n_other = n_words - np.diff(common[found.offsets])
    differ = (n_other > 0) & (n_other * WORDS_A_FACT >= n_words)
    return found.without_passages(kind != EDITED).selected(differ)


def with_slots(texts: Texts, found: Alignments) -> Texts:
    """The texts, with the words in the slots of forms among their `numbers`: each below 0, equal for equal words.

    The forms are found in these `fillings`.
    """
    first, second = split(found.pairs)
    n_fillings = np.bincount(np.concatenate([first, second]), minlength=1)
    found = found.selected(np.maximum(n_fillings[first], n_fillings[second]) >= MIN_FILLINGS)
    if not len(found):
        return texts
    first, second = split(found.pairs)
    used = np.unique(np.concatenate([first, second]))
    part = texts.chosen(used)
    places = found.passages.copy()
    for side, articles in (("a", first), ("b", second)):
        begin = part.begin[np.searchsorted(used, articles)].astype(np.int32)
        for end in ("begin", "end"):
            places[f"{end}_{side}"] += np.repeat(begin, np.diff(found.offsets))
    edits = _replacements(edits_of(part.tokens, places))
    n_beside = np.bincount(np.searchsorted(used, np.concatenate([first, second])), minlength=len(used))
    n_words = np.diff(np.append(part.begin, len(part.tokens)))
    slots = _in_place_of(_slots(part.tokens, edits, np.repeat(n_beside, n_words)), edits, part.begin)
    text = np.searchsorted(part.begin, slots, "right") - 1
    return _added(texts, used[text], slots - part.begin[text], part.tokens[slots])


def with_templates(parts: Sequence[Judged], texts: Texts) -> tuple[list[Judged], NDArray[np.bool_]]:
    """The same pairs, judged again with what is now known of the facts in their `texts`, and which texts are fillings.

    What is a template then is one, whichever depth its relation comes from. Of two texts that are both fillings of a
    form beside several others one other fact every few words is enough: some fillings share most of theirs by chance.
    """
    parts = [_called_templates(part, judge(part.alignments, texts).relations == TEMPLATE) for part in parts]
    is_filling = _are_fillings(parts, len(texts.begin))
    return [_called_templates(part, _others(part, is_filling, texts)) for part in parts], is_filling


def beside_forms(part: Judged, texts: Texts, is_filling: NDArray[np.bool_]) -> Judged:
    """More pairs, judged with the slots and the fillings that are known already."""
    part = _called_templates(part, judge(part.alignments, texts).relations == TEMPLATE)
    return _called_templates(part, _others(part, is_filling, texts))


def _called_templates(part: Judged, chosen: NDArray[np.bool_]) -> Judged:
    return replace(part, relations=np.where(chosen, TEMPLATE, part.relations).astype(np.int8))


def _are_fillings(parts: Sequence[Judged], n_texts: int) -> NDArray[np.bool_]:
    """Of each text, whether it is a template beside several others, and reuse of no more than as many."""
    n_templates, n_reuse = np.zeros(n_texts, np.int64), np.zeros(n_texts, np.int64)
    for part in parts:
        first, second = split(part.pairs)
        n_templates += _n_of(first, second, part.relations == TEMPLATE, n_texts)
        n_reuse += _n_of(first, second, part.relations < TEMPLATE, n_texts)
    found: NDArray[np.bool_] = (n_templates >= MIN_FILLINGS) & (n_templates >= n_reuse)
    return found


def _n_of(
    first: NDArray[np.int64], second: NDArray[np.int64], chosen: NDArray[np.bool_], n_texts: int
) -> NDArray[np.int64]:
    """In how many of the chosen pairs each text is."""
    return np.bincount(np.concatenate([first[chosen], second[chosen]]), minlength=n_texts)


def _others(part: Judged, is_filling: NDArray[np.bool_], texts: Texts) -> NDArray[np.bool_]:
    """The pairs of fillings that are reuse so far and have other facts."""
    first, second = split(part.pairs)
    asked = (part.relations > EXACT) & (part.relations < TEMPLATE) & is_filling[first] & is_filling[second]
    found = part.alignments.selected(asked)
    asked[asked] = are_other_fillings(found, texts)
    return asked


def _n_words(passages: PassageRecords) -> NDArray[np.int32]:
    """The words of the shorter side of passages."""
    found: NDArray[np.int32] = np.minimum(
        passages["end_a"] - passages["begin_a"], passages["end_b"] - passages["begin_b"]
    )
    return found


def _replacements(edits: EditRecords) -> EditRecords:
    """The edits that put a few words in place of others, from either side."""
    n_a, n_b = edits["end_a"] - edits["begin_a"], edits["end_b"] - edits["begin_b"]
    few = edits[(np.minimum(n_a, n_b) > 0) & (np.maximum(n_a, n_b) <= MAX_SLOT_WORDS)]
    return np.concatenate([few, swapped(few)])


def _slots(tokens: NDArray[np.uint32], edits: EditRecords, n_beside: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Of each word, whether several others stand in its place, and no word in more than half of the texts.

    `n_beside` int64[words] are the fillings beside the text of each word. What few of them replace is a word of the
    story that some copies edit, and all of them together edit every word of a story that very many carry.
    """
    n_words = edits["end_a"] - edits["begin_a"]
    owner = np.repeat(np.arange(len(edits)), n_words)
    word = np.arange(len(owner)) + (edits["begin_a"] - np.cumsum(n_words) + n_words)[owner]
    is_slot = np.zeros(len(tokens), np.bool_)
    often = 2 * np.bincount(word, minlength=len(tokens)) >= n_beside
    word, owner = word[often[word]], owner[often[word]]
    is_slot[_with_many(word, _keys(tokens, edits["begin_b"], edits["end_b"])[owner])] = True
    return is_slot


def _in_place_of(is_slot: NDArray[np.bool_], edits: EditRecords, begin: NDArray[np.int64]) -> NDArray[np.int64]:
    """All words that stand in slots: whatever replaces one, and between two texts with slots every few words anything.

    `begin` are the words at which the texts begin, int64[N].
    """
    n_before = np.append(0, np.cumsum(is_slot))
    is_slot = _covered(edits[n_before[edits["end_a"]] > n_before[edits["begin_a"]]], len(is_slot))
    n_slots = np.add.reduceat(is_slot & ~np.append(False, is_slot[:-1]), begin)
    n_words = np.diff(np.append(begin, len(is_slot)))
    is_form = (n_slots >= MIN_SLOTS) & (n_slots * WORDS_A_FACT >= n_words)
    in_a, in_b = (np.searchsorted(begin, edits[f"begin_{side}"], "right") - 1 for side in "ab")
    return np.flatnonzero(is_slot | _covered(edits[is_form[in_a] & is_form[in_b]], len(is_slot)))


def _covered(edits: EditRecords, n_words: int) -> NDArray[np.bool_]:
    """Whether each word is edited, on either side."""
    change = np.zeros(n_words + 1, np.int64)
    for side in "ab":
        np.add.at(change, edits[f"begin_{side}"], 1)
        np.add.at(change, edits[f"end_{side}"], -1)
    covered: NDArray[np.bool_] = np.cumsum(change)[:-1] > 0
    return covered


def _keys(tokens: NDArray[np.uint32], begin: NDArray[np.int32], end: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Of some runs of words a number each, the same for the same words."""
    keys = np.zeros(len(begin), np.uint64)
    for k in range(MAX_SLOT_WORDS):
        inside = begin + k < end
        keys[inside] = (keys[inside] ^ tokens[(begin + k)[inside]]) * np.uint64(0xFF51AFD7ED558CCD)
    return keys


def _with_many(words: NDArray[np.integer], others: NDArray[np.uint64]) -> NDArray[np.integer]:
    """The words in whose place there are several others, none of them in more than half of the places."""
    if not len(words):
        return words
    order = np.lexsort((others, words))
    words, others = words[order], others[order]
    new_word = np.append(True, words[1:] != words[:-1])
    new_other = new_word | np.append(True, others[1:] != others[:-1])
    n_places = np.diff(np.append(np.flatnonzero(new_word), len(words)))
    n_of_other = np.diff(np.append(np.flatnonzero(new_other), len(words)))
    first_other = np.flatnonzero(new_word[new_other])
    n_others = np.diff(np.append(first_other, len(n_of_other)))
    many = (n_others >= MIN_FILLINGS) & (2 * np.maximum.reduceat(n_of_other, first_other) <= n_places)
    found: NDArray[np.integer] = words[new_word][many]
    return found


def _added(texts: Texts, text: NDArray[np.int64], token: NDArray[np.int64], words: NDArray[np.uint32]) -> Texts:
    """The texts with these words among their numbers, in the order of their places; what is a number stays one."""
    numbered, of_word = np.unique(text, return_inverse=True)
    n_before = texts.number_end[numbered] - texts.number_begin[numbered]
    of_number = np.repeat(np.arange(len(numbered)), n_before)
    within = np.arange(len(of_number)) - np.repeat(np.cumsum(n_before) - n_before, n_before)
    facts = np.empty(len(of_number) + len(token), NUMERAL)
    facts[: len(of_number)] = texts.numbers[texts.number_begin[numbered][of_number] + within]
    facts["token"][len(of_number) :] = token
    facts["value"][len(of_number) :] = -(words >> 1).astype(np.int32) - 1
    owner = np.concatenate([of_number, of_word])
    order = np.lexsort((np.arange(len(facts)), facts["token"], owner))
    facts, owner = facts[order], owner[order]
    first = np.append(True, (owner[1:] != owner[:-1]) | (facts["token"][1:] != facts["token"][:-1]))[: len(facts)]
    lengths = np.bincount(owner[first], minlength=len(numbered))
    begin, end = texts.number_begin.copy(), texts.number_end.copy()
    end[numbered] = len(texts.numbers) + np.cumsum(lengths)
    begin[numbered] = end[numbered] - lengths
    return texts._replace(numbers=np.concatenate([texts.numbers, facts[first]]), number_begin=begin, number_end=end)

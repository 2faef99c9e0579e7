"""Slots: words in whose place every copy of a form has other ones, as several copies show of each other.

Of two weather reports nobody can tell that "sunny" and "cloudy" were filled in; of four, each with another word in the
same place, anybody can: the word stands in a slot of the form, and is a fact as a number is. An editor's word differs
from the same word in all other copies of a story.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import sides_of, split
from dedup.corpus.texts import Texts
from dedup.judge.fillings import Fillings
from dedup.judge.templates import WORDS_A_FACT
from dedup.records import NUMERAL, SpanRecord
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import chunks, on_threads

MIN_FILLINGS = 3
"""Other fillings of a form, from which the words in its slots are known; as many different words stand in a slot."""

MIN_SLOTS = 2
"""Slots that make a text a form, if there is one every few words (`templates.WORDS_A_FACT`)."""

CHUNK = 256
"""Texts that a thread takes at a time."""


class Beside(NamedTuple):
    """Fillings as each of their U texts has them, `texts` int64[U] in order.

    Text i has the pairs `entries[offsets[i]:offsets[i + 1]]` (int64[U + 1]): each entry is twice the place of a pair,
    and one more where the text is its second. `place` int64[N]: the place in `texts` of each text that is there. The
    words of text i are `begin[i]:begin[i + 1]` (int64[U + 1]) among those of all these texts.
    """

    texts: NDArray[np.int64]
    entries: NDArray[np.int64]
    offsets: NDArray[np.int64]
    place: NDArray[np.int64]
    begin: NDArray[np.int64]

    @classmethod
    def of(cls, found: Fillings, texts: Texts) -> Beside:
        """The texts of these pairs."""
        sides = np.stack(split(found.pairs), axis=1).ravel()
        n_beside = np.bincount(sides, minlength=len(texts.n_tokens))
        used = np.flatnonzero(n_beside)
        offsets, begin = (np.append(0, np.cumsum(n[used])) for n in (n_beside, texts.n_tokens))
        return cls(used, np.argsort(sides, kind="stable"), offsets, np.cumsum(n_beside > 0) - 1, begin)


class Slots(NamedTuple):
    """What is known of the W words of the texts of fillings (`Beside`): whether each stands in a slot, by what several
    texts have in its place, and whether it does with what else replaces such a word, bool[W] each. `is_form` bool[U]:
    which of the texts have slots every few words.
    """

    by_itself: NDArray[np.bool_]
    replaced: NDArray[np.bool_]
    is_form: NDArray[np.bool_]


def with_slots(texts: Texts, found: Fillings, threads: int = 1) -> Texts:
    """The texts, with the words in the slots of forms among their `numbers`: each below 0, equal for equal words.

    The forms are found in these fillings: in a slot stands whatever replaces a word of one, and between two forms every
    few words that replace any.
    """
    first, second = split(found.pairs)
    n_fillings = np.bincount(np.concatenate([first, second]), minlength=1)
    found = found.chosen(np.maximum(n_fillings[first], n_fillings[second]) >= MIN_FILLINGS)
    if not len(found.pairs):
        return texts
    beside = Beside.of(found, texts)
    by_itself, replaced = (np.zeros(int(beside.begin[-1]), np.bool_) for _ in range(2))
    slots = Slots(by_itself, replaced, np.zeros(len(beside.texts), np.bool_))
    for fill in (slot_kernel, form_kernel, between_forms_kernel):  # each needs what the one before says of all texts

        def work(part: slice, fill: Callable[..., Any] = fill) -> None:
            fill(texts, found, beside, slots, part.start, part.stop)

        for _ in on_threads(work, chunks(len(beside.texts), CHUNK), threads):
            pass
    words = np.flatnonzero(replaced)
    place = np.searchsorted(beside.begin, words, "right") - 1
    return _added(texts, beside.texts[place], words - beside.begin[place])


def texts_with_slots(told: Texts, texts: Texts) -> NDArray[np.bool_]:
    """Which of the texts have words in slots among their numbers, as `with_slots` tells them."""
    found: NDArray[np.bool_] = told.number_end > len(texts.numbers)
    return found


@inlined
def seen_from(span: SpanRecord, is_second: bool) -> tuple[int, int, int, int]:
    """The words of one text and those of the other in their place, as the first or the second of a pair has them."""
    found = (span.begin_a, span.end_a, span.begin_b, span.end_b)
    if is_second:
        found = (span.begin_b, span.end_b, span.begin_a, span.end_a)
    return found


@inlined
def key_of(tokens: NDArray[np.uint32], begin: int, end: int) -> np.uint64:
    """A number for a run of words, the same for the same words."""
    key = np.uint64(0)
    for i in range(begin, end):
        key = (key ^ np.uint64(tokens[i])) * np.uint64(0xFF51AFD7ED558CCD)
    return key


@kernel("void(Texts, Fillings, Beside, Slots, int64, int64)")
def slot_kernel(texts: Texts, found: Fillings, beside: Beside, slots: Slots, first: int, last: int) -> None:
    """Fill which words of some of the texts have several others in their place, none in more than half of the texts.

    What few of the fillings beside a text replace is a word of the story that some copies edit, and all of them
    together edit every word of a story that very many carry. A word that stands in more than half of the places is
    found by the vote of Boyer and Moore, and counted afterwards.
    """
    for i in range(first, last):
        n_beside, n_words = beside.offsets[i + 1] - beside.offsets[i], beside.begin[i + 1] - beside.begin[i]
        if n_beside < MIN_FILLINGS:
            continue
        n_places, n_same = np.zeros(n_words, np.int32), np.zeros(n_words, np.int32)
        n_votes, elected = np.zeros(n_words, np.int32), np.empty(n_words, np.uint64)
        n_different = np.zeros(n_words, np.uint8)
        different = np.empty((n_words, MIN_FILLINGS), np.uint64)
        for is_counting in (False, True):
            for entry in beside.entries[beside.offsets[i] : beside.offsets[i + 1]]:
                row, is_second = entry >> 1, entry & 1 == 1
                other = sides_of(found.pairs[row])[0 if is_second else 1]
                for span in found.spans[found.offsets[row] : found.offsets[row + 1]]:
                    begin, end, begin_other, end_other = seen_from(span, is_second)
                    key = key_of(texts.tokens, texts.begin[other] + begin_other, texts.begin[other] + end_other)
                    for word in range(begin, end):
                        if is_counting:
                            n_same[word] += key == elected[word]
                            continue
                        n_places[word] += 1
                        if n_votes[word] == 0:
                            elected[word] = key
                        n_votes[word] += 1 if elected[word] == key else -1
                        is_new = n_different[word] < MIN_FILLINGS
                        for k in range(n_different[word]):
                            is_new = is_new and different[word, k] != key
                        if is_new:
                            different[word, n_different[word]] = key
                            n_different[word] += 1
        for word in range(n_words):
            often = 2 * n_places[word] >= n_beside
            many = n_different[word] == MIN_FILLINGS and 2 * n_same[word] <= n_places[word]
            slots.by_itself[beside.begin[i] + word] = often and many


@inlined
def any_between(marked: NDArray[np.bool_], begin: int, end: int) -> bool:
    """Whether anything is marked from `begin` to `end`."""
    found = False
    for i in range(begin, end):
        found = found or marked[i]
    return found


@kernel("void(Texts, Fillings, Beside, Slots, int64, int64)")
def form_kernel(texts: Texts, found: Fillings, beside: Beside, slots: Slots, first: int, last: int) -> None:
    """Fill which words of some of the texts are replaced together with one in a slot, on either side, and which texts
    are forms.
    """
    for i in range(first, last):
        own, n_words = beside.begin[i], beside.begin[i + 1] - beside.begin[i]
        for entry in beside.entries[beside.offsets[i] : beside.offsets[i + 1]]:
            row, is_second = entry >> 1, entry & 1 == 1
            other = beside.begin[beside.place[sides_of(found.pairs[row])[0 if is_second else 1]]]
            for span in found.spans[found.offsets[row] : found.offsets[row + 1]]:
                begin, end, begin_other, end_other = seen_from(span, is_second)
                if any_between(slots.by_itself, own + begin, own + end) or any_between(
                    slots.by_itself, other + begin_other, other + end_other
                ):
                    slots.replaced[own + begin : own + end] = True
        n_slots = 0
        for word in range(own, own + n_words):
            n_slots += slots.replaced[word] and (word == own or not slots.replaced[word - 1])
        slots.is_form[i] = n_slots >= MIN_SLOTS and n_slots * WORDS_A_FACT >= n_words


@kernel("void(Texts, Fillings, Beside, Slots, int64, int64)")
def between_forms_kernel(texts: Texts, found: Fillings, beside: Beside, slots: Slots, first: int, last: int) -> None:
    """Fill which words of those of the texts that are forms stand in the place of others in another form, too."""
    for i in range(first, last):
        if not slots.is_form[i]:
            continue
        for entry in beside.entries[beside.offsets[i] : beside.offsets[i + 1]]:
            row, is_second = entry >> 1, entry & 1 == 1
            if slots.is_form[beside.place[sides_of(found.pairs[row])[0 if is_second else 1]]]:
                for span in found.spans[found.offsets[row] : found.offsets[row + 1]]:
                    begin, end, _, _ = seen_from(span, is_second)
                    slots.replaced[beside.begin[i] + begin : beside.begin[i] + end] = True


def _added(texts: Texts, text: NDArray[np.int64], token: NDArray[np.int64]) -> Texts:
    """The texts with these of their words among their numbers, in order; what is a number stays one."""
    numbered, of_word = np.unique(text, return_inverse=True)
    n_before = texts.number_end[numbered] - texts.number_begin[numbered]
    of_number = np.repeat(np.arange(len(numbered)), n_before)
    within = np.arange(len(of_number)) - np.repeat(np.cumsum(n_before) - n_before, n_before)
    facts = np.empty(len(of_number) + len(token), NUMERAL)
    facts[: len(of_number)] = texts.numbers[texts.number_begin[numbered][of_number] + within]
    facts["token"][len(of_number) :] = token
    facts["value"][len(of_number) :] = -(texts.tokens[texts.begin[text] + token] >> 1).astype(np.int32) - 1
    owner = np.concatenate([of_number, of_word])
    order = np.lexsort((np.arange(len(facts)), facts["token"], owner))
    facts, owner = facts[order], owner[order]
    first = np.append(True, (owner[1:] != owner[:-1]) | (facts["token"][1:] != facts["token"][:-1]))[: len(facts)]
    lengths = np.bincount(owner[first], minlength=len(numbered))
    begin, end = texts.number_begin.copy(), texts.number_end.copy()
    end[numbered] = len(texts.numbers) + np.cumsum(lengths)
    begin[numbered] = end[numbered] - lengths
    return texts._replace(numbers=np.concatenate([texts.numbers, facts[first]]), number_begin=begin, number_end=end)

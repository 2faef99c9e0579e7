"""Which words stand in slots of forms, told by kernels on all threads, against the rule written out."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.alignment.align import align
from dedup.alignment.edits import edits_of
from dedup.candidates.pairs import join, split
from dedup.corpus.texts import Texts
from dedup.judge.fillings import MAX_SLOT_WORDS, Fillings, fillings, may_be_fillings
from dedup.judge.slots import MIN_FILLINGS, MIN_SLOTS, texts_with_slots, with_slots
from dedup.judge.templates import WORDS_A_FACT
from dedup.records import NUMERAL, PASSAGE

N_PARTS = 8
"""Stretches of a form between its slots; every form has its own words, so that only its fillings share passages."""


@st.composite
def collections(draw):
    """Fillings of a few forms: in each slot one to four words of few, in each stretch now and then another word."""
    texts = []
    for form in range(draw(st.integers(1, 3))):
        for _ in range(draw(st.integers(2, 7))):
            words = []
            for part in range(N_PARTS):
                stretch = [1000 * form + 20 * part + k for k in range(8)]
                if draw(st.integers(0, 9)) == 0:
                    stretch[draw(st.integers(0, 7))] = draw(st.integers(5000, 5003))
                slot = draw(st.lists(st.integers(9000, 9004), min_size=0, max_size=5))
                words += stretch + slot
            texts.append(words)
    return texts


def texts_of(words):
    offsets = np.append(0, np.cumsum([len(one) for one in words]))
    tokens = np.array([2 * word + 1 for one in words for word in one], np.uint32)
    return Texts.alone(tokens, offsets)


def aligned(texts):
    n = len(texts.begin)
    first, second = np.triu_indices(n, 1)
    return align(texts, np.sort(join(first, second)))


def plain_replacements(texts, found):
    """Of each pair that differs every few words, the few words that one side has in place of the other's."""
    replaced = defaultdict(list)
    for row in np.flatnonzero(may_be_fillings(found, texts)).tolist():
        pair = tuple(int(side[row]) for side in split(found.pairs))
        replaced[pair] = []
        for passage in found.of(row):
            edges = [
                [(0, int(passage[f"begin_{side}"])) for side in "ab"],
                [(int(passage[f"end_{side}"]), int(texts.n_tokens[k])) for side, k in zip("ab", pair, strict=True)],
            ]
            for edge in edges:
                if all(0 < end - begin <= MAX_SLOT_WORDS for begin, end in edge):
                    replaced[pair].append(tuple(range(*side) for side in edge))
            if passage["kind"] != 1:
                continue
            a, b = (
                texts.words(text)[passage[f"begin_{side}"] : passage[f"end_{side}"]]
                for text, side in zip(pair, "ab", strict=True)
            )
            there = np.array([(0, len(a), len(a), len(a) + len(b), 0, 1)], PASSAGE)
            for begin_a, end_a, begin_b, end_b, _ in edits_of(np.concatenate([a, b]), there).tolist():
                n_a, n_b = end_a - begin_a, end_b - begin_b
                if min(n_a, n_b) > 0 and max(n_a, n_b) <= MAX_SLOT_WORDS:
                    at_a, at_b = int(passage["begin_a"]), int(passage["begin_b"]) - len(a)
                    replaced[pair].append((range(at_a + begin_a, at_a + end_a), range(at_b + begin_b, at_b + end_b)))
    return replaced


def plain_slots(texts, replaced):
    """The words of each text that stand in slots, by the rule in words."""
    n_fillings = Counter(text for pair in replaced for text in pair)
    replaced = {
        pair: spans for pair, spans in replaced.items() if max(n_fillings[text] for text in pair) >= MIN_FILLINGS
    }
    n_beside = Counter(text for pair in replaced for text in pair)
    others = defaultdict(Counter)
    for (a, b), spans in replaced.items():
        for in_a, in_b in spans:
            for (text, own), (beside, other) in (((a, in_a), (b, in_b)), ((b, in_b), (a, in_a))):
                for word in own:
                    others[text, word][tuple(texts.words(beside)[list(other)].tolist())] += 1
    in_slot = {
        (text, word)
        for (text, word), counts in others.items()
        if 2 * counts.total() >= n_beside[text]
        and len(counts) >= MIN_FILLINGS
        and 2 * max(counts.values()) <= counts.total()
    }
    edits = [
        ({(a, word) for word in in_a} | {(b, word) for word in in_b}, (a, b))
        for (a, b), spans in replaced.items()
        for in_a, in_b in spans
    ]
    found = {word for words, _ in edits if words & in_slot for word in words}
    forms = set()
    for text in n_beside:
        n_slots = sum((text, word) in found and (text, word - 1) not in found for word in range(texts.n_tokens[text]))
        if n_slots >= MIN_SLOTS and n_slots * WORDS_A_FACT >= texts.n_tokens[text]:
            forms.add(text)
    return found | {word for words, pair in edits if forms.issuperset(pair) for word in words}


def told_slots(texts, told):
    chosen = np.flatnonzero(texts_with_slots(told, texts)).tolist()
    facts = {text: told.numbers[told.number_begin[text] : told.number_end[text]] for text in chosen}
    return {(text, int(fact["token"])) for text, own in facts.items() for fact in own if fact["value"] < 0}


@given(collections(), st.sampled_from([1, 3]))
def test_slots_are_those_of_the_rule_written_out(words, threads):
    texts = texts_of(words)
    found = aligned(texts)
    told = with_slots(texts, fillings(found, texts, threads), threads)
    assert told_slots(texts, told) == plain_slots(texts, plain_replacements(texts, found))


def weather(place: str, sky: str, wind: str, hour: int) -> str:
    return (
        f"The weather office expects that the sky over {place} will be {sky} from the early morning until the late evening"
        f" with a {wind} wind that grows stronger in the hills and calms down at about {hour} when the stations close"
    )


PLACES = ["Tolvik", "Merra", "Velden", "Sorrel", "Norland"]
SKIES = ["clear", "cloudy", "overcast", "hazy", "bright"]
WINDS = ["northern", "southern", "western", "eastern", "fresh"]


@pytest.fixture
def forecasts():
    texts = [weather(*filled).split() for filled in zip(PLACES, SKIES, WINDS, range(15, 20), strict=True)]
    vocabulary = {word: number for number, word in enumerate(sorted({word for text in texts for word in text}))}
    return texts, texts_of([[vocabulary[word] for word in text] for text in texts])


def test_what_was_filled_in_stands_in_slots(forecasts) -> None:
    words, texts = forecasts
    told = with_slots(texts, fillings(aligned(texts), texts))
    in_slots = {words[text][word] for text, word in told_slots(texts, told)}
    assert in_slots == {*PLACES, *SKIES, *WINDS, *map(str, range(15, 20))}


def test_two_fillings_show_no_slot(forecasts) -> None:
    _, texts = forecasts
    found = aligned(texts)
    both = found.selected(np.arange(len(found)) == 0)
    assert with_slots(texts, fillings(both, texts)) is texts


def test_a_slot_at_the_end_of_one_text_is_none_of_the_next() -> None:
    """Texts stand one behind the other; a slot that begins a text is counted whatever the text before ends with."""
    form = list(range(100, 130))
    texts = texts_of([[k, *form, 50 + k] for k in range(5)])
    told = with_slots(texts, fillings(aligned(texts), texts))
    assert told_slots(texts, told) == plain_slots(texts, plain_replacements(texts, aligned(texts)))


def test_numbers_in_slots_stay_numbers() -> None:
    form = list(range(100, 110))
    words = [[*form, 10 + k, *range(200, 210), 20 + k, *range(300, 310)] for k in range(5)]
    texts = texts_of(words)
    numbers = np.array([(10, 7 + k) for k in range(5)], NUMERAL)
    texts = texts._replace(numbers=numbers, number_begin=np.arange(5), number_end=np.arange(5) + 1)
    told = with_slots(texts, fillings(aligned(texts), texts))
    for text in range(5):
        facts = told.numbers[told.number_begin[text] : told.number_end[text]].tolist()
        assert facts == [(10, 7 + text), (21, -(20 + text) - 1)]


@given(collections())
def test_fillings_found_in_parts_are_those_found_at_once(words):
    texts = texts_of(words)
    found = aligned(texts)
    is_first = np.arange(len(found)) % 3 == 0
    parts = [fillings(found.selected(part), texts) for part in (is_first, ~is_first)]
    at_once, in_parts = (with_slots(texts, one) for one in (fillings(found, texts), Fillings.joined(parts)))
    assert told_slots(texts, at_once) == told_slots(texts, in_parts)

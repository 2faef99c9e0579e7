"""The verdict follows from how much of each article stands in passages, and from what those weigh."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.alignment.alignments import Alignments
from dedup.corpus.days import NO_DAY, NO_OUTLET
from dedup.corpus.texts import Texts
from dedup.judge.judged import judge
from dedup.judge.relation import (
    BOILERPLATE,
    CONTAINED,
    EXACT,
    PARTIAL,
    QUOTE,
    RELATIONS,
    REPRINT,
    TEMPLATE,
)
from dedup.records import EVIDENCE, NUMERAL, PASSAGE
from dedup.text.scripts import FIRST_CHARACTER
from dedup.weigh.marks import REPEATED

Rows = list[tuple[int, int, int, int, int]]
Evidence = tuple[float, float, float, float]
Numbers = list[tuple[int, int]]


def verdict(
    n_a: int,
    n_b: int,
    rows: Rows,
    evidence: float | Evidence,
    *,
    same: bool = False,
    days: tuple[int, int] = (0, 30),
    repeated: tuple[range, range] = (range(0), range(0)),
    numbers: tuple[Numbers, Numbers] = ([], []),
    outlets: tuple[int, int] = (NO_OUTLET, NO_OUTLET),
    n_in_order: int = 0,
    characters: bool = False,
) -> tuple[int, list[float]]:
    """`evidence` by rarity, by spread, outside quotations and how much is formula, or one for the first three.

    `repeated` is each outlet's boilerplate, `numbers` each text's numbers with the token they stand at,
    `n_in_order` how many words both begin with, which are `characters` of a script without spaces.
    """
    weights = evidence if isinstance(evidence, tuple) else (evidence, evidence, evidence, 0)
    aligned = Alignments(
        np.array([1], np.uint64),
        np.array([(*row, 1) for row in rows], PASSAGE),
        np.array([0, len(rows)], np.int64),
        np.array([weights], EVIDENCE),
    )
    marks = np.zeros(n_a + n_b, np.uint8)
    marks[list(repeated[0])] = REPEATED
    marks[[n_a + place for place in repeated[1]]] = REPEATED
    n_numbers = np.array([len(numbers[0]), len(numbers[1])])
    tokens = np.arange(n_a + n_b, dtype=np.uint32)
    tokens += FIRST_CHARACTER * np.uint32(characters)
    tokens[n_a : n_a + n_in_order] = tokens[:n_in_order]
    texts = Texts.alone(tokens, np.array([0, n_a, n_a + n_b]), marks)._replace(
        n_own=np.array([n_a - len(repeated[0]), n_b - len(repeated[1])]),
        digests=np.array([7, 7 if same else 8], np.uint64),
        days=np.array(days),
        outlets=np.array(outlets),
        numbers=np.array([*numbers[0], *numbers[1]], NUMERAL),
        number_begin=np.cumsum(n_numbers) - n_numbers,
        number_end=np.cumsum(n_numbers),
    )
    found = judge(aligned, texts)
    return int(found.relations[0]), list(found.scores[0].tolist())


@pytest.mark.parametrize(
    ("n_a", "n_b", "n_words", "relation"),
    [
        (100, 100, 100, REPRINT),
        (100, 110, 90, REPRINT),
        (100, 200, 90, CONTAINED),
        (200, 100, 90, CONTAINED),
        (100, 100, 50, PARTIAL),
        (400, 100, 50, PARTIAL),
        (30, 400, 28, CONTAINED),
    ],
)
def test_relation_by_how_much_is_copied(n_a: int, n_b: int, n_words: int, relation: int) -> None:
    found, scores = verdict(n_a, n_b, [(0, n_words, 0, n_words, n_words)], float(n_words))
    assert RELATIONS[found] == RELATIONS[relation]
    assert scores == pytest.approx([2 * n_words / (n_a + n_b), n_words / n_a, n_words / n_b])


def test_the_same_words_throughout_are_exact_even_if_everyone_has_them() -> None:
    assert verdict(60, 60, [(0, 60, 0, 60, 60)], 0.5, same=True)[0] == EXACT


def test_shared_words_that_many_others_carry_are_boilerplate() -> None:
    row = [(300, 330, 250, 280, 30)]
    assert verdict(400, 400, row, 30.0)[0] == PARTIAL
    assert verdict(400, 400, row, 3.0)[0] == BOILERPLATE


def test_what_returns_on_many_days_is_formula_in_a_passage_and_may_be_a_whole_article() -> None:
    """A column that four outlets print in four weeks is copied, a paragraph that stands under four stories is not."""
    evidence = (60.0, 0.0, 0.0, 0.0)
    assert verdict(400, 400, [(300, 360, 200, 260, 60)], evidence)[0] == BOILERPLATE
    assert verdict(65, 400, [(0, 60, 200, 260, 60)], evidence)[0] == CONTAINED


def test_several_passages_add_up() -> None:
    rows = [(0, 40, 60, 100, 38), (50, 95, 0, 45, 45)]
    found, scores = verdict(100, 110, rows, 83.0)
    assert found == REPRINT
    assert scores == pytest.approx([2 * 83 / 210, 85 / 100, 85 / 110])


@pytest.mark.parametrize(
    "days", [(0, 0), (0, 3), (16_000, 16_002), (NO_DAY, 16_000), (16_000, NO_DAY), (NO_DAY, NO_DAY)]
)
def test_a_story_that_everyone_prints_whole_within_days_is_no_formula(days: tuple[int, int]) -> None:
    whole = [(0, 200, 0, 200, 195)]
    cut = [(0, 60, 20, 80, 60)]
    for row, n_b in ((whole, 210), (cut, 300)):
        assert verdict(row[0][1], n_b, row, 2.0, days=days)[0] != BOILERPLATE


def test_a_form_is_mostly_formula_even_if_it_makes_a_whole_article() -> None:
    """Two cables of congratulation: the formula is on many days' wire, the countries are not the same."""
    row = [(0, 90, 0, 90, 85)]
    assert verdict(95, 95, row, (22.0, 8.0, 8.0, 70.0), days=(10, 11))[0] == BOILERPLATE
    assert verdict(95, 95, row, (35.0, 35.0, 35.0, 50.0), days=(10, 11))[0] == REPRINT, "the same cable"
    assert verdict(95, 95, row, (4.0, 4.0, 4.0, 0.0), days=(10, 11))[0] == REPRINT, "common, and of one story"


def test_a_text_printed_again_on_another_day_is_rare_throughout() -> None:
    row = [(0, 90, 0, 90, 85)]
    assert verdict(95, 95, row, (70.0, 70.0, 70.0, 5.0), days=(10, 20))[0] == REPRINT
    assert verdict(95, 95, row, (30.0, 25.0, 25.0, 5.0), days=(10, 20))[0] == BOILERPLATE
    assert verdict(95, 95, row, (30.0, 25.0, 25.0, 5.0), days=(10, 12))[0] == REPRINT


@pytest.mark.parametrize(
    ("a", "b", "days", "relation"),
    [
        ([(10, 12)], [(10, 21)], (10, 20), TEMPLATE),
        ([(10, 12)], [(10, 21)], (10, 11), REPRINT),
        ([(10, 12)], [(10, 21)], (10, NO_DAY), REPRINT),
        ([(10, 12)], [(10, 12)], (10, 20), REPRINT),
        ([(10, 12), (30, 5)], [(10, 5), (31, 12)], (10, 20), TEMPLATE),
        ([(10, 12)], [], (10, 20), REPRINT),
        ([(10, 12), (20, 12)], [(10, 12), (20, 13)], (10, 20), TEMPLATE),
        ([(10, 12), (99, 7)], [(10, 12), (99, 8)], (10, 20), REPRINT),
    ],
    ids=[
        "filled in again",
        "corrected",
        "of unknown day",
        "same",
        "in another order",
        "left out",
        "one of two",
        "outside",
    ],
)
def test_other_numbers_on_another_day_make_a_template(
    a: Numbers, b: Numbers, days: tuple[int, int], relation: int
) -> None:
    found, _ = verdict(100, 100, [(0, 90, 0, 90, 85)], 80.0, days=days, numbers=(a, b))
    assert RELATIONS[found] == RELATIONS[relation]


def test_one_corrected_figure_in_a_long_text_makes_no_template() -> None:
    row = [(0, 300, 0, 300, 299)]
    assert verdict(300, 300, row, 299.0, days=(10, 20), numbers=([(10, 12)], [(10, 21)]))[0] == REPRINT


def test_printed_again_later_it_has_to_show_rare_words() -> None:
    assert verdict(60, 300, [(0, 60, 20, 80, 60)], 2.0, days=(0, 300))[0] == BOILERPLATE


def test_a_passage_that_both_have_in_quotation_marks_is_a_quote() -> None:
    row = [(100, 140, 50, 90, 40)]
    assert verdict(300, 300, row, (40.0, 40.0, 5.0, 0.0))[0] == QUOTE
    assert verdict(300, 300, row, (40.0, 40.0, 20.0, 0.0))[0] == PARTIAL, "a sentence of news stands around it"
    assert verdict(300, 300, row, (12.0, 12.0, 0.0, 0.0))[0] == QUOTE, (
        "too short for reuse, and a quotation all the same"
    )


def test_an_article_copied_whole_is_no_quote_though_it_is_all_quotation() -> None:
    assert verdict(45, 300, [(0, 40, 50, 90, 40)], (40.0, 40.0, 0.0, 0.0))[0] == CONTAINED


def test_boilerplate_of_an_outlet_makes_an_article_neither_longer_nor_more_of_a_copy() -> None:
    row = [(0, 60, 0, 60, 60)]
    assert verdict(60, 120, row, 60.0)[0] == CONTAINED
    assert verdict(60, 120, row, 60.0, repeated=(range(0), range(60, 120)))[0] == REPRINT
    shared = [(0, 20, 0, 20, 20), (40, 100, 40, 100, 60)]
    assert verdict(100, 100, shared, 80.0)[0] == REPRINT
    assert verdict(100, 100, shared, 20.0, repeated=(range(40, 100), range(40, 100)))[0] == PARTIAL


def test_articles_that_are_boilerplate_throughout_are_no_copies() -> None:
    for days in ((0, 0), (0, 30)):
        found, scores = verdict(30, 40, [(0, 30, 0, 30, 30)], 0.0, repeated=(range(30), range(40)), days=days)
        assert found == BOILERPLATE
        assert scores == pytest.approx([60 / 70, 1, 30 / 40]), "the passages are there all the same"


@pytest.mark.parametrize(
    ("outlets", "days", "formula", "least"),
    [
        ((1, 2), (3, 5), 0, 10),
        ((1, 2), (3, 5), 9, 16),  # mostly formula
        ((1, 2), (3, 9), 0, 16),
        ((1, 2), (NO_DAY, 5), 0, 16),
        ((1, NO_OUTLET), (3, 5), 0, 16),
        ((NO_OUTLET, NO_OUTLET), (3, 5), 0, 16),
        ((1, 1), (3, 5), 0, 20),
        ((1, 1), (3, 90), 0, 20),
    ],
)
def test_what_shared_words_must_weigh_goes_by_outlets_and_days(
    outlets: tuple[int, int], days: tuple[int, int], formula: float, least: int
) -> None:
    """Two outlets that print the same clause within days have one report; an outlet repeats its own phrases."""
    row = [(300, 322, 250, 272, 22)]
    for weight, relation in ((least + 0.5, PARTIAL), (least - 0.5, BOILERPLATE)):
        evidence = (weight, weight, weight, formula)
        assert verdict(400, 400, row, evidence, outlets=outlets, days=days)[0] == relation


def test_a_long_passage_without_another_number_is_printed_again_whatever_changed_elsewhere() -> None:
    """The budget of last month, quoted under a new table: the table has other numbers, the report has none."""
    rows = [(0, 50, 0, 50, 50), (60, 140, 60, 140, 80)]
    numbers = [(at, 7) for at in range(0, 50, 10)], [(at, 8) for at in range(0, 50, 10)]
    assert verdict(400, 400, rows, 120.0, numbers=numbers)[0] == PARTIAL
    short = [(0, 50, 0, 50, 50), (60, 100, 60, 100, 40)]
    assert verdict(400, 400, short, 85.0, numbers=numbers)[0] == TEMPLATE


@pytest.mark.parametrize(
    ("n_a", "n_b", "n_words", "n_in_order", "relation"),
    [
        (100, 300, 60, 80, CONTAINED),
        (300, 100, 60, 80, CONTAINED),
        (100, 120, 60, 96, REPRINT),
        (100, 120, 60, 95, CONTAINED),
        (100, 300, 60, 79, PARTIAL),
        (100, 300, 49, 90, PARTIAL),
    ],
)
def test_an_article_that_was_edited_throughout_is_contained_by_its_words_in_order(
    n_a: int, n_b: int, n_words: int, n_in_order: int, relation: int
) -> None:
    found, (_, share_a, share_b) = verdict(n_a, n_b, [(0, n_words, 0, n_words, n_words)], 60, n_in_order=n_in_order)
    assert found == relation
    assert (share_a, share_b) == pytest.approx((n_words / n_a, n_words / n_b)), "the shares are those of the passages"


def test_words_in_order_make_no_reuse_of_what_is_none() -> None:
    rows = [(0, 60, 0, 60, 60)]
    assert verdict(100, 300, rows, 0, n_in_order=90)[0] == BOILERPLATE
    assert verdict(100, 300, rows, (60, 60, 0, 0), n_in_order=90)[0] == QUOTE


def test_characters_in_order_are_no_sign_that_a_text_was_copied() -> None:
    assert verdict(100, 300, [(0, 60, 0, 60, 60)], 60, n_in_order=90, characters=True)[0] == PARTIAL

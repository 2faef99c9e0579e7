"""Evidence: what a run of shared words counts."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.alignment.align import align
from dedup.corpus.texts import Texts
from dedup.records import EVIDENCE, PASSAGE
from dedup.sketch.sketches import sketch
from dedup.weigh.evidence import LONG_RUN, MIN_STORY_RUN, is_quoted_by_one, unquoted_words, weigh_run
from dedup.weigh.marks import FIRST_WORD, QUOTED, REPEATED, SPOKEN, flag_speech
from dedup.weigh.rarity import ONE_WINDOW, PERSISTENT, TWO_WINDOWS, UNKNOWN


def weighed(
    length: int, *, level: int = 0, spread: int = UNKNOWN, n_around: int = 0, bits: tuple[int, int] = (0, 0)
) -> np.void:
    """The evidence of a run of `length` words of one kind; `bits` are set in the marks of either side."""
    gram = spread << 3 | level
    marks = np.array([gram | bits[0]] * length + [gram | bits[1]] * length, np.uint8)
    evidence = np.zeros(1, EVIDENCE)
    weigh_run(marks, (0, length), length, n_around, evidence[0])
    return evidence[0]


@pytest.mark.parametrize(("level", "weight"), [(0, 1), (1, 0.5), (3, 0.125)])
def test_rare_words_weigh_in_full_and_common_ones_less(level: int, weight: float) -> None:
    assert weighed(20, level=level).tolist() == (20 * weight, 20 * weight, 20 * weight, 0)


def test_a_word_counts_by_the_rarest_phrase_it_stands_in() -> None:
    marks = np.full(20, UNKNOWN << 3 | 3, np.uint8)
    marks[[4, 14]] = UNKNOWN << 3  # the 4-gram of the words 4 to 7, on both sides
    evidence = np.zeros(1, EVIDENCE)
    weigh_run(marks, (0, 10), 10, 0, evidence[0])
    assert evidence["by_rarity"] == 4 + 6 / 8


@pytest.mark.parametrize("side", [slice(0, 10), slice(10, 20)])
def test_the_marks_of_one_side_do_where_the_other_was_not_looked_up(side: slice) -> None:
    marks = np.full(20, UNKNOWN << 3 | 3, np.uint8)
    marks[[4, 14]] = UNKNOWN << 3
    both, one = np.zeros(1, EVIDENCE), np.zeros(1, EVIDENCE)
    weigh_run(marks, (0, 10), 10, 0, both[0])
    marks[side] = 0
    weigh_run(marks, (0, 10), 10, 0, one[0])
    assert one.tolist() == both.tolist()


def test_what_is_spread_over_many_days_is_no_evidence_of_a_shared_story() -> None:
    for n_around in (0, 30, 200):
        found = weighed(40, spread=PERSISTENT, n_around=n_around)
        assert found["by_rarity"] == 40
        assert found["by_spread"] == found["unquoted"] == 0
        assert found["formula"] == 40


def test_a_storys_own_words_count_in_full_however_many_carry_them() -> None:
    common = 5
    assert weighed(MIN_STORY_RUN, level=common, spread=ONE_WINDOW, n_around=20)["by_spread"] == MIN_STORY_RUN
    assert weighed(MIN_STORY_RUN, level=common, spread=TWO_WINDOWS, n_around=20)["by_spread"] == MIN_STORY_RUN / 2
    assert weighed(MIN_STORY_RUN - 1, level=common, spread=ONE_WINDOW, n_around=20)["by_spread"] < 1, (
        "a name and its titles"
    )
    assert weighed(MIN_STORY_RUN, level=common, spread=ONE_WINDOW, n_around=0)["by_spread"] < 1, "of other days"


def test_a_passage_longer_than_any_formula_counts_where_the_days_tell_nothing() -> None:
    assert weighed(10, level=5, spread=UNKNOWN, n_around=LONG_RUN)["by_spread"] == 10
    assert weighed(10, level=5, spread=UNKNOWN, n_around=LONG_RUN - 1)["by_spread"] < 1


def test_boilerplate_of_either_outlet_counts_nothing() -> None:
    for bits in ((int(REPEATED), 0), (0, int(REPEATED)), (int(REPEATED), int(REPEATED))):
        assert weighed(30, bits=bits).tolist() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("a", "b", "quoted"),
    [
        (QUOTED, QUOTED, True),
        (QUOTED, SPOKEN, True),
        (SPOKEN, QUOTED, True),
        (SPOKEN, SPOKEN, False),
        (QUOTED, 0, False),
        (0, QUOTED, False),
    ],
)
def test_a_quotation_is_marked_on_one_side_and_speech_on_both(a: int, b: int, quoted: bool) -> None:
    found = weighed(30, bits=(int(a), int(b)))
    assert found["by_spread"] == 30
    assert found["unquoted"] == (0 if quoted else 30)


def test_speech_is_flagged_where_it_stands() -> None:
    sketches = sketch(["The mayor said “we lost all”.\nHe added: It rained.", "No speech."])
    marks = np.zeros(len(sketches.tokens), np.uint8)
    flag_speech(marks, sketches.begin, sketches.layout)
    assert marks.tolist() == [0, 0, 0, QUOTED, QUOTED, QUOTED, FIRST_WORD, 0, SPOKEN, SPOKEN, 0, 0]


@pytest.mark.parametrize(("n_before", "unquoted"), [(0, 0), (3, 3), (4, 24)])
def test_speech_without_marks_is_a_quotation_if_both_introduce_it_in_words_of_their_own(
    n_before: int, unquoted: int
) -> None:
    n = n_before + 20
    side = [UNKNOWN << 3] * (n_before + 1) + [UNKNOWN << 3 | SPOKEN] * 20
    marks = np.array(side + side, np.uint8)
    evidence = np.zeros(1, EVIDENCE)
    weigh_run(marks, (1, n + 2), n, 0, evidence[0])
    assert evidence["by_spread"] == n
    assert evidence["unquoted"] == unquoted


@pytest.mark.parametrize(("n_unquoted", "unquoted"), [(0, 0), (4, 0), (5, 5), (40, 40)])
def test_a_passage_that_is_mostly_quotation_is_one_as_a_whole(n_unquoted: int, unquoted: int) -> None:
    sketches = sketch([" ".join(map(str, range(40)))] * 2)
    marks = np.full(80, UNKNOWN << 3, np.uint8)
    marks[n_unquoted:40] |= QUOTED
    marks[40 + n_unquoted :] |= QUOTED
    texts = Texts.alone(sketches.tokens, np.array([0, 40, 80]), marks)
    found = align(texts, np.array([1], np.uint64))
    assert found.evidence["by_spread"].tolist() == [40]
    assert found.evidence["unquoted"].tolist() == [unquoted]
    assert unquoted_words(found.passages, (marks[:40], marks[40:])) == unquoted


POST = (
    "We will never close the bridge while the ferry is out of service, and whoever says so has read neither the plan "
    "nor the letter that every household had in March."
)
QUOTING = f"The mayor answered on Monday. “{POST}” Her office gave no date for the repair of the ferry."


@pytest.mark.parametrize(
    ("other", "is_quotation"),
    [
        (f"Nobody had asked. {POST} That was all she wrote.", True),
        (f"Nobody had asked\n\n{POST}\n\nThat was all she wrote.", True),
        (f"The paper has learnt that {POST} That was all.", False),
        (f"{POST} That is what the letter comes to.", False),
        (f"The story goes on: “closed. {POST} That was all.", True),
    ],
)
def test_what_one_article_quotes_is_a_quotation_where_the_other_begins_a_sentence_with_it(
    other: str, is_quotation: bool
) -> None:
    sketches = sketch([QUOTING, other])
    marks = np.zeros(len(sketches.tokens), np.uint8)
    flag_speech(marks, sketches.begin, sketches.layout)
    texts = Texts.alone(sketches.tokens, np.append(0, sketches.end), marks)
    found = align(texts, np.array([1], np.uint64))
    assert (found.evidence["unquoted"][0] == 0) == is_quotation


@pytest.mark.parametrize(("n_own", "n_before", "quoted"), [(0, 0, True), (2, 0, True), (3, 0, False), (0, 1, False)])
def test_a_passage_is_quoted_where_its_marks_open_and_cover_nine_tenths(
    n_own: int, n_before: int, quoted: bool
) -> None:
    marks_a, marks_b = np.full(40, QUOTED), np.zeros(20, np.uint8)
    marks_a[: 10 - n_before] = 0
    marks_a[30 - n_own : 30] = 0
    marks_b[0] = FIRST_WORD
    for begins, there in ((FIRST_WORD, quoted), (0, False)):
        marks_b[0] = begins
        passage = np.array([(10, 30, 0, 20, 20, 0)], PASSAGE)[0]
        other = np.array([(0, 20, 10, 30, 20, 0)], PASSAGE)[0]
        assert is_quoted_by_one(marks_a, marks_b, passage) == is_quoted_by_one(marks_b, marks_a, other) == there

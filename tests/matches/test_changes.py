"""What was edited inside a passage, and of what kind the edit is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.results import Change
from dedup.text.folding import fold
from dedup.text.side import Side
from tests.matches.plain_changes import changes


def edits(a: str, b: str) -> list[Change]:
    side_a, side_b = Side.of(a), Side.of(b)
    return list(changes(side_a, side_b, (0, len(side_a.hashes), 0, len(side_b.hashes))))


@pytest.mark.parametrize(
    ("a", "b", "text_a", "text_b", "kind"),
    [
        ("قتل 12 شخصا في الحادث", "قتل 21 شخصا في الحادث", "12", "21", "number"),
        ("يومي ١٩ و٢٠ يونيو الجاري", "يومي 19 و25 يونيو الجاري", "٢٠", "25", "number"),
        ("الزعيم كيم جونغ أون زار بكين", "الزعيم كيم جونج أون زار بكين", "جونغ", "جونج", "spelling"),
        ("قمة منظمة شنغهاي للتعاون", "قمة منظمة شنجهاي للتعاون", "شنغهاي", "شنجهاي", "spelling"),
        ("The labour party won the vote", "The labor party won the vote", "labour", "labor", "spelling"),
        ("The mayor resigned on Monday night", "The mayor resigned on Friday night", "Monday", "Friday", "word"),
        ("The river rose two metres", "The river rose by two metres", "", "by", "word"),
        ("The river rose by two metres", "The river rose two metres", "by", "", "word"),
        ("The toll rose to 15 dead", "The toll rose to dead", "15", "", "number"),
        ("東京で地震が発生した", "東京で火災が発生した", "地震", "火災", "word"),
    ],
)
def test_one_edit(a: str, b: str, text_a: str, text_b: str, kind: str) -> None:
    (change,) = edits(a, b)
    assert (change.text_a, change.text_b, change.kind) == (text_a, text_b, kind)
    assert (a[slice(*change.a)], b[slice(*change.b)]) == (text_a, text_b)


def test_what_folds_to_the_same_is_no_edit() -> None:
    assert edits("وجّه الرئيس دعوةً إلى أحمد ١٢ مرة", "وجه الرئيس دعوه الي احمد 12 مره") == []


def test_several_edits_stand_in_order() -> None:
    a = "At least 12 people died when the bridge at Farnley fell on Sunday"
    b = "At least 14 people died when a bridge at Farnley collapsed on Sunday morning"
    assert [(one.text_a, one.text_b) for one in edits(a, b)] == [
        ("12", "14"), ("the", "a"), ("fell", "collapsed"), ("", "morning"),
    ]  # fmt: skip


sentences = st.lists(
    st.sampled_from(["في", "من", "الرئيس", "قال", "12", "13", "أمس", "the", "a", "flood"]), max_size=25
).map(" ".join)


@given(sentences, sentences)
def test_what_is_left_beside_the_edits_is_equal_on_both_sides(a: str, b: str) -> None:
    left_a, left_b, at_a, at_b = "", "", 0, 0
    for change in edits(a, b):
        assert (change.text_a, change.text_b) == (a[slice(*change.a)], b[slice(*change.b)])
        assert change.text_a or change.text_b
        left_a, left_b = left_a + " " + a[at_a : change.a[0]], left_b + " " + b[at_b : change.b[0]]
        at_a, at_b = change.a[1], change.b[1]
    assert fold(left_a + " " + a[at_a:]) == fold(left_b + " " + b[at_b:])


@given(sentences, sentences)
def test_the_edits_seen_from_the_other_side_are_the_same(a: str, b: str) -> None:
    assert [(one.b, one.a, one.kind) for one in edits(b, a)] == [(one.a, one.b, one.kind) for one in edits(a, b)]

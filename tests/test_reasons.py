"""Reasons: sentences that carry what they say as data."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import timedelta
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import compare
from dedup.reasons import WORDINGS, Reason
from tests.rewrite.test_wholes import FERRY, FERRY_RETOLD

PAGES = [
    Path(__file__).parent.parent / "docs" / page
    for page in ("origin.md", "why.md", "safe-to-drop.md", "independent.md")
]
FACTS = {
    "source": "a",
    "copy": "b",
    "share_a": 0.9,
    "share_b": 0.8,
    "texts_a": ("12", "Jeddah"),
    "texts_b": ("21", "الرياض"),
    "words_a": "12",
    "words_b": "21",
    "gap": timedelta(hours=3),
    "days": 1,
    "agency": "afp",
    "agencies": ("afp", "reuters"),
    "declared": "https://post.example/ferry",
    "taken": "Zelenskyy",
    "own": "Zelensky",
    "n_credited": 2,
    "n_members": 5,
    "factor": 1.5,
    "share": 0.25,
    "n_days": 3,
    "article": "b",
    "n_words": 1200,
    "other": "wire-7",
}
codes = st.sampled_from(sorted(WORDINGS))


def reason_of(code: str, *, against: bool = False) -> Reason:
    named = {name for _, name, _, _ in Formatter().parse(WORDINGS[code]) if name}
    if "changes" in named:
        named = {"texts_a", "texts_b"}
    return Reason(code, {name: FACTS[name] for name in named}, against=against)


@given(codes, st.booleans())
def test_a_reason_is_a_sentence_for_whoever_prints_joins_or_searches_it(code: str, against: bool) -> None:
    reason = reason_of(code, against=against)
    assert reason == str(reason) == "".join(text for _, text in reason.pieces())
    assert reason.startswith("but ") == against
    assert "; ".join([reason, reason]).count(reason) == 2
    assert json.loads(json.dumps([reason])) == [reason]


@given(codes, st.booleans())
def test_a_reason_stays_one_when_it_is_copied_or_pickled(code: str, against: bool) -> None:
    reason = reason_of(code, against=against)
    for same in (copy.copy(reason), copy.deepcopy(reason), pickle.loads(pickle.dumps(reason))):
        assert (type(same), same, same.code, same.facts, same.against) == (
            Reason, reason, code, reason.facts, against,
        )  # fmt: skip


@given(codes, st.booleans())
def test_swapped_twice_a_reason_is_itself(code: str, against: bool) -> None:
    reason = reason_of(code, against=against)
    swapped = reason.swapped()
    assert (swapped.code, swapped.against) == (code, against)
    assert (swapped.swapped(), swapped.swapped().facts) == (reason, reason.facts)


def test_sides_change_and_the_letters_of_texts_do_not() -> None:
    facts = {"source": "a", "copy": "b", "taken": "plan b", "own": "plan a"}
    assert Reason("inherited_spelling", facts).swapped() == (
        'in the passage a spells "plan b" as b does, elsewhere "plan a"'
    )
    template = Reason("template", {"texts_a": ("group a", "12"), "texts_b": ("group b", "21")})
    assert template.swapped() == "a template, one form with other facts: group b -> group a, 21 -> 12"
    assert Reason("extent", {"share_a": 0.9, "share_b": 0.8}).swapped() == (
        "80% of a and 90% of b stand in shared passages"
    )


def test_in_a_family_reasons_name_articles_which_are_no_sides() -> None:
    reason = Reason("names_outlet", {"source": "the origin", "copy": "story-b"})
    assert reason.swapped() == reason == "story-b names the outlet of the origin"


def test_a_reason_is_frozen_and_needs_a_code_and_its_facts() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        reason_of("formula").code = "quotation"
    with pytest.raises(TypeError):
        reason_of("agency_article").facts["agency"] = "reuters"  # type: ignore[index]
    with pytest.raises(KeyError):
        Reason("no such code")
    with pytest.raises(KeyError):
        Reason("agency_article", {"source": "a"})


def test_lengths_of_time_are_said_in_the_largest_unit_of_which_there_are_two() -> None:
    gaps = [timedelta(days=2), timedelta(hours=47), timedelta(minutes=119), timedelta(seconds=119)]
    said = [Reason("fetched_earlier", {"source": "a", "gap": gap}) for gap in gaps]
    assert [sentence.split()[3:5] for sentence in said] == [
        ["2", "days"], ["47", "hours"], ["119", "minutes"], ["119", "seconds"],
    ]  # fmt: skip


def test_a_match_tells_its_reasons_as_data() -> None:
    text = "The ferry sails twice a day from Monday, the harbour office said, after the quay was rebuilt."
    match = compare({"id": "1", "text": text, "source": "afp"}, {"id": "2", "text": f"(AFP) - {text}"})
    assert match is not None
    extent, credit = match.reasons
    assert (extent.code, credit.code) == ("extent", "credits_agency")
    assert dict(credit.facts) == {"source": "a", "copy": "b", "agency": "afp"}


def test_a_text_told_again_is_said_to_be_alike_as_a_whole() -> None:
    match = compare(FERRY, FERRY_RETOLD, rewritten=False)
    assert match is not None
    assert str(match.reasons[0]) == "alike as wholes, told in other words: 25% of the words stand in the same order"


def test_every_code_is_documented() -> None:
    pages = "".join(page.read_text("utf-8") for page in PAGES)
    assert [code for code in WORDINGS if f"`{code}`" not in pages] == []

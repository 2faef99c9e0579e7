"""Which article of a match may go: said of both, in every way that makes matches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import compare, scan
from dedup.index import Index
from tests.cleaning.test_cleaning import FLOOD
from tests.newsroom import collection


def article(article_id, text, **fields):
    return {"id": article_id, "text": text, **fields}


@pytest.mark.parametrize(
    ("text", "safe", "code"),
    [
        (FLOOD.upper(), ("a", "b"), "safe_to_drop"),
        (f"{FLOOD} Nobody was hurt, she added on the steps.", ("a",), "safe_to_drop"),
        (FLOOD.replace("17", "71"), (), "keeps_number"),
        (FLOOD.replace("Monday", "Friday"), (), "keeps_date"),
        (FLOOD.replace("stay", "do not stay"), (), "keeps_negation"),
        (FLOOD.replace("mayor", "governor"), (), "keeps_exchanged"),
    ],
)
def test_a_match_says_which_side_may_go_and_why_the_other_may_not(tmp_path, text, safe, code):
    one, other = article("1", FLOOD), article("2", text)
    compared = compare(one, other)
    [scanned] = scan([one, other]).matches
    assert compared is not None
    for match in (compared, scanned):
        assert match.safe_to_drop == safe
        assert match.safety[0].code == code
    assert (
        {"a": "b", "b": "a"}[safe[0]] in compared.swapped().safe_to_drop
        if safe
        else not compared.swapped().safe_to_drop
    )
    with Index(tmp_path / "seen.sqlite") as index:
        index.add(one)
        [asked] = index.check(other)
        assert set(asked.safe_to_drop) == set(safe)


def test_partial_matches_are_never_safe():
    other = "The bank left its main rate unchanged on Tuesday, as most of the analysts had expected. " * 2
    match = compare(
        article("1", f"{FLOOD} {other.replace('bank', 'mill')}"), article("2", f"{FLOOD[:190]} {other[::-1]}")
    )
    assert match is None or match.relation != "partial" or (match.safe_to_drop, match.safety) == ((), ())


def test_a_caption_under_another_title_is_not_safe():
    match = compare(
        article("1", "Photo: AFP", title="Flood in Tolvik"), article("2", "Photo: AFP", title="Museum opens")
    )
    assert match is None or [reason.code for reason in match.safety] == ["keeps_title", "keeps_title"]


def test_a_short_form_that_only_its_title_fills_is_not_safe():
    text = "Qtly div four cts vs four cts prior. Pay April 15. Record March 31."
    match = compare(article("1", text, title="Odner Mills sets dividend"), article("2", text, title="Rolfsen pays out"))
    assert match is not None
    assert [reason.code for reason in match.safety] == ["keeps_title", "keeps_title"]
    match = compare(
        article("1", text, title="Odner Mills sets dividend"), article("2", text, title="ODNER MILLS SETS DIVIDEND")
    )
    assert match is not None
    assert match.safe_to_drop == ("a", "b")


@given(st.integers(2, 8), st.integers(0, 10**6))
def test_what_is_safe_to_drop_has_all_its_words_in_the_other(n, seed):
    articles = {one.id: one for one in collection(n, seed)}
    for match in scan(list(articles.values())).matches:
        for side in match.safe_to_drop:
            assert (match.containment_a if side == "a" else match.containment_b) > 0.7

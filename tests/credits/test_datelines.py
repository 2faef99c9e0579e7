"""How datelines begin, sign by sign."""

import pytest

from dedup.credits.datelines import is_dateline, is_place, is_place_and_date, n_words, place_or_day_follows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TOLVIK", "| Die Fähre sank."),
        ("АСТАНА.", "- Паром затонул."),
        ("Stockholm/", ". Färjan sjönk."),
        ("МОСКВА, 3 ноя —", ", Иван Петров. Паром затонул."),
        ("Oslo, July 20,", "- The ferry sank."),
    ],
)
def test_a_place_before_an_agency_begins_a_report(before: str, after: str) -> None:
    assert is_dateline(before, after, closing=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tolvik", "| Die Fähre sank."),
        ("The mayor told", "that the ferry sank."),
        ("INSIDE", ": how a newsroom works"),
        ("Er sprach mit", ", Iwan Petrow. Die Fähre sank."),
    ],
)
def test_other_words_before_an_agency_do_not(before: str, after: str) -> None:
    assert not is_dateline(before, after, closing=False)


@pytest.mark.parametrize(
    "after", [", PARIS", ", 3 ноября. Паром затонул.", ", 3.11.2021", ", Nov. 3 - The ferry sank."]
)
def test_a_place_in_capitals_or_a_day_follows(after: str) -> None:
    assert place_or_day_follows(after)


@pytest.mark.parametrize("after", [", Tolvik TV", ", which sank.", ". PARIS", ", 3 boats sank in the bay today."])
def test_a_list_or_a_sentence_is_neither(after: str) -> None:
    assert not place_or_day_follows(after)


def test_places_and_days_are_read_in_their_scripts() -> None:
    assert is_place("RIO DE JANEIRO, Brasil", 4)
    assert not is_place("the river rose", 4)
    assert is_place_and_date("मुंबई, तीन नवंबर")
    assert not is_place_and_date("मुंबई और तीन नावें डूबीं")
    assert n_words("الرياض 25 شوال 1436 هـ") == 3

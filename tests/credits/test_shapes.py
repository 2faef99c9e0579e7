"""The shapes of a credit, read from the line around a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.credits.shapes import in_byline, joined, shape_of, unwrapped


def shape(text, name="AFP"):
    start = text.index(name)
    return shape_of(text, start, start + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "PARIS (AFP) - The minister resigned.",
        "PARIS, Sept. 3 (AFP) -- The minister resigned.",
        "PARIS - AFP: The minister resigned.",
        "The square at noon (AFP)",
        "The square at noon (Jane Doe/AFP)\nPeople came.",
        "The square at noon [AFP photo]\nPeople came.",
        "The minister resigned. - AFP",
        "The minister resigned.\nAFP\n",
        "The minister resigned.\nSource: AFP",
        "The minister resigned.\n© AFP",
        "The minister resigned.\n(with AFP)",
        "باريس (AFP)\nاستقال الوزير.",
    ],
)
def test_shape_of_a_provider(text):
    assert shape(text).credit


@pytest.mark.parametrize(
    "text",
    [
        "The minister told AFP that he resigned.",
        "The minister resigned, an official told AFP.",
        "He spoke with AFP.",
        "Agencies (Reuters, AFP and others) reported it, he said.",
        "1. AFP",
        "The AFP-2 probe landed.",
    ],
)
def test_shape_of_running_text(text):
    assert not shape(text).credit


@pytest.mark.parametrize("between", ["/", ", ", " and ", "، ", " و", "» و«", ") (", " - ", " & ", " und "])
def test_names_given_together(between):
    assert joined(between)


@pytest.mark.parametrize("between", [" told ", "\n", " من ", "/Getty/", ", which "])
def test_names_given_apart(between):
    assert not joined(between)


@pytest.mark.parametrize(
    ("byline", "credit"),
    [("الرياض - AFP", True), ("AFP (جدة)", True), ("Jane Doe, AFP", True), ("Jane AFP Doe", False), ("AFP Doe", False)],
)
def test_bylines(byline, credit):
    start = byline.index("AFP")
    assert in_byline(byline, start, start + 3).credit is credit


WRAPPED = (
    "A long sentence that was broken at some width by the wire\n"
    "as it was common, goes on in the next line of the text,\n"
)


def test_broken_lines_are_joined_and_paragraphs_kept():
    text = WRAPPED * 2 + "and ends here, after which there is an empty line below it.\n\nNext paragraph."
    joined_lines = unwrapped(text)
    assert joined_lines.split("\n") == [text[: text.index("\n\n")].replace("\n", " "), "", "Next paragraph."]


@given(st.text("ab \n.", max_size=200))
def test_joining_lines_moves_nothing(text):
    assert len(unwrapped(text)) == len(text)


@given(st.text("AF()（）[]/-–:.، »ـ ", max_size=40), st.data())
def test_other_lines_change_nothing(line, data):
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    above = "PARIS (AFP) -\n"
    within = shape_of(f"{above}{line}\n(AFP)", len(above) + start, len(above) + end)
    assert within.credit == shape_of(line, start, end).credit

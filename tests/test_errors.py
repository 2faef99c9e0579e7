"""Errors are data and say where and what to do."""

import pytest

from dedup.errors import DedupError, InputError, MissingExtra


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({}, "no text"),
        ({"path": "a.jsonl"}, "a.jsonl: no text"),
        ({"path": "a.jsonl", "line": 12}, "a.jsonl:12: no text"),
        ({"line": 12}, "12: no text"),
    ],
)
def test_an_input_error_names_its_place(place, message):
    error = InputError("no text", **place)
    assert str(error) == message
    assert (error.reason, error.path, error.line) == ("no text", place.get("path"), place.get("line"))


def test_a_missing_extra_says_how_to_get_it():
    error = MissingExtra("reading Parquet files", "reading")
    assert str(error) == "reading Parquet files needs an extra: pip install 'dedup-news[reading]'"
    assert isinstance(error, DedupError)

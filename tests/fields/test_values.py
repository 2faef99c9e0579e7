"""What stands in fields: texts in pieces and bytes, names in objects and lists, ids that are numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.fields.values import host, identity_of, is_empty, line_of, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("قال الوزير", "قال الوزير"),
        (["The river rose.", None, "It fell."], "The river rose.\nIt fell."),
        ("وصل".encode(), "وصل"),
        ({"rendered": "The river rose."}, "The river rose."),
        ({"summary": ["A flood."], "sections": [{"headline": ["Night"], "paragraphs": ["It rose.", "It fell."]}]}, "A flood.\nNight\nIt rose.\nIt fell."),
        ([{"contentType": "text/html", "value": "<p>x</p>"}, {"contentType": "text/plain", "value": "x"}], "x"),
        (np.array(["It rose.", "It fell."]), "It rose.\nIt fell."),
        (7, None), ({}, None), ({"lang": "en"}, None), ([], None),
    ],
)  # fmt: skip
def test_texts(value: Any, text: str | None) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "identity"),
    [
        (7, "7"), (7.0, "7"), ("7.0", "7"), (Decimal("7.0"), "7"), (np.int64(7), "7"), (np.float64(7), "7"), (2**64 - 1, str(2**64 - 1)),
        (b"a7", "a7"), ({"$oid": "53a0"}, "53a0"), ({"$numberLong": "7"}, "7"), ("7.50", "7.50"), ("10", "10"), ("v1.0", "v1.0"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"), (True, True), (1.5, 1.5), (["a"], ["a"]),
    ],
)  # fmt: skip
def test_ids(value: Any, identity: Any) -> None:
    assert identity_of(value) == identity


@given(st.integers())
def test_whole_numbers_are_ids_also_as_text_with_an_empty_fraction(number: int) -> None:
    assert identity_of(number) == identity_of(f"{number}.0") == str(number)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (["Ann Lee", {"name": "Bo Chen"}], "Ann Lee, Bo Chen"),
        ({"main": "Flood"}, "Flood"),
        (7.0, "7"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_lines(value: Any, line: str) -> None:
    assert line_of(value) == line


def test_hosts() -> None:
    assert {
        host(url) for url in ("https://www.courier.example:443/a", "courier.example/a", "//courier.example./a")
    } == {"courier.example"}
    assert host("https://[") == ""


@given(
    st.recursive(
        st.none() | st.text() | st.floats() | st.integers() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_value_raises(value: Any) -> None:
    assert isinstance(line_of(value), str)
    assert isinstance(text_of(value), (str, type(None)))
    assert isinstance(is_empty(value), bool)
    identity_of(value)

"""JSON Lines: a broken line is named and costs no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.reading import read
from dedup.reading.jsonlines import parse_object, plain_object

FLOOD = "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة."
GOOD = json.dumps({"id": "good", "text": FLOOD}).encode()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "cut', "not JSON: Unterminated string"),
        (b"The river rose.", "not JSON"),
        (b"[1, 2]", "a JSON array, not an object"),
        (b"null", "a JSON null, not an object"),
        (b'{"title": "Flood"}', "no text field among title: looked for text, body"),
        (b'{"text": 7}', "text is int, not text"),
        (b'{"text": " "}', "no text: empty"),
        (b'{"text": "x", "id": true}', "id is bool"),
        (b'{"text": "one", "text": "two"}', 'the key "text" stands twice'),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "too many digits"),
        (b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
    ],
)
def test_a_broken_line_is_skipped_with_its_place(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"\n".join([GOOD, b"", line, GOOD]))
    reader = read(path)
    assert list(reader) == [Article("good", FLOOD)] * 2
    assert [skipped.path for skipped in reader.skipped] == [f"{path}:3"]
    assert reason in reader.skipped[0].reason


def test_what_json_and_python_disagree_on_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(
        b'{"text": "lone \\ud800 surrogate", "id": "a"}\r\n'
        b'{"text": "zero \\u0000 and tab\t", "id": 123456789012345678901234567890}\n'
        + '{"text": "line\u2028separator", "score": NaN}'.encode()
    )
    assert list(read(path)) == [
        Article("a", "lone \ud800 surrogate"),
        Article("123456789012345678901234567890", "zero \0 and tab\t"),
        Article("news.jsonl#3", "line\u2028separator"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1256"])
def test_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "news.jsonl"
    line = json.dumps({"id": "a", "text": FLOOD}, ensure_ascii=False)
    path.write_bytes(f"{line}\n{line}\n".encode(encoding))
    assert list(read(path)) == [Article("a", FLOOD)] * 2


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(fields=st.dictionaries(st.text(max_size=6), VALUES, max_size=5), ascii=st.booleans(), spaced=st.booleans())
def test_the_fast_way_finds_what_the_careful_one_finds(fields: dict[str, Any], ascii: bool, spaced: bool) -> None:
    line = json.dumps(fields, ensure_ascii=ascii, separators=(" , ", " : ") if spaced else None)
    raw = line.encode("utf-8", "surrogatepass")
    assert plain_object(raw) in (None, parse_object(line))


@given(raw=st.binary(max_size=40) | st.text('{}[]":,\\ ual0', max_size=30).map(str.encode))
def test_the_fast_way_takes_nothing_that_the_careful_one_refuses(raw: bytes) -> None:
    found = plain_object(raw)
    if found is not None:
        assert parse_object(raw.decode()) == found


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "a", "text": "one", "text": "two"}',
        '{"id": "a", "text" : "one", "\\u0074ext": "two"}',
        '{"id": "a", "text": "one", "meta": {"lang": "ar", "lang": "en"}}',
        '{"id": "a", "text": "one", "meta": [{"lang": "ar"}, [{"lang": "ar", "lang": "en"}]]}',
    ],
)
def test_a_key_that_stands_twice_is_seen_wherever_it_stands(line: str) -> None:
    assert plain_object(line.encode()) is None


def test_most_lines_go_the_fast_way() -> None:
    nested = {"id": 7, "text": FLOOD, "tags": ["flood", {"lang": "ar"}], "meta": {"outlet": "Asharq", "pages": [1, 2]}}
    assert plain_object(json.dumps(nested, ensure_ascii=False).encode()) == nested
    assert plain_object(json.dumps({"text": 'He said "no": the river had risen.'}).encode()) is None

"""JSON Lines: a broken line is named and costs no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.reading import read

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

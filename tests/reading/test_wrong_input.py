"""What people do to files: whatever is wrong is said with file, line and remedy, and everything else is read."""

from __future__ import annotations

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from dedup.reading import read

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
LINES = "".join(f"{json.dumps({'id': k, 'text': f'{FLOOD} {k}'})}\n" for k in range(50)).encode()


def zipped_and_cut() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.jsonl", LINES)
    return target.getvalue()[:-30]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", b"", "empty file"),
        ("a.jsonl.gz", b"", "empty file"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), "empty file"),
        ("a.parquet", b"", "empty file"),
        ("a.zip", b"", "empty file"),
        ("a.jsonl.gz", LINES, "cannot be read: damaged, or not compressed as its name says: Not a gzipped file"),
        ("a.zip", zipped_and_cut(), "cannot be read: damaged or cut off: File is not a zip file"),
        ("a.json", b'{"status": "ok"}', "no text field among status: looked for text, body"),
        ("a.csv", f"id#text\n1#{FLOOD}\n".encode(), "cells are parted by comma, semicolon, tab or bar"),
        ("a.jsonl", b'{"id": 7, "text": null}\n', "no text: text is empty"),
        ("a.rss", b'<rss version="2.0"><channel><item><title>Flood</title></item></channel></rss>', "no text: "),
    ],
)
def test_what_holds_no_article_is_said(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(FLOOD)
    reader = read(tmp_path)
    assert [article.id for article in reader] == ["good.txt"]
    [skipped] = reader.skipped
    assert reason in skipped.reason
    assert skipped.path.startswith(str(tmp_path / name))


def test_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES)[:-20])
    reader = read(tmp_path / "a.jsonl.gz")
    assert len(list(reader)) > 40
    assert reader.skipped[-1].reason.endswith("; what stands before the damage is read")


def test_a_quote_left_open_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{FLOOD}\n2,"{FLOOD}"\n3,gold\n')
    reader = read(tmp_path / "a.csv")
    list(reader)
    assert [skipped.path.rpartition(":")[2] for skipped in reader.skipped] == ["2"]
    assert "is a quotation mark left open" in reader.skipped[0].reason


def test_a_line_of_a_hundred_megabytes_is_one_article(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w") as file:
        file.write('{"id": "long", "text": "')
        for _ in range(100):
            file.write("flood " * (1 << 20 >> 3) + "water" * (1 << 17))
        file.write('"}\n{"id": "after", "text": "gold"}\n')
    assert (tmp_path / "a.jsonl").stat().st_size > 100 << 20
    assert [(article.id, len(article.text) >> 20) for article in read(tmp_path / "a.jsonl")][1] == ("after", 0)


def test_a_pattern_that_meets_a_link_to_itself_reads_the_rest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    Path("a.txt").write_text("The river rose two metres overnight and flooded the old market.")
    reader = read("*")
    reader.require_outside(tmp_path / "work")
    assert [article.id for article in reader] == ["a.txt"]
    assert [one.path for one in reader.skipped] == ["loop"]

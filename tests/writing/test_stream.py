"""A clean into a stream: the bytes of what stays as they were, whole files, and nothing where the input changed."""

from __future__ import annotations

import gzip
import io
import json

import pytest

import dedup
from dedup.errors import InputError
from dedup.writing import write_stream

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
RATES = "أبقى البنك المركزي على سعر الفائدة الرئيسي دون تغيير يوم الخميس مشيرا إلى تباطؤ النمو وتراجع أسعار الطاقة."
LINES = [
    b'{"id":  "a", "text": "' + FLOOD.encode() + b'", "extra": [1, 2.50]}\r\n',
    b'{"id": "b", "text": "' + FLOOD.encode() + b'"}\n',
    b"not json\n",
    json.dumps({"id": "c", "text": RATES}).encode(),
]


def cleaned(*paths, **options):
    stream = io.BytesIO()
    left = write_stream(dedup.clean(dedup.read(*paths), **options), stream)
    assert left == []
    return stream.getvalue()


def test_lines_that_stay_are_the_bytes_that_they_were(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"".join(LINES))
    assert cleaned(path) == LINES[0] + LINES[2] + LINES[3]


def test_files_of_lines_follow_one_another_each_on_lines_of_its_own(tmp_path):
    for number, lines in enumerate([LINES[3:], [], LINES[:1], LINES[1:2]]):
        (tmp_path / f"{number}.jsonl").write_bytes(b"".join(lines))
    assert cleaned(tmp_path) == LINES[3] + b"\n" + LINES[0]


def test_passages_are_cut(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate([FLOOD, f"{RATES}\n{FLOOD}"]))
    )
    kept = [json.loads(line) for line in cleaned(path, strip="seen", keep="first").splitlines()]
    assert [one["text"].strip() for one in kept] == [FLOOD, RATES]


def test_one_file_of_any_format_stays_in_its_format(tmp_path):
    table = tmp_path / "news.csv"
    table.write_text(f'id,text\n1,"{FLOOD}"\n2,"{FLOOD}"\n3,"{RATES}"\n', encoding="utf-8")
    assert cleaned(table).decode() == f'id,text\n1,"{FLOOD}"\n3,"{RATES}"\n'
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(b"".join(LINES[:2])))
    assert gzip.decompress(cleaned(packed)) == LINES[0]


def test_several_files_of_other_formats_are_refused(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(FLOOD)
    with pytest.raises(InputError, match=r"a\.txt: several files go to stdout only if all are JSON Lines"):
        cleaned(tmp_path)


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"".join(LINES))
    plan = dedup.clean(dedup.read(path))
    path.write_bytes(b"".join(LINES[::-1]))
    stream = io.BytesIO()
    with pytest.raises(InputError, match="was changed since it was read"):
        write_stream(plan, stream)
    assert stream.getvalue() == b""

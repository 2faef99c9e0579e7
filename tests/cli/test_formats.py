"""One corpus in every format, as people have them, gives one and the same report."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner

from dedup.cli import main
from tests.packing import tarred, zipped

WIRE = """وصل وزير الخارجية إلى الرياض مساء أمس في زيارة رسمية تستغرق يومين، وكان في استقباله عدد من المسؤولين.
وقال الوزير للصحفيين إن المباحثات ستتناول التعاون الاقتصادي وأمن الملاحة في الخليج وسبل دعم جهود الإغاثة.
وأضاف أن وفدا من رجال الأعمال يرافقه وأن اتفاقيات في الطاقة والنقل والتعليم ستوقع غدا في ختام الزيارة."""
STORIES = (
    ("was", "وصول الوزير", f"الرياض (واس)\n{WIRE}"),
    (
        "okaz",
        "الوزير في الرياض",
        f"{WIRE}\nوأعربت غرفة التجارة عن أملها في زيادة التبادل التجاري بين البلدين هذا العام.",
    ),
    ("ap", "Stocks fall", "NEW YORK (AP) - Stocks fell on Monday; the index lost 2.3%, its worst day since March."),
    ("ap", "Stocks fall", "NEW YORK (AP) - Stocks fell on Monday; the index lost 2.3%, its worst day since March."),
    ("xinhua", "中方回应", "外交部发言人周三在北京表示,中方对此高度关注,将继续同有关各方保持沟通。"),
)
RECORDS = [
    {
        "source": source,
        "url": f"https://www.{source}.example/news?id={number}",
        "date_extracted": f"2015-07-2{number} 02:51:32",
        "title": title,
        "author": "",
        "content": text,
        "id": str(number),
    }
    for number, (source, title, text) in enumerate(STORIES, start=1)
]


def table(kind):
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.feather
    import pyarrow.parquet

    rows, target = pa.Table.from_pylist(RECORDS), io.BytesIO()
    write = {"parquet": pa.parquet.write_table, "feather": pa.feather.write_feather, "csv": pa.csv.write_csv}[kind]
    write(rows, target)
    return target.getvalue()


def zst(content):
    import zstandard

    return zstandard.compress(content)


LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()
FILES = {
    "saudinewsnet.json": lambda: json.dumps(RECORDS, indent=2).encode(),
    "arabic.json": lambda: json.dumps({"status": "ok", "articles": RECORDS}, ensure_ascii=False).encode("utf-16"),
    "lines.jsonl.gz": lambda: gzip.compress(LINES),
    "lines.jsonl.bz2": lambda: bz2.compress(LINES),
    "lines.jsonl.xz": lambda: lzma.compress(LINES),
    "lines.jsonl.zst": lambda: zst(LINES),
    "train-00000-of-00001.parquet": lambda: table("parquet"),
    "table.feather": lambda: table("feather"),
    "table.csv": lambda: table("csv"),
    "lines.zip": lambda: zipped({"2015/lines.jsonl": LINES}),
    "lines.tgz": lambda: gzip.compress(tarred({"2015/lines.jsonl": LINES})),
    "stdin": lambda: LINES,
}


def report(path, *flags):
    stdin = path.read_bytes() if path.name == "stdin" else None
    result = CliRunner().invoke(main, ["report", "-" if stdin else str(path), "--json", *flags], input=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    summary, *rest = result.stdout_bytes.splitlines()
    return {**json.loads(summary), "seconds": None}, rest


@pytest.mark.parametrize("name", FILES)
def test_records(tmp_path, name):
    plain, other = tmp_path / "lines.jsonl", tmp_path / name
    plain.write_bytes(LINES)
    other.write_bytes(FILES[name]())
    summary, rest = report(plain)
    assert (summary["articles"], summary["matches"], summary["clusters"]) == (5, 2, 2)
    assert report(other) == (summary, rest)


def page(record):
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in record["content"].split("\n"))
    head = f"<meta charset=utf-8><title>{record['title']}</title>"
    return f"<!doctype html><html><head>{head}</head><body><article>{paragraphs}</article></body></html>".encode()


def crawl(folder):
    from fastwarc.warc import WarcRecord, WarcRecordType

    target = io.BytesIO()
    for one in RECORDS:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = one["url"]
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(one))
        record.write(target)
    path = folder / "CC-MAIN-20150721.warc.gz"
    path.write_bytes(gzip.compress(target.getvalue()))
    return path


def files(folder, ending, content):
    for record in RECORDS:
        (folder / f"{record['id']}.{ending}").write_bytes(content(record))
    return folder


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: files(folder, "txt", lambda record: record["content"].encode()),
        lambda folder: files(folder, "txt", lambda record: record["content"].encode("utf-16")),
        lambda folder: files(folder, "md", lambda record: record["content"].encode()),
        lambda folder: files(folder, "html", page),
        crawl,
    ],
    ids=["txt", "utf-16", "md", "html", "warc"],
)
def test_files_and_pages_say_who_copies_whom_in_the_same_places(tmp_path: Path, make) -> None:
    (tmp_path / "lines.jsonl").write_bytes(LINES)
    (tmp_path / "other").mkdir()

    def matches(path):
        _, rest = report(path)
        found = [json.loads(line) for line in rest if b'"type": "match"' in line]
        number = {
            one: "".join(char for char in one.split("#")[-1] if char.isdigit())
            for m in found
            for one in (m["a"], m["b"])
        }
        return [(number[m["a"]], number[m["b"]], m["relation"], m["passages"], m["changes"]) for m in found]

    expected = matches(tmp_path / "lines.jsonl")
    assert [(a, b, relation) for a, b, relation, *_ in expected] == [("1", "2", "reprint"), ("3", "4", "exact")]
    assert matches(make(tmp_path / "other")) == expected

"""One corpus cleaned in every format: the same articles stay, all other bytes do too, and the way back is exact."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from dedup.article import Article
from dedup.cleaning import Plan, clean
from dedup.reading import read
from dedup.writing import restore, write
from tests.packing import COMPRESSED, tarred, zipped

FLOOD = (
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday. "
    '"We will rebuild", she said; 3.5 million are needed, and the bank "listens" to both sides 👩‍👩‍👧. '
    "Schools in the eastern districts stay closed until the water has gone down again.\r\n"
    "وأضاف مُحَافِظُ المدينةِ أنّ فرقَ الإنقاذِ وصلتْ إلى جميعِ الأحياءِ خلالَ ساعاتٍ قليلةٍ من ارتفاعِ المياه.\n"
    "他说，学校将停课到周五，居民已经全部撤离到安全的地方。\n"
)
REPRINT = "By our correspondent\n" + FLOOD
MIXED = (
    "The bank left its main rate unchanged on Tuesday, as most analysts had expected.\t"
    "Schools in the eastern districts stay closed until the water has gone down again.\r\n"
    "وأضاف مُحَافِظُ المدينةِ أنّ فرقَ الإنقاذِ وصلتْ إلى جميعِ الأحياءِ خلالَ ساعاتٍ قليلةٍ من ارتفاعِ المياه.\n"
    "Bonds, however, 'rose' \\ a little.\r\n"
)
QUAKE = "A quake of magnitude 5.1 shook the coast; nobody was hurt, the police said in the evening. 🌊"
RECORDS: list[dict[str, Any]] = [
    {"id": "flood", "body": FLOOD, "outlet": "spa", "date": "2015-07-21", "n": 1.50, "tags": ["a,b", 'c"d']},
    {"id": "quake", "body": QUAKE, "outlet": "ap", "date": "2015-07-22", "n": 2, "tags": []},
    {"id": "mixed", "body": MIXED, "outlet": "ap", "date": "2015-07-23", "n": 3, "tags": None},
    {"id": "copy", "body": REPRINT, "outlet": "okaz", "date": "2015-07-24", "n": 4, "tags": []},
    {"id": "again", "body": FLOOD, "outlet": "sabq", "date": "2015-07-25", "n": 5, "tags": []},
]
LEFT = [
    Article("flood", FLOOD),
    Article("quake", QUAKE),
    Article("mixed", MIXED[: MIXED.index("Schools")] + MIXED[MIXED.index("Bonds") :]),
]


def json_lines(**options: Any) -> bytes:
    return "".join(json.dumps(record, **options) + "\n" for record in RECORDS).encode()


def table(delimiter: str, **options: Any) -> str:
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, RECORDS[0].keys(), delimiter=delimiter, **options)
    writer.writeheader()
    writer.writerows(RECORDS)
    return target.getvalue()


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(RECORDS), target, row_group_size=2, compression="zstd")
    return target.getvalue()


def arrow(kind: str) -> bytes:
    import pyarrow as pa

    rows = pa.Table.from_pylist(RECORDS)
    target = io.BytesIO()
    with {"file": pa.ipc.new_file, "stream": pa.ipc.new_stream}[kind](target, rows.schema) as writer:
        writer.write_table(rows, max_chunksize=2)
    return target.getvalue()


FILES: Mapping[str, Callable[[], bytes]] = {
    "ascii.jsonl": json_lines,
    "news.jsonl": lambda: json_lines(ensure_ascii=False),
    "spaced.ndjson": lambda: b"\xef\xbb\xbf" + json_lines(ensure_ascii=False, indent=None).replace(b"\n", b" \r\n\r\n"),
    "wide.jsonl": lambda: json_lines(ensure_ascii=False).decode().encode("utf-16"),
    "array.json": lambda: json.dumps(RECORDS).encode(),
    "pretty.json": lambda: json.dumps(RECORDS, indent=2, ensure_ascii=False).encode("utf-8-sig"),
    "utf16.json": lambda: json.dumps(RECORDS, ensure_ascii=False).encode("utf-16"),
    "list.json": lambda: json.dumps({"meta": [{"n": 3}], "response": {"docs": RECORDS}, "ok": True}).encode(),
    "lines.json": lambda: json_lines(ensure_ascii=False),
    "news.csv": lambda: table(",").encode(),
    "quoted.csv": lambda: table(",", quoting=csv.QUOTE_ALL, lineterminator="\n").encode(),
    "excel.csv": lambda: b"\xef\xbb\xbfsep=;\r\n" + table(";").encode(),
    "wide.csv": lambda: table("\t").encode("utf-16"),
    "news.tsv": lambda: table("\t").encode(),
    "news.parquet": parquet,
    "file.arrow": lambda: arrow("file"),
    "stream.arrow": lambda: arrow("stream"),
}


def digests(folder: Path, *but: str) -> dict[str, str]:
    """The SHA-256 of every file below a folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in but]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def cleaned(source: Path, out: Path, **options: Any) -> Plan:
    """Clean, and check what must be true of every clean: the way back, and that a second one does nothing."""
    before = digests(source)
    field = options.pop("novelty_field", "")
    plan = clean(read(source), **options)
    write(plan, out, novelty_field=field)
    assert digests(source) == before
    back = out.with_name(f"{out.name}-back")
    restore(out / "plan.jsonl", back)
    assert digests(back) == before
    again = clean(read(out), **options)
    assert (again.removed, again.cuts) == ([], [])
    second = out.with_name(f"{out.name}-again")
    write(again, second)
    assert digests(second, "plan.jsonl") == {
        name: digest for name, digest in digests(out, "plan.jsonl").items() if not name.startswith(".originals")
    }
    return plan


def texts(folder: Path) -> list[Article]:
    reader = read(folder)
    found = [Article(article.id, article.text) for article in reader]
    assert reader.skipped == []
    return found


@pytest.mark.parametrize("name", FILES)
class TestEveryFormat:
    def test_leaves_the_same_articles(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / name).write_bytes(FILES[name]())
        plan = cleaned(tmp_path / "in", tmp_path / "out", strip="seen")
        assert [(one.article, one.relation, one.kept) for one in plan.removed] == [
            ("again", "exact", "flood"),
            ("copy", "reprint", "flood"),
        ]
        assert texts(tmp_path / "out") == LEFT

    def test_novelty_is_a_field_more(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / name).write_bytes(FILES[name]())
        cleaned(tmp_path / "in", tmp_path / "out", novelty_field="novelty")
        assert texts(tmp_path / "out") == [Article("flood", FLOOD), Article("quake", QUAKE), Article("mixed", MIXED)]
        found = list(read(tmp_path / "out", fields={"title": "novelty"}))
        assert [float(article.title) for article in found][:2] == [1.0, 1.0]
        assert 0 < float(found[2].title) < 1


@pytest.mark.parametrize("name", ["news.jsonl", "array.json", "quoted.csv", "news.parquet"])
class TestWrapped:
    @pytest.mark.parametrize("ending", COMPRESSED)
    def test_compressed(self, tmp_path: Path, name: str, ending: str) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / f"{name}{ending}").write_bytes(COMPRESSED[ending](FILES[name]()))
        cleaned(tmp_path / "in", tmp_path / "out", strip="seen")
        assert texts(tmp_path / "out") == LEFT

    @pytest.mark.parametrize(("archive", "ending"), [(zipped, "zip"), (tarred, "tar")])
    def test_in_archives(self, tmp_path: Path, name: str, archive: Any, ending: str) -> None:
        (tmp_path / "in").mkdir()
        inner = archive({f"2015/{name}": FILES[name](), "README": b"about", "2015/z.txt": b"Gold stood still."})
        (tmp_path / "in" / f"news.{ending}").write_bytes(inner)
        cleaned(tmp_path / "in", tmp_path / "out", strip="seen")
        assert texts(tmp_path / "out")[: len(LEFT)] == LEFT


@pytest.mark.parametrize("name", ["ascii.jsonl", "news.jsonl", "pretty.json", "list.json"])
def test_other_fields_stay_as_they_are(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(FILES[name]())
    cleaned(tmp_path / "in", tmp_path / "out", strip="seen")
    content = (tmp_path / "out" / name).read_text(encoding="utf-8-sig")
    found = [json.loads(line) for line in content.splitlines()] if "jsonl" in name else json.loads(content)
    records = found["response"]["docs"] if name == "list.json" else found
    expected = [RECORDS[0], RECORDS[1], RECORDS[2] | {"body": LEFT[2].text}]
    assert records == expected
    if name == "list.json":
        assert (found["meta"], found["ok"]) == ([{"n": 3}], True)


def test_untouched_json_lines_stay_to_the_byte(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    odd = b'{"id" :7 , "text":"Gold\\u0020stood \\/ still.", "x": 1.0e+2}   \n'
    (tmp_path / "in" / "news.jsonl").write_bytes(odd + json_lines() + b"not json\n" + odd.replace(b"7", b"8"))
    cleaned(tmp_path / "in", tmp_path / "out")
    kept = (tmp_path / "out" / "news.jsonl").read_bytes().splitlines(keepends=True)
    assert kept == [odd, *json_lines().splitlines(keepends=True)[:3], b"not json\n"]


class TestFilesThatAreOneArticle:
    def write(self, folder: Path, **files: str) -> Path:
        folder.mkdir()
        for name, text in files.items():
            (folder / name.replace("_", ".")).write_bytes(text.encode())
        return folder

    def test_a_copy_goes_as_a_file(self, tmp_path: Path) -> None:
        source = self.write(
            tmp_path / "in", a_txt=FLOOD, b_txt=REPRINT, c_md=f"---\ntitle: Flood\n---\n{FLOOD}", d_txt=QUAKE
        )
        plan = cleaned(source, tmp_path / "out", keep="longest")
        assert {one.article for one in plan.removed} == {"a.txt", "c.md"}
        assert sorted(digests(tmp_path / "out", "plan.jsonl")) == ["b.txt", "d.txt"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1256"])
    def test_cuts_in_any_encoding(self, tmp_path: Path, encoding: str) -> None:
        sentences = [
            "وقال المحافظ إن فرق الإنقاذ وصلت إلى جميع الأحياء خلال ساعات قليلة من ارتفاع منسوب المياه.",
            "وأعلن البنك المركزي إبقاء سعر الفائدة دون تغيير في اجتماعه الأخير يوم الثلاثاء.",
        ]
        first = sentences[0] + " وستبقى المدارس مغلقة حتى نهاية الأسبوع كما أعلنت وزارة التعليم في بيان."
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_bytes(first.encode(encoding))
        (tmp_path / "in" / "b.txt").write_bytes("\n".join(["أسعار", *sentences, "انتهى"]).encode(encoding))
        cleaned(tmp_path / "in", tmp_path / "out", strip="seen", keep="first")
        assert (tmp_path / "out" / "b.txt").read_bytes().decode(encoding) == "\n".join(["أسعار", sentences[1], "انتهى"])

    def test_a_file_that_is_no_article_is_copied(self, tmp_path: Path) -> None:
        source = self.write(tmp_path / "in", a_txt=FLOOD, b_txt=FLOOD, c_docx="PK", d_txt="")
        cleaned(source, tmp_path / "out")
        assert sorted(digests(tmp_path / "out", "plan.jsonl")) == ["a.txt", "c.docx", "d.txt"]

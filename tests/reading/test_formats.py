"""One corpus in every format: the same articles come out, whatever they were wrapped in."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import sys
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dedup.article import Article
from dedup.errors import InputError
from dedup.reading import jsondocs, read
from dedup.results import Skipped
from tests.packing import COMPRESSED, tarred, zipped, zst

CORPUS = (
    Article(
        "spa-1",
        "وصل الوزير إلى الرياض أمس.\n\nوقال: «سنواصل العمل»، وغادر، مساء.",
        title='زيارة "عمل"',
        source="spa",
        url="https://spa.example/1",
        author="واس",
        published=datetime(2015, 7, 21, 2, 51, 32, tzinfo=UTC),
    ),
    Article("ap-2", "Stocks fell; the index lost 2.3%,\tits worst day.\nTraders blamed rates.", source="ap"),
    Article("xh-3", "外交部发言人周三在北京表示，中方对此高度关注。🌊", title="中方回应", author="新华社"),
)
RECORDS = [
    {
        "id": article.id,
        "body": article.text,
        "headline": article.title,
        "outlet": article.source,
        "link": article.url,
        "byline": article.author,
        "date": article.published.isoformat() if article.published else None,
        "paragraphs": 2,
    }
    for article in CORPUS
]


def json_lines(records: list[dict[str, Any]] = RECORDS) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def table(delimiter: str, encoding: str = "utf-8") -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, RECORDS[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(RECORDS)
    return target.getvalue().encode(encoding)


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(RECORDS), target, row_group_size=2)
    return target.getvalue()


def arrow(kind: str) -> bytes:
    import pyarrow as pa

    rows = pa.Table.from_pylist(RECORDS)
    target = io.BytesIO()
    with {"file": pa.ipc.new_file, "stream": pa.ipc.new_stream}[kind](target, rows.schema) as writer:
        writer.write_table(rows, max_chunksize=2)
    return target.getvalue()


FILES: Mapping[str, Callable[[], bytes]] = {
    "news.jsonl": json_lines,
    "news.ndjson": json_lines,
    "array.json": lambda: json.dumps(RECORDS).encode(),
    "pretty.json": lambda: json.dumps(RECORDS, indent=2, ensure_ascii=False).encode("utf-8-sig"),
    "utf16.json": lambda: json.dumps(RECORDS, ensure_ascii=False).encode("utf-16"),
    "list.json": lambda: json.dumps({"status": "ok", "meta": [{"n": 3}], "response": {"docs": RECORDS}}).encode(),
    "lines.json": json_lines,
    "news.csv": lambda: table(","),
    "excel.csv": lambda: b"\xef\xbb\xbfsep=;\r\n" + table(";"),
    "european.csv": lambda: table(";", "utf-8-sig"),
    "wide.csv": lambda: table("\t", "utf-16"),
    "news.tsv": lambda: table("\t"),
    "news.parquet": parquet,
    "file.arrow": lambda: arrow("file"),
    "stream.arrow": lambda: arrow("stream"),
    "news.feather": lambda: arrow("file"),
}


def articles(path: Path, **options: Any) -> list[Article]:
    reader = read(path, **options)
    found = list(reader)
    assert reader.skipped == []
    return found


@pytest.mark.parametrize("name", FILES)
class TestEveryFormat:
    def test_gives_the_same_articles(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(FILES[name]())
        assert articles(path) == list(CORPUS)

    @pytest.mark.parametrize("ending", COMPRESSED)
    def test_compressed(self, tmp_path: Path, name: str, ending: str) -> None:
        path = tmp_path / f"{name}{ending}"
        path.write_bytes(COMPRESSED[ending](FILES[name]()))
        assert articles(path) == list(CORPUS)

    @pytest.mark.parametrize(("archive", "ending"), [(zipped, "zip"), (tarred, "tar")])
    def test_in_archives(self, tmp_path: Path, name: str, archive: Any, ending: str) -> None:
        path = tmp_path / f"news.{ending}"
        path.write_bytes(archive({f"2015/{name}": FILES[name](), "README": b"about", "._x.txt": b"\0"}))
        assert articles(path) == list(CORPUS)

    def test_on_stdin(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FILES[name]())))
        assert list(read("-", format=name.rpartition(".")[2])) == list(CORPUS)


class TestArchives:
    STORIES: Mapping[str, bytes] = {"spa/1.txt": "وصل الوزير".encode(), "2.txt": b"Stocks fell.", "spa/old/3.md": b"x"}

    def as_folder(self, folder: Path) -> Path:
        for name, content in self.STORIES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    @pytest.mark.parametrize(
        ("name", "make"),
        [
            ("news.zip", zipped),
            ("news.tar", tarred),
            ("news.tar.gz", lambda files: gzip.compress(tarred(files))),
            ("news.tgz", lambda files: gzip.compress(tarred(files))),
            ("news.tar.xz", lambda files: lzma.compress(tarred(files))),
            ("news.tar.zst", lambda files: zst(tarred(files))),
        ],
    )
    def test_an_archive_counts_as_a_folder(self, tmp_path: Path, name: str, make: Any) -> None:
        (tmp_path / name).write_bytes(make(self.STORIES))
        folder = self.as_folder(tmp_path / "news")
        by_id = {article.id: article for article in read(folder, source_from="dir")}
        assert {article.source for article in by_id.values()} == {"spa", "news"}
        assert {article.id: article for article in read(tmp_path / name, source_from="dir")} == by_id

    def test_in_a_folder_its_name_stands_before_the_names_of_its_files(self, tmp_path: Path) -> None:
        (tmp_path / "news.zip").write_bytes(zipped({"1.txt": b"Stocks fell.", "2.txt": b""}))
        reader = read(tmp_path)
        assert [article.id for article in reader] == ["news.zip/1.txt"]
        assert reader.skipped == [Skipped("empty file", path=f"{tmp_path}/news.zip/2.txt")]

    def test_archives_in_archives_only_so_deep(self, tmp_path: Path) -> None:
        content = zipped({"1.txt": b"Stocks fell."})
        for depth in range(1, 5):
            path = tmp_path / f"{depth}.zip"
            path.write_bytes(content)
            reader = read(path)
            assert len(list(reader)) == (depth <= 2)
            assert [entry.reason for entry in reader.skipped] == ["archives more than 2 deep are not opened"] * (
                depth > 2
            )
            content = zipped({"inner.zip": content}) if depth % 2 else tarred({"inner.zip": content})
            content = zipped({"inner.tar": content}) if depth % 2 == 0 else content

    def test_names_that_climb_lead_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "news.zip").write_bytes(zipped({"../../escaped.txt": b"Stocks fell."}))
        assert list(read(tmp_path / "news.zip")) == [Article("escaped.txt", "Stocks fell.")]
        assert [path.name for path in tmp_path.rglob("*")] == ["news.zip"]

    def test_a_damaged_member_costs_no_other(self, tmp_path: Path) -> None:
        content = zipped({"1.txt": b"Stocks fell.", "2.txt": b"Bonds rose. " * 50, "3.txt": b"Gold stood still."})
        at = content.index(b"2.txt") + 20
        (tmp_path / "news.zip").write_bytes(content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :])
        reader = read(tmp_path / "news.zip")
        assert [article.id for article in reader] == ["1.txt", "3.txt"]
        assert "damaged" in reader.skipped[0].reason


class TestDamage:
    @pytest.mark.parametrize("ending", COMPRESSED)
    def test_what_stands_before_the_cut_is_read(self, tmp_path: Path, ending: str) -> None:
        lines = [{"id": str(number), "text": f"{number * 7919 % 1000} shares rose. " * 5} for number in range(20_000)]
        whole = COMPRESSED[ending](json_lines(lines))
        path = tmp_path / f"news.jsonl{ending}"
        path.write_bytes(whole[: len(whole) * 3 // 4])
        reader = read(path)
        assert len(list(reader)) > 5000
        assert 1 <= len(reader.skipped) <= 2

    @pytest.mark.parametrize("name", [*FILES, "page.html", "feed.rss", "news.warc", "news.zip", "news.tar", "story.md"])
    @pytest.mark.parametrize("ending", ["", *COMPRESSED])
    @pytest.mark.parametrize(
        "content", [b"", b"\0" * 5000, bytes(range(256)) * 20, b"The river rose.", b'{"a": [{"text"']
    )
    def test_nonsense_is_skipped_and_the_rest_goes_on(
        self, tmp_path: Path, name: str, ending: str, content: bytes
    ) -> None:
        (tmp_path / f"a.{name}{ending}").write_bytes(content)
        (tmp_path / "b.txt").write_bytes(b"The river rose.")
        assert [article.id for article in read(tmp_path)][-1] == "b.txt"

    @pytest.mark.parametrize("name", FILES)
    def test_a_file_cut_short_is_no_crash(self, tmp_path: Path, name: str) -> None:
        content = FILES[name]()
        path = tmp_path / name
        for cut in range(1, len(content), max(1, len(content) // 40)):
            path.write_bytes(content[:cut])
            reader = read(path)
            found = list(reader)
            assert all(article in CORPUS for article in found[:-1])
            assert len(found) + len(reader.skipped) <= len(CORPUS) + 1


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.json", "list.json", "news.csv.zst", "news.arrow", "news.zip"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(jsondocs, "_PIECE", 1 << 18)

    def peak(n_articles: int) -> int:
        path = tmp_path / f"{n_articles}.{name}"
        many = [{"id": str(number), "text": f"{number} The river rose again. " * 400} for number in range(n_articles)]
        path.write_bytes(large(many, name))
        del many
        tracemalloc.start()
        assert sum(1 for _ in read(path)) == n_articles
        _, top = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return top

    peak(10)  # what is imported on the way
    assert peak(1600) < peak(800) + 2_000_000  # there are 8 MB more text in the one than in the other


def large(records: list[dict[str, str]], name: str) -> bytes:
    """About 9 MB for 800 records."""
    import pyarrow as pa

    if name == "news.zip":
        return zipped({"news.jsonl": json_lines(records)})
    if name == "news.arrow":
        target = io.BytesIO()
        rows = pa.Table.from_pylist(records)
        with pa.ipc.new_stream(target, rows.schema) as writer:
            writer.write_table(rows, max_chunksize=100)
        return target.getvalue()
    if name == "news.csv.zst":
        return zst("\n".join(["id,text", *(f"{record['id']},{record['text']}" for record in records)]).encode())
    if name == "news.jsonl.gz":
        return gzip.compress(json_lines(records), 1)
    return json.dumps(records if name == "news.json" else {"articles": records}).encode()


def test_a_missing_package_skips_its_files_and_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package, name in {
        "pyarrow": "a.parquet",
        "trafilatura": "a.html",
        "feedparser": "a.rss",
        "fastwarc": "a.warc",
    }.items():
        for module in [name for name in sys.modules if name.partition(".")[0] == package] or [package]:
            monkeypatch.setitem(sys.modules, module, None)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "zzz.jsonl").write_bytes(json_lines())
    reader = read(tmp_path)
    assert len(list(reader)) == len(CORPUS)
    assert len(reader.skipped) == 4
    assert all("pip install 'dedup-news[reading]'" in one.reason for one in reader.skipped)


def test_what_is_supported_is_said(tmp_path: Path) -> None:
    (tmp_path / "news.odt").write_bytes(b"x")
    with pytest.raises(InputError, match=r"\.parquet.*\.zst.*\.tar"):
        read(tmp_path / "news.odt")


def test_a_format_of_ones_own_naming(tmp_path: Path) -> None:
    (tmp_path / "dump").write_bytes(json_lines())
    (tmp_path / "dump.gz").write_bytes(gzip.compress(json_lines()))
    assert articles(tmp_path / "dump", format="jsonl") == list(CORPUS)
    assert articles(tmp_path / "dump.gz", format="jsonl") == list(CORPUS)

"""Files read into columns give what reading them record by record gives: articles, what is skipped, what is said."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.reading.fields import Fields
from dedup.reading.reader import Reader, articles_of
from dedup.reading.records import record_of

FLOOD = "The river Aster rose by two metres overnight and flooded the lower market of Tolvik."
NIGHT = "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة."
TEXTS = st.sampled_from(
    [FLOOD, NIGHT, "<p>Nobody was hurt.</p>", "A &amp; B", "半\ud83c夜", "渡轮沉没🌊", "", " ", "null"]
)
DATES = st.sampled_from(
    ["2015-07-21", "2015-07-21T10:00:00Z", "21 July 2015", "03/04/2015", "13/04/2015", "04/13/2015", "soon", ""]
)
OTHERS = st.sampled_from(["7", "7.0", "Ann Lee", "https://courier.example/7", "nan", ""])
ODD = st.sampled_from([None, 7, 10**30, 7.5, True, [FLOOD], {"name": "The Courier"}, []])
RECORD = st.fixed_dictionaries(
    {},
    optional={
        "id": OTHERS | ODD, "text": TEXTS | ODD, "body": TEXTS, "title": TEXTS, "source": OTHERS | ODD, "url": OTHERS,
        "author": OTHERS | ODD, "published": DATES | ODD, "created": DATES, "seendate": DATES,
    },
)  # fmt: skip
RECORDS = st.lists(st.tuples(RECORD, st.integers(1, 4)), max_size=8).map(
    lambda some: [record for record, n in some for _ in range(n)]
)


def one_by_one(self: Fields, records: Any, file: str) -> Iterator[Any]:
    """Every record by itself, as if none were plain."""
    yield from (record_of(records, row) for row in range(len(records)))


def all_of(reader: Reader) -> tuple[Any, ...]:
    """All that is known when a reader has come to its end."""
    told = [(one, reader.here) for one in reader.records()]
    return told, reader.skipped, reader.reading, reader.fields_used


def agree(path: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
    quick = all_of(dedup.read(path, **options))
    with monkeypatch.context() as patched:
        patched.setattr(Fields, "pieces", one_by_one)
        slow = all_of(dedup.read(path, **options))
    assert quick == slow


LINE = st.sampled_from(
    [b"", b"{", b"[1]", b'{"text": "a", "text": "b"}', b"{}", b'{"n": ' + b"9" * 5000 + b"}", b"caf\xe9"]
)


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patched:
        yield patched


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("news")


@given(
    records=RECORDS,
    lines=st.lists(LINE, max_size=3),
    end=st.sampled_from([b"\n", b"\r\n"]),
    mark=st.booleans(),
)
def test_json_lines(
    records: list[dict[str, Any]], lines: list[bytes], end: bytes, mark: bool,
    folder: Path, patch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    good = [json.dumps(record).encode() for record in records]
    half = len(good) // 2
    path = folder / "news.jsonl"
    path.write_bytes(codecs.BOM_UTF8 * mark + end.join([*good[:half], *lines, *good[half:]]))
    agree(path, patch)


@given(records=RECORDS, twice=st.booleans())
def test_csv(records: list[dict[str, Any]], twice: bool, folder: Path, patch: pytest.MonkeyPatch) -> None:
    names = ["id", "text", "title", "source", "url", "author", "published", *(["text"] * twice)]
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(names)
    for record in records:
        row = [value if isinstance(value := record.get(name), str) else "" for name in names]
        rows.writerow(row[: 3 if record.get("author") is None else None])
    path = folder / "news.csv"
    path.write_bytes(text.getvalue().encode("utf-8", "replace"))
    agree(path, patch)


@given(records=RECORDS.filter(bool))
def test_parquet_and_tables(records: list[dict[str, Any]], folder: Path, patch: pytest.MonkeyPatch) -> None:
    def text(value: Any) -> str | None:
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None

    columns = {
        name: [text(record.get(name)) for record in records] for name in ("id", "text", "title", "source", "published")
    }
    columns["created"] = [datetime(2015, 7, 21) if "created" in record else None for record in records]
    table = pa.table(
        {name: pa.array(column, "timestamp[ns]" if name == "created" else "string") for name, column in columns.items()}
    )
    path = folder / "news.parquet"
    pq.write_table(table, path)
    agree(path, patch)
    agree(table, patch)  # type: ignore[arg-type]


def test_many_files_whose_dates_tell_each_other_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, dates in enumerate(
        [["03/04/2015"] * 3, ["2015-07-21"] * 2000, ["13/04/2015", "14/04/2015", "05/06/2015"]]
    ):
        lines = [json.dumps({"id": f"{number}-{n}", "text": FLOOD, "date": date}) for n, date in enumerate(dates)]
        (tmp_path / f"{number}.jsonl").write_text("\n".join(lines))
    agree(tmp_path, monkeypatch)
    found = {article.id: article.published for article in dedup.read(tmp_path)}
    assert (found["0-0"], found["2-2"]) == (datetime(2015, 4, 3), datetime(2015, 6, 5))


def test_records_come_in_columns_and_a_flaw_comes_between(tmp_path: Path) -> None:
    line = json.dumps({"text": FLOOD})
    (tmp_path / "news.jsonl").write_text("\n".join([*[line] * 1030, "{", *[line] * 3]))
    reader = dedup.read(tmp_path / "news.jsonl")
    found = list(articles_of(reader))
    assert [len(one) if hasattr(one, "texts") else one.reason[:8] for one in found] == [1024, 6, "not JSON", 3]
    assert reader.place(2).endswith(":1034")


def test_a_line_from_stdin_is_answered_before_the_next_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    class Waiting(io.RawIOBase):
        """Gives a line at a time, and tells how many were asked for."""

        n = 0

        def readable(self) -> bool:
            return True

        def read1(self, n_bytes: int) -> bytes:
            self.n += 1
            return f'{{"id": "{self.n}", "text": "{FLOOD}"}}\n'.encode() if self.n < 9 else b""

    class Stdin:
        buffer = Waiting()

    monkeypatch.setattr("sys.stdin", Stdin)
    articles = iter(dedup.read("-"))
    assert next(articles).id == "1"
    assert Stdin.buffer.n < 9
    assert [article.id for article in articles] == list("2345678")

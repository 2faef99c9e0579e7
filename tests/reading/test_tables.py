"""Tables as spreadsheets and data sets write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.reading import read

FLOOD = "ارتفع منسوب النهر ليلاً، وغمرت المياه أحياء في شرق المدينة."


def skipped(reader_path: Path) -> list[tuple[str, str]]:
    reader = read(reader_path)
    list(reader)
    return [(entry.path.removeprefix(str(reader_path)), entry.reason) for entry in reader.skipped]


def test_a_cell_may_hold_lines_quotes_and_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    long = FLOOD * 20_000
    path.write_text(f'id,text\n1,"He said ""no"".\r\nThen, he left."\n\n2,"{long}"\n', newline="")
    assert list(read(path)) == [Article("1", 'He said "no".\r\nThen, he left.'), Article("2", long)]


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-8-sig", "utf-8"])
def test_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(f"id;العنوان;text\r\n1;سيول;{FLOOD}\r\n".encode(encoding))
    assert list(read(path, fields={"title": "العنوان"})) == [Article("1", FLOOD, "سيول")]


def test_a_broken_row_is_skipped_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(b"id,text\n1,good\n2,a,b,c\n3\n" + b"5,good\n6,\n" + b'7,"never closed\n')
    assert [article.id for article in read(path)] == ["1", "5", "7"]
    assert skipped(path) == [
        (":3", "4 fields under a header of 2: is a quotation mark left open, or a cell not quoted?"),
        (
            ":4",
            "no text field among id: looked for text, body, content, maintext, articleBody, article, full_text, story;"
            " --text-field names another",
        ),
        (":6", "no text: empty or only white space"),
    ]


def test_a_data_set_s_own_types(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "id": pa.array([7, 8], pa.int64()),
            "text": pa.array([FLOOD, None], pa.large_string()),
            "source": pa.array(["spa", "spa"]).dictionary_encode(),
            "published": pa.array([1_437_447_092_123_456_789, None], pa.timestamp("ns", "UTC")),
            "embedding": pa.array([[0.1, 0.2], [0.3]], pa.list_(pa.float32())),
        }
    )
    pq.write_table(table, tmp_path / "train-00000-of-00001.parquet")
    reader = read(tmp_path)
    moment = dt.datetime(2015, 7, 21, 2, 51, 32, 123456, tzinfo=dt.UTC)
    assert list(reader) == [Article("7", FLOOD, source="spa", published=moment)]
    assert [entry.path for entry in reader.skipped] == [f"{tmp_path}/train-00000-of-00001.parquet#2"]


def test_rows_without_ids_are_counted_over_all_row_groups(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "news.parquet"
    pq.write_table(pa.table({"content": [f"Story {number}" for number in range(2500)]}), path, row_group_size=1100)
    assert [article.id for article in read(path)] == [f"news.parquet#{number}" for number in range(1, 2501)]


def test_a_table_without_a_text_says_so_once(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "a.csv").write_text("id,inhalt\n1,x\n2,y\n")
    pq.write_table(pa.table({"id": ["1", "2"], "inhalt": ["x", "y"]}), tmp_path / "b.parquet")
    reader = read(tmp_path)
    assert list(reader) == []
    assert {entry.reason.partition(":")[0] for entry in reader.skipped} == {"no text field among id, inhalt"}
    assert len(list(read(tmp_path, fields={"text": "inhalt"}))) == 4


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_another_kind_of_file_under_this_name_says_so_once(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(range(256)) * 50 + b"\n1,2\n" * 50)
    assert skipped(tmp_path) == [(f"/{name}", "not text but a zip archive or an office document")]


def test_lines_in_two_encodings(tmp_path: Path) -> None:
    rows = [
        b"id,text",
        b"1," + FLOOD.encode("cp1256"),
        b"2," + FLOOD.encode(),
        b"3," + FLOOD.encode()[:-2],
    ]
    rows.append("4,قال".encode("cp1256"))
    (tmp_path / "a.csv").write_bytes(b"\n".join(rows))
    assert [(article.id, article.text) for article in read(tmp_path)] == [
        ("1", FLOOD),
        ("2", FLOOD),
        ("3", FLOOD[:-2] + "\ufffd"),
        ("4", "قال"),
    ]
    assert skipped(tmp_path) == []


def test_line_ends_of_old_macs(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'id,text\r1,"one\rtwo"\r2,three')
    assert list(read(tmp_path)) == [Article("1", "one\rtwo"), Article("2", "three")]


def test_times_that_python_cannot_hold_cost_nothing_else(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    far = {
        "published": pa.array([10**13, 1_437_447_092], pa.timestamp("s")),
        "modified": pa.array([10**13, None], pa.timestamp("s")),
        "date": pa.array([-(10**6), None], pa.date32()),
    }
    for name, column in far.items():
        pq.write_table(pa.table({"id": ["a", "b"], "text": [FLOOD, FLOOD], name: column}), tmp_path / f"{name}.parquet")
        reader = read(tmp_path / f"{name}.parquet")
        assert [article.text for article in reader] == [FLOOD, FLOOD]
        assert reader.reading.n_dates_not_understood == (name != "modified")

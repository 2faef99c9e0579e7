"""What there is to say of the reading: dates, encodings, what was passed over; in the report and by every command."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

import dedup
from dedup.cli import main

FLOOD = (
    "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the office said on Monday."
)


def table(path: Path, dates: list[str]) -> Path:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "date", "text"])
        rows.writerows([number, date, f"{FLOOD} {number}"] for number, date in enumerate(dates))
    return path


def months(path: Path, **options: str) -> list[int | None]:
    return [None if one.published is None else one.published.month for one in dedup.read(path, **options)]  # type: ignore[arg-type]


def test_a_column_tells_whether_the_day_comes_first(tmp_path: Path) -> None:
    assert months(table(tmp_path / "gb.csv", ["03/04/2015", "25/04/2015"])) == [4, 4]
    assert months(table(tmp_path / "us.csv", ["03/04/2015", "04/25/2015"])) == [3, 4]


def test_where_nothing_tells_it_can_be_said(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["03/04/2015", "05/06/2015"])
    assert months(path) == [None, None]
    assert months(path, date_format="day-first") == [4, 6]
    assert months(path, date_format="%m/%d/%Y") == [3, 5]


def test_the_report_counts_what_was_not_understood(tmp_path: Path) -> None:
    report = dedup.scan(dedup.read(table(tmp_path / "a.csv", ["2 hours ago", "yesterday", "2015-07-21", ""])))
    assert report.reading.sentences() == ["2 dates not understood, such as '2 hours ago'"]


def test_a_file_s_name_may_begin_with_a_date(tmp_path: Path) -> None:
    for name in ("2015-07-21-flood.txt", "20150722_flood.txt", "flood-2015.txt"):
        (tmp_path / name).write_text(FLOOD)
    reader = dedup.read(tmp_path)
    assert [one.published and one.published.day for one in reader] == [21, 22, None]
    assert reader.fields_used["published"] == ("file name",)


@pytest.mark.parametrize(
    "command", [["report"], ["report", "--json"], ["index", "add", "x.sqlite"], ["clean", "-o", "out"]]
)
def test_every_command_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    table(tmp_path / "a.csv", ["2 hours ago", "2015-07-21"])
    name, *options = command
    words = ["index", "add", "x.sqlite", "a.csv"] if name == "index" else [name, "a.csv", *options]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0
    assert "1 date not understood, such as '2 hours ago'" in " ".join(result.output.split())


def test_nothing_read_is_an_error_that_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Flood"}))
    for words in (["report", "a.jsonl"], ["report", "a.jsonl", "--json"], ["index", "add", "x.sqlite", "a.jsonl"]):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 2
        assert "nothing was read: no text field among title" in result.stderr


def test_guessed_encodings_and_wrong_bytes_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("وصل الرئيس إلى القاهرة أمس".encode("cp1256"))
    (tmp_path / "b.txt").write_bytes("وصل الرئيس إلى القاهرة أمس".encode()[:-1])
    reader = dedup.read(tmp_path)
    list(reader)
    assert (reader.reading.encodings, reader.reading.n_damaged) == ({"cp1256": 1}, 1)


def test_fields_in_an_object_of_their_own_wait_for_their_column_too(tmp_path: Path) -> None:
    dates = ("03/04/2015", "25/04/2015")
    lines = [json.dumps({"_id": k, "_source": {"text": f"{FLOOD} {k}", "date": date}}) for k, date in enumerate(dates)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert months(tmp_path / "a.jsonl") == [4, 4]


def test_times_of_the_years_1_and_9999_break_no_page(tmp_path: Path) -> None:
    from dedup.output.html import write_page

    times = (
        datetime.min,
        datetime.min.replace(tzinfo=timezone(timedelta(hours=5))),
        datetime.max,
        datetime(2015, 7, 21),
    )
    report = dedup.scan([dedup.Article(str(k), f"{FLOOD} {k}", published=time) for k, time in enumerate(times)])
    write_page(report, tmp_path / "page.html", name="far")
    assert "21 July 2015" in (tmp_path / "page.html").read_text()

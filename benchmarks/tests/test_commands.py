"""What is measured of a command is what it took, and the tables say it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime

import numpy as np
import pytest

from benchmarks.command_figures import table
from benchmarks.commands import OURS, turn
from benchmarks.grown_records import NEWS, lines_of
from benchmarks.processes import measured
from dedup.runtime.kernel_files import writable

WORKS = "bytearray(200_000_000); [n * n for n in range(1_000_000)]"
FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."


def test_seconds_and_memory_are_those_of_the_process(tmp_path):
    found = measured([sys.executable, "-c", WORKS], tmp_path, {})
    assert found["peak_bytes"] > 200_000_000
    assert 0 < found["cpu_seconds"] <= found["seconds"] * 2


def test_a_command_that_fails_says_why(tmp_path):
    with pytest.raises(subprocess.SubprocessError, match=r"exit code 3: no such mayor"):
        measured(
            [sys.executable, "-c", "import sys; print('no such mayor', file=sys.stderr); sys.exit(3)"], tmp_path, {}
        )


@pytest.mark.heavy
def test_each_of_our_commands_runs_on_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("DEDUP_KERNELS", str(writable()))  # what is compiled for the tests need not be compiled again
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps({"id": str(i), "text": FLOOD}) + "\n" for i in range(3)))
    assert all(turn(name, command, file, tmp_path)["seconds"] > 0 for name, command in OURS.items())


def test_grown_articles_have_ids_outlets_and_dates_and_rewrites_come_within_days_of_their_story(tmp_path, monkeypatch):
    monkeypatch.setitem(lines_of.__globals__["AMPLIFIED"], "60", 60)
    with (tmp_path / "saudinewsnet.jsonl").open("w", encoding="utf-8") as file:
        for i in range(20):
            words = " ".join(f"{word}{i}" for word in FLOOD.split())
            record = {"source": f"Post {i % 4}", "published": f"2015-07-{i + 1:02} 10:00:00", "text": words}
            file.write(json.dumps(record) + "\n")
    records = [json.loads(line) for line in lines_of("60", tmp_path, tmp_path).read_text("utf-8").splitlines()]
    stories = np.load(tmp_path / "60.made.npz")["source"].tolist()
    assert len({record["id"] for record in records}) == 60
    assert {record["source"] for record in records} == {"Post 0", "Post 1", "Post 2", "Post 3"}
    dates = [datetime.fromisoformat(record["published"]) for record in records]
    assert all(dates[story] <= date <= dates[story] + NEWS for story, date in zip(stories, dates, strict=True))
    assert any(story != number for number, story in enumerate(stories))


def test_a_table_has_a_row_a_command_and_says_what_failed():
    ran = {"runs": [{}], "median_seconds": 6.0, "median_cpu_seconds": 7.5, "median_peak_bytes": 700_000_000}
    machine = {"processor": "P", "cores": 2, "memory_gb": 24, "system": "Linux", "python": "3", "load_before": 0.1}
    shown = table(
        {
            "started": "now", "command": "it", "commit": "abc", "machine": machine, "versions": {"dedup-news": "1"},
            "collection": {"name": "31k", "articles": 31030, "bytes": 10**8},
            "compilation": {"runs": [{"seconds": 61.0}, {"seconds": 1.0}]},
            "wc": {"command": "wc -w", "median_seconds": 1.5},
            "commands": {"report": ran, "other": {"runs": [], "failed": "it needs python3.12"}},
        }
    )  # fmt: skip
    assert "| `report` | 6.00 | 4.00 | 7.50 | 0.70 | 1 |" in shown
    assert "| `other` | it needs python3.12 |" in shown
    assert "compilation, not included: 60 s" in shown

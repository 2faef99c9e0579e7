"""What is said of very many articles follows from what a run of a few has measured."""

import json

import pytest

from benchmarks.spark_paper import bytes_of, needed, of_run

RUN = {
    "master": "local[2]",
    "articles": 1000,
    "seconds": {"processor_with_tables": 36.0},
    "stages": {
        "dedup: sketch": {"shuffled": 0, "written": 4_000_000},
        "dedup: order": {"shuffled": 5_000_000, "written": 4_500_000},
        "other": {"shuffled": 10, "written": 0},
    },
}


def test_the_last_scan_on_spark_counts(tmp_path):
    lines = [{"master": None, "articles": 1000}, RUN | {"articles": 5}, RUN]
    (tmp_path / "run.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert of_run(tmp_path / "run.jsonl") == RUN


def test_bytes_and_hours_grow_with_the_articles():
    assert bytes_of(RUN) == {"sketch": (0.0, 4000.0), "order": (5000.0, 4500.0)}
    found = needed(RUN, 100_000_000, hours=10, price=0.05)
    assert found["shuffled"] == pytest.approx(0.5e12)
    assert found["written"] == pytest.approx(0.85e12)
    assert found["processor_hours"] == pytest.approx(1000)
    assert found["executors"] == pytest.approx(25)  # of four processors each
    assert found["cost"] == pytest.approx(50)

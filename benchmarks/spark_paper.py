"""What a scan of very many articles on Spark would take, on paper: from the bytes and processor time of a run.

    python -m benchmarks.spark news.jsonl --partitions 4 > run.jsonl
    python -m benchmarks.spark_paper run.jsonl --articles 100000000 1000000000

Takes what each stage shuffled and computed for one article of the run, and that it is as much for each of many. That
holds for reading, sketching, sorting and counting; how many pairs are aligned depends on how often a collection repeats
itself. Prints Markdown. The price is an assumption, not a measurement.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CORES = 4
"""Processors of an executor."""


def of_run(path: Path) -> dict[str, Any]:
    """The last scan on Spark among the lines of a run."""
    runs: list[dict[str, Any]] = [json.loads(line) for line in path.read_text().splitlines()]
    return next(run for run in reversed(runs) if run["master"] is not None)


def bytes_of(run: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """For each stage that moved something the bytes an article that were shuffled, and those that were written."""
    n = run["articles"]
    moved = {name: (cost["shuffled"] / n, cost["written"] / n) for name, cost in run["stages"].items()}
    return {name.removeprefix("dedup: "): both for name, both in moved.items() if sum(both) >= 1}


def needed(run: Mapping[str, Any], n_articles: int, hours: float, price: float) -> dict[str, float]:
    """For so many articles in so many hours: bytes shuffled, processor hours, executors, and the cost at a `price`."""
    seconds = run["seconds"]["processor_with_tables"] / run["articles"] * n_articles
    shuffled = sum(shuffled for shuffled, _ in bytes_of(run).values()) * n_articles
    written = sum(written for _, written in bytes_of(run).values()) * n_articles
    processor_hours = seconds / 3600
    return {
        "shuffled": shuffled,
        "written": written,
        "processor_hours": processor_hours,
        "executors": processor_hours / hours / CORES,
        "cost": processor_hours * price,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[100_000_000, 1_000_000_000])
    parser.add_argument("--hours", type=float, default=10.0)
    parser.add_argument("--price", type=float, default=0.05, help="of a processor for an hour, with its memory")
    asked = parser.parse_args()
    run = of_run(asked.path)
    print("| stage | shuffled, bytes an article | written, bytes an article |\n| --- | --- | --- |")
    for name, (shuffled, written) in bytes_of(run).items():
        print(f"| {name} | {shuffled:,.0f} | {written:,.0f} |")
    print("\n| articles | shuffled | written | processor hours | executors | cost |")
    print("| --- | --- | --- | --- | --- | --- |")
    for n in asked.articles:
        found = needed(run, n, asked.hours, asked.price)
        moved = " | ".join(f"{found[name] / 1e12:,.1f} TB" for name in ("shuffled", "written"))
        print(
            f"| {n:,} | {moved} | {found['processor_hours']:,.0f} | {found['executors']:,.0f} | {found['cost']:,.0f} |"
        )


if __name__ == "__main__":
    main()

"""Fill an index with very many articles, and ask it: how fast it grows, what it takes, how long a check waits.

    python -m benchmarks.index_large ARTICLES --location PATH|postgresql://... [--limit N] [--asked 2000]

ARTICLES is anything `dedup` reads, such as a collection that `benchmarks.amplify` made. They are added by one call of
`add_many`, and the rate is told for every part of 50,000; where the index has them already, it is only asked, about
articles that are spread evenly over it, each under a new id, so that its own copy is found too. One JSON file is
written a run.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.asking import percentiles
from benchmarks.run import machine
from benchmarks.systems import HERE
from dedup.article import Article
from dedup.index import Check, Index
from dedup.reading import read

PART = 50_000


def fill(index: Index, articles: Iterator[Article]) -> dict[str, Any]:
    """Add articles, and how fast that was part by part, by wall clock and the processor's, reading them too."""
    parts: list[dict[str, int]] = []
    n_bytes = 0

    def told() -> Iterator[Article]:
        nonlocal n_bytes
        wall, own = time.perf_counter(), time.process_time()
        for number, article in enumerate(articles, start=1):
            yield article
            n_bytes += len(article.text.encode("utf-8", "surrogatepass"))
            if number % PART == 0:
                passed, used = time.perf_counter() - wall, time.process_time() - own
                parts.append(
                    {"articles": number, "a_second": round(PART / passed), "a_processor_second": round(PART / used)}
                )
                print(parts[-1], file=sys.stderr)
                wall, own = time.perf_counter(), time.process_time()

    wall, own = time.perf_counter(), time.process_time()
    index.add_many(told())
    wall, own = time.perf_counter() - wall, time.process_time() - own
    return {"text_bytes": n_bytes, "seconds": round(wall), "processor_seconds": round(own), "parts": parts}


def ask(index: Index, articles: list[Article]) -> dict[str, Any]:
    """How long checks take, with and without making the matches, and what they find."""
    checks: list[Check] = []
    asked, made, own = [], [], []
    for article in articles:
        begin, begin_own = time.perf_counter(), time.process_time()
        checks.append(index.check(article))
        asked.append(time.perf_counter() - begin)
        list(checks[-1])
        made.append(time.perf_counter() - begin)
        own.append(time.process_time() - begin_own)
    return {
        "checks": len(articles),
        "check_ms": percentiles(asked),
        "check_and_make_matches_ms": percentiles(made),
        "check_and_make_matches_processor_ms": percentiles(own),
        "candidates_a_check": round(float(np.mean([check.n_candidates for check in checks])), 2),
        "matches_a_check": round(float(np.mean([len(check) for check in checks])), 2),
        "checks_with_candidates_left_out": sum(check.n_left_out > 0 for check in checks),
        "checks_with_hot_keys": sum(check.n_hot > 0 for check in checks),
    }


def main() -> None:
    """Measure, print, write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--location", required=True)
    parser.add_argument("--limit", type=int, help="take the first so many articles only")
    parser.add_argument("--asked", type=int, default=2000)
    parser.add_argument("--results", type=Path, default=HERE / "results")
    chosen = parser.parse_args()
    found: dict[str, Any] = {}
    with Index(chosen.location) as index:
        if len(index) == 0:
            found["filling"] = fill(index, islice(read(chosen.articles), chosen.limit))
        stats = index.stats()
    found |= {"articles": stats.n_articles, "words": stats.n_words, "bytes": stats.n_bytes}
    found["bytes_per_article"] = round(stats.n_bytes / stats.n_articles)
    if "filling" in found:
        found["share_of_the_text"] = round(stats.n_bytes / found["filling"]["text_bytes"], 2)
    step = max(1, stats.n_articles // chosen.asked)
    some = islice(read(chosen.articles), 0, stats.n_articles, step)
    asked = [replace(article, id=f"asked {article.id}") for article in some]
    begin = time.perf_counter()
    with Index(chosen.location, read_only=True) as index:
        index.check(asked[0])
        found["first_check_after_opening_seconds"] = round(time.perf_counter() - begin, 2)
        found |= ask(index, asked)
    found["peak_memory_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(found, indent=1))
    now = datetime.now(UTC)
    record = {
        "benchmark": "index_large",
        "time": now.isoformat(timespec="seconds"),
        "command": f"python -m benchmarks.index_large {chosen.articles.name} --limit {chosen.limit}",
        "machine": machine(),
        "found": found,
    }
    chosen.results.mkdir(parents=True, exist_ok=True)
    path = chosen.results / f"index-large-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

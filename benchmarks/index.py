"""How fast an index fills and answers, and what it takes on disk, beside datasketch's MinHashLSH in memory.

    python -m benchmarks.index saudinewsnet.jsonl [--location PATH|postgresql://...] [--articles N] [--compare N]
                               [--datasketch]

The articles are added by `add_many` to an empty index; then a sample, given new ids, is checked, with and without
making the matches; `--compare` checks as many articles against what a scan of all finds. Prints one JSON object; times
are wall clock, and processor time beside them, since the machine may be busy.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import dedup
from dedup import Article, Index

N_SAMPLE = 1500


def measured(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of wall clock and of processor time that some work takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def percentiles(seconds: Sequence[tuple[float, float]]) -> dict[str, float]:
    """The median and the 99th percentile of both clocks, in milliseconds."""
    wall, cpu = np.array(seconds).T * 1000
    return {
        f"{name}_p{p}_ms": round(float(np.percentile(values, p)), 2)
        for name, values in (("wall", wall), ("cpu", cpu))
        for p in (50, 99)
    }


def index_figures(articles: Sequence[Article], location: str, sample: Sequence[Article]) -> dict[str, Any]:
    """Filling and asking an index."""
    with Index(location) as index:
        wall, cpu = measured(lambda: index.add_many(articles))
        stats = index.stats()
        text = sum(len(article.text.encode("utf-8", "surrogatepass")) for article in articles)
        for article in sample[:50]:
            list(index.check(article))
        return {
            "articles": stats.n_articles,
            "add_per_second_wall": round(stats.n_articles / wall),
            "add_per_second_cpu": round(stats.n_articles / cpu),
            "bytes_per_article": round(stats.n_bytes / stats.n_articles),
            "bytes_to_text": round(stats.n_bytes / text, 3),
            "check": percentiles([measured(lambda: index.check(one)) for one in sample]),  # noqa: B023 - called at once
            "check_and_make_matches": percentiles([measured(lambda: list(index.check(one))) for one in sample]),  # noqa: B023
        }


def datasketch_figures(articles: Sequence[Article], sample: Sequence[Article]) -> dict[str, Any]:
    """The same with datasketch: words of its own splitting, 3-shingles, Jaccard 0.5, whole texts only."""
    from datasketch import MinHash, MinHashLSH

    def minhash(text: str) -> MinHash:
        words = text.split()
        made = MinHash(num_perm=128)
        made.update_batch(
            [" ".join(words[i : i + 3]).encode("utf-8", "replace") for i in range(max(1, len(words) - 2))]
        )
        return made

    lsh = MinHashLSH(threshold=0.5, num_perm=128)

    def fill() -> None:
        for article in articles:
            lsh.insert(article.id, minhash(article.text))

    wall, cpu = measured(fill)
    return {
        "add_per_second_wall": round(len(articles) / wall),
        "add_per_second_cpu": round(len(articles) / cpu),
        "query": percentiles([measured(lambda: lsh.query(minhash(one.text))) for one in sample]),  # noqa: B023
    }


def comparison(articles: Sequence[Article], location: str, sample: Sequence[Article]) -> dict[str, int]:
    """How many matches of a scan of all a check finds, and finds the same, and how many it finds besides."""
    expected: dict[str, dict[str, Any]] = {}
    for match in dedup.scan(articles).matches:
        expected.setdefault(match.a, {})[match.b] = expected.setdefault(match.b, {})[match.a] = match
    counts = {"matches": 0, "found": 0, "same_relation_and_passages": 0, "same": 0, "besides": 0}
    with Index(location) as index:
        for article in sample:
            found = {match.other(article.id): match for match in index.check(article)}
            wanted = expected.get(article.id, {})
            both = found.keys() & wanted.keys()
            counts["matches"] += len(wanted)
            counts["found"] += len(both)
            counts["same"] += sum(found[other] == wanted[other] for other in both)
            counts["same_relation_and_passages"] += sum(
                (found[other].relation, found[other].passages) == (wanted[other].relation, wanted[other].passages)
                for other in both
            )
            counts["besides"] += len(found) - len(both)
    return counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("path")
    parser.add_argument("--location")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--compare", type=int, default=0)
    parser.add_argument("--datasketch", action="store_true")
    given = parser.parse_args()
    articles = list(dedup.read(given.path))[: given.articles]
    chosen = random.Random(1).sample(articles, min(N_SAMPLE, len(articles)))
    sample = [replace(article, id=f"new {article.id}") for article in chosen]
    with tempfile.TemporaryDirectory() as folder:
        location = given.location or str(Path(folder) / "seen.sqlite")
        figures: dict[str, Any] = {"index": index_figures(articles, location, sample)}
        if given.compare:
            figures["compared_with_scan"] = comparison(articles, location, chosen[: given.compare])
    if given.datasketch:
        figures["datasketch"] = datasketch_figures(articles, sample)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()

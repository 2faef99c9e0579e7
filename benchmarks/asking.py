"""How fast a store of articles fills and answers: the same measure for every system that is asked about articles."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from dedup.article import Article


class Store(Protocol):
    """A system that remembers articles."""

    def fill(self, articles: Sequence[Article]) -> None:
        """Store all articles, as fast as the system can, and be ready to answer."""

    def ask(self, article: Article) -> int:
        """Find what is like an article, from its text on; how many others there are."""

    def reopen(self) -> None:
        """Be as a new process is that has just come to the filled store."""

    def n_bytes(self) -> dict[str, int]:
        """What the store takes, by where it lies ("disk", "memory")."""


def measure(store: Store, articles: Sequence[Article], n_asked: int) -> dict[str, Any]:
    """Fill a store and ask it about some of the articles, evenly spread.

    Besides the time that passes, which is what a user has to wait, the processor's time of this process is taken, which
    does not depend on what else the machine does; a server's is not in it.
    """
    gc.collect()
    resident = _resident()
    begin, begin_own = time.perf_counter(), time.process_time()
    store.fill(articles)
    filling, filling_own = time.perf_counter() - begin, time.process_time() - begin_own
    gc.collect()
    grown = _resident() - resident
    asked = articles[:: max(1, len(articles) // n_asked)]
    begin = time.perf_counter()
    store.reopen()
    store.ask(asked[0])
    first = time.perf_counter() - begin
    times, own_times, found = [], [], []
    for article in asked:
        begin, begin_own = time.perf_counter(), time.process_time()
        found.append(store.ask(article))
        times.append(time.perf_counter() - begin)
        own_times.append(time.process_time() - begin_own)
    text = sum(len(article.text.encode("utf-8", "surrogatepass")) for article in articles)
    n_bytes = {"memory": grown} | store.n_bytes()
    return {
        "articles": len(articles),
        "text_bytes": text,
        "fill_seconds": round(filling, 2),
        "fill_processor_seconds": round(filling_own, 2),
        "articles_per_second": round(len(articles) / filling),
        "first_check_after_opening_seconds": round(first, 3),
        "checks": len(asked),
        "check_ms": percentiles(times),
        "check_processor_ms": percentiles(own_times),
        "found_per_check": round(float(np.mean(found)), 2),
        "checks_that_found_something": sum(n > 0 for n in found),
        "bytes": n_bytes,
        "bytes_per_article": {where: round(n / len(articles)) for where, n in n_bytes.items()},
        "share_of_text": {where: round(n / text, 2) for where, n in n_bytes.items()},
    }


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Seconds as milliseconds: the median and how long the slowest take."""
    return {f"p{q}": round(float(np.percentile(seconds, q)) * 1000, 3) for q in (50, 90, 99, 100)}


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

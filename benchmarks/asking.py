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
    """Fill a store and ask it about some of the articles, evenly spread; figures, seconds unless they say otherwise."""
    gc.collect()
    resident = _resident()
    begin = time.perf_counter()
    store.fill(articles)
    filling = time.perf_counter() - begin
    gc.collect()
    grown = _resident() - resident
    asked = articles[:: max(1, len(articles) // n_asked)]
    begin = time.perf_counter()
    store.reopen()
    store.ask(asked[0])
    first = time.perf_counter() - begin
    times, found = [], []
    for article in asked:
        begin = time.perf_counter()
        found.append(store.ask(article))
        times.append(time.perf_counter() - begin)
    text = sum(len(article.text.encode("utf-8", "surrogatepass")) for article in articles)
    n_bytes = {"memory": grown} | store.n_bytes()
    return {
        "articles": len(articles),
        "text_bytes": text,
        "fill_seconds": round(filling, 2),
        "articles_per_second": round(len(articles) / filling),
        "first_check_after_opening_seconds": round(first, 3),
        "checks": len(asked),
        "check_ms": {f"p{q}": round(float(np.percentile(times, q)) * 1000, 3) for q in (50, 90, 99, 100)},
        "found_per_check": round(float(np.mean(found)), 2),
        "checks_that_found_something": sum(n > 0 for n in found),
        "bytes": n_bytes,
        "bytes_per_article": {where: round(n / len(articles)) for where, n in n_bytes.items()},
        "share_of_text": {where: round(n / text, 2) for where, n in n_bytes.items()},
    }


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

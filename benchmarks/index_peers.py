"""Measure the index beside datasketch's MinHashLSH, in memory and over Redis, with the same articles.

    python -m benchmarks.index_peers ARTICLES [--limit N] [--asked 3000] [--systems S ...]

ARTICLES is anything `dedup` reads. Every system runs in a process of its own, PostgreSQL and Redis are started for
the run with the defaults of their installations (Redis without persistence). It needs what requirements-index.txt
lists, and Debian's postgresql and redis-server. One JSON file is written a run.

What the systems do is not the same: an index stores the texts, compares them and gives passages; datasketch keeps
signatures only and gives the ids of candidates.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.asking import Store, measure
from benchmarks.peers.found import shingles
from benchmarks.run import machine
from benchmarks.systems import HERE
from dedup.article import Article
from dedup.reading import read
from tests.servers import NoServer, postgresql, redis

COLUMNS = (
    "system", "articles/s", "check p50 ms", "p99 ms", "processor p50 ms", "p99 ms", "found a check", "bytes an article",
    "share of the text",
)  # fmt: skip


class OurIndex:
    """`dedup.Index`: texts are stored, and an answer is compared and has passages."""

    def __init__(self, location: str) -> None:
        from dedup.index import Index

        self._location = location
        self._open = Index
        with Index(":memory:") as warm:  # kernels that are compiled once a machine are no part of the figures
            warm.add(Article("warm", "The river rose two metres overnight and flooded the old market on Monday."))
        self._index = Index(location)

    def fill(self, articles: Sequence[Article]) -> None:
        """Store all articles in batches."""
        self._index.add_many(articles)

    def ask(self, article: Article) -> int:
        """The matches, all of them made with their passages."""
        return len(list(self._index.check(article)))

    def reopen(self) -> None:
        """Close the index and open it."""
        self._index.close()
        self._index = self._open(self._location)

    def n_bytes(self) -> dict[str, int]:
        """What the database takes."""
        return {"disk": self._index.stats().n_bytes}


class MinHashLSH:
    """datasketch, set up as its documentation advises: bands of 4 rows as in `benchmarks/peers/datasketch_lsh.py`."""

    def __init__(self, socket: str) -> None:
        import datasketch
        import xxhash

        settings: dict[str, Any] = {"num_perm": 128, "params": (32, 4)}
        if socket:
            config = {"unix_socket_path": socket}
            settings["storage_config"] = {"type": "redis", "basename": b"news", "redis": config}
        self._socket = socket
        self._lsh = datasketch.MinHashLSH(**settings)
        self._hashing = {"num_perm": 128, "hashfunc": xxhash.xxh32_intdigest}
        self._minhash = datasketch.MinHash

    def _signatures(self, articles: Sequence[Article]) -> Iterator[Any]:
        sets = ([shingle.encode("utf-8", "replace") for shingle in shingles(article.text)] for article in articles)
        return iter(self._minhash.generator(sets, **self._hashing))

    def fill(self, articles: Sequence[Article]) -> None:
        """Sign and insert all articles in one session."""
        with self._lsh.insertion_session() as session:
            for article, signature in zip(articles, self._signatures(articles), strict=True):
                session.insert(article.id, signature, check_duplication=False)

    def ask(self, article: Article) -> int:
        """The ids of the candidates, without itself."""
        signature = next(self._signatures([article]))
        return len([found for found in self._lsh.query(signature) if found != article.id])

    def reopen(self) -> None:
        """Nothing: what is in memory cannot be opened anew, and Redis needs no opening."""

    def n_bytes(self) -> dict[str, int]:
        """What Redis holds; in memory it is the process that grows."""
        if not self._socket:
            return {}
        import redis as client

        with client.Redis(unix_socket_path=self._socket) as connection:
            return {"memory": int(connection.info("memory")["used_memory"])}


@contextmanager
def _file() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "seen.sqlite"), f"SQLite {sqlite3.sqlite_version}"


@contextmanager
def _cluster() -> Iterator[tuple[str, str]]:
    with postgresql() as server:
        yield server.database(), server.version


@contextmanager
def _nothing() -> Iterator[tuple[str, str]]:
    yield "", "memory of the process"


@contextmanager
def _redis() -> Iterator[tuple[str, str]]:
    import redis as client

    with redis() as socket:
        with client.Redis(unix_socket_path=socket) as connection:
            made_by = f"Redis {connection.info('server')['redis_version']}"
        yield socket, made_by


SYSTEMS: dict[str, tuple[Callable[[str], Store], Callable[[], Any]]] = {
    "dedup.Index, SQLite": (OurIndex, _file),
    "dedup.Index, PostgreSQL": (OurIndex, _cluster),
    "datasketch MinHashLSH, in memory": (MinHashLSH, _nothing),
    "datasketch MinHashLSH, Redis": (MinHashLSH, _redis),
}


def articles_of(path: Path, limit: int | None) -> list[Article]:
    """The articles of a file, the first so many of them."""
    return list(islice(read(path), limit))


def _measured(name: str, location: str, path: Path, limit: int | None, n_asked: int) -> dict[str, Any]:
    return measure(SYSTEMS[name][0](location), articles_of(path, limit), n_asked)


def main() -> None:
    """Measure, print, write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, help="take the first so many articles only")
    parser.add_argument("--asked", type=int, default=3000, help="articles to ask about")
    parser.add_argument(
        "--systems", nargs="+", default=list(SYSTEMS), choices=SYSTEMS, metavar="S", help=str([*SYSTEMS])
    )
    parser.add_argument("--results", type=Path, default=HERE / "results")
    chosen = parser.parse_args()
    found: dict[str, Any] = {}
    for name in chosen.systems:
        print(f"measuring {name}", file=sys.stderr)
        try:
            with SYSTEMS[name][1]() as (location, made_by), get_context("spawn").Pool(1) as pool:
                figures = pool.apply(_measured, (name, location, chosen.articles, chosen.limit, chosen.asked))
        except (NoServer, ImportError) as reason:
            found[name] = {"failed": str(reason)}
        else:
            found[name] = figures | {"stored_in": made_by}
    print(table(found))
    now = datetime.now(UTC)
    record = {
        "benchmark": "index_peers",
        "time": now.isoformat(timespec="seconds"),
        "command": " ".join(["python", "-m", "benchmarks.index_peers", chosen.articles.name, *sys.argv[2:]]),
        "machine": machine(),
        "versions": {
            name: version(name) for name in ("sqlalchemy", "psycopg", "datasketch", "redis", "numpy", "numba")
        },
        "systems": found,
    }
    chosen.results.mkdir(parents=True, exist_ok=True)
    path = chosen.results / f"index-peers-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def table(found: dict[str, Any]) -> str:
    """The figures in Markdown, a row a system."""
    rows = [COLUMNS, ("---",) * len(COLUMNS)]
    for name, figures in found.items():
        if "failed" in figures:
            rows.append((name, figures["failed"], *[""] * (len(COLUMNS) - 2)))
            continue
        where = "disk" if "disk" in figures["bytes"] else "memory"
        rows.append(
            (
                name,
                f"{figures['articles_per_second']:,}",
                f"{figures['check_ms']['p50']:.2f}",
                f"{figures['check_ms']['p99']:.2f}",
                f"{figures['check_processor_ms']['p50']:.2f}",
                f"{figures['check_processor_ms']['p99']:.2f}",
                f"{figures['found_per_check']:.1f}",
                f"{figures['bytes_per_article'][where]:,} on disk"
                if where == "disk"
                else f"{figures['bytes_per_article'][where]:,} in memory",
                f"{figures['share_of_text'][where]:.2f}",
            )
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()

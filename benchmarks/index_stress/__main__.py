"""Put an index under stress, in SQLite and in a PostgreSQL server started for it.

    python -m benchmarks.index_stress [together] [killed] [--processes 8] [--seconds 60] [--kills 200]

Ends with 1 if a promise was broken. One JSON file is written a run.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.run import machine
from benchmarks.systems import HERE
from tests.index.stress import killed, together
from tests.servers import postgresql

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Run, print, write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tests", nargs="*", default=["together", "killed"], help="together, killed")
    parser.add_argument("--databases", nargs="+", default=list(DATABASES), choices=DATABASES)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--results", type=Path, default=HERE / "results")
    chosen = parser.parse_args()
    found: dict[str, Any] = {}
    for test in chosen.tests:
        for database in chosen.databases:
            with _location(database) as (location, made_by):
                print(f"{test}: {database}", file=sys.stderr)
                if test == "together":
                    figures = together.run(location, chosen.processes, chosen.seconds)
                else:
                    figures = killed.run(location, chosen.kills)
                found[f"{test} {database}"] = figures | {"database": made_by}
                print(json.dumps({f"{test} {database}": figures}, indent=1, ensure_ascii=False))
    now = datetime.now(UTC)
    record = {
        "benchmark": "index_stress",
        "time": now.isoformat(timespec="seconds"),
        "command": " ".join(["python", "-m", "benchmarks.index_stress", *sys.argv[1:]]),
        "machine": machine(),
        "versions": {name: version(name) for name in ("sqlalchemy", "psycopg", "numpy", "numba")},
        "found": found,
    }
    chosen.results.mkdir(parents=True, exist_ok=True)
    path = chosen.results / f"index-stress-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(any(figures["wrong"] for figures in found.values()))


@contextmanager
def _location(database: str) -> Iterator[tuple[str, str]]:
    """An address for a new index, and the database's version."""
    with ExitStack() as stack:
        if database == "sqlite":
            folder = stack.enter_context(tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")))
            yield str(Path(folder) / "seen.sqlite"), f"SQLite {sqlite3.sqlite_version}"
        else:
            server = stack.enter_context(postgresql())
            yield server.database(), server.version


if __name__ == "__main__":
    sys.exit(main())

"""Runs systems on collections, turn by turn, and writes one JSON file a run.

`python -m benchmarks --data DIR` does everything: it sets up the peers' environments, makes the collections, runs each
system in a process of its own, counts recall against the exact oracle, prints a table and writes
`benchmarks/results/engine-COLLECTION-TIME.json`. In each round every system has one turn, and `wc -w` on the same bytes
too, so that a machine that slows down slows all alike; figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import oracle, recall
from benchmarks.corpora import NAMES, REAL, NoData, collection
from benchmarks.systems import HERE, ROOT, SYSTEMS, Unavailable
from benchmarks.table import table
from benchmarks.texts import Texts
from benchmarks.turns import COMMON, LISTED, compilation, feed, turn, wc

SLOW = 60.0
"""A system whose turn takes longer than this, in seconds, has three turns at most, and one if ten times longer."""

ORACLE = 100_000
"""Up to so many articles all pairs are compared; in larger collections, which are made, only rewrites are counted."""


def main() -> int:
    """Parses the command line and runs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DEDUP_DATA"), help="folder of the collections")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for what is made on the way")
    parser.add_argument("--results", type=Path, default=HERE / "results", help="folder of the JSON files")
    parser.add_argument("--collections", nargs="+", default=["31k"], choices=NAMES, metavar="NAME", help=str(NAMES))
    parser.add_argument(
        "--systems", nargs="+", default=list(SYSTEMS), choices=SYSTEMS, metavar="S", help=str([*SYSTEMS])
    )
    parser.add_argument("--runs", type=int, default=5, help="rounds; figures are medians")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds after which a turn is given up")
    parser.add_argument("--prepare", action="store_true", help="only set up environments, collections and their truth")
    chosen = parser.parse_args()
    chosen.data = Path(chosen.data) if chosen.data else None
    chosen.work = chosen.work.resolve()
    try:
        for name in chosen.collections:
            texts = collection(name, chosen.data, chosen.work)
            if chosen.prepare:
                prepare(texts, chosen)
                continue
            written = run(texts, chosen)
            print(table(json.loads(written.read_text())))
            print(f"written to {written}", file=sys.stderr)
    except NoData as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def prepare(texts: Texts, chosen: argparse.Namespace) -> None:
    """Does beforehand what a run would do by itself, so that it does nothing but measure."""
    print(f"{texts.name}: {len(texts):,} articles, {int(texts.offsets[-1]) / 1e6:.0f} MB", file=sys.stderr)
    for kind, pairs in known(texts, chosen.work).items():
        print(f"{texts.name}: {len(pairs):,} true pairs, {kind}", file=sys.stderr)
    for system in chosen.systems:
        try:
            SYSTEMS[system].interpreter()
        except Unavailable as why:
            print(f"{system}: {why}", file=sys.stderr)


def run(texts: Texts, chosen: argparse.Namespace) -> Path:
    """All rounds on one collection; returns the JSON file, which is rewritten after every turn."""
    names = " ".join(chosen.systems)
    result: dict[str, Any] = {
        "started": datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"),
        "command": f"python -m benchmarks --collections {texts.name} --runs {chosen.runs} --systems {names}",
        "commit": commit(),
        "machine": machine(),
        "collection": {"name": texts.name, "articles": len(texts), "bytes": int(texts.offsets[-1])},
        "feed": "a list of str" if len(texts) <= LISTED else "a sequence, read one by one inside the time",
        "wc": {"command": "LC_ALL=C.UTF-8 wc -w", "version": _output("wc", "--version").partition("\n")[0], "runs": []},
        "feed_alone": {"what": "reading and decoding every article once", "runs": []},
        "systems": {system: {"runs": []} for system in chosen.systems},
    }
    path: Path = chosen.results / f"engine-{texts.name}-{result['started']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    if any(not SYSTEMS[system].requirements for system in chosen.systems):
        result["compilation"] = compilation(texts, chosen.work)
    for round_number in range(1, chosen.runs + 1):
        result["wc"]["runs"].append(wc(texts))
        result["feed_alone"]["runs"].append(feed(texts))
        for system, entry in result["systems"].items():
            if "failed" in entry or len(entry["runs"]) >= turns_of(entry["runs"], chosen.runs):
                continue
            print(f"{texts.name}: round {round_number}, {system}", file=sys.stderr)
            try:
                measured = turn(system, texts, chosen.work, chosen.limit)
            except (Unavailable, subprocess.SubprocessError, OSError) as error:
                entry["failed"] = str(error)
            else:
                entry |= {key: measured.pop(key) for key in COMMON}
                entry["runs"].append(measured)
            path.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    score(texts, chosen.work, result)
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    return path


def turns_of(runs: list[dict[str, Any]], wanted: int) -> int:
    """How many turns a system gets, by how slow it was."""
    slowest = max((one["seconds"] for one in runs), default=0.0)
    return wanted if slowest <= SLOW else min(wanted, 3 if slowest <= 10 * SLOW else 1)


def score(texts: Texts, work: Path, result: dict[str, Any]) -> None:
    """Adds medians and recall to every system that ran."""
    true = known(texts, work)
    result["truth"] = {kind: len(pairs) for kind, pairs in true.items()}
    for system, entry in result["systems"].items():
        if not entry["runs"]:
            continue
        for figure in ("seconds", "peak_bytes"):
            entry[f"median_{figure}"] = median(one[figure] for one in entry["runs"])
        found = recall.load(work / f"{texts.name}-{system}.npz")
        entry["recall"] = {kind: recall.recall(pairs, found) for kind, pairs in true.items()}
        entry["clusters"] = recall.clusters(found, true.get("runs"))


def known(texts: Texts, work: Path) -> dict[str, npt.NDArray[np.int64]]:
    """The true pairs of a collection, computed once and kept in the work folder."""
    made = {} if texts.name in REAL else {"made": recall.made_pairs(work / f"{texts.name}.made.npz")}
    if len(texts) > ORACLE:
        return made
    kept = work / f"{texts.name}.oracle.npz"
    if not kept.exists():
        print(f"{texts.name}: comparing all pairs for the truth", file=sys.stderr)
        exact = oracle.truth(texts)
        np.savez_compressed(kept, runs=exact.runs, alike=exact.alike, close=exact.close)
    with np.load(kept) as stored:
        return {**{kind: stored[kind] for kind in stored.files}, **made}


def commit() -> str:
    """The commit that is measured."""
    return _output("git", "describe", "--always", "--dirty")


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    processor = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": processor[0].partition(":")[2].strip() if processor else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3, 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]}, {' '.join(platform.libc_ver())}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _output(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT).stdout.strip()

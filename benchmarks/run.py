"""Runs systems on collections, turn by turn, and writes one JSON file a run.

`python -m benchmarks --data DIR` does everything: sets up the peers' environments, makes the collections, runs each
system in a process of its own, counts recall against the exact oracle, prints a table and writes
`benchmarks/results/DATE-COLLECTION.json`. In each of the rounds every system has one turn, and `wc -w` on the same
bytes too, so that a machine that slows down slows all alike; figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

import numpy as np

from benchmarks import oracle, recall, table
from benchmarks.corpora import NAMES, REAL, NoData, collection
from benchmarks.systems import HERE, ROOT, SYSTEMS, Unavailable
from benchmarks.texts import Texts

LISTED = 100_000
"""Up to so many articles are held as strings in a list; larger collections are read one by one, by every system."""

SLOW = 60.0
"""A system that takes longer than this, in seconds, has three turns at most, and one if ten times longer."""

ORACLE = 100_000
"""Up to so many articles the oracle compares all pairs; larger, made, collections count rewrites and their sources."""


def main() -> int:
    """Parses the command line and runs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DEDUP_DATA"), help="folder of the collections")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for what is made on the way")
    parser.add_argument("--results", type=Path, default=HERE / "results", help="folder of the JSON files")
    parser.add_argument("--collections", nargs="+", default=["31k"], choices=NAMES)
    parser.add_argument("--systems", nargs="+", default=list(SYSTEMS), choices=SYSTEMS)
    parser.add_argument("--runs", type=int, default=5, help="rounds; figures are medians")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds after which a turn is given up")
    chosen = parser.parse_args()
    try:
        for name in chosen.collections:
            data = Path(chosen.data) if chosen.data else None
            texts = collection(name, data, chosen.work)
            written = run(name, texts, chosen)
            print(table.table(json.loads(written.read_text())))
            print(f"written to {written}", file=sys.stderr)
    except NoData as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def run(name: str, texts: Texts, chosen: argparse.Namespace) -> Path:
    """All rounds on one collection; returns the JSON file, which is rewritten after every turn."""
    result: dict[str, Any] = {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join(["python", "-m", "benchmarks", *sys.argv[1:]]),
        "commit": _output("git", "rev-parse", "--short", "HEAD"),
        "machine": machine(),
        "collection": {"name": name, "articles": len(texts), "bytes": int(texts.offsets[-1])},
        "feed": "list of str" if len(texts) <= LISTED else "read one by one, inside the time",
        "wc": {"command": "LC_ALL=C.UTF-8 wc -w", "version": _output("wc", "--version").partition("\n")[0], "runs": []},
        "feed_alone": {"what": "reading and decoding every article once, doing nothing", "runs": []},
        "systems": {system: {"runs": []} for system in chosen.systems},
    }
    stamp = result["started"].replace(":", "").replace("+0000", "")
    path = chosen.results / f"{stamp}-{name}.json"
    chosen.results.mkdir(parents=True, exist_ok=True)
    if "dedup" in chosen.systems:
        result["compilation"] = compilation(texts, chosen.work)
    for round_number in range(chosen.runs):
        result["wc"]["runs"].append(wc(texts))
        result["feed_alone"]["runs"].append(feed(texts))
        for system in chosen.systems:
            entry = result["systems"][system]
            if "failed" in entry or round_number >= turns(entry["runs"], chosen.runs):
                continue
            print(f"{name}: round {round_number + 1}, {system}", file=sys.stderr)
            try:
                entry["runs"].append(turn(system, texts, chosen, entry))
            except (Unavailable, subprocess.SubprocessError, OSError) as error:
                entry["failed"] = str(error)
            path.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    score(name, texts, chosen, result)
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    return path


def turns(runs: list[dict[str, Any]], wanted: int) -> int:
    """How many turns a system has, by how slow it was."""
    if not runs:
        return wanted
    slowest = max(one["seconds"] for one in runs)
    return min(wanted, 5 if slowest <= SLOW else 3 if slowest <= 10 * SLOW else 1)


def turn(system: str, texts: Texts, chosen: argparse.Namespace, entry: dict[str, Any]) -> dict[str, Any]:
    """One run of one system in a process of its own; what all runs have in common goes to `entry`."""
    python = SYSTEMS[system].interpreter()
    scratch, out = chosen.work / "scratch", chosen.work / f"{texts.name}-{system}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    arguments = [f"benchmarks.peers.{SYSTEMS[system].module}", texts.name, chosen.work.resolve(), scratch.resolve(), out]
    feed_option = ["--list"] if len(texts) <= LISTED else []
    together = worker(python, [str(argument) for argument in arguments] + feed_option, chosen.limit)
    shutil.rmtree(scratch, ignore_errors=True)
    measured: dict[str, Any] = json.loads(Path(f"{out}.json").read_text())
    for key in ("python", "versions", "settings"):
        entry[key] = measured.pop(key)
    measured["peak_bytes"] = max(measured["peak_bytes"], together)
    return measured


def worker(python: Path, arguments: list[str], limit: float) -> int:
    """Runs `benchmarks.worker`; returns the most memory that its processes were seen to hold together, 0 if one only.

    Raises `SubprocessError` where it fails or takes longer than `limit` seconds.
    """
    most, deadline = 0, perf_counter() + limit
    with (
        (ROOT / "benchmarks" / "work" / "worker.log").open("w+") as log,
        subprocess.Popen([python, "-m", "benchmarks.worker", *arguments], cwd=ROOT, stderr=log, stdout=log) as process,
    ):
        while process.poll() is None:
            sleep(0.25)
            family = descendants(process.pid)
            if len(family) > 1:
                most = max(most, sum(map(proportional, family)))
            if perf_counter() > deadline:
                for pid in reversed(family):
                    os.kill(pid, 9)
                raise subprocess.SubprocessError(f"given up after {limit:.0f} s")
        if process.returncode:
            log.seek(0)
            raise subprocess.SubprocessError(f"exit code {process.returncode}: {log.read().strip()[-800:]}")
    return most


def descendants(pid: int) -> list[int]:
    """A process and all that it started, as far as they are still there."""
    try:
        children = [
            int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
        ]
    except OSError:
        return []
    return [pid, *(descendant for child in children for descendant in descendants(child))]


def proportional(pid: int) -> int:
    """Bytes a process holds, memory shared with others counted in parts (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def compilation(texts: Texts, work: Path) -> dict[str, Any]:
    """What numba's compilation costs once a machine: the first scan of 100 articles, with an empty cache and a full one.

    It also fills the cache, so no measured turn compiles.
    """
    sample = work / "warm"
    np.save(work / "warm.offsets.npy", texts.offsets[:101])
    (work / "warm.txt").write_bytes(texts.path.open("rb").read(int(texts.offsets[100])))
    arguments = ["benchmarks.peers.ours", "warm", str(work.resolve()), str(work.resolve()), str(sample), "--list"]
    seconds = []
    for _ in range(2):
        worker(Path(sys.executable), arguments, 1800)
        seconds.append(json.loads(Path(f"{sample}.json").read_text())["seconds"])
    return {"what": "first and second scan of 100 articles in a new process", "seconds": seconds}


def wc(texts: Texts) -> float:
    """Seconds that `wc -w` takes on the same bytes."""
    start = perf_counter()
    subprocess.run(["wc", "-w", texts.path], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return perf_counter() - start


def feed(texts: Texts) -> float:
    """Seconds that reading the articles one by one takes by itself."""
    start = perf_counter()
    for _ in texts:
        pass
    return perf_counter() - start


def score(name: str, texts: Texts, chosen: argparse.Namespace, result: dict[str, Any]) -> None:
    """Adds medians and recall to every system that ran."""
    true = known(name, texts, chosen.work)
    result["truth"] = {kind: len(pairs) for kind, pairs in true.items()}
    for system, entry in result["systems"].items():
        if not entry["runs"]:
            continue
        for figure in ("seconds", "peak_bytes"):
            entry[f"median_{figure}"] = median(one[figure] for one in entry["runs"])
        found = recall.load(chosen.work / f"{name}-{system}.npz")
        entry["recall"] = {kind: recall.recall(pairs, found) for kind, pairs in true.items()}
        if "runs" in true:
            entry["clusters"] = recall.sound(found, true["runs"])


def known(name: str, texts: Texts, work: Path) -> dict[str, np.ndarray]:
    """The true pairs of a collection, computed once and kept in the work folder."""
    true = {} if name in REAL else {"made": recall.made_pairs(work / f"{name}.made.npz")}
    if len(texts) > ORACLE:
        return true
    kept = work / f"{name}.oracle.npz"
    if not kept.exists():
        print(f"{name}: comparing all pairs for the truth", file=sys.stderr)
        exact = oracle.truth(texts)
        np.savez_compressed(kept, runs=exact.runs, alike=exact.alike)
    with np.load(kept) as stored:
        return {**{kind: stored[kind] for kind in stored.files}, **true}


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    memory = Path("/proc/meminfo").read_text().split()[1]
    return {
        "processor": next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), ""),
        "cores": os.cpu_count(),
        "memory_gb": round(int(memory) / 1024**2, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }


def _output(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT).stdout.strip()

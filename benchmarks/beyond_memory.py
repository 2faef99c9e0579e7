"""Collections larger than memory: peak memory and time of a scan under a limit, beside one without, and after kills.

    python -m benchmarks.beyond_memory news.jsonl.gz --memory 2GB --kills 5

Each scan is a process of its own; its peak memory is the system's count of it (`ru_maxrss`, interpreter, libraries and
mapped files included). A killed scan gets SIGKILL at random moments of the time the first one took, and is run again in
the same work folder. Results are the same if the digests of all they found are. `--make NAME` first writes the
collection from the articles of the other benchmarks (`benchmarks.corpora`).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

N_SAMPLED = 200
"""Matches and families, evenly over all, that go into a digest in full; of all others the pairs."""


def main() -> int:
    """Run the scans and write what they took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("input", type=Path, help="JSON lines, plain or compressed")
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make", metavar="NAME", help="write INPUT first, from this collection")
    parser.add_argument("--data", type=Path, default=os.environ.get("DEDUP_DATA"), help="folder of the data sets")
    parser.add_argument("--work", type=Path, default=Path("benchmarks/work"), help="folder for what is made")
    parser.add_argument("--results", type=Path, default=Path("benchmarks/results"))
    parser.add_argument("--child", nargs=2, metavar=("MEMORY", "DIR"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        return _scan(arguments.input, *arguments.child)
    if arguments.make and not arguments.input.exists():
        _make(arguments.make, arguments.input, arguments.data, arguments.work)
    result = _measured(arguments)
    arguments.results.mkdir(parents=True, exist_ok=True)
    target = arguments.results / f"beyond-memory-{result['started']}.json"
    target.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(target)
    return 0


def _measured(arguments: argparse.Namespace) -> dict[str, Any]:
    from benchmarks.run import commit, machine

    result: dict[str, Any] = {
        "started": datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"),
        "command": f"python -m benchmarks.beyond_memory {arguments.input.name} --memory {arguments.memory}"
        f" --kills {arguments.kills} --seed {arguments.seed}",
        "commit": commit(),
        "machine": machine(),
        "input": {"name": arguments.input.name, "bytes": arguments.input.stat().st_size},
    }
    subprocess.run([sys.executable, "-c", "import dedup; dedup.scan(['The river rose.'])"], check=True)  # compiles once
    work = arguments.work / "beyond-memory"
    result["limited"] = limited = _run(arguments.input, arguments.memory, "")
    print("limited", limited, flush=True)
    result["in_memory"] = in_memory = _run(arguments.input, "", "")
    print("in memory", in_memory, flush=True)
    shutil.rmtree(work, ignore_errors=True)
    digests = {limited["digest"], in_memory["digest"]}
    rng = random.Random(arguments.seed)
    kills = []
    for _ in range(arguments.kills):
        after = rng.uniform(0, limited["seconds"])
        kills.append(_run(arguments.input, arguments.memory, str(work), kill_after=after))
        print("killed", kills[-1], flush=True)
    result["killed"] = kills
    if kills:
        result["resumed"] = _run(arguments.input, arguments.memory, str(work))
        print("resumed", result["resumed"], flush=True)
        digests.add(result["resumed"]["digest"])
    shutil.rmtree(work, ignore_errors=True)
    result["same_result"] = len(digests) == 1
    result["rate"] = round(in_memory["seconds"] / limited["seconds"], 3)
    result["cpu_rate"] = round(in_memory["cpu_seconds"] / limited["cpu_seconds"], 3)
    return result


def _run(path: Path, memory: str, folder: str, kill_after: float | None = None) -> dict[str, Any]:
    """One scan in a process of its own, killed after so many seconds."""
    command = [sys.executable, "-m", "benchmarks.beyond_memory", str(path), "--child", memory, folder]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    if kill_after is not None:
        try:
            child.wait(kill_after)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            stages = json.loads(Path(folder, "stages.json").read_text())["stages"] if Path(folder).exists() else {}
            return {"killed_after": round(kill_after, 1), "finished_stages": list(stages)}
    printed = child.communicate()[0]
    if child.returncode:
        raise SystemExit(f"a scan failed: {printed}")
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def _scan(path: Path, memory: str, folder: str) -> int:
    """The scan of a child: prints what it took and a digest of what it found."""
    import dedup

    begin = time.perf_counter()
    report = dedup.scan(dedup.read(path), memory=memory or None, work_dir=folder or None)
    peak, cpu_seconds = _peak(), round(time.process_time(), 1)
    seconds = round(time.perf_counter() - begin, 1)
    digest = hashlib.sha256()
    digest.update(report.match_pairs().tobytes())
    for one in (*_sampled(report.matches), *_sampled(report.clusters), *report.skipped):
        digest.update(repr(one).encode("utf-8", "surrogatepass"))
    digest.update(repr((sorted(report.counts.items()), len(report.clusters))).encode())
    stages = {stage: round(seconds, 1) for stage, seconds in report.seconds.items()}
    found = {
        "peak_bytes": peak,
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "stages": stages,
        "counts": dict(report.counts),
        "digest": digest.hexdigest()[:16],
    }
    print(json.dumps(found), flush=True)
    return 0


def _sampled(found: Sequence[Any]) -> Sequence[Any]:
    return found[:: len(found) // N_SAMPLED + 1]


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _make(name: str, target: Path, data: Path | None, work: Path) -> None:
    """Write a collection as JSON lines with ids, outlets and times, as a crawl over two months would."""
    from benchmarks import corpora

    first = datetime(2015, 7, 1)
    unfinished = target.with_name(f"{target.name}.part")
    with gzip.open(unfinished, "wt", compresslevel=1, encoding="utf-8") as file:
        for number, text in enumerate(corpora.collection(name, data and Path(data), work)):
            record = {
                "id": f"a{number}",
                "source": f"outlet{number % 97}",
                "published": (first + timedelta(minutes=number * 7919 % 86400)).isoformat(),
                "text": text,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    unfinished.rename(target)


if __name__ == "__main__":
    print(platform.python_version(), file=sys.stderr)
    sys.exit(main())

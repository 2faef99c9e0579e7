"""What the commands cost that people run: whole processes on a file, with `wc -w` on the same file in the same round.

    python -m benchmarks.commands --data DIR                            SaudiNewsNet, five rounds
    python -m benchmarks.commands --data DIR --sizes 31k 100k 300k 1M   grown as well, one round from 300k on
    python -m benchmarks.commands --table FILE.json ...                 results as tables in Markdown
    python -m benchmarks.commands --chart CHART.svg FILE.json ...       seconds as the collection grows

A process starts Python, loads the compiled kernels, reads the file and writes its result; all of that counts. Kernels
are compiled before the first round, which is timed by itself. In each round everything has one turn, so that a slow
moment of the machine affects all alike; figures are medians. Peers are run as commands on the same file, in the
environment that `python -m benchmarks` sets up for them. One JSON is written a collection, after every turn.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.command_figures import chart, table
from benchmarks.corpora import AMPLIFIED, NoData
from benchmarks.grown_records import lines_of
from benchmarks.processes import measured
from benchmarks.run import commit, machine
from benchmarks.systems import HERE, ROOT, SYSTEMS, Unavailable

DEDUP = ("-m", "dedup")
OURS: Mapping[str, Sequence[str]] = {
    "report": (*DEDUP, "report", "{file}", "-o", "report.txt"),
    "report --json": (*DEDUP, "report", "{file}", "--json", "-o", "report.jsonl"),
    "report --html": (*DEDUP, "report", "{file}", "--html", "report.html"),
    "clean": (*DEDUP, "clean", "{file}", "-o", "cleaned"),
    "dedup.scan": ("-c", "import dedup; dedup.scan(dedup.read({file!r}))"),
}
"""What is run, without the interpreter; `{file}` is the collection, and results go into an empty folder."""

LIMITED: Mapping[str, Sequence[str]] = {
    "report --json --memory 2GB": (*OURS["report --json"], "--memory", "2GB"),
}
"""What is run on large collections as well."""

TEXT_DEDUP = [
    *("-m", "text_dedup.minhash", "--path", "json", "--data_files", "{file}", "--split", "train", "--column", "text"),
    *("--cache_dir", "cache", "--output", "kept", "--batch_size", "10000", "--hash_func", "xxh3", "--hash_bits", "32"),
]
PEERS: Mapping[str, Sequence[str]] = {"text-dedup-0.4.0": TEXT_DEDUP}
"""Commands of peers, by their names in `systems.SYSTEMS`: as its README has it, with the options that are fastest."""

PACKAGES = ("dedup-news", "numpy", "numba")
LARGE = 300_000
"""Articles from which one round is enough, and memory is limited as well."""


def main() -> int:
    """Parse the command line and measure, or show what was measured."""
    ask = argparse.ArgumentParser("python -m benchmarks.commands", description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("results", nargs="*", type=Path, help="with --table or --chart: what to show")
    ask.add_argument("--data", type=Path, default=os.environ.get("DEDUP_DATA"), help="folder of the collections")
    ask.add_argument("--work", type=Path, default=HERE / "work", help="folder for what is made on the way")
    ask.add_argument("--to", type=Path, default=HERE / "results", help="folder of the JSON files")
    ask.add_argument("--sizes", nargs="+", default=["31k"], choices=["31k", *AMPLIFIED])
    ask.add_argument("--commands", nargs="+", choices=[*OURS, *LIMITED, *PEERS], metavar="NAME", help="only these")
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--table", action="store_true", help="print results as tables")
    ask.add_argument("--chart", type=Path, metavar="SVG", help="draw how seconds grow with the collection")
    chosen = ask.parse_args()
    if chosen.table or chosen.chart:
        found = [json.loads(path.read_text()) for path in chosen.results]
        if chosen.chart:
            chart(found, chosen.chart)
        print("\n\n".join(map(table, found)) if chosen.table else f"drawn to {chosen.chart}")
        return 0
    chosen.work = chosen.work.resolve()
    chosen.work.mkdir(parents=True, exist_ok=True)
    try:
        for name in chosen.sizes:
            print(table(run(name, lines_of(name, chosen.data and Path(chosen.data), chosen.work), chosen)))
    except NoData as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def run(name: str, file: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """All rounds on one collection."""
    n_articles = AMPLIFIED.get(name) or file.read_bytes().count(b"\n")
    is_large = n_articles >= LARGE
    names = chosen.commands or [*OURS, *(LIMITED if is_large else PEERS)]
    commands = {one: (OURS | LIMITED | PEERS)[one] for one in names}
    started = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    n_rounds = 1 if is_large else chosen.runs
    result: dict[str, Any] = {
        "started": started,
        "command": f"python -m benchmarks.commands --sizes {name} --runs {n_rounds}",
        "commit": commit(),
        "machine": machine(),
        "versions": {package: version(package) for package in PACKAGES},
        "collection": {"name": name, "articles": n_articles, "bytes": file.stat().st_size},
        "compilation": compilation(chosen.work),
        "wc": {"command": "LC_ALL=C.UTF-8 wc -w", "runs": []},
        "commands": {one: {"command": shown(command, file), "runs": []} for one, command in commands.items()},
    }
    path = chosen.to / f"commands-{name}-{started}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, n_rounds + 1):
        result["wc"]["runs"].append(measured(["wc", "-w", str(file)], chosen.work, {"LC_ALL": "C.UTF-8"}))
        for one, command in commands.items():
            entry = result["commands"][one]
            if "failed" in entry:
                continue
            print(f"{name}: round {number}, {one}", file=sys.stderr)
            try:
                entry["runs"].append(turn(one, command, file, chosen.work))
            except (Unavailable, subprocess.SubprocessError) as error:
                entry["failed"] = str(error)
            write(result, path)
    print(f"written to {path}", file=sys.stderr)
    return result


def turn(name: str, command: Sequence[str], file: Path, work: Path) -> dict[str, Any]:
    """One run of a command in an empty folder."""
    python = SYSTEMS[name].interpreter() if name in PEERS else Path(sys.executable)
    folder = work / "scratch"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    variables = {"HF_HOME": str(folder / "home"), "HF_HUB_OFFLINE": "1"} if name in PEERS else ours(work)
    found = measured([str(python), *(part.format(file=str(file.resolve())) for part in command)], folder, variables)
    shutil.rmtree(folder)
    return found


def ours(work: Path) -> dict[str, str]:
    """The variables under which our commands run: this tree, and kernels of its own."""
    return {"PYTHONPATH": str(ROOT), "DEDUP_KERNELS": os.environ.get("DEDUP_KERNELS", str(work / "kernels"))}


def compilation(work: Path) -> dict[str, Any]:
    """Seconds that compiling what is not compiled yet took; no turn after it compiles."""
    command = [sys.executable, "-m", "dedup.kernels"]
    return {"command": "python -m dedup.kernels", "runs": [measured(command, work, ours(work)) for _ in range(2)]}


def shown(command: Sequence[str], file: Path) -> str:
    """A command as a person would type it, without the places of this machine."""
    return " ".join(["python", *(part.format(file=file.name) for part in command)])


def write(result: dict[str, Any], path: Path) -> None:
    """Write what there is so far, with medians."""
    for entry in (result["wc"], *result["commands"].values()):
        for figure in ("seconds", "cpu_seconds", "peak_bytes"):
            if entry["runs"]:
                entry[f"median_{figure}"] = median(one[figure] for one in entry["runs"])
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())

"""Whether what comes out is what came out before: digests of every output, on the seeds and two collections of news.

    python -m benchmarks.digests DATA_DIR --quick -o NEW.json --against OLD.json   the first 3,000 articles of each
    python -m benchmarks.digests DATA_DIR -o NEW.json --against OLD.json           everything
    python -m benchmarks.digests --compare OLD.json NEW.json

DATA_DIR holds `reuters21578.jsonl.gz` and `saudinewsnet.jsonl.gz`. Each output comes from the public command, in a
process of its own whose wall seconds and most memory are noted (nothing else should run where these are to count). The
seconds that an output names, and the days when an index was made, are left out of its digest. `--lines DIR` keeps the
lines of each output, sorted, so that a comparison shows what changed. `--against OLD.json` asks `why` and `compare`
about the pairs of that run, and compares at the end. Exit code 1: something differs.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.differing import show
from benchmarks.output_lines import digests, file_lines, json_lines, object_lines, page_lines, text_lines

FILES = {"seeds": "", "reuters": "reuters21578.jsonl.gz", "saudinewsnet": "saudinewsnet.jsonl.gz"}
ROOT = Path(__file__).resolve().parent.parent
SLICE, ASKED, REWRITTEN = 3000, 500, 300
"""The first articles, for `--quick` and for questions about single articles; how many of them an index is asked about,
knowing the others; how many are looked through for rewritten text."""
PAIRS = 4
"""Of each relation, for `why` and `compare`."""
STRIP = ["--strip", "repeats,boilerplate,seen"]
LIMIT = ["--memory", "1GB", "--work-dir"]
Job = Mapping[str, Any]


def main() -> int:
    """Make the outputs of each collection, or compare two runs."""
    ask = argparse.ArgumentParser("benchmarks.digests", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    ask.add_argument("data", nargs="?", type=Path, metavar="DATA_DIR")
    ask.add_argument("--collections", default=",".join(FILES), help="some of seeds,reuters,saudinewsnet")
    ask.add_argument("--quick", action="store_true", help=f"only the first {SLICE:,} articles of each")
    ask.add_argument("-o", "--output", type=Path, metavar="FILE")
    ask.add_argument("--lines", type=Path, metavar="DIR", help="keep the lines of each output, sorted")
    ask.add_argument("--against", type=Path, metavar="OLD", help="an earlier run to compare with")
    ask.add_argument("--compare", nargs=2, type=Path, metavar=("OLD", "NEW"))
    ask.add_argument("--job", type=json.loads, help=argparse.SUPPRESS)
    given = ask.parse_args()
    if given.job:
        return work(given.job)
    if given.compare:
        return show(*(json.loads(path.read_text()) for path in given.compare))
    if given.data is None or given.output is None:
        ask.error("say where the data is (DATA_DIR) and where the digests go (-o FILE), or --compare OLD NEW")
    old = json.loads(given.against.read_text()) if given.against else {"pairs": {}}
    new: dict[str, Any] = {"commit": commit(), "lines": given.lines and str(given.lines.absolute())}
    new |= {"pairs": {}, "outputs": {}}
    for name in given.collections.split(","):
        with tempfile.TemporaryDirectory() as folder:
            Collection(name, given.data, Path(folder), new).outputs(given.quick, old["pairs"].get(name))
        given.output.write_text(json.dumps(new, indent=1) + "\n")
    return show(old, new) if given.against else 0


class Collection:
    """One collection, and every output made of it."""

    def __init__(self, name: str, data: Path, folder: Path, into: dict[str, Any]) -> None:
        self.name, self.folder, self.into = name, folder, into
        self.out = folder / "out"
        self.whole = data.absolute() / FILES[name] if FILES[name] else ROOT / "seeds"
        self.first = list(islice(records(self.whole), SLICE))
        n_known = len(self.first) - min(ASKED, len(self.first) // 2)
        self.slice = self.written("slice.jsonl", self.first)
        self.known = self.written("known.jsonl", self.first[:n_known])
        self.asked = self.written("asked.jsonl", self.first[n_known:])
        self.few = self.written("few.jsonl", self.first[:REWRITTEN])

    def outputs(self, quick: bool, pairs: list[list[str]] | None) -> None:
        """Every output; `pairs` are those that `why` and `compare` are asked about, else they are drawn."""
        whole = str(self.whole) if not (quick and FILES[self.name]) else self.slice
        self.take("report", json_lines, ["report", whole, "--json"])
        self.take("report, all", json_lines, ["report", whole, "--every-relation", "--json"])
        self.take("terminal", text_lines, ["report", whole])
        self.take("page", page_lines, ["report", whole, "--html", "page.html"])
        for label, options in {
            "clean": [],
            "clean, strips": STRIP,
            "clean, limit": [*LIMIT, "work1"],
            "clean, strips, limit": [*STRIP, *LIMIT, "work2"],
        }.items():
            self.take(label, file_lines, ["clean", whole, "-o", label, *options], made=label)
        self.take("report, limit", json_lines, ["report", self.slice, "--json", *LIMIT, "work3"])
        self.take("objects", json_lines, objects=self.slice)
        self.take("rewritten", json_lines, ["report", self.few, "--rewritten", "--json"])
        self.take(
            "index add", json_lines, ["index", "add", "index.db", self.known], ["index", "stats", "index.db", "--json"]
        )
        check = ["index", "check", "index.db", self.asked, "--json"]
        self.take("index check", json_lines, check, [*check, "--every-relation"], [*check, "--within", "36h"])
        if pairs is None:
            timed({"commands": [["report", self.slice, "--every-relation", "--json"]]}, self.out)
            pairs = drawn(json_lines(self.out))
        self.into["pairs"][self.name] = pairs
        of_id = {record["id"]: record for record in self.first}
        sides = [[self.written(f"{side}.jsonl", [of_id[side]]) for side in pair] for pair in pairs]
        self.take("why", json_lines, *(["why", *pair, "--in", self.slice, "--json"] for pair in pairs))
        self.take("why, terminal", text_lines, *(["why", *pair] for pair in sides))
        self.take("compare", json_lines, *(["compare", *pair, "--json"] for pair in sides))
        self.take("compare, terminal", text_lines, *(["compare", *pair] for pair in sides))

    def take(
        self,
        label: str,
        lines: Callable[[Path], Iterator[bytes]],
        *commands: list[str],
        made: str = "",
        objects: str = "",
    ) -> None:
        """Run commands in one process, and note the digest of what they printed or of the folder they made."""
        seconds, peak = timed({"commands": commands, "objects": objects}, self.out)
        where = self.folder / made if made else self.folder / "page.html" if label == "page" else self.out
        kept = Path(self.into["lines"], self.name, f"{label}.gz") if self.into["lines"] else None
        self.into["outputs"][f"{self.name}/{label}"] = {
            "seconds": round(seconds, 2),
            "peak_mb": round(peak / 1e6),
            **digests(list(lines(where)), kept),
        }
        print(f"{self.name:13} {label:22} {seconds:6.1f} s {peak / 1e6:6.0f} MB", flush=True)

    def written(self, name: str, articles: Iterable[Mapping[str, Any]]) -> str:
        """The name of a file of JSON Lines in the folder, in which the commands run: outputs name their files."""
        (self.folder / name).write_text("".join(json.dumps(article) + "\n" for article in articles))
        return name


def timed(job: Job, out: Path) -> tuple[float, int]:
    """Wall seconds of a process that does the job beside `out` and prints into it, and the bytes it held at most."""
    command = [sys.executable, "-m", "benchmarks.digests", "--job", json.dumps(job)]
    environment = {**os.environ, "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    with out.open("wb") as stream, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        ended = subprocess.run(command, stdout=stream, stderr=errors, env=environment, cwd=out.parent, check=False)
        seconds = time.perf_counter() - start
        errors.seek(0)
        told = errors.read().decode(errors="replace")
    if ended.returncode:
        raise SystemExit(f"{job}\nended with {ended.returncode}:\n{told[-4000:]}")
    return seconds, int(told.rsplit(maxsplit=1)[-1])


def work(job: Job) -> int:
    """Do a job in this process; the last thing on standard error is the most memory it held."""
    from dedup.cli import main as dedup

    if job.get("objects"):
        sys.stdout.writelines(object_lines(job["objects"]))

    for command in job["commands"]:
        dedup(command, prog_name="dedup", standalone_mode=False)
        sys.stdout.flush()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(int(status["VmHWM"].split()[0]) * 1024, file=sys.stderr)
    return 0


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a collection, as JSON objects."""
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield {"id": file.name, "text": file.read_text("utf-8")}
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def drawn(lines: Iterable[bytes]) -> list[list[str]]:
    """A few pairs of each relation and of articles that only share wording, chosen by a hash of their ids."""
    pairs = defaultdict(list)
    for line in map(json.loads, lines):
        if line["type"] == "match":
            pairs[line["relation"]].append([line["a"], line["b"]])
        elif line["type"] == "shared":
            pairs["shared"].append([one["id"] for one in line["articles"][:2]])
    return [
        pair
        for _, some in sorted(pairs.items())
        for pair in sorted(some, key=lambda pair: hashlib.sha256(" ".join(pair).encode()).digest())[:PAIRS]
    ]


def commit() -> str:
    """The commit of the work tree, and whether it was changed since."""
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    return subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())

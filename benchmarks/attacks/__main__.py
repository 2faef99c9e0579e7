"""Attack everything that is read, compared, cleaned and stored, and count what came of it.

    python -m benchmarks.attacks [growth] [bombs] [changed] [databases] [bytes] [--sizes 20000,80000,320000,1300000]

`growth` puts texts of one thing over and over through every stage and prints the exponent of the time; `bombs` reads
small files that unpack to gigabytes; `changed` rewrites files while they are cleaned; `databases` restarts a server
under its writers; `bytes` runs each command as other machines would. `python -m benchmarks.mutated` reads damaged
files, `python -m benchmarks.index_stress` kills processes. Ends with 1 if a promise was broken. One JSON file is
written a run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.attacks import growth
from benchmarks.attacks.bombs import read_all
from benchmarks.attacks.changed import changed
from benchmarks.attacks.databases import restarted
from benchmarks.attacks.patterns import PATTERNS
from benchmarks.attacks.stages import STAGES
from benchmarks.run import machine
from benchmarks.systems import HERE
from tests.newsroom import collection
from tests.same_bytes import COMMANDS, VARIANTS, different

Chosen = argparse.Namespace
N_FILES = 4


def _growth(chosen: Chosen) -> tuple[Any, list[str]]:
    found = []
    wrong = []
    stages, patterns = _named(STAGES, chosen.stages), _named(PATTERNS, chosen.patterns)
    for one in growth.measured(stages, patterns, chosen.sizes, chosen.longest):
        found.append(one)
        steep = one.exponent is not None and one.exponent > growth.LINEAR
        if steep or one.error:
            seconds = {f"{size:,}": round(taken, 2) for size, taken in one.seconds.items()}
            print(f"{one.stage}, {one.pattern}: exponent {one.exponent}, {seconds} {one.error}", flush=True)
        if one.error:
            wrong.append(f"{one.stage}, {one.pattern}: {one.error}")
    for stage in dict.fromkeys(one.stage for one in found):
        known = [one.exponent for one in found if one.stage == stage and one.exponent is not None]
        slowest = max((max(one.seconds.values(), default=0.0), one.pattern) for one in found if one.stage == stage)
        steepest = max(known, default=0.0)
        print(f"{stage:28} exponent at most {steepest:4.2f}, slowest {slowest[0]:6.2f} s ({slowest[1]})", flush=True)
        for size in chosen.sizes:
            n_left_out = sum(size in one.left_out for one in found if one.stage == stage)
            if n_left_out:
                long = f"would take more than {chosen.longest:g} s"
                print(f"{'':28} {size:,} characters were left out for {n_left_out} patterns: they {long}", flush=True)
    return growth.as_dicts(found), wrong


def _bombs(_: Chosen) -> tuple[Any, list[str]]:
    found = []
    for one in read_all():
        found.append(asdict(one))
        said = one.failed or f"{one.n_articles:,} articles, {one.seconds:.1f} s, {one.n_megabytes:,} MB: {one.said}"
        print(f"{one.bomb:24} {said}", flush=True)
    return found, [f"{one['bomb']}: {one['failed']}" for one in found if one["failed"]]


def _changed(chosen: Chosen) -> tuple[Any, list[str]]:
    outcomes, wrong = changed(chosen.rounds)
    print(f"changed while it was cleaned: {dict(outcomes)}", flush=True)
    return dict(outcomes), wrong


def _databases(chosen: Chosen) -> tuple[Any, list[str]]:
    found = restarted(chosen.processes, chosen.seconds)
    print(json.dumps(found, indent=1, ensure_ascii=False), flush=True)
    return found, found["wrong"]


def _bytes(chosen: Chosen) -> tuple[Any, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        articles = collection(chosen.stories, seed=22)
        for part in range(N_FILES):
            lines = [
                json.dumps({"id": one.id, "text": one.text, "date": str(one.published or ""), "source": one.source})
                for one in articles[part::N_FILES]
            ]
            Path(folder, f"{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        digests, wrong = different(Path(folder), list(COMMANDS), list(VARIANTS))
    print(f"{len(digests)} commands in {len(VARIANTS)} variants, {len(wrong)} of them other bytes", flush=True)
    return {"commands": digests, "variants": list(VARIANTS), "articles": len(articles)}, wrong


PARTS: Mapping[str, Callable[[Chosen], tuple[Any, list[str]]]] = {
    "growth": _growth,
    "bombs": _bombs,
    "changed": _changed,
    "databases": _databases,
    "bytes": _bytes,
}


def main() -> int:
    """Run, print, write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=", ".join(PARTS))
    parser.add_argument("--sizes", type=lambda given: tuple(map(int, given.split(","))), default=growth.SIZES)
    parser.add_argument("--longest", type=float, default=growth.LONGEST, help="processor seconds for one text")
    parser.add_argument("--stages", default="", help="only those whose names contain this")
    parser.add_argument("--patterns", default="", help="only those whose names contain this")
    parser.add_argument("--rounds", type=int, default=40, help="cleans of an input that changes")
    parser.add_argument("--stories", type=int, default=300, help="of the collection that commands run on")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=120.0, help="for which a server is restarted")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    chosen = parser.parse_args()
    found, wrong = {}, []
    for part in chosen.parts:
        found[part], broken = PARTS[part](chosen)
        wrong += broken
    now = datetime.now(UTC)
    record = {
        "benchmark": "attacks",
        "time": now.isoformat(timespec="seconds"),
        "command": " ".join(["python", "-m", "benchmarks.attacks", *sys.argv[1:]]),
        "machine": machine(),
        "found": found,
        "wrong": wrong,
    }
    chosen.results.mkdir(parents=True, exist_ok=True)
    path = chosen.results / f"attacks-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(*wrong or ["nothing was lost, ended or stalled"], sep="\n")
    return int(bool(wrong))


def _named(known: Mapping[str, Any], part: str) -> Sequence[str]:
    return [name for name in known if part in name]


if __name__ == "__main__":
    sys.exit(main())

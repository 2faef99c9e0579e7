"""Move a limit to either side, and print what every labelled collection says of it: the curve beside the limit.

    python -m benchmarks.curves DATA judge.templates.MIN_FACTS 2 3 4 5 [--only WORD ...]

DATA is a folder as `benchmarks.quality` takes it. The limit is named by its module under `dedup` and its name; wherever
it is imported from there it is moved as well, and the kernels that use it are compiled anew. Each value is measured in
a process of its own.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.quality.__main__ import COLLECTIONS, figures
from benchmarks.quality.found import scanned
from benchmarks.quality.labels import articles_of, labels_of, present, strata_of
from benchmarks.quality.planted import planted

COLUMNS = ("precision", "recall", "f1")


def main() -> None:
    """Print a line for each labelled set and value of the limit; with --value, measure one and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("limit", help="the module under dedup and the name, such as judge.stubs.MAX_STUB")
    parser.add_argument("values", nargs="*", help="the values to measure")
    parser.add_argument("--only", nargs="+", default=(), metavar="WORD", help="only collections whose name has a word")
    parser.add_argument("--value", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.value is not None:
        move(given.limit, json.loads(given.value))
        print(json.dumps(list(measured(given.data, given.only))))
        return
    for value in given.values:
        command = [sys.executable, "-m", "benchmarks.curves", str(given.data), given.limit, "--value", value]
        done = subprocess.run(
            [*command, *(("--only", *given.only) if given.only else ())], check=True, stdout=subprocess.PIPE
        )
        for row in json.loads(done.stdout):
            print(f"{given.limit} {value:>6}  {row['name']:26} {shown(row)}", flush=True)


def shown(row: dict[str, Any]) -> str:
    """The figures of a line of `measured`."""
    if "right" in row:
        return f"{row['right']} of {row['pairs']}"
    return "  ".join(f"{name} {row[name]:.3f}" for name in COLUMNS) + f"  matches {row['matches']:,}"


def move(limit: str, value: float) -> None:
    """Give a limit another value, in its own module and in those that import it by its name.

    Raises `AttributeError` where there is no such limit.
    """
    place, _, name = limit.rpartition(".")
    importlib.import_module("dedup.scanning")
    module = importlib.import_module(f"dedup.{place}")
    old = getattr(module, name)
    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("dedup.") and getattr(other, name, None) is old:
            setattr(other, name, type(old)(value))


def measured(data: Path, only: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """What each labelled set of the folder says of a scan, and how many planted pairs are right."""
    for one in COLLECTIONS:
        files = present(data, f"{one.stem}.jsonl")
        labels = {name: labels_of(found[0]) for name in one.labels if (found := present(data, name))}
        if files is None or not labels or (only and not any(word in one.stem for word in only)):
            continue
        strata_files = present(data, one.strata) if one.strata else None
        strata = strata_of(strata_files[0]) if strata_files else None
        scan = scanned(articles_of(files[0]), [label for those in labels.values() for label in those])
        for name, those in labels.items():
            claims = {label.pair: scan.claims[label.pair] for label in those if label.pair in scan.claims}
            yield figures(Path(name).stem, "dedup scan", those, claims, strata) | {"matches": scan.work["matches"]}
    planted_files = present(data / "planted", "hard.jsonl", "hard-truth.tsv")
    if planted_files is not None and (not only or any(word in "planted" for word in only)):
        right, n = map(sum, zip(*planted(*planted_files).values(), strict=True))
        yield {"name": "planted", "right": right, "pairs": n}


if __name__ == "__main__":
    main()

"""Measure the passages of depth "rewrite" on a text alignment corpus, with the default settings.

    python -m benchmarks.passages CORPUS [--swap] [--results FOLDER] [--detections FILE]

CORPUS is an unpacked corpus of PAN's layout (`src`, `susp`, a folder with `pairs` for each kind of obfuscation) or of
ExAraPlagDet's (`suspicious-documents`, `source-documents`, `plagiarism-annotation`); see their licences. --swap aligns
every pair the other way round. One JSON file is written a run.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.plagdet import Reuse, Scores, score
from dedup.judge.judged import Judged
from dedup.judge.relation import PARTIAL
from dedup.matches.columns import MatchColumns
from dedup.matches.rows import passages_of
from dedup.matches.table import match_table
from dedup.records import SCORES
from dedup.rewrite.align import Prepared, align_rewritten, prepare

Pair = tuple[str, str]
FOLDERS = (("susp", "src"), ("suspicious-documents", "source-documents"))


def read_corpus(corpus: Path, kinds: str = "*") -> tuple[dict[str, list[Pair]], dict[str, list[Reuse]], dict[str, str]]:
    """The pairs and the cases of each kind of obfuscation, and the texts of all documents by name.

    `kinds` is a pattern for the folders that annotations stand in.
    """
    pairs: dict[str, list[Pair]] = defaultdict(list)
    cases: dict[str, list[Reuse]] = defaultdict(list)
    for listed in sorted(corpus.glob(f"{kinds}/pairs")):
        pairs[listed.parent.name] = [(a, b) for a, b in map(str.split, listed.read_text().splitlines())]
    for path in sorted(corpus.glob(f"{kinds}/*.xml")):
        root = ET.parse(path).getroot()
        for feature in root.iter("feature"):
            if feature.get("source_reference") is None:
                continue
            pair = (str(root.get("reference")), str(feature.get("source_reference")))
            this, this_length, source, source_length = (
                int(str(feature.get(key))) for key in ("this_offset", "this_length", "source_offset", "source_length")
            )
            case = Reuse(pair, (this, this + this_length), (source, source + source_length))
            cases[path.parent.name].append(case)
            if not (path.parent / "pairs").exists() and pair not in pairs[path.parent.name]:
                pairs[path.parent.name].append(pair)
    suspicious, source_folder = next(names for names in FOLDERS if (corpus / names[0]).is_dir())
    texts = {}
    for a, b in {pair for listed_pairs in pairs.values() for pair in listed_pairs}:
        for folder, name in ((suspicious, a), (source_folder, b)):
            if name not in texts:
                with (corpus / folder / name).open(encoding="utf-8", newline="") as file:
                    texts[name] = file.read()
    return dict(pairs), dict(cases), texts


def detect(prepared: Prepared, texts: dict[str, str], pairs: list[Pair], swap: bool) -> tuple[list[Reuse], float]:
    """The detections in the pairs, and the processor time that aligning them took, in seconds."""
    names = list(texts)
    number = {name: i for i, name in enumerate(names)}
    suspicious, sources = np.array([[number[name] for name in pair] for pair in pairs]).T
    first, second = (sources, suspicious) if swap else (suspicious, sources)
    begin = time.process_time()
    found = align_rewritten(prepared, (first.astype(np.uint64) << np.uint64(32)) | second.astype(np.uint64))
    seconds = time.process_time() - begin
    unjudged = Judged(found, np.full(len(pairs), PARTIAL, np.int8), np.zeros(len(pairs), SCORES))
    place = np.zeros(len(names), np.int64)
    place[sources] = 1  # the suspicious documents come before them, as side a
    columns = MatchColumns(first, second, np.arange(len(pairs)), unjudged)
    table = match_table(columns, place, lambda document: texts[names[document]])
    detections = [
        Reuse(pair, one.a, one.b) for pair, some in zip(pairs, passages_of(table), strict=True) for one in some
    ]
    return detections, seconds


def show(rows: dict[str, Scores]) -> str:
    """The table that PAN's scorers print."""
    lines = [f"{'':28}{'plagdet':>9}{'precision':>11}{'recall':>9}{'granularity':>13}{'cases':>8}{'detections':>12}"]
    for name, row in rows.items():
        lines.append(
            f"{name:28}{row.plagdet:9.5f}{row.precision:11.5f}{row.recall:9.5f}{row.granularity:13.5f}"
            f"{row.n_cases:8}{row.n_detections:12}"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--swap", action="store_true", help="align every pair the other way round")
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--detections", type=Path, help="write the detections as JSON lines too")
    options = parser.parse_args()

    pairs, cases, texts = read_corpus(options.corpus)
    prepare(["warm up"])
    begin = time.process_time()
    prepared = prepare(list(texts.values()))
    preparing = time.process_time() - begin
    detections, aligning = {}, 0.0
    for kind, listed in pairs.items():
        detections[kind], seconds = detect(prepared, texts, listed, options.swap)
        aligning += seconds
    rows = {"all": score([*chain(*cases.values())], [*chain(*detections.values())])}
    rows |= {kind: score(cases.get(kind, []), detections[kind]) for kind in pairs}
    n_pairs = sum(map(len, pairs.values()))
    without = [kind for kind in pairs if not cases.get(kind)]
    alarms = {kind: len({found.pair for found in detections[kind]}) for kind in without}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(show(rows) + "\n")
    for kind, n_alarms in alarms.items():
        sys.stdout.write(f"{kind}: passages in {n_alarms} of {len(pairs[kind])} pairs\n")
    sys.stdout.write(
        f"{n_pairs} pairs in {aligning:.2f} s, {n_pairs / aligning:.0f} pairs/s on one core;"
        f" {len(texts)} texts prepared in {preparing:.2f} s; peak {peak:.0f} MB\n"
    )
    options.results.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    record = {
        "benchmark": "passages",
        "corpus": options.corpus.name,
        "swapped": options.swap,
        "scores": {name: row._asdict() for name, row in rows.items()},
        "false_alarms": alarms,
        "pairs": n_pairs,
        "pairs_per_second": round(n_pairs / aligning),
        "seconds": {"prepare": round(preparing, 3), "align": round(aligning, 3)},
        "peak_mb": round(peak),
        "commit": commit,
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "versions": {"python": platform.python_version()} | {name: version(name) for name in ("numpy", "numba")},
        "command": " ".join(["python", "-m", "benchmarks.passages", options.corpus.name, *(["--swap"] * options.swap)]),
        "time": now.isoformat(timespec="seconds"),
    }
    name = f"passages-{options.corpus.name}{'-swapped' if options.swap else ''}-{now:%Y%m%dT%H%M%SZ}.json"
    (options.results / name).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    if options.detections:
        with options.detections.open("w", encoding="utf-8") as file:
            for found in chain(*detections.values()):
                (suspicious, source), this, there = found
                line = {"suspicious": suspicious, "source": source, "this_offset": this[0]}
                line |= {
                    "this_length": this[1] - this[0],
                    "source_offset": there[0],
                    "source_length": there[1] - there[0],
                }
                file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()

"""Measure the verdicts on hand-labelled pairs of a collection, with the settings of `dedup` and nested cross-validated.

    python -m benchmarks.judgement COLLECTION LABELS.tsv [--folds N] [--rounds N] [--results FOLDER]

COLLECTION is anything `dedup.read` reads; LABELS.tsv has the columns pair, a, b, label, reuse (0 or 1), conf (1 to 3);
label is one of reprint, contained, partial or, without reuse, any other. In the nested figures the parameters that a
verdict weighs by are chosen anew on the other folds each time. One JSON file is written a run; no texts are in it.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import dedup
from benchmarks.verdict import EXTENT_GRID, REUSE_GRID, Judged, Pair, Rules
from dedup.results import REUSE

KIND = {"exact": "reprint", "reprint": "reprint", "contained": "contained", "partial": "partial"}


class Scores(NamedTuple):
    """Precision, recall and F1 of reuse, and the share of found reuse whose relation is right."""

    pairs: int
    precision: float
    recall: float
    f1: float
    relation: float


class Labelled(NamedTuple):
    """A labelled pair: its name, label, whether it is reuse, and how sure the labeller was."""

    name: str
    label: str
    reuse: bool
    conf: int


def scores(labels: Sequence[Labelled], found: Sequence[str]) -> Scores:
    """The scores of found relations."""
    hits = [one.reuse and relation in REUSE for one, relation in zip(labels, found, strict=True)]
    n_found, n_reuse = sum(relation in REUSE for relation in found), sum(one.reuse for one in labels)
    right = sum(one.label == KIND.get(relation) for one, relation in zip(labels, found, strict=True))
    precision, recall = sum(hits) / max(n_found, 1), sum(hits) / max(n_reuse, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Scores(len(labels), *(round(x, 4) for x in (precision, recall, f1, right / max(sum(hits), 1))))


def chosen(labels: Sequence[Labelled], pairs: Sequence[Pair | None]) -> Rules:
    """The rules that fit these pairs best; of equal ones the first."""

    def f1(rules: Rules) -> float:
        return scores(labels, [rules.verdict(pair) for pair in pairs]).f1

    reuse = max(REUSE_GRID, key=f1)
    kinds = [(pair, one) for pair, one in zip(pairs, labels, strict=True) if one.reuse and pair]

    def right(rules: Rules) -> int:
        return sum(KIND.get(rules.verdict(pair)) == one.label for pair, one in kinds)

    extent = max(EXTENT_GRID, key=right)
    return replace(reuse, whole=extent.whole)


def nested(
    labels: Sequence[Labelled], pairs: Sequence[Pair | None], n_folds: int, n_rounds: int
) -> tuple[list[Scores], list[Scores], Counter[str]]:
    """For each round the scores of all held-out pairs, of those with conf >= 2, and how often each choice was made."""
    all_pairs, sure, choices = [], [], Counter[str]()
    for number in range(n_rounds):
        order = list(range(len(labels)))
        random.Random(number).shuffle(order)
        found = [""] * len(labels)
        for fold in range(n_folds):
            held = set(order[fold::n_folds])
            rest = [i for i in range(len(labels)) if i not in held]
            rules = chosen([labels[i] for i in rest], [pairs[i] for i in rest])
            choices[str(rules)] += 1
            for i in held:
                found[i] = rules.verdict(pairs[i])
        all_pairs.append(scores(labels, found))
        kept = [i for i, one in enumerate(labels) if one.conf >= 2]
        sure.append(scores([labels[i] for i in kept], [found[i] for i in kept]))
    return all_pairs, sure, choices


def mean(rounds: Sequence[Scores]) -> dict[str, float]:
    """The mean of each score over rounds."""
    return {name: round(sum(getattr(one, name) for one in rounds) / len(rounds), 4) for name in Scores._fields}


def main() -> int:
    """Measure, print, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()

    with options.labels.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    labels = [Labelled(row["pair"], row["label"], row["reuse"] == "1", int(row["conf"])) for row in rows]
    pairs = Judged(dedup.read(options.collection)).pairs((row["a"], row["b"]) for row in rows)
    found = [pair.kernel if pair else "none" for pair in pairs]
    twin = [Rules().verdict(pair) for pair in pairs]
    if found != twin:
        sys.exit("the rules in benchmarks/verdict.py are not those of dedup.judge.relation")
    kept = [i for i, one in enumerate(labels) if one.conf >= 2]
    all_rounds, sure_rounds, choices = nested(labels, pairs, options.folds, options.rounds)
    errors = [
        {"pair": one.name, "label": one.label, "conf": one.conf, "found": relation}
        for one, relation in zip(labels, found, strict=True)
        if one.reuse != (relation in REUSE) or (one.reuse and KIND.get(relation) != one.label)
    ]
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    record: dict[str, Any] = {
        "benchmark": "judgement",
        "collection": options.collection.name,
        "labels": options.labels.name,
        "all": scores(labels, found)._asdict(),
        "conf>=2": scores([labels[i] for i in kept], [found[i] for i in kept])._asdict(),
        "nested": {"all": mean(all_rounds), "conf>=2": mean(sure_rounds), "folds": options.folds,
                   "rounds": options.rounds, "choices": choices.most_common(5)},
        "by_label": {f"{label} -> {relation}": n for (label, relation), n in sorted(
            Counter((one.label, relation) for one, relation in zip(labels, found, strict=True)).items())},
        "errors": errors,
        "commit": commit,
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "versions": {"python": platform.python_version()} | {name: version(name) for name in ("numpy", "numba")},
        "command": f"python -m benchmarks.judgement {options.collection.name} {options.labels.name}",
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    for name in ("all", "conf>=2", "nested", "by_label"):
        print(f"{name}: {json.dumps(record[name], ensure_ascii=False)}")
    for error in errors:
        print(error)
    options.results.mkdir(parents=True, exist_ok=True)
    path = options.results / f"judgement-{options.collection.stem}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

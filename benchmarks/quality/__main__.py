"""Measure what is found, and what is claimed wrongly, on every labelled collection of a folder, with the defaults.

    python -m benchmarks.quality DATA [--only WORD ...] [--errors] [--results FOLDER]

DATA holds any of these, plain or gzipped (`.gz`), none of them part of this project; a line whose files are absent is
left out:

    saudinewsnet.jsonl with saudinewsnet-pairs-*.tsv     Arabic news of 14 outlets; pairs for scores, bands for limits
    usnews.jsonl, usnews-pairs-*.tsv, usnews-strata.tsv  US news of one event; labels weighed by their strata
    ttc.jsonl, ttc-pairs.tsv, ttc-strata.tsv             Turkish feeds without outlets and dates; weighed too
    counter-dev.jsonl, counter-pairs-dev.tsv             Urdu news derived from an agency's: `scan` and `compare`
    clough.jsonl, clough-pairs.tsv                       Clough and Stevenson's answers: `scan` and `compare`
    planted/hard.jsonl, planted/hard-truth.tsv           edits, forms and footers planted into articles
    suspicious-documents/, source-documents/             a text alignment corpus: `compare`, and `scan` at "rewrite"
    pan13-train/, exaraplagdet-dev/                      the same: listed pairs as `benchmarks.passages` aligns them

Beside each line of labelled pairs stand two baselines. --only measures the lines whose name has one of the words. One
JSON file is written a run; no texts are in it.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.plagdet import Scores as Plagdet
from benchmarks.quality import alignment
from benchmarks.quality.baselines import BASELINES, claimed
from benchmarks.quality.found import compared, scanned
from benchmarks.quality.labels import Labelled, articles_of, labels_of, present, strata_of
from benchmarks.quality.measures import Claims, count, errors, relation_right
from benchmarks.quality.planted import planted
from dedup import Article

Row = dict[str, Any]
"""A line of the result: its `name` and `system`, and figures."""


class Collection(NamedTuple):
    """A collection, the files with its labelled pairs, and the file with its strata, "" where pairs count alike."""

    stem: str
    labels: tuple[str, ...]
    strata: str = ""
    pairwise: bool = False


COLLECTIONS = (
    Collection("saudinewsnet", tuple(f"saudinewsnet-pairs-{part}.tsv" for part in ("dev", "dev2", "bands"))),
    Collection("usnews", ("usnews-pairs-dev.tsv",), "usnews-strata.tsv"),
    Collection("ttc", ("ttc-pairs.tsv",), "ttc-strata.tsv"),
    Collection("counter-dev", ("counter-pairs-dev.tsv",), pairwise=True),
    Collection("clough", ("clough-pairs.tsv",), pairwise=True),
)
"""`pairwise` collections are compared pair by pair too."""

CORPORA = ("pan13-train", "exaraplagdet-dev")


def figures(name: str, system: str, labels: list[Labelled], claims: Claims, strata: dict[str, int] | None) -> Row:
    """The line of a set of labelled pairs; baselines claim no relation."""
    row: Row = {"name": name, "system": system, "pairs": len(labels)}
    row |= count(labels, claims.keys(), strata).scores()._asdict()
    right, n = relation_right(labels, claims)
    return row | ({"relation": round(right / n, 4)} if n and system.startswith("dedup") else {})


def of_collection(data: Path, one: Collection) -> Iterator[Row]:
    """The lines of a collection."""
    files = present(data, f"{one.stem}.jsonl")
    labelled = {name: found[0] for name in one.labels if (found := present(data, name))}
    strata_file = present(data, one.strata) if one.strata else None
    if files is None or not labelled or (one.strata and strata_file is None):
        return
    strata = strata_of(strata_file[0]) if strata_file else None
    sets = {name.removesuffix(".tsv"): labels_of(path) for name, path in labelled.items()}
    articles = articles_of(files[0])
    found, work = scanned(articles, [label for labels in sets.values() for label in labels])
    by_id = {article.id: article for article in articles}
    texts = {article_id: article.text for article_id, article in by_id.items()}
    for name, labels in sets.items():
        yield figures(name, "dedup scan", labels, found, strata) | {"work": work, "errors": errors(labels, found)}
        if one.pairwise:
            yield _compared(name, by_id, labels, strata)
        for system, says in BASELINES.items():
            claims = dict.fromkeys(claimed(says, (label.pair for label in labels), texts), "partial")
            yield figures(name, system, labels, claims, strata)


def _compared(name: str, articles: dict[str, Article], labels: list[Labelled], strata: dict[str, int] | None) -> Row:
    found = compared(articles, labels)
    return figures(name, "dedup compare", labels, found, strata) | {"errors": errors(labels, found)}


def of_planted(data: Path) -> Iterator[Row]:
    """A line for each kind of planted pair."""
    files = present(data / "planted", "hard.jsonl", "hard-truth.tsv")
    if files is not None:
        for kind, (right, n) in planted(*files).items():
            yield {"name": f"planted: {kind}", "system": "dedup scan", "right": right, "pairs": n}


def of_corpora(data: Path) -> Iterator[Row]:
    """A line for each text alignment corpus and way of measuring it."""
    if (data / "suspicious-documents").is_dir() and (data / "source-documents").is_dir():
        for system, scores in zip(
            ("dedup compare", "dedup scan, rewrite"), alignment.compared_and_scanned(data), strict=True
        ):
            yield _of_passages("suspicious-documents", system, scores)
    for corpus in CORPORA:
        if (data / corpus).is_dir():
            yield _of_passages(corpus, "dedup align", alignment.aligned(data / corpus))


def _of_passages(name: str, system: str, scores: Plagdet) -> Row:
    row: Row = {"name": name, "system": system, "pairs": scores.n_cases}
    for key in ("plagdet", "precision", "recall", "granularity"):
        row[key] = round(getattr(scores, key), 4)
    return row


def lines_of(row: Row, with_errors: bool) -> Iterator[str]:
    """What is printed of a line."""
    keys = ("precision", "recall", "f1", "relation", "accuracy", "weighted_f1", "plagdet", "granularity")
    shown = "  ".join(f"{key} {row[key]:.3f}" for key in keys if key in row)
    if "right" in row:
        shown = f"{row['right']} of {row['pairs']}"
    yield f"{row['name']:26} {row['system']:26} {shown}"
    if "work" in row:
        yield f"{'':26} {json.dumps(row['work'])}"
    if with_errors:
        yield from (f"    {error}" for error in row.get("errors", ()))


def main() -> int:
    """Measure, print, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="+", default=[""], help="measure the lines whose name has one of these words")
    parser.add_argument("--errors", action="store_true", help="print the labelled pairs that are wrong")
    parser.add_argument("--results", type=Path, default=Path(__file__).parent.parent / "results")
    options = parser.parse_args()

    sections: dict[str, Callable[[], Iterator[Row]]] = {
        one.stem: lambda one=one: of_collection(options.data, one)  # type: ignore[misc]  # a default binds it
        for one in COLLECTIONS
    }
    sections |= {"planted": lambda: of_planted(options.data), "passages": lambda: of_corpora(options.data)}
    rows: list[Row] = []
    for name, measure in sections.items():
        if any(word in name for word in options.only):
            for row in measure():
                rows.append(row)
                sys.stdout.write("\n".join(lines_of(row, options.errors)) + "\n")
                sys.stdout.flush()
    if not rows:
        sys.exit(f"{options.data} has none of the data; python -m benchmarks.quality --help lists it")
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    now = datetime.now(UTC)
    record = {
        "benchmark": "quality",
        "rows": rows,
        "commit": commit,
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "versions": {"python": platform.python_version()}
        | {package: version(package) for package in ("numpy", "numba", "datasketch")},
        "command": " ".join(["python", "-m", "benchmarks.quality", options.data.name]),
        "time": now.isoformat(timespec="seconds"),
    }
    options.results.mkdir(parents=True, exist_ok=True)
    path = options.results / f"quality-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

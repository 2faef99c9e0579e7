"""The figures of passages for docs/benchmarks.md, from the newest result of each benchmark and corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TITLES = {"pan13-train": "PAN 2013, training corpus (English)", "exaraplagdet-dev": "ExAraPlagDet 2015, half (Arabic)"}


def newest(results: Path, pattern: str) -> dict[str, Any] | None:
    """The newest result whose file has this name; the time is the end of its name."""
    paths = sorted(results.glob(pattern))
    return json.loads(paths[-1].read_text(encoding="utf-8")) if paths else None


def corpus_table(run: dict[str, Any]) -> str:
    """The scores on a text alignment corpus by kind of obfuscation."""
    lines = ["| | plagdet | precision | recall | granularity | cases |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, row in run["scores"].items():
        if row["n_cases"]:
            scores = " | ".join(f"{row[key]:.4f}" for key in ("plagdet", "precision", "recall", "granularity"))
            lines.append(f"| {name} | {scores} | {row['n_cases']:,} |")
    alarms = [f"pairs of {kind} with a passage: {n:,}" for kind, n in run["false_alarms"].items()]
    speed = f"{run['pairs_per_second']:,} pairs a second on one core; peak {run['peak_mb']:,} MB"
    return "\n".join(lines) + "\n\n" + "; ".join([*alarms, speed]) + "."


def speed_table(run: dict[str, Any]) -> str:
    """How long a pair takes, alone and in a batch."""
    single, batch = run["single_ms"], run["pairs_per_second"]
    lines = [
        "| depth | "
        + " | ".join(f"{kind}, ms" for kind in single["copy"])
        + " | candidates, pairs/s | strangers, pairs/s |"
    ]
    lines.append("| --- |" + " ---: |" * (len(single["copy"]) + 2))
    for depth, times in single.items():
        cells = [*(f"{value:.2f}" for value in times.values()), *(f"{value:,}" for value in batch[depth].values())]
        lines.append(f"| {depth} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def passage_figures(results: Path) -> str:
    """The section, in Markdown."""
    parts = []
    for corpus, title in TITLES.items():
        run = newest(results, f"passages-{corpus}-2*.json")
        if run is not None:
            parts += [f"### {title}", corpus_table(run)]
    run = newest(results, "pair-speed-*.json")
    if run is not None:
        parts += [f"### Time of a pair, articles of about {run['words']} words", speed_table(run)]
    run = newest(results, "same-event-*.json")
    if run is not None:
        found = ", ".join(f"{n:,} {kind}" for kind, n in sorted(run["found"].items(), key=lambda one: -one[1]))
        parts += ["### Articles on one event by different outlets", f"Of {run['drawn']:,} pairs: {found}."]
    return "\n\n".join(parts) + "\n"

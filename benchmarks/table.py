"""A run's figures as a table."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any

HEADER = (
    "system",
    "seconds",
    "x wc",
    "turns",
    "peak GB",
    "12-word runs",
    "J 0.5",
    "J 0.8",
    "rewrites",
    "largest",
    "true",
)

PAIRS = {
    "runs": "with a common run of 12 words",
    "alike": "with Jaccard >= 0.5",
    "close": "with Jaccard >= 0.8",
    "made": "of a rewrite and its source",
}


def table(result: dict[str, Any]) -> str:
    """A run as text: what it is about, then a row a system."""
    return "\n".join([*about(result), "", rows(result)])


def about(result: dict[str, Any]) -> list[str]:
    """Collection, machine, command, `wc -w` and compilation, a line each."""
    machine, collection = result["machine"], result["collection"]
    wc, alone = median(result["wc"]["runs"]), median(result["feed_alone"]["runs"])
    lines = [
        f"{collection['name']}: {collection['articles']:,} articles, {collection['bytes'] / 1e6:.0f} MB",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}",
        f"{result['started']}, commit {result['commit']}: `{result['command']}`",
        f"`{result['wc']['command']}` on the same bytes: {wc:.2f} s",
        f"fed as {result['feed']}; reading alone: {alone:.2f} s",
        "true pairs: " + ", ".join(f"{count:,} {PAIRS[kind]}" for kind, count in result["truth"].items()),
    ]
    if "compilation" in result:
        first, second = result["compilation"]["seconds"]
        lines.append(f"compilation, once a machine, not included: {first - second:.0f} s")
    return lines


def rows(result: dict[str, Any]) -> str:
    """A table in Markdown, a row a system.

    Recall is given as direct / in one family / linked (`benchmarks.recall`), or as flags. `largest` is the largest
    cluster, `true` the share of pairs inside clusters that do have a 12-word run in common.
    """
    wc = median(result["wc"]["runs"])
    systems = (_system(name, entry, wc) for name, entry in result["systems"].items())
    return "\n".join([_row(HEADER), _row("---" for _ in HEADER), *systems])


def _system(name: str, entry: dict[str, Any], wc: float) -> str:
    if not entry["runs"]:
        return _row((name, entry.get("failed", "not run"), *[""] * (len(HEADER) - 2)))
    recall, clusters = entry["recall"], entry["clusters"]
    return _row(
        (
            name,
            f"{entry['median_seconds']:.2f}",
            f"{entry['median_seconds'] / wc:.2f}",
            len(entry["runs"]),
            f"{entry['median_peak_bytes'] / 1e9:.2f}",
            *(_shares(recall.get(kind, {})) for kind in ("runs", "alike", "close", "made")),
            clusters.get("largest", ""),
            f"{clusters['true_share']:.2f}" if "true_share" in clusters else "",
        )
    )


def _shares(shares: dict[str, float]) -> str:
    if "flagged" in shares:
        return f"flags {shares['flagged']:.1%}"
    return " / ".join(f"{share:.1%}" for share in shares.values())


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"

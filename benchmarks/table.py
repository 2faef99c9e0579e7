"""A run's figures as a table."""

from __future__ import annotations

from statistics import median
from typing import Any

HEADER = ("system", "seconds", "x wc -w", "peak GB", "12-word runs", "Jaccard >= .5", "rewrites", "largest", "true", "runs")


def table(result: dict[str, Any]) -> str:
    """The run as Markdown, with the machine and the command above it.

    Recall is given as direct / in one family / linked through families (or "flags": both articles flagged).
    """
    machine, collection = result["machine"], result["collection"]
    wc = median(result["wc"]["runs"])
    lines = [
        f"{collection['name']}: {collection['articles']:,} articles, {collection['bytes'] / 1e6:.0f} MB, fed as {result['feed']}",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}",
        f"commit {result['commit']}, {result['started']}, {result['command']}",
        f"{result['wc']['command']}: {wc:.2f} s; reading the articles alone: {median(result['feed_alone']['runs']):.2f} s",
        f"true pairs: {result['truth']}",
    ]
    if "compilation" in result:
        first, second = result["compilation"]["seconds"]
        lines.append(f"compilation, excluded: {first - second:.1f} s once a machine")
    lines += ["", _row(HEADER), _row("-" * 3 for _ in HEADER)]
    for name, entry in result["systems"].items():
        if not entry["runs"]:
            lines.append(f"{name}: {entry.get('failed', 'not run')}")
            continue
        recall, clusters = entry["recall"], entry.get("clusters", {})
        lines.append(
            _row(
                (
                    name,
                    f"{entry['median_seconds']:.2f}",
                    f"{entry['median_seconds'] / wc:.2f}",
                    f"{entry['median_peak_bytes'] / 1e9:.2f}",
                    *(_shares(recall.get(kind, {})) for kind in ("runs", "alike", "made")),
                    f"{clusters['largest']:,}" if clusters else "",
                    f"{clusters['true_share']:.2f}" if clusters else "",
                    str(len(entry["runs"])),
                )
            )
        )
    return "\n".join(lines)


def _shares(shares: dict[str, float]) -> str:
    if "flagged" in shares:
        return f"flags {shares['flagged']:.1%}"
    return " / ".join(f"{share:.1%}" for share in shares.values())


def _row(cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"  # type: ignore[attr-defined]

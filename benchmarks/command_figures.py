"""What was measured of the commands, as tables and as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

HEADER = ("command", "seconds", "x wc", "processor seconds", "peak GB", "turns")


def table(result: dict[str, Any]) -> str:
    """A run as text: what it is about, then a row a command."""
    machine, collection, wc = result["machine"], result["collection"], result["wc"]
    versions = ", ".join(f"{name} {number}" for name, number in result["versions"].items())
    first, second = (one["seconds"] for one in result["compilation"]["runs"])
    lines = [
        f"{collection['name']}: {collection['articles']:,} articles, {collection['bytes'] / 1e6:.0f} MB",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']},"
        f" Python {machine['python']}, {versions}; load before {machine['load_before']}",
        f"{result['started']}, commit {result['commit']}: `{result['command']}`",
        f"`{wc['command']}` on the same file: {wc['median_seconds']:.2f} s",
        f"compilation, not included: {first - second:.0f} s" if first - second > 1 else "compiled before",
    ]
    header = [_row(HEADER), _row("---" for _ in HEADER)]
    rows = [_command(name, entry, wc["median_seconds"]) for name, entry in result["commands"].items()]
    return "\n".join([*lines, "", *header, *rows])


def _command(name: str, entry: dict[str, Any], wc: float) -> str:
    if not entry["runs"]:
        return _row((f"`{name}`", entry.get("failed", "not run"), *[""] * (len(HEADER) - 2)))
    seconds = entry["median_seconds"]
    return _row(
        (
            f"`{name}`",
            f"{seconds:.2f}",
            f"{seconds / wc:.2f}",
            f"{entry['median_cpu_seconds']:.2f}",
            f"{entry['median_peak_bytes'] / 1e9:.2f}",
            len(entry["runs"]),
        )
    )


def _row(cells: Any) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def chart(results: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw the seconds of each command as the collection grows, `wc -w` among them."""
    from matplotlib import pyplot as plt

    from benchmarks.charts import GREY, OURS, sizes

    results = sorted(results, key=lambda one: one["collection"]["articles"])
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    for name in dict.fromkeys(name for one in results for name in one["commands"]):
        points = [
            (one["collection"]["articles"], one["commands"][name]["median_seconds"])
            for one in results
            if one["commands"].get(name, {}).get("runs")
        ]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", color=OURS)
            axes.annotate(f"  {name}", points[-1], color=OURS, va="center")
    counted = [(one["collection"]["articles"], one["wc"]["median_seconds"]) for one in results]
    axes.plot(*zip(*counted, strict=True), marker="o", color=GREY, linestyle=":")
    axes.annotate("  wc -w", counted[-1], color=GREY, va="center")
    sizes(axes, results)
    axes.set(yscale="log", ylabel="seconds")
    axes.yaxis.set_major_formatter("{x:g}")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)

"""The charts of the documentation, drawn from the JSON files of runs and nothing else.

Nothing is drawn behind the charts, and text and lines have colours that read on white and on black.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

GREY, OURS, PEER = "#7d8590", "#1f8f6a", "#8a94a6"
SIZES = ("31k", "100k", "300k", "1M")

mpl.rcParams.update(
    {
        "axes.edgecolor": GREY,
        "axes.labelcolor": GREY,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "font.size": 11,
        "savefig.transparent": True,
        "svg.fonttype": "none",
        "svg.hashsalt": "dedup",
        "text.color": GREY,
        "xtick.color": GREY,
        "ytick.color": GREY,
    }
)


def peers(run: dict[str, Any], axes: Axes) -> None:
    """Seconds of each system on one collection, logarithmic, with `wc -w` as the mark."""
    systems = {name: entry for name, entry in run["systems"].items() if entry["runs"] and name != "dedup-all"}
    names = sorted(systems, key=lambda name: systems[name]["median_seconds"], reverse=True)
    seconds = [systems[name]["median_seconds"] for name in names]
    bars = axes.barh(names, seconds, color=[OURS if name.startswith("dedup") else PEER for name in names])
    axes.bar_label(
        bars, labels=[f"{second:.2g} s" if second < 10 else f"{second:.0f} s" for second in seconds], padding=4
    )
    wc = sorted(run["wc"]["runs"])[len(run["wc"]["runs"]) // 2]
    axes.axvline(wc, color=GREY, linestyle=":")
    axes.text(wc, len(names) - 0.4, f" wc -w {wc:.2g} s", va="bottom")
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlabel(f"seconds from strings to result, {run['collection']['articles']:,} articles")


def recalls(run: dict[str, Any], axes: Axes) -> None:
    """Shares of the pairs with Jaccard >= 0.5 and >= 0.8 that each system found, all ways together."""
    recall = {name: entry["recall"] for name, entry in run["systems"].items() if entry["runs"] and name != "dedup-all"}
    recall = {name: kinds for name, kinds in recall.items() if kinds["alike"]}
    names = sorted(recall, key=lambda name: max(recall[name]["alike"].values()))
    for kind, shift, height in (("alike", -0.2, 0.4), ("close", 0.2, 0.3)):
        shares = [max(recall[name][kind].values()) for name in names]
        colours = [OURS if name == "dedup" else PEER for name in names]
        places = [place - shift for place in range(len(names))]
        bars = axes.barh(places, shares, height, color=colours, alpha=1.0 if kind == "alike" else 0.5)
        axes.bar_label(bars, labels=[f"{share:.1%}" for share in shares], padding=4, fontsize=9)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlim(0, 1.15)
    axes.set_xlabel("found of the pairs with Jaccard >= 0.5 (full) and >= 0.8 (pale)")


def growth(runs: dict[str, dict[str, Any]], axes: Axes) -> None:
    """Seconds as the collection grows."""
    grown = [runs[size] for size in SIZES if size in runs]
    for system in dict.fromkeys(name for run in grown for name in run["systems"]):
        points = [
            (run["collection"]["articles"], run["systems"][system]["median_seconds"])
            for run in grown
            if run["systems"].get(system, {}).get("runs")
        ]
        if len(points) > 1 and system not in {"dedup-all", "dedup-sketch"}:
            colour = OURS if system == "dedup" else PEER
            axes.plot(*zip(*points, strict=True), marker="o", color=colour)
            axes.annotate(f"  {system}", points[-1], color=colour, va="center")
    sizes(axes, grown)
    axes.set(yscale="log", ylabel="seconds")
    axes.yaxis.set_major_formatter("{x:g}")


def candidates(runs: dict[str, dict[str, Any]], axes: Axes) -> None:
    """How many candidates `dedup` aligns an article as the collection grows."""
    grown = [runs[size] for size in SIZES if size in runs]
    counts = [run["systems"]["dedup"]["runs"][0]["counts"] for run in grown]
    for what, style in (("candidates", "-"), ("aligned", ":")):
        axes.plot(
            [count["articles"] for count in counts],
            [count[what] / count["articles"] for count in counts],
            color=OURS,
            linestyle=style,
            marker="o",
            label=what,
        )
    sizes(axes, grown)
    axes.set(ylim=(0, None), ylabel="pairs an article")
    axes.legend(frameon=False)


def sizes(axes: Axes, runs: list[dict[str, Any]]) -> None:
    """The sizes of the collections as a logarithmic axis, with room for names at its end."""
    sizes = [run["collection"]["articles"] for run in runs]
    axes.set(xscale="log", xlim=(sizes[0] / 1.5, sizes[-1] * 4), xlabel="articles")
    axes.set_xticks(sizes, [run["collection"]["name"] for run in runs])
    axes.minorticks_off()


def draw(runs: dict[str, dict[str, Any]], assets: Path) -> list[str]:
    """Writes one SVG a chart that the runs are enough for; returns their names."""
    assets.mkdir(parents=True, exist_ok=True)
    charts = {}
    if sum(size in runs for size in SIZES) > 1:
        charts = {"bench-growth": partial(growth, runs), "bench-candidates": partial(candidates, runs)}
    for name, run in runs.items():
        charts[f"bench-peers-{name}"] = partial(peers, run)
        if "alike" in run["truth"]:
            charts[f"bench-recall-{name}"] = partial(recalls, run)
    for name, chart in charts.items():
        figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
        chart(axes)
        figure.savefig(assets / f"{name}.svg", metadata={"Date": None})
        plt.close(figure)
    return list(charts)

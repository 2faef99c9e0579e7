"""Writes the figures into docs/benchmarks.md, and the charts beside it, from the results: `python -m benchmarks.page`.

Of each collection the newest run counts, of those in which `dedup` ran.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from benchmarks.charts import draw
from benchmarks.corpora import NAMES
from benchmarks.passage_figures import passage_figures
from benchmarks.table import about, rows

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
PLACE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
PASSAGES = re.compile(r"(?<=<!-- passages -->\n).*?(?=<!-- /passages -->)", re.DOTALL)
ALT = {
    "growth": "Seconds as the collection grows",
    "candidates": "Candidates an article as the collection grows",
    "peers": "Seconds of each system",
    "recall": "Recall of each system",
}


def latest(results: Path) -> dict[str, dict[str, Any]]:
    """The newest run of each collection, smallest collection first."""
    runs: dict[str, dict[str, Any]] = {}
    for path in sorted(results.glob("engine-*.json")):
        run = json.loads(path.read_text())
        if "median_seconds" in run["systems"].get("dedup", {}):
            runs[run["collection"]["name"]] = run
    return {name: runs[name] for name in NAMES if name in runs}


def figures(runs: dict[str, dict[str, Any]], charts: list[str]) -> str:
    """The section of figures, in Markdown."""
    parts = [*map(_image, charts[: sum("peers" not in name and "recall" not in name for name in charts)])]
    for name, run in runs.items():
        parts += [
            f"### {run['collection']['articles']:,} articles",
            *(_image(chart) for chart in charts if chart.endswith(f"-{name}")),
        ]
        parts += ["\n".join(f"- {line}" for line in about(run)), rows(run)]
    return "\n\n".join(parts) + "\n"


def _image(chart: str) -> str:
    return f"![{ALT[chart.split('-')[1]]}](assets/{chart}.svg)"


def main(results: Path = HERE / "results", docs: Path = DOCS) -> int:
    """Draws and writes."""
    runs = latest(results)
    charts = draw(runs, docs / "assets")
    page = docs / "benchmarks.md"
    text = PLACE.sub(lambda _: figures(runs, charts), page.read_text())
    page.write_text(PASSAGES.sub(lambda _: passage_figures(results), text))
    print(f"{page} has {len(charts)} charts of {len(runs)} collections")
    return 0


if __name__ == "__main__":
    sys.exit(main())

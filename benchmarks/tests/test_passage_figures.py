"""The figures of passages in the docs are those of the newest results."""

from __future__ import annotations

from pathlib import Path

from benchmarks.passage_figures import newest, passage_figures

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"


def test_the_page_shows_the_newest_results() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    shown = page[page.index("<!-- passages -->\n") + len("<!-- passages -->\n") : page.index("<!-- /passages -->")]
    assert shown == passage_figures(RESULTS)


def test_either_order_of_a_pair_scores_the_same() -> None:
    for corpus in ("pan13-train", "exaraplagdet-dev"):
        run, swapped = (
            newest(RESULTS, f"passages-{corpus}-2*.json"),
            newest(RESULTS, f"passages-{corpus}-swapped-*.json"),
        )
        assert run is not None
        assert swapped is not None
        assert run["scores"] == swapped["scores"]

"""What is measured of `dedup` itself."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers import ours, ours_all, ours_sketch

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday morning."
TEXTS = [
    "The bank left its main rate unchanged and said that it expects prices to fall before the summer is over.",
    f"{FLOOD} Schools stay closed.",
    "أعلن وزير المالية أمس خلال مؤتمر صحفي عقد بالعاصمة عن خطة جديدة لدعم قطاع الزراعة والصناعة.",
    f"Breaking: {FLOOD}",
]


def test_families_and_pairs_are_told_by_the_positions_of_texts(tmp_path: Path) -> None:
    for system in (ours, ours_all):
        found = system.find(TEXTS, tmp_path)
        assert found.counts["articles"] == 4
        read = found.read()
        assert read.labels.tolist() == [0, 1, 2, 1]
        assert read.pairs.tolist() == [[1, 3]]


def test_sketching_counts_articles(tmp_path: Path) -> None:
    assert ours_sketch.find(TEXTS, tmp_path).counts == {"articles": 4}

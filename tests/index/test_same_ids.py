"""Articles of several outlets with one id are kept apart in an index, from one run to the next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dedup

FLOOD = (
    "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the district office said on Monday."
    " Firefighters carried forty residents from a home for the elderly into the sports hall."
)
SHIP = (
    "A ferry with ninety passengers ran onto a sandbank off the island of Merra in thick fog, but nobody was hurt."
    " The captain had slowed the vessel after its radar failed, the coast guard wrote."
)


def file(path: Path, source: str, text: str) -> Path:
    path.write_text(json.dumps({"id": 1, "source": source, "text": text}))
    return path


@pytest.fixture
def index(tmp_path: Path):
    with dedup.Index(tmp_path / "seen.sqlite") as opened:
        yield opened


def test_another_outlet_s_article_is_added_under_its_file(index: dedup.Index, tmp_path: Path) -> None:
    north, south = file(tmp_path / "north.jsonl", "north", FLOOD), file(tmp_path / "south.jsonl", "south", SHIP)
    assert index.add_many(dedup.read(north)).n_added == 1
    assert index.add_many(dedup.read(south)).n_added == 1
    assert index.add_many(dedup.read(south)).n_unchanged == 1
    first, second = index.get("1"), index.get("south.jsonl#1")
    assert first is not None
    assert second is not None
    assert (first.text, second.text) == (FLOOD, SHIP)


def test_a_later_version_of_the_same_outlet_revises(index: dedup.Index) -> None:
    assert index.add({"id": 1, "source": "north", "text": FLOOD}).outcome == "added"
    assert index.add({"id": 1, "source": "north", "text": f"Update. {FLOOD}"}).outcome == "revised"


def test_one_without_a_file_goes_by_its_outlet_and_is_compared_with_its_namesake(index: dedup.Index) -> None:
    index.add({"id": 1, "source": "north", "text": FLOOD})
    added = index.add({"id": 1, "source": "south", "text": f"TOLVIK - {FLOOD}"})
    assert added.outcome == "added"
    assert [{match.a, match.b} for match in added] == [{"south#1", "1"}]
    assert "south#1" in index

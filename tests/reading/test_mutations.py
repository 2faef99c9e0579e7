"""No file, however damaged, ends a run or costs another file: each format is read after chance has been at it."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from dedup.reading import read
from tests.reading.mutated import STORIES, damaged, documents, files

FILES = files()
DOCUMENTS = documents()
N_SEEDS, N_SEEDS_OF_DOCUMENTS = 40, 10


@pytest.mark.parametrize("name", FILES)
def test_whole_files_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    reader = read(tmp_path)
    assert any("flooded" in article.text or "غمرت" in article.text for article in reader)
    assert reader.skipped == []


@pytest.mark.parametrize("name", [*FILES, *DOCUMENTS])
def test_damaged_files_cost_themselves_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "zzz.txt").write_text(STORIES[0])
    raw, n_seeds = (FILES[name], N_SEEDS) if name in FILES else (DOCUMENTS[name], N_SEEDS_OF_DOCUMENTS)
    for seed in range(n_seeds):
        (tmp_path / name).write_bytes(damaged(name, raw, seed))
        reader = read(tmp_path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what libraries say of damage
            found = list(reader)
        assert [article.text for article in found if article.id == "zzz.txt"] == [STORIES[0]]
        assert all(article.text.strip() for article in found)
        for article in found:
            article.text.encode("utf-8", "surrogatepass")
        assert all(one.reason and one.path for one in reader.skipped)

"""What an index says of its own size."""

from __future__ import annotations

from benchmarks.index_stress.made import story
from dedup.index import Index


def test_both_databases_tell_how_much_they_hold(location):
    with Index(location) as index:
        empty = index.stats()
        index.add_many(story(f"sabq-{number}") for number in range(300))
        index.add(story("sabq-7", "another flood"))
        full = index.stats()
    assert (empty.n_articles, empty.n_revisions, empty.n_words, empty.first) == (0, 0, 0, None)
    assert (full.n_articles, full.n_revisions, full.n_words) == (300, 1, 300 * 60)
    assert full.n_bytes > empty.n_bytes + 300 * 100
    assert full.first < full.last

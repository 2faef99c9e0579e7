"""A collection grows the same way every time, and its rewrites do come from their sources."""

from __future__ import annotations

import pytest

from benchmarks.amplify import KINDS, OWN_STORY, REAL_ARTICLE, Amplifier, grow
from benchmarks.texts import write

BASE = [
    " ".join(f"{verb} {place} {thing} {number}" for thing in ("النهر", "الجسر", "السوق") for number in range(10))
    for place in ("الرياض", "جدة", "الدمام", "أبها")
    for verb in ("أعلن", "افتتح", "زار")
]


@pytest.fixture(scope="module")
def grown():
    return Amplifier(BASE, 400)


def test_the_real_articles_come_first_as_they_are(grown):
    assert [grown.text(i) for i in range(len(BASE))] == BASE


def test_any_article_can_be_made_by_itself_and_comes_out_the_same(grown):
    again = Amplifier(BASE, 400)
    assert [again.text(i) for i in reversed(range(400))] == [grown.text(i) for i in reversed(range(400))]


def test_another_seed_grows_another_collection(grown):
    assert [Amplifier(BASE, 400, seed=2).text(i) for i in range(400)] != [grown.text(i) for i in range(400)]


def test_a_rewrite_names_a_source_that_came_before_and_is_no_rewrite_itself(grown):
    for i, (kind, source) in enumerate(zip(grown.kind, grown.source, strict=True)):
        if kind < len(KINDS):
            assert source < i
            assert grown.kind[source] in {OWN_STORY, REAL_ARTICLE}
        else:
            assert source == i


def test_a_copy_is_its_source_word_for_word(grown):
    copies = [i for i in range(400) if KINDS[min(grown.kind[i], len(KINDS) - 1)][0] == "copy"]
    assert copies
    assert all(grown.text(i) == grown.text(int(grown.source[i])) for i in copies)


def test_the_collection_on_disk_is_the_one_that_is_made_article_by_article(tmp_path, grown):
    stored = grow(write(tmp_path, "base", BASE), 400, tmp_path, "grown")
    assert list(stored) == [grown.text(i) for i in range(400)]

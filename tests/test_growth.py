"""Growth loses nothing: what was connected stays connected when articles are added."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime

import numpy as np
import pytest

from dedup import Article, Config, scan
from dedup.candidates.nominate import nominate, representatives
from dedup.candidates.pairs import split
from dedup.sketch.sketches import sketch
from tests.newsroom import collection, edited, story

pytestmark = pytest.mark.heavy


class Connected:
    """Which articles hang together, directly or through others."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._root: dict[str, str] = {}
        for a, b in pairs:
            self._root[self.root(a)] = self.root(b)

    def root(self, article: str) -> str:
        while (above := self._root.setdefault(article, article)) != article:
            article = above
        return article


def nominated(articles: list[Article]) -> list[tuple[str, str]]:
    """The candidate pairs by id, exact duplicates with the one that stands for them."""
    sketches = sketch([article.text for article in articles])
    order = np.argsort(sketches.digests, kind="stable")
    sketches = sketches.reordered(order)
    ids = [articles[i].id for i in order]
    stands_for = representatives(sketches)
    found = nominate(sketches, np.flatnonzero(stands_for == np.arange(len(ids))), Config())
    pairs = list(zip(*split(getattr(found, "pairs", found)), strict=True))
    pairs += list(enumerate(stands_for.tolist()))
    return [(ids[a], ids[b]) for a, b in pairs]


def matched(articles: list[Article]) -> list[tuple[str, str]]:
    return [(match.a, match.b) for match in scan(articles).matches]


def added(rng: random.Random, text: str, n: int) -> list[Article]:
    """More articles that carry the text, whole, cut, edited or inside their own words."""
    words = text.split()
    made = []
    for number in range(n):
        begin = rng.randrange(len(words) - 30)
        way = rng.randrange(4)
        new = [
            edited(rng, text, 0.05),
            " ".join(words[begin : begin + rng.randint(20, 60)]),
            story(rng, 60) + " " + " ".join(words[begin : begin + 30]) + " " + story(rng, 60),
            text,
        ][way]
        made.append(Article(f"added-{number:04d}", new))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_candidates_stay_connected_when_a_collection_grows(seed: int) -> None:
    rng = random.Random(seed)
    before = collection(30, seed)
    grown = [*before, *collection(60, seed + 100)[:150], *added(rng, before[0].text, 60)]
    grown = [Article(f"{n}" if n >= len(before) else one.id, one.text) for n, one in enumerate(grown)]
    connected = Connected(nominated(grown))
    pairs = nominated(before)
    assert len(pairs) > len(before)
    for a, b in pairs:
        assert connected.root(a) == connected.root(b)


@pytest.mark.parametrize("n_added", [10, 40, 400])
def test_two_articles_that_share_a_run_of_twelve_words_stay_connected_however_many_carry_it(n_added: int) -> None:
    """The run is in so many articles at last that each is linked to representatives only."""
    rng = random.Random(n_added)
    run = " ".join(f"كلمة{n}" for n in range(12))
    containing = [Article(f"{n:04d}", f"{story(rng, 70)} {run} {story(rng, 50)}") for n in range(2 + n_added)]
    connected = Connected(nominated(containing))
    assert len({connected.root(article.id) for article in containing}) == 1


@pytest.mark.parametrize("seed", range(3))
def test_matches_stay_connected_as_long_as_their_words_stay_rare(seed: int) -> None:
    """Up to eight articles may carry a wording before it weighs less; here a few strangers and copies come in."""
    rng = random.Random(seed)
    before = [Article(f"old-{n}", text) for n, text in enumerate(story(rng, 120) for _ in range(20))]
    before += [Article(f"copy-{n}", edited(rng, one.text, 0.05)) for n, one in enumerate(before[:12])]
    half = " ".join(before[3].text.split()[20:80])
    before.append(Article("mixed", story(rng, 80) + " " + half + " " + story(rng, 50)))
    grown = [*before, *(Article(f"new-{n}", story(rng, 120)) for n in range(300)), *added(rng, before[5].text, 4)]
    pairs = matched(before)
    assert len(pairs) >= 14
    connected = Connected(matched(grown))
    for a, b in pairs:
        assert connected.root(a) == connected.root(b)


def test_copies_stay_one_family_while_the_story_spreads() -> None:
    rng = random.Random(4)
    text = story(rng, 150)
    articles = [Article("wire", text, published=datetime(2015, 7, 1))]
    articles += [Article(f"{n:04d}", edited(rng, text, 0.03), published=datetime(2015, 7, 2)) for n in range(600)]
    for n in (2, 20, 120, 601):
        (cluster,) = scan(articles[:n]).clusters
        assert len(cluster.members) == n

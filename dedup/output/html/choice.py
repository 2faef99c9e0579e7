"""What of a report goes onto its page: everything, up to what a browser opens in two seconds; the rest is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.scanning.report import Report


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a page holds at most.

    `articles` and `matches` make its lists: 100 bytes of each are unpacked when it opens. `characters` are those of
    texts, of which one file takes a third of a byte each. `whole`: up to so many characters all texts are on the page;
    of a larger collection only those in which something was found. `verdicts`: up to so many matches the page says of
    each who was first and why, for which they have to be made, four in a millisecond; of more it says so of each copy
    beside the origin of its family, which is known.
    """

    articles: int = 120_000
    matches: int = 300_000
    characters: int = 60_000_000
    whole: int = 4_000_000
    verdicts: int = 1_000


@dataclass(frozen=True, slots=True)
class ArticleStats:
    """What is asked of every article of a report, in its order, read once.

    `times` float64[N]: seconds since 1970, nan where unknown; `lengths` int64[N]: characters.
    """

    ids: Sequence[str]
    outlets: Sequence[str]
    times: NDArray[np.float64]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The part of a report that its page holds.

    `articles` int64[n]: places in `Report.articles`, rising; an article's number on the page is its place here.
    `n_families`: so many of `Report.clusters`, the first. `matches` int64[m]: places in `Report.matches`, those
    within families first, family by family. `texts`: the numbers whose texts are there, those of families first.
    `left_out` counts what is not.
    """

    articles: NDArray[np.int64]
    n_families: int
    matches: NDArray[np.int64]
    texts: Sequence[int]
    left_out: dict[str, int]


def survey(report: Report) -> ArticleStats:
    """Look at every article once."""
    outlets, times, lengths = [], [], []
    for article in report.articles.values():
        outlets.append(article.source)
        times.append(np.nan if article.published is None else article.published_utc.timestamp())  # type: ignore[union-attr]
        lengths.append(len(article.text))
    return ArticleStats(list(report.articles), outlets, np.array(times, np.float64), np.array(lengths, np.int64))


def choose(report: Report, known: ArticleStats, limits: Limits) -> Choice:
    """Choose families from the largest on, then articles with other matches, with repeats, and the rest."""
    n = len(known.ids)
    places = {identity: place for place, identity in enumerate(known.ids)}
    pairs = report.match_pairs()
    families = report.family_places()
    sizes = np.cumsum([len(members) for members in families])
    families = families[: int(np.searchsorted(sizes, limits.articles, "right"))]
    repeating = [places[repeat.article] for repeat in report.repeats]
    found = dict.fromkeys(chain(*(members.tolist() for members in families), *pairs.tolist(), repeating))
    rest = dict.fromkeys(chain(found, np.flatnonzero(report.shown_places()).tolist()))
    order = np.fromiter(rest, np.int64, len(rest))[: limits.articles]
    articles = np.sort(order)
    numbers = np.full(n, -1, np.int64)
    numbers[articles] = np.arange(len(articles))
    matches = _matches(numbers[pairs["a"]], numbers[pairs["b"]], families, numbers)[: limits.matches]
    if known.lengths.sum() > limits.whole:
        order = order[: len(found)]
    n_texts = int(np.searchsorted(np.cumsum(known.lengths[order]), limits.characters, "right"))
    return Choice(
        articles,
        len(families),
        matches,
        numbers[order[:n_texts]].tolist(),
        {
            "articles": len(rest) - len(articles),
            "families": len(report.clusters) - len(families),
            "matches": len(pairs) - len(matches),
            "texts": len(order) - n_texts,
        },
    )


def _matches(
    a: NDArray[np.int64], b: NDArray[np.int64], families: Sequence[NDArray[np.int64]], numbers: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The matches whose articles are both on the page, family by family, then those between families."""
    family = np.full(len(numbers) + 1, -1, np.int64)  # of each number; the last is that of an article left out
    for place, members in enumerate(families):
        family[numbers[members]] = place
    of_a, of_b = family[a], family[b]
    rank = np.where((of_a == of_b) & (of_a >= 0), of_a, len(families))
    order = np.argsort(rank, kind="stable")
    found: NDArray[np.int64] = order[(a[order] >= 0) & (b[order] >= 0)]
    return found

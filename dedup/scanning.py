"""The main way: articles -> sketches -> candidates -> alignments -> families -> report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.boilerplate import BoilerplateMaker, find_boilerplate
from dedup.candidates.pairs import MAX_ARTICLES
from dedup.collection import Collection, Item
from dedup.config import Config
from dedup.confirm.days import days_of
from dedup.confirm.relation import PARTIAL, RELATIONS
from dedup.credits.detect import detect
from dedup.engine import find_reuse
from dedup.errors import DedupError
from dedup.family import FamilyMaker
from dedup.match_table import match_pairs, match_table
from dedup.matches import MatchColumns, MatchMaker
from dedup.origin import Parties, crawled_outlets, origin_order
from dedup.reading import Reader
from dedup.report import ArticleTable, Finders, OnDemand, Report
from dedup.results import Skipped
from dedup.shared import shared_wording
from dedup.sketch.sketches import sketch
from dedup.stages import Progress, Stages
from dedup.within import repeats_of


def scan(
    articles: Reader | Iterable[Item],
    *,
    config: Config | None = None,
    every_relation: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Find what repeats in a collection: copies of all or part of an article in others, and the families they form.

    `articles` is read once. An item may be an `Article`, a mapping with the usual field names, or a text, which gets
    its position as id; one that is none of these, has no words, or has an id that came before is skipped and listed in
    `Report.skipped`. `every_relation` also keeps pairs that share only formula. `jobs` is the number of threads, by
    default one a core; it changes nothing in the result.

    >>> flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    >>> report = scan([flood, "Breaking: " + flood + " Schools stay closed.", "The bank left rates unchanged."])
    >>> [(match.a, match.b, match.relation) for match in report.matches]
    [('0', '1', 'reprint')]
    """
    config = config or Config()
    jobs = jobs or os.cpu_count() or 1
    stages = Stages(progress)
    collection = Collection(articles.records() if isinstance(articles, Reader) else articles)
    with stages.stage("sketch") as advance:
        sketches = sketch(collection.texts(), config, threads=jobs, progress=advance)
    ids = collection.ids
    if len(sketches) > MAX_ARTICLES:
        raise DedupError(f"{len(sketches):,} articles: a scan takes {MAX_ARTICLES:,} at most")
    wordless = [Skipped(reason="no words", id=ids[i]) for i in np.flatnonzero(sketches.n_tokens == 0)]
    with stages.stage("order"):
        order = content_order(sketches.digests, sketches.n_tokens, ids)
        published = np.array(collection.published)[order]
        outlets, names = np.array(collection.sources, np.int32)[order], collection.source_names
        places = origin_order(published, sketches.n_tokens[order], outlets, names)
        ordered = [sketches.reordered(order)]
        del sketches  # handed over, not kept: the engine lets go of what it no longer needs
    with stages.stage("boilerplate", len(order)):
        days = days_of(published)
        boilerplate = find_boilerplate(ordered[0], outlets, days)
    found = find_reuse(
        ordered.pop(), places, days, boilerplate, config,
        weakest=len(RELATIONS) - 1 if every_relation else PARTIAL, jobs=jobs, stages=stages,
    )  # fmt: skip
    with stages.stage("order"):
        ids = [ids[i] for i in order]
        by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
        columns = found.matches.sorted_by(by_id)
        parties = Parties(lambda number: collection[order[number]], crawled_outlets(published, outlets, names))
        families = FamilyMaker(found.origins, columns, parties, ids)
        repeated = BoilerplateMaker(boilerplate, lambda number: collection[order[number]], ids)
    return Report(
        ArticleTable({ids[number]: int(order[number]) for number in by_id}, collection),
        OnDemand(len(columns), MatchMaker(columns, parties)),
        OnDemand(len(families), families),
        sorted([*collection.skipped, *wordless], key=lambda one: (one.path, one.id, one.reason)),
        config=config,
        counts={"articles": len(order), **found.counts, **columns.relation_counts()},
        seconds=stages.seconds,
        fields_used=articles.fields_used if isinstance(articles, Reader) else None,
        finders=Finders(
            repeats_of,
            detect,
            lambda articles, matches: shared_wording(articles, _pairs(columns, ids)),
            lambda chosen: match_table(columns, lambda number: collection[order[number]], ids, chosen),
            lambda: match_pairs(columns, ids),
        ),
        boilerplate=OnDemand(repeated.n_wordings, repeated.wording),
        boilerplate_spans=repeated,
    )


def content_order(digests: NDArray[np.uint64], n_tokens: NDArray[np.int64], ids: Sequence[str]) -> NDArray[np.int64]:
    """The articles that have words, in the order of their digests; those with the same, in the order of their ids."""
    order = np.flatnonzero(n_tokens)
    order = order[np.argsort(digests[order], kind="stable")]
    ties = np.flatnonzero(digests[order][1:] == digests[order][:-1])
    for begin, end in _runs(ties):
        order[begin:end] = sorted(order[begin:end], key=lambda i: ids[i])
    return order


def _runs(ties: NDArray[np.int64]) -> list[tuple[int, int]]:
    """The half-open ranges of places that are each tied with the next; `ties` lists the places tied with their next."""
    breaks = np.flatnonzero(np.diff(ties) > 1)
    begins, ends = np.append(ties[:1], ties[breaks + 1]), np.append(ties[breaks], ties[-1:])
    return [(int(begin), int(end) + 2) for begin, end in zip(begins, ends, strict=True)]


def _pairs(columns: MatchColumns, ids: Sequence[str]) -> set[tuple[str, str]]:
    """The ids of each match, the smaller first, without making the matches."""
    pairs = zip(columns.first.tolist(), columns.second.tolist(), strict=True)
    return {(min(ids[i], ids[j]), max(ids[i], ids[j])) for i, j in pairs}

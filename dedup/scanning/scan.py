"""The main way: articles -> sketches -> candidates -> alignments -> families -> report."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import numpy as np

from dedup.arguments import require_path
from dedup.boilerplate import BoilerplateMaker, boilerplate_of
from dedup.candidates.pairs import MAX_ARTICLES
from dedup.config import Config
from dedup.corpus.collection import Item
from dedup.corpus.corpus import Corpus
from dedup.corpus.intake import Intake, Source, take_in
from dedup.corpus.intake_on_disk import take_in_to
from dedup.dates.durations import time_of
from dedup.errors import DedupError
from dedup.families.clusters import ClusterMaker
from dedup.fields.frames import is_frame, refuse_no_collection
from dedup.judge.judged import anything, substance
from dedup.matches.objects import MatchMaker
from dedup.origin import ProfileCache, crawled_outlets
from dedup.reading import Reader, read
from dedup.reading.reader import articles_of
from dedup.reading.tablereader import TableReader
from dedup.results import Reading, Skipped
from dedup.runtime.stages import Progress, Stages
from dedup.runtime.threads import n_threads
from dedup.runtime.work_folder import WorkFolder
from dedup.scanning.depth import Depth, by_depth
from dedup.scanning.engine import Run, find_reuse
from dedup.scanning.inside import Inside
from dedup.scanning.on_demand import ArticleTable, OnDemand
from dedup.scanning.report import Report
from dedup.scanning.scanned import Scanned
from dedup.scanning.shown import Shown
from dedup.shared_wording.grams import AT_ONCE

T = TypeVar("T")

SHARED_BYTES, FOUND_BYTES = 64, 9
"""Memory that looking for shared wording takes for every word that it works on at once, and of all words afterwards."""


def scan(
    articles: Reader | Iterable[Item],
    *,
    config: Config | None = None,
    every_relation: bool = False,
    rewritten: bool = False,
    since: datetime | date | timedelta | str | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    memory: int | str | None = None,
    work_dir: str | os.PathLike[str] | None = None,
    depth: Depth | None = None,
) -> Report:
    """Find reuse in a collection: articles that copy all or part of others, and the families that they form.

    `articles` is read once. It is what `dedup.read` returns, a table of pandas, polars, Arrow, DuckDB or Hugging Face,
    or any iterable, of which an item may be an `Article`, a mapping with the usual field names, or a text, which gets
    its position as id. An item that is none of these, has no words, or has the id of an earlier one is skipped and
    listed in `Report.skipped`. `every_relation` also keeps pairs that are no reuse: two fillings of one
    template, and those that share only boilerplate or a quotation. `rewritten` also looks for text that was reworded,
    translated there and back, or summarised, from a sentence on; it takes several times as long.

    `since`, a date or how long ago ("2015-07-21", "7d"), shows what came since then against everything before: all
    articles are compared and learned from, and the report holds what concerns at least one article published since
    then, or without a date (see `Report.since`).

    `jobs` is the number of threads, by default one per core; it does not change the result. `depth` is the old name of
    `rewritten`.

    With `memory`, in bytes or as "2GB", or with `work_dir`, columns and texts are kept in files, and the process uses
    no more than `memory` (by default half of what the machine has); the result is the same. The files are in the folder
    `work_dir`, so that a scan of the same input goes on where it was killed, or else in a temporary folder.

    >>> flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    >>> report = scan([flood, "Breaking: " + flood + " Schools stay closed.", "The bank left rates unchanged."])
    >>> [(match.a, match.b, match.relation) for match in report.matches]
    [('0', '1', 'reprint')]
    """
    run = run_of(
        config, every_relation=every_relation, rewritten=by_depth(depth, rewritten), since=since, jobs=jobs,
        progress=progress,
    )  # fmt: skip
    return scan_as(run, articles, memory, work_dir)


def run_of(
    config: Config | None = None,
    *,
    every_relation: bool = False,
    rewritten: bool = False,
    since: datetime | date | timedelta | str | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    n_processes: int = 1,
) -> Run:
    """How a scan is made, as asked for (`scan`); beside it a command lets `n_processes` work."""
    wanted = anything if every_relation else substance
    earliest = None if since is None else time_of(since, "since", datetime.now(UTC))
    return Run(
        Config.of(config), wanted, rewritten, n_threads(jobs), Stages(progress), since=earliest, n_processes=n_processes
    )


def scan_as(
    run: Run, articles: Reader | Iterable[Item], memory: int | str | None, work_dir: str | os.PathLike[str] | None
) -> Report:
    """The report of a scan that is made so, of these articles, in so much memory (`scan`)."""
    source = source_of(articles)
    if memory is None and work_dir is None:
        return report_of(take_in(source, run.config, run.jobs, run.stages), run)
    folder = work_folder(work_dir, memory, articles, input_key(articles, run.config, run.rewritten))
    try:
        intake = take_in_to(folder, source, run.config, run.jobs, run.stages)
        return report_of(intake, replace(run, storage=folder))
    finally:
        folder.release()


def report_of(intake: Intake, run: Run) -> Report:
    """The report on the articles taken in."""
    collection, stages, memory = intake.collection, run.stages, run.storage.memory
    if len(collection.ids) > MAX_ARTICLES:
        raise DedupError(f"{len(collection.ids):,} articles: a scan takes {MAX_ARTICLES:,} at most")
    wordless = [Skipped(reason="no words", id=collection.ids[at]) for at in intake.wordless.tolist()]
    n_words = intake.sketches[0].n_tokens
    not_looked_for: dict[str, str] = {}
    if memory is not None and _shared_bytes(int(n_words.sum())) > memory:
        not_looked_for["shared"] = "not looked for: it takes more memory than there may be"
    with stages.stage("order"):
        corpus = Corpus(collection, intake.order)
    with stages.stage("boilerplate", len(corpus)):
        boilerplate = boilerplate_of(corpus, intake.sketches[0])
    sketches = intake.sketches.pop()
    words = [sketches.words]
    inside = Inside(corpus, words, run.jobs, run.n_processes)
    begun = None
    if run.n_processes > 1 and run.since is None:  # they begin before threads do, and work beside the engine
        begun = inside.begin(np.ones(len(corpus), np.bool_))
    found = find_reuse(corpus, sketches, boilerplate, run)
    columns, origins, counts = found.matches.sorted_by(corpus.place), found.origins, found.counts
    shown = Shown.of(corpus.published, run.since)
    matches = shown.matches(columns)
    del found, sketches  # what it was found with is needed no more, but for the words until shared wording is asked for
    with stages.stage("order"):
        profiles = ProfileCache(corpus.article, crawled_outlets(corpus.published, corpus.outlets, corpus.outlet_names))
        matcher = MatchMaker(matches, corpus.place, profiles)
        clusters = ClusterMaker(origins, columns, profiles, corpus.ids, shown.articles)
        repeated = BoilerplateMaker(boilerplate, corpus.article, corpus.ids, shown.articles)
    return Report(
        ArticleTable(corpus),
        OnDemand(len(matches), matcher, matcher.__iter__),
        OnDemand(len(clusters), clusters, clusters.__iter__),
        sorted([*collection.skipped, *wordless], key=lambda one: (one.path, one.id, one.reason)),
        config=run.config,
        counts={
            "articles": len(corpus),
            **counts,
            **matches.relation_counts(),
            "family_members": clusters.n_members,
        },
        seconds=stages.seconds,
        fields_used=intake.facts["fields_used"],
        reading=Reading(**intake.facts["reading"]),
        not_looked_for=not_looked_for,
        scanned=Scanned(
            corpus, columns, matches, shown, n_words, origins, profiles, clusters, words, run.jobs, inside, begun
        ),
        boilerplate=OnDemand(repeated.n_wordings, repeated.wording),
        boilerplate_spans=repeated,
    )


def _shared_bytes(n_words: int) -> int:
    """Memory that looking for shared wording takes in a collection of so many words."""
    return min(n_words, AT_ONCE) * SHARED_BYTES + n_words * FOUND_BYTES


def source_of(articles: Reader | Iterable[Item]) -> Source:
    """What reads these articles. Raises `InputError` for what is no collection of articles."""
    if is_frame(articles):
        articles = read(articles)
    refuse_no_collection(articles)
    if isinstance(articles, Reader):
        return Source(
            partial(articles_of, articles),
            lambda: {"fields_used": articles.fields_used, "reading": asdict(articles.reading)},
            articles.place,
            articles.keep if isinstance(articles, TableReader) else None,
        )
    return Source(lambda: articles, lambda: {"fields_used": {}})


def work_folder(
    work_dir: str | os.PathLike[str] | None,
    memory: int | str | None,
    articles: Reader | Iterable[Item],
    made_of: dict[str, Any] | None,
) -> WorkFolder:
    """Where a scan keeps its files: never in a folder that it reads, or they would be read as articles."""
    if work_dir is not None:
        work_dir = require_path("work_dir", work_dir)
        if isinstance(articles, Reader):
            articles.require_outside(work_dir)
    return WorkFolder(work_dir, memory=memory, input_key=made_of)


def input_key(articles: Reader | Iterable[Item], config: Config, rewritten: bool) -> dict[str, Any] | None:
    """What the work of a scan depends on; None where nobody can tell whether it is the same another time."""
    identity = articles.identity() if isinstance(articles, Reader) else None
    return None if identity is None else {"input": identity, "config": config.as_dict(), "rewritten": rewritten}

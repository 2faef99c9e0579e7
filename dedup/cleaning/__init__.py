"""Cleaning: what can be removed from a collection without loss, by a policy, and what is left."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedup.arguments import require_ids
from dedup.cleaning.containing import shares_enough
from dedup.cleaning.decisions import Cut, Removal, Removals
from dedup.cleaning.plan import Listed, Novelty, Plan
from dedup.cleaning.policy import DROPS, Policy
from dedup.cleaning.ranking import Ranking, require_outlets
from dedup.cleaning.rounds import settled
from dedup.cleaning.state import CleaningState
from dedup.cleaning.staying import OLD, OldCollection, Staying, named, named_cut, with_old
from dedup.config import Config
from dedup.corpus.collection import Item
from dedup.fields.frames import is_frame, refuse_no_collection
from dedup.reading import Reader, read
from dedup.reading.places import Places, PlaceWriter
from dedup.reading.tablereader import TableReader
from dedup.runtime.memory_limit import machine_memory
from dedup.runtime.stages import Progress
from dedup.runtime.storage import Arrays
from dedup.scanning.rescan import Rescanner

if TYPE_CHECKING:
    from dedup.index import Index

MAX_TEXTS = 8_000
"""Texts whose sentences are remembered where memory has a limit: some 80 MB of news."""

__all__ = ["Cut", "Novelty", "Plan", "Policy", "Removal", "clean"]


def clean(
    articles: Reader | Iterable[Item],
    policy: Policy | None = None,
    *,
    drop: Sequence[str] | str = DROPS,
    keep: str | Sequence[str] = "origin",
    strip: Sequence[str] | str = (),
    keep_ids: Iterable[str] = (),
    against: Reader | Iterable[Item] | Index | None = None,
    config: Config | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    memory: int | str | None = None,
    work_dir: str | os.PathLike[str] | None = None,
) -> Plan:
    """Plan which articles of a collection can go because kept ones have their content, and what can be cut.

    `drop` names the relations to a kept article with which an article may go; `keep` which copy is kept: "origin",
    "longest", "first", "last", or a list of outlets, preferred ones first; `strip` what is cut from kept articles:
    "repeats", "boilerplate", "seen". A `policy` sets all of these, and how much a copy may lack, at once. Articles with
    one of `keep_ids` stay as they are, and are preferred to others. With `against`, an old collection or an `Index`,
    nothing goes in favour of another new article: only what stands in the old one, which is only read. `articles`,
    `config`, `jobs`, `progress`, `memory` and `work_dir` are those of `dedup.scan`. Nothing is cut from text that a
    reader extracts from markup (web pages, feeds, Markdown), because it is not in the file as such.

    An article goes only if aligning the two shows that its content is in one that is kept; see `Policy`.

    Raises `InputError` for an unknown policy, for outlets that no article has, and for a file that is not as it was
    when it was read.

    >>> flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    >>> plan = clean([flood, flood + " Schools stay closed.", "The bank left rates unchanged."], keep="longest")
    >>> [(removal.article, removal.relation, removal.kept) for removal in plan.removed]
    [('0', 'reprint', '1')]
    >>> [article.id for article in plan.apply()]
    ['1', '2']
    """
    policy, kept_ids = Policy.given(policy, drop, keep, strip), require_ids("keep_ids", keep_ids)
    source = _again_and_again(articles)
    state = source.state() if isinstance(source, Reader) else None
    old = None if against is None else OldCollection.of(against, source)
    scanned = source if old is None else with_old(source, old)
    limit = memory if memory is not None or work_dir is None else machine_memory() // 2
    rescanner = Rescanner(scanned, config, jobs, progress, limit, work_dir, shares_enough)
    try:
        if isinstance(source, Reader) and source.has_files:
            source.places = PlaceWriter()
        reports = [rescanner.first()]  # let go of as soon as it has been used
        places = _places(source, rescanner) if isinstance(source, Reader) and source.has_files else None
        articles_of_all, skipped, columns = reports[0].articles, reports[0].skipped, reports[0].columns()
        require_outlets(policy, {columns.outlet_names[outlet] for outlet in np.unique(columns.outlets).tolist()})
        most_texts = math.inf if limit is None else MAX_TEXTS
        staying = Staying(list(articles_of_all), kept_ids, old)
        known = CleaningState(
            articles_of_all,
            Ranking(policy, columns, staying.marks),
            columns.n_words,
            (lambda article_id: True) if places is None else (lambda article_id: places[article_id].verbatim),
            most_texts,
            uncut=not policy.strip,
            staying=staying,
        )
        decisions = settled(known, policy, reports, rescanner)
    finally:
        rescanner.close()
    removals = decisions.removals
    gone = np.flatnonzero(removals.gone)
    if isinstance(source, Reader):
        source.require_unchanged(state)
    return Plan(
        policy,
        Listed(len(gone), partial(_removal, removals, gone)),
        [named_cut(cut) for number in sorted(decisions.cuts) for cut in decisions.cuts[number]],
        Novelty(known.ids[staying.n_old :], decisions.novelty[staying.n_old :]),
        [known.ids[number] for number in sorted(known.uncut | decisions.uncut) if number not in removals],
        [one for one in skipped if not one.id.startswith(OLD)],
        source,
        places,
        state,
    )


def _removal(removals: Removals, gone: NDArray[np.int64], place: int) -> Removal:
    return named(removals[int(gone[place])])


def _again_and_again(articles: Reader | Iterable[Item]) -> Reader | Sequence[Item]:
    """The articles where they can be read more than once."""
    if is_frame(articles):
        articles = read(articles)
    refuse_no_collection(articles)
    if isinstance(articles, TableReader):
        articles.keep()
    return articles if isinstance(articles, (Reader, Sequence)) else list(articles)


def _places(source: Reader, rescanner: Rescanner) -> Places:
    """Where each article of a reader stands: told while it was read, now or by an earlier run."""

    def told() -> Arrays:
        if not source.places:  # an earlier run has read it, and was killed
            for _ in source:
                pass
        places, source.places = source.places or PlaceWriter(), None
        return places.finish().columns()

    return Places.restored(rescanner.storage().cached("places", told))

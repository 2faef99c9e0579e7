"""Cleaning: what of a collection can go without loss, by a policy, and what is left."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from dedup.article import Article
from dedup.cleaning.decisions import Cut, Removal
from dedup.cleaning.knowledge import Knowledge, Rank
from dedup.cleaning.plan import Novelty, Plan, articles_of
from dedup.cleaning.policy import DROPS, KEEPS, Policy
from dedup.cleaning.ranking import ranking, times_of
from dedup.cleaning.rounds import settled
from dedup.collection import Item
from dedup.config import Config
from dedup.disk.ceiling import machine_memory
from dedup.errors import InputError
from dedup.reading import Reader
from dedup.reading.formats import VERBATIM
from dedup.report import Report
from dedup.scanning import scan
from dedup.stages import Progress

MOST_TEXTS = 20_000
"""Texts whose sentences are remembered where memory has a limit: some 200 MB of news."""

__all__ = ["Cut", "Novelty", "Plan", "Policy", "Removal", "clean"]


def clean(
    articles: Reader | Iterable[Item],
    policy: Policy | None = None,
    *,
    drop: Sequence[str] | str = DROPS,
    keep: str | Sequence[str] = "origin",
    strip: Sequence[str] | str = (),
    config: Config | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    memory: int | str | None = None,
    work_dir: str | os.PathLike[str] | None = None,
) -> Plan:
    """Plan which articles of a collection can go because their content stays in others, and what can be cut.

    `drop` names the relations to a kept article in which an article may go; `keep` the copy that stays: "origin",
    "longest", "first", "last", or the sources to prefer, most wanted first; `strip` what is cut from articles that
    stay: "repeats", "boilerplate", "seen". A `policy` says all that, and how much a copy may lack, at once. `articles`,
    `config`, `jobs`, `progress`, `memory` and `work_dir` are those of `dedup.scan`. From what a reader draws out of
    markup (web pages, feeds, Markdown) nothing is cut, since its text is not what stands in the file.

    An article goes only if its content is found, by aligning the two, in one that stays; see `Policy`.

    Raises `InputError` for an unknown policy, and for sources that no article has.

    >>> flood = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
    >>> plan = clean([flood, flood + " Schools stay closed.", "The bank left rates unchanged."], keep="longest")
    >>> [(removal.article, removal.relation, removal.kept) for removal in plan.removed]
    [('0', 'reprint', '1')]
    >>> [article.id for article in plan.apply()]
    ['1', '2']
    """
    policy = policy or Policy.of(drop, keep, strip)
    source: Reader | Sequence[Item] = articles if isinstance(articles, (Reader, Sequence)) else list(articles)

    limit = memory if memory is not None or work_dir is None else machine_memory() // 2

    def scanned(items: Reader | Iterable[Item], folder: str | os.PathLike[str] | None = None) -> Report:
        return scan(items, config=config, jobs=jobs, progress=progress, memory=limit, work_dir=folder)

    if isinstance(source, Reader):
        source.places = {}
    report = scanned(source, work_dir)
    if isinstance(source, Reader) and not source.places:  # an earlier run has read it
        for _ in source:
            pass
    skipped = report.skipped
    most_texts = math.inf if limit is None else MOST_TEXTS
    known = Knowledge(report.articles.__getitem__, _rank(policy, report, source), _cuttable(source), most_texts)

    def of_the_report() -> Iterator[Article]:
        return iter(report.articles.values())

    decisions = settled(known, policy, report, of_the_report, scanned)
    return Plan(
        policy,
        [decisions.removals[article_id] for article_id in report.articles if article_id in decisions.removals],
        [cut for article_id in report.articles for cut in decisions.cuts.get(article_id, ())],
        Novelty(list(report.articles), decisions.novelty),
        sorted(known.uncut - decisions.removals.keys()),
        skipped,
        source,
    )


def _cuttable(source: Reader | Sequence[Item]) -> Callable[[str], bool]:
    """Tells of an article, by its id, whether it can be cut where it stands."""
    places = source.places if isinstance(source, Reader) else None
    if places is None:
        return lambda _: True
    return lambda article_id: places[article_id].kind in VERBATIM


def _rank(policy: Policy, report: Report, source: Reader | Sequence[Item]) -> Rank:
    """The order of preference among the articles of a report."""
    articles = report.articles
    if policy.sources:
        outlets = {article.source for article in articles.values()}
        missing = [outlet for outlet in policy.sources if outlet not in outlets]
        if missing:
            raise InputError(
                f'no article comes from "{missing[0]}": keep takes {", ".join(KEEPS)}, or names of sources'
            )
    position: dict[str, int] = {}
    if policy.keep in ("first", "last"):
        for place, article in enumerate(articles_of(source)):
            position.setdefault(article.id, place)
    times = times_of(articles.values()) if policy.keep in ("origin", "longest") else {}
    return ranking(policy, position, times)

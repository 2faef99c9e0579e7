"""Report: what a scan found, as tables whose objects are made on demand from columns."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.config import Config
from dedup.errors import renamed
from dedup.records import PairRecords
from dedup.results import (
    Boilerplate,
    Cluster,
    Credit,
    Match,
    MatchPassage,
    Member,
    Reading,
    Relation,
    Repeat,
    Shared,
    Skipped,
    Span,
    Story,
)
from dedup.runtime.staging import replaced
from dedup.scanning.on_demand import ArticleColumns, OnDemand
from dedup.tables.schemas import SCHEMAS
from dedup.tables.table import Table

if TYPE_CHECKING:
    from dedup.families.stories import StoryMaker
    from dedup.matches.objects import Made
    from dedup.matches.table import MatchTable
    from dedup.origin import Verdicts
    from dedup.scanning.scanned import Scanned
    from dedup.shared_wording.wording import SharedColumns, SharedWording


class Report:
    """What was found in a collection of articles.

    `matches` are the confirmed pairs, sorted by both ids; `clusters` the families, largest first. `repeats`, `credits`
    and `shared` are computed when first accessed. `boilerplate` is what outlets print under many articles, the most
    frequent first; `boilerplate_spans` gives its places in each article that has some, by id. `skipped` lists what was
    left out, and why; `counts` says how many articles, candidates and alignments there were, `seconds` how long each
    stage took, and `fields_used` from which fields of the records each part of the articles was taken. `reading` holds
    anything else about how they were read; `not_looked_for` says why "shared" was left out, if it was.

    With `since` everything is found among all of `articles`, and the report is about the `n_shown` that were published
    since then or have no date, compared with each other and with the `n_earlier` others. It holds matches, shared
    wording and boilerplate that concern at least one of them, the families and stories in which there is one, as a
    whole, their repeats, and the credits in them and in these families.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        matches: Sequence[Match],
        clusters: Sequence[Cluster],
        skipped: Sequence[Skipped],
        *,
        config: Config,
        counts: Mapping[str, int],
        seconds: Mapping[str, float],
        scanned: Scanned,
        boilerplate: Sequence[Boilerplate] = (),
        boilerplate_spans: Mapping[str, tuple[Span, ...]] = MappingProxyType({}),
        fields_used: Mapping[str, Sequence[str]] | None = None,
        reading: Reading = Reading(),  # noqa: B008 - frozen
        not_looked_for: Mapping[str, str] | None = None,
    ) -> None:
        self.articles = articles
        self.matches = Table(matches, SCHEMAS["matches"])
        self.clusters = Table(clusters, SCHEMAS["clusters"])
        self.skipped = Table(skipped, SCHEMAS["skipped"])
        self.config = config
        self.counts = counts
        self.seconds = seconds
        self.boilerplate = Table(boilerplate, SCHEMAS["boilerplate"])
        self.boilerplate_spans = boilerplate_spans
        self.reading = reading
        self.fields_used = {part: tuple(names) for part, names in (fields_used or {}).items()}
        self.not_looked_for = dict(not_looked_for or {})
        self._scanned = scanned

    @cached_property
    def passages(self) -> Table[MatchPassage]:
        """The passages of all matches."""
        from dedup.scanning.passages import MatchPassages  # with its kernels, which a report loads when it is used

        return Table(MatchPassages(list(self.articles), self._scanned), SCHEMAS["passages"])

    @cached_property
    def repeats(self) -> Table[Repeat]:
        """Text that appears more than once inside one article."""
        return Table(self._scanned.repeats(), SCHEMAS["repeats"])

    @cached_property
    def credits(self) -> Table[Credit]:
        """The agencies that articles credit or mention."""
        return Table(self._scanned.credits(), SCHEMAS["credits"])

    def find_all(self) -> None:
        """Look for repeats, credits and shared wording together, which takes less time than one after the other, and
        for how many pairs differ in a number, which takes least while the words are at hand.
        """
        repeats_and_credits = self._scanned.repeats_and_credits()  # processes begin before threads do
        self.n_changed_pairs()
        with ThreadPoolExecutor(1) as beside:
            shared = beside.submit(getattr, self, "shared")
            repeats, credits = repeats_and_credits()
            shared.result()
        self.repeats = Table(repeats, SCHEMAS["repeats"])
        self.credits = Table(credits, SCHEMAS["credits"])

    @cached_property
    def stories(self) -> Sequence[Story]:
        """Families with what has a part in common with them, and to how many independent origins each goes back."""
        return OnDemand(len(self._stories), self._stories, self._stories.__iter__)

    def story(self, article_id: str, *, family_only: bool = False) -> Story:
        """The story that an article is part of, or with `family_only` its family alone; the article alone without one.

        Raises `KeyError` for an id that is none of the articles.
        """
        return self._stories.around(self._scanned.number_of(article_id), alone=family_only)

    @cached_property
    def _stories(self) -> StoryMaker:
        return self._scanned.stories()

    @cached_property
    def shared(self) -> Table[Shared]:
        """Wording that articles have in common without being a match."""
        return Table(self._wording or [], SCHEMAS["shared"])

    def shared_columns(self) -> SharedColumns | None:
        """`shared` in columns; None where it was not looked for."""
        return None if self._wording is None else self._wording.columns()

    @cached_property
    def _wording(self) -> SharedWording | None:
        return None if "shared" in self.not_looked_for else self._scanned.shared()

    @property
    def since(self) -> datetime | None:
        """The time since which articles are shown, None where all are."""
        return self._scanned.shown.since

    @property
    def n_earlier(self) -> int:
        """How many of the articles were published before `since`: what is shown is compared with them."""
        return self._scanned.shown.n_earlier

    @property
    def n_shown(self) -> int:
        """How many of the articles the report is about: all without `since`."""
        return len(self.articles) - self.n_earlier

    def tables(self) -> Mapping[str, Table[Any]]:
        """All that was found, by the names of the tables."""
        return {name: getattr(self, name) for name in SCHEMAS}

    @cached_property
    def _articles(self) -> Sequence[Article]:
        """The articles by place, each made when it is accessed."""
        ids = list(self.articles)
        return OnDemand(len(ids), partial(_article_at, self.articles, ids))

    def article_at(self, place: int) -> Article:
        """The article at a place in the order of ids, which is that of `articles`."""
        return self._articles[place]

    def bare_matches(self) -> tuple[Sequence[slice], Callable[[slice], Made]]:
        """The places of `matches` that are made together, and what makes those at such places.

        They are made without their passages and changes, which stand in the columns of their tables.
        """
        return self._scanned.bare_matches()

    def match_pairs(self) -> PairRecords:
        """The articles of each match by place, the smaller first, PAIR[M]."""
        return self._scanned.match_pairs()

    def families(self) -> Sequence[NDArray[np.int64]]:
        """The old name of `family_places`."""
        renamed("Report.families()", "Report.family_places()")
        return self.family_places()

    def family_places(self) -> Sequence[NDArray[np.int64]]:
        """The members of each of `clusters` by place, the origin first, without deciding who was first in each."""
        from dedup.families.grouping import (  # with its kernels, which a report loads when it is used
            members_by_origin,
            shown_families,
        )

        shown = shown_families(members_by_origin(self.columns().origins), self.shown_places())
        families = sorted(shown.items(), key=lambda family: -len(family[1]))
        return [np.append(origin, members[members != origin]) for origin, members in families]

    def judged_clusters(self) -> Iterator[tuple[Cluster, Verdicts]]:
        """`clusters`, each with the verdicts on its origin and each of its members."""
        return self._scanned.judged()

    def unjudged_families(self) -> Iterator[tuple[Member, ...]]:
        """The members of each of `clusters`, without judging who was first: sooner, once `credits` were looked for."""
        return self._scanned.unjudged()

    def match_table(self, chosen: NDArray[np.int64] | None = None) -> MatchTable:
        """All matches in columns, or those at the places `chosen`."""
        return self._scanned.match_table(np.arange(len(self.matches)) if chosen is None else chosen)

    def n_changed_pairs(self) -> int:
        """How many pairs that reuse text differ in a number."""
        return self._n_changed_pairs

    @cached_property
    def _n_changed_pairs(self) -> int:
        return self._scanned.n_changed_pairs()

    def shown_places(self) -> NDArray[np.bool_]:
        """Whether the report is about each of `articles`, bool[N]: all without `since`."""
        return self._scanned.shown_places()

    def columns(self) -> ArticleColumns:
        """What is known of all articles, in columns."""
        return self._scanned.columns()

    def relations(self) -> Counter[str]:
        """The old name of `relation_counts`."""
        renamed("Report.relations()", "Report.relation_counts()")
        return self.relation_counts()

    def relation_counts(self) -> Counter[str]:
        """How many matches there are of each relation."""
        return Counter({relation: self.counts[relation] for relation in get_args(Relation) if relation in self.counts})

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """The report as [JSON Lines](json.md): written to a file, or as text where no path is given."""
        from dedup.output.jsonl import write_report

        if path is None:
            text = io.BytesIO()
            write_report(self, text)
            return text.getvalue().decode()
        with replaced(path) as file:
            write_report(self, file)
        return None

    def write_html(self, path: str | os.PathLike[str], *, name: str = "") -> None:
        """Write the report as a page for a browser; `name` says what was read.

        Raises `MissingExtra` without the extra `html`, `OSError` where the file cannot be written.
        """
        from dedup.output.html import write_page

        write_page(self, Path(path), name=name)

    def write_tables(self, folder: str | os.PathLike[str], form: str = "parquet") -> list[Path]:
        """Write each table of `tables` into a folder: `form` is "parquet", "csv" or "xlsx". The files.

        Raises `InputError` for another form, and `MissingExtra` without the extra `tables`, which CSV does without.
        """
        from dedup.output.table_files import write_tables

        return write_tables(self, Path(folder), form)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from dedup.output.notebook import notebook_html

        return notebook_html(self)

    def __repr__(self) -> str:
        return (
            f"<Report: {self.n_shown:,} articles, {len(self.matches):,} matches,"
            f" {len(self.clusters):,} families, {len(self.skipped):,} skipped>"
        )


def _article_at(articles: Mapping[str, Article], ids: Sequence[str], place: int) -> Article:
    return articles[ids[place]]

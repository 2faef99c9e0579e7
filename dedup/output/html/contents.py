"""What the page holds of a report: articles, families, matches, agencies, repeats, shared wording."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.dates import as_utc
from dedup.origin import Origin, Verdicts
from dedup.origin.moments import is_day
from dedup.output.findings import Findings
from dedup.output.html.choice import ArticleStats, Limits, choose
from dedup.output.html.evidence import RELATIONS, Evidence, evidence_from, evidence_of, seen
from dedup.output.html.packing import Block, chunks, packed, packed_json, packed_texts
from dedup.output.html.stories import story_origins
from dedup.output.visible import clipped, visible
from dedup.output.wires import label
from dedup.reasons import AGENCIES, SIDES, THE_ORIGIN, Reason
from dedup.results import FIGURES, Boilerplate, Cluster, Credit, Match, Repeat, Story
from dedup.scanning.report import Report

MAX_TITLE = 160
MAX_SHARED = 1000
"""Shared wordings on the page, the most telling first: 30,000 articles have 60,000, which nobody reads."""

MAX_PLACES = 50
"""Articles named for one shared wording."""

CHUNK_CHARACTERS = 400_000
CHUNK_NUMBERS = 60_000
"""Of a chunk, which the page unpacks in one go when one of its articles or pairs is opened: some 10 ms of work."""

JOBS = 2
"""Blocks compressed at once, beside Python."""

Piece = str | int | list[str]
"""Of a reason: words, an article by its number, or agencies by their ids."""

OriginNote = tuple[int, int, Sequence[list[Piece]], Sequence[list[Piece]]]
"""Which side was first (0: not known, 1: a, 2: b), how sure that is in thousandths, and why; and which may go."""

_FIRST_LINE = re.compile(r"\s*(\S[^\n]*)")


class Contents:
    """The data of a page as blocks: chunks of texts and of passages, and what all lists and tables are made from."""

    def __init__(self, articles: Sequence[Article], texts: Sequence[int]) -> None:
        self.articles = articles
        self.numbers = {article.id: number for number, article in enumerate(articles)}
        self._texts = texts
        self._text_chunks = list(chunks([len(articles[number].text) for number in texts], CHUNK_CHARACTERS))
        self._pool = ThreadPoolExecutor(JOBS)
        self._blocks: list[Future[Block]] = []
        for k, (begin, end) in enumerate(self._text_chunks):  # first of all: they take longest
            self._add(packed_texts, f"texts-{k}", [articles[number].text for number in texts[begin:end]])

    def _add(self, pack: Callable[..., Block], *values: Any) -> None:
        self._blocks.append(self._pool.submit(pack, *values))

    def add_origins(
        self, matches: Sequence[OriginNote], copies: Mapping[int, OriginNote] = MappingProxyType({})
    ) -> None:
        """Add who was first and why: in all matches, or of each copy beside the origin of its family, by number."""
        self._add(packed_json, "verdicts", {"matches": matches, "copies": dict(copies)})

    def finished(
        self,
        evidence: Evidence,
        clusters: Sequence[Cluster] = (),
        boilerplate: Sequence[Boilerplate] = (),
        stories: Iterable[Story] = (),
        **more: Any,
    ) -> list[Block]:
        """All blocks, with what is further known under its name."""
        told = story_origins(stories, clusters, self.numbers)
        self._add(packed_json, "stories", told.stories)
        pair_chunks = list(chunks((evidence.sizes() + 4).tolist(), CHUNK_NUMBERS))
        for k, (begin, end) in enumerate(pair_chunks):
            self._add(packed, f"pairs-{k}", evidence.details(begin, end))
        lengths = np.array([len(article.text) for article in self.articles], np.int64)
        place = np.full(len(lengths), -1, np.int64)
        place[list(self._texts)] = np.arange(len(self._texts))
        outlets = sorted({article.source for article in self.articles})
        outlet = {name: number for number, name in enumerate(outlets)}
        members = [one for cluster in clusters for one in cluster.members]
        columns = {
            "outlet": _column(outlet[article.source] for article in self.articles),
            "length": lengths,
            "before": seen(evidence, lengths, before=True),
            "elsewhere": seen(evidence, lengths, before=False),
            "place": place,
            **evidence.columns(),
            "family_sizes": _column(len(cluster.members) for cluster in clusters),
            "members": _column(self.numbers[one.id] for one in members),
            "member_relations": _column(RELATIONS.index(one.relation) for one in members),
            "confidence": _column(round(1000 * cluster.origin_confidence) for cluster in clusters),
            "story_of": _column(told.story_of),
            "n_origins": _column(told.n_origins),
            "n_uncertain": _column(told.n_uncertain),
            **_places(boilerplate, self.numbers),
        }
        self._add(packed, "columns", columns)
        self._add(
            packed_json,
            "index",
            {
                "outlets": outlets,
                "articles": {
                    "id": list(self.numbers),
                    "time": [seconds_of(article.published) for article in self.articles],
                    "title": [title_of(article) for article in self.articles],
                    "url": [safe_url(article.url) for article in self.articles],
                    "author": [article.author[:MAX_TITLE] for article in self.articles],
                },
                "texts": self._text_chunks,
                "pairs": pair_chunks,
                "boilerplate": [
                    (short(one.text), outlet.get(one.source, -1), one.n_articles, one.n_days)
                    for one in boilerplate[:MAX_SHARED]
                ],
                "n_boilerplate": len(boilerplate),
                "figures": dict(FIGURES),
                "family_reasons": [
                    _in_pieces(one.reasons, ChainMap({THE_ORIGIN: self.numbers[one.origin]}, self.numbers))
                    for one in clusters
                ],
                "credit_removed": [
                    (self.numbers[one.id], one.credit_removed) for one in members if one.credit_removed is not None
                ],
                **more,
            },
        )
        with self._pool:
            return [block.result() for block in self._blocks]


def contents_of(
    report: Report, known: ArticleStats, limits: Limits
) -> tuple[list[Block], list[Cluster], Findings, dict[str, int]]:
    """The data of a report's page, all families and what was found in them, and how much the page leaves out."""
    choice = choose(report, known, limits)
    if len(choice.articles) == len(known.ids):
        articles = list(report.articles.values())
    else:
        articles = [report.articles[known.ids[place]] for place in choice.articles.tolist()]
    contents = Contents(articles, choice.texts)
    numbers = contents.numbers
    credits = [credit for credit in report.credits if credit.article in numbers]
    with ThreadPoolExecutor(1) as beside:  # most of it is compiled
        evidence = beside.submit(evidence_of, report, choice, known)
        judged = list(report.judged_clusters())
    clusters = [cluster for cluster, _ in judged]
    shown = judged[: choice.n_families]
    if len(choice.matches) <= limits.verdicts:
        contents.add_origins([_origin_of_match(report.matches[place], numbers) for place in choice.matches.tolist()])
    else:
        contents.add_origins([], _origins_of_copies(shown, numbers))
    findings = Findings(report, [cluster.members for cluster in clusters])
    carried = [one for one in findings.carried if one.article in numbers]
    blocks = contents.finished(
        evidence.result(),
        clusters[: choice.n_families],
        list(report.boilerplate),
        report.stories,
        agencies=_agency_labels([credit.agency for credit in credits] + [one.agency for one in carried]),
        credits=_credits(credits, numbers),
        carried=[(numbers[one.article], one.agency, int(one.is_named)) for one in carried],
        repeats=_repeats((repeat for repeat in report.repeats if repeat.article in numbers), numbers),
        shared=list(_shared(report, numbers)),
        n_shared=len(report.shared),
        skipped=[[one.id, one.path, one.reason] for one in report.skipped],
        left_out=choice.left_out,
    )
    return blocks, clusters, findings, choice.left_out


def contents_of_pair(match: Match | None, a: Article, b: Article) -> list[Block]:
    """The data of the page on two articles."""
    contents = Contents([a, b], [0, 1])
    contents.add_origins([] if match is None else [_origin_of_match(match, contents.numbers)])
    return contents.finished(
        evidence_from([] if match is None else [match], [a.id, b.id]),
        agencies={},
        credits=[],
        carried=[],
        repeats=[],
        shared=[],
        n_shared=0,
        skipped=[],
        left_out={},
    )


def title_of(article: Article) -> str:
    """What to call an article: its title, else its first line."""
    found = None if article.title.strip() else _FIRST_LINE.match(article.text[: 8 * MAX_TITLE])
    title = article.title if found is None else found[1]
    return " ".join(title[: 2 * MAX_TITLE].split())[:MAX_TITLE]


def safe_url(url: str) -> str:
    """An address that may become a link, "" for anything else."""
    return url if url.startswith(("http://", "https://")) else ""


def seconds_of(published: datetime | None) -> int | None:
    """Seconds since 1970; those of midnight in UTC where only the day is known, in whatever zone."""
    if published is None:
        return None
    return round((published.replace(tzinfo=UTC) if is_day(published) else as_utc(published)).timestamp())


def _column(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, np.int64)


def _origin_of_match(match: Match, numbers: Mapping[str, int]) -> OriginNote:
    origin = Origin(match.origin, match.origin_confidence, match.reasons[1:])  # the first tells the shares
    return _origin_note(origin, {"a": numbers[match.a], "b": numbers[match.b]}, match.safety)


def _origins_of_copies(judged: Iterable[tuple[Cluster, Verdicts]], numbers: Mapping[str, int]) -> dict[int, OriginNote]:
    """The verdicts on copies beside the origins of their families, by the numbers of the copies."""
    return {
        numbers[copy]: _origin_note(verdict, {copy: numbers[copy], THE_ORIGIN: numbers[cluster.origin]})
        for cluster, verdicts in judged
        for copy, verdict in verdicts.items()
    }


def _origin_note(origin: Origin, named: Mapping[str, int], safety: Iterable[Reason] = ()) -> OriginNote:
    side = (None, "a", "b").index(origin.side)
    return side, round(1000 * origin.confidence), _in_pieces(origin.reasons, named), _in_pieces(safety, named)


def _in_pieces(reasons: Iterable[Reason], named: Mapping[str, int]) -> list[list[Piece]]:
    """Reasons in pieces; `named` gives the numbers of the articles by what the reasons call them."""
    return [[_piece(reason, name, text, named) for name, text in reason.pieces()] for reason in reasons]


def _piece(reason: Reason, name: str, text: str, named: Mapping[str, int]) -> Piece:
    if name in SIDES:
        return named[text]
    if name in AGENCIES:
        agencies = reason.facts[name]
        return [agencies] if isinstance(agencies, str) else list(agencies)
    return visible(text) if name else text


def short(text: str) -> str:
    """A text in one line that turns nothing around, cut at a word where it is long."""
    return clipped(text, MAX_TITLE)


def _places(boilerplate: Sequence[Boilerplate], numbers: Mapping[str, int]) -> dict[str, NDArray[np.int64]]:
    rows = [
        (numbers[place.id], wording, *place.span)
        for wording, one in enumerate(boilerplate)
        for place in one.places
        if place.id in numbers
    ]
    article, wording, begin, end = np.array(sorted(rows), np.int64).reshape(-1, 4).T
    return {
        "boilerplate_article": article,
        "boilerplate_wording": wording,
        "boilerplate_begin": begin,
        "boilerplate_end": end,
    }


def _credits(credits: Iterable[Credit], numbers: Mapping[str, int]) -> list[tuple[int, str, int, str, int, int]]:
    return [(numbers[one.article], one.agency, int(one.role == "credit"), one.field, *one.span) for one in credits]


def _agency_labels(named: Iterable[str]) -> dict[str, str]:
    return {agency: label(agency) for agency in sorted({*named})}


def _repeats(repeats: Iterable[Repeat], numbers: Mapping[str, int]) -> list[tuple[int, str, list[int]]]:
    return [(numbers[one.article], one.kind, [place for span in one.spans for place in span]) for one in repeats]


def _shared(report: Report, numbers: Mapping[str, int]) -> Iterator[tuple[str, int, int, int, list[int]]]:
    """Shared wordings: text, words, how many articles and how many stories have them, and where."""
    columns, ids = report.columns(), list(report.articles)
    origin = dict(zip(ids, columns.origins.tolist(), strict=True))
    for one in report.shared[:MAX_SHARED]:
        n_stories = len({origin[place.id] for place in one.articles})
        named = islice((place for place in one.articles if place.id in numbers), MAX_PLACES)
        places = [value for place in named for value in (numbers[place.id], *place.span)]
        yield one.text, one.n_words, len({place.id for place in one.articles}), n_stories, places

"""What dedup claims: of pairs in a scan, of pairs compared one by one, and of passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.plagdet import Reuse
from benchmarks.quality.labels import Labelled
from dedup import Article, Match, compare, scan
from dedup.results import REUSE
from dedup.scanning.report import Report


class Scanned(NamedTuple):
    """The relation of each labelled pair that a scan claims to be reuse, and how much work it was."""

    claims: dict[frozenset[str], str]
    work: dict[str, Any]


def relations_of(report: Report, pairs: Iterable[frozenset[str]]) -> dict[frozenset[str], str]:
    """The relation of those of the pairs that are matches, without making the others."""
    ids = list(report.articles)
    place = {article_id: number for number, article_id in enumerate(ids)}
    wanted = {tuple(sorted(place[i] for i in pair)): pair for pair in pairs if all(i in place for i in pair)}
    matched = report.match_pairs()
    found = enumerate(zip(matched["a"].tolist(), matched["b"].tolist(), strict=True))
    return {wanted[pair]: report.matches[row].relation for row, pair in found if pair in wanted}


def scanned(articles: Sequence[Article], labels: Sequence[Labelled]) -> Scanned:
    """Scan a collection, and look up its labelled pairs."""
    report = scan(articles)
    n = max(len(articles), 1)
    work = {
        "articles": len(articles),
        "candidates_per_article": round(report.counts["candidates"] / n, 2),
        "alignments_per_article": round(report.counts["aligned"] / n, 2),
        "matches": len(report.matches),
        "seconds": round(sum(report.seconds.values()), 1),
    }
    return Scanned(relations_of(report, (one.pair for one in labels)), work)


def compared(articles: Mapping[str, Article], labels: Sequence[Labelled]) -> dict[frozenset[str], str]:
    """The relation of each labelled pair that a comparison of its two articles claims."""
    found: dict[frozenset[str], str] = {}
    for one in labels:
        if one.a in articles and one.b in articles:
            match = compare(articles[one.a], articles[one.b])
            if match is not None and match.relation in REUSE:
                found[one.pair] = match.relation
    return found


def detections(match: Match, suspicious: str) -> list[Reuse]:
    """The passages of a match as detections in the article `suspicious`."""
    seen = match if match.a == suspicious else match.swapped()
    return [Reuse((seen.a, seen.b), one.a, one.b) for one in seen.passages]

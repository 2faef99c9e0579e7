"""Rounds of scanning and deciding, until a scan of what is left finds nothing more to do.

So cleaning the output of a clean does nothing: it would be one more round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cleaning.deciding import decide
from dedup.cleaning.decisions import Cut, Decisions
from dedup.cleaning.knowledge import Knowledge
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences
from dedup.cleaning.stripping import OwnCut, boilerplate_cuts, repeat_cuts
from dedup.engine import MAX_FAMILY
from dedup.report import Report

Scan = Callable[[Iterable[Article]], Report]


def settled(
    known: Knowledge, policy: Policy, report: Report, articles: Callable[[], Iterable[Article]], scan: Scan
) -> Decisions:
    """What goes. `report` is the first scan; `articles` gives all of its articles again."""
    decisions = Decisions()
    while True:
        is_new = known.learn(_pairs(known, report))
        is_new |= _learn_own(known, policy, report, decisions)
        if not is_new:
            return decisions
        decisions = decide(known, policy)
        report = scan(_left(known, decisions, articles()))


def _left(known: Knowledge, decisions: Decisions, articles: Iterable[Article]) -> Iterator[Article]:
    for article in articles:
        if article.id in decisions.alive:
            yield replace(article, text=decisions.left(known.text(article.id), article.id).text)
        elif article.id not in decisions.removals:
            yield article


def _pairs(known: Knowledge, report: Report) -> Iterator[tuple[str, str]]:
    """The matches, and each member of a large family, which is not matched all with all, with the preferred one."""
    pairs, ids = report.match_pairs(), list(report.articles)
    if pairs is None:
        yield from ((match.a, match.b) for match in report.matches)
    else:
        yield from ((ids[a], ids[b]) for a, b in pairs.tolist())
    for cluster in report.clusters:  # the largest come first
        members = [member.id for member in cluster.members]
        if len(members) <= MAX_FAMILY:
            break
        known.load(members)
        best = min(members, key=known.rank)
        for member in members:
            yield member, best


def _learn_own(known: Knowledge, policy: Policy, report: Report, decisions: Decisions) -> bool:
    """Take in what is to be cut from articles for what they are; whether there is something.

    Spans of the report count in what was left of the articles; a cut names sentences of the article as given.
    """
    found: dict[str, list[OwnCut]] = {}
    if "repeats" in policy.strip:
        known.load(repeat.article for repeat in report.repeats)
        for repeat in report.repeats:
            text = decisions.left(known.text(repeat.article), repeat.article)
            found.setdefault(repeat.article, []).extend(repeat_cuts(repeat, text))
    if "boilerplate" in policy.strip:
        known.load(report.boilerplate_spans)
        for article_id, places in report.boilerplate_spans.items():
            text = decisions.left(known.text(article_id), article_id)
            found.setdefault(article_id, []).extend(boilerplate_cuts(article_id, places, text))
    is_new = False
    for article_id, cuts in found.items():
        if not known.cuttable(article_id):
            known.uncut.update([article_id] if cuts else [])
            continue
        text = known.text(article_id)
        alive = decisions.alive.get(article_id, np.ones(len(text), np.bool_))
        in_text = np.flatnonzero(alive)
        for sentences, cut in cuts:
            known.cut(article_id, in_text[list(sentences)].tolist(), _placed(cut, text, alive))
            is_new = True
    return is_new


def _placed(cut: Cut, text: Sentences, alive: NDArray[np.bool_]) -> Cut:
    """A cut with the place of what stays counted in the article as given."""
    if cut.kept_span is None:
        return cut
    left = text.only(alive)
    first, last = np.searchsorted(left.starts, cut.kept_span[0]), np.searchsorted(left.ends, cut.kept_span[1])
    words = np.flatnonzero(np.repeat(alive, np.diff(text.first_word)))
    end = min(int(last), len(words) - 1)
    return replace(cut, kept_span=(int(text.starts[words[first]]), int(text.ends[words[end]])))

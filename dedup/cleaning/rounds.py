"""Rounds of scanning and deciding, until a scan of what is left finds nothing more to do.

So cleaning the output of a clean does nothing: it would be one more round. What each scan has shown is kept, so that a
run after a kill goes on with the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.deciding import decide
from dedup.cleaning.decisions import Cut, Decisions
from dedup.cleaning.policy import Policy
from dedup.cleaning.sentences import Sentences
from dedup.cleaning.state import CleaningState
from dedup.cleaning.stripping import OwnCut, boilerplate_cuts, credited, repeat_cuts
from dedup.families.inside import MAX_FAMILY
from dedup.results import Span
from dedup.runtime.storage import Arrays
from dedup.scanning.report import Report
from dedup.scanning.rescan import Rescanner, Revision


def settled(known: CleaningState, policy: Policy, reports: list[Report], rescanner: Rescanner) -> Decisions:
    """What goes. `reports` holds the first scan, and is emptied; `rescanner` scans what is left of it."""
    made_with = repr(policy).encode() + np.packbits(known.stays).tobytes()
    name = "clean-" + hashlib.blake2b(made_with, digest_size=8).hexdigest()
    decisions, n_rounds = Decisions.none(known.ids), 0
    while True:

        def shown(decisions: Decisions = decisions) -> Arrays:
            """What a scan of what is left shows, and of what it is left."""
            known.forget_texts()
            found = reports.pop() if reports else rescanner.again(_revision(known, decisions))
            return _shown(known, policy, found, decisions)

        scanned = _learn(known, rescanner.storage().cached(f"{name}-{n_rounds}", shown))
        n_rounds += 1
        reports.clear()
        if rescanner.finished(f"{name}-{n_rounds}"):
            continue  # an earlier run has gone further
        decisions = decide(known, policy)
        if decisions.key() == scanned:
            rescanner.forget_rounds()
            return decisions


def _revision(known: CleaningState, decisions: Decisions) -> Revision:
    def text(number: int) -> str:
        return decisions.left(known.text(number), number).text

    return Revision(~decisions.removals.gone, sorted(decisions.alive), text, decisions.key())


def _shown(known: CleaningState, policy: Policy, report: Report, decisions: Decisions) -> Arrays:
    """What a report on what is left shows, in columns that can be kept in files.

    Pairs that share something, int64[M, 2]; the articles that stay whole so far, int64[n]; own cuts and articles that
    cannot be cut, as bytes of JSON, uint8[m]; the key of what is left, uint8[16].
    """
    numbers = np.array(list(_numbers(report, known)), np.int64)
    own, uncut = _own(known, policy, report, decisions)
    return (
        _pairs(known, report, numbers),
        np.array(sorted(known.whole), np.int64),
        np.frombuffer(json.dumps([own, uncut]).encode("utf-8", "surrogatepass"), np.uint8),
        np.frombuffer(bytes.fromhex(decisions.key()), np.uint8),
    )


def _learn(known: CleaningState, found: Arrays) -> str:
    """Take in what a scan has shown; the key of what it scanned."""
    pairs, whole, own, key = found
    known.learn(np.array(pairs))
    known.whole.update(whole.tolist())
    cuts, uncut = json.loads(own.tobytes())
    known.uncut.update(uncut)
    for number, sentences, kind, kept_span in cuts:
        article_id = known.ids[number]
        kept = article_id if kind == "repeat" else ""
        span = None if kept_span is None else (kept_span[0], kept_span[1])
        known.cut(number, sentences, Cut(article_id, kind, (0, 0), 0, kept, span))
    return key.tobytes().hex()


def _numbers(report: Report, known: CleaningState) -> Iterator[int]:
    """The number of each of a report's articles, which come in the same order."""
    number = -1
    for article_id in report.articles:
        number += 1
        while known.ids[number] != article_id:
            number += 1
        yield number


def _pairs(known: CleaningState, report: Report, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The matches, and each member of a large family, which is not matched all with all, with the preferred one."""
    pairs, columns = report.match_pairs(), report.columns()
    found = [np.stack([numbers[pairs["a"]], numbers[pairs["b"]]], axis=1)]
    sizes = np.bincount(columns.origins, minlength=len(numbers))
    for origin in np.flatnonzero(sizes > MAX_FAMILY).tolist():
        members = known.order(numbers[columns.origins == origin])
        found.append(np.stack([members[1:], np.full(len(members) - 1, members[0])], axis=1))
    return np.concatenate(found)


_OwnCuts = list[tuple[int, list[int], str, Span | None]]
"""Article, sentences, kind and place of what stays."""


def _own(known: CleaningState, policy: Policy, report: Report, decisions: Decisions) -> tuple[_OwnCuts, list[int]]:
    """What is to be cut from articles for what they are, and the articles from which it cannot be cut.

    Spans of the report count in what was left of the articles; a cut names sentences of the article as given.
    """
    found: dict[int, list[OwnCut]] = {}
    if "repeats" in policy.strip:
        known.load(known.number(repeat.article) for repeat in report.repeats)
        for repeat in report.repeats:
            number = known.number(repeat.article)
            text = decisions.left(known.text(number), number)
            found.setdefault(number, []).extend(repeat_cuts(repeat, text, known.article(number).title))
    if "boilerplate" in policy.strip:
        for number, cuts in _boilerplate(known, report.boilerplate_spans, decisions):
            found.setdefault(number, []).extend(cuts)
    own: _OwnCuts = []
    uncut: list[int] = []
    for number, cuts in found.items():
        if known.stays[number]:
            continue
        if not known.cuttable(number):
            uncut.extend([number] if cuts else [])
            continue
        text = known.text(number)
        alive = decisions.alive.get(number, np.ones(len(text), np.bool_))
        in_text = np.flatnonzero(alive)
        for sentences, cut in cuts:
            own.append((number, in_text[list(sentences)].tolist(), cut.kind, _kept_span(cut, text, alive)))
    return own, uncut


def _boilerplate(
    known: CleaningState, spans: Mapping[str, tuple[Span, ...]], decisions: Decisions
) -> Iterator[tuple[int, list[OwnCut]]]:
    for some in known.in_batches([known.number(article_id) for article_id in spans]):
        texts = [decisions.left(known.text(number), number) for number in some]
        for number, text, credits in zip(some, texts, credited(texts), strict=True):
            yield number, list(boilerplate_cuts(known.ids[number], spans[known.ids[number]], text, credits))


def _kept_span(cut: Cut, text: Sentences, alive: NDArray[np.bool_]) -> Span | None:
    """The place of what stays, counted in the article as given."""
    if cut.kept_span is None:
        return None
    left = text.only(alive)
    first, last = np.searchsorted(left.starts, cut.kept_span[0]), np.searchsorted(left.ends, cut.kept_span[1])
    words = np.flatnonzero(np.repeat(alive, np.diff(text.first_word)))
    end = min(int(last), len(words) - 1)
    return int(text.starts[words[first]]), int(text.ends[words[end]])

"""The numbers that the verdict on a pair looks at, beside their limits, for an explanation."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from dedup.alignment.common_subsequence import common_words
from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.corpus.texts import Texts
from dedup.judge.relation import (
    MIN_EVIDENCE,
    MIN_IN_ORDER,
    MIN_NEWS,
    MIN_RARE,
    MIN_WHOLE,
    SAME_STORY,
    TEMPLATE,
    is_edited_throughout,
    overlap_kernel,
    relation_kernel,
    words_shared,
)
from dedup.judge.templates import facts_needed
from dedup.records import EVIDENCE, EvidenceRecord, PassageRecords


class Measure(NamedTuple):
    """A number that the verdict looks at, its limit, and what it counts."""

    what: str
    value: float
    limit: float
    unit: Literal["share", "words", "facts"] = "share"


def needed_evidence(texts: Texts, passages: PassageRecords, evidence: EvidenceRecord) -> float | None:
    """How much the words that texts 0 and 1 share must weigh to count as reuse, None where no weight would do.

    0.0 where they count whatever they weigh, as a story of the same days does.
    """
    overlap = overlap_kernel(texts, 0, 1, passages)

    def counts(words: float) -> bool:
        weight = np.zeros(1, EVIDENCE)
        weight["formula"] = evidence["formula"]
        for name in ("by_rarity", "by_spread", "unquoted"):
            weight[name] = words
        return bool(relation_kernel(texts, 0, 1, overlap, weight[0]) < TEMPLATE)

    low, high = 0.0, overlap.common + MIN_EVIDENCE / overlap.word
    if counts(low):
        return 0.0
    if not counts(high):
        return None
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if counts(middle) else (middle, high)
    return round(high, 2)


def measures(texts: Texts, passages: PassageRecords, evidence: EvidenceRecord, needed: float | None) -> list[Measure]:
    """What the verdict on texts 0 and 1 looks at; what counts as boilerplate of an outlet is left out of the shares."""
    overlap = overlap_kernel(texts, 0, 1, passages)
    own = (overlap.own_a, overlap.own_b)
    shares = [words / max(int(texts.n_own[side]), 1) for side, words in enumerate(own)]
    larger, smaller = max(shares), min(shares)
    by_spread, unquoted = float(evidence["by_spread"]), float(evidence["unquoted"])
    weight = max(float(evidence["by_rarity"]), by_spread) if larger >= MIN_WHOLE else by_spread
    found = [
        Measure("share of one article that stands in the other: copied whole", larger, MIN_WHOLE),
        Measure("the same of the other one: a reprint", smaller, MIN_WHOLE),
        Measure("the same: a story of the same days, however many print it", larger, SAME_STORY),
    ]
    n_tokens = texts.n_tokens
    if is_edited_throughout(overlap, int(n_tokens[0]), int(n_tokens[1])):
        in_order = common_words(texts.words(0), texts.words(1)) / int(n_tokens.min())
        what = "share of the words of the shorter one that stand in the other in the same order: copied whole, edited"
        found.append(Measure(what, in_order, MIN_IN_ORDER))
    if overlap.facts.n_other:
        n_words = words_shared(overlap)
        limit = facts_needed(overlap.facts, n_words)
        what = f"facts that stand for others among {n_words:,} shared words: one form filled in twice"
        found.append(Measure(what, overlap.facts.n_other, limit, "facts"))
    if needed is not None:
        found += [
            Measure("weight of the shared words: substance", weight, needed, "words"),
            Measure("the same without what is quoted", unquoted, needed, "words"),
        ]
    if NO_DAY in texts.days or abs(texts.days[0] - texts.days[1]) <= NEWS_WINDOW_DAYS:
        news = weight / max(weight + float(evidence["formula"]), 1.0)
        found.append(Measure("share of that weight that is news, no form filled in again", news, MIN_NEWS))
    else:
        rare = weight / max(*own, 1)
        found.append(Measure("share of the shared words that is rare, as of texts printed again", rare, MIN_RARE))
    return found

"""The numbers that the verdict on a pair looks at, beside their limits."""

from __future__ import annotations

import numpy as np

from dedup.alignment.align import Alignments
from dedup.explaining.found import Evidence, Step
from dedup.explaining.pair import needed_evidence
from dedup.judge.relation import MIN_BOTH, MIN_NEWS, MIN_RARE, MIN_WHOLE, SAME_STORY, Texts
from dedup.weigh.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.weigh.evidence import BY_RARITY, BY_SPREAD, FORMULA, REPEATED, UNQUOTED


def evidence_of(aligned: Alignments, texts: Texts) -> Evidence:
    """What the words that two texts share weigh."""
    weights = [round(float(weight), 2) for weight in aligned.evidence[0]]
    return Evidence(
        n_words=int(aligned.passages[:, 4].sum()),
        by_rarity=weights[BY_RARITY],
        by_spread=weights[BY_SPREAD],
        unquoted=weights[UNQUOTED],
        formula=weights[FORMULA],
        needed=needed_evidence(aligned, texts),
    )


def steps_of(aligned: Alignments, texts: Texts, evidence: Evidence) -> list[Step]:
    """The numbers that the verdict looks at; what counts as boilerplate of an outlet is left out of the shares."""
    own = [_own_words(aligned, texts, side) for side in (0, 1)]
    shares = [own[side] / max(int(texts.n_own[side]), 1) for side in (0, 1)]
    larger, smaller = max(shares), min(shares)
    weight = max(evidence.by_rarity, evidence.by_spread) if larger >= MIN_WHOLE else evidence.by_spread
    steps = [
        ("share of one article that stands in the other: copied whole", larger, MIN_WHOLE),
        ("the same of the other one: a reprint", smaller, MIN_BOTH),
        ("the same: a story of the same days, however many print it", larger, SAME_STORY),
    ]
    if evidence.needed is not None:
        steps += [
            ("weight of the shared words: substance", weight, evidence.needed),
            ("the same without what is quoted", evidence.unquoted, evidence.needed),
        ]
    near = NO_DAY in texts.days or abs(texts.days[0] - texts.days[1]) <= NEWS_WINDOW_DAYS
    if near:
        news = weight / max(weight + evidence.formula, 1.0)
        steps.append(("share of that weight that is news, no form filled in again", news, MIN_NEWS))
    else:
        steps.append(
            ("share of the shared words that is rare, as of texts printed again", weight / max(*own, 1), MIN_RARE)
        )
    found = [Step(what, round(float(value), 4), limit, bool(value >= limit)) for what, value, limit in steps]
    if NO_DAY not in texts.days:
        apart = int(abs(texts.days[0] - texts.days[1]))
        found.append(
            Step("days apart, at most: news of the same days", apart, NEWS_WINDOW_DAYS, apart <= NEWS_WINDOW_DAYS)
        )
    return found


def _own_words(aligned: Alignments, texts: Texts, side: int) -> int:
    own = (texts.marks & REPEATED) == 0
    at = int(texts.begin[side])
    spans = aligned.passages[:, 2 * side : 2 * side + 2].tolist()
    return sum(int(np.count_nonzero(own[at + begin : at + end])) for begin, end in spans)

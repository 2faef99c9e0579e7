"""The numbers that the verdict on a pair looks at, as an explanation shows them."""

from __future__ import annotations

from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.corpus.texts import Texts
from dedup.explaining.found import Evidence, Step
from dedup.judge.judged import Judged
from dedup.judge.steps import measures, needed_evidence


def evidence_of(found: Judged, texts: Texts) -> Evidence:
    """What the words that two texts share weigh."""
    passages, evidence = found.alignments.passages, found.alignments.evidence[0]
    weights = {name: round(float(evidence[name]), 2) for name in evidence.dtype.names}
    needed = needed_evidence(texts, passages, evidence)
    return Evidence(n_words=int(passages["n_common"].sum()), **weights, needed=needed)


def steps_of(found: Judged, texts: Texts, needed: float | None) -> list[Step]:
    """The numbers that the verdict looks at, and whether each reaches its limit."""
    aligned = found.alignments
    steps = [
        Step(what, round(float(value), 4), limit, bool(value >= limit))
        for what, value, limit in measures(texts, aligned.passages, aligned.evidence[0], needed)
    ]
    if NO_DAY not in texts.days:
        apart = int(abs(texts.days[0] - texts.days[1]))
        name = "days apart, at most: news of the same days"
        steps.append(Step(name, apart, NEWS_WINDOW_DAYS, apart <= NEWS_WINDOW_DAYS))
    return steps

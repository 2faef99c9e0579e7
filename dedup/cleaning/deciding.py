"""Decides what goes: articles in the order of preference, each beside those that stay before it.

An article stays unless its content stands in one that stays already, so the counterpart of every removal is in the
output, however long the chain of copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dedup.cleaning.decisions import Decisions
from dedup.cleaning.knowledge import Knowledge
from dedup.cleaning.policy import Policy
from dedup.cleaning.verdicts import Verdicts

BATCH = 5_000
"""Articles judged at a time: their words and those of their counterparts stand in memory together."""


def decide(known: Knowledge, policy: Policy) -> Decisions:
    """What goes, from all that is known.

    Cuts make articles shorter, and must not change the order of two that share something: another clean would see the
    changed order. Articles that would move stay whole.
    """
    while True:
        decisions = _decided(known, policy)
        moved = set(_moved(known, decisions))
        if not moved:
            return decisions
        known.whole |= moved


def _moved(known: Knowledge, decisions: Decisions) -> Iterator[str]:
    """The articles with seen passages cut that would come before or after others than now."""
    ranks: dict[str, tuple[Any, ...]] = {}

    def now(article_id: str) -> tuple[Any, ...]:
        if article_id not in ranks:
            ranks[article_id] = known.rank(article_id, decisions.left(known.text(article_id), article_id))
        return ranks[article_id]

    for article_id, cuts in decisions.cuts.items():
        if any(cut.kind == "seen" for cut in cuts):
            before = known.rank(article_id)
            for other in known.partners(article_id):
                if other not in decisions.removals and (before < known.rank(other)) != (now(article_id) < now(other)):
                    yield article_id
                    break


def _decided(known: Knowledge, policy: Policy) -> Decisions:
    earlier = known.earlier()
    levels: dict[str, int] = {}
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for article_id, before in earlier.items():  # articles of one level do not depend on each other
        levels[article_id] = max((levels[other] + 1 for other in before), default=0)
        groups[levels[article_id]].append(article_id)
    run = Verdicts(known, policy)
    for article_id, cuts in known.own_cuts.items():
        run.strip(article_id, cuts)
    for level in range(1, len(groups)):
        for start in range(0, len(groups[level]), BATCH):
            run.judge({article_id: earlier[article_id] for article_id in groups[level][start : start + BATCH]})
    return run.decisions

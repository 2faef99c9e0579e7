"""Decides what goes: articles in the order of preference, each beside those that stay before it.

An article stays unless its content stands in one that stays already, so the counterpart of every removal is in the
output, however long the chain of copies.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import split
from dedup.cleaning.decisions import Decisions
from dedup.cleaning.policy import Policy
from dedup.cleaning.state import CleaningState
from dedup.cleaning.turns import Turns
from dedup.cleaning.verdicts import Verdicts


def decide(known: CleaningState, policy: Policy) -> Decisions:
    """What goes, from all that is known.

    Cuts make articles shorter, and must not change the order of two that share something: another clean would see the
    changed order. Articles that would move stay whole.
    """
    while True:
        turns = known.turns()
        run = Verdicts(known, policy, turns)
        for some in known.in_batches(list(known.own_cuts)):
            run.strip_own(some)
        for places in turns.groups():
            run.judge(places)
        known.last = run.decisions
        moved = _moved(known, turns, run.decisions)
        if not len(moved):
            return run.decisions
        known.whole.update(moved.tolist())


def _moved(known: CleaningState, turns: Turns, decisions: Decisions) -> NDArray[np.int64]:
    """The articles with seen passages cut that would come before or after others than now."""
    is_cut = np.zeros(len(known), np.bool_)
    is_cut[[number for number, cuts in decisions.cuts.items() if any(cut.kind == "seen" for cut in cuts)]] = True
    if not is_cut.any():
        return np.empty(0, np.int64)
    before, after = turns.place, np.empty(len(known), np.int64)
    after[known.order_after(turns.articles, decisions)] = np.arange(len(turns.articles))
    first, second = split(known.pairs)
    stays = ~decisions.removals.gone
    turned = (before[first] < before[second]) != (after[first] < after[second])
    one, other = first[turned], second[turned]
    return np.unique(np.concatenate([one[is_cut[one] & stays[other]], other[is_cut[other] & stays[one]]]))

"""Nominating: which articles of the index are worth a comparison, however many share a wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.index.database.rows import Rows
from dedup.index.database.stored import MICROSECONDS_A_DAY, StoredArticle
from dedup.index.postings.runs import Runs

MAX_HOLDERS = 64
"""Articles looked at for each key, the newest: a wording that more carry is a formula, or a story whose copies share
other keys too. A scan compares with two of them from 25 on."""

MAX_COMPARED = 64
"""Articles compared with one, those that share most, a key counting less the more hold it: two milliseconds' work."""


@dataclass(frozen=True, slots=True)
class Nominated:
    """Articles to compare, those that share most first; `n_left_out` shared less, `n_hot` keys were cut off."""

    rows: Sequence[StoredArticle]
    n_left_out: int
    n_hot: int


def nominated(rows: Rows, runs: Runs, keys: NDArray[np.int64], times: tuple[int, int], own_id: bytes) -> Nominated:
    """The articles published between `times` (inclusive) that share a key, but for the one with `own_id`."""
    days = (times[0] // MICROSECONDS_A_DAY, times[1] // MICROSECONDS_A_DAY)
    holders = runs.holders(rows.runs, keys, days, MAX_HOLDERS + 1)
    n_holders = np.bincount(holders.questions, minlength=len(keys))
    looked_at = np.arange(len(holders.questions)) >= (np.cumsum(n_holders) - MAX_HOLDERS)[holders.questions]
    numbers, of_number = np.unique(holders.articles[looked_at], return_inverse=True)
    shared = np.bincount(of_number, 1 / n_holders[holders.questions[looked_at]], len(numbers))
    ranked = numbers[np.lexsort((-numbers, -shared))].tolist()
    chosen = ranked[: MAX_COMPARED + 1]  # one of them may be the article itself
    found = {row.number: row for row in rows.with_numbers(chosen, times) if row.id != own_id} if chosen else {}
    compared = [found[number] for number in chosen if number in found][:MAX_COMPARED]
    n_left_out = len(ranked) - len(chosen) + len(found) - len(compared)
    return Nominated(compared, n_left_out, int((n_holders > MAX_HOLDERS).sum()))

"""Apart: lines that stand beside other lines in each article, as no part of a story does.

A paragraph of a story is printed together with the paragraphs around it, by whoever prints it. What a page shows
between the paragraphs of any story - a prompt to subscribe, the weather, a player of videos - has other neighbours in
every article, and an outlet shows it in more than one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.boilerplate.criteria import LineGroups

MIN_TOGETHER = 0.8
"""Share of the places of either of two lines in which they follow one another, from which they are of one block. With
.5 and .65 labelled pairs are judged alike, with .95 what is won on the second sample of Arabic news is lost."""


class Blocks(NamedTuple):
    """The blocks that n lines belong to: `lines` LINE[n] say where in its article each begins and ends.

    `above` and `below` uint64[n] are equal where the words next to the block are the same; where there are none, they
    are equal to nothing.
    """

    lines: NDArray[np.void]
    above: NDArray[np.uint64]
    below: NDArray[np.uint64]


def blocks_of(
    lines: NDArray[np.void], keys: NDArray[np.void], is_open: NDArray[np.bool_], groups: LineGroups
) -> Blocks:
    """The blocks that the lines of `groups` belong to, in their order: of such lines that nearly always follow.

    `lines` LINE[n] and `keys` LINE_KEYS[n] are those of a collection, the lines of each article in a row. Those that
    are not open, bool[n], are boilerplate already: they are looked over.
    """
    group = np.full(len(lines), -1)
    group[groups.lines] = groups.owners
    concerned = np.zeros(int(lines["article"].max(initial=0)) + 1, np.bool_)
    concerned[lines["article"][groups.lines]] = True
    numbers = np.flatnonzero(is_open & concerned[lines["article"]])
    found, group, keys = lines[numbers], group[numbers], keys[numbers]
    inner = np.flatnonzero(found["article"][1:] == found["article"][:-1])  # these go on in a line of the same article
    above, below = (np.arange(len(found), dtype=np.uint64) for _ in range(2))
    above[inner + 1] = np.where(keys["closing"] == 0, keys["whole"], keys["closing"])[inner]
    below[inner] = np.where(keys["opening"] == 0, keys["whole"], keys["opening"])[inner + 1]
    inner = inner[(group[inner] >= 0) & (group[inner + 1] >= 0)]
    first, second = group[inner], group[inner + 1]
    _, same, times = np.unique(first * len(groups) + second, return_inverse=True, return_counts=True)
    goes_on = np.zeros(len(found), np.bool_)
    goes_on[inner] = times[same] >= MIN_TOGETHER * np.minimum(groups.sizes[first], groups.sizes[second])
    last = np.flatnonzero(~goes_on)
    own = np.searchsorted(numbers, groups.lines)
    of = np.searchsorted(last, own)
    top, bottom = np.append(0, last + 1)[of], last[of]
    blocks = found[own]
    blocks["begin"], blocks["end"] = found["begin"][top], found["end"][bottom]
    return Blocks(blocks, above[top], below[bottom])


def n_different(groups: LineGroups, values: NDArray[np.uint64]) -> NDArray[np.float64]:
    """How many different values the lines of each group have, counted as if all were equally frequent, float64[n].

    That is one over the probability that two lines of a group, drawn with replacement, have the same: Simpson's index.
    `values` uint64[n] are those of the lines that `groups` has, in its order.
    """
    group = groups.owners
    order = np.lexsort((values, group))
    group, values = group[order], values[order]
    new = np.flatnonzero(np.append(True, (group[1:] != group[:-1]) | (values[1:] != values[:-1]))[: len(group)])
    times = np.diff(np.append(new, len(group)))
    found: NDArray[np.float64] = groups.sizes**2 / np.bincount(group[new], times.astype(np.float64) ** 2, len(groups))
    return found

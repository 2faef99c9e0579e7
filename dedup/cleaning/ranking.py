"""The order of preference: which of two articles stays when either could."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.policy import KEEPS, Policy
from dedup.errors import InputError
from dedup.origin.order import origin_times
from dedup.scanning.on_demand import ArticleColumns

Text = Callable[[int], str]


class Ranking:
    """The order that a policy asks for, among articles by number; those that stay as they are (`stays`) come first.

    `times` float64[N] are the `origin_times` of the whole collection, where these articles are only some of it.
    """

    def __init__(
        self,
        policy: Policy,
        columns: ArticleColumns,
        stays: NDArray[np.bool_] | None = None,
        times: NDArray[np.float64] | None = None,
    ) -> None:
        self._keep = policy.keep
        self._goes = np.zeros(len(columns.n_words), np.bool_) if stays is None else ~stays
        self._outlet = _preference(policy, columns)
        self._position = columns.position
        self._published = columns.published
        if times is None:
            times = origin_times(columns.published, columns.outlets, columns.outlet_names)
        self._time = np.nan_to_num(times, nan=np.inf, posinf=np.inf, neginf=-np.inf)

    def order(self, numbers: NDArray[np.int64], n_words: NDArray[np.int64], text: Text) -> NDArray[np.int64]:
        """The articles `numbers` in the order of preference, the most wanted first.

        `n_words` int64[N] counts what is left of each article of the collection, `text` gives it. Those alike in all
        else come in the order of the digests of their texts, then of their numbers.
        """
        keys = [
            self._goes[numbers],
            self._outlet[numbers],
            *self._keys(numbers, n_words[numbers]),
        ]  # the first counts most
        order = np.lexsort((numbers, *keys[::-1]))
        numbers, keys = numbers[order], [key[order] for key in keys]
        if not len(numbers):
            return numbers
        same = np.all([key[1:] == key[:-1] for key in keys], axis=0)
        tied = np.flatnonzero(np.append(False, same) | np.append(same, False))
        group = np.cumsum(np.append(True, ~same))[tied]
        digests = [_digest(text(number)) for number in numbers[tied].tolist()]
        by_digest = sorted(range(len(tied)), key=lambda k: (group[k], digests[k], numbers[tied[k]]))
        numbers[tied] = numbers[tied[by_digest]]
        return numbers

    def _keys(self, numbers: NDArray[np.int64], n_words: NDArray[np.int64]) -> Sequence[NDArray[np.float64 | np.int64]]:
        published = self._published[numbers]
        if self._keep == "first":
            return np.nan_to_num(published, nan=np.inf), self._position[numbers]
        if self._keep == "last":
            return np.nan_to_num(-published, nan=np.inf), -self._position[numbers]
        if self._keep == "longest":
            return -n_words, self._time[numbers]
        return self._time[numbers], -n_words


def require_outlets(policy: Policy, present: Collection[str]) -> None:
    """Raises `InputError` where a policy prefers an outlet that no article of a collection comes from."""
    missing = [outlet for outlet in policy.sources if outlet not in present]
    if missing:
        raise InputError(f'no article comes from "{missing[0]}": keep takes {", ".join(KEEPS)}, or names of sources')


def _preference(policy: Policy, columns: ArticleColumns) -> NDArray[np.int64]:
    """The place of each article's outlet among those that the policy prefers."""
    wanted = {outlet: k for k, outlet in enumerate(policy.sources)}
    of_outlet = [wanted.get(name, len(wanted)) for name in columns.outlet_names]
    return np.array(of_outlet, np.int64)[columns.outlets] if of_outlet else np.empty(0, np.int64)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()

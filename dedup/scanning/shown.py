"""Shown: of what a scan found, all, or what concerns the articles that were published since a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from dedup.matches.columns import MatchColumns


@dataclass(frozen=True, slots=True)
class Shown:
    """The articles that a report is about, bool[N] by number: those published `since` a time, and those without a date.

    Everything is found among all articles. Shown are matches and shared wording of which at least one article is one of
    these, families and stories, as a whole, in which there is one, and boilerplate that one carries.
    """

    since: datetime | None
    articles: NDArray[np.bool_]

    @classmethod
    def of(cls, published: NDArray[np.float64], since: datetime | None) -> Shown:
        """All articles, or those since a time; `published` float64[N] are seconds since 1970, NaN where not known."""
        if since is None:
            return cls(None, np.ones(len(published), np.bool_))
        return cls(since, ~(published < since.timestamp()))

    @property
    def n_earlier(self) -> int:
        """How many articles are not shown for themselves."""
        return int(np.count_nonzero(~self.articles))

    def matches(self, found: MatchColumns) -> MatchColumns:
        """Those of the matches that are shown."""
        if self.since is None:
            return found
        return found.chosen(np.flatnonzero(self.articles[found.first] | self.articles[found.second]))

    def with_families(self, origins: NDArray[np.int64]) -> NDArray[np.bool_]:
        """These articles, and all that are in a family with one of them, bool[N]; `origins` int64[N] name families."""
        named = np.zeros(len(origins), np.bool_)
        named[origins[self.articles]] = True
        return named[origins]

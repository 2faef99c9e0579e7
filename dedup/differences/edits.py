"""Where two aligned texts do not run alike: other words, or other signs between the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

MAX_BETWEEN = 2
"""Shared words between two edits of signs that are looked at as one: "%12" for "12%"."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The words `begin` to `end` of an article that stand for those from `kept_begin` to `kept_end` of the kept one.

    Both sides share the words from `floor` to `begin` and from `end` to `ceiling`. With `is_moved` what follows stands
    before what precedes in the kept text.
    """

    begin: int
    end: int
    kept_begin: int
    kept_end: int
    floor: int
    ceiling: int
    is_moved: bool = False

    @property
    def signs_only(self) -> bool:
        """Whether the words are the same."""
        return self.begin == self.end and self.kept_begin == self.kept_end


def edits(
    places: NDArray[np.int32], n_kept: int, signs: Mapping[int, str], kept_signs: Mapping[int, str]
) -> list[Edit]:
    """The edits between an article and a kept one, in the order of the article.

    `places` int32[words] is the place of each word of the article in the kept text, -1 where it is not there. `signs`
    and `kept_signs` are what stands before each word (`signs.signs`).
    """
    shared = np.flatnonzero(places >= 0)
    before, after = np.append(-1, shared), np.append(shared, len(places))
    kept_before, kept_after = np.append(-1, places[shared]), np.append(places[shared], n_kept)
    goes_on = (after == before + 1) & (kept_after == kept_before + 1)
    broken = ~goes_on
    broken[_with_other_signs(after, kept_after, goes_on, signs, kept_signs)] = True
    at = np.flatnonzero(broken)
    columns = before[at] + 1, after[at], kept_before[at] + 1, kept_after[at]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    found = [
        Edit(begin, end, begin_kept, end_kept, 0, 0, end_kept < begin_kept) for begin, end, begin_kept, end_kept in rows
    ]
    return _joined(found, len(places))


def signs_apart(
    places: NDArray[np.int32], signs: Mapping[int, str], kept_signs: Mapping[int, str]
) -> NDArray[np.int64]:
    """The words that both texts share, one after the other, but with other signs between here than there."""
    shared = np.flatnonzero(places >= 0)
    kept = places[shared].astype(np.int64)
    goes_on = np.zeros(len(shared), np.bool_)
    goes_on[1:] = (np.diff(shared) == 1) & (np.diff(kept) == 1)
    goes_on[:1] = (shared[:1] == 0) & (kept[:1] == 0)
    return shared[_with_other_signs(shared, kept, goes_on, signs, kept_signs)]


def _with_other_signs(
    after: NDArray[np.int64],
    kept_after: NDArray[np.int64],
    goes_on: NDArray[np.bool_],
    signs: Mapping[int, str],
    kept_signs: Mapping[int, str],
) -> list[int]:
    """The gaps between shared words that hold other signs here than there."""
    if not (signs or kept_signs) or not len(after):
        return []
    found = set()
    for known, words in ((signs, after), (kept_signs, kept_after)):
        if not known:
            continue
        order = np.argsort(words, kind="stable")
        wanted = np.fromiter(known, np.int64, len(known))
        at = np.minimum(np.searchsorted(words[order], wanted), len(words) - 1)
        gaps = order[at][words[order[at]] == wanted]
        found.update(gaps[goes_on[gaps]].tolist())
    return [gap for gap in sorted(found) if signs.get(int(after[gap]), "") != kept_signs.get(int(kept_after[gap]), "")]


def _joined(found: list[Edit], n_words: int) -> list[Edit]:
    """The edits with the limits of what is shared around them; those of signs that stand close to each other as one."""
    joined: list[Edit] = []
    for edit in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.signs_only | edit.signs_only
            and edit.begin - last.end <= MAX_BETWEEN
            and edit.begin - last.end == edit.kept_begin - last.kept_end
            and not last.is_moved | edit.is_moved
        ):
            joined[-1] = replace(last, end=edit.end, kept_end=edit.kept_end)
        else:
            joined.append(edit)
    ends = [0, *(edit.end for edit in joined)]
    begins = [*(edit.begin for edit in joined), n_words]
    return [
        Edit(edit.begin, edit.end, edit.kept_begin, edit.kept_end, ends[k], begins[k + 1], edit.is_moved)
        for k, edit in enumerate(joined)
    ]

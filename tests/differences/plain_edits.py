"""Edits and signs the obvious way, as oracles."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dedup.differences.edits import MAX_BETWEEN, Edit
from dedup.differences.signs import _RAISED, said_in, unicodedata


def plain_signs(text: str, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> dict[int, str]:
    """What the signs before each word say, gap by gap."""
    found: dict[int, str] = {}
    for word, (begin, end) in enumerate(zip([0, *ends.tolist()], [*starts.tolist(), len(text)], strict=True)):
        said = said_in(text, begin, end)
        if said:
            found[word] = said
    for match in _RAISED.finditer(text):
        word = int(np.searchsorted(starts, match.start(), side="right"))
        found[word] = found.get(word, "") + "^" + unicodedata.normalize("NFKC", match[0])
    return found


def plain_edits(
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
    broken[with_other_signs(after, kept_after, goes_on, signs, kept_signs)] = True
    at = np.flatnonzero(broken)
    columns = before[at] + 1, after[at], kept_before[at] + 1, kept_after[at]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    found = [
        Edit(begin, end, begin_kept, end_kept, 0, 0, end_kept < begin_kept) for begin, end, begin_kept, end_kept in rows
    ]
    return joined(found, len(places))


def with_other_signs(
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


def joined(found: list[Edit], n_words: int) -> list[Edit]:
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
            joined[-1] = last._replace(end=edit.end, kept_end=edit.kept_end)
        else:
            joined.append(edit)
    ends = [0, *(edit.end for edit in joined)]
    begins = [*(edit.begin for edit in joined), n_words]
    return [
        Edit(edit.begin, edit.end, edit.kept_begin, edit.kept_end, ends[k], begins[k + 1], edit.is_moved)
        for k, edit in enumerate(joined)
    ]

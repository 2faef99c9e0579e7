"""Credits that were taken away: a copy of an agency's text that names no agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from dedup.origin.party import Party, View

MIN_SHARE = 0.5
"""Share of the copy that must come from the credited text: what else is in it may be its own."""

MAX_DATELINE = 16
"""Words of a text in which its dateline ends: "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس" has eleven."""

MAX_CLOSING = 6
"""Words of a text in which its closing credit begins."""

NEAR = 3
"""Words before a closing credit from which the copied passage adjoins it."""

MIN_WORDS = 16
"""Words of the copied passage, about a sentence."""

MAX_PLACE = 4
"""Words before a dateline's agency where there is no date: a city with its country; more are a caption."""


@dataclass(frozen=True, slots=True)
class _Given:
    """An agency that provided a whole text; `begin` and `end`: the words where it says so, None beside the text."""

    agency: str
    begin: int | None = None
    end: int | None = None


def credit_removed(view: View) -> str | None:
    """The agency whose credit the other side lost, None where it lost none.

    The one is the agency's article, or credits it in its byline, dateline or closing line; at least half of the other
    is copied from it, with the words beside that credit; and the other names no agency, nor is it one.
    """
    other = view.other
    if other.facts.agency is not None or other.facts.named or view.shares[1] < MIN_SHARE:
        return None
    if max((end - begin for begin, end, _, _ in view.rows), default=0) < MIN_WORDS:
        return None
    return next((given.agency for given in _given(view.one) if _adjoins(view, given)), None)


def _adjoins(view: View, given: _Given) -> bool:
    """Whether a passage includes or adjoins the place of the credit; its words at the head, where it has none."""
    n_words = len(view.one.side)
    if given.begin is None or given.end is None:
        return view.shares[0] >= MIN_SHARE or min(row[0] for row in view.rows) <= MAX_DATELINE
    if given.end <= MAX_DATELINE:
        return any(begin <= MAX_DATELINE and end > given.end for begin, end, _, _ in view.rows)
    return any(end >= min(given.begin - NEAR, n_words) and begin < given.begin for begin, end, _, _ in view.rows)


def _given(party: Party) -> Iterator[_Given]:
    """The agencies that provided a text as a whole; who took a picture or is only quoted does not count."""
    side, agency = party.side, party.facts.agency
    if agency is not None:
        yield _Given(agency)
    for credit in party.facts.credits:
        if credit.role != "credit" or credit.agency in ("agencies", agency):
            continue
        if credit.field == "author":
            yield _Given(credit.agency)
        elif credit.field == "text":
            begin, end = np.searchsorted(side.starts, credit.span).tolist()
            if len(side) - begin <= MAX_CLOSING or (end <= MAX_DATELINE and _is_dateline(party, begin)):
                yield _Given(credit.agency, begin, end)


def _is_dateline(party: Party, begin: int) -> bool:
    """Whether the words before the credit are places and dates, not a picture's caption."""
    side = party.side
    start = int(side.starts[begin])
    before = side.text[side.text.rfind("\n", 0, start) + 1 : start]
    return any(map(str.isdigit, before)) or len(before.split()) <= MAX_PLACE


def family_agency(parties: Iterable[Party]) -> str | None:
    """The agency that members of a family with the same text agree on: its own article, or the credits of two outlets.

    None where none stands out.
    """
    parties = list(parties)
    own = Counter(party.facts.agency for party in parties if party.facts.agency is not None)
    if own:
        return _leader(own)
    outlets = {(given.agency, party.article.source) for party in parties for given in _given(party)}
    credited = Counter(agency for agency, _ in outlets)
    leader = _leader(credited)
    return leader if leader is not None and credited[leader] > 1 else None


def _leader(counts: Counter[str]) -> str | None:
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None

"""Lost credits: a copy of an agency's text that names no agency."""

from __future__ import annotations

from dedup.origin.profiles import Profile
from dedup.origin.providers import MAX_DATELINE, Provider, providers_in
from dedup.origin.verdict import EVERYTHING, LOST_CREDIT, Asked
from dedup.origin.view import View
from dedup.results import CreditRemoved

MIN_SHARE = 0.5
"""Share of the copy that must come from the credited text: what else is in it may be its own."""

NEAR = 3
"""Words before a closing credit from which the copied passage adjoins it."""

MIN_WORDS = 16
"""Words of the copied passage, about a sentence."""


def credit_removed(view: View) -> str | None:
    """The agency whose credit the copy lost, None where it lost none.

    The source is the agency's article, or credits it in its byline, dateline or closing line; at least half of the copy
    comes from it, with the words beside that credit; and the copy names no agency, nor is it one.
    """
    if not _may_lack(view.copy, view.copy_share):
        return None
    if max((passage.end_source - passage.begin_source for passage in view.passages), default=0) < MIN_WORDS:
        return None
    return next((provider.agency for provider in providers_in(view.source) if _adjoins(view, provider)), None)


def _may_lack(copy: Profile, share: float) -> bool:
    """Whether a copy, which comes from another text to this share, names no agency and is none."""
    return copy.provenance.agency is None and not copy.provenance.named and share >= MIN_SHARE


def removed_credit(view: View, origin: str | None, asked: Asked = EVERYTHING) -> CreditRemoved | None:
    """The credit that either side of a match lost, None where neither did; the `origin` of the other lost none."""
    lost_b = credit_removed(view) if asked.here & LOST_CREDIT else None
    may_lack = asked.there & LOST_CREDIT and _may_lack(view.source, view.source_share)
    lost_a = credit_removed(view.swapped()) if may_lack else None
    if lost_b is not None and origin != "b":
        return CreditRemoved("b", lost_b)
    return CreditRemoved("a", lost_a) if lost_a is not None and origin != "a" else None


def _adjoins(view: View, provider: Provider) -> bool:
    """Whether a passage includes or adjoins the place of the credit; its words at the head, where it has none."""
    n_words = len(view.source.side)
    begin, end, passages = provider.begin, provider.end, view.passages
    if begin is None or end is None:
        return view.source_share >= MIN_SHARE or min(one.begin_source for one in passages) <= MAX_DATELINE
    if end <= MAX_DATELINE:
        return any(one.begin_source <= MAX_DATELINE and one.end_source > end for one in passages)
    return any(one.end_source >= min(begin - NEAR, n_words) and one.begin_source < begin for one in passages)

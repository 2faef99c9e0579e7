"""What agencies say about who was first: an article of their own, and credits."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.origin.party import Sign, View
from dedup.origin.times import is_days_later

CREDITS_IT = 4.0
"""Of a text that says itself that it comes from the agency whose article the other is."""

CITES_IT = 3.0
"""Of a text that only quotes the agency whose article the other is: the copied part is what it quotes."""

AGENCY = 2.5
"""Of an agency's article beside a newsroom's: it outweighs hours, since outlets may stamp a text before the wire's own
site does, but not days, since agencies relay what outlets wrote."""

TOO_LATE = 1.5
"""Of a text that names the agency, where the agency's article came days later: both stem from an earlier one."""

OTHER_AGENCY = 0.5
"""The same where the other text is credited to another agency: both may come from that."""

CREDITED = 0.7
"""Of a credited text beside one without: credits are lost on the way more often than made up."""

CREDITED_UNKNOWN = 0.3
"""The same where the outlet of the other is not known: it might be the agency."""

COMMON_SOURCE = 0.5
"""What is left of all signs where both texts credit one agency that neither is: both may come from it directly."""


def provider_signs(view: View) -> Iterator[Sign]:
    """That the one is the agency's own article, or credits an agency where the other credits none."""
    one, other = view.one.facts, view.other.facts
    a, b = view.names
    if one.agency is not None:
        if one.agency == other.agency:
            return
        if is_days_later(view):
            if one.agency in other.named:
                yield TOO_LATE, f"{b} names {one.agency}, whose article {a} is"
        elif one.agency in other.credited:
            yield CREDITS_IT, f"{b} credits {one.agency}, whose article {a} is"
        elif one.agency in other.named:
            yield CITES_IT, f"{b} names {one.agency}, whose article {a} is"
        elif other.agency is None:
            relayed = other.credited - {"agencies"}
            yield OTHER_AGENCY if relayed else AGENCY, f"{a} is an article of the agency {one.agency}"
    elif other.agency is None and one.credited and not other.named:
        weight = CREDITED if view.other.article.source else CREDITED_UNKNOWN
        yield weight, f"{a} credits {_listed(one.credited)}, {b} no agency"


def common_source(view: View) -> frozenset[str]:
    """The agencies that both sides credit and neither is."""
    one, other = view.one.facts, view.other.facts
    return (one.credited & other.credited) - {"agencies", one.agency, other.agency}


def _listed(agencies: frozenset[str]) -> str:
    return ", ".join(sorted(agencies))

"""Attribution: whom a text names as its source, in a credit, in a sentence, or by a spelling taken over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dedup.origin.profiles import Profile
from dedup.origin.provenance import is_name, words_of
from dedup.origin.times import is_days_later
from dedup.origin.view import Sign, View
from dedup.origin.wordlists import outlet_words
from dedup.text.marks import QUOTES

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

NAMES_OUTLET = 2.0
"""Of a text that names the other's outlet as its source: "told the Harbour Post"."""

KEEPS_AUTHOR = 1.5
"""Of a text that holds the name of the other's author, and is signed otherwise."""

LATER_VERSION = 1.5
"""Of a text headed as an update or a correction, where the other is not."""

INHERITED = 0.8
"""Of a name that the copy spells as the source does in passages only, and otherwise in its own words."""

_QUOTES = frozenset(QUOTES + "《》")


def agency_signs(view: View) -> Iterator[Sign]:
    """That the source is the agency's own article, or credits an agency where the copy credits none."""
    source, copy = view.source.provenance, view.copy.provenance
    if source.agency is not None:
        if source.agency == copy.agency:
            return
        if is_days_later(view):
            if source.agency in copy.named:
                yield view.sign(TOO_LATE, "names_agency", agency=source.agency)
        elif source.agency in copy.credited:
            yield view.sign(CREDITS_IT, "credits_agency", agency=source.agency)
        elif source.agency in copy.named:
            yield view.sign(CITES_IT, "names_agency", agency=source.agency)
        elif copy.agency is None:
            relayed = copy.credited - {"agencies"}
            yield view.sign(OTHER_AGENCY if relayed else AGENCY, "agency_article", agency=source.agency)
    elif copy.agency is None and source.credited and not copy.named:
        weight = CREDITED if view.copy.article.source else CREDITED_UNKNOWN
        yield view.sign(weight, "keeps_credit", agencies=tuple(sorted(source.credited)))


def common_agencies(view: View) -> tuple[str, ...]:
    """The agencies that both sides credit and neither is."""
    source, copy = view.source.provenance, view.copy.provenance
    return tuple(sorted((source.credited & copy.credited) - {"agencies", source.agency, copy.agency}))


def naming_signs(view: View) -> Iterator[Sign]:
    """That the copy names the outlet or author of the source, or says that it is a later version."""
    source, copy = view.source, view.copy
    outlet = source.article.source
    if source.provenance.agency is None and outlet != copy.article.source and _names_outlet(copy, outlet):
        yield view.sign(NAMES_OUTLET, "names_outlet")
    if _keeps_author(view):
        yield view.sign(KEEPS_AUTHOR, "keeps_author")
    if copy.provenance.is_update and not source.provenance.is_update:
        yield view.sign(LATER_VERSION, "later_version")


def _keeps_author(view: View) -> bool:
    source = view.source.provenance
    if not source.author or source.credits:
        return False
    return source.author != view.copy.article.author.strip() and _has(view.copy, source.author)


class _OutletName(NamedTuple):
    words: tuple[int, ...]
    is_host: bool
    is_name: bool


@lru_cache(maxsize=4096)
def _outlet_name(outlet: str) -> _OutletName | None:
    """The name of an outlet as it is looked for in texts, None for one that is no name."""
    name = outlet.strip()
    if sum(map(str.isalpha, name)) < 3:
        return None
    return _OutletName(words_of(name), "." in name and " " not in name, is_name(name))


def _names_outlet(profile: Profile, outlet: str) -> bool:
    """Whether an outlet is named as such: after a word for newspaper, in quotes, or as no everyday words are."""
    name = _outlet_name(outlet)
    if name is None:
        return False
    side = profile.side
    for at in profile.places_of(name.words):
        start, end = side.span(at, at + len(name.words))
        there = side.text[start:end]
        if name.is_host or (name.is_name and _is_capitalized(there)):
            return True
        if side.text[max(start - 1, 0) : start] in _QUOTES and side.text[end : end + 1] in _QUOTES and start:
            return True
        cues = outlet_words()
        if any(tuple(side.hashes[max(at - n, 0) : at].tolist()) in cues.phrases for n in range(1, cues.n_words + 1)):
            return True
    return False


def _is_capitalized(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha()]
    return bool(words) and all(word[0].isupper() for word in words)


def spelling_signs(view: View) -> Iterator[Sign]:
    """That the copy took over a spelling which is not its own."""
    for spellings in view.copy.provenance.spellings:
        inside = {word: {_is_copied(at, view) for at in places} for word, places in spellings}
        taken = [word for word, where in inside.items() if where == {True} and _has(view.source, word)]
        own = [word for word, where in inside.items() if where == {False} and not _has(view.source, word)]
        if taken and own:
            yield view.sign(INHERITED, "inherited_spelling", taken=taken[0], own=own[0])
            return


def _has(profile: Profile, word: str) -> bool:
    return bool(profile.places_of(words_of(word)))


def _is_copied(at: int, view: View) -> bool:
    return any(passage.begin_copy <= at < passage.end_copy for passage in view.passages)
